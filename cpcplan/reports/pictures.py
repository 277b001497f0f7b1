"""What the pictures of a paper show."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from cpcplan.domain.calendar import in_words
from cpcplan.domain.model import State
from cpcplan.domain.rag import Rating
from cpcplan.domain.standing import OutcomeStanding, PlanStanding, Standing
from cpcplan.domain.state import at_each, joined_on
from cpcplan.reports import charts
from cpcplan.reports.view import ChartsView, RowView

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
        charts.Bar(
            f"Outcome {row.id}", row.red, row.amber, row.green - row.contradicted,
            row.contradicted, row.not_rated,
        )
        for row in rows
    ]  # fmt: skip
    held = [day for day in plan.meetings if day < as_of]
    days = (*held[-_MEETINGS:], as_of)
    then = tuple(zip(days, _ratings(standing, days), strict=True))
    columns = []
    for day, (red, amber, green, not_rated) in then:
        doubt = total.contradicted if day == as_of else 0
        columns.append(charts.Bar(_short(day), red, amber, green - doubt, doubt, not_rated))
    return ChartsView(
        rag=charts.rag_bars("rag", "Ratings by outcome", bars),
        over_time=charts.over_time("over-time", "Ratings at each meeting", columns) if held else "",
        over_time_rows=tuple((in_words(day), *counts) for day, counts in then),
    )


def timelines(standing: PlanStanding, outcome: OutcomeStanding, place: int) -> tuple[str, ...]:
    """When each sub-action of an outcome is due, in as many pictures as it takes. `place` is that
    of the outcome in the plan, and names them.
    """
    plan = standing.plan
    spans = [
        charts.Span(
            each.id,
            each.action.added or plan.period.start,
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
    if each.rating is Rating.GREEN and each.contradictions:
        return charts.CONTRADICTED
    return str(each.rating or ("not rated" if each.is_open else each.state))


def _ratings(standing: PlanStanding, days: Sequence[date]) -> list[tuple[int, int, int, int]]:
    """How many open sub-actions were red, amber, green and not rated at the end of each day."""
    found: list[Counter[Rating | None]] = [Counter() for _ in days]
    for outcome in standing.outcomes:
        for key_action in outcome.key_actions:
            for sub in key_action.sub_actions:
                joined = joined_on(sub.action, key_action.own.action)
                for n, (state, rating) in enumerate(at_each(sub.told, days)):
                    if state is State.OPEN and (joined is None or joined <= days[n]):
                        found[n][rating] += 1
    order = (Rating.RED, Rating.AMBER, Rating.GREEN, None)
    return [(at[order[0]], at[order[1]], at[order[2]], at[order[3]]) for at in found]


def _short(day: date) -> str:
    return f"{day.day} {in_words(day).split()[1][:3]} {day.year % 100:02}"
