"""What commands that write ask for at a terminal, and the editor that `--edit` opens."""

import sys
from pathlib import Path

import pytest

from builders import read_back, write_plan
from conftest import run
from terminals import Typed, needs_terminal

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    timescale: June 2019
    sub_actions:
      - {id: "1.11", title: Replace the forms}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_plan(tmp_path, PLAN)


def why(plan: Path) -> str | None:
    return read_back(plan).outcomes[0].key_actions[0].sub_actions[0].updates[-1].why


@needs_terminal
def test_what_is_missing_is_asked_for_at_a_terminal(plan: Path) -> None:
    typed = Typed("complete", "1.11", "--date", "2019-03-01", folder=plan.parent)
    typed.see("What was done?")
    typed.type("")
    typed.type("All use it.")
    typed.see("What shows it")
    typed.type("CPC paper 3")
    typed.see("✓ complete")
    assert typed.ended() == 0
    assert why(plan) == "All use it."


@needs_terminal
def test_an_id_that_is_not_there_is_said_before_words_are_thought_out(plan: Path) -> None:
    typed = Typed("rag", "9.9", "red", folder=plan.parent)
    typed.see("there is no key action or sub-action 9.9")
    assert typed.ended() == 4


@needs_terminal
def test_ctrl_c_at_a_question_writes_nothing(plan: Path) -> None:
    before = (plan / "outcome-1.yaml").read_bytes()
    typed = Typed("rag", "1.11", "red", folder=plan.parent)
    typed.see("Why is it rated so?")
    typed.interrupt()
    typed.see("stopped; nothing was written")
    assert typed.ended() == 130
    assert (plan / "outcome-1.yaml").read_bytes() == before


@needs_terminal
def test_words_that_are_refused_are_given_back(plan: Path) -> None:
    typed = Typed("rag", "1.11", "red", "--date", "2019-03-01", folder=plan.parent)
    typed.see("Why is it rated so?")
    typed.type("Ring 01632 960 123 about it.")
    typed.see("a telephone number")
    typed.see("What you typed:")
    typed.see("Ring 01632 960 123 about it.")
    assert typed.ended() == 4


def editor(tmp_path: Path, does: str) -> str:
    """The command of an editor that is a Python script; `file` is the file that it gets."""
    script = tmp_path / "my editor.py"
    body = f"import pathlib, sys\nfile = pathlib.Path(sys.argv[-1])\n{does}\n"
    script.write_text(body, encoding="utf-8")
    return f"'{sys.executable}' '{script}' --wait"


def test_the_reason_is_written_in_gits_editor(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    does = (
        "text = file.read_text('utf-8')\n"
        "assert text.startswith('So far.') and 'Why is it rated so?' in text\n"
        "file.write_text(text.replace('So far.', 'Line one:\\n# two\\n\\n- three'), 'utf-8')"
    )
    monkeypatch.setenv("GIT_EDITOR", editor(tmp_path, does))
    ran = run("rag", "1.11", "red", "--why", "So far.", "--edit", "--date", "2019-03-01",
              "--plan", str(plan))  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert why(plan) == "Line one:\n# two\n\n- three"


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("file.write_text('', 'utf-8')", "nothing was written in the editor"),
        ("sys.exit(3)", "ended with fault 3"),
        ("file.write_bytes(b'caf\\xe9')", "did not save UTF-8"),
    ],
)
def test_an_editor_that_gives_nothing_records_nothing(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, said: str
) -> None:
    monkeypatch.setenv("GIT_EDITOR", editor(tmp_path, does))
    before = (plan / "outcome-1.yaml").read_bytes()
    ran = run("note", "1.11", "--edit", "--plan", str(plan))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert (plan / "outcome-1.yaml").read_bytes() == before


@needs_terminal
def test_a_rating_left_out_is_asked_for(plan: Path) -> None:
    typed = Typed("rag", "1.11", "--date", "2019-03-01", folder=plan.parent)
    typed.see("Which rating")
    typed.type("amber")
    typed.see("Why is it rated so?")
    typed.type("The vendor left.")
    typed.see("▲ amber")
    assert typed.ended() == 0
    assert run("rag", "1.11", "--plan", str(plan)).code == 2
