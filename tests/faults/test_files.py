"""Files and folders that are not what they ought to be, or go away."""

import os
import sys
from pathlib import Path

import pytest

from conftest import run
from processes import process, without_rights
from repositories import committed_plan, git

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    timescale: June 2019
    sub_actions:
      - {id: "1.11", title: Replace the forms, leads: [nhs]}
"""
NOTED = ("note", "1.11", "My words.", "--date", "2019-03-01")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return committed_plan(tmp_path, PLAN)


def put(kind: str, file: Path) -> None:
    """Something that is no file in the place of one."""
    file.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "device":
        file.symlink_to("/dev/zero")
    elif kind == "circle":
        file.symlink_to(file.name)
    else:
        file.mkdir()


KINDS = {
    "pipe": "this is a pipe or a device, and a plan file is needed here",
    "device": "this is a pipe or a device, and a plan file is needed here",
    "circle": "this file cannot be opened (Too many levels of symbolic links)",
    "folder": "this is a folder, and a plan file is needed here",
}


@posix
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_a_fault_of_the_plan(plan: Path, kind: str) -> None:
    if kind == "circle" and sys.platform != "linux":
        pytest.skip("said in other words")
    put(kind, plan / "outcome-1.yaml")
    for command in (("status",), NOTED):
        ran = process(*command, folder=plan.parent)
        assert (ran.code, ran.out) == (3, "")
        assert f"plan/outcome-1.yaml:1:1: {KINDS[kind]}" in ran.err


@posix
@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_papers_that_cannot_be_looked_up_are_not_taken_for_none(plan: Path, kind: str) -> None:
    put(kind, plan / "issued.yaml")
    for command, code in (("issued", 3), ("report", 3), ("changes", 3), ("check", 1)):
        ran = process(command, folder=plan.parent)
        assert ran.code == code
        assert "plan/issued.yaml:1:1: " in ran.out + ran.err
    assert process("status", folder=plan.parent).code == 0


@posix
@pytest.mark.parametrize("command", ["status", "note 1.11 x", "save", "undo", "add outcome"])
def test_a_plan_folder_that_leads_round_in_a_circle(tmp_path: Path, command: str) -> None:
    (tmp_path / "circle").symlink_to("circle")
    ran = run(*command.split(), "--plan", str(tmp_path / "circle"))
    assert ran.code == (2 if command == "add outcome" else 3)
    assert ran.err


@posix
@pytest.mark.parametrize("command", ["status", "init", "demo", "report --plan {} -o x.md"])
def test_a_folder_that_is_gone_under_ones_feet(plan: Path, tmp_path: Path, command: str) -> None:
    away = tmp_path / "away"
    away.mkdir()
    ran = process(*command.format(plan).split(), folder=away, before=away.rmdir)
    assert ran.code == 3
    assert "the folder that you are in is gone" in ran.err


def test_a_plan_folder_that_is_renamed_meanwhile_keeps_ones_words(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = plan.parent / "editor.py"
    script.write_text(
        "import pathlib, sys\nfile = pathlib.Path(sys.argv[-1])\n"
        "file.write_text('My words.', 'utf-8')\n"
        f"pathlib.Path({str(plan)!r}).rename({str(plan.parent / 'elsewhere')!r})\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("GIT_EDITOR", f"'{sys.executable}' '{script}'")
    ran = run("rag", "1.11", "red", "--edit", "--date", "2019-03-01", "--plan", str(plan))
    assert ran.code == 3
    assert "My words." in ran.err
    assert not plan.exists()


@posix
def test_a_paper_goes_to_a_file_and_to_nothing_else(plan: Path) -> None:
    os.mkfifo(plan.parent / "pipe.md")
    for name in ("pipe.md", "/dev/null", "plan"):
        ran = process("report", "--format", "md", "-o", name, folder=plan.parent)
        assert (ran.code, ran.out) == (4, "")
        assert "is no file: name one, or print" in ran.err


# --- not allowed ----------------------------------------------------------------------------

RIGHTS = without_rights()
strict = pytest.mark.skipif(os.name == "nt" or RIGHTS is None, reason="nothing is read-only here")


@strict
def test_a_read_only_plan_folder_stays_as_it_is(plan: Path) -> None:
    plan.chmod(0o555)
    for command in (NOTED, ("add", "outcome", "--title", "x"), ("report", "--issue"),
                    ("report", "--new", "ours"), ("init", "plan/new", "--title", "x",
                     "--committee", "x", "--start", "2020", "--end", "2021", "--outcome", "x"),
                    ("demo", "plan/demo")):  # fmt: skip
        ran = process(*command, folder=plan.parent, through=RIGHTS or ())
        assert ran.code == 5, command
        assert "Permission denied" in ran.err
        assert git(plan, "status", "--porcelain") == ""
    assert process("status", folder=plan.parent, through=RIGHTS or ()).code == 0


@strict
def test_a_read_only_file_and_a_read_only_git(plan: Path) -> None:
    for file, mode, said in (
        (plan.parent / ".git", 0o555, "the lock"),
        (plan / "outcome-1.yaml", 0o444, "outcome-1.yaml is read-only"),
    ):
        file.chmod(mode)
        ran = process(*NOTED, folder=plan.parent, through=RIGHTS or ())
        file.chmod(mode | 0o200)
        assert ran.code == 5
        assert said in ran.err
        assert ran.err.endswith("What you typed:\nMy words.\n")
    assert git(plan, "status", "--porcelain") == ""


@strict
def test_what_may_not_be_read_is_said_to_be_so(plan: Path) -> None:
    for mode, command in ((0o000, ("status",)), (0o444, ("status", "--plan", "plan"))):
        plan.chmod(mode)
        ran = process(*command, folder=plan.parent, through=RIGHTS or ())
        plan.chmod(0o755)
        assert ran.code == 3
        assert "not allowed" in ran.err or "Permission denied" in ran.err
    (plan / "outcome-1.yaml").chmod(0o000)
    ran = process("status", folder=plan.parent, through=RIGHTS or ())
    assert ran.code == 3
    assert "cannot be opened (Permission denied)" in ran.err


# --- a full disk ----------------------------------------------------------------------------


MOST = 8_000
PADDING = "# padding\n" * 1_000


def small_files() -> None:
    """No file may grow past some bytes from here on: a full disk that needs no root."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, MOST))


