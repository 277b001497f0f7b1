"""What moved between two days: ratings, states, timescales, and what was asked and said.

Movement since a day compares how things stood at the end of the day before it with how they
stand at the end of the last day: what a meeting decides is dated on its day and counts as moved
since it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from cpcplan.domain.model import Action, KeyAction, Plan, State, Update
from cpcplan.domain.rag import is_better
from cpcplan.domain.state import (
    Story,
    joined_on,
    leads_under,
    places_in,
    rating_entry,
    state,
    state_entry,
    story,
    timescale_under,
)


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
    REMOVED = "removed"
    REWORDED = "reworded"
    TAKEN_BACK = "taken-back"


CLOSED_AS = {
    State.COMPLETE: Kind.COMPLETED,
    State.WITHDRAWN: Kind.WITHDRAWN,
    State.CARRIED_FORWARD: Kind.CARRIED_FORWARD,
    State.OPEN: Kind.REOPENED,
}
"""What it is called that an action was closed so, or opened again."""


class Change(NamedTuple):
    """One thing that moved. `before` and `after` are the words that it moved between."""

    id: str
    kind: Kind
    before: str | None
    after: str | None
    date: date | None
    """None for what no dated entry says: words of the plan itself that are other ones now."""
    why: str | None = None
    by: str | None = None
    late: bool = False
    """Recorded after those who are told had last been told, and dated on or before that day."""
    that_day: bool = False
    """Late, and dated on the very day of the paper by which they had last been told."""
    overtaken: bool = False
    """A rating that another entry, of a later date or place, has taken the place of."""

    agreed: str | None = None
    """Where it was decided, as its entry says."""
    restored: bool = False
    """A rating that counts again because another was taken back: nothing new was said, and no
    reason is given.
    """

    @property
    def rewrites_timescale(self) -> bool:
        """The timescale as agreed is another one in the plan itself: no entry says who decided
        that, and the first date is out of sight.
        """
        is_of_plan = self.kind is Kind.REWORDED and self.date is None
        return is_of_plan and (self.before or "").startswith("timescale: ")


def changes(plan: Plan, *, since: date, until: date) -> tuple[Change, ...]:
    """What moved from `since` to `until`, both days included, in the order of the plan.

    A rating that went and came back has not moved, and of several ratings only the last is told;
    every other thing that happened is told for itself. Nothing moves in a span that runs
    backwards.
    """
    if since > until:
        return ()
    return tuple(
        change
        for outcome in plan.outcomes
        for key_action in outcome.key_actions
        for action in key_action.with_parts()
        if (joined := joined_on(action, key_action)) is None or joined <= until
        for change in _of_action(action, key_action, joined, since=since, until=until)
    )


def _of_action(
    action: Action, key_action: KeyAction, joined: date | None, *, since: date, until: date
) -> Iterator[Change]:
    before = story(action.updates, as_of=since - timedelta(days=1))
    now = story(action.updates, as_of=until)
    if joined and joined >= since:
        yield Change(action.id, Kind.ADDED, None, action.title, joined)
    if len(now) > len(before):
        parent = None if action is key_action else key_action
        yield from between(action, parent, before, now, now[len(before) :])


def between(
    action: Action, parent: KeyAction | None, before: Story, now: Story, new: Story
) -> Iterator[Change]:
    """What moved from one story of an action to another; `new` are those entries of `now` that are
    told one by one. `parent` is the key action of a sub-action.
    """
    yield from _state_moved(action, before, now)
    yield from _rating_moved(action, before, now)
    places = places_in(now)
    for entry in new:
        says_before = entry.timescale or entry.timescale_requested or entry.leads
        told = now[: places[id(entry)]] if says_before else ()
        yield from _of_entry(action, parent, entry, told)


def _state_moved(action: Action, before: Story, now: Story) -> Iterator[Change]:
    was, is_now = state(before), state(now)
    if was is not is_now:
        entry = state_entry(now)
        if entry is None:  # what closed it was taken back
            yield Change(action.id, Kind.REOPENED, was, is_now, None)
        else:
            yield change_of(action.id, CLOSED_AS[is_now], was, is_now, entry)


def _rating_moved(action: Action, before: Story, now: Story) -> Iterator[Change]:
    was, entry = rating_entry(before), rating_entry(now)
    if entry is None or entry.rag is None:
        return
    if was is None or was.rag is None:
        yield change_of(action.id, Kind.RATED, None, entry.rag, entry)
    elif entry.rag is not was.rag:
        kind = Kind.BETTER if is_better(entry.rag, was.rag) else Kind.WORSE
        yield change_of(action.id, kind, was.rag, entry.rag, entry)


def _of_entry(
    action: Action, parent: KeyAction | None, entry: Update, told: Story
) -> Iterator[Change]:
    """What one entry says besides ratings and states; `told` is the story before it, needed where
    it says what timescale or leads took the place of others.
    """
    if entry.timescale or entry.timescale_requested:
        in_force = timescale_under(parent, action, told, on=entry.date).timescale
        before = in_force.text if in_force else None
        if entry.timescale:
            yield change_of(action.id, Kind.REVISED, before, entry.timescale.text, entry)
        if entry.timescale_requested:
            asked = entry.timescale_requested.text
            yield change_of(action.id, Kind.REQUESTED, before, asked, entry)
    if entry.timescale_refused:
        yield change_of(action.id, Kind.REFUSED, None, None, entry)
    if entry.leads:
        led_before = ", ".join(leads_under(parent, action, told, on=entry.date)) or None
        yield change_of(action.id, Kind.LED, led_before, ", ".join(entry.leads), entry)
    if entry.reported:
        cycle = entry.reported if isinstance(entry.reported, str) else None
        yield change_of(action.id, Kind.REPORTED, None, cycle, entry)
    for measure, reading in entry.readings:
        yield change_of(action.id, Kind.MEASURED, measure, reading, entry)
    if entry.note:
        yield change_of(action.id, Kind.NOTED, None, entry.note, entry)


def change_of(
    identifier: str, kind: Kind, before: str | None, after: str | None, entry: Update
) -> Change:
    """The change that an entry brought."""
    return Change(
        identifier, kind, before, after, entry.date, entry.why, entry.by, agreed=entry.agreed
    )
