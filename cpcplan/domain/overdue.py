"""When an action is overdue, since when, and which of two is worse.

Overdue is decided here; `contradictions` goes by the same last day.
"""

from datetime import date
from typing import Protocol

from cpcplan.domain.cycles import ReportsOwed
from cpcplan.domain.model import Period, State, in_number_order
from cpcplan.domain.rag import Rating, severity
from cpcplan.domain.state import TimescaleInForce


class Rankable(Protocol):
    """What the order of overdue actions goes by."""

    @property
    def id(self) -> str:
        """The number as printed."""
        ...

    @property
    def rating(self) -> Rating | None:
        """The rating in force."""
        ...

    @property
    def days_overdue(self) -> int:
        """Whole days since it should have been done."""
        ...


def late_since(
    state: State,
    in_force: TimescaleInForce,
    reports: ReportsOwed,
    *,
    period: Period,
    as_of: date,
) -> date | None:
    """The last day on which the action was still on time; None where it is not overdue.

    An open action is overdue from the day after its last day, from the day after a report that
    was missed and, where it has no last day, from the day after the plan's period ended: nothing
    stays open for ever unseen. The earliest of these counts. Due on the day itself is not
    overdue, and neither a request for more time nor anything else but closing it changes that.
    """
    if state is not State.OPEN:
        return None
    last_day = in_force.due or period.end
    if reports.missed:
        last_day = min(last_day, reports.missed[0])
    return last_day if last_day < as_of else None


def days_overdue(since: date | None, *, as_of: date) -> int:
    """Whole days from the last day on time to `as_of`; 0 where it is not overdue."""
    return (as_of - since).days if since else 0


def worst_first(standing: Rankable) -> tuple[int, int, tuple[tuple[int, str], ...]]:
    """Sorts overdue actions: most days late, then the worst rating, then the number."""
    return -standing.days_overdue, severity(standing.rating), in_number_order(standing.id)
