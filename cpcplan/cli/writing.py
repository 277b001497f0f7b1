"""What the commands that write share: their options, what they ask for, and how they end."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from inspect import signature
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Protocol

import typer

from cpcplan.cli.context import PlanDir, plan_folder, read_date, today
from cpcplan.cli.output import complain, show
from cpcplan.cli.prompts import Words, at_terminal, edited, if_said, needed
from cpcplan.cli.sharing import command
from cpcplan.domain.model import Plan
from cpcplan.errors import CpcplanError, GitRefused, NotInPlan, NotWritten, WrongUsage

if TYPE_CHECKING:
    from cpcplan.storage.folder import Folder
    from cpcplan.usecases.saving import Saved

Fields = dict[str, str | list[str] | dict[str, str]]

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


class Happened(NamedTuple):
    """What a command says of which action: its id, the fields of an entry (or how to find them once
    the plan and the day are known), and the words still to be asked for.
    """

    identifier: str | Callable[[Plan], str]
    fields: Fields | Callable[[Plan, date], Fields]
    words: Words | None = None
    evidence: Words | None = None
    """What to ask for, where something must show it and --evidence names nothing."""
    following: str = ""
    """The question about what happens next, put to who is being asked, and did not say --next."""


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
    asked = _asked_for(happened, asides, folder)
    known = happened.fields if isinstance(happened.fields, dict) else {}

    def said(plan: Plan) -> tuple[str, Fields]:
        which = happened.identifier
        day = day_of(asides.on, plan, now)
        fields: Fields = {"date": day.isoformat()}
        if by := asides.by or plan.recorded_by:
            fields["by"] = by
        fields |= known if isinstance(happened.fields, dict) else happened.fields(plan, day)
        evidence = [asked.evidence] if asked.evidence else asides.evidence
        rest = {
            "next": asides.next,
            "evidence": evidence,
            "agreed": asides.agreed,
        }
        fields |= asked.fields | {name: value for name, value in rest.items() if value}
        return which if isinstance(which, str) else which(plan), fields

    typed = [*known.values(), *asked.fields.values(), asides.next, asked.evidence, asides.agreed]
    with giving_back(typed, always=asked.was_asked):
        written = record(
            folder, said, today=now, dry_run=asides.dry_run, allow_personal=asides.allow_personal
        )
    show(recorded.sheet(written, dry_run=asides.dry_run))
    save_if_wanted(folder, written.plan, asides)


class _Asked(NamedTuple):
    """What was asked for; `was_asked` says that somebody typed it just now."""

    fields: dict[str, str]
    evidence: str | None
    was_asked: bool


def _asked_for(happened: Happened, asides: Asides, folder: "Folder") -> _Asked:
    """The words that the command needs, asked for on a terminal where they are missing.

    Before somebody thinks them out, it is made sure that the action is there.
    """
    words, fields, evidence = happened.words, {}, None
    shows = None if asides.evidence else happened.evidence
    is_edited = words is not None and asides.edit
    lacks_words = words is not None and words.is_needed and words.given is None
    was_asked = is_edited or (at_terminal() and bool(lacks_words or shows))
    if was_asked:
        _must_be_there(folder, happened.identifier)
    if words and is_edited:
        # First, because words written in an editor are not to be lost to a question after it.
        evidence = needed(shows) if shows else None
        with giving_back([evidence], always=True):
            fields[words.field] = edited(folder, words)
    elif words and (words.is_needed or words.given):
        fields[words.field] = needed(words)
    if shows and evidence is None:
        with giving_back(fields.values(), always=was_asked):
            evidence = needed(shows)
    if happened.following and was_asked and at_terminal() and asides.next is None:
        with giving_back([*fields.values(), evidence], always=True):
            following = if_said(happened.following)
        fields |= {"next": following} if following else {}
    return _Asked(fields, evidence, was_asked)


def _must_be_there(folder: "Folder", identifier: str | Callable[[Plan], str]) -> None:
    from cpcplan.storage.reading import read_plan
    from cpcplan.usecases.recording import found_in

    plan = read_plan(folder)
    found_in(plan, identifier if isinstance(identifier, str) else identifier(plan))


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


@contextmanager
def giving_back(typed: Iterable[object], *, always: bool = False) -> Iterator[None]:
    """Where it is not written, the words that somebody thought out are given back, to be pasted;
    for other refusals only where (`always`) they are in no command line that could be recalled.
    """
    try:
        yield
    except CpcplanError as failed:
        if always or isinstance(failed, NotWritten):
            words = (word for word in typed if isinstance(word, str) and word)
            failed.given_back = (*failed.given_back, *words)
        raise


class _Saving(Protocol):
    """The options that say whether what was written is committed at once."""

    @property
    def dry_run(self) -> bool: ...
    @property
    def save(self) -> bool: ...
    @property
    def allow_personal(self) -> bool: ...


def save_if_wanted(folder: "Folder", plan: Plan, options: _Saving) -> None:
    """Commit what was just written, where an option or the plan's settings say so."""
    if not options.dry_run and (options.save or plan.saves):
        save_at_once(folder, allow_personal=options.allow_personal)


def save_at_once(folder: "Folder", *, allow_personal: bool) -> None:
    """Commit what was just written, and say so. Raises GitRefused: then it is written all the same,
    and not committed.
    """
    from cpcplan.usecases.saving import save

    try:
        saved = save(folder, allow_personal=allow_personal)
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
    for file in saved.left:
        page.line(f"Left out, because it is no file of a plan: {file}")
    show(page)
