"""The committee's meetings: the last, the next, and which actions have been silent too long."""

from collections.abc import Sequence
from datetime import date

from cpcplan.domain.calendar import add_months
from cpcplan.domain.model import Plan
from cpcplan.domain.state import Story

MONTHS_OF_SILENCE = 6
"""How long an action may stay unheard of in a plan that lists no meetings."""


def last_meeting(meetings: Sequence[date], *, as_of: date) -> date | None:
    """The latest meeting before `as_of`."""
    return max((day for day in meetings if day < as_of), default=None)


def next_meeting(meetings: Sequence[date], *, as_of: date) -> date | None:
    """The earliest meeting on or after `as_of`."""
    return min((day for day in meetings if day >= as_of), default=None)


def moves_count_from(plan: Plan, *, as_of: date) -> date:
    """The day from which movement is told unless another is named: the last meeting's, and the
    plan's first where none was held yet.
    """
    return last_meeting(plan.meetings, as_of=as_of) or min(plan.period.start, as_of)


def silent_since(plan: Plan, *, added: date | None, as_of: date) -> date | None:
    """The day since which an action must have been rated or noted, or it is stale.

    It is the day of the meeting before last; six months before `as_of` where the plan lists no
    meetings. None while nothing can be stale yet: before the second meeting (or for six months)
    of the period, and for as long after the action was `added`.
    """
    begins = max(plan.period.start, added) if added else plan.period.start
    if not plan.meetings:
        since = add_months(as_of, -MONTHS_OF_SILENCE)
        return since if add_months(begins, MONTHS_OF_SILENCE) <= as_of else None
    since_it_began = [day for day in plan.meetings if begins <= day <= as_of]
    held = [day for day in plan.meetings if day < as_of]
    return held[-2] if len(since_it_began) > 1 and len(held) > 1 else None


def is_silent(told: Story, *, since: date) -> bool:
    """Whether nothing has rated or noted the action on or after that day."""
    return not any((entry.rag or entry.note) and entry.date >= since for entry in told)
