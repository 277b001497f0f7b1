"""What moved, as a paper tells it: by kind, worse first."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from cpcplan.domain.calendar import in_words
from cpcplan.domain.movement import Change, Kind
from cpcplan.domain.rag import ON_COURSE
from cpcplan.reports.action_view import ActionView
from cpcplan.reports.actions import UNDECIDED
from cpcplan.reports.view import ChangeView, MovedView

_AGAIN = "again"
"""A rating in a colour that the action had before; the rest are kinds of changes."""
_REWRITTEN = "Agreed timescale changed without a decision"
"""See `Change.rewrites_timescale`."""
_OVERTAKEN = "overtaken"
"""A rating that is not in force any more."""
_LATE = "recorded since, dated before"
_THAT_DAY = "recorded since, dated before or on the paper’s day"
_CLOSES = (Kind.COMPLETED, Kind.WITHDRAWN, Kind.CARRIED_FORWARD)
_FEW = 24
"""How many changes of a kind are told whole in a line."""
_NAMED = 60
"""How many are named in one."""
_MOVED = (
    ("Worse", (Kind.WORSE,)),
    (_REWRITTEN, (_REWRITTEN,)),
    ("Better", (Kind.BETTER,)),
    ("Newly rated", (Kind.RATED,)),
    ("Rated again", (_AGAIN,)),
    ("Overtaken by another rating", (_OVERTAKEN,)),
    ("Completed", (Kind.COMPLETED,)),
    ("Opened again", (Kind.REOPENED,)),
    ("Withdrawn or carried forward", (Kind.WITHDRAWN, Kind.CARRIED_FORWARD)),
    ("Timescale revised", (Kind.REVISED,)),
    ("More time refused", (Kind.REFUSED,)),
    ("Reports made", (Kind.REPORTED,)),
    ("Noted", (Kind.NOTED,)),
    ("Others lead", (Kind.LED,)),
    ("Added, removed or reworded", (Kind.ADDED, Kind.REMOVED, Kind.REWORDED)),
    ("Taken back", (Kind.TAKEN_BACK,)),
)
"""What a paper tells of what moved; requests and readings have headings of their own."""


def moved(
    changes: Sequence[Change], actions: Mapping[str, ActionView], names: Mapping[str, str]
) -> Iterator[MovedView]:
    """The changes by kind. `actions` are those of the plan by their ids, `names` those of the leads
    by their keys.
    """
    retitled = {each.id for each in changes if (each.before or "").startswith("title: ")}
    for heading, kinds in _MOVED:
        found = tuple(
            _view(each, actions, names) for each in changes if _kind(each, retitled) in kinds
        )
        if found:
            others = found[_NAMED:]
            yield MovedView(heading, found, len(found) > _FEW, found[:_NAMED], len(others))


def _kind(change: Change, retitled: Collection[str] = ()) -> str:
    """`retitled` are the ids under which other words stand now, and so perhaps another action."""
    if change.overtaken:
        return _OVERTAKEN
    if change.restored:
        return Kind.TAKEN_BACK
    if change.kind is Kind.RATED and change.before:
        return _AGAIN
    is_same = change.id not in retitled
    return _REWRITTEN if change.rewrites_timescale and is_same else change.kind


def _view(
    change: Change, actions: Mapping[str, ActionView], names: Mapping[str, str]
) -> ChangeView:
    known = actions.get(change.id)
    words = [_words(change.kind, side) for side in (change.before, change.after)]
    if change.kind is Kind.LED:
        words = [", ".join(names.get(key, key) for key in side.split(", ")) for side in words]
    if change.kind in (Kind.ADDED, Kind.REMOVED):  # their words are the title
        words = []
    noted = change.kind is Kind.NOTED
    if noted:  # its words are told as a reason is
        words = []
    told = " → ".join(word for word in words if word)
    if _kind(change) == _AGAIN and change.before == change.after:
        told = f"{change.after} again"
    elif change.overtaken:
        told = change.after or ""
    if change.kind is Kind.REVISED and known and _is_undecided(change, known):
        told += f", {UNDECIDED}"
    if change.kind in (Kind.WITHDRAWN, Kind.CARRIED_FORWARD) and not change.agreed:
        told += f", {UNDECIDED}"
    if change.kind in _CLOSES and known and known.closed_late:
        told += f", {known.closed_late} late"
    return ChangeView(
        id=change.id,
        anchor=known.anchor if known else "",
        title=known.title if known else change.before or change.after or "",
        what="" if noted else told or change.kind.replace("-", " "),
        on=in_words(change.date) if change.date and not change.restored else "",
        why=_reason(change),
        late=(_THAT_DAY if change.that_day else _LATE) if change.late else "",
        contradicted=known.contradicted if known and _is_well_still(change, known) else "",
    )


def _reason(change: Change) -> str:
    if change.restored and change.date:
        return f"What was recorded on {in_words(change.date)} counts again."
    return (change.after if change.kind is Kind.NOTED else change.why) or ""


def _is_undecided(change: Change, action: ActionView) -> bool:
    """Whether it brought the timescale in force, and nobody is recorded to have agreed that."""
    return change.after == action.timescale and action.decision == UNDECIDED


def _is_well_still(change: Change, action: ActionView) -> bool:
    """Whether it came to a green that stands, or to a closing."""
    if change.kind in _CLOSES:
        return not action.is_open
    is_over = change.overtaken or change.after not in ON_COURSE
    return not is_over and change.after == action.rating.word


def _words(kind: Kind, word: str | None) -> str:
    if not word:
        return ""
    is_of_state = kind in (Kind.WITHDRAWN, Kind.CARRIED_FORWARD, Kind.REOPENED)
    return word.replace("-", " ") if is_of_state else word
