"""What moved between two days: ratings, states, timescales, and what was asked and said.

Movement since a day compares how things stood at the end of the day before it with how they
stand at the end of the last day: what a meeting decides is dated on its day and counts as moved
since it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from cpcplan.domain.model import Action, Plan, State, Update
from cpcplan.domain.rag import is_better
from cpcplan.domain.state import Story, rating_entry, state, story


class Kind(StrEnum):
    """What sort of change it is. The words are those of answers."""

    WORSE = "worse"
    BETTER = "better"
    RATED = "rated"
    COMPLETED = "completed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    CARRIED_FORWARD = "carried-forward"
    REVISED = "revised"
    REQUESTED = "requested"
    REFUSED = "refused"
    LED = "led"
    REPORTED = "reported"
    MEASURED = "measured"
    NOTED = "noted"
    ADDED = "added"


_CLOSED_AS = {
    State.COMPLETE: Kind.COMPLETED,
    State.WITHDRAWN: Kind.WITHDRAWN,
    State.CARRIED_FORWARD: Kind.CARRIED_FORWARD,
    State.OPEN: Kind.REOPENED,
}


class Change(NamedTuple):
    """One thing that moved. `before` and `after` are the words that it moved between."""

    id: str
    kind: Kind
    before: str | None
    after: str | None
    date: date
    why: str | None
    by: str | None


def changes(plan: Plan, *, since: date, until: date) -> tuple[Change, ...]:
    """What moved from `since` to `until`, both days included, in the order of the plan.

    A rating that went and came back has not moved, and of several ratings only the last is told;
    every other thing that happened is told for itself.
    """
    return tuple(
        change
        for outcome in plan.outcomes
        for key_action in outcome.key_actions
        if not (key_action.added and key_action.added > until)
        for action in key_action.with_parts()
        if not (action.added and action.added > until)
        for change in _of_action(action, key_action, since=since, until=until)
    )


def _of_action(action: Action, key_action: Action, *, since: date, until: date) -> Iterator[Change]:
    before = story(action.updates, as_of=since - timedelta(days=1))
    now = story(action.updates, as_of=until)
    if action.added and action.added >= since:
        yield Change(action.id, Kind.ADDED, None, action.title, action.added, None, None)
    yield from _state_moved(action, before, now)
    yield from _rating_moved(action, before, now)
    words_before = _timescale_words(action, key_action, before)
    leads_before = _leads_words(action, key_action, before)
    for entry in now[len(before) :]:
        yield from _of_entry(action, entry, words_before, leads_before)
        words_before = entry.timescale.text if entry.timescale else words_before
        leads_before = ", ".join(entry.leads) or leads_before


def _state_moved(action: Action, before: Story, now: Story) -> Iterator[Change]:
    was, is_now = state(before), state(now)
    if was is not is_now:
        entry = next(entry for entry in reversed(now) if entry.state)
        yield _change(action, _CLOSED_AS[is_now], was, is_now, entry)


def _rating_moved(action: Action, before: Story, now: Story) -> Iterator[Change]:
    was, entry = rating_entry(before), rating_entry(now)
    if entry is None or entry.rag is None:
        return
    if was is None or was.rag is None:
        yield _change(action, Kind.RATED, None, entry.rag, entry)
    elif entry.rag is not was.rag:
        kind = Kind.BETTER if is_better(entry.rag, was.rag) else Kind.WORSE
        yield _change(action, kind, was.rag, entry.rag, entry)


def _of_entry(
    action: Action, entry: Update, timescale: str | None, leads: str | None
) -> Iterator[Change]:
    """What one entry says besides ratings and states; the words before it are given."""
    if entry.timescale:
        yield _change(action, Kind.REVISED, timescale, entry.timescale.text, entry)
    if entry.timescale_requested:
        asked = entry.timescale_requested.text
        yield _change(action, Kind.REQUESTED, timescale, asked, entry)
    if entry.timescale_refused:
        yield _change(action, Kind.REFUSED, None, None, entry)
    if entry.leads:
        yield _change(action, Kind.LED, leads, ", ".join(entry.leads), entry)
    if entry.reported:
        cycle = entry.reported if isinstance(entry.reported, str) else None
        yield _change(action, Kind.REPORTED, None, cycle, entry)
    for measure, reading in entry.readings:
        yield Change(action.id, Kind.MEASURED, measure, reading, entry.date, entry.why, entry.by)
    if entry.note:
        yield _change(action, Kind.NOTED, None, entry.note, entry)


def _change(
    action: Action, kind: Kind, before: str | None, after: str | None, entry: Update
) -> Change:
    return Change(action.id, kind, before, after, entry.date, entry.why, entry.by)


def _timescale_words(action: Action, key_action: Action, told: Story) -> str | None:
    revised = [entry.timescale.text for entry in told if entry.timescale]
    printed = action.timescale or key_action.timescale
    return revised[-1] if revised else printed.text if printed else None


def _leads_words(action: Action, key_action: Action, told: Story) -> str | None:
    named = [entry.leads for entry in told if entry.leads]
    return ", ".join(named[-1] if named else action.leads or key_action.leads) or None
