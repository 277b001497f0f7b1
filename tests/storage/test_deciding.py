"""What somebody decided in a merge holds; what nobody looked at is not taken for decided."""

from pathlib import Path

import pytest

from builders import PLAN_YAML
from conftest import run
from repositories import committed_plan, git

OUTCOME = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    updates:
      - {date: 2018-12-04, rag: green, why: Begun.}
"""
MEETINGS = "meetings: [2019-03-12]\n"
OURS, THEIRS = MEETINGS.replace("]", ", 2019-06-04]"), MEETINGS.replace("]", ", 2019-06-11]")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return committed_plan(tmp_path, OUTCOME, **{"plan.yaml": PLAN_YAML + MEETINGS})


def merge(plan: Path, attributes: str = "") -> Path:
    """Both sides change the meetings in plan.yaml: the file, in which git could not join them."""
    file = plan / "plan.yaml"
    if attributes:
        (plan / ".gitattributes").write_text(attributes, encoding="utf-8")
        git(plan, "add", ".")
        git(plan, "commit", "-qm", "Attributes")
    git(plan, "checkout", "-q", "-b", "theirs")
    for side, meetings in (("theirs", THEIRS), ("main", OURS)):
        git(plan, "checkout", "-q", side)
        file.write_text(PLAN_YAML + meetings, encoding="utf-8")
        git(plan, "commit", "-qam", side)
    git(plan, "merge", "-q", "theirs", fails=True)
    return file


def resolve(plan: Path) -> tuple[int, str]:
    ran = run("resolve", "--plan", str(plan))
    return ran.code, " ".join(ran.out.split())


@pytest.mark.parametrize("attributes", ["", "*.yaml -merge\n"])
@pytest.mark.parametrize("chosen", [OURS, THEIRS])
def test_what_is_just_one_sides_is_a_decision(plan: Path, chosen: str, attributes: str) -> None:
    file = merge(plan, attributes)
    code, out = resolve(plan)
    assert (code, "people must decide" in out) == (1, True)
    file.write_text(PLAN_YAML + chosen, encoding="utf-8")
    code, out = resolve(plan)
    assert (code, "All of it is joined" in out) == (0, True)
    assert file.read_text(encoding="utf-8") == PLAN_YAML + chosen
    assert run("save", "--plan", str(plan)).code == 0


def test_it_may_be_decided_before_resolve_was_ever_asked(plan: Path) -> None:
    file = merge(plan)
    file.write_text(PLAN_YAML + OURS, encoding="utf-8")
    assert resolve(plan)[0] == 0
    assert file.read_text(encoding="utf-8") == PLAN_YAML + OURS


@pytest.mark.parametrize("attributes", ["*.yaml -merge\n", "*.yaml merge=ours-always\n"])
def test_where_git_puts_no_marks_our_side_is_no_decision(plan: Path, attributes: str) -> None:
    if "ours-always" in attributes:
        git(plan, "config", "merge.ours-always.driver", "exit 1")
    file = merge(plan, attributes)
    assert file.read_text(encoding="utf-8") == PLAN_YAML + OURS
    code, out = resolve(plan)
    assert (code, "both sides changed this" in out) == (1, True)
    assert "<<<<<<<" in file.read_text(encoding="utf-8")


def test_a_default_that_git_was_told_is_no_decision_either(plan: Path) -> None:
    git(plan, "config", "merge.default", "binary")
    merge(plan)
    assert resolve(plan)[0] == 1


def test_a_side_that_lacks_what_nobody_disputes_is_no_decision(plan: Path) -> None:
    """Somebody takes the whole of our file, and theirs has another change in it."""
    file = plan / "plan.yaml"
    git(plan, "checkout", "-q", "-b", "theirs")
    file.write_text("# Theirs.\n" + PLAN_YAML + THEIRS, encoding="utf-8")
    git(plan, "commit", "-qam", "theirs")
    git(plan, "checkout", "-q", "main")
    file.write_text(PLAN_YAML + OURS, encoding="utf-8")
    git(plan, "commit", "-qam", "ours")
    git(plan, "merge", "-q", "theirs", fails=True)
    git(plan, "checkout", "--ours", "plan.yaml")
    assert resolve(plan)[0] == 1
    assert "# Theirs." in file.read_text(encoding="utf-8")


def test_a_new_merge_is_not_taken_for_one_that_was_decided(plan: Path) -> None:
    file = merge(plan, "*.yaml -merge\n")
    assert resolve(plan)[0] == 1
    git(plan, "merge", "--abort")
    git(plan, "checkout", "-q", "theirs")
    file.write_text(PLAN_YAML + THEIRS.replace("11", "18"), encoding="utf-8")
    git(plan, "commit", "-qam", "Again")
    git(plan, "checkout", "-q", "main")
    git(plan, "merge", "-q", "theirs", fails=True)
    assert resolve(plan)[0] == 1


def test_one_of_two_titles_is_a_decision_in_an_outcome_too(plan: Path) -> None:
    file = plan / "outcome-1.yaml"
    ours, theirs = (OUTCOME.replace("One form", f"{side} form") for side in ("Our", "Their"))
    git(plan, "checkout", "-q", "-b", "theirs")
    for side, text in (("theirs", theirs), ("main", ours)):
        git(plan, "checkout", "-q", side)
        file.write_text(text, encoding="utf-8")
        git(plan, "commit", "-qam", side)
    git(plan, "merge", "-q", "theirs", fails=True)
    assert resolve(plan)[0] == 1
    file.write_text(theirs, encoding="utf-8")
    assert resolve(plan)[0] == 0
    assert file.read_text(encoding="utf-8") == theirs


def test_two_values_of_one_day_are_named_wherever_people_must_decide(plan: Path) -> None:
    file = plan / "outcome-1.yaml"
    measured = OUTCOME.replace(
        "    title: One form\n",
        "    title: One form\n    success_measures: [{id: 1.1a, measure: Replaced}]\n",
    )
    file.write_text(measured, encoding="utf-8")
    git(plan, "commit", "-qam", "Measured")
    entry = (
        "      - {{date: 2019-03-01, by: {}, rag: {}, why: x, next: y, readings: {{1.1a: {}}}}}\n"
    )
    git(plan, "checkout", "-q", "-b", "theirs")
    for side, title, said in (
        ("theirs", "Their form", ("nhs", "amber", "58%")),
        ("main", "Our form", ("CPC Lead Officer", "red", "57%")),
    ):
        git(plan, "checkout", "-q", side)
        text = measured.replace("One form", title) + entry.format(*said)
        file.write_text(text, encoding="utf-8")
        git(plan, "commit", "-qam", side)
    git(plan, "merge", "-q", "theirs", fails=True)
    code, out = resolve(plan)
    of_day = "of 1 March 2019:"
    red, amber = "red (CPC Lead Officer)", "amber (CPC Lead – NHS)"
    old, new = "57% (CPC Lead Officer)", "58% (CPC Lead – NHS)"
    counts = "counts, because it is further down: is it right?"
    told = (
        f"1.1 has two ratings {of_day} {red} and {amber}; amber {counts}",
        f"1.1a has two readings {of_day} {old} and {new}; 58% {counts}",
    )
    assert code == 1
    assert all(each in out for each in told)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith("<<<<<<<"))
    file.write_text("".join([*lines[:at], lines[at + 1], *lines[at + 5 :]]), encoding="utf-8")
    code, out = resolve(plan)
    assert code == 0, out
    assert all(each in out for each in told)
