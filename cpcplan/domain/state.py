"""What is in force for one action on a day: read off its story up to that day.

A story is the entries dated on or before the day, in date order, those of one day in the order
of the file (merges leave entries out of order). Every function here takes such a story.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from cpcplan.domain.model import Action, State, Update
from cpcplan.domain.rag import Rating
from cpcplan.domain.timescale import Timescale

Story = tuple[Update, ...]
_DATE = attrgetter("date")


def story(updates: Iterable[Update], *, as_of: date) -> Story:
    """The entries that count on `as_of` (those dated on it included), in date order."""
    return tuple(sorted([u for u in updates if u.date <= as_of], key=_DATE))


def at_each(told: Story, days: Iterable[date]) -> Iterator[tuple[State, Rating | None]]:
    """The state and the rating at the end of each of several days, these in order: the rating is
    the last that was given, also where the action is closed.
    """
    n, is_now, rating = 0, State.OPEN, None
    for day in days:
        while n < len(told) and told[n].date <= day:
            is_now, rating = told[n].state or is_now, told[n].rag or rating
            n += 1
        yield is_now, rating


def places_in(told: Story) -> dict[int, int]:
    """The place of each entry in a story (from 0), by its identity: two may say the same."""
    return {id(entry): n for n, entry in enumerate(told)}


def new_entries(before: Action | None, after: Action | None) -> tuple[Update, ...]:
    """The entries of an action that it had not before, in the order of the file. One that is equal
    in every field to one that it had is that one.
    """
    known = list(before.updates) if before else []
    new = []
    for entry in after.updates if after else ():
        if entry in known:
            known.remove(entry)
        else:
            new.append(entry)
    return tuple(new)


def joined_on(action: Action, key_action: Action | None) -> date | None:
    """The day that the action joined the plan, where that was later than the rest: its own, or
    that of its key action where this joined later still.
    """
    with_key_action = key_action.added if key_action else None
    if action.added and with_key_action:
        return max(action.added, with_key_action)
    return action.added or with_key_action


class TimescaleInForce(NamedTuple):
    """The timescale that holds on a day, and how it came to."""

    timescale: Timescale | None
    """None where neither the action nor its key action has one: open-ended."""
    inherited: bool
    """It is the key action's, because the sub-action has none of its own."""
    first_due: date | None
    """The last day as it was first agreed. It never disappears."""
    revisions: int
    """How often the timescale was revised."""
    revision: Update | None
    """The entry that brought it; None while it stands as printed."""

    @property
    def since(self) -> date | None:
        """The day of the revision that brought it; None while it stands as printed."""
        return self.revision.date if self.revision else None

    @property
    def due(self) -> date | None:
        """The last day on which it is on time; None where it has none."""
        return self.timescale.due if self.timescale else None

    @property
    def open_ended(self) -> bool:
        """Neither a last day nor a cycle of reports."""
        return self.timescale is None or self.timescale.open_ended

    @property
    def slippage_days(self) -> int:
        """Days from the first last day to the one in force: negative where it was brought
        forward, 0 where either is missing.
        """
        if self.first_due is None or self.due is None:
            return 0
        return (self.due - self.first_due).days


def timescale_in_force(
    action: Action, told: Story, *, key_action: TimescaleInForce | None = None
) -> TimescaleInForce:
    """The latest revised timescale, else the printed one, else the key action's in force.

    A revised timescale replaces the earlier one whole. `key_action` is what is in force for the
    key action of a sub-action. A sub-action that had only its key action's date, and was then
    given one of its own, keeps the key action's first date as its first.
    """
    printed = action.timescale
    revised = [entry for entry in told if entry.timescale]
    if not printed and not revised and key_action:
        return key_action._replace(inherited=key_action.timescale is not None)
    if printed:
        first_due = printed.due
    else:
        first_due = key_action.first_due if key_action else None
    return TimescaleInForce(
        timescale=revised[-1].timescale if revised else printed,
        inherited=False,
        first_due=first_due,
        revisions=len(revised),
        revision=revised[-1] if revised else None,
    )


def leads_in_force(
    action: Action, told: Story, *, key_action: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Keys of the leads: the latest named, else the printed ones, else the key action's."""
    for entry in reversed(told):
        if entry.leads:
            return entry.leads
    return action.leads or key_action


def timescale_under(
    parent: Action | None, action: Action, told: Story, *, on: date
) -> TimescaleInForce:
    """The timescale in force after `told`; inherited from the key action, `parent`, as this has
    it on that day. None is the parent of a key action.
    """
    inherited = parent and timescale_in_force(parent, story(parent.updates, as_of=on))
    return timescale_in_force(action, told, key_action=inherited)


def leads_under(parent: Action | None, action: Action, told: Story, *, on: date) -> tuple[str, ...]:
    """Keys of the leads after `told`; inherited as `timescale_under` has it."""
    inherited = leads_in_force(parent, story(parent.updates, as_of=on)) if parent else ()
    return leads_in_force(action, told, key_action=inherited)


def rating_entry(told: Story) -> Update | None:
    """The entry that gave the rating in force; None where the action was never rated."""
    for entry in reversed(told):
        if entry.rag:
            return entry
    return None


def state_entry(told: Story) -> Update | None:
    """The entry that last closed the action or opened it again; None where none did."""
    for entry in reversed(told):
        if entry.state:
            return entry
    return None


def state(told: Story) -> State:
    """Open unless the latest entry that speaks of it says otherwise."""
    entry = state_entry(told)
    return entry.state if entry and entry.state else State.OPEN


def pending_request(told: Story) -> Update | None:
    """The entry that asks for more time and still waits for the committee's decision.

    It is decided by a later entry (or the same one) that revises the timescale, refuses the
    request or closes the action. A pending request changes nothing else.
    """
    for entry in reversed(told):
        closes = entry.state is not None and entry.state is not State.OPEN
        if entry.timescale or entry.timescale_refused or closes:
            return None
        if entry.timescale_requested:
            return entry
    return None


def has_slipped(in_force: TimescaleInForce) -> bool:
    """A date that was put back is not a date that was kept."""
    return in_force.slippage_days > 0
