"""The commands that record what happened: each adds one entry to an action's story."""

import inspect
import sys
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, NamedTuple

import typer

from cpcplan.cli.context import plan_folder, read_date, today
from cpcplan.cli.options import PlanDir
from cpcplan.cli.output import show
from cpcplan.domain.model import Plan, State
from cpcplan.domain.rag import Rating
from cpcplan.domain.state import pending_request, story
from cpcplan.errors import CannotBeDone, NotInPlan, NotWritten, WrongUsage

_WHY = "--why TEXT"

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
    """The options that every command of these takes."""

    plan: PlanDir = None
    on: On = None
    by: By = None
    next: Next = None
    evidence: Evidence = None
    agreed: Agreed = None
    dry_run: DryRun = False


class Happened(NamedTuple):
    """What a command says of which action: its id and the fields of an entry, or how to find them
    once the plan and the day are known.
    """

    identifier: str | Callable[[Plan], str]
    fields: Fields | Callable[[Plan, date], Fields]


def _recording(says: Callable[..., Happened]) -> Callable[..., None]:
    """The command that records what `says` makes of its own arguments; to these it adds the
    options that all share, so that they stand in one place.
    """
    common = inspect.signature(Asides).parameters

    def command(**given: Any) -> None:
        asides = Asides(**{name: given.pop(name) for name in common})
        _record(says(**given), asides)

    parameters = {**inspect.signature(says).parameters, **common}
    keyword = inspect.Parameter.KEYWORD_ONLY
    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [each.replace(kind=keyword) for each in parameters.values()]
    )
    command.__annotations__ = {name: each.annotation for name, each in parameters.items()}
    command.__name__, command.__doc__ = says.__name__, says.__doc__
    return command


@_recording
def rag(
    identifier: AnAction,
    rating: Annotated[str, typer.Argument(metavar="RATING", help="red, amber or green.")],
    why: Why = None,
    timescale: Annotated[
        str | None, typer.Option(metavar="WHEN", help="A revised timescale decided with it.")
    ] = None,
) -> Happened:
    """Rate an action, with the reason."""
    if rating.lower() not in tuple(Rating):
        raise WrongUsage(f"“{rating}” is not a rating: write red, amber or green")
    said: Fields = {"rag": rating.lower()}
    if timescale:
        said["timescale"] = timescale
    return Happened(identifier, said | {"why": _needed(why, "Why is it rated so?", _WHY)})


@_recording
def request(
    identifier: AnAction,
    timescale: Annotated[str, typer.Argument(metavar="WHEN", help="The timescale asked for.")],
    why: Why = None,
) -> Happened:
    """A lead asks for more time. Nothing moves until the committee agrees."""
    reason = _needed(why, "Why is more time asked for?", _WHY)
    return Happened(identifier, {"timescale_requested": timescale, "why": reason})


@_recording
def reschedule(
    identifier: AnAction,
    timescale: Annotated[
        str | None,
        typer.Argument(metavar="[WHEN]", help="The new timescale; as asked for unless given."),
    ] = None,
    why: Why = None,
) -> Happened:
    """Revise a timescale; without a new one, the pending request is granted as asked."""
    reason = _needed(why, "Why is it revised?", _WHY)

    def said(known: Plan, day: date) -> Fields:
        return {"timescale": timescale or _asked_for(known, identifier, day), "why": reason}

    return Happened(identifier, said)


def _asked_for(plan: Plan, identifier: str, day: date) -> str:
    """The words of the request that is pending. Raises CannotBeDone where none is."""
    found = plan.find(identifier)
    asked = pending_request(story(found[0].updates, as_of=day)) if found else None
    if asked is None or asked.timescale_requested is None:
        raise CannotBeDone(
            f"no request for more time is pending for {identifier}: give the new timescale "
            f'(cpcplan reschedule {identifier} "June 2019")'
        )
    return asked.timescale_requested.text


@_recording
def refuse(identifier: AnAction, why: Why = None) -> Happened:
    """The committee's no to the request for more time that is pending."""
    reason = _needed(why, "Why is it refused?", _WHY)
    return Happened(identifier, {"timescale_refused": "yes", "why": reason})


@_recording
def complete(identifier: AnAction, why: Why = None) -> Happened:
    """Close an action that is done, and name what shows it (--evidence)."""
    return _of_state(identifier, State.COMPLETE, why, "What was done?")


