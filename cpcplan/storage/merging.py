"""Joining what two people recorded: one text of three, an outcome's file before, ours and theirs.

What both added to lists is put one after the other, ours first; all else is left to git's own
merge of lines. To that end, what they added is first added to ours and to the file as it was
before, too: then git finds no two additions in one place, and whatever stands around them, a
comment in an entry for one, comes through. What theirs added under a number that ours gave to
something else gets the next free one. The result is proved: each entry that ought to be there is,
once, and none that nobody wrote.
"""

from collections.abc import Callable, Collection
from contextlib import suppress
from typing import NamedTuple

from cpcplan.storage.conflicts import conflicts
from cpcplan.storage.following import aligned
from cpcplan.storage.proof import CannotSplice
from cpcplan.storage.render import Entry, Unwritable
from cpcplan.storage.renumbering import Renumbered, renumbered
from cpcplan.storage.sides import BEFORE, LISTS, NotJoined, Side, id_of, less
from cpcplan.storage.source import BOM
from cpcplan.storage.tree import Tree

Merge = Callable[[str, str, str, bool], tuple[str, bool]]
"""Git's own merge of ours, before and theirs: the text, and whether all went together; where not,
its marks are in the text, or (True) our side.
"""


_NAMES = (BEFORE, "our side", "their side")


class Joined(NamedTuple):
    """What two sides came to."""

    text: str
    is_whole: bool
    """False where git's marks are left in it, for people to decide."""
    taken: tuple[tuple[str, int], ...]
    """Ids, and how many things of theirs were added under each."""
    renumbered: tuple[Renumbered, ...] = ()
    """What has another number now, because that was given to something else."""
    certain: str = ""
    """The text with our side where people have to decide."""


class _Moved(NamedTuple):
    """What happened to one list: what each side added, what each took out."""

    ours: list[Tree]
    theirs: list[Tree]
    gone_from_ours: list[Tree]
    gone_from_theirs: list[Tree]

    @property
    def is_plain(self) -> bool:
        """Whether neither side both added and took out: then it may have changed an entry's words,
        and which of two wordings holds is for people to say.
        """
        return not (self.ours and self.gone_from_ours) and not (
            self.theirs and self.gone_from_theirs
        )


def join(before: str, ours: str, theirs: str, merge: Merge, taken: Collection[str] = ()) -> Joined:
    """What both sides come to; `taken` are the ids of the plan's other files. Raises NotJoined
    where that is not sure.
    """
    mark = BOM if ours.startswith(BOM) else ""
    texts = (text.removeprefix(BOM) for text in (before, ours, theirs))
    sides = (Side(name, text) for name, text in zip(_NAMES, texts, strict=True))
    old, new, other, followed = aligned(*sides)
    changed = renumbered(old, new, other, taken)
    numbers = {each.thing.id: each.number for each in changed}
    versions = (old.text, new.text, other.renumbered(_NAMES[2], numbers).text)
    found = _best(*versions, merge)
    return Joined(
        mark + found.text, found.is_whole, found.taken, (*followed, *changed), found.certain
    )


def _best(before: str, ours: str, theirs: str, merge: Merge) -> Joined:
    """What leaves people the least to decide. Raises NotJoined where nothing is sure."""
    refused, found = None, None
    try:
        found = _joined(before, ours, theirs, merge, _join_list)
    except NotJoined as why:
        refused = why
    again = None
    if not (found and found.is_whole) and "#" not in _less_lines(theirs, before):
        # Their hand may have laid an entry out in another way than ours would be: where no comment
        # goes with it, it is taken from their text, and written anew in ours.
        with suppress(NotJoined):
            again = _joined(before, ours, theirs, merge, _move_list)
    both = [each for each in (found, again) if each]
    if not both and refused:
        raise refused
    return min(both, key=_left)


def _left(joined: Joined) -> int:
    """How many lines people have to choose among."""
    sides = (text for _, *texts in conflicts(joined.text) for text in texts)
    return sum(len(text.splitlines()) for text in sides)


def _less_lines(text: str, other: str) -> str:
    """The lines of a text that the other has not."""
    known = set(other.splitlines())
    return "\n".join(line for line in text.splitlines() if line not in known)


def _joined(before: str, ours: str, theirs: str, merge: Merge, make_alike: "_MakeAlike") -> Joined:
    texts = (before, ours, theirs)
    sides = [Side(name, text) for name, text in zip(_NAMES, texts, strict=True)]
    moved = _what_moved(*sides)
    taken: dict[str, int] = {}
    try:
        for where, change in moved.items():
            if change.is_plain and (added := make_alike(where, change, *sides)):
                taken[where[0]] = taken.get(where[0], 0) + added
    except (CannotSplice, Unwritable) as refused:
        raise NotJoined(str(refused)) from None
    first, second, third = (side.text for side in sides)
    text, is_whole = merge(second, first, third, False)
    certain = text if is_whole else merge(second, first, third, True)[0]
    _prove(Side("what both sides come to", certain), moved, *texts)
    return Joined(text, is_whole, tuple(taken.items()), certain=certain)


