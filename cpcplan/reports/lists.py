"""The lists of a paper: reports owed, what falls due, success measures, questions, outcomes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from cpcplan.domain.calendar import in_words
from cpcplan.domain.measures import measures
from cpcplan.domain.questions import falls_due
from cpcplan.domain.standing import KeyActionStanding, PlanStanding, Standing
from cpcplan.reports.action_view import ActionView
from cpcplan.reports.actions import measure_in_words
from cpcplan.reports.asks import asks
from cpcplan.reports.count_view import RowView
from cpcplan.reports.later import Later
from cpcplan.reports.pictures import timelines
from cpcplan.reports.view import (
    AskedView,
    DueView,
    KeyActionView,
    MeasureView,
    OutcomeView,
    PlanRowView,
)

_Actions = Mapping[str, ActionView]
"""What a paper says of each action, by its id."""


def reports_owed(subs: Sequence[Standing], actions: _Actions, *, until: date) -> Iterator[DueView]:
    """Reports that were missed, or are due up to the day of the meeting."""
    for each in subs:
        action = actions[each.id]
        owed = [f"missed: {', '.join(action.missed_reports)}"] if action.missed_reports else []
        if each.reports.next and each.reports.next <= until:
            owed.append(f"due {action.next_report}")
        if owed:
            yield DueView("; ".join(owed), "report", action)


def due(subs: Sequence[Standing], actions: _Actions, *, until: date) -> Iterator[DueView]:
    """What falls due up to that day, earliest first."""
    for each in falls_due(subs, until=until):
        yield DueView(in_words(each.on), each.what, actions[each.standing.id])


def success_measures(standing: PlanStanding) -> Iterator[MeasureView]:
    """Every measure and how it was read, in the order of the plan."""
    for each in measures(standing):
        measure, readings = each.measure, [f"{r.value} ({in_words(r.date)})" for r in each.readings]
        yield MeasureView(
            id=measure.id,
            action=each.action.id,
            measure=measure.measure,
            baseline=measure.baseline or "none",
            target=measure.target or "none",
            readings=", ".join(readings) or "none yet",
            direction=str(each.direction or ""),
            has_figures=bool(readings or measure.baseline or measure.target),
        )


def asked(theirs: Sequence[Standing], actions: _Actions, *, until: date) -> Iterator[AskedView]:
    """What a lead is asked about each open action; `until` is how far is looked ahead."""
    for each in theirs:
        if each.is_open:
            action = actions[each.id]
            yield AskedView(action, tuple(asks(each, action, until=until)))


def outcomes(
    standing: PlanStanding, actions: _Actions, rows: Sequence[RowView]
) -> Iterator[OutcomeView]:
    """Each outcome in full; `rows` is how it stands with each."""
    for place, (each, row) in enumerate(zip(standing.outcomes, rows, strict=True), 1):
        key_actions = tuple(
            KeyActionView(
                actions[key_action.own.id],
                tuple(actions[sub.id] for sub in key_action.sub_actions),
                # Only the plan for everybody has it.
                Later(partial(_table, key_action, actions)),
            )
            for key_action in each.key_actions
        )
        # Of a large plan these take long to draw, and only the page of a progress report has them.
        pictures = Later(partial(timelines, standing, each, place))
        yield OutcomeView(row.id, row.title, row.rating, row.doubt, key_actions, pictures)


def _table(key_action: KeyActionStanding, actions: _Actions) -> tuple[PlanRowView, ...]:
    """The rows of a key action in the plan's table. A measure of the key action stands beside the
    sub-actions that it speaks of; where it speaks of none of these, beside the first.
    """
    own, shown = key_action.own.action, key_action.sub_actions or (key_action.own,)
    ids = {each.id for each in shown}
    of_all = [each for each in own.success_measures if not ids.intersection(each.speaks_of)]
    rows = []
    for place, each in enumerate(shown):
        found = [
            measure
            for measure in own.success_measures
            if each.id in measure.speaks_of or (place == 0 and measure in of_all)
        ]
        if each.action is not own:
            found += each.action.success_measures
        words = [measure_in_words(measure) for measure in found]
        if place and of_all and not found:
            # Beside the first may stand more than what is of all.
            words = [f"As above: {', '.join(each.id for each in of_all)}"]
        rows.append(PlanRowView(actions[each.id], tuple(words) or ("None",)))
    return tuple(rows)
