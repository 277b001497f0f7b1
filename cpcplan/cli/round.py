"""`round`: the afternoon after a meeting, one open action after the other.

Each answer is written before the next question is asked. Ctrl-C, a closed terminal or the end of
the input stop it between two writes, never in one.
"""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from types import FrameType
from typing import TYPE_CHECKING, NamedTuple

from cpcplan.cli.context import PlanDir, plan_folder, today
from cpcplan.cli.missing import Fields
from cpcplan.cli.options import ByLead, Chosen
from cpcplan.cli.output import give_back, say, show
from cpcplan.cli.prompts import at_terminal, read_line, what_shows_it
from cpcplan.cli.screens.words import count
from cpcplan.cli.sharing import sharing
from cpcplan.cli.writing import (
    Agreed,
    AllowPersonal,
    By,
    On,
    Save,
    day_of,
    entry_fields,
    save_if_wanted,
)
from cpcplan.domain import questions
from cpcplan.domain.calendar import in_words
from cpcplan.domain.model import Plan
from cpcplan.domain.rag import Rating
from cpcplan.domain.recording import still_to_come
from cpcplan.domain.standing import PlanStanding, Standing
from cpcplan.errors import CannotBeDone, CpcplanError, Stopped, WrongUsage

if TYPE_CHECKING:
    from cpcplan.storage.folder import Folder

_ANSWERS = (*map(str, Rating), "complete", "note", "quit")
"""Each may be typed whole or begun."""
_ASK = f"{', '.join(_ANSWERS).capitalize()}, or Enter: "
_NAMED = 8
"""How many of the actions left are named."""


class Meeting(NamedTuple):
    """The options of the round."""

    lead: ByLead = None
    on: On = None
    agreed: Agreed = None
    by: By = None
    plan: PlanDir = None
    save: Save = False
    allow_personal: AllowPersonal = False


@sharing(Meeting)
def round_(meeting: Meeting) -> None:
    """After a meeting: rate the open actions one after the other, overdue first.

    Each answer is written at once. Enter leaves an action as it is; q, Ctrl-C or closing the
    window keep what was recorded. Actions that have a rating of that day already are left out, so
    that the round goes on where it stopped.
    """
    from cpcplan.usecases.asking import ask

    if not at_terminal():
        raise WrongUsage("the round asks question after question, and so it needs a terminal")
    folder, now = plan_folder(meeting.plan), today()
    standing = ask(folder, lambda plan: day_of(meeting.on, plan, now))
    if reason := still_to_come(standing.as_of, today=now):
        raise CannotBeDone(reason)
    chosen = Chosen(lead=meeting.lead).of(standing.plan)
    waiting = to_go_through(standing, chosen)
    afternoon = _Round(folder, meeting, standing.as_of, now, waiting)
    with _unbroken(afternoon):
        afternoon.go()
        afternoon.end(standing.plan)
    if afternoon.was_broken:
        raise Stopped("stopped; what was recorded is in the plan")


def to_go_through(standing: PlanStanding, chosen: questions.Filter) -> tuple[Standing, ...]:
    """The open sub-actions, and key actions without any, that have no rating of that day yet:
    those overdue first, worst first, then the others in the order of the plan.
    """
    parents = {
        each.own.id for outcome in standing.outcomes for each in outcome.key_actions
        if each.sub_actions
    }  # fmt: skip
    wanted = [
        each
        for each in standing.actions()
        if each.is_open and each.id not in parents and chosen.admits(each)
        if not any(entry.rag and entry.date == standing.as_of for entry in each.told)
    ]
    return questions.overdue_first(wanted)


