"""How much room there is on a page of A4, and how much of it an action takes: a reckoning by the
letters that go into a line of each column, a little on the careful side.
"""

from collections.abc import Iterable

from cpcplan.reports.action_view import ActionView, GlanceView
from cpcplan.reports.view import ChangeView, MovedView

_TWO_PAGES = 73
"""Lines in tables of actions that two pages have room for, besides head and headings."""
IDS_IN_A_LINE = 4
"""How many actions, by their ids, go into a line."""
FIRST_PAGE = 50
"""Lines in the table on the first page."""


def room_of_two_pages(
    titles: Iterable[str], named: int, moved: Iterable[MovedView], head: Iterable[str]
) -> int:
    """Lines in which actions can be told in full on two pages, beside the texts of the `head`, a
    row for each outcome of those titles, what moved, and the ids of all the actions that are
    `named` there.
    """
    told = [sum(map(_of_change, group.changes)) for group in moved]
    taken = (
        sum(1 + _lines(len(title), 40) for title in titles)
        + sum(_lines(letters, 105) for letters in told)
        + named // IDS_IN_A_LINE
        + sum(len(text) // 90 for text in head)
    )
    return max(_TWO_PAGES - taken, 0)


def of_told(action: ActionView) -> int:
    """Lines that an action takes where it is told in full."""
    asked = len(action.request.why) + 60 if action.request else 0
    silence = 2 if action.no_update_since else 0
    when = _lines(len(action.timescale) + 25 * bool(action.due), 22)
    for part in (action.moved, action.decision, action.overdue):
        when += _lines(len(part) + 20, 22) if part else 0
    when += _lines(17 * len(action.missed_reports), 22)
    return 1 + max(
        _lines(len(action.title) + 6, 33) + _lines(len(action.leads) + 6, 35),
        3 + _lines(len(action.contradicted), 15),
        _lines(len(action.why) + asked, 45)
        + _lines(len(action.next) + 6, 45)
        + _lines(len(action.noted) + 6 * bool(action.noted), 45)
        + silence,
        when,
    )


def of_glance(row: GlanceView) -> int:
    """Lines that a row of the first page's table takes."""
    return 1 + max(
        _lines(len(row.kind) + len(row.title) + 6, 36),
        (2 if row.was else 1) + _lines(len(row.action.contradicted), 18),
        _lines(len(row.why), 40),
        _lines(len(row.action.leads_in_short), 22),
    )


def _of_change(change: ChangeView) -> int:
    """Letters that a change takes in its line."""
    return sum(map(len, (change.id, change.what, change.late, change.contradicted))) + 7


def _lines(letters: int, wide: int) -> int:
    return -(-letters // wide)
