"""How much room there is on a page of A4, and how much of it an action takes: a reckoning by the
letters that go into a line of each column, a little on the careful side.
"""

from collections.abc import Iterable

from cpcplan.reports.action_view import ActionView, GlanceView, ToldView
from cpcplan.reports.count_view import RowView
from cpcplan.reports.view import MovedView

_TWO_PAGES = 84
"""Lines in tables of actions, and in sentences, that two pages have room for, besides head and
headings.
"""
IDS_IN_A_LINE = 4
"""How many actions, by their ids, go into a line."""
_FIRST_PAGE = 58
"""Lines in the sentences and the table on the first page."""


def room_of_first_page(sentences: Iterable[str]) -> int:
    """Lines that the table on the first page has, below the sentences."""
    return _FIRST_PAGE - _of_sentences(sentences)


def room_of_two_pages(
    rows: Iterable[RowView],
    moved: Iterable[MovedView],
    head: Iterable[str],
    sentences: Iterable[str],
) -> int:
    """Lines in which actions can be told on two pages, beside the texts of the `head`, the
    `sentences`, a row for each outcome, and what moved.
    """
    taken = (
        sum(1 + max(_lines(len(each.title), 40), 1 + _lines(len(each.doubt), 24)) for each in rows)
        + sum(_lines(letters, 105) for letters in map(_of_changes, moved))
        + sum(len(text) // 90 for text in head)
        + _of_sentences(sentences)
    )
    return max(_TWO_PAGES - taken, 0)


def of_group(group: ToldView) -> int:
    """Lines that the actions under a heading take."""
    lines = sum(map(of_told, group.full))
    if group.above:
        letters = sum(len(each.id) + 2 + 16 * bool(each.late) for each in group.above)
        lines += 1 + _lines(letters, 110)
    if group.left_out and group.is_few:
        lines += 1 + sum(map(_of_left_out, group.left_out))
    elif group.left_out:
        lines += 1 + _lines(sum(len(each.id) + 2 for each in group.left_out), 110)
    return lines + (2 if group.left_out_above else 0)


def _of_left_out(action: ActionView) -> int:
    words = (action.id, action.rating.word, action.late, action.contradicted, action.leads_in_short)
    return _lines(min(len(action.title), 70) + sum(map(len, words)) + 24, 105)


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


def _of_sentences(sentences: Iterable[str]) -> int:
    return sum(_lines(len(each), 105) for each in sentences)


def _of_changes(group: MovedView) -> int:
    """Letters that the changes of a kind take in their line."""
    named = group.named
    if group.is_long:
        return sum(len(each.id) + 2 + 15 * bool(each.contradicted) for each in named)
    parts = (part for each in named for part in (each.id, each.what, each.late, each.contradicted))
    return sum(map(len, parts)) + 7 * len(named)


def _lines(letters: int, wide: int) -> int:
    return -(-letters // wide)
