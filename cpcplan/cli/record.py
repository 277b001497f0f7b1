"""The commands that record what happened: each adds one entry to an action's story."""

from datetime import date
from typing import Annotated

import typer

from cpcplan.cli.prompts import Words, needed
from cpcplan.cli.writing import Fields, Happened, lead_keys, recording
from cpcplan.domain.model import Plan, State
from cpcplan.domain.rag import OFF_COURSE, Rating, listed
from cpcplan.domain.state import pending_request, story
from cpcplan.errors import CannotBeDone, NotInPlan, WrongUsage

AnAction = Annotated[str, typer.Argument(metavar="ID", help="A key action or sub-action.")]
Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason.")]


def _why(given: str | None, question: str) -> Words:
    return Words("why", given, question, "--why TEXT")


def _if_said(why: str | None) -> Words:
    """A reason that may be given, and need not."""
    return Words("why", why, "What is there to say of it?", "--why TEXT", is_needed=False)


@recording
def rag(
    identifier: AnAction,
    rating: Annotated[
        str | None, typer.Argument(metavar="RATING", help=f"{listed(Rating)}.")
    ] = None,
    why: Why = None,
    timescale: Annotated[
        str | None, typer.Option(metavar="WHEN", help="A revised timescale decided with it.")
    ] = None,
) -> Happened:
    """Rate an action, with the reason."""
    rating = needed(Words("rag", rating, f"Which rating: {listed(Rating)}?", "RATING"))
    if rating.lower() not in tuple(Rating):
        raise WrongUsage(f"“{rating}” is not a rating: write {listed(Rating)}")
    said: Fields = {"rag": rating.lower()}
    if timescale is not None:
        said["timescale"] = timescale
    off_course = rating.lower() in OFF_COURSE
    following = "What happens next, who does it, by when?" if off_course else ""
    return Happened(identifier, said, _why(why, "Why is it rated so?"), following=following)


@recording
def request(
    identifier: AnAction,
    timescale: Annotated[
        str | None, typer.Argument(metavar="WHEN", help="The timescale asked for.")
    ] = None,
    why: Why = None,
) -> Happened:
    """A lead asks for more time. Nothing moves until the committee agrees."""
    timescale = needed(Words("timescale", timescale, "Until when is it asked for?", "WHEN"))
    asked = _why(why, "Why is more time asked for?")
    return Happened(identifier, {"timescale_requested": timescale}, asked)


@recording
def reschedule(
    identifier: AnAction,
    timescale: Annotated[
        str | None,
        typer.Argument(metavar="[WHEN]", help="The new timescale; as asked for unless given."),
    ] = None,
    why: Why = None,
) -> Happened:
    """Revise a timescale; without a new one, the pending request is granted as asked."""

    def said(known: Plan, day: date) -> Fields:
        return {"timescale": _asked_for(known, identifier, day) if timescale is None else timescale}

    return Happened(identifier, said, _why(why, "Why is it revised?"))


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


@recording
def refuse(identifier: AnAction, why: Why = None) -> Happened:
    """The committee's no to the request for more time that is pending."""
    return Happened(identifier, {"timescale_refused": "yes"}, _why(why, "Why is it refused?"))


@recording
def complete(identifier: AnAction, why: Why = None) -> Happened:
    """Close an action that is done, and name what shows it (--evidence)."""
    shows = Words("evidence", None, "What shows it (a minute, a paper)?", "--evidence REF")
    done = _of_state(identifier, State.COMPLETE, why, "What was done?")
    return done._replace(evidence=shows)


@recording
def reopen(identifier: AnAction, why: Why = None) -> Happened:
    """Open a closed action again."""
    return _of_state(identifier, State.OPEN, why, "Why is it opened again?")


@recording
def withdraw(identifier: AnAction, why: Why = None) -> Happened:
    """Close an action that will not be done."""
    return _of_state(identifier, State.WITHDRAWN, why, "Why is it withdrawn?")


@recording
def carry_forward(identifier: AnAction, why: Why = None) -> Happened:
    """Close an action that goes on in the next plan."""
    return _of_state(identifier, State.CARRIED_FORWARD, why, "Why is it carried forward?")


def _of_state(identifier: str, state: State, why: str | None, question: str) -> Happened:
    return Happened(identifier, {"state": state.value}, _why(why, question))


@recording
def reported(
    identifier: AnAction,
    cycle: Annotated[
        str | None, typer.Argument(metavar="[CYCLE]", help="Which report, where there are two.")
    ] = None,
    why: Why = None,
) -> Happened:
    """The periodic report of an action was made."""
    return Happened(identifier, {"reported": "yes" if cycle is None else cycle}, _if_said(why))


@recording
def measure(
    name: Annotated[str, typer.Argument(metavar="MEASURE", help="A success measure: 1.1d.")],
    value: Annotated[
        str | None, typer.Argument(metavar="VALUE", help="What it reads: 71%.")
    ] = None,
    why: Why = None,
) -> Happened:
    """A reading of a success measure."""
    value = needed(Words("value", value, "What does it read?", "VALUE"))
    fields: Fields = {"readings": {name: value}}
    return Happened(lambda plan: _holder_of(plan, name), fields, _if_said(why))


def _holder_of(plan: Plan, name: str) -> str:
    """The id of the action that holds a success measure. Raises NotInPlan."""
    for action in plan.actions():
        if any(each.id == name for each in action.success_measures):
            return action.id
    raise NotInPlan(f"there is no success measure {name}; `cpcplan measures` lists them")


@recording
def lead(
    identifier: AnAction,
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="KEY…", help="Keys or names of leads.")
    ] = None,
    why: Why = None,
) -> Happened:
    """Others lead an action from now on."""
    named = keys or [needed(Words("leads", None, "Who leads it (the key or name)?", "KEY"))]
    words = _why(why, "Why do others lead?")
    return Happened(identifier, lambda plan, _: {"leads": lead_keys(plan, named)}, words)


@recording
def note(
    identifier: AnAction,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="The progress, in words.")
    ] = None,
) -> Happened:
    """Progress in words."""
    return Happened(identifier, {}, Words("note", text, "What is the progress?", "TEXT"))
