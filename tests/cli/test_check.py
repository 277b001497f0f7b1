"""`check` on real files: what comments allow, what is gone from the folder, and what stays put."""

import json
import re
from pathlib import Path

import pytest

from builders import write_plan
from conftest import run
from repositories import committed_plan, git

ON = "2019-03-13"
PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    leads: [nhs, police, lead-officer]
    timescale: May 2020
    sub_actions:
      - id: "1.11"
        title: Replace the forms
        timescale: ongoing
        updates:
          - date: 2019-03-12
            rag: amber
            why: It is under way.
      - id: "1.12"
        title: Report on it
        timescale: TBC
        updates:
          - {date: 2019-03-12, rag: green, why: It is under way.}
"""
FOUND = [("open-ended", 11), ("no-way-back", 14), ("open-ended", 18)]
ALLOWED = PLAN.replace(
    "timescale: ongoing", "timescale: ongoing  # check: allow open-ended: looked at every May"
).replace(
    "            rag: amber\n",
    "            # check: allow no-way-back: the group has yet to meet\n            rag: amber\n",
)


def check(plan: Path, *options: str) -> dict[str, list[tuple[str, int]]]:
    """The rules and lines of what is found, by its kind."""
    answer = json.loads(run("check", "--plan", str(plan), "--as-of", ON, "--json", *options).out)
    kinds = ("errors", "warnings", "allowed")
    return {kind: [(each["rule"], each["line"]) for each in answer[kind]] for kind in kinds}


def rewrite(plan: Path, old: str, new: str) -> None:
    file = plan / "outcome-1.yaml"
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new).encode())


# --- allowing -------------------------------------------------------------------------------


def test_what_is_allowed_is_a_warning_no_more_and_is_told_with_its_reason(tmp_path: Path) -> None:
    assert check(write_plan(tmp_path, PLAN))["warnings"] == FOUND
    plan = write_plan(tmp_path, ALLOWED)
    found = check(plan)
    assert found["warnings"] == [("open-ended", 19)]
    assert found["allowed"] == [("open-ended", 11), ("no-way-back", 15)]
    answer = json.loads(run("check", "--plan", str(plan), "--as-of", ON, "--json").out)
    assert [each["reason"] for each in answer["allowed"]] == [
        "looked at every May",
        "the group has yet to meet",
    ]


def test_the_answer_counts_what_is_allowed_and_shows_it_when_asked(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, ALLOWED)
    out = run("check", "--plan", str(plan), "--as-of", ON).out
    assert "looked at every May" not in out
    assert out.endswith(
        "The plan is sound. 1 warning to look at.\n"
        "2 more warnings are allowed in the plan, with a reason: cpcplan check --allowed\n"
    )
    out = run("check", "--plan", str(plan), "--as-of", ON, "--allowed").out
    assert ":15:18: allowed: 1.11 is amber, and its update does not say what happens next" in out
    assert "\n  Why: the group has yet to meet\n" in out


def test_strict_counts_what_is_not_allowed(tmp_path: Path) -> None:
    strict = ("check", "--strict", "--as-of", ON, "--plan")
    assert run(*strict, str(write_plan(tmp_path, ALLOWED))).code == 1
    plan = write_plan(tmp_path, ALLOWED.replace("TBC", "TBC  # check: allow open-ended: so agreed"))
    assert run(*strict, str(plan)).code == 0
    rewrite(plan, "timescale: ongoing", "timescale: May 2020")
    assert run(*strict, str(plan)).code == 1


def test_a_comment_in_another_place_allows_nothing(tmp_path: Path) -> None:
    plan = write_plan(
        tmp_path, PLAN.replace("Replace the forms", "x  # check: allow open-ended: y")
    )
    assert check(plan)["warnings"] == [("allowance-of-nothing", 10), *FOUND]


def test_personal_details_in_a_text_of_several_lines_are_one_place(tmp_path: Path) -> None:
    comment = "# check: allow personal-details: the helpline"
    text = f"            note: |  {comment}\n              Ring\n              01632 960123.\n"
    plan = write_plan(tmp_path, ALLOWED.replace("way.\n      - id", f"way.\n{text}      - id"))
    assert ("personal-details", 19) in check(plan)["allowed"]


def test_what_is_said_about_plan_yaml_is_allowed_there(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN.replace("nhs, police, ", ""))
    assert [rule for rule, _ in check(plan)["warnings"]][-2:] == ["idle-lead", "idle-lead"]
    file = plan / "plan.yaml"
    text = file.read_text(encoding="utf-8")
    comment = "  # check: allow idle-lead: joins in May\n  nhs:"
    file.write_text(text.replace("  nhs:", comment), encoding="utf-8")
    assert check(plan)["allowed"] == [("idle-lead", 7)]


@pytest.mark.parametrize("text", [PLAN, ALLOWED])
def test_windows_line_ends_make_no_difference(tmp_path: Path, text: str) -> None:
    found = check(write_plan(tmp_path, text))
    plan = write_plan(tmp_path)
    (plan / "outcome-1.yaml").write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    assert check(plan) == found


def test_a_commit_has_its_own_allowances(tmp_path: Path) -> None:
    plan = committed_plan(tmp_path, ALLOWED)
    (plan / "outcome-1.yaml").write_text(PLAN, encoding="utf-8")
    assert check(plan)["warnings"] == FOUND
    assert len(check(plan, "--at", "HEAD")["allowed"]) == 2


# --- what commands leave where it is --------------------------------------------------------


ABOVE = """\
            why: It is under way.
            # check: allow open-ended: a comment too far in is still about the line below
      - id: "1.12"  # check: allow no-lead: the group is formed in May
        # check: allow open-ended: a day is set in May
        title: Report on it
