"""Where the plan and each of its actions stand on a day: what `reckoning.stand` returns, and what
follows from that alone.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cpcplan.domain.contradictions import Contradiction
from cpcplan.domain.cycles import ReportsOwed
from cpcplan.domain.model import Action, Lead, Outcome, Plan, State, Update
from cpcplan.domain.overdue import days_overdue
from cpcplan.domain.rag import ON_COURSE, Rating, derived
from cpcplan.domain.state import Story, TimescaleInForce, state_entry
from cpcplan.domain.wording import listed


class Standing(NamedTuple):
    """One action on a day."""

    action: Action
    outcome_id: str
    key_action_id: str | None
    """None for a key action itself."""
    as_of: date
    joined: date | None
    """The day that it joined the plan, itself or with its key action, where that was later than the
    rest."""
    told: Story
    leads: tuple[Lead, ...]
    in_force: TimescaleInForce
    request: Update | None
    """The entry of the request for more time that is pending."""
    state: State
    rated: Update | None
    """The entry of the rating in force; None where it was never rated, and once it is closed:
    a closed action is complete, withdrawn or carried forward, and has no colour."""
    reports: ReportsOwed
    """What is owed while it is open; nothing once it is closed."""
    late_since: date | None
    stale: bool
    contradictions: tuple[Contradiction, ...]
    derived: Rating | None = None
    """Of a key action that nobody rated: the worst of its open sub-actions' ratings."""

    @property
    def id(self) -> str:
        """The number as printed."""
        return self.action.id

    @property
    def is_open(self) -> bool:
        """Neither completed nor withdrawn nor carried forward."""
        return self.state is State.OPEN

    @property
    def rating(self) -> Rating | None:
        """The rating in force; None where it was never rated, and once it is closed."""
        return self.rated.rag if self.rated else None

    @property
    def overdue(self) -> bool:
        """See `overdue.late_since`."""
        return self.late_since is not None

    @property
    def days_overdue(self) -> int:
        """Whole days since the earliest day that it is late for; 0 where it is on time."""
        return days_overdue(self.late_since, as_of=self.as_of)

    @property
    def closing(self) -> Update | None:
        """The entry that closed it; None while it is open."""
        return None if self.is_open else state_entry(self.told)

    @property
    def closed_on(self) -> date | None:
        """The day of the entry that closed it; None while it is open."""
        closing = self.closing
        return closing.date if closing else None

    @property
    def days_closed_late(self) -> int:
        """Whole days from its last day to the one on which it was closed; 0 where that was in time,
        where it had no last day, and while it is open.
        """
        closed, due = self.closed_on, self.in_force.due
        return days_overdue(due, as_of=closed) if closed and due and due < closed else 0

    @property
    def last_ratings(self) -> tuple[Update, ...]:
        """The entries of up to four latest ratings, oldest first."""
        return tuple(entry for entry in self.told if entry.rag)[-4:]


class KeyActionStanding(NamedTuple):
    """A key action on a day, with its sub-actions."""

    own: Standing
    sub_actions: tuple[Standing, ...]

    @property
    def rating_is_derived(self) -> bool:
        """It has a rating, and takes it from its sub-actions: nobody rated it itself."""
        return self.own.derived is not None

    @property
    def rating(self) -> Rating | None:
        """The rating recorded for it, else the worst of its open sub-actions'; None where
        it is closed or too little is known.
        """
        return self.own.rating or self.own.derived

    @property
    def is_closed(self) -> bool:
        """It is closed, and so is all under it."""
        return not self.own.is_open and not self.has_open_parts

    @property
    def has_open_parts(self) -> bool:
        """Something under it is open. Else it speaks for itself, as long as it is open."""
        return any(sub.is_open for sub in self.sub_actions)

    @property
    def doubt(self) -> str:
        """What its open sub-actions say against it, in words: that it is closed, or has its rating
        from such as the plan contradicts; empty where they say nothing.
        """
        still_open = [sub.id for sub in self.sub_actions if sub.is_open]
        if not self.own.is_open and still_open:
            is_or_are = "is" if len(still_open) == 1 else "are"
            return f"{self.own.state}, but {listed(still_open, 'and')} {is_or_are} open"
        doubted = [sub.id for sub in self.sub_actions if sub.is_open and sub.contradictions]
        if self.own.derived in ON_COURSE and doubted:
            return f"derived from {', '.join(doubted)}, which the plan contradicts"
        return ""

    def parts(self) -> Iterator[Rating | None]:
        """What it adds to the rating of its outcome: each open rating in it.

        One without an open sub-action counts by itself, rated or not: what is still to be done and
        was rated by nobody is never well.
        """
        if self.own.is_open and (self.own.rating or not self.has_open_parts):
            yield self.own.rating
        yield from open_ratings(self.sub_actions)


class OutcomeStanding(NamedTuple):
    """An outcome on a day."""

    outcome: Outcome
    key_actions: tuple[KeyActionStanding, ...]

    @property
    def rating(self) -> Rating | None:
        """The worst of what it holds; None where all is closed or too little is known."""
        return derived(part for key_action in self.key_actions for part in key_action.parts())

    @property
    def is_closed(self) -> bool:
        """There is something in it, and nothing of that is open."""
        return _is_closed(self.key_actions)

    @property
    def sub_actions(self) -> tuple[Standing, ...]:
        """The sub-actions of all its key actions, in the order of the plan."""
        return tuple(sub for key_action in self.key_actions for sub in key_action.sub_actions)


class PlanStanding(NamedTuple):
    """The plan on a day. What had not been added by then is not in it."""

    plan: Plan
    as_of: date
    outcomes: tuple[OutcomeStanding, ...]

    def whole_key_actions(self) -> Iterator[KeyActionStanding]:
        """Every key action with its sub-actions, in the order of the plan."""
        return (key_action for outcome in self.outcomes for key_action in outcome.key_actions)

    @property
    def key_actions(self) -> tuple[Standing, ...]:
        """The key actions themselves, in the order of the plan."""
        return tuple(key_action.own for key_action in self.whole_key_actions())

    @property
    def left_to_themselves(self) -> tuple[Standing, ...]:
        """Open key actions under which nothing is open: no count of sub-actions tells of them."""
        return tuple(
            each.own
            for each in self.whole_key_actions()
            if each.own.is_open and not each.has_open_parts
        )

    @property
    def sub_actions(self) -> tuple[Standing, ...]:
        """All sub-actions, in the order of the plan."""
        return tuple(sub for outcome in self.outcomes for sub in outcome.sub_actions)

    def actions(self) -> Iterator[Standing]:
        """Every key action, each followed by its sub-actions, in the order of the plan."""
        for key_action in self.whole_key_actions():
            yield key_action.own
            yield from key_action.sub_actions

    @property
    def rating(self) -> Rating | None:
        """The worst of what the whole plan holds; None where all is closed or too little is
        known.
        """
        return derived(part for each in self.whole_key_actions() for part in each.parts())

    @property
    def is_closed(self) -> bool:
        """There are actions in it, and none of them is open."""
        return _is_closed(tuple(self.whole_key_actions()))

    @property
    def is_over(self) -> bool:
        """The period's last day has passed."""
        return self.as_of > self.plan.period.end


def _is_closed(key_actions: tuple[KeyActionStanding, ...]) -> bool:
    return bool(key_actions) and all(each.is_closed for each in key_actions)


def open_ratings(standings: tuple[Standing, ...]) -> Iterator[Rating | None]:
    """The ratings of those that are open, None for each that is not rated."""
    return (standing.rating for standing in standings if standing.is_open)
