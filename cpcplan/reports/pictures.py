"""What the pictures of a paper show."""

from collections.abc import Sequence
from datetime import date

from cpcplan.domain.calendar import in_words
from cpcplan.domain.model import State
from cpcplan.domain.rag import ON_COURSE, Rating
from cpcplan.domain.standing import OutcomeStanding, PlanStanding, Standing
from cpcplan.domain.state import at_each
from cpcplan.reports import charts
from cpcplan.reports.count_view import RowView, ThenView
from cpcplan.reports.view import ChartsView

_MEETINGS = 7
"""How many of the last meetings are shown."""
_ON_A_PAGE = 40
"""How many actions a timeline shows, so that it goes onto a page with its table's head."""


def pictures(standing: PlanStanding, rows: Sequence[RowView], total: RowView) -> ChartsView:
    """The pictures of the whole plan; `rows` is how it stands with each outcome, and `total` with
    all of them. Of the past is told how things were rated; what contradicted that is not known.
    """
    plan, as_of = standing.plan, standing.as_of
    bars = [
        _bar(f"Outcome {row.id}", [each.number for each in row.rated], row.not_rated, row)
        for row in rows
    ]
    held = [day for day in plan.meetings if day < as_of]
    days = (*held[-_MEETINGS:], as_of)
    then = _ratings(standing, days)
    columns = [
        _bar(_short(day), each.rated, each.not_rated, total if day == as_of else None)
        for day, each in zip(days, then, strict=True)
    ]
    return ChartsView(
        rag=charts.rag_bars("rag", "Ratings by outcome", bars),
        over_time=charts.over_time("over-time", "Ratings at each meeting", columns) if held else "",
        over_time_rows=then,
    )


def _bar(label: str, rated: Sequence[int], not_rated: int, known: RowView | None) -> charts.Bar:
    """A bar of so many of each rating; `known` says which of them the plan contradicts."""
    doubts = [each.contradicted for each in known.rated] if known else [0] * len(rated)
    sound = (number - doubt for number, doubt in zip(rated, doubts, strict=True))
    return charts.Bar(label, (*sound, sum(doubts), not_rated))


def timelines(standing: PlanStanding, outcome: OutcomeStanding, place: int) -> tuple[str, ...]:
    """When each sub-action of an outcome is due, in as many pictures as it takes. `place` is that
    of the outcome in the plan, and names them.
    """
    plan = standing.plan
    spans = [
        charts.Span(
            each.id,
            each.joined or plan.period.start,
            each.in_force.first_due or each.in_force.due,
            each.in_force.due,
            _rating(each),
        )
        for each in outcome.sub_actions
        if each.in_force.due
    ]
    return tuple(
        charts.timeline(
            f"timeline-{place}-{n}",
            f"When each sub-action of outcome {outcome.outcome.id} is due",
            spans[n : n + _ON_A_PAGE],
            period=(plan.period.start, plan.period.end),
            today=standing.as_of,
            meetings=plan.meetings,
        )
        for n in range(0, len(spans), _ON_A_PAGE)
    )


def _rating(each: Standing) -> str:
    if each.rating in ON_COURSE and each.contradictions:
        return charts.CONTRADICTED
    return str(each.rating or ("not rated" if each.is_open else each.state))


def _ratings(standing: PlanStanding, days: Sequence[date]) -> tuple[ThenView, ...]:
    """How many open sub-actions had each rating, and how many had none, at the end of each day."""
    found: list[list[Rating | None]] = [[] for _ in days]
    for sub in standing.sub_actions:
        for n, (state, rating) in enumerate(at_each(sub.told, days)):
            if state is State.OPEN and (sub.joined is None or sub.joined <= days[n]):
                found[n].append(rating)
    return tuple(
        ThenView(in_words(day), tuple(map(at.count, Rating)), at.count(None))
        for day, at in zip(days, found, strict=True)
    )


def _short(day: date) -> str:
    return f"{day.day} {in_words(day).split()[1][:3]} {day.year % 100:02}"
