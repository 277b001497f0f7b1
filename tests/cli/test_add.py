"""What joins a plan later: what is written, which number it gets, and what is refused."""

from pathlib import Path

import pytest

from builders import PLAN_YAML, day, read_back, write_plan
from conftest import done, run

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form   # agreed in May
    leads: [police]
    timescale: March 2019
    sub_actions:
      - id: "1.11"
        title: Replace the forms
      # The rest is still to be found.
  - id: "1.2"
    title: One voice
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_plan(tmp_path, PLAN)


def added(plan: Path, *what: str) -> str:
    return done(plan, "add", *what)


def test_a_timescale_that_is_refused_is_asked_about_as_it_can_be_typed(plan: Path) -> None:
    typed = ("sub-action", "1.1", "--title", "x", "--timescale", "within 3 months of the form")
    ran = run("add", *typed, "--plan", str(plan))
    assert (ran.code, ran.out) == (4, "")
    assert "counted from which day? Write the last day" in ran.err
    assert "timescale: {" not in ran.err


def test_a_sub_action_gets_the_next_number_and_its_own_lines(plan: Path) -> None:
    out = added(
        plan, "sub-action", "1.1", "--title", "Train: all", "--lead", "nhs", "--lead", "police",
        "--timescale", "6 monthly", "--origin", "Inspection 2019", "--point", "New staff first",
        "--date", "2019-04-02",
    )  # fmt: skip
    written = """\
      - id: "1.12"
        title: 'Train: all'
        points: [New staff first]
        leads: [nhs, police]
        timescale: '6 monthly'
        added: 2019-04-02
        origin: [Inspection 2019]
"""
    before = "        title: Replace the forms\n      # The rest is still to be found.\n"
    text = (plan / "outcome-1.yaml").read_text(encoding="utf-8")
    assert text == PLAN.replace(before, before + written)
    assert "Under key action 1.1, One form" in out
    assert "outcome-1.yaml:12" in out


def test_the_first_sub_action_and_a_key_action_get_numbers_like_those_beside_them(
    plan: Path,
) -> None:
    added(plan, "sub-action", "1.2", "--title", "First")
    added(plan, "key-action", "1", "--title", "Third", "--timescale", "June 2019")
    added(plan, "sub-action", "1.3", "--title", "Its first")
    outcome = read_back(plan).outcomes[0]
    ids = [(each.id, [sub.id for sub in each.sub_actions]) for each in outcome.key_actions]
    assert ids == [("1.1", ["1.11"]), ("1.2", ["1.21"]), ("1.3", ["1.31"])]


def test_numbers_go_on_as_they_are_written_and_none_is_used_twice(tmp_path: Path) -> None:
    """1.1.9 is followed by 1.1.10; 1.11 is a key action here, and no sub-action of 1.1 gets it."""
    plan = write_plan(
        tmp_path,
        """\
        id: "1"
        title: Outcome
        key_actions:
          - {id: "1.1", title: A, timescale: June 2019, sub_actions: []}
          - id: "1.11"
            title: B
            sub_actions: [{id: "1.11.9", title: C}]
        """,
    )
    added(plan, "sub-action", "1.1", "--title", "D")
    added(plan, "sub-action", "1.11", "--title", "E")
    first, second = read_back(plan).outcomes[0].key_actions
    assert [each.id for each in first.sub_actions] == ["1.12"]
    assert [each.id for each in second.sub_actions] == ["1.11.9", "1.11.10"]


def test_an_outcome_has_a_file_of_its_own(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN)
    shared = "# yaml-language-server: $schema=plan.schema.json\n" + PLAN_YAML
    (plan / "plan.yaml").write_bytes(shared.replace("\n", "\r\n").encode())
    out = added(plan, "outcome", "--title", "Staff: trained")
    assert (plan / "outcome-2.yaml").read_bytes() == (
        b"# yaml-language-server: $schema=plan.schema.json\r\n"
        b"id: \"2\"\r\ntitle: 'Staff: trained'\r\n"
    )
    assert "cpcplan add key-action 2" in out
    added(plan, "key-action", "2", "--title", "Courses")
    added(plan, "sub-action", "2.1", "--title", "First course")
    assert [each.id for each in read_back(plan).outcomes[1].key_actions] == ["2.1"]
    assert b"\n" not in (plan / "outcome-2.yaml").read_bytes().replace(b"\r\n", b"")


def test_it_is_in_no_answer_before_the_day_it_joined(plan: Path) -> None:
    added(plan, "sub-action", "1.1", "--title", "Later", "--date", "2019-04-02")
    assert read_back(plan).outcomes[0].key_actions[0].sub_actions[1].added == day("2019-04-02")
    assert run("show", "1.12", "--plan", str(plan), "--as-of", "2019-04-01").code == 4
    assert run("show", "1.12", "--plan", str(plan), "--as-of", "2019-04-02").code == 0


@pytest.mark.parametrize(
    ("what", "code", "why"),
    [
        (("sub-action", "1.1"), 2, "--title TEXT is needed"),
        (("sub-action", "1.9", "--title", "x"), 4, "1.9 is not a key action"),
        (("key-action", "1", "--title", "x", "--id", "1.2"), 4, "1.2 of this key action is used"),
        (("sub-action", "1.1", "--title", "x", "--lead", "polise"), 4, "did you mean `police`"),
        (("sub-action", "1.1", "--title", "x", "--timescale", "soon"), 4, "soon"),
        (("sub-action", "1.1", "--title", "x", "--date", "2199-01-01"), 4, "still to come"),
        (("sub-action", "1.1", "--title", "Ring 01632 960 123"), 4, "a telephone number"),
        (("outcome", "--title", "x", "--id", "1"), 4, "is there already"),
        (("outcome", "--title", "x", "--id", "../1"), 4, "cannot be in a file"),
    ],
)
def test_what_cannot_join_is_said_and_not_written(
    plan: Path, what: tuple[str, ...], code: int, why: str
) -> None:
    before = {path.name: path.read_bytes() for path in plan.iterdir()}
    ran = run("add", *what, "--plan", str(plan))
    assert (ran.code, ran.out) == (code, "")
    assert why in ran.err
    assert {path.name: path.read_bytes() for path in plan.iterdir()} == before


def test_a_dry_run_writes_nothing(plan: Path) -> None:
    before = {path.name: path.read_bytes() for path in plan.iterdir()}
    assert '+      - id: "1.12"' in added(plan, "sub-action", "1.1", "--title", "x", "--dry-run")
    assert '+id: "2"' in added(plan, "outcome", "--title", "x", "--dry-run")
    assert {path.name: path.read_bytes() for path in plan.iterdir()} == before
