"""Replacing a file that something else keeps from being replaced."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from builders import write_plan
from conftest import run
from cpcplan.errors import NotWritten
from cpcplan.storage.write import create, patiently, replace, why_not

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - {id: "1.1", title: One form, leads: [nhs], timescale: March 2019}
"""


@pytest.mark.parametrize("blocked_for", [0, 1, 5, 7])
def test_a_step_is_tried_again_after_ever_longer_waits(blocked_for: int) -> None:
    tries: list[str] = []
    waits: list[float] = []

    def step() -> None:
        tries.append("tried")
        if len(tries) <= blocked_for:
            raise PermissionError(13, "Another program is using it")

    patiently(step, pause=waits.append)
    assert len(tries) == blocked_for + 1
    assert len(waits) == blocked_for
    assert waits == sorted(waits)


def test_after_two_seconds_it_is_given_up() -> None:
    waits: list[float] = []

    def step() -> None:
        raise PermissionError(13, "Another program is using it")

    with pytest.raises(PermissionError):
        patiently(step, pause=waits.append)
    assert sum(waits) == pytest.approx(2)


def test_other_faults_are_not_waited_for() -> None:
    def step() -> None:
        raise FileNotFoundError(2, "No such file")

    with pytest.raises(FileNotFoundError):
        patiently(step, pause=lambda _: pytest.fail("it waited"))


@pytest.fixture
def blocked(tmp_path: Path) -> Iterator[Path]:
    """A plan's file that the system lets nobody replace, as Windows does while a program has it."""
    file = write_plan(tmp_path, PLAN) / "outcome-1.yaml"
    chattr = shutil.which("chattr")
    if (
        not chattr
        or subprocess.run([chattr, "+a", file], check=False, stderr=subprocess.DEVNULL).returncode
    ):
        pytest.skip("no file can be held so here")
    yield file
    subprocess.run([chattr, "-a", file], check=True)


def test_a_file_that_is_blocked_for_a_moment_is_replaced(blocked: Path) -> None:
    begun = time.monotonic()
    let_go = Timer(0.2, subprocess.run, [["chattr", "-a", blocked]], {"check": True})
    let_go.start()
    replace(blocked, PLAN.encode(), b"new")
    let_go.join()
    assert 0.2 <= time.monotonic() - begun < 2
    assert blocked.read_bytes() == b"new"
    assert sorted(path.name for path in blocked.parent.iterdir()) == ["outcome-1.yaml", "plan.yaml"]


def test_a_file_that_stays_blocked_is_said_and_the_words_come_back(blocked: Path) -> None:
    ran = run("note", "1.1", "My words.", "--next", "More.", "--plan", str(blocked.parent))
    assert (ran.code, ran.out) == (5, "")
    assert "outcome-1.yaml cannot be replaced" in ran.err
    assert "is it open in another program, or are OneDrive" in ran.err
    assert ran.err.endswith("What you typed:\nMy words.\nMore.\n")
    assert blocked.read_text(encoding="utf-8") == PLAN
    assert sorted(path.name for path in blocked.parent.iterdir()) == ["outcome-1.yaml", "plan.yaml"]


def test_what_was_saved_while_it_was_blocked_is_not_written_over(blocked: Path) -> None:
    def save_and_let_go() -> None:
        subprocess.run(["chattr", "-a", blocked], check=True)
        blocked.write_bytes(b"saved in an editor")

    let_go = Timer(0.1, save_and_let_go)
    let_go.start()
    with pytest.raises(NotWritten, match="changed by somebody else"):
        replace(blocked, b"", b"new")
    let_go.join()
    assert blocked.read_bytes() == b"saved in an editor"


def test_a_path_too_long_for_windows_is_said() -> None:
    gone = FileNotFoundError(2, "No such file or directory")
    deep = Path("C:/Users/officer/OneDrive - The Council", "folder " * 35, "outcome-1.yaml")
    assert "more than" not in why_not(gone, deep, windows=False)
    assert "move the plan to where its path is shorter" in why_not(gone, deep, windows=True)
    assert why_not(gone, Path("outcome-1.yaml"), windows=True) == gone.strerror


@pytest.mark.skipif(os.name == "nt", reason="a link there takes rights that few have")
def test_a_link_laid_where_half_a_file_would_stand_is_not_followed(tmp_path: Path) -> None:
    """A repository that somebody sent may hold one: it would write wherever it leads."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    file = tmp_path / "paper.html"
    half = tmp_path / ".paper.html.cpcplan-half-written"
    half.symlink_to(victim)
    create(file, b"1")
    half.symlink_to(victim)
    replace(file, b"1", b"2")
    assert (file.read_bytes(), victim.read_bytes()) == (b"2", b"mine")
    assert not file.is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="there are no such files there")
def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotWritten, match="is no file"):
        replace(tmp_path / "pipe", b"", b"x")
