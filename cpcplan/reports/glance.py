"""What somebody who reads one page knows: what is asked, what is off course and why, what got
worse, what is overdue and whose it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cpcplan.domain.movement import Change, Kind
from cpcplan.domain.rag import OFF_COURSE, ON_COURSE, WORST, Rating, listed, severity
from cpcplan.domain.standing import Standing
from cpcplan.reports.action_view import ActionView, GlanceView
from cpcplan.reports.figures import Counts
from cpcplan.reports.room import FIRST_PAGE, IDS_IN_A_LINE, of_glance

_TITLE = 64
_REASON = 210
"""Letters of a reason: the first sentence alone may say the good half of it."""
_WELL = listed(ON_COURSE, "and")
_IDS = 12
"""How many ids stand in a sentence."""
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
    standing: Sequence[Standing], actions: Mapping[str, ActionView], changes: Sequence[Change]
) -> Glance:
    """What needs the committee's eye: off course, worse, overdue or contradicted; worst first."""
    was = {each.id: each for each in changes if each.kind in (Kind.WORSE, Kind.BETTER)}
    worse = {each.id for each in was.values() if each.kind is Kind.WORSE}
    found = [
        each
        for each in standing
        if each.rating in OFF_COURSE
        or each.overdue
        or each.contradictions
        or (each.id in worse and each.is_open)
    ]
    found.sort(key=_eye)
    rows, room = [], FIRST_PAGE - min(len(found), _NAMED) // IDS_IN_A_LINE // 3
    for each in found:
        row = _row(each, actions[each.id], was.get(each.id))
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


def _row(each: Standing, action: ActionView, moved: Change | None) -> GlanceView:
    heard = action.why or (action.noted and f"Noted {action.noted}")
    nothing = "Not rated yet" if each.rated is None and each.is_open else "No reason recorded"
    why = _cut(heard, _REASON) or action.no_update_since or nothing
    was = f"was {moved.before}" if moved and moved.before else ""
    kind = "" if each.key_action_id else "Key action"
    return GlanceView(kind, action, _cut(action.title, _TITLE), was, why)


def in_short(
    counts: Counts,
    waiting: Sequence[Standing],
    late_key_actions: Sequence[Standing],
    changes: Sequence[Change],
    since: str,
) -> Iterator[str]:
    """What the paper comes to, in sentences."""
    now, contradicted = counts.now, counts.contradicted
    if waiting:
        requests = "a request" if len(waiting) == 1 else f"{len(waiting)} requests"
        yield f"For decision: {requests} for more time ({_ids(waiting)})."
    else:
        yield "No request waits for a decision."
    parts = (*((rating, rating) for rating in Rating), ("not rated", "not_rated"))
    counted = now.by_name()
    rated = ", ".join(f"{counted[name]} {word}{_moved(counts, name)}" for word, name in parts)
    but = f"; the plan contradicts {contradicted} of the {_WELL}" if contradicted else ""
    yield f"Of {now.sub_actions} sub-actions {now.open} are open: {rated}{but}."
    late = f"{now.overdue} overdue{_moved(counts, 'overdue')}"
    if late_key_actions:
        which = "key action" if len(late_key_actions) == 1 else "key actions"
        late += f", and {which} {_ids(late_key_actions)}"
    reports = "report" if now.missed_reports == 1 else "reports"
    missed = f"{now.missed_reports} {reports} missed{_moved(counts, 'missed_reports')}"
    worse, better = (
        len({each.id for each in changes if each.kind is kind})
        for kind in (Kind.WORSE, Kind.BETTER)
    )
    yield f"{late}; {missed}; {worse} worse and {better} better {since}."
    given_time = f"{now.slipped} slipped past a first date{_moved(counts, 'slipped')}"
    yield f"{given_time}; {now.open_ended} without any last day{_moved(counts, 'open_ended')}."


def _moved(counts: Counts, name: str) -> str:
    change = counts.change(name)
    return f" ({change})" if change and change != "as before" else ""


def _ids(found: Sequence[Standing]) -> str:
    more = f" and {len(found) - _IDS} more" if len(found) > _IDS else ""
    return ", ".join(each.id for each in found[:_IDS]) + more


def _cut(text: str, most: int) -> str:
    words = " ".join(text[: 2 * most].split())
    if len(words) <= most:
        return words
    return f"{words[: most - 1].rsplit(' ', 1)[0].rstrip(',;:')}…"
