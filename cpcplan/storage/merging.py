"""Joining what two people recorded: one text of three, an outcome's file before, ours and theirs.

What both added to lists is put one after the other, ours first; all else is left to git's own
merge of lines. To that end, what they added is first added to ours and to the file as it was
before, too: then git finds no two additions in one place, and whatever stands around them, a
comment in an entry for one, comes through. The result is proved: each entry that ought to be
there is, once, and none that nobody wrote.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cpcplan.storage.proof import CannotSplice
from cpcplan.storage.references import identified
from cpcplan.storage.render import Entry, Unwritable
from cpcplan.storage.source import Path, Source, Tree, parse
from cpcplan.storage.splice import append, take_back

Merge = Callable[[str, str, str, bool], tuple[str, bool]]
"""Git's own merge of ours, before and theirs: the text, and whether all went together; where not,
its marks are in the text, or (True) our side.
"""

LISTS = ("key_actions", "sub_actions", "updates")
"""Lists that both sides may add to, in the order in which they are joined."""


class Joined(NamedTuple):
    """What two sides came to."""

    text: str
    is_whole: bool
    """False where git's marks are left in it, for people to decide."""
    taken: tuple[tuple[str, int], ...]
    """Ids, and how many things of theirs were added under each."""


class NotJoined(ValueError):
    """The two sides cannot be joined without a risk; `str()` says why."""


class _Side:
    """One of the three texts, and what is in it."""

    def __init__(self, name: str, text: str) -> None:
        self.text = text
        tree, faults = parse(Source(name, text))
        if faults or not isinstance(tree, dict):
            raise NotJoined(f"{name} cannot be read by itself ({faults[0].message})")
        self.paths: dict[str, Path] = {}
        self.lists: dict[tuple[str, str], list[Tree]] = {}
        for kind, path, node in identified(tree):
            identifier = node.get("id")
            if kind == "success measure" or not isinstance(identifier, str):
                continue
            self.paths[identifier] = path
            for key in LISTS:
                found = node.get(key)
                self.lists[identifier, key] = list(found) if isinstance(found, list) else []

    def add(self, where: tuple[str, str], item: Entry) -> None:
        identifier, key = where
        self.text = append(self.text, self.paths[identifier], key, item).text

    def take(self, where: tuple[str, str], item: Tree) -> None:
        identifier, key = where
        items = self.lists[where]
        place = len(items) - 1 - items[::-1].index(item)
        self.text = take_back(self.text, self.paths[identifier], key, place)
        del items[place]


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


def join(before: str, ours: str, theirs: str, merge: Merge) -> Joined:
    """What both sides come to. Raises NotJoined where that is not sure."""
    sides = (_Side("before", before), _Side("ours", ours), _Side("theirs", theirs))
    moved = _what_moved(*sides)
    taken: dict[str, int] = {}
    try:
        for where, change in moved.items():
            if change.is_plain:
                added = _join_list(where, change, *sides)
                if added:
                    taken[where[0]] = taken.get(where[0], 0) + added
    except (CannotSplice, Unwritable) as refused:
        raise NotJoined(str(refused)) from None
    first, second, third = (side.text for side in sides)
    text, is_whole = merge(second, first, third, False)
    certain = text if is_whole else merge(second, first, third, True)[0]
    _prove(_Side("the two sides together", certain), before, ours, theirs, moved)
    return Joined(text, is_whole, tuple(taken.items()))


def _what_moved(before: _Side, ours: _Side, theirs: _Side) -> dict[tuple[str, str], _Moved]:
    """What happened to each list whose owner all three have."""
    moved = {}
    shared = [where for where in before.lists if where in ours.lists and where in theirs.lists]
    for where in sorted(shared, key=lambda each: LISTS.index(each[1])):
        old, new, other = (side.lists[where] for side in (before, ours, theirs))
        if where[1] == "updates":
            change = _Moved(_less(new, old), _less(other, old), _less(old, new), _less(old, other))
        else:
            change = _actions_added(old, new, other)
        if any(change):
            moved[where] = change
    return moved


