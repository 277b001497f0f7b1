"""Recording what happened to an action, and taking an entry back."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from cpcplan.domain.model import Action, KeyAction, Plan, Update
from cpcplan.domain.near import did_you_mean
from cpcplan.domain.standing import Standing
from cpcplan.domain.state import new_entries
from cpcplan.errors import CannotBeDone, GitUnusable, NotInPlan, NotWritten
from cpcplan.storage.folder import Folder
from cpcplan.storage.trail import forget_written, note_written, written_of
from cpcplan.usecases.writing import (
    Draft,
    Said,
    looks_personal,
    opened,
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
        entry = _only_difference(after, plan, action)
        if reason := objection(action, entry, key_action=key_action, today=today):
            raise CannotBeDone(f"{reason}. Nothing was written")
        if not dry_run:
            plan_open.put(draft)
            note_written(folder.path, identifier)
    moved = _moved(plan, after, identifier, days=(entry.date, today))
    return Recorded(plan, entry, *moved, draft, personal)


def _moved(
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


def _only_difference(longer: Plan, shorter: Plan, action: Action) -> Update:
    """The entry of the action that only the longer of two plans has; all else must be the same."""
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


class Newest(NamedTuple):
    """The newest entry of an action: the last that its file has."""

    action: Action
    entry: Update
    place: int
    is_committed: bool
    unsaid: str = ""
    """Why git cannot say whether it is; then it is taken for committed."""


def newest(folder: Folder, plan: Plan, identifier: str | None) -> Newest:
    """The newest entry: of that action, else of all those that git says are not committed.

    Raises NotInPlan for an unknown action, CannotBeDone where there is no such entry, GitUnusable
    where no action is named and git cannot say.
    """
    if identifier is not None:
        action, _ = found_in(plan, identifier)
        if not action.updates:
            raise CannotBeDone(f"nothing is recorded of {identifier}: there is nothing to undo")
        try:
            return _newest_of(action, plan_last_committed(folder))
        except GitUnusable as unusable:
            return _newest_of(action, plan)._replace(unsaid=str(unusable))
    committed = plan_last_committed(folder)
    if committed is None:
        raise CannotBeDone("git cannot say here what is newest: name the action (cpcplan undo ID)")
    found = [_newest_of(action, committed) for action in plan.actions() if action.updates]
    waiting = [each for each in found if not each.is_committed]
    if not waiting:
        raise CannotBeDone(
            "every entry is committed: to take back the newest of an action, name it (cpcplan "
            "undo ID)"
        )
    order = {identifier: n for n, identifier in enumerate(written_of(folder.path))}
    return max(waiting, key=lambda each: (order.get(each.action.id, -1), each.entry.date))


def _newest_of(action: Action, committed: Plan | None) -> Newest:
    place = len(action.updates) - 1
    entry = action.updates[place]
    then = committed.find(action.id) if committed else None
    is_new = committed is None or entry in new_entries(then[0] if then else None, action)
    return Newest(action, entry, place, not is_new)


def plan_last_committed(folder: Folder) -> Plan | None:
    """The plan as last committed; None where there is no git, or no commit that has it. Raises
    CannotBeDone where it cannot be read, GitUnusable.
    """
    from cpcplan.usecases.asking import last_committed

    then = last_committed(folder)
    if then and then.plan is None:
        raise CannotBeDone(
            "the plan as last committed cannot be read, and so nobody can say what of it is "
            "committed: `cpcplan check --at HEAD` names what is wrong; take the entry out by hand"
        )
    return then and then.plan


def take_back(folder: Folder, wanted: Newest, *, today: date, dry_run: bool = False) -> Recorded:
    """Take the newest entry of an action back: the inverse of `record`, with the same care.

    Raises CannotBeDone where it is the newest no more, or a later one could not stand without it.
    """
    from cpcplan.domain.recording import objection_to_undoing

    identifier = wanted.action.id
    with opened(folder) as plan_open:
        plan = plan_open.plan
        action, key_action = found_in(plan, identifier)
        if action.updates != wanted.action.updates:
            raise NotWritten(
                f"{identifier} was changed by somebody else just now: look at it, and try again; "
                "nothing was taken back"
            )
        if not wanted.is_committed and _newest_of(action, plan_last_committed(folder)).is_committed:
            raise NotWritten(
                f"the entry of {identifier} was committed just now: to take it back all the same, "
                "try again; nothing was taken back"
            )
        if reason := objection_to_undoing(action, wanted.place, key_action=key_action):
            raise CannotBeDone(f"{reason}. Nothing was taken back")
        draft = plan_open.without(plan_open.home(identifier), "updates", wanted.place)
        after = plan_open.plan_with(draft)
        _only_difference(plan, after, action)
        if not dry_run:
            plan_open.put(draft)
            forget_written(folder.path, identifier)
    moved = _moved(plan, after, identifier, days=(wanted.entry.date, today))
    return Recorded(plan, wanted.entry, *moved, draft)
