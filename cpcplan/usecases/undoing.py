"""Taking back what was written last: an entry, or an action that was added by mistake."""

from datetime import date
from typing import NamedTuple

from cpcplan.domain.model import Action, KeyAction, Plan, Update
from cpcplan.domain.state import new_entries
from cpcplan.errors import CannotBeDone, GitUnusable, NotWritten
from cpcplan.storage.folder import Folder
from cpcplan.storage.trail import added_as, forget_added, forget_written, written_of
from cpcplan.usecases.adding import Added, less
from cpcplan.usecases.recording import Recorded, found_in, moved_by, only_difference
from cpcplan.usecases.writing import opened, standing_around


class Newest(NamedTuple):
    """The newest entry of an action: the last that its file has."""

    action: Action
    entry: Update
    place: int
    is_committed: bool
    unsaid: str = ""
    """Why git cannot say whether it is; then it is taken for committed."""


def newest(folder: Folder, plan: Plan, identifier: str | None) -> Newest | Action:
    """The newest entry of that action, or the action itself where nothing is recorded of it; where
    none is named, the newest of all that git says are not committed.

    Raises NotInPlan for an unknown action, CannotBeDone where there is no such entry, GitUnusable
    where no action is named and git cannot say.
    """
    if identifier is None:
        return _newest_of_all(folder, plan)
    action, _ = found_in(plan, identifier)
    return newest_entry(folder, plan, action) if action.updates else action


def newest_entry(folder: Folder, plan: Plan, action: Action) -> Newest:
    """The newest entry of an action that has one. Raises CannotBeDone as `plan_last_committed`."""
    try:
        return _newest_of(action, plan_last_committed(folder))
    except GitUnusable as unusable:
        return _newest_of(action, plan)._replace(unsaid=str(unusable))


def _newest_of_all(folder: Folder, plan: Plan) -> Newest | Action:
    """By the order in which they were written, else by their dates; an action only where it is
    known that nothing was written after it.
    """
    committed = plan_last_committed(folder)
    order = {written: n for n, written in enumerate(written_of(folder.path))}
    found = [_newest_of(action, committed) for action in plan.actions() if action.updates]
    entries = [each for each in found if not each.is_committed]
    added = [each for each in plan.actions() if _may_go(each, committed)]
    entry = max(entries, key=lambda e: (order.get(e.action.id, -1), e.entry.date), default=None)
    new = max(added, key=lambda action: order.get(added_as(action.id), -1), default=None)
    when_added = order.get(added_as(new.id), -1) if new else -1
    when_written = order.get(entry.action.id, -1) if entry else -1
    for outcome in plan.outcomes:
        if order.get(added_as(outcome.id), -1) > max(when_added, when_written):
            raise CannotBeDone(
                f"outcome {outcome.id} was added last, in a file of its own: to take it out, "
                f"delete outcome-{outcome.id}.yaml; to take back what was written before, name it "
                "(cpcplan undo ID)"
            )
    if new and when_added > when_written:
        return new
    if entry and (committed or when_written >= 0):
        return entry
    raise CannotBeDone(_name_it(committed, entry, new))


def _may_go(action: Action, committed: Plan | None) -> bool:
    """Whether it is an action that is not committed, and nothing hangs on it."""
    holds = action.updates or (isinstance(action, KeyAction) and action.sub_actions)
    return not holds and not (committed and committed.find(action.id))


def _name_it(committed: Plan | None, entry: Newest | None, new: Action | None) -> str:
    """Why nothing is taken back unless it is named, and what to type."""
    if committed is None:
        likely = entry.action.id if entry else "ID"
        return f"git cannot say here what is newest: name the action (cpcplan undo {likely})"
    if new:
        return (
            f"every entry is committed, and {new.id} is not: to take that out, name it (cpcplan "
            f"undo {new.id})"
        )
    return (
        "every entry is committed: to take back the newest of an action, name it (cpcplan undo ID)"
    )


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
        only_difference(plan, after, action)
        if not dry_run:
            plan_open.put(draft)
            forget_written(folder.path, identifier)
    moved = moved_by(plan, after, identifier, days=(wanted.entry.date, today))
    whole = standing_around(after, identifier, wanted.entry.date)
    return Recorded(plan, wanted.entry, *moved, whole, draft)


def take_out(folder: Folder, identifier: str, *, dry_run: bool = False) -> Added:
    """Take out an action that was added and not committed yet, and of which nothing is recorded:
    the inverse of `add_action`.

    Raises NotInPlan, and CannotBeDone where it is committed, or something hangs on it.
    """
    with opened(folder) as plan_open:
        plan = plan_open.plan
        thing, key_action = found_in(plan, identifier)
        if thing.updates or (isinstance(thing, KeyAction) and thing.sub_actions):
            raise CannotBeDone(f"{identifier} has a story or sub-actions: withdraw it instead")
        if (then := plan_last_committed(folder)) and then.find(identifier):
            raise CannotBeDone(
                f"nothing is recorded of {identifier}, and it is committed as it is: to end it, "
                f"withdraw it (cpcplan withdraw {identifier})"
            )
        home = plan_open.home(identifier)
        *above, key, place = home.path
        draft = plan_open.without(home._replace(path=tuple(above)), str(key), int(place))
        after = plan_open.plan_with(draft)
        if after != less(plan, identifier):
            raise CannotBeDone(f"{identifier} cannot be taken out without changing more")
        if not dry_run:
            plan_open.put(draft)
            forget_added(folder.path, identifier)
    return Added(thing, key_action, plan, draft, ())