def _actions_added(old: list[Tree], new: list[Tree], other: list[Tree]) -> _Moved:
    """Actions are known by their ids: one reworded is the same one. What is in one is not looked
    at here, unless it is added whole, and not by both.
    """
    known = {_id(item) for item in old}
    ours = [item for item in new if _id(item) not in known]
    theirs = [item for item in other if _id(item) not in known]
    both = {_id(item) for item in ours} & {_id(item) for item in theirs}
    alike = [item for item in theirs if item in ours]
    if both - {_id(item) for item in alike}:
        return _Moved([], [], [], [])
    return _Moved(ours, theirs, [], [])


def _id(item: Tree) -> Tree:
    return item.get("id") if isinstance(item, dict) else None


def _less(items: list[Tree], others: list[Tree]) -> list[Tree]:
    """The items less the others, each as often as it is there."""
    left, rest = list(others), []
    for item in items:
        if item in left:
            left.remove(item)
        else:
            rest.append(item)
    return rest


def _join_list(
    where: tuple[str, str], change: _Moved, before: _Side, ours: _Side, theirs: _Side
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
    missing = _less(change.theirs, change.ours)
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
    result: _Side, before: str, ours: str, theirs: str, moved: dict[tuple[str, str], _Moved]
) -> None:
    """Raise NotJoined unless each update that ought to be there is, once, and no other."""
    sides = [_Side("a side", text) for text in (before, ours, theirs)]
    for where, found in result.lists.items():
        if where[1] != "updates":
            continue
        old, new, other = (side.lists.get(where, []) for side in sides)
        change = moved.get(where)
        if change is None or change.is_plain:
            kept = _less(new, _less(old, other))
            wanted = [*kept, *_less(_less(other, old), _less(new, old))]
            if _less(found, wanted) or _less(wanted, found):
                raise NotJoined(f"the updates of {where[0]} would not come together")
        elif _less(found, [*new, *other]):
            raise NotJoined(f"an update of {where[0]} would be one that nobody wrote")
    lost = {where[0] for side in sides[1:] for where in side.lists} - set(result.paths)
    known = set(sides[0].paths)
    if gone := {each for each in lost if each not in known}:
        raise NotJoined(f"{', '.join(sorted(gone))} would be lost")


def missing(decided: str, before: str, ours: str, theirs: str) -> list[str]:
    """Updates of either side that a text decided by hand has not, in words; those that the other
    side took out are not missed. Raises NotJoined where one of the four cannot be read.
    """
    names = ("the file", "before", "ours", "theirs")
    result, old, new, other = (
        _Side(name, text) for name, text in zip(names, (decided, before, ours, theirs), strict=True)
    )
    found = []
    for where in {**new.lists, **other.lists}:
        if where[1] == "updates":
            was, mine, others = (side.lists.get(where, []) for side in (old, new, other))
            wanted = [
                *_less(mine, _less(was, others)),
                *_less(_less(others, was), _less(mine, was)),
            ]
            for entry in _less(wanted, result.lists.get(where, [])):
                day = entry.get("date") if isinstance(entry, dict) else ""
                found.append(f"{where[0]}, {day}")
    return found


def conflicts(text: str) -> Iterator[tuple[int, str, str]]:
    """Each place that git's marks are left in: its line (from 1), and what each side has there."""
    ours: list[str] | None = None
    theirs: list[str] | None = None
    begun, in_before = 0, False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("<<<<<<<"):
            begun, ours, theirs, in_before = number, [], None, False
        elif line.startswith("|||||||") and ours is not None:
            in_before = True
        elif line.startswith("=======") and ours is not None:
            theirs, in_before = [], False
        elif line.startswith(">>>>>>>") and ours is not None and theirs is not None:
            yield begun, "\n".join(ours), "\n".join(theirs)
            ours = theirs = None
        elif theirs is not None:
            theirs.append(line)
        elif ours is not None and not in_before:
            ours.append(line)
