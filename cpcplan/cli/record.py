"""The commands that record what happened: each adds one entry to an action's story."""

from datetime import date
from typing import Annotated

import typer

from cpcplan.cli.missing import Fields, Happened
from cpcplan.cli.options import leads_called
from cpcplan.cli.prompts import Words
from cpcplan.cli.writing import lead_keys, must_be_timescale, recording
from cpcplan.domain.model import Plan, State
from cpcplan.domain.rag import OFF_COURSE, Rating
from cpcplan.domain.state import pending_request, story
from cpcplan.domain.wording import listed
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

    def said(_plan: Plan, _day: date, rating: str) -> Fields:
        _must_be_rating(rating)
        revised: Fields = {} if timescale is None else {"timescale": timescale}
        return {"rag": rating.lower(), **revised}

    return Happened(
        identifier,
        said,
        _why(why, "Why is it rated so?"),
        Words(
            "rag",
            rating,
            f"Which rating: {listed(Rating)}?",
            "RATING",
            check=lambda typed, _plan: _must_be_rating(typed),
        ),
        needs_way_back=lambda typed: typed.lower() in OFF_COURSE,
    )


def _must_be_rating(typed: str) -> None:
    if typed.lower() not in tuple(Rating):
        raise WrongUsage(f"“{typed}” is not a rating: write {listed(Rating)}")


@recording
def request(
    identifier: AnAction,
    timescale: Annotated[
        str | None, typer.Argument(metavar="WHEN", help="The timescale asked for.")
    ] = None,
    why: Why = None,
) -> Happened:
    """A lead asks for more time. Nothing moves until the committee agrees."""
    return Happened(
        identifier,
        lambda _plan, _day, until: {"timescale_requested": until},
        _why(why, "Why is more time asked for?"),
        _timescale("Until when is it asked for?", timescale),
    )


def _timescale(question: str, given: str | None, *, is_needed: bool = True) -> Words:
    def check(typed: str, _plan: Plan) -> None:
        must_be_timescale(typed)

    return Words("timescale", given, question, "WHEN", is_needed=is_needed, check=check)


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
    return Happened(
        identifier,
        lambda plan, day, until: {"timescale": until or _asked_for(plan, identifier, day)},
        _why(why, "Why is it revised?"),
        _timescale("Until when?", timescale, is_needed=False),
    )


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
    return _of_state(identifier, State.COMPLETE, why, "What was done?")._replace(is_shown=True)


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
    return Happened(
        lambda plan: _holder_of(plan, name),
        lambda _plan, _day, read: {"readings": {name: read}},
        _if_said(why),
        Words("readings", value, "What does it read?", "VALUE"),
    )


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
    asked = Words(
        "leads",
        None,
        "Who leads it (the key or name)?",
        "KEY",
        check=lambda typed, plan: leads_called(plan, typed),
    )
    return Happened(
        identifier,
        lambda plan, _day, key: {"leads": lead_keys(plan, keys or [key])},
        _why(why, "Why do others lead?"),
        None if keys else asked,
    )


@recording
def note(
    identifier: AnAction,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="The progress, in words.")
    ] = None,
) -> Happened:
    """Progress in words."""
    return Happened(identifier, {}, Words("note", text, "What is the progress?", "TEXT"))
