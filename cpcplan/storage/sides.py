"""One version of an outcome's file in a merge: before, ours, theirs, or what they come to; what is
in it, and the same with other numbers.
"""

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from typing import NamedTuple

from cpcplan.storage.places import Node, walk
from cpcplan.storage.references import identified, spoken_of
from cpcplan.storage.render import Entry, double_quoted, scalar
from cpcplan.storage.salvage import parse
from cpcplan.storage.source import Source
from cpcplan.storage.splice import append, take_back
from cpcplan.storage.tree import Path, Tree

LISTS = ("key_actions", "sub_actions", "success_measures", "updates")
"""Lists that both sides may add to, in the order in which they are joined."""


BEFORE = "the file as it was before"
"""What messages call the version that both sides began with; it alone may be no file at all."""


class NotJoined(ValueError):
    """The two sides cannot be joined without a risk; `str()` says why."""


class Thing(NamedTuple):
    """What has a number in the file: an outcome, a key action, a sub-action, a success measure."""

    kind: str
    id: str
    words: str
    """Its title; of a success measure, what it measures."""
    above: str
    """The id of what it is a part of; empty for an outcome."""

    def is_same(self, other: "Thing") -> bool:
        """Whether both are one thing, under whatever number: capitals and spaces do not count."""
        return self.kind == other.kind and _plain(self.words) == _plain(other.words)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


class Side:
    """One of the versions, and what is in it: nothing, in a file that was not there before.

    Raises NotJoined where it cannot be read.
    """

    def __init__(self, name: str, text: str) -> None:
        self.text = text
        tree, faults = parse(Source(name, text)) if text or name != BEFORE else ({}, [])
        if faults or not isinstance(tree, dict):
            why = faults[0].message if faults else "it is no outcome’s file"
            raise NotJoined(f"{name} cannot be read by itself ({why})")
        self.tree = tree
        self.paths: dict[str, Path] = {}
        self.lists: dict[tuple[str, str], list[Tree]] = {}
        self.things: list[Thing] = []
        """In the order of the file; one number may stand there twice."""
        for kind, path, node in identified(tree):
            identifier = id_of(node)
            if identifier is None:
                continue
            self.things.append(_thing(kind, path, node, tree))
            if kind == "success measure":
                continue
            self.paths[identifier] = path
            for key in LISTS:
                found = node.get(key)
                self.lists[identifier, key] = list(found) if isinstance(found, list) else []

    @property
    def ids(self) -> frozenset[str]:
        """Every number in the file."""
        return frozenset(thing.id for thing in self.things)

    def add(self, where: tuple[str, str], item: Entry) -> None:
        """Add an item at the end of a list of the text. Raises CannotSplice, Unwritable."""
        identifier, key = where
        self.text = append(self.text, self.paths[identifier], key, item).text

    def take(self, where: tuple[str, str], item: Tree) -> None:
        """Take an item out of a list, the last of those alike. Raises CannotSplice."""
        identifier, key = where
        items = self.lists[where]
        place = len(items) - 1 - items[::-1].index(item)
        self.text = take_back(self.text, self.paths[identifier], key, place)
        del items[place]

    def renumbered(
        self, name: str, numbers: Mapping[str, str], only: Collection[Path] | None = None
    ) -> "Side":
        """The same with other numbers in the place of some, wherever the file speaks of them (or
        `only` in these places). Raises NotJoined where more would change.
        """
        if not numbers:
            return self
        text, wanted = self.text, deepcopy(self.tree)
        for path, event, is_key in reversed(tuple(self._spoken_of(numbers))):
            if only is not None and path not in only:
                continue
            number = numbers[event.value]
            is_id = path[-1] == "id" and not is_key
            new = double_quoted(number) if is_id or event.style else scalar(number, flow=True)
            text = text[: event.start_mark.index] + new + text[event.end_mark.index :]
            _put(wanted, path, number, is_key)
        side = Side(name, text)
        if side.tree != wanted:
            raise NotJoined(f"{', '.join(numbers)} cannot get other numbers without a risk")
        return side

    def pointing(self) -> Iterator[tuple[Path, str, str]]:
        """Each sub-action that a success measure is for: where, the measure, and the number."""
        measures = {path: id_of(node) for _, path, node in identified(self.tree)}
        for number, path in spoken_of(self.tree):
            yield path, measures[path[:-2]] or "", number

    def times_spoken_of(self, number: str) -> int:
        """How often the file has a number, or speaks of it, but for words."""
        return sum(1 for _ in self._spoken_of((number,)))

    def _spoken_of(self, numbers: Collection[str]) -> Iterator[Node]:
        """Each place in the text that has one of these numbers, or speaks of one."""
        owners = {path for _, path, _ in identified(self.tree)}
        for path, event, is_key in walk(self.text):
            if getattr(event, "value", None) not in numbers:
                continue
            is_reading = is_key and path[-2:-1] == ("readings",) and "updates" in path
            is_id = not is_key and path[-1:] == ("id",) and path[:-1] in owners
            is_named = not is_key and path[-2:-1] == ("for",) and path[:-2] in owners
            if is_reading or is_id or is_named:
                yield path, event, is_key


def id_of(item: Tree) -> str | None:
    """The id of what has one; None where it has none that could be a number of the plan."""
    found = item.get("id") if isinstance(item, dict) else None
    return found if isinstance(found, str) and any(map(str.isalnum, found)) else None


def _thing(kind: str, path: Path, node: dict[str, Tree], tree: Tree) -> Thing:
    words = node.get("measure" if kind == "success measure" else "title")
    above = ""
    if path:
        holder = tree
        for step in path[:-2]:
            holder = holder[step]  # type: ignore[index]
        above = id_of(holder) or ""
    identifier = str(node.get("id"))
    return Thing(kind, identifier, words if isinstance(words, str) else "", above)


def _put(tree: Tree, path: Path, number: str, is_key: bool) -> None:
    """Put a number at a path of the tree, as a value or in the place of a key."""
    inside = tree
    for step in path[:-1]:
        inside = inside[step]  # type: ignore[index]
    if is_key:
        inside[number] = inside.pop(path[-1])  # type: ignore[index,union-attr,arg-type,call-overload]
    else:
        inside[path[-1]] = number  # type: ignore[index]


def less(items: list[Tree], others: list[Tree]) -> list[Tree]:
    """The items less the others, each as often as it is there."""
    left, rest = list(others), []
    for item in items:
        if item in left:
            left.remove(item)
        else:
            rest.append(item)
    return rest


def missing(
    found: list[Tree], before: list[Tree], ours: list[Tree], theirs: list[Tree], key: str
) -> list[Tree]:
    """What either side has in a list, the other did not take out, and `found` has not.

    Of an entry that both sides changed, one wording is enough: it is known again by its `key`.
    """
    gone = [item for item in less(before, ours) if item in less(before, theirs)]
    changed = [_at(item, key) for item in gone]
    lost = []
    for item in less(wanted(before, ours, theirs), found):
        again = any(_at(each, key) == _at(item, key) for each in less(found, before))
        if again and _at(item, key) in changed:
            changed.remove(_at(item, key))
        else:
            lost.append(item)
    return lost


def wanted(before: list[Tree], ours: list[Tree], theirs: list[Tree]) -> list[Tree]:
    """What a list ought to have: all of both sides that the other did not take out, each once."""
    return [*less(ours, less(before, theirs)), *less(less(theirs, before), less(ours, before))]


def _at(item: Tree, key: str) -> Tree:
    return item.get(key) if isinstance(item, dict) else None
