"""Narrow terminals, odd locales, a wrong clock, and somebody who stops at a question."""

import os
from pathlib import Path

import pytest

from builders import read_back
from conftest import run
from processes import process
from repositories import committed_plan, git
from terminals import Typed, needs_terminal

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    timescale: June 2019
    sub_actions:
      - id: "1.11"
        title: Replace the referral forms of the three agencies by one, on paper and online
        leads: [nhs]
        timescale: quarterly
        updates: [{date: 2018-12-04, rag: green, why: Begun at once. }]
"""
WORDS = "Größer – “teurer” 😀"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return committed_plan(tmp_path, PLAN)


@needs_terminal
@pytest.mark.parametrize("columns", [1, 20])
def test_a_narrow_terminal_loses_nothing(plan: Path, columns: int) -> None:
    questions = ["overdue", "show 1.11", "check"]
    if columns > 1:
        questions += ["status", "due", "list", "history", "changes", "leads", "measures", "issued"]
    for question in questions:
        typed = Typed(*question.split(), folder=plan.parent, columns=columns)
        assert typed.ended() == 0, question
        shown = "".join(typed.shown.split())
        assert "Traceback" not in shown, shown
        if question == "show 1.11":
            assert "Replacethereferralformsofthethreeagenciesbyone,onpaperandonline" in shown
        if question in ("overdue", "list", "status"):
            assert "1.11" in shown


@needs_terminal
@pytest.mark.parametrize(
    ("command", "answers", "at"),
    [
        ("undo 1.11", [], "Take it back all the same?"),
        ("add sub-action 1.1", [], "What is it called"),
        ("complete 1.11 --date 2019-03-01", ["Done."], "What shows it"),
        ("init new", ["y", "A title", "A committee"], "When does it begin"),
    ],
)
def test_who_stops_at_a_question_has_written_nothing(
    plan: Path, command: str, answers: list[str], at: str
) -> None:
    for ends in ("ctrl-c", "ctrl-d"):
        typed = Typed(*command.split(), folder=plan.parent)
        for answer in answers:
            typed.see("? ")
            typed.type(answer)
        typed.see(at)
        if ends == "ctrl-c":
            typed.interrupt()
        else:
            os.write(typed.master, b"\x04")
        typed.see("stopped; nothing was written")
        assert typed.ended() == 130
        assert all(answer in typed.shown for answer in answers if command.startswith("complete"))
        assert git(plan, "status", "--porcelain") == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such locales")
@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX"},
        {"LC_ALL": "", "LANG": ""},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=str,
)
def test_any_locale_records_the_words_or_says_why_not(plan: Path, locale: dict[str, str]) -> None:
    noted = ("note", "1.11", WORDS, "--date", "2019-03-01", "--save")
    ran = process(*noted, folder=plan.parent, environment=locale)
    if "PYTHONUTF8" in locale:
        assert ran.code == 4
        assert "type it again. Nothing was written" in ran.err
        return
    assert ran.code == 0
    action = read_back(plan).outcomes[0].key_actions[0].sub_actions[0]
    assert action.updates[-1].note == WORDS
    assert WORDS in git(plan, "log", "-1", "--format=%B")
    assert WORDS in process("show", "1.11", folder=plan.parent, environment=locale).out


def test_a_clock_that_lags_is_pointed_out(tmp_path: Path) -> None:
    """An entry of the year 2199 is what every entry is to a computer that thinks it is 1970."""
    plan = committed_plan(tmp_path, PLAN.replace("2018-12-04", "2199-03-05"))
    for command in ("note 1.11 x", "rag 1.11 red --why x", "reported 1.11"):
        ran = run(*command.split(), "--plan", str(plan))
        assert ran.code == 0
        assert "and an entry of 5 March 2199 is there already: is its clock right?" in ran.out
    ran = run("check", "--plan", str(plan))
    assert "is dated 5 March 2199, which is still to come" in ran.out


@needs_terminal
def test_a_terminal_that_is_gone_is_stopped_at(plan: Path) -> None:
    typed = Typed("rag", "1.11", "red", folder=plan.parent)
    typed.see("Why is it rated so?")
    os.close(typed.master)
    assert typed.running.wait(timeout=20) == 130
    assert git(plan, "status", "--porcelain") == ""
