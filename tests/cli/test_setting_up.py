"""Beginning a plan, and the demo."""

import json
from pathlib import Path

import pytest
from jsonschema import validate

from builders import read_back
from conftest import run
from cpcplan.domain.rag import Rating
from repositories import git
from terminals import Typed, needs_terminal

GIVEN = (
    "--title", "Anytown’s plan: 2026–29", "--committee", "Anytown CPC", "--start", "September 2026",
    "--end", "August 2029", "--outcome", "Children are heard", "--outcome", "Staff know # what",
    "--lead", "CPC Lead – NHS (NHS)", "--lead", "Learning Group", "--meeting", "8 December 2026",
    "--meeting", "8th December 2026",
)  # fmt: skip


def test_init_writes_a_plan_that_explains_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("init", *GIVEN)
    assert (ran.code, ran.err) == (0, "")
    plan = read_back(tmp_path / "plan")
    assert (plan.title, plan.recorded_by) == ("Anytown’s plan: 2026–29", "CPC Lead Officer")
    assert [(lead.key, lead.name, lead.agency) for lead in plan.leads] == [
        ("cpc-lead-officer", "CPC Lead Officer", None),
        ("cpc-lead-nhs", "CPC Lead – NHS", "NHS"),
        ("learning-group", "Learning Group", None),
    ]
    assert [outcome.title for outcome in plan.outcomes] == [
        "Children are heard",
        "Staff know # what",
    ]
    assert [str(day) for day in plan.meetings] == ["2026-12-08"]
    text = (tmp_path / "plan" / "plan.yaml").read_text(encoding="utf-8")
    assert text.count("2026-12-08") == 1
    for file in (tmp_path / "plan").glob("*.yaml"):
        first, second, *_ = file.read_text(encoding="utf-8").splitlines()
        assert first == "# yaml-language-server: $schema=plan.schema.json"
        assert second.startswith("# ")
    schema = json.loads((tmp_path / "plan" / "plan.schema.json").read_text(encoding="utf-8"))
    validate({"id": "1", "title": "x"}, schema)


def test_a_week_from_init_needs_no_editing_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q")
    week = (
        ("init", *GIVEN),
        ("save",),
        ("add", "key-action", "1", "--title", "One form", "--timescale", "March 2027"),
        ("add", "sub-action", "1.1", "--title", "Try it", "--lead", "cpc-lead-nhs"),
        ("add", "sub-action", "1.1", "--title", "Tell of it", "--timescale", "6 monthly"),
        ("rag", "1.11", "amber", "--why", "Late.", "--next", "NHS, by May"),
        ("note", "1.12", "Noted."),
        ("undo",),
        ("save",),
        ("status",), ("check",), ("changes", "--since-commit", "HEAD~1"),
    )  # fmt: skip
    for command in week:
        ran = run(*command)
        assert (ran.code, ran.err) == (0, ""), command
    assert git(tmp_path, "status", "--porcelain") == ""
    assert "1.11 added, amber" in git(tmp_path, "log", "-1", "--format=%s")


@pytest.mark.parametrize(
    ("given", "code", "why"),
    [
        ((), 2, "--title TEXT is needed"),
        (GIVEN[:8], 2, "--outcome TEXT is needed"),
        ((*GIVEN, "--end", "soon"), 2, "soon"),
        ((*GIVEN, "--end", "May 2020"), 2, "ends before it starts"),
        ((*GIVEN, "--meeting", "May 2027"), 2, "is not a day"),
        ((*GIVEN, "--lead", "Ring 01632 960 123"), 4, "telephone"),
    ],
)
def test_what_makes_no_plan_is_said_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...], code: int, why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("init", *given)
    assert (ran.code, ran.out) == (code, "")
    assert why in ran.err
    assert not list(tmp_path.iterdir())


def test_init_overwrites_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "outcome-7.yaml").write_text("mine", encoding="utf-8")
    ran = run("init", *GIVEN)
    assert (ran.code, ran.out) == (4, "")
    assert "has a plan already" in ran.err
    assert [path.name for path in (tmp_path / "plan").iterdir()] == ["outcome-7.yaml"]
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert run("init", "file", *GIVEN).code == 4
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


@needs_terminal
def test_init_asks_for_what_it_needs(tmp_path: Path) -> None:
    typed = Typed("init", folder=tmp_path)
    for question, answer in (
        ("called?", "Anytown’s plan"), ("Whose", "Anytown CPC"), ("begin", "September 2026"),
        ("end", "August 2025"), ("is before it begins (September 2026)", "August 2029"),
        ("Who records", ""), ("Outcome: ", ""), ("Outcome: ", "Ring 01632 960 123"),
        ("a telephone number", None), ("Outcome: ", "Children are heard"),
        ("Outcome: ", ""), ("Lead: ", "CPC Lead – NHS (NHS)"), ("Lead: ", ""),
        ("Day: ", "2026-12-08"), ("Day: ", ""),
    ):  # fmt: skip
        typed.see(question)
        if answer is not None:
            typed.type(answer)
    typed.see("What next:")
    assert typed.ended() == 0
    assert len(read_back(tmp_path / "plan").leads) == 2


