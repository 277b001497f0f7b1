"""Periodic reports: when they fall due, and which of them were missed."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from cpcplan.domain.calendar import add_months, last_of_month
from cpcplan.domain.model import Period
from cpcplan.domain.state import Story, TimescaleInForce
from cpcplan.domain.timescale import Cycle, cycle_months


class ReportsOwed(NamedTuple):
    """What a cycle of reports comes to on a day."""

    missed: tuple[date, ...] = ()
    """Due points before the day that no report discharged, earliest first; one for each cycle."""
    next: date | None = None
    """The first undischarged due point on or after the day."""


@lru_cache(maxsize=4096)
def due_points(
    cycle: Cycle, period: Period, due: date | None = None, not_before: date | None = None
) -> tuple[date, ...]:
    """The days on which a cycle's reports fall due, up to the period's last day.

    They are the ends of the months 1, 2, 3 … intervals after the month in which the period
    starts, or after that of `due` where the timescale has a last day as well. A yearly cycle with
    a month of its own falls due at the end of that month (or on its day) in each year, after the
    period's first day (after `due`). Points before `not_before` do not count.
    """
    begins = due or period.start
    if cycle.month is None:
        points = _every(cycle.months, begins, period.end)
    else:
        points = [
            date(year, cycle.month, cycle.day) if cycle.day else last_of_month(year, cycle.month)
            for year in range(begins.year, period.end.year + 1)
        ]
    return tuple(
        point
        for point in points
        if begins < point <= period.end and not (not_before and point < not_before)
    )


def _every(months: int, begins: date, end: date) -> list[date]:
    points = []
    month = begins.replace(day=1)
    while (month := add_months(month, months)) <= end:
        points.append(last_of_month(month.year, month.month))
    return points


def undischarged(points: tuple[date, ...], reports: Iterable[date]) -> tuple[date, ...]:
    """The due points still open after `reports`, which are in date order.

    A report discharges every open point on or before its day; where none is open, the next one
    after it, and nothing if that one is discharged already: frequent reports never pay ahead.
    """
    still_open = list(points)
    for reported in reports:
        owed = [point for point in still_open if point <= reported]
        if owed:
            still_open = still_open[len(owed) :]
            continue
        following = next((point for point in points if point > reported), None)
        if following in still_open:
            still_open.remove(following)
    return tuple(still_open)


def reports_of(cycle: Cycle, told: Story, *, since: date | None) -> list[date]:
    """Days on which a report of that cycle was made, those before `since` left out.

    An entry that names a cycle speaks for every cycle of the same interval, in any wording.
    """
    return [
        entry.date
        for entry in told
        if entry.reported
        and not (since and entry.date < since)
        and (entry.reported is True or cycle_months(entry.reported) == cycle.months)
    ]


def reports_owed(
    in_force: TimescaleInForce, told: Story, *, period: Period, added: date | None, as_of: date
) -> ReportsOwed:
    """What an open action has missed, and when its next report falls due.

    Nothing before the revision that brought the cycle counts, and no due point before the day
    the action was `added`. With two cycles each is reckoned by itself.
    """
    if in_force.timescale is None or not in_force.timescale.cycles:
        return ReportsOwed()
    not_before = max(filter(None, (in_force.since, added)), default=None)
    owed: list[date] = []
    for cycle in in_force.timescale.cycles:
        points = due_points(cycle, period, in_force.due, not_before)
        owed += undischarged(points, reports_of(cycle, told, since=in_force.since))
    owed.sort()
    return ReportsOwed(
        missed=tuple(point for point in owed if point < as_of),
        next=next((point for point in owed if point >= as_of), None),
    )