@posix
def test_a_full_disk_leaves_every_file_as_it_was(tmp_path: Path) -> None:
    plan = committed_plan(tmp_path, PLAN + PADDING)
    for command in (NOTED, ("report", "-o", "x.html"), ("report", "--issue")):
        ran = process(*command, folder=tmp_path, before=small_files)
        assert ran.code == 5, ran.err
        assert "cannot be written: File too large" in ran.err
        assert git(plan, "status", "--porcelain") == ""


@posix
def test_a_paper_that_cannot_be_remembered_is_not_issued(plan: Path) -> None:
    issued = ("report", "--issue", "--format", "md")
    assert process(*issued, folder=plan.parent).code == 0
    with (plan / "issued.yaml").open("a", encoding="utf-8") as file:
        file.write(PADDING)
    git(plan, "commit", "--quiet", "--all", "-m", "Pad")
    ran = process(*issued, folder=plan.parent, before=small_files)
    assert (ran.code, ran.out) == (5, "")
    assert "issued.yaml cannot be written" in ran.err
    assert git(plan, "status", "--porcelain") == ""
    assert process(*issued, folder=plan.parent).code == 0


@posix
def test_a_plan_that_cannot_be_begun_leaves_nothing(tmp_path: Path) -> None:
    begun = ("init", "new", "--title", "x" * 30_000, "--committee", "x", "--start", "2020",
             "--end", "2021", "--outcome", "x")  # fmt: skip
    assert process(*begun, folder=tmp_path, before=small_files).code == 5
    assert list(tmp_path.iterdir()) == []
