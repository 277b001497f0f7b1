"""`add`: an outcome, a key action or a sub-action that joins the plan later."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cpcplan.cli.context import PlanDir, plan_folder, today
from cpcplan.cli.missing import Fields, giving_back
from cpcplan.cli.output import show
from cpcplan.cli.prompts import Words, at_terminal, needed
from cpcplan.cli.sharing import sharing
from cpcplan.cli.writing import (
    AllowPersonal,
    DryRun,
    Save,
    day_of,
    lead_keys,
    must_be_timescale,
    save_if_wanted,
)
from cpcplan.domain.model import KeyAction, Plan, SubAction

if TYPE_CHECKING:
    from cpcplan.storage.folder import Folder

Title = Annotated[str | None, typer.Option(metavar="TEXT", help="Its words, as agreed.")]
Number = Annotated[
    str | None, typer.Option("--id", metavar="ID", help="Its number; the next free unless given.")
]
Joined = Annotated[
    str | None,
    typer.Option("--date", metavar="DAY", help="The day it joins the plan (today unless given)."),
]
Leads = Annotated[
    list[str] | None,
    typer.Option("--lead", metavar="KEY", help="The key of a lead; may be given again."),
]
When = Annotated[str | None, typer.Option("--timescale", metavar="WHEN", help="As agreed.")]
Origin = Annotated[
    list[str] | None,
    typer.Option(metavar="TEXT", help="Where it comes from; may be given again."),
]
Points = Annotated[
    list[str] | None,
    typer.Option("--point", metavar="TEXT", help="A point under it; may be given again."),
]


class Joining(NamedTuple):
    """The options of whatever joins a plan."""

    title: Title = None
    number: Number = None
    plan: PlanDir = None
    dry_run: DryRun = False
    save: Save = False
    allow_personal: AllowPersonal = False


class Agreed(NamedTuple):
    """What is agreed of an action that joins it."""

    lead: Leads = None
    timescale: When = None
    origin: Origin = None
    joined: Joined = None


@sharing(Agreed, Joining)
def sub_action(
    agreed: Agreed,
    joining: Joining,
    key_action: Annotated[str, typer.Argument(metavar="KEY_ACTION", help="Its number: 1.2.")],
    point: Points = None,
) -> None:
    """A sub-action joins a key action."""
    _add(SubAction, key_action, agreed, joining, point)


@sharing(Agreed, Joining)
def key_action(
    agreed: Agreed,
    joining: Joining,
    outcome: Annotated[str, typer.Argument(metavar="OUTCOME", help="Its number: 1.")],
) -> None:
    """A key action joins an outcome."""
    _add(KeyAction, outcome, agreed, joining, None)


def _add(
    kind: type[SubAction] | type[KeyAction],
    parent: str,
    agreed: Agreed,
    joining: Joining,
    points: list[str] | None,
) -> None:
    from cpcplan.cli.screens import added
    from cpcplan.usecases.adding import add_action, parent_in

    now, folder = today(), plan_folder(joining.plan)
    title, typed = _title(joining, folder, lambda plan: parent_in(plan, parent, kind))

    def said(plan: Plan) -> Fields:
        fields: Fields = {
            "title": title,
            "points": points or [],
            "leads": lead_keys(plan, agreed.lead or []),
            "timescale": agreed.timescale or "",
            "added": day_of(agreed.joined, plan, now).isoformat(),
            "origin": agreed.origin or [],
        }
        return {name: value for name, value in fields.items() if value}

    with giving_back(typed, [title, *(points or [])]):
        if agreed.timescale:
            must_be_timescale(agreed.timescale)
        found = add_action(
            folder,
            kind,
            parent,
            said,
            identifier=joining.number,
            today=now,
            dry_run=joining.dry_run,
            allow_personal=joining.allow_personal,
        )
    show(added.sheet(found, dry_run=joining.dry_run))
    _save_if_wanted(folder, found.after, joining)


@sharing(Joining)
def outcome(joining: Joining) -> None:
    """An outcome joins the plan, in a file of its own."""
    from cpcplan.cli.screens import added
    from cpcplan.usecases.adding import add_outcome

    folder = plan_folder(joining.plan)
    title, typed = _title(joining, folder)
    with giving_back(typed, [title]):
        found = add_outcome(
            folder,
            title,
            identifier=joining.number,
            dry_run=joining.dry_run,
            allow_personal=joining.allow_personal,
        )
    show(added.sheet(found, dry_run=joining.dry_run))
    _save_if_wanted(folder, found.after, joining)


def _title(
    joining: Joining, folder: "Folder", must_be_there: Callable[[Plan], object] = bool
) -> tuple[str, list[str]]:
    """The title, and what of it was typed just now: nobody is asked for one before it is known that
    what it goes under is there (`must_be_there` raises).
    """
    from cpcplan.storage.reading import read_plan

    words = Words("title", joining.title, "What is it called in the plan?", "--title TEXT")
    if joining.title is None and at_terminal():
        must_be_there(read_plan(folder))
    title = needed(words)
    return title, [] if joining.title else [title]


def _save_if_wanted(folder: "Folder", plan: Plan, joining: Joining) -> None:
    save_if_wanted(
        folder,
        plan,
        save=joining.save,
        dry_run=joining.dry_run,
        allow_personal=joining.allow_personal,
    )
