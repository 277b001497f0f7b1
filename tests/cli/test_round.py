"""The round after a meeting, typed at a real terminal."""

from pathlib import Path

import pytest

from builders import read_back, write_plan
from conftest import run
from cpcplan.domain.model import Update
from repositories import committed_plan, git
from terminals import Typed, needs_terminal

pytestmark = needs_terminal

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    timescale: June 2019
    sub_actions:
      - {id: "1.11", title: Not due yet, leads: [nhs], timescale: September 2020}
      - id: "1.12"
        title: Overdue
        timescale: January 2019
        updates:
          - {date: 2018-12-04, rag: amber, why: The vendor left., next: NHS asks again.}
      - {id: "1.13", title: The last, leads: [police], timescale: September 2020}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_plan(tmp_path, PLAN)


def begin(plan: Path, *options: str) -> Typed:
    return Typed("round", "--date", "2019-03-12", *options, folder=plan.parent)


def told(plan: Path) -> dict[str, tuple[Update, ...]]:
    """What this round wrote, by the action."""
    return {
        action.id: new
        for action in read_back(plan).actions()
        if (new := tuple(each for each in action.updates if each.date.year == 2019))
    }


def test_a_round_asks_overdue_first_and_writes_each_answer_at_once(plan: Path) -> None:
    typed = begin(plan, "--agreed", "CPC 12 March 2019")
    typed.see("1.12 Overdue")
    typed.see("▲ amber since 4 Dec 2018: The vendor left.")
    typed.see("Next: NHS asks again.")
    typed.see("Red, amber, green")
    typed.type("r")
    typed.see("Why: ")
    typed.type("Nobody bid.")
    typed.see("What next")
    typed.type("Police, by May")
    typed.see("▲ amber → ■ red, written to plan/outcome-1.yaml")
    (entry,) = told(plan)["1.12"]
    assert (entry.rag, entry.why, entry.next) == ("red", "Nobody bid.", "Police, by May")
    assert entry.agreed == "CPC 12 March 2019"
    typed.see("1.11 Not due yet")
    typed.type("")  # Enter: as it is
    typed.see("1.13 The last")
    typed.type("green")
    typed.see("Why: ")
    typed.type("On its way.")
    typed.see("What next")
    typed.type("")
    typed.see("cpcplan undo ID takes back.\nWithout a rating of 12 March 2019: 1.11.\n")
    assert typed.ended() == 0
    assert sorted(told(plan)) == ["1.12", "1.13"]


def test_slips_of_the_hand_are_asked_again_and_q_says_where_it_stopped(plan: Path) -> None:
    typed = begin(plan)
    typed.see("Red, amber, green")
    typed.type("gren")
    typed.see("“gren” is none of these")
    typed.type("g")
    typed.see("Why: ")
    typed.type("")
    typed.see("It needs words")
    typed.type("")
    typed.see("Red, amber, green")
    typed.type("a")
    typed.see("Why: ")
    typed.type("Ring 01632 960 123")
    typed.see("What next")
    typed.type("")
    typed.see("a telephone number")
    typed.type("n")
    typed.see("Progress: ")
    typed.type("Two of three have signed.")
    typed.see("written to")
    typed.see("1.11 Not due yet")
    typed.type("c")
    typed.see("Why: ")
    typed.type("Done.")
    typed.see("What shows it")
    typed.type("no")
    typed.see("“no” shows nothing")
    typed.see("What shows it")
    typed.type("CPC paper 4")
    typed.see("✓ complete")
    typed.see("1.13 The last")
    typed.type("q")
    typed.see("Without a rating of 12 March 2019: 1.12, 1.13.\nStopped at 1.13")
    assert typed.ended() == 0
    assert told(plan)["1.12"][0].note == "Two of three have signed."
    assert told(plan)["1.11"][0].evidence == ("CPC paper 4",)


def test_ctrl_c_keeps_what_was_entered(plan: Path) -> None:
    """Before the last question is answered, what was answered is whole, and is written."""
    typed = begin(plan)
    typed.see("Red, amber, green")
    typed.type("r")
    typed.see("Why: ")
    typed.type("Nobody bid.")
    typed.see("What next, who, by when (Enter: nothing): ")
    typed.interrupt()
    typed.see("1 recorded; what was a slip")
    assert typed.ended() == 130
    assert told(plan)["1.12"][0].why == "Nobody bid."


def test_a_closed_terminal_keeps_what_was_entered_and_commits_it(tmp_path: Path) -> None:
    plan = committed_plan(tmp_path, PLAN)
    typed = begin(plan, "--save")
    typed.see("Red, amber, green")
    typed.type("r")
    typed.see("Why: ")
    typed.type("Nobody bid.")
    typed.see("What next")
    typed.type("")
    typed.see("1.11 Not due yet")
    typed.see("Red, amber, green")
    typed.type("g")
    typed.see("Why: ")
    typed.type("It goes well.")
    typed.see("What next, who, by when (Enter: nothing): ")
    typed.hang_up()
    assert typed.ended() == 130
    assert [told(plan)[each][0].rag for each in ("1.12", "1.11")] == ["red", "green"]
    assert git(plan, "log", "-1", "--format=%s").strip() == "1.11 green, 1.12 amber → red"


def test_the_next_round_goes_on_where_the_last_stopped(plan: Path) -> None:
    rated = ("rag", "1.12", "red", "--why", "x", "--date", "2019-03-12", "--plan", str(plan))
    assert run(*rated).code == 0
    typed = begin(plan, "--lead", "nhs")
    typed.see("1 open action, overdue first")
    typed.see("1.11 Not due yet")
    typed.type("q")
    assert typed.ended() == 0


def test_a_day_to_come_is_refused_before_anything_is_asked(plan: Path) -> None:
    typed = Typed("round", "--date", "2199-03-12", folder=plan.parent)
    assert typed.ended() == 4
    assert typed.shown.startswith("cpcplan: 12 March 2199 is still to come")


def test_in_a_pipe_there_is_nobody_to_ask(plan: Path) -> None:
    ran = run("round", "--plan", str(plan))
    assert (ran.code, ran.out) == (2, "")
    assert "terminal" in ran.err
