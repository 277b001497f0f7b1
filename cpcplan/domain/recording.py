"""Whether an entry can be recorded: what an action's state on its day allows.

The commands ask here before they write. A file edited by hand may hold more than this allows;
`check` tells what of it contradicts itself.
"""

from collections.abc import Iterator
from datetime import date

from cpcplan.domain.calendar import in_words
from cpcplan.domain.model import Action, KeyAction, State, Update
from cpcplan.domain.state import (
    Story,
    TimescaleInForce,
    joined_on,
    leads_under,
    pending_request,
    state,
    state_entry,
    story,
    timescale_under,
)
from cpcplan.domain.timescale import cycle_months

_AS_CLOSED = {
    State.COMPLETE: "complete",
    State.WITHDRAWN: "withdrawn",
    State.CARRIED_FORWARD: "carried forward",
}

_NOTHING = ("no", "n", "none", "nil", "nothing", "n/a", "na", "not applicable", "yes", "y")


def shows_nothing(evidence: str) -> bool:
    """Whether what is named as evidence only says that there is none, or some: “no”, “n/a”, “-”."""
    words = evidence.strip().rstrip(".!").lower()
    return words in _NOTHING or not any(letter.isalnum() for letter in words)


def still_to_come(day: date, *, today: date) -> str | None:
    """Why nothing can be recorded of a day, because it is still to come; None where it can."""
    if day <= today:
        return None
    return f"{in_words(day)} is still to come: record what happened once it has, or mend --date"


def objection(
    action: Action, entry: Update, *, key_action: KeyAction | None = None, today: date
) -> str | None:
    """Why the entry cannot be recorded of the action, and what to do instead; None where it can.

    It is judged by the state on its own day, where it comes after what that day already has, and
    refused too where it would make a later entry impossible. `key_action` is that of a
    sub-action.
    """
    if reason := still_to_come(entry.date, today=today):
        return reason
    joined = joined_on(action, key_action)
    if joined and entry.date < joined:
        return f"{action.id} joined the plan on {in_words(joined)}, after {in_words(entry.date)}"
    if nothing := next(filter(shows_nothing, entry.evidence), None):
        return f"“{nothing}” shows nothing: name the minute or the paper that does"
    before = story(action.updates, as_of=entry.date)
    if refused := next(_impossible(action, entry, before, key_action), None):
        return refused
    return _later_entry_made_impossible(action, entry, before, key_action)


def _later_entry_made_impossible(
    action: Action, entry: Update, before: Story, key_action: KeyAction | None
) -> str | None:
    later = story(action.updates, as_of=date.max)[len(before) :]
    if undone := _undone(action, later, before, (*before, entry), key_action):
        return f"{undone}: record it on a later day, or take that entry back first"
    return None


def objection_to_undoing(
    action: Action, place: int, *, key_action: KeyAction | None = None
) -> str | None:
    """Why the entry at `place` (from 0) of the action's updates cannot be taken back, because one
    dated later could not stand without it; None where it can.
    """
    entry = action.updates[place]
    told = story(action.updates, as_of=date.max)
    n = next(n for n, each in enumerate(told) if each is entry)
    if undone := _undone(action, told[n + 1 :], told[: n + 1], told[:n], key_action):
        return f"{undone}: take that entry back first"
    return None


def _undone(
    action: Action, later: Story, was: Story, now: Story, key_action: KeyAction | None
) -> str | None:
    """Which of the later entries could follow the story as it `was`, and cannot as it is `now`."""
    for n, follows in enumerate(later):
        before = next(_impossible(action, follows, (*was, *later[:n]), key_action), None)
        after = next(_impossible(action, follows, (*now, *later[:n]), key_action), None)
        if after and not before:
            return f"then the entry of {in_words(follows.date)} could not stand ({after})"
    return None


def _impossible(
    action: Action, entry: Update, told: Story, key_action: KeyAction | None
) -> Iterator[str]:
    """What of an entry the story before it rules out, each in words."""
    now = state(told)
    closed = None
    if now is not State.OPEN:
        latest = state_entry(told)
        since = f" since {in_words(latest.date)}" if latest else ""
        closed = f"{action.id} is {_AS_CLOSED[now]}{since}: open it again first (reopen)"
    if entry.state is State.OPEN and not closed:
        yield f"{action.id} is open already"
    # An entry that opens it and says more says the rest of the open action.
    wants_it_open = entry.rag or entry.timescale or entry.timescale_requested or entry.reported
    if closed and entry.state is not State.OPEN and (wants_it_open or entry.state):
        yield closed
    in_force = timescale_under(key_action, action, told, on=entry.date)
    yield from _timescale_impossible(action, entry, told, in_force)
    if entry.leads and entry.leads == leads_under(key_action, action, told, on=entry.date):
        yield f"{action.id} is led by {', '.join(entry.leads)} already"


def _timescale_impossible(
    action: Action, entry: Update, told: Story, in_force: TimescaleInForce
) -> Iterator[str]:
    words = in_force.timescale.text if in_force.timescale else None
    if entry.timescale and entry.timescale == in_force.timescale:
        yield f"the timescale of {action.id} is {words} already"
    if entry.timescale_requested and entry.timescale_requested == in_force.timescale:
        yield f"the timescale of {action.id} is {words} already: there is nothing to ask for"
    if entry.timescale_refused and not pending_request(told) and not entry.timescale_requested:
        yield f"no request for more time is pending for {action.id}"
    cycles = in_force.timescale.cycles if in_force.timescale else ()
    if entry.reported and not cycles:
        yield (
            f"{action.id} has no cycle of reports (its timescale is {words or 'none'}): "
            "record a note instead"
        )
    elif isinstance(entry.reported, str):
        months = cycle_months(entry.reported)
        if months not in {cycle.months for cycle in cycles}:
            names = " or ".join(cycle.name for cycle in cycles)
            yield f"{action.id} is not reported {entry.reported}: its cycle is {names}"
