"""What is off course in a plan, by the headings that tell it, in as much room as a paper has."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cpcplan.domain.questions import overdue_first
from cpcplan.domain.rag import OFF_COURSE
from cpcplan.domain.standing import Standing
from cpcplan.reports.action_view import ActionView, ToldView
from cpcplan.reports.actions import RATINGS
from cpcplan.reports.room import of_group
from cpcplan.reports.telling import Telling
from cpcplan.reports.view import OffCourseView

_Actions = Mapping[str, ActionView]
"""What a paper says of each action, by its id."""
_FEW = 12
"""How many of those that there is no room for are named with what they are called."""


class Exceptions(NamedTuple):
    """What comes under the headings that tell what is off course."""

    waiting: tuple[Standing, ...]
    """With a request for more time."""
    rated: tuple[tuple[Standing, ...], ...]
    """Of each of the ratings that are off course, the worst first."""
    late: tuple[Standing, ...]
    """Sub-actions, and behind them key actions, each worst first."""
    contradicted: tuple[Standing, ...]


class Told(NamedTuple):
    """The same, as the paper tells them."""

    decisions: ToldView
    off_course: tuple[OffCourseView, ...]
    overdue: ToldView
    contradicted: ToldView
    anchors: frozenset[str]
    """Of those that are told in full."""

    @property
    def lines(self) -> int:
        """How many lines of a page they take."""
        rated = [each.told for each in self.off_course]
        return sum(map(of_group, (self.decisions, *rated, self.overdue, self.contradicted)))


def exceptions(everything: Sequence[Standing]) -> Exceptions:
    """What of the plan's actions comes under which heading."""
    # What is late for longest comes first, and so is told where there is room for little.
    worst_first = overdue_first(everything)
    late = [each for each in worst_first if each.overdue]
    key_actions = [each for each in late if each.key_action_id is None]
    return Exceptions(
        waiting=tuple([each for each in everything if each.request]),
        rated=tuple([
            tuple([each for each in worst_first if each.rating is rating])
            for rating in OFF_COURSE
        ]),
        late=(*(each for each in late if each.key_action_id), *key_actions),
        contradicted=tuple([each for each in everything if each.contradictions]),
    )  # fmt: skip


def tell_all(off: Exceptions, actions: _Actions, room: int | None) -> Told:
    """What is off course, in as many lines as there are: what is only named takes room too, and
    so as much is told in full as leaves room for that; every request before all else.
    """
    told = _tell(off, actions, room, _FEW)
    if room is None or told.lines <= room:
        return told
    told = _fitted(off, actions, room, _FEW)
    return _fitted(off, actions, room, 0) if told.decisions.left_out else told


def _fitted(off: Exceptions, actions: _Actions, room: int, few: int) -> Told:
    """As much in full as fits; up to so few of the others with what they are called."""
    fits, too_much = 0, room
    while too_much - fits > 1:
        half = (fits + too_much) // 2
        if _tell(off, actions, half, few).lines <= room:
            fits = half
        else:
            too_much = half
    return _tell(off, actions, fits, few)


def _tell(off: Exceptions, actions: _Actions, room: int | None, few: int) -> Told:
    """One heading after the other, as they are printed: each tells what none before it told."""
    telling = Telling(actions, room, few)
    tell = telling.tell
    decisions = tell(off.waiting)
    rated = zip(OFF_COURSE, map(tell, off.rated), strict=True)
    off_course = tuple([OffCourseView(RATINGS[rating], told) for rating, told in rated])
    late, contradicted = tell(off.late), tell(off.contradicted)
    return Told(decisions, off_course, late, contradicted, telling.anchors)
