"""One function for each thing a lead officer does, on files; answers are the domain's values."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cpcplan.domain.model import Action, Plan, Update
from cpcplan.domain.standing import PlanStanding, Standing, stand
from cpcplan.errors import CannotBeDone, Fault, NotInPlan, PlanUnreadable
from cpcplan.storage.folder import Folder, Home, bare_ids, find_places, home_of, read_plan

if TYPE_CHECKING:
    from cpcplan.storage.splice import Spliced


def ask(folder: Folder, day_asked: Callable[[Plan], date]) -> PlanStanding:
    """Where the plan in a folder stands; every question is put to this.

    `day_asked` says which day is asked about, once the plan's meetings are known. Raises
    PlanNotFound, and PlanUnreadable with all that is wrong with the files.
    """
    plan = read_plan(folder)
    return stand(plan, as_of=day_asked(plan))


def look_over(folder: Folder, standing: PlanStanding) -> tuple[Fault, ...]:
    """What in a sound plan is worth a second look, each with its place, in the order of the
    files. `standing` is the plan of that folder on the day asked about.
    """
    from cpcplan.domain.checks import findings

    found = findings(standing)
    at = find_places(folder, (finding.where for finding in found))
    warnings = [
        Fault(*at[finding.where], finding.rule, finding.message, finding.where.id)
        for finding in found
    ]
    return tuple(sorted([*warnings, *bare_ids(folder)]))


class Recorded(NamedTuple):
    """An entry that was written (or would be), and what it changed."""

    plan: Plan
    entry: Update
    before: Standing
    """The action at the end of the entry's day, without the entry."""
    after: Standing
    file: str
    line: int
    difference: str
    """What changed in the file, as `diff -u` shows it."""


Said = Mapping[str, str | list[str] | dict[str, str]]
"""The fields of an entry, as a plan file has them."""


def record(
    folder: Folder,
    said: Callable[[Plan], tuple[str, Said]],
    *,
    today: date,
    dry_run: bool = False,
) -> Recorded:
    """Add one entry to an action's story; `said` gives the action's id and the entry's fields,
    once the plan is known.

    What is to be written is read again first, and must be the old plan with that entry and
    nothing else. Raises CannotBeDone where the plan rules the entry out, NotInPlan for an unknown
    action, NotWritten where the file changed meanwhile or cannot be written: then nothing was.
    """
    from cpcplan.domain.recording import objection
    from cpcplan.storage.write import locked, replace

    with locked(folder.path):
        plan = read_plan(folder)
        identifier, fields = said(plan)
        found, home = plan.find(identifier), home_of(folder, identifier)
        if found is None or home is None:
            raise NotInPlan(f"there is no key action or sub-action {identifier} in the plan")
        action, key_action = found
        spliced = _spliced(home, fields)
        data = spliced.text.encode()
        after = _read_again(folder, home, data)
        entry = _only_addition(plan, after, action)
        if reason := objection(action, entry, key_action=key_action, today=today):
            raise CannotBeDone(f"{reason}. Nothing was written")
        if not dry_run:
            replace(home.file, home.data, data)
    old, new = (_standing(stand(each, as_of=entry.date), identifier) for each in (plan, after))
    difference = _difference(home, spliced.text)
    return Recorded(plan, entry, old, new, home.name, spliced.line, difference)


def _spliced(home: Home, said: Said) -> "Spliced":
    """The file's text with the entry in it, and where that begins."""
    from cpcplan.storage.render import Unwritable
    from cpcplan.storage.splice import CannotSplice, append

    try:
        return append(home.text, home.path, "updates", said)
    except CannotSplice as refused:
        place = f"{home.name}:{refused.line}:{refused.column}"
        raise CannotBeDone(f"{place}: {refused}. Nothing was written") from None
    except Unwritable as refused:
        raise CannotBeDone(f"{refused}. Nothing was written") from None


def _read_again(folder: Folder, home: Home, data: bytes) -> Plan:
    """The plan as it will be. What is wrong with it now is wrong with what was asked for."""
    try:
        return read_plan(folder, {home.file: data})
    except PlanUnreadable as unreadable:
        reasons = "; ".join(fault.message for fault in unreadable.faults)
        raise CannotBeDone(f"{reasons}. Nothing was written") from None


def _only_addition(before: Plan, after: Plan, action: Action) -> Update:
    """The entry that `after` has at the end of the action's story and `before` has not; all else
    must be the same.
    """
    *told, entry = next(each for each in after.actions() if each.id == action.id).updates
    changed = {
        (old.id, new.id)
        for old, new in zip(before.actions(), after.actions(), strict=True)
        if old.updates != new.updates
    }
    if tuple(told) != action.updates or changed != {(action.id, action.id)}:
        raise CannotBeDone(f"the entry cannot be added to {action.id} without changing more")
    return entry


def _standing(standing: PlanStanding, identifier: str) -> Standing:
    return next(each for each in standing.actions() if each.id == identifier)


def _difference(home: Home, text: str) -> str:
    from difflib import unified_diff

    old, new = home.text.splitlines(), text.splitlines()
    return "\n".join(unified_diff(old, new, home.name, home.name, lineterm="", n=2))
