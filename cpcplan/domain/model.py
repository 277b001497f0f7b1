"""The plan as agreed, and each action's story since: plain frozen values.

Nothing here works anything out. What stands on a day is reckoned in `state`, `overdue` and
`standing`.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from cpcplan.domain.rag import Rating
from cpcplan.domain.timescale import Timescale

PLAN_FILE = "plan.yaml"
"""How the file is called that holds what the outcomes share."""
Printed = tuple[tuple[str, str | tuple[str, ...]], ...]
"""Field and what the source document printed there, where the plan differs from it."""


_FIGURES = re.compile("([0-9]+)")


def in_number_order(identifier: str) -> tuple[tuple[int, str], ...]:
    """Sorts ids as numbers are read: 1.9 before 1.10, 1.1a before 1.1b."""
    parts = _FIGURES.split(identifier)
    return tuple([(int(part), "") if part.isdecimal() else (-1, part) for part in parts])


class State(StrEnum):
    """Open, or how it was closed."""

    OPEN = "open"
    COMPLETE = "complete"
    WITHDRAWN = "withdrawn"
    CARRIED_FORWARD = "carried-forward"


class Period(NamedTuple):
    """The plan's term. Both days are part of it."""

    start: date
    end: date


class Lead(NamedTuple):
    """Who can lead an action: a post, a group or an agency's representative."""

    key: str
    name: str
    agency: str | None = None


class SuccessMeasure(NamedTuple):
    """How the committee will know; `speaks_of` are the sub-actions it is about, if said."""

    id: str
    measure: str
    baseline: str | None = None
    target: str | None = None
    speaks_of: tuple[str, ...] = ()
    printed: Printed = ()


class Update(NamedTuple):
    """One dated entry of an action's story; it may say several things decided together."""

    date: date
    by: str | None = None
    rag: Rating | None = None
    timescale: Timescale | None = None
    timescale_requested: Timescale | None = None
    timescale_refused: bool = False
    leads: tuple[str, ...] = ()
    reported: str | bool = False
    """True: every report owed; a text: the cycle that it speaks for; False: no report."""
    state: State | None = None
    readings: tuple[tuple[str, str], ...] = ()
    note: str | None = None
    why: str | None = None
    next: str | None = None
    evidence: tuple[str, ...] = ()
    agreed: str | None = None


class SubAction(NamedTuple):
    """One thing to be done; `points` are the bullet points under it. `updates` are in the order
    of the file.
    """

    id: str
    title: str
    leads: tuple[str, ...] = ()
    timescale: Timescale | None = None
    added: date | None = None
    origin: tuple[str, ...] = ()
    success_measures: tuple[SuccessMeasure, ...] = ()
    printed: Printed = ()
    updates: tuple[Update, ...] = ()
    points: tuple[str, ...] = ()


class KeyAction(NamedTuple):
    """A key action and the sub-actions that carry it out. What it shares with a sub-action has
    the same name in both.
    """

    id: str
    title: str
    leads: tuple[str, ...] = ()
    timescale: Timescale | None = None
    added: date | None = None
    origin: tuple[str, ...] = ()
    success_measures: tuple[SuccessMeasure, ...] = ()
    printed: Printed = ()
    updates: tuple[Update, ...] = ()
    sub_actions: tuple[SubAction, ...] = ()

    def with_parts(self) -> "tuple[Action, ...]":
        """The key action, and then its sub-actions."""
        return (self, *self.sub_actions)


Action = SubAction | KeyAction


class Outcome(NamedTuple):
    """One of the plan's outcomes."""

    id: str
    title: str
    key_actions: tuple[KeyAction, ...] = ()
    printed: Printed = ()


class Issued(NamedTuple):
    """A paper that was issued: the day that it speaks of, and the commit that it was made from."""

    date: date
    template: str
    meeting: str
    commit: str
    paper: str
    """Its file, in `papers/` beside the plan folder."""
    lead: str = ""
    """The key of the lead whose paper it is; empty where it is not one lead's."""


class Plan(NamedTuple):
    """A committee's improvement plan, whole. `meetings` are in date order."""

    title: str
    committee: str
    period: Period
    leads: tuple[Lead, ...]
    vision: str | None = None
    reports_to: tuple[str, ...] = ()
    legend: tuple[tuple[Rating, str], ...] = ()
    meetings: tuple[date, ...] = ()
    recorded_by: str | None = None
    saves: bool = False
    """Every change is to be committed at once."""
    introduction: str | None = None
    outcomes: tuple[Outcome, ...] = ()
    printed: Printed = ()

    def actions(self) -> Iterator[Action]:
        """Every key action, each followed by its sub-actions, in the order of the plan."""
        for outcome in self.outcomes:
            for key_action in outcome.key_actions:
                yield from key_action.with_parts()

    def find(self, identifier: str) -> tuple[Action, KeyAction | None] | None:
        """The action of that id and, of a sub-action, its key action; None where there is none."""
        for outcome in self.outcomes:
            for key_action in outcome.key_actions:
                for action in key_action.with_parts():
                    if action.id == identifier:
                        return action, None if action is key_action else key_action
        return None

    def lead(self, key: str) -> Lead:
        """The lead of that key. A plan that was read knows each key that it names."""
        return next(lead for lead in self.leads if lead.key == key)
