"""Joining what two people recorded: one text of three, an outcome's file before, ours and theirs.

What both added to lists is put one after the other, ours first; all else is left to git's own
merge of lines. To that end, what they added is first added to ours and to the file as it was
before, too: then git finds no two additions in one place, and whatever stands around them, a
comment in an entry for one, comes through. The result is proved: each entry that ought to be
there is, once, and none that nobody wrote.
"""

from collections.abc import Callable
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
            why = faults[0].message if faults else "it is no outcome’s file"
            raise NotJoined(f"{name} cannot be read by itself ({why})")
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
    found = _joined(before, ours, theirs, merge, _join_list)
    if not found.is_whole and "#" not in _less_lines(theirs, before):
        # Their hand may have laid an entry out in another way than ours would be: where no comment
        # goes with it, it is taken from their text, and written anew in ours.
        try:
            again = _joined(before, ours, theirs, merge, _move_list)
        except NotJoined:
            return found
        found = again if again.is_whole else found
    return found


def _less_lines(text: str, other: str) -> str:
    """The lines of a text that the other has not."""
    known = set(other.splitlines())
    return "\n".join(line for line in text.splitlines() if line not in known)


def _joined(before: str, ours: str, theirs: str, merge: Merge, make_alike: "_MakeAlike") -> Joined:
    mark = "\ufeff" if ours.startswith("\ufeff") else ""
    texts = [text.removeprefix("\ufeff") for text in (before, ours, theirs)]
    names = ("the file as it was before", "our side", "their side")
    sides = [_Side(name, text) for name, text in zip(names, texts, strict=True)]
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
    _prove(_Side("what both sides come to", certain), moved, *texts)
    return Joined(mark + text, is_whole, tuple(taken.items()))


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


def _id(item: Tree) -> str | None:
    """The id of an action; None where it has none that is text."""
    found = item.get("id") if isinstance(item, dict) else None
    return found if isinstance(found, str) else None


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


_MakeAlike = Callable[[tuple[str, str], _Moved, _Side, _Side, _Side], int]


def _move_list(
    where: tuple[str, str], change: _Moved, before: _Side, ours: _Side, theirs: _Side
) -> int:
    """As `_join_list`, but for updates that theirs added: these are taken out of theirs."""
    if where[1] != "updates" or change.gone_from_ours or change.gone_from_theirs:
        return _join_list(where, change, before, ours, theirs)
    for item in reversed(change.theirs):
        theirs.take(where, item)
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
    result: _Side, moved: dict[tuple[str, str], _Moved], before: str, ours: str, theirs: str
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
    before_ids, our_ids, their_ids = (set(side.paths) for side in sides)
    there = set(result.paths)
    if lost := ((our_ids | their_ids) - before_ids) - there:
        raise NotJoined(f"{', '.join(sorted(lost))} would be lost")
    if back := ((before_ids - our_ids) | (before_ids - their_ids)) & there:
        raise NotJoined(f"{', '.join(sorted(back))}, which one side took out, would come back")


def lost_or_doubled(decided: str, before: str, ours: str, theirs: str) -> list[str]:
    """Updates of either side that a text decided by hand has not, or has twice, in words; those
    that the other side took out are not missed. Raises NotJoined where one of the texts cannot be
    read.
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
            there = result.lists.get(where, [])
            found += [f"{_of(where, entry)} is not in it" for entry in _less(wanted, there)]
            twice = [entry for entry in _less(there, wanted) if entry in wanted]
            found += [f"{_of(where, entry)} is in it twice" for entry in twice]
    return found


def _of(where: tuple[str, str], entry: Tree) -> str:
    day = entry.get("date") if isinstance(entry, dict) else ""
    return f"the entry of {where[0]} of {day}"
