"""What is a plan, and yet worth a second look: one small function for each rule.

A rule finds; it never decides what is shown elsewhere. `RULES` is the list that `check` and its
documentation go by: to add a rule, write its function and name it there.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from cpcplan.domain.calendar import in_words
from cpcplan.domain.contradictions import IN_WORDS, Contradiction
from cpcplan.domain.model import Action, State
from cpcplan.domain.rag import Rating
from cpcplan.domain.standing import PlanStanding, Standing
from cpcplan.domain.timescale import Timescale


class Where(NamedTuple):
    """A place in a plan: an id (the name of a file, for what has none), and keys from there."""

    id: str
    path: tuple[str | int, ...] = ()


class Finding(NamedTuple):
    """Something to look at, where it stands, and what to do."""

    rule: str
    message: str
    where: Where


class Rule(NamedTuple):
    """A rule of `check`: its name is part of what other tools rely on."""

    name: str
    reason: str
    find: Callable[[PlanStanding], Iterator[tuple[Where, str]]]


def findings(standing: PlanStanding) -> tuple[Finding, ...]:
    """All that the rules find, rule by rule."""
    return tuple(
        Finding(rule.name, message, where)
        for rule in RULES
        for where, message in rule.find(standing)
    )


def _contradicted(
    which: Contradiction, advice: str
) -> Callable[[PlanStanding], Iterator[tuple[Where, str]]]:
    def find(standing: PlanStanding) -> Iterator[tuple[Where, str]]:
        for action in standing.actions():
            if which in action.contradictions:
                yield (
                    _latest(action, "state" if "complete" in which else "rag"),
                    (f"{action.id} is {IN_WORDS[which]}: {advice}"),
                )

    return find


def _latest(action: Standing, field: str) -> Where:
    """The field in the newest entry that gives it."""
    entry = next(entry for entry in reversed(action.told) if getattr(entry, field))
    return Where(action.id, ("updates", _place(action.action, entry), field))


def _place(action: Action, entry: object) -> int:
    return next(n for n, other in enumerate(action.updates) if other is entry)


def _no_way_back(standing: PlanStanding) -> Iterator[tuple[Where, str]]:
    for action in standing.actions():
        rated = action.rated
        if action.is_open and rated and rated.rag is not Rating.GREEN and not rated.next:
            message = (
                f"{action.id} is {rated.rag}, and its update does not say what happens next: "
                "add `next` (what, who, by when)"
            )
            yield _latest(action, "rag"), message


def _open_ended(standing: PlanStanding) -> Iterator[tuple[Where, str]]:
    for action in standing.actions():
        if action.is_open and action.in_force.open_ended and not action.in_force.inherited:
            timescale = action.in_force.timescale
            what = f": “{timescale.text}” is not time-limited" if timescale else " has no timescale"
            message = f"{action.id}{what}: agree a date or a cycle of reports"
            revised = action.in_force.revisions > 0
            where = _latest(action, "timescale") if revised else Where(action.id, ("timescale",))
            yield where, message


def _outside_period(standing: PlanStanding) -> Iterator[tuple[Where, str]]:
    for action in standing.plan.actions():
        for words, day, path in _dates(action):
            if day and (found := _outside(standing, day)):
                yield Where(action.id, path), f"{action.id}: {words} {found}: is it a misprint?"


def _dates(action: Action) -> Iterator[tuple[str, date | None, tuple[str | int, ...]]]:
    """Each date that the plan gives an action, in words and as a day, and where it stands."""
    if action.timescale:
        yield _words(action.timescale), action.timescale.due, ("timescale",)
    if action.added:
        yield f"the day it was added, {in_words(action.added)},", action.added, ("added",)
    for n, entry in enumerate(action.updates):
        for field in ("timescale", "timescale_requested"):
            timescale: Timescale | None = getattr(entry, field)
            if timescale:
                yield _words(timescale), timescale.due, ("updates", n, field)


def _words(timescale: Timescale) -> str:
    day = f" ({in_words(timescale.due)})" if timescale.due else ""
    return f"“{timescale.text}”{day}"


def _outside(standing: PlanStanding, day: date) -> str | None:
    period = standing.plan.period
    if day < period.start:
        return f"is before the plan begins ({in_words(period.start)})"
    return f"is after the plan ends ({in_words(period.end)})" if day > period.end else None


def _future_update(standing: PlanStanding) -> Iterator[tuple[Where, str]]:
    for action in standing.plan.actions():
        for n, entry in enumerate(action.updates):
            if entry.date > standing.as_of:
                message = (
                    f"{action.id}: this entry is dated {in_words(entry.date)}, which is still to "
                    "come, so it does not count yet: is the date a misprint?"
                )
                yield Where(action.id, ("updates", n, "date")), message


def _before_the_plan(standing: PlanStanding) -> Iterator[tuple[Where, str]]:
    begins = standing.plan.period.start
    for action in standing.plan.actions():
        for n, entry in enumerate(action.updates):
            if entry.date < begins:
                message = (
                    f"{action.id}: this entry is dated {in_words(entry.date)}, before the plan "
                    f"begins ({in_words(begins)}): is the year a misprint?"
                )
                yield Where(action.id, ("updates", n, "date")), message


def _after_closing(standing: PlanStanding) -> Iterator[tuple[Where, str]]:
    for action in standing.actions():
        now = State.OPEN
        for entry in action.told:
            was, now = now, entry.state or now
            says = next((name for name in _OF_OPEN_ACTIONS if getattr(entry, name)), None)
            if says and was is not State.OPEN and entry.state is not State.OPEN:
                path = ("updates", _place(action.action, entry), says)
                message = (
                    f"{action.id}: this entry says `{says}` of an action that is {was} on that "
                    "day, so no answer shows it: open it again (`state: open`), or mend the date"
                )
                yield Where(action.id, path), message


_OF_OPEN_ACTIONS = ("rag", "timescale", "timescale_requested", "reported")
"""What an entry can say of an open action alone."""


RULES = (
    Rule(
        "green-overdue",
        "Green means on time, and its last day is past.",
        _contradicted(Contradiction.GREEN_OVERDUE, "rate it again, or close it"),
    ),
    Rule(
        "green-missed-report",
        "Green means no issues, and a report that was agreed was not made.",
        _contradicted(Contradiction.GREEN_MISSED_REPORT, "record the report, or rate it again"),
    ),
    Rule(
        "complete-without-evidence",
        "Complete is only what something shows to be complete.",
        _contradicted(
            Contradiction.COMPLETE_WITHOUT_EVIDENCE,
            "name in `evidence` what shows it (a minute, a paper, a link)",
        ),
    ),
    Rule(
        "better-than-parts",
        "A key action cannot do better than the worst of what carries it out.",
        _contradicted(Contradiction.BETTER_THAN_PARTS, "rate one or the other again"),
    ),
    Rule(
        "no-way-back",
        "Red and amber need to say what happens next, who does it and by when.",
        _no_way_back,
    ),
    Rule(
        "open-ended",
        "The plan is meant to be time-limited.",
        _open_ended,
    ),
    Rule(
        "date-outside-period",
        "A date before the plan begins or after it ends is often a misprint.",
        _outside_period,
    ),
    Rule(
        "future-update",
        "An entry dated in the future counts for nothing until that day.",
        _future_update,
    ),
    Rule(
        "update-before-plan",
        "An entry dated before the plan begins is often a misprint.",
        _before_the_plan,
    ),
    Rule(
        "update-after-closing",
        "What is said of a closed action as if it were open is shown nowhere.",
        _after_closing,
    ),
)
