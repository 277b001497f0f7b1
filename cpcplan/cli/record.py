"""The commands that record what happened: each adds one entry to an action's story."""

import sys
from collections.abc import Callable
from datetime import date
from typing import Annotated, NamedTuple

import typer

from cpcplan.cli.context import plan_folder, read_date, today
from cpcplan.cli.options import PlanDir
from cpcplan.cli.output import show
from cpcplan.domain.model import Plan
from cpcplan.domain.rag import Rating
from cpcplan.domain.state import pending_request, story
from cpcplan.errors import CannotBeDone, NotWritten, WrongUsage

Fields = dict[str, str | list[str] | dict[str, str]]

AnAction = Annotated[str, typer.Argument(metavar="ID", help="A key action or sub-action.")]
Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason.")]
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
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would change in the file, and write nothing.")
]


class Asides(NamedTuple):
    """What any entry may say besides what happened."""

    on: str | None
    by: str | None
    next: str | None = None
    evidence: list[str] | None = None
    agreed: str | None = None


def rag(
    identifier: AnAction,
    rating: Annotated[str, typer.Argument(metavar="RATING", help="red, amber or green.")],
    why: Why = None,
    timescale: Annotated[
        str | None, typer.Option(metavar="WHEN", help="A revised timescale decided with it.")
    ] = None,
    plan: PlanDir = None,
    on: On = None,
    by: By = None,
    next_: Next = None,
    evidence: Evidence = None,
    agreed: Agreed = None,
    dry_run: DryRun = False,
) -> None:
    """Rate an action, with the reason."""
    if rating.lower() not in tuple(Rating):
        raise WrongUsage(f"“{rating}” is not a rating: write red, amber or green")
    said: Fields = {"rag": rating.lower()}
    if timescale:
        said["timescale"] = timescale
    said["why"] = _needed(why, "Why is it rated so?", "--why TEXT")
    _record(plan, identifier, said, Asides(on, by, next_, evidence, agreed), dry_run)


def request(
    identifier: AnAction,
    timescale: Annotated[str, typer.Argument(metavar="WHEN", help="The timescale asked for.")],
    why: Why = None,
    plan: PlanDir = None,
    on: On = None,
    by: By = None,
    next_: Next = None,
    evidence: Evidence = None,
    dry_run: DryRun = False,
) -> None:
    """A lead asks for more time. Nothing moves until the committee agrees."""
    said: Fields = {"timescale_requested": timescale}
    said["why"] = _needed(why, "Why is more time asked for?", "--why TEXT")
    _record(plan, identifier, said, Asides(on, by, next_, evidence), dry_run)


def reschedule(
    identifier: AnAction,
    timescale: Annotated[
        str | None,
        typer.Argument(metavar="[WHEN]", help="The new timescale; as asked for unless given."),
    ] = None,
    why: Why = None,
    plan: PlanDir = None,
    on: On = None,
    by: By = None,
    next_: Next = None,
    evidence: Evidence = None,
    agreed: Agreed = None,
    dry_run: DryRun = False,
) -> None:
    """Revise a timescale; without a new one, the pending request is granted as asked."""
    reason = _needed(why, "Why is it revised?", "--why TEXT")

    def said(known: Plan, day: date) -> Fields:
        words = timescale or _asked_for(known, identifier, day)
        return {"timescale": words, "why": reason}

    _record(plan, identifier, said, Asides(on, by, next_, evidence, agreed), dry_run)


def _asked_for(plan: Plan, identifier: str, day: date) -> str:
    """The words of the request that is pending. Raises CannotBeDone where none is."""
    action = next((each for each in plan.actions() if each.id == identifier), None)
    asked = pending_request(story(action.updates, as_of=day)) if action else None
    if asked is None or asked.timescale_requested is None:
        raise CannotBeDone(
            f"no request for more time is pending for {identifier}: give the new timescale "
            f'(cpcplan reschedule {identifier} "June 2019")'
        )
    return asked.timescale_requested.text


def refuse(
    identifier: AnAction,
    why: Why = None,
    plan: PlanDir = None,
    on: On = None,
    by: By = None,
    next_: Next = None,
    evidence: Evidence = None,
    agreed: Agreed = None,
    dry_run: DryRun = False,
) -> None:
    """The committee's no to the request for more time that is pending."""
    said: Fields = {"timescale_refused": "yes"}
    said["why"] = _needed(why, "Why is it refused?", "--why TEXT")
    _record(plan, identifier, said, Asides(on, by, next_, evidence, agreed), dry_run)


def complete(
    identifier: AnAction,
    why: Why = None,
    evidence: Evidence = None,
    plan: PlanDir = None,
    on: On = None,
    by: By = None,
    agreed: Agreed = None,
    dry_run: DryRun = False,
) -> None:
    """Close an action that is done, and name what shows it."""
    said: Fields = {"state": "complete", "why": _needed(why, "What was done?", "--why TEXT")}
    shown = evidence or [_needed(None, "What shows it (a minute, a paper)?", "--evidence REF")]
    _record(plan, identifier, said, Asides(on, by, None, shown, agreed), dry_run)


def reopen(
    identifier: AnAction,
    why: Why = None,
    plan: PlanDir = None,
    on: On = None,
    by: By = None,
    next_: Next = None,
    evidence: Evidence = None,
    agreed: Agreed = None,
    dry_run: DryRun = False,
) -> None:
    """Open a closed action again."""
    said: Fields = {"state": "open", "why": _needed(why, "Why is it opened again?", "--why TEXT")}
    _record(plan, identifier, said, Asides(on, by, next_, evidence, agreed), dry_run)


