"""What the commands that write share: their options, what they ask for, and how they end."""

from collections.abc import Callable, Iterable
from datetime import date
from inspect import signature
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Protocol

import typer

from cpcplan.cli.context import PlanDir, plan_folder, read_date, today
from cpcplan.cli.missing import Fields, Happened, giving_back, supplied
from cpcplan.cli.output import complain, show
from cpcplan.cli.sharing import command
from cpcplan.domain.model import Plan
from cpcplan.errors import CannotBeDone, CpcplanError, GitRefused, NotInPlan, WrongUsage

if TYPE_CHECKING:
    from cpcplan.storage.folder import Folder
    from cpcplan.usecases.saving import Saved

On = Annotated[
    str | None,
    typer.Option("--date", metavar="DAY", help="The day it happened (today unless given)."),
]
By = Annotated[
    str | None,
    typer.Option(metavar="WHO", help="Who records it (as plan.yaml's settings unless given)."),
]
Next = Annotated[
    str | None, typer.Option("--next", metavar="TEXT", help="What happens next, who, by when.")
]
Evidence = Annotated[
    list[str] | None, typer.Option(metavar="REF", help="What shows it; may be given again.")
]
Agreed = Annotated[
    str | None, typer.Option(metavar="WHERE", help="Where it was decided: a meeting, an item.")
]
Edit = Annotated[bool, typer.Option("--edit", help="Write the reason in your editor, as git's.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would change in the file, and write nothing.")
]
Save = Annotated[bool, typer.Option("--save", help="Commit it at once, as cpcplan save does.")]
AllowPersonal = Annotated[
    bool,
    typer.Option("--allow-personal", help="Write it although it looks like a personal detail."),
]


class Asides(NamedTuple):
    """The options that every command takes that records what happened."""

    plan: PlanDir = None
    on: On = None
    by: By = None
    next: Next = None
    evidence: Evidence = None
    agreed: Agreed = None
    edit: Edit = False
    dry_run: DryRun = False
    save: Save = False
    allow_personal: AllowPersonal = False


def recording(says: Callable[..., Happened]) -> Callable[..., None]:
    """The command that records what `says` makes of its own arguments."""

    def carry_out(asides: Asides, **own: Any) -> None:
        _record(says(**own), asides)

    carry_out.__name__, carry_out.__doc__ = says.__name__, says.__doc__
    return command(carry_out, tuple(signature(says).parameters.values()), (Asides,))


def _record(happened: Happened, asides: Asides) -> None:
    from cpcplan.cli.screens import recorded
    from cpcplan.usecases.recording import record

    now, folder = today(), plan_folder(asides.plan)
    given = supplied(happened, folder, asides)

    def said(plan: Plan) -> tuple[str, Fields]:
        day, which = day_of(asides.on, plan, now), happened.identifier
        fields = entry_fields(plan, day, given.fields_of(happened, plan, day), asides)
        return which if isinstance(which, str) else which(plan), fields

    with giving_back(given.typed, (*given.words(), asides.agreed)):
        written = record(
            folder, said, today=now, dry_run=asides.dry_run, allow_personal=asides.allow_personal
        )
    show(recorded.sheet(written, dry_run=asides.dry_run))
    save_if_wanted(
        folder,
        written.plan,
        save=asides.save,
        dry_run=asides.dry_run,
        allow_personal=asides.allow_personal,
    )


class _Recorder(Protocol):
    """The options that say who records an entry, and where it was decided."""

    @property
    def by(self) -> str | None: ...
    @property
    def agreed(self) -> str | None: ...


def entry_fields(plan: Plan, day: date, fields: Fields, options: _Recorder) -> Fields:
    """An entry as a plan file has it: its day, who records it, what happened, where agreed."""
    by = options.by or plan.recorded_by
    return {
        "date": day.isoformat(),
        **({"by": by} if by else {}),
        **fields,
        **({"agreed": options.agreed} if options.agreed else {}),
    }


def lead_keys(plan: Plan, named: Iterable[str]) -> list[str]:
    """The keys of leads that are named by key or by name, or by an agency that has one lead.

    What names nobody is left as it is: the plan's own words for that are said when it is read.
    """
    from cpcplan.domain.questions import leads_named

    keys = {lead.key for lead in plan.leads}
    found = []
    for word in named:
        meant = leads_named(plan.leads, word)
        if word not in keys and len(meant) > 1:
            raise NotInPlan(f"“{word}” has several leads: name one, {' or '.join(sorted(meant))}")
        found.append(word if word in keys or not meant else next(iter(meant)))
    return found


def day_of(text: str | None, plan: Plan, now: date) -> date:
    """The day that --date names: a day only, because something happens on one."""
    if text is None:
        return now
    span = read_date(text, plan, as_of=now)
    if span.first != span.last:
        raise WrongUsage(f"--date {text} is a whole month: give the day, such as 2019-03-12")
    return span.first


def save_if_wanted(
    folder: "Folder", plan: Plan, *, save: bool, dry_run: bool = False, allow_personal: bool = False
) -> None:
    """Commit what was just written, and say so, where an option (`save`) or the plan's settings
    want it. Raises GitRefused: then it is written all the same, and not committed.
    """
    from cpcplan.usecases import saving

    if dry_run or not (save or plan.saves):
        return
    try:
        saved = saving.save(folder, allow_personal=allow_personal)
    except CpcplanError as refused:
        complain("cpcplan: it is written, and not committed:")
        if isinstance(refused, GitRefused):
            raise GitRefused(f"{refused}\nOnce that is mended, type: cpcplan save") from None
        raise
    say_saved(saved)


def say_saved(saved: "Saved") -> None:
    """Say what was committed, and what was left."""
    from cpcplan.cli.sheet import Sheet

    page = Sheet()
    if saved.commit:
        page.line(f"Committed {saved.commit.hash[:7]}: {saved.commit.subject}")
    else:
        page.line("Nothing is new since the last commit.")
    for told in saved.personal:
        page.line(f"Committed although {told}")
    for identifier in saved.rewritten:
        page.line(
            f"{identifier}: its agreed timescale was changed in the file, and nothing says who "
            "decided that. If it was moved, put the first one back and type cpcplan reschedule: "
            "then that stays in sight",
            "bold",
        )
    if saved.gone:
        page.line(
            f"In it no more, since the last commit: {', '.join(saved.gone)}, or entries of these. "
            "Git keeps what was there (cpcplan changes --since-commit HEAD~1)",
            "bold",
        )
    for file in saved.left:
        page.line(f"Left out, because it is no file of a plan: {file}")
    show(page)


def must_be_timescale(typed: str) -> None:
    """Raise CannotBeDone, with what there is to ask of somebody who can type it anew."""
    from cpcplan.domain.timescale import TimescaleRefused, read

    try:
        read(typed)
    except TimescaleRefused as refused:
        from cpcplan.domain.timescale_questions import at_a_prompt

        raise CannotBeDone(at_a_prompt(str(refused))) from None
