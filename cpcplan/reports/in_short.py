"""What a paper comes to, in the sentences that stand first in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cpcplan.domain.measures import Direction, Measured
from cpcplan.domain.movement import Change, Kind
from cpcplan.domain.rag import ON_COURSE, Rating
from cpcplan.domain.standing import Standing
from cpcplan.domain.state import has_slipped
from cpcplan.domain.wording import listed, some
from cpcplan.reports.action_view import ActionView
from cpcplan.reports.figures import Counts

_WELL = listed(ON_COURSE, "and")
_IDS = 12
"""How many ids stand in a sentence."""


def in_short(
    counts: Counts,
    everything: Sequence[Standing],
    actions: Mapping[str, ActionView],
    changes: Sequence[Change],
    measured: Iterable[Measured],
    *,
    since: str,
    has_meetings: bool,
) -> Iterator[str]:
    """The sentences. `everything` are the plan's actions, `changes` what moved `since` then."""
    yield _decisions([each for each in everything if each.request])
    yield _ratings(counts)
    late = [each for each in everything if each.overdue and each.key_action_id is None]
    yield _late(counts, late)
    yield _movement(changes, actions, since)
    subs = [each for each in everything if each.is_open and each.key_action_id]
    yield _dates(counts, subs)
    if stale := [each for each in subs if each.stale]:
        how_long = "since the meeting before last" if has_meetings else "for six months"
        yield f"Of {_ids(stale)} nothing was heard {how_long}."
    away = [each.measure.id for each in measured if each.direction is Direction.AWAY_FROM_TARGET]
    if away:
        which = "Success measure" if len(away) == 1 else "Success measures"
        yield f"{which} {some(away, _IDS)} moved away from the target."


def _decisions(waiting: Sequence[Standing]) -> str:
    if not waiting:
        return "No request waits for a decision."
    requests = "a request" if len(waiting) == 1 else f"{len(waiting)} requests"
    return f"For decision: {requests} for more time ({_ids(waiting)})."


def _ratings(counts: Counts) -> str:
    now, contradicted = counts.now, counts.contradicted
    parts = (*((rating, rating) for rating in Rating), ("not rated", "not_rated"))
    counted = now.by_name()
    rated = ", ".join(f"{counted[name]} {word}{_moved(counts, name)}" for word, name in parts)
    but = f"; the plan contradicts {contradicted} of the {_WELL}" if contradicted else ""
    return f"Of {now.sub_actions} sub-actions {now.open} are open: {rated}{but}."


def _late(counts: Counts, key_actions: Sequence[Standing]) -> str:
    now = counts.now
    late = f"{now.overdue} overdue{_moved(counts, 'overdue')}"
    if key_actions:
        which = "key action" if len(key_actions) == 1 else "key actions"
        late += f", and {which} {_ids(key_actions)}"
    reports = "report" if now.missed_reports == 1 else "reports"
    return f"{late}; {now.missed_reports} {reports} missed{_moved(counts, 'missed_reports')}."


def _movement(changes: Sequence[Change], actions: Mapping[str, ActionView], since: str) -> str:
    """How many got worse and better: no colour is better only because another was taken back."""

    def ids(*kinds: Kind) -> set[str]:
        return {each.id for each in changes if each.kind in kinds}

    worse = ids(Kind.WORSE)
    better = {each.id for each in changes if each.kind is Kind.BETTER and not each.restored}
    doubted = sum(each in actions and bool(actions[each].contradicted) for each in better)
    told = f"{len(worse)} worse and {len(better)} better"
    told += f" ({doubted} of these contradicted by the plan)" if doubted else ""
    again, given_up = ids(Kind.REOPENED), ids(Kind.WITHDRAWN, Kind.CARRIED_FORWARD)
    told += f", {len(again)} opened again" if again else ""
    told += f", {len(given_up)} withdrawn or carried forward" if given_up else ""
    return f"{told} {since}."


def _dates(counts: Counts, subs: Sequence[Standing]) -> str:
    now = counts.now
    slipped = [each for each in subs if has_slipped(each.in_force)]
    endless = [each for each in subs if each.in_force.open_ended]
    first = f"{now.slipped} slipped past a first date{_moved(counts, 'slipped')}{_which(slipped)}"
    last = f"{now.open_ended} without any last day{_moved(counts, 'open_ended')}{_which(endless)}"
    return f"{first}; {last}."


def _moved(counts: Counts, name: str) -> str:
    change = counts.change(name)
    return f" ({change})" if change and change != "as before" else ""


def _which(found: Sequence[Standing]) -> str:
    return f": {_ids(found)}" if found else ""


def _ids(found: Sequence[Standing]) -> str:
    return some([each.id for each in found], _IDS)