def _what_moved(before: Side, ours: Side, theirs: Side) -> dict[tuple[str, str], _Moved]:
    """What happened to each list whose owner all three have."""
    moved = {}
    shared = [where for where in before.lists if where in ours.lists and where in theirs.lists]
    for where in sorted(shared, key=lambda each: LISTS.index(each[1])):
        old, new, other = (side.lists[where] for side in (before, ours, theirs))
        if where[1] == "updates":
            change = _Moved(less(new, old), less(other, old), less(old, new), less(old, other))
        else:
            change = _actions_added(old, new, other)
        if any(change):
            moved[where] = change
    return moved


def _actions_added(old: list[Tree], new: list[Tree], other: list[Tree]) -> _Moved:
    """Actions are known by their ids: one reworded is the same one. What is in one is not looked
    at here, unless it is added whole, and not by both.
    """
    known = {id_of(item) for item in old}
    ours = [item for item in new if id_of(item) not in known]
    theirs = [item for item in other if id_of(item) not in known]
    both = {id_of(item) for item in ours} & {id_of(item) for item in theirs}
    alike = [item for item in theirs if item in ours]
    if both - {id_of(item) for item in alike}:
        return _Moved([], [], [], [])
    return _Moved(ours, theirs, [], [])


def _join_list(
    where: tuple[str, str], change: _Moved, before: Side, ours: Side, theirs: Side
) -> int:
    """Make the three texts differ no more in what either side did to this list but in what ours
    has and theirs has not; how many things of theirs ours gets.
    """
    for gone, others in ((change.gone_from_theirs, ours), (change.gone_from_ours, theirs)):
        for item in gone:
            if item in before.lists[where]:
                before.take(where, item)
            if item in others.lists[where]:
                others.take(where, item)
    for item in change.theirs:
        before.add(where, _entry(item))
    missing = less(change.theirs, change.ours)
    for item in missing:
        ours.add(where, _entry(item))
    return len(missing)


_MakeAlike = Callable[[tuple[str, str], _Moved, Side, Side, Side], int]


def _move_list(
    where: tuple[str, str], change: _Moved, before: Side, ours: Side, theirs: Side
) -> int:
    """As `_join_list`, but what theirs added at the end of a list is taken out of theirs."""
    is_at_end = theirs.lists[where][-len(change.theirs) :] == change.theirs
    if not is_at_end or change.gone_from_ours or change.gone_from_theirs:
        return _join_list(where, change, before, ours, theirs)
    for item in reversed(change.theirs):
        theirs.take(where, item)
    missing = less(change.theirs, change.ours)
    for item in missing:
        ours.add(where, _entry(item))
    return len(missing)


def _entry(item: Tree) -> Entry:
    """An item as an entry to be written; keys with nothing behind them are left out."""
    if not isinstance(item, dict):
        raise NotJoined("something that is no entry stands in a list of them")
    return {key: _filled(value) for key, value in item.items() if value not in (None, [], {})}


def _filled(value: Tree) -> "str | list[str] | dict[str, str]":
    if isinstance(value, dict):
        return dict(_entry(value))  # type: ignore[arg-type]
    if isinstance(value, list):
        return [_filled(item) for item in value]  # type: ignore[misc]
    return value or ""


def _prove(
    result: Side, moved: dict[tuple[str, str], _Moved], before: str, ours: str, theirs: str
) -> None:
    """Raise NotJoined unless each update that ought to be there is, once, and no other."""
    sides = [Side(*each) for each in zip(_NAMES, (before, ours, theirs), strict=True)]
    for where, found in result.lists.items():
        if where[1] != "updates":
            continue
        old, new, other = (side.lists.get(where, []) for side in sides)
        change = moved.get(where)
        if change is None or change.is_plain:
            kept = less(new, less(old, other))
            wanted = [*kept, *less(less(other, old), less(new, old))]
            if less(found, wanted) or less(wanted, found):
                raise NotJoined(f"the updates of {where[0]} would not come together")
        elif less(found, [*new, *other]):
            raise NotJoined(f"an update of {where[0]} would be one that nobody wrote")
    before_ids, our_ids, their_ids = (side.ids for side in sides)
    there = result.ids
    if lost := ((our_ids | their_ids) - before_ids) - there:
        raise NotJoined(f"{', '.join(sorted(lost))} would be lost")
    if back := ((before_ids - our_ids) | (before_ids - their_ids)) & there:
        raise NotJoined(f"{', '.join(sorted(back))}, which one side took out, would come back")
