"""Telling each action in full once, under the first heading that it comes under."""

from collections.abc import Iterable, Mapping

from cpcplan.domain.standing import Standing
from cpcplan.reports.action_view import ActionView, ToldView
from cpcplan.reports.room import of_told


class Telling:
    """What a paper has told so far. `room` is how many lines of its tables are left for actions in
    full; None where it takes as many as it needs. Of the others, no more than `few` under a heading
    are named with what they are called, else by their ids.
    """

    def __init__(self, actions: Mapping[str, ActionView], room: int | None, few: int) -> None:
        self._actions = actions
        self._room = room
        self._few = few
        self._told: set[str] = set()
        self._left_out: set[str] = set()

    @property
    def anchors(self) -> frozenset[str]:
        """Of the actions that were told in full."""
        return frozenset(self._actions[each].anchor for each in self._told)

    def tell(self, found: Iterable[Standing]) -> ToldView:
        """The actions under a heading, those told already by their ids alone."""
        full, above, left_out, left_out_above = [], [], [], 0
        for each in found:
            action = self._actions[each.id]
            if each.id in self._told:
                above.append(action)
            elif self._takes_room(action):
                self._told.add(each.id)
                full.append(action)
            elif each.id in self._left_out:
                left_out_above += 1
            else:
                self._left_out.add(each.id)
                left_out.append(action)
        is_few = len(left_out) <= self._few
        return ToldView(tuple(full), tuple(above), tuple(left_out), is_few, left_out_above)

    def _takes_room(self, action: ActionView) -> bool:
        """Whether there is room to tell an action in full; what it takes is then taken."""
        if self._room is None:
            return True
        takes = of_told(action)
        if takes > self._room:
            return False
        self._room -= takes
        return True
