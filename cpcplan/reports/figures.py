"""The counts of a paper: they add up, and say what changed."""

from collections.abc import Iterator

from cpcplan.domain.questions import Totals, totals
from cpcplan.domain.rag import Rating
from cpcplan.domain.standing import OutcomeStanding, PlanStanding, Standing
from cpcplan.reports.action_view import RatingView
from cpcplan.reports.actions import RATINGS
from cpcplan.reports.view import FigureView, RowView

_FIGURES = (
    ("Sub-actions in the plan", 0, "sub_actions"),
    ("complete", 1, "complete"),
    ("withdrawn or carried forward", 1, "closed"),
    ("open", 1, "open"),
    ("Open sub-actions", 0, "open"),
    ("red", 1, "red"),
    ("amber", 1, "amber"),
    ("green", 1, "green"),
    ("not rated", 1, "not_rated"),
    ("Of the open ones, overdue", 0, "overdue"),
    ("Of the open ones, slipped", 0, "slipped"),
    ("Of the open ones, open-ended", 0, "open_ended"),
    ("Reports missed", 0, "missed_reports"),
)


class Counts:
    """What there is to count on a day, and before."""

    def __init__(self, now: PlanStanding, before: PlanStanding | None) -> None:
        self._standing = now
        self.now = totals(now.sub_actions)
        self.before = totals(before.sub_actions) if before else None

    def figures(self) -> Iterator[FigureView]:
        """The counts, each part below its whole."""
        for label, level, name in _FIGURES:
            yield FigureView(label, level, _figure(self.now, name), self.change(name))

    def change(self, name: str) -> str:
        """How a count of `Totals` changed: `+2`, `−1`, `as before`; empty where nobody knows."""
        return _change(_figure(self.now, name), self.before and _figure(self.before, name))

    def row(self, outcome: OutcomeStanding) -> RowView:
        """How it stands with an outcome."""
        rating = RATINGS[outcome.rating]
        counts = totals(outcome.sub_actions)
        if counts.sub_actions and not counts.open and not outcome.rating:
            rating = RatingView("closed", "–", "✓")
        told = outcome.outcome
        return _row(told.id, told.title, rating, counts, outcome.sub_actions)

    def total(self) -> RowView:
        """The same for the whole plan."""
        rating = RATINGS[self._standing.rating]
        return _row("", "All outcomes", rating, self.now, self._standing.sub_actions)


def _row(
    identifier: str, title: str, rating: RatingView, counts: Totals, subs: tuple[Standing, ...]
) -> RowView:
    greens = (each for each in subs if each.rating is Rating.GREEN)
    return RowView(
        identifier, title, rating, counts.sub_actions, counts.red, counts.amber, counts.green,
        counts.not_rated, counts.complete, counts.closed, counts.overdue,
        sum(bool(each.contradictions) for each in greens),
    )  # fmt: skip


def _figure(counts: Totals, name: str) -> int:
    return int(getattr(counts, name))


def _change(now: int, then: int | None) -> str:
    if then is None:
        return ""
    if now == then:
        return "as before"
    return f"+{now - then}" if now > then else f"−{then - now}"