@_recording
def reopen(identifier: AnAction, why: Why = None) -> Happened:
    """Open a closed action again."""
    return _of_state(identifier, State.OPEN, why, "Why is it opened again?")


@_recording
def withdraw(identifier: AnAction, why: Why = None) -> Happened:
    """Close an action that will not be done."""
    return _of_state(identifier, State.WITHDRAWN, why, "Why is it withdrawn?")


@_recording
def carry_forward(identifier: AnAction, why: Why = None) -> Happened:
    """Close an action that goes on in the next plan."""
    return _of_state(identifier, State.CARRIED_FORWARD, why, "Why is it carried forward?")


def _of_state(identifier: str, state: State, why: str | None, question: str) -> Happened:
    return Happened(identifier, {"state": state.value, "why": _needed(why, question, _WHY)})


@_recording
def reported(
    identifier: AnAction,
    cycle: Annotated[
        str | None, typer.Argument(metavar="[CYCLE]", help="Which report, where there are two.")
    ] = None,
) -> Happened:
    """The periodic report of an action was made."""
    return Happened(identifier, {"reported": cycle or "yes"})


@_recording
def measure(
    name: Annotated[str, typer.Argument(metavar="MEASURE", help="A success measure: 1.1d.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What it reads: 71%.")],
) -> Happened:
    """A reading of a success measure."""
    return Happened(lambda plan: _holder_of(plan, name), {"readings": {name: value}})


def _holder_of(plan: Plan, name: str) -> str:
    """The id of the action that holds a success measure. Raises NotInPlan."""
    for action in plan.actions():
        if any(each.id == name for each in action.success_measures):
            return action.id
    raise NotInPlan(f"there is no success measure {name}; `cpcplan measures` lists them")


@_recording
def lead(
    identifier: AnAction,
    keys: Annotated[list[str], typer.Argument(metavar="KEY…", help="Keys of leads.")],
    why: Why = None,
) -> Happened:
    """Others lead an action from now on."""
    reason = _needed(why, "Why do others lead?", _WHY)
    return Happened(identifier, {"leads": keys, "why": reason})


@_recording
def note(
    identifier: AnAction,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The progress, in words.")],
) -> Happened:
    """Progress in words."""
    return Happened(identifier, {"note": text})


def _needed(given: str | None, question: str, option: str) -> str:
    """What was given, else what somebody at a terminal answers. Raises WrongUsage in a pipe."""
    if given is not None and given.strip():
        return given
    if given is None and sys.stdin.isatty() and sys.stdout.isatty():
        while not (answer := str(typer.prompt(question)).strip()):
            pass
        return answer
    raise WrongUsage(f"{option} is needed: {question[0].lower()}{question[1:]}")


def _record(happened: Happened, asides: Asides) -> None:
    """Carry it through, and say what was written."""
    from cpcplan.cli.screens import recorded
    from cpcplan.usecases import record

    now = today()
    known = happened.fields if isinstance(happened.fields, dict) else {}
    evidence = asides.evidence
    if known.get("state") == State.COMPLETE and not evidence:
        evidence = [_needed(None, "What shows it (a minute, a paper)?", "--evidence REF")]

    def said(plan: Plan) -> tuple[str, Fields]:
        which = happened.identifier
        day = _day(asides.on, plan, now)
        fields: Fields = {"date": day.isoformat()}
        if by := asides.by or plan.recorded_by:
            fields["by"] = by
        fields |= known if isinstance(happened.fields, dict) else happened.fields(plan, day)
        rest = {"next": asides.next, "evidence": evidence, "agreed": asides.agreed}
        fields |= {name: value for name, value in rest.items() if value}
        return which if isinstance(which, str) else which(plan), fields

    folder = plan_folder(asides.plan)
    try:
        written = record(folder, said, today=now, dry_run=asides.dry_run)
    except NotWritten as failed:
        # The words that somebody thought out are given back, to be pasted.
        typed = [word for word in (*known.values(), asides.next) if isinstance(word, str)]
        raise NotWritten("\n".join([f"{failed}. What you typed:", *typed])) from None
    show(recorded.sheet(written, dry_run=asides.dry_run))


def _day(text: str | None, plan: Plan, now: date) -> date:
    """The day that --date names: a day only, because something happens on one."""
    if text is None:
        return now
    span = read_date(text, plan, as_of=now)
    if span.first != span.last:
        raise WrongUsage(f"--date {text} is a whole month: give the day, such as 2019-03-12")
    return span.first
