"""Dates that may be misprints, or that do not go together."""

from collections.abc import Callable, Iterator
from datetime import date

from cpcplan.domain.calendar import in_words
from cpcplan.domain.checks.rules import Found, Rule, actions
from cpcplan.domain.checks.where import Where, of_timescale
from cpcplan.domain.model import Action, Plan
from cpcplan.domain.standing import PlanStanding
from cpcplan.domain.timescale import Timescale, understood


def _open_ended(standing: PlanStanding) -> Found:
    for action in standing.actions():
        if action.is_open and action.in_force.open_ended and not action.in_force.inherited:
            timescale = action.in_force.timescale
            what = f": “{timescale.text}” is not time-limited" if timescale else " has no timescale"
            yield of_timescale(action), f"{action.id}{what}"


def _outside_period(standing: PlanStanding) -> Found:
    for action in standing.plan.actions():
        for words, day, path in _dates(action):
            if day and (found := _outside(standing, day)):
                yield Where(action.id, path), f"{action.id}: {words} {found}"


def _dates(action: Action) -> Iterator[tuple[str, date | None, tuple[str | int, ...]]]:
    """Each date that the plan gives an action, in words and as a day, and where it stands."""
    if action.added:
        yield f"the day it was added, {in_words(action.added)},", action.added, ("added",)
    for timescale, path in _timescales(action):
        yield _words(timescale), timescale.due, path


def _timescales(action: Action) -> Iterator[tuple[Timescale, tuple[str | int, ...]]]:
    """Each timescale that the plan gives an action, and where it stands."""
    if action.timescale:
        yield action.timescale, ("timescale",)
    for n, entry in enumerate(action.updates):
        for field in ("timescale", "timescale_requested"):
            timescale: Timescale | None = getattr(entry, field)
            if timescale:
                yield timescale, ("updates", n, field)


def _words(timescale: Timescale) -> str:
    day = f" ({in_words(timescale.due)})" if timescale.due else ""
    return f"“{timescale.text}”{day}"


def _outside(standing: PlanStanding, day: date) -> str | None:
    period = standing.plan.period
    if day < period.start:
        return f"is before the plan begins ({in_words(period.start)})"
    return f"is after the plan ends ({in_words(period.end)})" if day > period.end else None


def _future_update(standing: PlanStanding) -> Found:
    said = "which is still to come, so it does not count yet"
    return _entries_dated(standing.plan, said, lambda day: day > standing.as_of)


def _before_the_plan(standing: PlanStanding) -> Found:
    begins = standing.plan.period.start
    said = f"before the plan begins ({in_words(begins)})"
    return _entries_dated(standing.plan, said, lambda day: day < begins)


def _entries_dated(plan: Plan, said: str, is_odd: Callable[[date], bool]) -> Found:
    """The entries of days that are odd, and what is `said` of each."""
    for action in plan.actions():
        for n, entry in enumerate(action.updates):
            if is_odd(entry.date):
                what = f"{action.id}: this entry is dated {in_words(entry.date)}, {said}"
                yield Where(action.id, ("updates", n, "date")), what


def _before_parts(standing: PlanStanding) -> Found:
    for key_action in standing.whole_key_actions():
        own = key_action.own
        due = own.in_force.due
        later = [
            sub
            for sub in key_action.sub_actions
            if sub.is_open and due and sub.in_force.due and sub.in_force.due > due
        ]
        if due and later and own.is_open:
            last = max(later, key=lambda sub: sub.in_force.due or due)
            others = f" (and {len(later) - 1} more)" if len(later) > 1 else ""
            what = (
                f"{own.id} is due by {in_words(due)}, before its sub-action {last.id}{others}, "
                f"due by {in_words(last.in_force.due or due)}"
            )
            yield of_timescale(own), what


def _before_its_key_action(standing: PlanStanding) -> Found:
    for outcome in standing.plan.outcomes:
        for key_action in outcome.key_actions:
            for sub in key_action.sub_actions:
                if key_action.added and sub.added and sub.added < key_action.added:
                    what = (
                        f"{sub.id} says that it joined the plan on {in_words(sub.added)}, and its "
                        f"key action {key_action.id} joined on {in_words(key_action.added)}: "
                        "until then neither is in it"
                    )
                    yield Where(sub.id, ("added",)), what


def _two_last_days(standing: PlanStanding) -> Found:
    for action in standing.plan.actions():
        for timescale, path in _timescales(action):
            read_so = understood(timescale.text)
            if read_so and read_so.due and timescale.due and read_so.due != timescale.due:
                what = (
                    f"{action.id}: “{timescale.text}” comes to {in_words(read_so.due)}, and `due` "
                    f"says {in_words(timescale.due)}, which counts"
                )
                yield Where(action.id, path), what


def _joined_too_late(standing: PlanStanding) -> Found:
    for action in standing.plan.actions():
        if action.added is None:
            continue
        first = min((entry.date for entry in action.updates), default=action.added)
        ends = action.timescale.due if action.timescale else None
        told = f"{action.id} says that it joined the plan on {in_words(action.added)}"
        if ends and ends < action.added:
            what = f"{told}, after its last day, {in_words(ends)}: until then it was in no answer"
        elif first < action.added:
            what = f"{told}, after its entry of {in_words(first)}: until then it was in no answer"
        else:
            continue
        yield Where(action.id, ("added",)), what


RULES = (
    Rule(
        "open-ended",
        "The plan is meant to be time-limited.",
        "agree a date or a cycle of reports",
        actions(
            """\
            - id: "1.1"
              title: Keep the pages for practitioners up to date
              leads: [police]
              timescale: ongoing
            """
        ),
        _open_ended,
    ),
    Rule(
        "date-outside-period",
        "A date before the plan begins or after it ends is often a misprint.",
        "mend the date, if it is a misprint",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: December 2015
            """
        ),
        _outside_period,
    ),
    Rule(
        "future-update",
        "An entry dated in the future counts for nothing until that day.",
        "mend the date, if it is a misprint",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: December 2025
              updates:
                - date: 2026-06-03
                  note: The form is agreed.
            """
        ),
        _future_update,
    ),
    Rule(
        "update-before-plan",
        "An entry dated before the plan begins is often a misprint of the year.",
        "mend the date, if it is a misprint",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: December 2025
              updates:
                - date: 2024-06-03
                  note: The form is agreed.
            """
        ),
        _before_the_plan,
    ),
    Rule(
        "due-before-parts",
        "A key action cannot be done before everything that carries it out.",
        "agree a later day for the key action, or an earlier one for what is under it",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: August 2025
              sub_actions:
                - id: "1.11"
                  title: Try the form out in two localities
                  timescale: December 2025
            """
        ),
        _before_parts,
    ),
    Rule(
        "added-before-key-action",
        "A sub-action cannot be in the plan before the key action that it carries out.",
        "mend one of the two dates",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: December 2025
              added: 2025-05-20
              sub_actions:
                - id: "1.11"
                  title: Try the form out in two localities
                  added: 2025-03-11
            """
        ),
        _before_its_key_action,
    ),
    Rule(
        "two-last-days",
        "A timescale whose words come to another day than its `due` misleads whoever reads it.",
        "make the two say the same",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: {text: June 2025, due: 2025-12-31}
            """
        ),
        _two_last_days,
    ),
    Rule(
        "joined-too-late",
        "Before the day that it joined the plan an action is in no answer, late or not.",
        "mend `added`, if it is a misprint",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: March 2025
              added: 2025-05-20
            """
        ),
        _joined_too_late,
    ),
)
