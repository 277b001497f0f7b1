"""Disasters one by one, each on a plan of its own: a disk that is full, and a plan folder that is
moved away while a command runs.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from ledger import Broken
from worlds import CPCPLAN, Setting, begin

_SIZE = "8m"
_MOVES = 12
_BEGUN = ("--title", "x", "--committee", "x", "--start", "2026", "--end", "2029", "--outcome", "x")


def full_disk() -> str:
    """Every command that writes, on a disk without room and then on one with: what was done, or
    why nothing was. Raises Broken.
    """
    with tempfile.TemporaryDirectory(prefix="cpcplan-full-") as name:
        top = Path(name)
        mount = (_tool("mount"), "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(top))
        try:
            subprocess.run(mount, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            return "not tried, because nothing may be mounted here: a disk that is full"
        try:
            return f"{_on_full_disk(begin(top))} commands on a disk that is full, and then is not"
        finally:
            subprocess.run((_tool("umount"), "--lazy", str(top)), check=True)


def _tool(name: str) -> str:
    """A program of the system, which a stranger's path may not have."""
    return shutil.which(name, path=os.defpath) or name


def _on_full_disk(setting: Setting) -> int:
    _expect(setting, 0, "note", "1.11", "Said before.")
    writers = (
        (5, "note", "1.12", "Said then."),
        (5, "rag", "1.12", "red", "--why", "x" * 5_000, "--save"),
        (5, "undo", "1.11", "--yes"),
        (5, "add", "sub-action", "1.1", "--title", "x"),
        (5, "add", "outcome", "--title", "x"),
        (6, "save"),
        (5, "report", "--issue"),
        (5, "report", "-o", "papers/soak.html"),
        (5, "report", "--new", "ours"),
        (5, "init", "extra/new", *_BEGUN),
    )
    for code, *words in writers:
        before = _files(setting)
        with _filled(setting.top):
            _expect(setting, code, *words)
        if (after := _files(setting)) != before:
            changed = sorted({name for name, _ in before ^ after})
            raise Broken(f"a full disk changed {changed}: {words}")
        _expect(setting, 0, *words)
    return 2 * len(writers) + 1


@contextmanager
def _filled(top: Path) -> Iterator[None]:
    """No block of the disk is free within."""
    filling = top / "temporary" / "filling"
    with filling.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:  # now it is full
            pass
    try:
        yield
    finally:
        filling.unlink()


def _files(setting: Setting) -> set[tuple[str, bytes]]:
    """Every file that is anybody's, and what is in it."""
    return {
        (str(file.relative_to(setting.top)), file.read_bytes())
        for folder in ("plan", "papers", "extra")
        for file in (setting.top / folder).rglob("*")
        if file.is_file()
    }


def moving_plan(random: Random) -> str:
    """A plan folder that is renamed while a command writes to it: what was done. Raises Broken."""
    with tempfile.TemporaryDirectory(prefix="cpcplan-moving-") as name:
        setting = begin(Path(name))
        plan, away = setting.top / "plan", setting.top / "away"
        for turn in range(_MOVES):
            words = f"moved{turn}z"
            with _started(setting, "note", "1.11", words) as writing:
                try:
                    writing.wait(random.uniform(0.05, 0.4))
                except subprocess.TimeoutExpired:
                    plan.rename(away)
                _, err = writing.communicate(timeout=60)
            if away.exists():
                away.rename(plan)
            there = words in (plan / "outcome-1.yaml").read_text(encoding="utf-8")
            if "Traceback" in err or writing.returncode not in (0, 3, 5, 74):
                raise Broken(f"the plan folder was moved: exit {writing.returncode}: {err}")
            if there is not (writing.returncode == 0):
                raise Broken(f"the plan folder was moved, and exit {writing.returncode} is not so")
        _expect(setting, 0, "note", "1.11", "Said at last.")
        if left := [file.name for file in plan.iterdir() if file.name.startswith(".")]:
            raise Broken(f"left behind in a plan folder that was moved: {left}")
    return f"{_MOVES} times the plan folder was moved away from a command"


def _started(setting: Setting, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*CPCPLAN, *words], cwd=setting.top, env=setting.environment, encoding="utf-8",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def _expect(setting: Setting, code: int, *words: str) -> None:
    with _started(setting, *words) as ran:
        _, err = ran.communicate(timeout=60)
    if ran.returncode != code or "Traceback" in err:
        kept = Path(tempfile.mkdtemp(prefix="cpcplan-broken-"))
        shutil.copytree(setting.top / "plan", kept / "plan")
        raise Broken(f"exit {ran.returncode}, not {code}: {words}: {err} (see {kept})")