class _Round:
    """Where the round is."""

    def __init__(
        self,
        folder: "Folder",
        meeting: Meeting,
        day: date,
        now: date,
        waiting: Sequence[Standing],
    ) -> None:
        self.folder, self.meeting, self.day, self.now = folder, meeting, day, now
        self.waiting = waiting
        self.recorded = 0
        self.left = [each.id for each in waiting]
        """Ids of those that have no rating of that day yet, and are open."""
        self.stopped_at: Standing | None = None
        self.is_asking = False
        self.was_broken = False

    def go(self) -> None:
        """Go through the actions until somebody stops."""
        from cpcplan.cli.screens import round as screen

        waiting = count(len(self.waiting), "open action")
        say(f"{waiting}, overdue first. Dated {in_words(self.day)}.")
        say("One letter of an answer will do. Enter leaves an action as it is; quit stops.")
        for number, each in enumerate(self.waiting, start=1):
            self.stopped_at = each
            say("")
            show(screen.about(each, f"{number} of {len(self.waiting)}"))
            try:
                goes_on = self._answered(each)
            except (KeyboardInterrupt, EOFError):
                self.was_broken = True
                return
            if not goes_on:
                return
        self.stopped_at = None

    def _answered(self, each: Standing) -> bool:
        """Ask for one action until its answer is written; whether to go on to the next."""
        while True:
            typed = self._ask(_ASK).lower()
            if not typed:
                return True
            answer = next((word for word in _ANSWERS if word.startswith(typed)), None)
            if answer is None:
                say(f"  “{typed}” is none of these.")
            elif answer == "quit":
                return False
            elif self._carried_out(each, answer):
                return True

    def _carried_out(self, each: Standing, answer: str) -> bool:
        """Ask for the rest, and write it; whether it is done with."""
        words = self._ask("Progress: " if answer == "note" else "Why: ")
        if not words:
            words = self._ask("It needs words (Enter again: leave it as it is): ")
        if not words:
            return False
        fields: Fields = {"note": words} if answer == "note" else {"why": words}
        if answer == "complete":
            fields = {"state": "complete", **fields}
            shown = what_shows_it(self._ask_last)
            fields |= {"evidence": [shown]} if shown else {}
        elif answer != "note":
            fields = {"rag": answer, **fields}
            following = self._ask_last("What next, who, by when (Enter: nothing): ")
            fields |= {"next": following} if following else {}
        try:
            self._write(each, fields)
        except CpcplanError as refused:
            say(f"  {refused}")
            give_back(word for field in fields.values() for word in _texts(field))
            return False
        if self.was_broken:
            raise KeyboardInterrupt
        return True

    def _ask(self, question: str) -> str:
        """One line from the terminal, without the spaces around it."""
        if self.was_broken:
            raise KeyboardInterrupt
        self.is_asking = True
        try:
            return read_line(question)
        except OSError:  # the terminal is gone
            _be_silent()
            raise EOFError from None
        finally:
            self.is_asking = False

    def _ask_last(self, question: str) -> str:
        """As `_ask`, where what was answered before is whole without it: who stops here has that
        written first, and is asked no more.
        """
        if self.was_broken:
            return ""
        try:
            return self._ask(question)
        except (KeyboardInterrupt, EOFError):
            self.was_broken = True
            return ""

    def _write(self, each: Standing, fields: Fields) -> None:
        from cpcplan.cli.screens import round as screen
        from cpcplan.usecases.recording import record

        def said(plan: Plan) -> tuple[str, Fields]:
            return each.id, entry_fields(plan, self.day, fields, self.meeting)

        allowed = self.meeting.allow_personal
        written = record(self.folder, said, today=self.now, allow_personal=allowed)
        self.recorded += 1
        if written.entry.rag or written.entry.state:
            self.left.remove(each.id)
        self.stopped_at = None
        say(f"  {screen.in_a_line(written)}")

    def broken(self) -> None:
        """Somebody pressed Ctrl-C, or the terminal is gone: stop now, or after what is written."""
        self.was_broken = True
        if self.is_asking:
            raise KeyboardInterrupt

    def end(self, plan: Plan) -> None:
        """Say what was done and where it stopped; commit, if that is wanted."""
        say("")
        back = "; what was a slip, cpcplan undo ID takes back" if self.recorded else ""
        say(f"{self.recorded} recorded{back}.")
        if self.left:
            say(f"Without a rating of {in_words(self.day)}: {_some(self.left)}.")
        if self.stopped_at:
            say(
                f"Stopped at {self.stopped_at.id}. The next round of {in_words(self.day)} leaves "
                "out what has a rating of that day."
            )
        if self.recorded:
            allowed = self.meeting.allow_personal
            save_if_wanted(self.folder, plan, save=self.meeting.save, allow_personal=allowed)


def _some(ids: Sequence[str]) -> str:
    """A few of them by name, and how many more there are."""
    more = len(ids) - _NAMED
    return ", ".join(ids[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _texts(field: object) -> list[str]:
    return [field] if isinstance(field, str) else list(field) if isinstance(field, list) else []


def _be_silent() -> None:
    """Print to nobody from now on: there is no terminal any more, and what is left to do is done
    without one.
    """
    nobody = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nobody, stream)


@contextmanager
def _unbroken(afternoon: _Round) -> Iterator[None]:
    """Ctrl-C and a closed terminal wait until what is being written is written."""

    def handle(number: int, _frame: FrameType | None) -> None:
        if number == closing:
            _be_silent()
        afternoon.broken()

    # Windows tells of a closed window by another signal than others do.
    closing = getattr(signal, "SIGHUP", None) or getattr(signal, "SIGBREAK", None)
    wanted = [signal.SIGINT, *([closing] if closing else [])]
    before = {number: signal.signal(number, handle) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
