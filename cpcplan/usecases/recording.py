"""Recording what happened to an action."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from cpcplan.domain.model import Action, KeyAction, Plan, Update
from cpcplan.domain.near import did_you_mean
from cpcplan.domain.standing import KeyActionStanding, Standing
from cpcplan.domain.state import new_entries
from cpcplan.errors import CannotBeDone, NotInPlan
from cpcplan.storage.folder import Folder
from cpcplan.storage.trail import note_written
from cpcplan.usecases.writing import (
    Draft,
    Said,
    looks_personal,
    opened,
    standing_around,
    standing_of,
    texts_in,
)


class Recorded(NamedTuple):
    """An entry that was written or taken back (or would be), and what that changed."""

    plan: Plan
    entry: Update
    before: Standing
    """The action at the end of the entry's day, as the file had it."""
    after: Standing
    was: Standing
    """The action today, as the file had it."""
    now: Standing
    """The action today, as the file has it now: a later entry may count for more."""
    whole: KeyActionStanding
    """Its key action and all that carries this out at the end of the entry's day, as the file has
    them now.
    """
    draft: Draft
    personal: tuple[str, ...] = ()
    """What in the entry looks like a personal detail, where that was allowed."""


def record(
    folder: Folder,
    said: Callable[[Plan], tuple[str, Said]],
    *,
    today: date,
    dry_run: bool = False,
    allow_personal: bool = False,
) -> Recorded:
    """Add one entry to an action's story; `said` gives the action's id and the entry's fields,
    once the plan is known.

    What is to be written is read again first, and must be the old plan with that entry and
    nothing else. Raises CannotBeDone where the plan rules the entry out, NotInPlan for an unknown
    action, NotWritten where the file changed meanwhile or cannot be written: then nothing was.
    """
    from cpcplan.domain.recording import objection

    with opened(folder) as plan_open:
        plan = plan_open.plan
        identifier, fields = said(plan)
        action, key_action = found_in(plan, identifier)
        personal = looks_personal(texts_in(fields), allowed=allow_personal)
        draft = plan_open.appended(plan_open.home(identifier), "updates", fields)
        after = plan_open.plan_with(draft)
        entry = only_difference(after, plan, action)
        if reason := objection(action, entry, key_action=key_action, today=today):
            raise CannotBeDone(f"{reason}. Nothing was written")
        if not dry_run:
            plan_open.put(draft)
            note_written(folder.path, identifier)
    moved = moved_by(plan, after, identifier, days=(entry.date, today))
    whole = standing_around(after, identifier, entry.date)
    return Recorded(plan, entry, *moved, whole, draft, personal)


def moved_by(
    before: Plan, after: Plan, identifier: str, *, days: tuple[date, date]
) -> tuple[Standing, Standing, Standing, Standing]:
    """An action in two plans at the end of a day, and at the end of another."""
    on, today = days
    old, new = (standing_of(each, identifier, on) for each in (before, after))
    if on == today:
        return old, new, old, new
    was, now = (standing_of(each, identifier, today) for each in (before, after))
    return old, new, was, now


def found_in(plan: Plan, identifier: str) -> tuple[Action, KeyAction | None]:
    """The action of that id and, of a sub-action, its key action. Raises NotInPlan, with the ids
    near to it.
    """
    found = plan.find(identifier)
    if found is not None:
        return found
    if any(outcome.id == identifier for outcome in plan.outcomes):
        raise NotInPlan(f"{identifier} is an outcome: name one of its key actions or sub-actions")
    near = did_you_mean(identifier, [action.id for action in plan.actions()])
    raise NotInPlan(f"there is no key action or sub-action {identifier} in the plan{near}")


def only_difference(longer: Plan, shorter: Plan, action: Action) -> Update:
    """The entry of the action that only the longer of two plans has. Raises CannotBeDone where not
    all else is the same.
    """
    told, more = (plan.find(action.id) for plan in (shorter, longer))
    entries = new_entries(told and told[0], more[0]) if more else ()
    changed = [
        (old.id, new.id)
        for old, new in zip(shorter.actions(), longer.actions(), strict=True)
        if old.updates != new.updates
    ]
    if len(entries) != 1 or changed != [(action.id, action.id)]:
        raise CannotBeDone(f"{action.id} cannot be changed so without changing more")
    return entries[0]