def withdraw(
    identifier: AnAction,
    why: Why = None,
    plan: PlanDir = None,
    on: On = None,
    by: By = None,
    evidence: Evidence = None,
    agreed: Agreed = None,
    dry_run: DryRun = False,
) -> None:
    """Close an action that will not be done."""
    said: Fields = {"state": "withdrawn"}
    said["why"] = _needed(why, "Why is it withdrawn?", "--why TEXT")
    _record(plan, identifier, said, Asides(on, by, None, evidence, agreed), dry_run)


def carry_forward(
    identifier: AnAction,
    why: Why = None,
    plan: PlanDir = None,
    on: On = None,
    by: By = None,
    evidence: Evidence = None,
    agreed: Agreed = None,
    dry_run: DryRun = False,
) -> None:
    """Close an action that goes on in the next plan."""
    said: Fields = {"state": "carried-forward"}
    said["why"] = _needed(why, "Why is it carried forward?", "--why TEXT")
    _record(plan, identifier, said, Asides(on, by, None, evidence, agreed), dry_run)


def reported(
    identifier: AnAction,
    cycle: Annotated[
        str | None, typer.Argument(metavar="[CYCLE]", help="Which report, where there are two.")
    ] = None,
    plan: PlanDir = None,
    on: On = None,
    by: By = None,
    next_: Next = None,
    evidence: Evidence = None,
    agreed: Agreed = None,
    dry_run: DryRun = False,
) -> None:
    """The periodic report of an action was made."""
    said: Fields = {"reported": cycle or "yes"}
    _record(plan, identifier, said, Asides(on, by, next_, evidence, agreed), dry_run)


def measure(
    name: Annotated[str, typer.Argument(metavar="MEASURE", help="A success measure: 1.1d.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What it reads: 71%.")],
    plan: PlanDir = None,
    on: On = None,
    by: By = None,
    next_: Next = None,
    evidence: Evidence = None,
    agreed: Agreed = None,
    dry_run: DryRun = False,
) -> None:
    """A reading of a success measure."""
    from cpcplan.usecases import holder_of

    holder = holder_of(plan_folder(plan), name)
    said: Fields = {"readings": {name: value}}
    _record(plan, holder, said, Asides(on, by, next_, evidence, agreed), dry_run)


def lead(
    identifier: AnAction,
    keys: Annotated[list[str], typer.Argument(metavar="KEY…", help="Keys of leads.")],
    why: Why = None,
    plan: PlanDir = None,
    on: On = None,
    by: By = None,
    next_: Next = None,
    evidence: Evidence = None,
    agreed: Agreed = None,
    dry_run: DryRun = False,
) -> None:
    """Others lead an action from now on."""
    said: Fields = {"leads": keys, "why": _needed(why, "Why do others lead?", "--why TEXT")}
    _record(plan, identifier, said, Asides(on, by, next_, evidence, agreed), dry_run)


def note(
    identifier: AnAction,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The progress, in words.")],
    plan: PlanDir = None,
    on: On = None,
    by: By = None,
    next_: Next = None,
    evidence: Evidence = None,
    agreed: Agreed = None,
    dry_run: DryRun = False,
) -> None:
    """Progress in words."""
    said: Fields = {"note": text}
    _record(plan, identifier, said, Asides(on, by, next_, evidence, agreed), dry_run)


def _needed(given: str | None, question: str, option: str) -> str:
    """What was given, else what somebody at a terminal answers. Raises WrongUsage in a pipe."""
    if given is not None and given.strip():
        return given
    if given is None and sys.stdin.isatty() and sys.stdout.isatty():
        while not (answer := str(typer.prompt(question)).strip()):
            pass
        return answer
    raise WrongUsage(f"{option} is needed: {question[0].lower()}{question[1:]}")


def _record(
    plan_dir: str | None,
    identifier: str,
    happened: Fields | Callable[[Plan, date], Fields],
    asides: Asides,
    dry_run: bool,
) -> None:
    from cpcplan.cli.screens import recorded
    from cpcplan.usecases import record

    now = today()

    def said(plan: Plan) -> Fields:
        day = _day(asides.on, plan, now)
        fields: Fields = {"date": day.isoformat()}
        if by := asides.by or plan.recorded_by:
            fields["by"] = by
        fields |= happened if isinstance(happened, dict) else happened(plan, day)
        for name in ("next", "evidence", "agreed"):
            if value := getattr(asides, name):
                fields[name] = value
        return fields

    folder = plan_folder(plan_dir)
    try:
        written = record(folder, identifier, said, today=now, dry_run=dry_run)
    except NotWritten as failed:
        # The words that somebody thought out are given back, to be pasted.
        words = [asides.next, *(happened.values() if isinstance(happened, dict) else ())]
        typed = "\n".join(word for word in words if isinstance(word, str))
        raise NotWritten(f"{failed}. What you typed:\n{typed}") from None
    show(recorded.sheet(written, dry_run=dry_run))


def _day(text: str | None, plan: Plan, now: date) -> date:
    """The day that --date names: a day only, because something happens on one."""
    if text is None:
        return now
    span = read_date(text, plan, as_of=now)
    if span.first != span.last:
        raise WrongUsage(f"--date {text} is a whole month: give the day, such as 2019-03-12")
    return span.first
