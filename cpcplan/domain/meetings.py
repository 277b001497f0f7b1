"""The committee's meetings: the last, the next, which papers its readers have met on, and which
actions have been silent too long.
"""

import re
from collections.abc import Sequence
from datetime import date

from cpcplan.domain.calendar import add_months, in_words, read_day
from cpcplan.domain.model import Issued, Plan
from cpcplan.domain.state import Story

_IN_FIGURES = r"(?<![0-9])[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}(?![0-9])"
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


def last_met_on(
    papers: Sequence[Issued], meetings: Sequence[date], *, as_of: date, meeting: str = ""
) -> Issued | None:
    """The last of these papers that its readers had met on before `as_of`, for a paper of that day
    for that `meeting` (the next one listed, unless it is named); None where there is none.

    What was issued for the same meeting, on the same day, or for a meeting yet to be held, is the
    same paper once more: who compared with it would tell nobody what it told first. `papers` are in
    the order in which they were issued.
    """
    wanted = _held_at(meeting, meetings, on=as_of)
    for paper in reversed(papers):
        held = _held_at(paper.meeting, meetings, on=paper.date)
        is_again = held is not None and (held >= as_of or held == wanted)
        if paper.date < as_of and not is_again:
            return paper
    return None


def is_for(paper: Issued, meeting: str, meetings: Sequence[date], *, as_of: date) -> bool:
    """Whether a paper that was issued is for the same meeting as one of that day for `meeting`."""
    held = _held_at(paper.meeting, meetings, on=paper.date)
    wanted = _held_at(meeting, meetings, on=as_of)
    if held or wanted:
        return held == wanted
    return paper.meeting.strip().casefold() == meeting.strip().casefold()


def _held_at(meeting: str, meetings: Sequence[date], *, on: date) -> date | None:
    """The day of the meeting that a paper of a day is for: that which is named, or the next one of
    the plan's list, where none is named, or a day that is not in it and may be a slip. None where
    nobody can say: a board that is named each time may have met meanwhile.
    """
    named = day_named(meeting)
    if named in meetings or (named is None and meeting.strip()):
        return named
    return next_meeting(meetings, as_of=on) or named


def day_named(meeting: str) -> date | None:
    """The day that names a meeting; None where it is called something else."""
    try:
        return read_day(meeting)
    except ValueError:
        return None


def oddity(meeting: str, meetings: Sequence[date], *, as_of: date) -> str:
    """What may be a slip in what a paper of a day is said to be for, and what to do: a day that
    there is not, one in figures, one that has passed, or one for which no meeting is listed; empty
    where there is nothing to remark.
    """
    try:
        named = read_day(meeting)
    except ValueError as error:
        return f"“{meeting}” is taken for a name ({error}): if it is a slip, issue the paper again"
    if named is None and re.search(_IN_FIGURES, meeting):
        return (
            f"“{meeting}” is taken for a name, not for a day: if it is one, issue the paper again "
            'and write the month in words ("12 March 2027")'
        )
    if named is not None and named < as_of:
        return f"{in_words(named)} has passed: if it is a slip, issue the paper again"
    if named is None or not meetings or named in meetings:
        return ""
    return (
        f"plan.yaml lists no meeting on {in_words(named)}: add it to `meetings` there; if it is a "
        "slip, issue the paper again"
    )


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
    for entry in reversed(told):
        if entry.date < since:
            return True
        if entry.rag or entry.note:
            return False
    return True
