"""Files as Windows and its programs leave them: their line ends and marks stay, git finds the tree
clean, and what is not UTF-8 is said.
"""

from pathlib import Path

import pytest

from builders import PLAN_YAML, write_plan
from conftest import done, run
from repositories import git

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    success_measures:
      - {id: 1.1a, measure: Uses of the form}
    sub_actions:
      - id: "1.11"
        title: Replace the forms
        leads: [nhs]
        timescale: March 2019
"""
MARK = b"\xef\xbb\xbf"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan with the mark of Notepad, checked out by a git that is set up as on Windows."""
    plan = write_plan(tmp_path, PLAN)
    for file in plan.iterdir():
        file.write_bytes(MARK + file.read_bytes().replace(b"\n", b"\r\n"))
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "config", "core.autocrlf", "true")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "Begin")
    assert b"\r" not in git(tmp_path, "show", "HEAD:plan/plan.yaml").encode()
    return plan


def lone_line_ends(plan: Path) -> dict[str, int]:
    """How many lines of each plan file end as on Unix."""
    return {
        file.name: (data := file.read_bytes()).count(b"\n") - data.count(b"\r\n")
        for file in plan.glob("*.yaml")
    }


WRITES = [
    ("rag", "1.11", "amber", "--why", "Two lines:\nof a reason.", "--next", "NHS, May"),
    ("request", "1.11", "June 2019", "--why", "Staff are ill."),
    ("reschedule", "1.11", "--why", "Agreed.", "--agreed", "CPC, item 4"),
    ("lead", "1.11", "police", "nhs", "--why", "Shared."),
    ("measure", "1.1a", "71"),
    ("note", "1.1", "A note\n\nof two paragraphs."),
    ("add", "sub-action", "1.1", "--title", "Report on it", "--timescale", "6 monthly"),
    ("add", "key-action", "1", "--title", "Another", "--lead", "nhs", "--timescale", "June 2020"),
    ("add", "outcome", "--title", "Another outcome"),
    ("undo", "1.1"),
    ("complete", "1.11", "--why", "Done.", "--evidence", "paper 3"),
    ("reopen", "1.11", "--why", "One agency went back."),
]


def test_every_command_keeps_line_ends_and_marks(plan: Path) -> None:
    for command in WRITES:
        done(plan, *command)
        assert set(lone_line_ends(plan).values()) == {0}, command
        assert (plan / "outcome-1.yaml").read_bytes().startswith(MARK + b"id:")
    done(plan, "save")
    assert git(plan, "status", "--porcelain") == ""
    assert "71" in git(plan, "show", "HEAD:plan/outcome-1.yaml")
    assert "\r" not in git(plan, "show", "HEAD:plan/outcome-1.yaml")


def test_what_is_committed_is_known_whatever_ends_its_lines(plan: Path) -> None:
    done(plan, "note", "1.11", "First line.\nSecond line.", "--save")
    assert "Nothing is new" in done(plan, "save")
    assert "Nothing moved" in done(plan, "changes", "--since-commit", "HEAD")
    assert run("undo", "1.11", "--plan", str(plan)).code == 2  # committed, and so --yes is needed


def test_issued_papers_leave_a_clean_tree(plan: Path) -> None:
    for _ in range(2):
        done(plan, "report", "--issue")
        assert git(plan, "status", "--porcelain") == ""
    issued = plan / "issued.yaml"
    once = git(plan, "show", "HEAD:plan/issued.yaml")
    assert once.count("paper:") == 2
    # As git checks it out on Windows, and Notepad saves it; the last line end was deleted.
    issued.write_bytes(MARK + once.replace("\n", "\r\n").rstrip().encode())
    done(plan, "report", "--issue")
    assert issued.read_bytes().startswith(MARK)
    assert lone_line_ends(plan)["issued.yaml"] == 0
    assert "3 papers" in done(plan, "issued")
    assert git(plan, "status", "--porcelain") == ""


def test_a_template_that_notepad_saved_prints_no_mark(plan: Path) -> None:
    done(plan, "report", "--new", "mine")
    file = plan / "templates" / "mine.html.j2"
    file.write_bytes(MARK + file.read_bytes().replace(b"\n", b"\r\n"))
    paper = done(plan, "report", "--template", "mine", "--format", "html")
    assert paper.startswith("<!DOCTYPE html>")
    assert "\ufeff" not in paper
    assert "\r" not in paper


def as_powershell(text: str) -> bytes:
    """What `>` makes of a text in Windows' own PowerShell."""
    return text.replace("\n", "\r\n").encode("utf-16")


def test_what_powershell_wrote_is_refused_in_words(plan: Path) -> None:
    file = plan / "plan.yaml"
    file.write_bytes(as_powershell(PLAN_YAML))
    ran = run("status", "--plan", str(plan))
    assert ran.code == 3
    assert "UTF-16" in ran.err
    assert "save it again with the encoding UTF-8" in ran.err
    file.write_bytes(PLAN_YAML.encode())
    (plan / "issued.yaml").write_bytes(as_powershell("- date: 2019-03-01\n"))
    ran = run("issued", "--plan", str(plan))
    assert ran.code == 3
    assert "UTF-16" in ran.err


def test_a_template_that_powershell_wrote_is_refused_in_words(plan: Path) -> None:
    done(plan, "report", "--new", "mine")
    file = plan / "templates" / "mine.html.j2"
    file.write_bytes(as_powershell(file.read_text(encoding="utf-8")))
    ran = run("report", "--template", "mine", "--format", "html", "--plan", str(plan))
    assert (ran.code, ran.out) == (7, "")
    assert "mine.html.j2" in ran.err
    assert "save it again with the encoding UTF-8" in ran.err
