"""The options that several commands share, and what is made of them."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cpcplan.cli.context import PlanDir, day_asked_about, plan_folder, read_date
from cpcplan.domain.calendar import in_words
from cpcplan.domain.model import Plan, State
from cpcplan.domain.near import did_you_mean, near
from cpcplan.domain.questions import Filter, leads_named
from cpcplan.domain.rag import Rating
from cpcplan.domain.standing import (
    KeyActionStanding,
    OutcomeStanding,
    PlanStanding,
    Standing,
)
from cpcplan.domain.state import joined_on
from cpcplan.domain.wording import listed
from cpcplan.errors import NotInPlan, WrongUsage

if TYPE_CHECKING:
    from cpcplan.storage.folder import Folder

_RATINGS = listed((*Rating, "none"))
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="The day asked about (today unless given)."),
]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="COMMIT", help="The plan as a git commit held it: HEAD~3."),
]
Json = Annotated[bool, typer.Option("--json", help="The answer as JSON, for other programs.")]
Csv = Annotated[bool, typer.Option("--csv", help="The answer as CSV, for a spreadsheet.")]
ByLead = Annotated[
    list[str] | None,
    typer.Option("--lead", metavar="LEAD", help="Led by them: a lead's key or name, or an agency."),
]
ByRag = Annotated[
    list[str] | None,
    typer.Option("--rag", metavar="RATING", help=f"Open, and {_RATINGS}."),
]
ByOutcome = Annotated[
    list[str] | None, typer.Option("--outcome", metavar="ID", help="Of this outcome.")
]
ByKeyAction = Annotated[
    list[str] | None, typer.Option("--key-action", metavar="ID", help="Of this key action.")
]
ByOrigin = Annotated[
    list[str] | None,
    typer.Option("--origin", metavar="TEXT", help="Comes from an origin with these words in it."),
]
ByState = Annotated[
    list[str] | None,
    typer.Option("--state", metavar="STATE", help="open, complete, withdrawn or carried-forward."),
]
Stale = Annotated[
    bool, typer.Option("--stale", help="Neither rated nor noted since the meeting before last.")
]


AnId = Annotated[str, typer.Argument(metavar="ID", help="An outcome, key action or sub-action.")]
MaybeAnAction = Annotated[
    str | None, typer.Argument(metavar="[ID]", help="A key action or sub-action.")
]
MaybeId = Annotated[
    str | None,
    typer.Argument(metavar="ID", help="Only of this outcome, key action or sub-action."),
]


class Question(NamedTuple):
    """The options that every question takes: which plan is asked, as of which day."""

    plan: PlanDir = None
    as_of: AsOf = None
    at: At = None

    def asked(self) -> "Asked":
        """The plan that is asked. Raises PlanNotFound, PlanUnreadable, GitRefused, and WrongUsage
        for a DATE unknown.
        """
        from cpcplan.usecases.asking import as_committed, ask

        folder = plan_folder(self.plan)
        if self.at is not None:
            folder = as_committed(folder, self.at)
        standing = ask(folder, lambda plan: day_asked_about(self.as_of, plan))
        return Asked(folder, standing.plan, standing.as_of, standing)


class Answer(NamedTuple):
    """The forms that an answer of one thing comes in."""

    as_json: Json = False


class Listing(NamedTuple):
    """The forms that a list comes in."""

    as_json: Json = False
    as_csv: Csv = False


class Chosen(NamedTuple):
    """The filters of a list of actions; they combine."""

    lead: ByLead = None
    rag: ByRag = None
    outcome: ByOutcome = None
    key_action: ByKeyAction = None
    origin: ByOrigin = None
    state: ByState = None
    stale: Stale = False

    def of(self, plan: Plan) -> Filter:
        """What the filters come to; each may be given several times or with commas.

        Raises WrongUsage for a rating or state that there is not, NotInPlan for a lead, outcome,
        key action or origin.
        """
        outcomes = [outcome.id for outcome in plan.outcomes]
        key_actions = [ka.id for outcome in plan.outcomes for ka in outcome.key_actions]
        return Filter(
            leads=frozenset().union(*(_leads(plan, text) for text in self.lead or ())),
            ratings=frozenset(_rating(word) for word in words(self.rag)),
            outcomes=frozenset(_known(i, outcomes, "outcome") for i in words(self.outcome)),
            key_actions=frozenset(
                _known(i, key_actions, "key action") for i in words(self.key_action)
            ),
            origins=frozenset().union(*(_origins(plan, text) for text in self.origin or ())),
            states=frozenset(_state(word) for word in words(self.state)),
            stale=self.stale,
        )


class Asked(NamedTuple):
    """The plan that a question is put to, and where it stands on the day asked about."""

    folder: "Folder"
    plan: Plan
    as_of: date
    standing: PlanStanding


def words(given: list[str] | None) -> Iterable[str]:
    """The words of an option that may be given several times or with commas.

    Raises WrongUsage where it is given without any: an empty filter would let everything through.
    """
    found = [word.strip() for text in given or () for word in text.split(",") if word.strip()]
    if given and not found:
        raise WrongUsage(f"“{given[0]}” names nothing to choose by: leave the option out for all")
    return found


def _leads(plan: Plan, text: str) -> frozenset[str]:
    """Keys of the leads that the text names; as a whole first, because a name may hold a comma."""
    if text.strip() and (found := leads_named(plan.leads, text.strip())):
        return found
    return frozenset().union(*(leads_called(plan, word) for word in words([text])))


def leads_called(plan: Plan, word: str) -> frozenset[str]:
    """The keys of who is meant by a key, a name or an agency. Raises NotInPlan for nobody."""
    found = leads_named(plan.leads, word)
    if not found:
        raise nobody_called(plan, word)
    return found


def nobody_called(plan: Plan, word: str) -> NotInPlan:
    """What to say where no lead or agency is called so: who may be meant, by what to type."""
    keys = {lead.key: lead.key for lead in plan.leads}
    agencies = {lead.agency: lead.agency for lead in plan.leads if lead.agency}
    names = {lead.name: lead.key for lead in plan.leads}
    meant = {**names, **agencies, **keys}
    found = dict.fromkeys(meant[name] for name in near(word, (*keys, *agencies, *names)))
    may_be = " or ".join(f"`{each}`" for each in found)
    advice = f" (did you mean {may_be}?)" if may_be else "; `cpcplan leads` lists them"
    return NotInPlan(f"no lead or agency is called “{word}”{advice}")


def _origins(plan: Plan, text: str) -> frozenset[str]:
    """The origins in the plan that have these words in them, in lower case."""
    known = {origin.lower(): origin for action in plan.actions() for origin in action.origin}
    found = frozenset(o for o in known if text.strip() and text.strip().lower() in o)
    if not found:
        near_ones = did_you_mean(text, known.values())
        raise NotInPlan(f"nothing in the plan comes from “{text}”{near_ones}")
    return found


def _rating(word: str) -> Rating | None:
    if word.lower() in ("none", "not-rated", "not rated"):
        return None
    try:
        return Rating(word.lower())
    except ValueError:
        raise WrongUsage(f"“{word}” is not a rating: write {_RATINGS}") from None


def _state(word: str) -> State:
    try:
        return State(word.lower().replace(" ", "-"))
    except ValueError:
        known = ", ".join(State)
        hint = "; `cpcplan overdue` lists what is overdue" if word.lower() == "overdue" else ""
        raise WrongUsage(f"“{word}” is not a state: write one of {known}{hint}") from None


def _known(identifier: str, known: list[str], kind: str) -> str:
    if identifier not in known:
        near_ones = did_you_mean(identifier, known)
        raise NotInPlan(f"there is no {kind} {identifier} in the plan{near_ones}")
    return identifier


def within_id(
    standing: PlanStanding, identifier: str
) -> OutcomeStanding | KeyActionStanding | Standing:
    """What an id names on the day asked about. Raises NotInPlan with the ids near to it."""
    known: dict[str, OutcomeStanding | KeyActionStanding | Standing] = {}
    for outcome in standing.outcomes:
        known[outcome.outcome.id] = outcome
        for key_action in outcome.key_actions:
            known[key_action.own.id] = key_action
            known |= {sub.id: sub for sub in key_action.sub_actions}
    if identifier in known:
        return known[identifier]
    later = standing.plan.find(identifier)
    if later and (joined := joined_on(*later)):
        raise NotInPlan(f"{identifier} joined the plan later, on {in_words(joined)}")
    near_ones = did_you_mean(identifier, known) or "; `cpcplan list` shows what there is"
    raise NotInPlan(f"there is no {identifier} in the plan{near_ones}")


def ids_within(question: Asked, identifier: str | None) -> frozenset[str] | None:
    """Ids of the action asked for and of what it holds; None where all are. Raises NotInPlan."""
    if identifier is None:
        return None
    found = within_id(question.standing, identifier)
    if isinstance(found, OutcomeStanding):
        groups: Iterable[KeyActionStanding] = found.key_actions
    elif isinstance(found, KeyActionStanding):
        groups = (found,)
    else:
        return frozenset((found.id,))
    return frozenset(each.id for group in groups for each in (group.own, *group.sub_actions))


def since_day(question: Asked, since: str | None) -> date | None:
    """The day that --since names; None where it is not given. Raises WrongUsage for one after the
    day asked about: since then nothing can have moved.
    """
    if since is None:
        return None
    day = read_date(since, question.plan, as_of=question.as_of).first
    if day > question.as_of:
        raise WrongUsage(
            f"--since {in_words(day)} is after the day asked about, {in_words(question.as_of)}"
        )
    return day
