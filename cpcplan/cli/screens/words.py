"""The words, marks and columns that several screens share."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from cpcplan.cli.sheet import NOTHING, Cell, Column, Sheet
from cpcplan.domain.calendar import in_short
from cpcplan.domain.contradictions import IN_WORDS
from cpcplan.domain.model import Lead, Plan, State, Update
from cpcplan.domain.rag import Rating, signs
from cpcplan.domain.standing import Standing

if TYPE_CHECKING:
    from cpcplan.domain.questions import FallsDue

_COLOURS = {"red": "bold red", "amber": "bold yellow", "green": "bold green", None: ""}
"""How a terminal shows each rating."""
_RATINGS = {
    which: Cell(f"{mark} {word}", _COLOURS[which])
    for which in (*Rating, None)
    for word, _, mark in (signs(which),)
}
_STATES = {
    State.OPEN: Cell("open"),
    State.COMPLETE: Cell("✓ complete"),
    State.WITHDRAWN: Cell("× withdrawn"),
    State.CARRIED_FORWARD: Cell("» carried forward"),
}
_NAME = 16
"""How much of the name of a lead is shown where there is little room."""


def rating(colour: Rating | None) -> Cell:
    """A rating in shape, word and colour."""
    return _RATINGS[colour]


def rating_or_state(standing: Standing) -> Cell:
    """The rating of an open action; the state of a closed one, which has no colour. Marked
    where the plan contradicts it.
    """
    if standing.derived:
        cell = rating(standing.derived)
        cell = Cell(f"{cell.text}, derived", cell.style)
    else:
        cell = rating(standing.rating) if standing.is_open else _STATES[standing.state]
    return Cell(f"{cell.text} (!)", "bold") if standing.contradictions else cell


def marked(word: str | None) -> str:
    """A rating or state, by the word that the plan's files have for it, with its shape."""
    if word in tuple(Rating):
        return rating(Rating(word)).text
    return _STATES[State(word)].text if word in tuple(State) else word or ""


def contradicted(standing: Standing) -> str:
    """What contradicts it, in words."""
    return "; ".join(IN_WORDS[what] for what in standing.contradictions)


def explain_marks(page: Sheet, shown: Sequence[Standing]) -> None:
    """Say below a table what each (!) in it means."""
    contradictory = [each for each in shown if each.contradictions]
    if contradictory:
        page.line()
    for each in contradictory:
        page.line(f"(!) {each.id} is {contradicted(each)}")


def what_happened(entry: Update, known: Mapping[str, str]) -> str:
    """What an entry says, in one line; `known` are the names of leads by their keys."""
    return "; ".join(_parts(entry, known))


def _parts(entry: Update, known: Mapping[str, str]) -> Iterator[str]:
    if entry.rag:
        yield f"rated {rating(entry.rag).text}"
    if entry.state:
        yield "opened again" if entry.state is State.OPEN else marked(entry.state)
    if entry.timescale:
        yield f"timescale now {entry.timescale.text}"
    if entry.timescale_requested:
        yield f"more time asked for: {entry.timescale_requested.text}"
    if entry.timescale_refused:
        yield "request for more time refused"
    if entry.leads:
        yield f"led by {named(', '.join(entry.leads), known)}"
    if entry.reported:
        cycle = f" ({entry.reported})" if isinstance(entry.reported, str) else ""
        yield f"report made{cycle}"
    for measure, value in entry.readings:
        yield f"{measure} read {value}"
    if entry.note:
        yield entry.note


def words_of(page: Sheet, entry: Update) -> None:
    """The words of an entry, each in its line."""
    for label, words in (
        ("Why", entry.why),
        ("Next", entry.next),
        ("Evidence", "; ".join(entry.evidence)),
        ("Agreed", entry.agreed),
    ):
        if words:
            page.line(f"{label}: {words}", indent=2)


def named(keys: str, known: Mapping[str, str]) -> str:
    """The names of leads, of their keys with commas."""
    return ", ".join(known.get(key, key) for key in keys.split(", "))


def count(n: int, one: str, many: str | None = None) -> str:
    """`1 report`, `2 reports`."""
    return f"{n:,} {one if n == 1 else many or f'{one}s'}"


def names(plan: Plan) -> Mapping[str, str]:
    """The name of each lead, by key: updates name both."""
    return {lead.key: lead.name for lead in plan.leads}


def leads(standing: Standing) -> Cell:
    """Who leads: all by name, or shortly the first and how many more."""
    return _led_by(standing.leads)


@lru_cache(maxsize=1024)
def _led_by(leading: tuple[Lead, ...]) -> Cell:
    if not leading:
        return Cell("nobody", "bold")
    first, *others = leading
    more = f" +{len(others)}" if others else ""
    return Cell(
        ", ".join(lead.name for lead in leading),
        short=_cut(first.agency or first.name, _NAME - len(more)) + more,
    )


def _cut(text: str, at_most: int) -> str:
    return text if len(text) <= at_most else f"{text[: at_most - 1].rstrip()}…"


def who(by: str | None, known: Mapping[str, str]) -> Cell:
    """Who recorded an update, by name where a lead's key stands for it."""
    name = known.get(by or "", by) or NOTHING
    return Cell(name, short=_cut(name, 22))


def late(standing: Standing) -> Cell:
    """By how many days it is late."""
    if not standing.overdue:
        return Cell(NOTHING)
    days = standing.days_overdue
    return Cell(count(days, "day"), "bold red", short=f"{days:,} d")


def was_due(standing: Standing) -> Cell:
    """What an overdue action is late for."""
    reasons = []
    due, missed = standing.in_force.due, standing.reports.missed
    if due and due < standing.as_of:
        reasons.append(in_short(due))
    if missed:
        reports = count(len(missed), "report")
        reasons.append(f"{reports} missed since {in_short(missed[0])}")
    if not reasons:
        return Cell("no date: the plan is over", short="plan’s end")
    short = reasons[0] if due and due < standing.as_of else f"{count(len(missed), 'report')}"
    return Cell("; ".join(reasons), short=short)


def slippage(standing: Standing) -> Cell:
    """By how many days the date was moved, and how often."""
    if not standing.in_force.revisions:
        return Cell(NOTHING)
    in_force = standing.in_force
    moved = f"moved {in_force.revisions}×"
    if in_force.first_due is None:
        return Cell(moved)
    # A date that was given up is not one that was kept.
    days = f"{in_force.slippage_days:+,d} d" if in_force.due else "no date"
    return Cell(f"{days}, {moved}", short=days)


ID = Column("Id")
RATING = Column("Rating")
TITLE = Column("Title", gives=True)
LEADS = Column("Leads", yields=12)
OVERDUE = (
    ID,
    Column("Late", right=True),
    RATING,
    Column("Was due"),
    Column("Slipped", right=True, spare=True, yields=12),
    LEADS,
    TITLE,
)
DUE = (ID, Column("Due"), Column("What"), RATING, LEADS, TITLE)


def overdue_row(standing: Standing) -> list[Cell | str]:
    """A row under OVERDUE."""
    return [
        standing.id,
        late(standing),
        rating_or_state(standing),
        was_due(standing),
        slippage(standing),
        leads(standing),
        standing.action.title,
    ]


def due_row(each: "FallsDue") -> list[Cell | str]:
    """A row under DUE."""
    return [
        each.standing.id,
        in_short(each.on),
        each.what,
        rating_or_state(each.standing),
        leads(each.standing),
        each.standing.action.title,
    ]
