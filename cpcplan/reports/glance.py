"""What somebody who reads one page knows: what is asked, what is off course and why, what got
worse, what is overdue and whose it is.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cpcplan.domain.movement import Change, Kind
from cpcplan.domain.rag import OFF_COURSE, WORST, severity
from cpcplan.domain.standing import Standing
from cpcplan.reports.action_view import ActionView, GlanceView
from cpcplan.reports.room import IDS_IN_A_LINE, of_glance, room_of_first_page

_TITLE = 64
_REASON = 210
"""Letters of a reason: the first sentence alone may say the good half of it."""
_NAMED = 60
"""How many actions without a row are named on the first page."""


class Glance(NamedTuple):
    """The rows that the first page has room for, the actions that it names by their ids, and how
    many more there are.
    """

    rows: tuple[GlanceView, ...]
    more: tuple[ActionView, ...]
    others: int


def glance(
    everything: Sequence[Standing],
    actions: Mapping[str, ActionView],
    changes: Sequence[Change],
    *,
    sentences: Sequence[str],
    until: date,
) -> Glance:
    """What needs the committee's eye: off course, worse, opened again, overdue or contradicted;
    worst first, as many as go onto the page below the `sentences`. `until` is the day of the
    meeting.
    """
    was = {each.id: each for each in changes if each.kind in (Kind.WORSE, Kind.BETTER)}
    worse = {each.id for each in changes if each.kind in (Kind.WORSE, Kind.REOPENED)}
    found = [
        each
        for each in everything
        if each.rating in OFF_COURSE
        or each.overdue
        or each.contradictions
        or (each.id in worse and each.is_open)
    ]
    found.sort(key=_eye)
    rows, room = [], room_of_first_page(sentences) - min(len(found), _NAMED) // IDS_IN_A_LINE // 3
    for each in found:
        row = _row(each, actions[each.id], was.get(each.id), until)
        room -= of_glance(row)
        if room < 0:
            break
        rows.append(row)
    left = found[len(rows) :]
    return Glance(
        tuple(rows), tuple(actions[each.id] for each in left[:_NAMED]), len(left[_NAMED:])
    )


def _eye(each: Standing) -> tuple[bool, bool, int, int]:
    """What comes first: the worst rating, then what is late, whatever it is rated."""
    return each.rating is not WORST, not each.overdue, severity(each.rating), -each.days_overdue


def _row(each: Standing, action: ActionView, moved: Change | None, until: date) -> GlanceView:
    heard = action.why or (action.noted and f"Noted {action.noted}")
    nothing = "Not rated yet" if each.rated is None and each.is_open else "No reason recorded"
    if each.derived:
        nothing = "See its sub-actions"
    why = _cut(heard, _REASON) or action.no_update_since or nothing
    was = f"was {moved.before}" if moved and moved.before else ""
    kind = "" if each.key_action_id else "Key action"
    return GlanceView(
        kind, action, _cut(action.title, _TITLE), was, why, _late(each, action, until)
    )


def _late(each: Standing, action: ActionView, until: date) -> str:
    if action.late or not each.is_open:
        return action.late or "not late"
    if each.in_force.due and each.in_force.due <= until:
        return f"due {action.due}"
    if each.reports.next and each.reports.next <= until:
        return f"report due {action.next_report}"
    return "not late"


def _cut(text: str, most: int) -> str:
    words = " ".join(text[: 2 * most].split())
    if len(words) <= most:
        return words
    return f"{words[: most - 1].rsplit(' ', 1)[0].rstrip(',;:')}…"