def test_a_new_plan_says_what_its_ratings_mean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", *GIVEN).code == 0
    meant = dict(read_back(tmp_path / "plan").legend)
    assert meant == {rating: rating.meaning for rating in Rating}
    paper = run("report", "--as-of", "2026-10-01").out
    assert "does not say what its ratings mean" not in paper
    assert Rating.RED.meaning in paper


def test_the_top_of_the_disk_is_no_folder_for_a_plan(tmp_path: Path) -> None:
    top = tmp_path.anchor
    ran = run("init", top, *GIVEN)
    assert (ran.code, ran.out) == (4, "")
    assert f"{top} is the top of this disk" in ran.err
    ran = run("demo", top)
    assert (ran.code, ran.out) == (4, "")
    assert f"cpcplan: {top} is there already" in ran.err


def test_a_plan_inside_another_repository_is_said_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q")
    monkeypatch.chdir(tmp_path)
    out = run("init", "kinloch", *GIVEN).out
    assert f"kinloch is inside a git repository, {tmp_path}: what cpcplan save commits" in out
    assert "git init" not in out
    assert "  cpcplan save --plan kinloch" in out


@needs_terminal
def test_at_a_terminal_a_plan_inside_another_repository_is_asked_about(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    typed = Typed("init", "kinloch", folder=tmp_path)
    typed.see("kinloch is inside a git repository")
    typed.see("Begin it there all the same? [y/N]")
    typed.type("")
    assert typed.ended() == 0
    assert not (tmp_path / "kinloch").exists()


@needs_terminal
def test_what_was_typed_is_given_back_where_init_stops(tmp_path: Path) -> None:
    typed = Typed("init", folder=tmp_path)
    typed.see("called?")
    typed.type("Anytown’s plan")
    typed.see("Whose")
    typed.interrupt()
    typed.see("What you typed:\nAnytown’s plan")
    assert typed.ended() == 130


def answer(demo: Path, *question: str) -> dict[str, object]:
    ran = run(*question, "--json", "--plan", str(demo / "plan"), "--as-of", "2026-09-15")
    assert ran.code == 0
    found: dict[str, object] = json.loads(ran.out)
    return found


def test_the_demo_says_that_it_is_made_up_and_is_sound(demo: Path) -> None:
    plan = read_back(demo / "plan")
    assert "made-up" in plan.title
    assert answer(demo, "check")["errors"] == []
    assert git(demo, "status", "--porcelain") == ""


def test_the_demo_shows_every_feature(demo: Path) -> None:
    plan = read_back(demo / "plan")
    entries = [entry for action in plan.actions() for entry in action.updates]
    fields = {field for entry in entries for field, value in entry._asdict().items() if value}
    assert fields == set(entries[0]._fields)
    assert {entry.state for entry in entries if entry.state} == {
        "complete", "open", "withdrawn", "carried-forward",
    }  # fmt: skip
    moved = answer(demo, "changes", "--since", "2024-09-01")["changes"]
    assert isinstance(moved, list)
    assert {change["kind"] for change in moved} >= {
        "rated", "completed", "withdrawn", "carried-forward", "revised", "requested", "refused",
        "led", "reported", "measured", "noted", "added",
    }  # fmt: skip
    status = answer(demo, "status")
    totals = status["totals"]
    assert isinstance(totals, dict)
    assert all(count for name, count in totals.items() if name != "closed")
    assert status["requests"]
    assert status["contradictions"]


def test_the_demo_has_a_commit_for_each_thing_that_happened_and_a_merge(demo: Path) -> None:
    days = git(demo, "log", "--format=%as %s").splitlines()
    assert len(days) > 100
    assert days[0].startswith("2026-09-")
    assert days[-1].startswith("2024-09-17 Begin the plan")
    assert git(demo, "log", "--merges", "--format=%s").strip().startswith("Merge what was recorded")
    since = run("changes", "--since-commit", "HEAD~70", "--plan", str(demo / "plan"),
                "--as-of", "2026-09-15")  # fmt: skip
    assert "Reworded" in since.out


def test_the_demo_touches_nothing_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").write_text("mine", encoding="utf-8")
    ran = run("demo", str(tmp_path / "mine"))
    assert (ran.code, ran.out) == (4, "")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["file"]
