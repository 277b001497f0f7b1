"""One number that both sides of a merge gave to two new things: the other side's gets another."""

import re
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from cpcplan.domain.numbering import next_measure, next_number, next_outcome
from cpcplan.storage.sides import Side, Thing
from cpcplan.storage.tree import Tree

Follows = Literal["", "ours", "theirs"]


class Renumbered(NamedTuple):
    """A thing, of the other side mostly, and the number that it has now."""

    thing: Thing
    number: str
    is_spoken_of: bool = False
    """Whether words that came with it speak of the number that it had: they are as they were."""
    follows: Follows = ""
    """The side that has had this number for it since an earlier merge; none where it is new."""


def clashes(before: Side, ours: Side, theirs: Side) -> Iterator[tuple[Thing, Thing]]:
    """What both sides added under one number and is not one thing: ours, and theirs.

    What both call by the same words is one thing, and where they differ in it, people decide.
    """
    mine = {thing.id: thing for thing in ours.things}
    for thing in theirs.things:
        other = mine.get(thing.id)
        if not other or thing.id in before.ids:
            continue
        if thing.above != other.above or not thing.is_same(other):
            yield other, thing


def renumbered(
    before: Side, ours: Side, theirs: Side, taken: Collection[str]
) -> tuple[Renumbered, ...]:
    """What of theirs needs another number, and which: the next free one, as `add` would give it.
    What hangs on such an action goes with it. `taken` are the ids of the other files.
    """
    used = {*taken, *before.ids, *ours.ids, *theirs.ids}
    clashing = {theirs_thing for _, theirs_thing in clashes(before, ours, theirs)}
    numbers: dict[str, str] = {}
    found = []
    for thing in theirs.things:  # an action before what hangs on it
        follows = thing.above in numbers and thing.id.startswith(thing.above)
        if thing.id in before.ids or not (follows or thing in clashing):
            continue
        above = numbers.get(thing.above, thing.above)
        number = above + thing.id.removeprefix(thing.above) if follows else ""
        if not number or number in used:
            beside = [t.id for t in (*ours.things, *theirs.things) if t.above == above]
            number = _free(thing, above, beside, used)
        numbers[thing.id] = number
        used.add(number)
        found.append(Renumbered(thing, number, speaks_of(theirs.tree, before.tree, thing.id)))
    return tuple(found)


def speaks_of(tree: Tree, before: Tree, number: str) -> bool:
    """Whether words in a tree, and not in the one before, speak of a number."""
    pattern = re.compile(rf"(?<![\w.]){re.escape(number)}(?!\w|\.\d)")
    known = frozenset(_words(before))
    return any(pattern.search(words) for words in _words(tree) if words not in known)


def _words(tree: Tree) -> Iterator[str]:
    """Every text of a tree but the numbers of things, and the days."""
    if isinstance(tree, str) and " " in tree:
        yield tree
    elif isinstance(tree, list):
        for item in tree:
            yield from _words(item)
    elif isinstance(tree, dict):
        for value in tree.values():
            yield from _words(value)


def _free(thing: Thing, above: str, beside: list[str], used: Collection[str]) -> str:
    if thing.kind == "success measure":
        return next_measure(thing.id, used)
    if thing.kind == "outcome":
        return next_outcome([thing.id, *beside], used)
    return next_number(above, beside, used, "." if thing.kind == "key action" else "")
