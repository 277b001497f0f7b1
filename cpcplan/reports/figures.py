"""The counts of a paper: they add up, and say what changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cpcplan.domain.questions import Totals, totals
from cpcplan.domain.rag import ON_COURSE, Rating
from cpcplan.domain.standing import KeyActionStanding, PlanStanding, Standing
from cpcplan.domain.wording import listed, some
from cpcplan.reports.action_view import RatingView
from cpcplan.reports.actions import RATINGS
from cpcplan.reports.count_view import CountView, FigureView, RowView

_FIGURES = (
    ("Sub-actions in the plan", 0, "sub_actions"),
    ("complete", 1, "complete"),
    ("withdrawn or carried forward", 1, "closed"),
    ("open", 1, "open"),
    ("Open sub-actions", 0, "open"),
    *((rating.value, 1, rating.value) for rating in Rating),
    ("not rated", 1, "not_rated"),
    ("Of the open ones, overdue", 0, "overdue"),
    ("Of the open ones, slipped", 0, "slipped"),
    ("Of the open ones, open-ended", 0, "open_ended"),
    ("Reports missed", 0, "missed_reports"),
)
_IDS = 3
"""How many key actions are named in a cell."""
_CLOSED = RatingView("closed", "–", "✓")


class Counts:
    """What there is to count on a day, and before."""

    def __init__(self, now: PlanStanding, before: PlanStanding | None) -> None:
        self._standing = now
        self.now = totals(now.sub_actions)
        self.before = totals(before.sub_actions) if before else None
        self._doubted = _contradicted(now.sub_actions)
        self.contradicted = sum(self._doubted.values())
        """How many of the sub-actions that are rated as on course the plan contradicts."""

    def figures(self) -> Iterator[FigureView]:
        """The counts, each part below its whole."""
        for label, level, name in _FIGURES:
            yield FigureView(label, level, _figure(self.now, name), self.change(name))

    def change(self, name: str) -> str:
        """How a count of `Totals` changed: `+2`, `−1`, `as before`; empty where nobody knows."""
        return _change(_figure(self.now, name), self.before and _figure(self.before, name))

    def rows(self) -> tuple[RowView, ...]:
        """How it stands with each outcome."""
        return tuple(
            _row(
                each.outcome.id, each.outcome.title, each.rating, each.is_closed, each.key_actions,
                totals(each.sub_actions), _contradicted(each.sub_actions),
            )
            for each in self._standing.outcomes
        )  # fmt: skip

    def total(self) -> RowView:
        """The same for the whole plan."""
        whole = self._standing
        key_actions = tuple(whole.whole_key_actions())
        return _row(
            "", "All outcomes", whole.rating, whole.is_closed, key_actions, self.now, self._doubted
        )


def _row(
    identifier: str, title: str, rating: Rating | None, is_closed: bool,
    key_actions: Sequence[KeyActionStanding], counts: Totals, contradicted: Counter[Rating | None],
) -> RowView:  # fmt: skip
    in_all = sum(contradicted.values())
    keys = [
        each.own.id for each in key_actions if each.rating in ON_COURSE and each.own.contradictions
    ]
    doubts = [f"{in_all} of its {listed(ON_COURSE, 'and')}"] if in_all else []
    doubts += [f"key action {some(keys, _IDS)}"] if keys else []
    return RowView(
        identifier, title, _CLOSED if is_closed else RATINGS[rating], counts.sub_actions,
        tuple(
            CountView(RATINGS[each], number, contradicted[each])
            for each, number in zip(Rating, counts.rated, strict=True)
        ),
        counts.not_rated, counts.complete, counts.closed, counts.overdue,
        "; ".join(doubts) if rating in ON_COURSE else "",
    )  # fmt: skip


def _contradicted(subs: Iterable[Standing]) -> Counter[Rating | None]:
    """How many of those that are rated as on course the plan contradicts, by rating."""
    return Counter(sub.rating for sub in subs if sub.rating in ON_COURSE and sub.contradictions)


def _figure(counts: Totals, name: str) -> int:
    return counts.by_name()[name]


def _change(now: int, then: int | None) -> str:
    if then is None:
        return ""
    if now == then:
        return "as before"
    return f"+{now - then}" if now > then else f"−{then - now}"
