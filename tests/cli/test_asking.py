"""What commands that write ask for at a terminal."""

from pathlib import Path

import pytest

from builders import read_back, write_plan
from conftest import run
from cpcplan.domain.model import Update
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


def newest(plan: Path) -> Update:
    return read_back(plan).outcomes[0].key_actions[0].sub_actions[0].updates[-1]


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
    assert newest(plan).why == "All use it."


@needs_terminal
@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("rag 9.9 red", "there is no key action or sub-action 9.9"),
        ("rag 9.9", "there is no key action or sub-action 9.9"),
        ("request 9.9", "there is no key action or sub-action 9.9"),
        ("lead 9.9", "there is no key action or sub-action 9.9"),
        ("measure 9.9z", "there is no success measure 9.9z"),
        ("add sub-action 9.9", "9.9 is not a key action of the plan"),
        ("request 1.11 Febuary", '"Febuary": that is not understood'),
    ],
)
def test_what_cannot_be_used_is_said_before_words_are_thought_out(
    plan: Path, command: str, why: str
) -> None:
    typed = Typed(*command.split(), folder=plan.parent)
    assert typed.ended() == 4
    assert typed.shown.startswith(f"cpcplan: {why}")


@needs_terminal
def test_an_answer_that_cannot_be_used_is_asked_for_again_with_the_reason(plan: Path) -> None:
    typed = Typed("request", "1.11", "--date", "2019-03-01", folder=plan.parent)
    typed.see("Until when is it asked for?")
    typed.type("Febuary 2027")
    typed.see('"Febuary 2027": that is not understood. Write a day')
    typed.see("Until when is it asked for?")
    typed.type("February 2020")
    typed.see("Why is more time asked for?")
    typed.type("Two schools are late.")
    typed.see("more time asked for: February 2020")
    assert typed.ended() == 0
    typed = Typed("lead", "1.11", "--date", "2019-03-01", folder=plan.parent)
    typed.see("Who leads it")
    typed.type("polise")
    typed.see("no lead or agency is called “polise” (did you mean `police`")
    typed.see("Who leads it")
    typed.type("police")
    typed.see("Why do others lead?")
    typed.interrupt()
    typed.see("What you typed:\npolice")
    assert typed.ended() == 130


@needs_terminal
def test_who_says_that_nothing_shows_it_is_asked_again_and_may_leave_it(plan: Path) -> None:
    typed = Typed("complete", "1.11", "--why", "Done.", "--date", "2019-03-01", folder=plan.parent)
    typed.see("What shows it (a minute, a paper)?")
    typed.type("no")
    typed.see("“no” shows nothing: name the minute or paper, or press Enter.")
    typed.see("What shows it (a minute, a paper)?")
    typed.type("")
    typed.see("Nothing shows it? The plan will say so (Enter again)")
    typed.type("")
    typed.see("✓ complete")
    assert typed.ended() == 0
    assert newest(plan).evidence == ()


@needs_terminal
def test_a_title_that_does_not_join_the_plan_is_given_back(plan: Path) -> None:
    typed = Typed("add", "sub-action", "1.1", "--id", "1.11", folder=plan.parent)
    typed.see("What is it called in the plan?")
    typed.type("Ask every school")
    typed.see("1.11")
    typed.see("What you typed:\nAsk every school")
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
    typed.see("What happens next")
    typed.type("")
    typed.see("a telephone number")
    typed.see("What you typed:")
    typed.see("Ring 01632 960 123 about it.")
    assert typed.ended() == 4


@needs_terminal
def test_words_are_given_back_in_lines_as_they_were_typed(plan: Path) -> None:
    typed = Typed("note", "1.11", folder=plan.parent, columns=40)
    typed.see("What is the progress?")
    words = "Ring 01632 960 123 about the second school, which said no in May."
    typed.type(words)
    typed.see(f"What you typed:\n{words}\n")
    assert typed.ended() == 4


@needs_terminal
def test_a_rating_left_out_is_asked_for(plan: Path) -> None:
    typed = Typed("rag", "1.11", "--date", "2019-03-01", folder=plan.parent)
    typed.see("Which rating")
    typed.type("amber")
    typed.see("Why is it rated so?")
    typed.type("The vendor left.")
    typed.see("What happens next, who does it, by when? (Enter: nothing)")
    typed.type("NHS asks again by May.")
    typed.see("▲ amber")
    assert typed.ended() == 0
    assert (newest(plan).why, newest(plan).next) == ("The vendor left.", "NHS asks again by May.")
    assert run("rag", "1.11", "--plan", str(plan)).code == 2


@needs_terminal
def test_a_paper_that_is_only_shown_says_how_to_keep_it(plan: Path) -> None:
    typed = Typed("report", "--as-of", "2019-03-01", folder=plan.parent)
    typed.see("To keep and print it, name a file: cpcplan report -o progress.html")
    assert typed.ended() == 0
    typed = Typed("report", "-o", "-", "--as-of", "2019-03-01", folder=plan.parent)
    typed.see("Made by cpcplan")
    assert typed.ended() == 0
    ran = run("report", "--as-of", "2019-03-01", "--plan", str(plan))
    assert (ran.code, ran.err) == (0, "")
