"""`undo`, `save` and `resolve`: taking back, committing, and joining what two people wrote."""

from typing import TYPE_CHECKING, Annotated

import typer

from cpcplan.cli.context import PlanDir, plan_folder, today
from cpcplan.cli.options import MaybeAnAction
from cpcplan.cli.output import show
from cpcplan.cli.prompts import at_terminal, line_typed
from cpcplan.cli.sharing import sharing
from cpcplan.cli.writing import AllowPersonal, DryRun, Save, save_if_wanted, say_saved
from cpcplan.domain.model import Plan
from cpcplan.errors import WrongUsage

if TYPE_CHECKING:
    from cpcplan.usecases.undoing import Newest


@sharing()
def undo(
    identifier: MaybeAnAction = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Take it back although it is committed.")
    ] = False,
    plan: PlanDir = None,
    dry_run: DryRun = False,
    save: Save = False,
) -> None:
    """Take back what was written last: the newest entry of that action, or of all that is not
    committed.

    An action that was added by mistake goes, as long as it is not committed and has no entry.
    What is committed stays in git; changes --since-commit tells that it was taken back.
    """
    from cpcplan.cli.screens import added, recorded
    from cpcplan.storage.reading import read_plan
    from cpcplan.usecases.undoing import Newest, newest, take_back, take_out

    folder = plan_folder(plan)
    known = read_plan(folder)
    wanted = newest(folder, known, identifier)
    if isinstance(wanted, Newest):
        if wanted.is_committed and not yes and not dry_run and not _is_meant(wanted, known):
            return
        undone = take_back(folder, wanted, today=today(), dry_run=dry_run)
        show(recorded.sheet(undone, dry_run=dry_run, undone=True))
    else:
        gone = take_out(folder, wanted.id, dry_run=dry_run)
        show(added.taken_out(gone, dry_run=dry_run))
    save_if_wanted(folder, known, save=save, dry_run=dry_run)


def _is_meant(wanted: "Newest", plan: Plan) -> bool:
    """Whether somebody at a terminal says so of what is committed. Raises WrongUsage in a pipe."""
    from cpcplan.cli.screens import recorded

    show(recorded.about_to_undo(wanted, plan))
    if not at_terminal():
        is_so = f"may be committed ({wanted.unsaid})" if wanted.unsaid else "is committed"
        raise WrongUsage(f"it {is_so}: to take it back all the same, add --yes")
    return line_typed("Take it back all the same? [y/N] ").lower().startswith("y")


@sharing()
def save(
    message: Annotated[
        str | None,
        typer.Option("--message", "-m", metavar="TEXT", help="The message; made if not given."),
    ] = None,
    plan: PlanDir = None,
    allow_personal: AllowPersonal = False,
) -> None:
    """Commit what changed in the plan folder, and nothing else.

    The message says what changed and why. Where git or a hook says no, nothing is committed.
    """
    from cpcplan.usecases.saving import save as commit

    say_saved(commit(plan_folder(plan), message, allow_personal=allow_personal))


def resolve(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE…]", help="Files with conflicts; all of the plan if none."),
    ] = None,
    plan: PlanDir = None,
) -> None:
    """After a git merge that stopped at the plan: join what both sides recorded.

    Updates of both sides are kept, each once. What people must decide stays marked in the file.
    """
    from cpcplan.cli.screens import joined
    from cpcplan.usecases.joining import resolve as join

    found = join(plan_folder(plan), files or [])
    show(joined.sheet(found))
    if any(not each.is_whole for each in found.files) or found.faults:
        raise typer.Exit(1)