"""
COMMENTED = ALLOWED.replace(
    '            why: It is under way.\n      - id: "1.12"\n        title: Report on it\n', ABOVE
)


def comments(plan: Path) -> list[tuple[str, str]]:
    """Each comment that allows something, and how the line goes on that it is about."""
    text = (plan / "outcome-1.yaml").read_text(encoding="utf-8")
    return [
        (line.strip(), below.strip())
        for line, below in zip(text.split("\n"), text.split("\n")[1:], strict=False)
        if re.search("# check: allow", line)
    ]


@pytest.mark.parametrize(
    ("command", "taken_back"),
    [
        (("rag", "1.11", "red", "--why", "Late.", "--next", "NHS asks."), "1.11"),
        (("note", "1.12", "Begun."), "1.12"),
        (("note", "1.1", "Begun."), "1.1"),
        (("add", "sub-action", "1.1", "--title", "Write it down"), "1.13"),
        (("add", "key-action", "1", "--title", "Write it down", "--lead", "nhs"), "1.2"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value[:2]),
)
def test_recording_and_taking_back_leave_comments_at_their_lines(
    tmp_path: Path, command: tuple[str, ...], taken_back: str
) -> None:
    plan = committed_plan(tmp_path, COMMENTED)
    before = comments(plan)
    assert len(before) == 5
    recorded = (*command, "--date", ON, "--plan", str(plan))
    assert run(*recorded).code == 0
    assert comments(plan) == before
    assert run("undo", taken_back, "--yes", "--plan", str(plan)).code == 0
    assert (plan / "outcome-1.yaml").read_text(encoding="utf-8") == COMMENTED
    assert run(*recorded, "--save").code == 0
    assert comments(plan) == before


def test_joining_two_sides_keeps_the_comments_of_both(tmp_path: Path) -> None:
    theirs = "  # check: allow no-lead: the group is formed in May"
    plan = committed_plan(tmp_path, COMMENTED.replace(theirs, ""))
    git(plan, "checkout", "-q", "-b", "theirs")
    rewrite(plan, 'id: "1.12"', f'id: "1.12"{theirs}')
    assert run("note", "1.11", "Theirs.", "--date", ON, "--plan", str(plan), "--save").code == 0
    git(plan, "checkout", "-q", "main")
    assert run("note", "1.11", "Ours.", "--date", ON, "--plan", str(plan), "--save").code == 0
    git(plan, "merge", "-q", "theirs", fails=True)
    assert run("resolve", "--plan", str(plan)).code == 0
    joined = comments(plan)
    whole = committed_plan(tmp_path / "whole", COMMENTED)
    assert joined == comments(whole)
    assert "Ours." in (plan / "outcome-1.yaml").read_text(encoding="utf-8")


# --- files that are not there ---------------------------------------------------------------


EVIDENCE = PLAN.replace(
    "            rag: amber\n",
    "            evidence: [minutes/march.pdf]\n            rag: amber\n",
)


def test_evidence_is_looked_for_in_the_plans_folder_and_the_one_above(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, EVIDENCE)
    assert ("evidence-not-there", 14) in check(plan)["warnings"]
    for folder in (plan, tmp_path):
        (folder / "minutes").mkdir()
        (folder / "minutes" / "march.pdf").write_bytes(b"")
        assert ("evidence-not-there", 14) not in check(plan)["warnings"]
        (folder / "minutes" / "march.pdf").unlink()
        (folder / "minutes").rmdir()


def test_evidence_that_a_commit_held_was_there(tmp_path: Path) -> None:
    (tmp_path / "minutes").mkdir()
    minute = tmp_path / "minutes" / "march.pdf"
    minute.write_bytes(b"")
    plan = committed_plan(tmp_path, EVIDENCE)
    minute.unlink()
    assert ("evidence-not-there", 14) in check(plan)["warnings"]
    assert ("evidence-not-there", 14) not in check(plan, "--at", "HEAD")["warnings"]
    git(plan, "commit", "-qam", "Lost")
    assert ("evidence-not-there", 14) in check(plan, "--at", "HEAD")["warnings"]


def test_an_outcome_whose_file_is_gone_since_the_last_commit(tmp_path: Path) -> None:
    second = 'id: "2"\ntitle: Staff are confident\n'
    plan = committed_plan(tmp_path, PLAN, outcome_2=second)
    assert check(plan)["warnings"] == FOUND
    (plan / "outcome-2.yaml").rename(plan / "outcome-two.yaml")
    assert check(plan)["warnings"] == FOUND
    (plan / "outcome-two.yaml").rename(plan / "2-outcome.yaml")
    assert check(plan)["warnings"] == [*FOUND, ("outcome-not-there", 1)]
    assert "outcome 2 was in " in run("check", "--plan", str(plan), "--as-of", ON).out
    assert ("outcome-not-there", 1) not in check(plan, "--at", "HEAD")["warnings"]
    git(plan, "add", "-A")
    git(plan, "commit", "-qm", "It is meant")
    assert check(plan)["warnings"] == FOUND


def test_without_a_commit_nothing_can_be_gone(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN)
    git(plan, "init", "-q")
    assert check(plan)["warnings"] == FOUND
