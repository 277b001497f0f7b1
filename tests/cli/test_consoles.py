"""Consoles of other alphabets and systems: what is shown there, and what is read from them."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import read_back, write_plan
from conftest import REPOSITORY
from cpcplan.cli.streams import reader_left
from terminals import Typed, needs_terminal

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: Zoë’s café – every “first visit”
    leads: [nhs]
    timescale: March 2019
    updates:
      - {date: 2019-01-08, rag: red, why: 花 is no letter here.}
      - {date: 2019-02-08, rag: amber, why: Better.}
"""
AS_ON_WINDOWS = (
    "import sys; sys.modules['readline'] = None; from cpcplan.__main__ import run; run()"
)
"""The program without the module for arrow keys, which Windows lacks: lines are read by Python."""


@needs_terminal
@pytest.mark.parametrize(
    ("encoding", "title", "story"),
    [
        ("cp1252", "Zoë’s café – every “first visit”", "rated # red"),
        ("cp850", 'Zoë\'s café - every "first visit"', "rated ■ red"),
        ("cp437", 'Zoë\'s café - every "first visit"', "? is no letter here."),
        ("ascii", 'Zoe\'s cafe - every "first visit"', "? is no letter here."),
    ],
)
def test_a_terminal_shows_the_nearest_that_it_has(
    tmp_path: Path, encoding: str, title: str, story: str
) -> None:
    plan = write_plan(tmp_path, PLAN)
    show = Typed("show", "1.1", folder=plan.parent, PYTHONIOENCODING=encoding, alphabet=encoding)
    show.see(title)
    show.see("^ amber")
    show.see(story)
    assert show.ended() == 0


@needs_terminal
def test_a_line_that_cannot_be_read_is_asked_for_again(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN)
    rag = Typed(
        "rag", "1.1", "red", folder=plan.parent, PYTHONIOENCODING="cp1252", alphabet="cp1252",
        program=(sys.executable, "-c", AS_ON_WINDOWS),
    )  # fmt: skip
    rag.see("Why is it rated so?")
    os.write(rag.master, b"\x81\n")
    rag.see("cannot be read as cp1252: type it again")
    rag.see("Why is it rated so?")
    rag.type("Zoë’s café is shut.")
    rag.see("What happens next")
    rag.type("")
    assert rag.ended() == 0
    assert read_back(plan).outcomes[0].key_actions[0].updates[-1].why == "Zoë’s café is shut."


@needs_terminal
def test_letters_are_read_where_a_computer_says_it_has_none(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN)
    poor = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    typed = Typed(
        "round", folder=plan.parent, program=(sys.executable, "-c", AS_ON_WINDOWS), **poor
    )
    typed.see("Red, amber")
    typed.type("r")
    typed.see("Why: ")
    typed.type("Zoë’s café is shut ✓")
    typed.see("What next")
    typed.type("")
    assert typed.ended() == 0
    assert read_back(plan).outcomes[0].key_actions[0].updates[-1].why == "Zoë’s café is shut ✓"


@pytest.mark.parametrize("question", [("overdue", "--csv"), ("report",), ("show", "1.1", "--json")])
def test_a_pipe_gets_the_same_bytes_where_lines_end_as_on_windows(
    tmp_path: Path, question: tuple[str, ...]
) -> None:
    plan = write_plan(tmp_path, PLAN)
    as_there = (
        "import io, sys;"
        "sys.stdout = io.TextIOWrapper(sys.stdout.buffer, 'cp1252', newline='\\r\\n');"
        "from cpcplan.__main__ import run; run()"
    )
    both = [
        subprocess.run(
            [sys.executable, *program, *question, "--plan", str(plan), "--as-of", "2019-04-01"],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            check=True,
        ).stdout
        for program in (("-m", "cpcplan"), ("-c", as_there))
    ]
    assert both[0] == both[1]
    assert "Zoë’s café" in both[0].decode()


def test_windows_calls_a_reader_who_left_an_invalid_argument() -> None:
    left = OSError(errno.EINVAL, "Invalid argument")
    assert reader_left(left, windows=True)
    assert not reader_left(left, windows=False)
    assert not reader_left(OSError(errno.EINVAL, "Invalid argument", "plan.yaml"), windows=True)
    assert reader_left(BrokenPipeError(), windows=False)
