"""Adding to the plan itself: a sub-action, a key action, an outcome that joins it later."""

import re
from collections.abc import Callable, Collection
from datetime import date
from typing import NamedTuple, TypeVar

from cpcplan.domain import numbering
from cpcplan.domain.calendar import in_words
from cpcplan.domain.model import (
    PLAN_FILE,
    Action,
    KeyAction,
    Outcome,
    Plan,
    SubAction,
)
from cpcplan.errors import CannotBeDone, NotInPlan
from cpcplan.storage.folder import Folder
from cpcplan.storage.naming import alike
from cpcplan.storage.render import Layout, Unwritable, block_entry
from cpcplan.storage.trail import note_added
from cpcplan.storage.whereabouts import Home
from cpcplan.storage.write import create
from cpcplan.usecases.writing import Draft, Said, looks_personal, opened, texts_in

Kept = TypeVar("Kept", KeyAction, SubAction)


class Added(NamedTuple):
    """What joined the plan (or would), and where it was written."""

    thing: Action | Outcome
    under: KeyAction | Outcome | None
    """What it is a part of; None for an outcome."""
    after: Plan
    draft: Draft
    personal: tuple[str, ...]


def add_action(
    folder: Folder,
    kind: type[SubAction] | type[KeyAction],
    parent: str,
    said: Callable[[Plan], Said],
    *,
    identifier: str | None = None,
    today: date,
    dry_run: bool = False,
    allow_personal: bool = False,
) -> Added:
    """Add a sub-action to the key action `parent`, or a key action to the outcome `parent`.

    `said` gives its fields but the id, which is the next free number unless it is given. One that
    joins on the plan's first day or before was there from the beginning, and gets no `added`.
    Raises NotInPlan for an unknown parent, CannotBeDone where the plan rules it out, NotWritten.
    """
    with opened(folder) as plan_open:
        plan = plan_open.plan
        above = parent_in(plan, parent, kind)
        number = identifier or next_number(above, _ids(plan))
        fields = {"id": number, **said(plan)}
        if str(fields.get("added", "")) <= plan.period.start.isoformat():
            fields.pop("added", None)
        personal = looks_personal(texts_in(fields), allowed=allow_personal)
        key = "sub_actions" if isinstance(above, KeyAction) else "key_actions"
        draft = plan_open.appended(plan_open.home(parent), key, fields)
        after = plan_open.plan_with(draft)
        found = _only_addition(plan, after, number)
        _refuse_wrong_day(found, above, today)
        if not dry_run:
            plan_open.put(draft)
            note_added(folder.path, number)
    return Added(found, above, after, draft, personal)


def parent_in(
    plan: Plan, identifier: str, kind: type[SubAction] | type[KeyAction]
) -> KeyAction | Outcome:
    """What a sub-action or a key action is to be a part of: a key action, or an outcome. Raises
    NotInPlan.
    """
    parents: list[KeyAction | Outcome] = [*plan.outcomes]
    if kind is SubAction:
        parents = [each for outcome in plan.outcomes for each in outcome.key_actions]
    found = next((each for each in parents if each.id == identifier), None)
    if found is None:
        what = "a key action" if kind is SubAction else "an outcome"
        there = ", ".join(each.id for each in parents) or "none yet"
        raise NotInPlan(f"{identifier} is not {what} of the plan: there is {there}")
    return found


def _ids(plan: Plan) -> frozenset[str]:
    """Every id that is taken, those of success measures too."""
    actions = tuple(plan.actions())
    measures = (measure.id for action in actions for measure in action.success_measures)
    return frozenset(
        (*(outcome.id for outcome in plan.outcomes), *(a.id for a in actions), *measures)
    )


def next_number(above: KeyAction | Outcome, taken: Collection[str]) -> str:
    """The next free number under a key action or an outcome."""
    if isinstance(above, KeyAction):
        return numbering.next_number(above.id, (sub.id for sub in above.sub_actions), taken, "")
    beside = (each.id for each in above.key_actions)
    return numbering.next_number(above.id, beside, taken, ".")


def _only_addition(before: Plan, after: Plan, identifier: str) -> Action:
    """What `after` has under that id and `before` has not; all else must be the same."""
    found = after.find(identifier)
    if found is None or less(after, identifier) != before:
        raise CannotBeDone(f"{identifier} cannot be added without changing more")
    return found[0]


def less(plan: Plan, identifier: str) -> Plan:
    """The plan without one key action or sub-action."""
    return plan._replace(
        outcomes=tuple(
            outcome._replace(
                key_actions=tuple(
                    each._replace(sub_actions=_other(each.sub_actions, identifier))
                    for each in _other(outcome.key_actions, identifier)
                )
            )
            for outcome in plan.outcomes
        )
    )


def _other(actions: tuple[Kept, ...], identifier: str) -> tuple[Kept, ...]:
    return tuple(action for action in actions if action.id != identifier)


def _refuse_wrong_day(found: Action, above: KeyAction | Outcome, today: date) -> None:
    if found.added and found.added > today:
        raise CannotBeDone(
            f"{in_words(found.added)} is still to come: add it once it has, or mend --date. "
            "Nothing was written"
        )
    above_added = above.added if isinstance(above, KeyAction) else None
    if found.added and above_added and found.added < above_added:
        raise CannotBeDone(
            f"{above.id} joined the plan on {in_words(above_added)}, after "
            f"{in_words(found.added)}. Nothing was written"
        )


def add_outcome(
    folder: Folder,
    title: str,
    *,
    identifier: str | None = None,
    dry_run: bool = False,
    allow_personal: bool = False,
) -> Added:
    """Add an outcome, in a file of its own that has its number in its name.

    Raises CannotBeDone where that number is taken or cannot be one, NotWritten.
    """
    with opened(folder) as plan_open:
        plan = plan_open.plan
        number = identifier or numbering.next_outcome(
            [each.id for each in plan.outcomes], _ids(plan)
        )
        if not re.fullmatch(r"[\w.-]+", number):
            raise CannotBeDone(f"“{number}” cannot be in a file’s name: give it a number (--id 4)")
        fields = {"id": number, "title": title}
        personal = looks_personal(texts_in(fields), allowed=allow_personal)
        file = folder.path / f"outcome-{number}.yaml"
        shared = folder.read(folder.path / PLAN_FILE).decode()
        try:
            text = _opening(shared) + block_entry(fields, 0, Layout())
        except Unwritable as refused:
            raise CannotBeDone(f"{refused}. Nothing was written") from None
        text = text.replace("\n", "\r\n") if "\r\n" in shared else text
        draft = Draft(Home(file, folder.name(file), b"", ()), text, 1)
        for there in folder.outcome_files():
            if alike(there.name) == alike(file.name):
                name = folder.name(there)
                raise CannotBeDone(f"{name} is there already. Nothing was written")
        after = plan_open.plan_with(draft)
        if not dry_run:
            create(file, text.encode())
            note_added(folder.path, number)
    outcome = next(each for each in after.outcomes if each.id == number)
    return Added(outcome, None, after, draft, personal)


def _opening(shared: str) -> str:
    """The line for editors, if plan.yaml begins with one: the new file gets the same."""
    first = shared.removeprefix("\ufeff").partition("\n")[0].rstrip("\r")
    return f"{first}\n" if first.startswith("# yaml-language-server:") else ""
