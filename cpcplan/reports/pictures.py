"""What the pictures of a paper show."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from cpcplan.domain.calendar import in_words
from cpcplan.domain.model import KeyAction, Plan, State
from cpcplan.domain.rag import Rating
from cpcplan.domain.standing import PlanStanding, Standing
from cpcplan.domain.state import joined_on, rating_entry, state, story
from cpcplan.reports import charts
from cpcplan.reports.view import ChartsView, RowView

_MEETINGS = 7
"""How many of the last meetings are shown."""


def pictures(standing: PlanStanding, rows: Sequence[RowView]) -> ChartsView:
    """The three pictures of a paper; `rows` is how it stands with each outcome."""
    plan, as_of = standing.plan, standing.as_of
    bars = [
        charts.Bar(f"Outcome {row.id}", row.red, row.amber, row.green, row.not_rated)
        for row in rows
    ]
    held = [day for day in plan.meetings if day < as_of]
    days = [*held[-_MEETINGS:], as_of]
    then = [(day, _colours(plan, day)) for day in days]
    columns = [charts.Bar(_short(day), *counts) for day, counts in then]
    spans = [
        charts.Span(
            each.id,
            each.action.added or plan.period.start,
            each.in_force.first_due or each.in_force.due,
            each.in_force.due,
            _colour(each),
        )
        for each in standing.sub_actions
        if each.in_force.due
    ]
    return ChartsView(
        rag=charts.rag_bars("rag", "Ratings by outcome", bars),
        over_time=charts.over_time("over-time", "Ratings at each meeting", columns),
        over_time_rows=tuple((in_words(day), *counts) for day, counts in then),
        timeline=charts.timeline(
            "timeline",
            "When each action is due",
            spans,
            period=(plan.period.start, plan.period.end),
            today=as_of,
            meetings=plan.meetings,
        ),
    )


def _colour(each: Standing) -> str:
    return str(each.rating or ("not rated" if each.is_open else each.state))


def _colours(plan: Plan, day: date) -> tuple[int, int, int, int]:
    """How many open sub-actions were red, amber, green and not rated at the end of a day."""
    found: Counter[Rating | None] = Counter()
    for action in plan.actions():
        if isinstance(action, KeyAction):
            parent = action
        elif (joined_on(action, parent) or day) <= day:
            told = story(action.updates, as_of=day)
            if state(told) is State.OPEN:
                rated = rating_entry(told)
                found[rated.rag if rated else None] += 1
    return found[Rating.RED], found[Rating.AMBER], found[Rating.GREEN], found[None]


def _short(day: date) -> str:
    return f"{in_words(day).split()[1][:3]} {day.year}"
