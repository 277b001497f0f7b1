"""Output that nobody reads, or that no disk has room for: what was asked for is done all the same,
and the exit code says what it always says.
"""

import os
import subprocess
from pathlib import Path

import pytest

from processes import process
from repositories import committed_plan, git

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows closes streams another way")

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
FULL = Path("/dev/full")
LONG = "It slipped. " * 2_000


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return committed_plan(tmp_path, PLAN)


def to_nobody(*command: str, plan: Path, both: bool = False) -> int:
    """The exit code of a command whose reader closed the pipe before it read anything."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        err = subprocess.STDOUT if both else subprocess.PIPE
        ran = process(*command, folder=plan.parent, out=writing, err=err)
    finally:
        os.close(writing)
    assert ran.err == ""
    return ran.code


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("status", 0),
        ("history --json", 0),
        ("overdue --exit-code", 1),
        ("report", 0),
        ("schema", 0),
        ("--help", 0),
    ],
)
def test_a_closed_pipe_changes_no_exit_code(plan: Path, command: str, code: int) -> None:
    assert to_nobody(*command.split(), plan=plan) == code


@pytest.mark.parametrize("command", ["show 9.99", "status --plan nowhere", "nonsense"])
def test_a_refusal_that_nobody_reads_is_one(plan: Path, command: str) -> None:
    read = process(*command.split(), folder=plan.parent).code
    assert read in (2, 3, 4)
    assert to_nobody(*command.split(), plan=plan, both=True) == read


def test_what_is_recorded_is_committed_whoever_reads_of_it(plan: Path) -> None:
    rated = ("rag", "1.11", "red", "--why", LONG, "--date", "2019-03-01", "--save")
    assert to_nobody(*rated, plan=plan) == 0
    assert git(plan, "log", "-1", "--format=%s") == "1.11 red\n"
    assert git(plan, "status", "--porcelain") == ""


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")
def test_an_answer_that_no_disk_has_room_for_is_74(plan: Path) -> None:
    with FULL.open("wb") as full:
        ran = process("status", folder=plan.parent, out=full)
        assert ran.code == 74
        assert ran.err == "cpcplan: the answer cannot be written: No space left on device\n"
        tried = ("note", "1.11", "x", "--date", "2019-03-01")
        ran = process(*tried, "--dry-run", folder=plan.parent, out=full)
        assert (ran.code, ran.err.count("is written")) == (74, 0)
        noted = ("note", "1.11", LONG, "--date", "2019-03-01", "--save")
        assert process(*noted, folder=plan.parent, out=full, err=full).code == 74
        assert git(plan, "log", "-1", "--format=%s") == "1.11 noted\n"
        assert "is written" in process(*tried, folder=plan.parent, out=full).err
        assert process("show", "9.99", folder=plan.parent, out=full, err=full).code == 4


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_a_stream_that_was_closed_is_nobodys(plan: Path, closed: tuple[int, ...]) -> None:
    def close() -> None:
        for stream in closed:
            os.close(stream)

    assert process("status", folder=plan.parent, before=close).code == 0
    assert process("show", "9.99", folder=plan.parent, before=close).code == 4
