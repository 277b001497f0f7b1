"""One number that both sides of a merge gave to two new things: the other side's gets another, and
is known under it in the merges that follow.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from cpcplan.domain.numbering import next_measure, next_number, next_outcome
from cpcplan.storage.sides import BEFORE, NotJoined, Side, Thing
from cpcplan.storage.source import Tree


class Renumbered(NamedTuple):
    """A thing, of the other side mostly, and the number that it has now."""

    thing: Thing
    number: str
    is_spoken_of: bool = False
    """Whether words that theirs added speak of the number that it had: they are as they were."""
    is_followed: bool = False
    """The other side has given it another number before, and now ours has that too."""


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


class Aligned(NamedTuple):
    """The three versions, with one number for each thing that they share."""

    before: Side
    ours: Side
    theirs: Side
    followed: tuple[Renumbered, ...]
    """What of ours has the other side's number for it now."""


def aligned(before: Side, ours: Side, theirs: Side) -> Aligned:
    """The three versions as they would be if all had the number that a side has given to a thing
    since (where both have, ours). Raises NotJoined where that number is another's too.
    """
    by_us, by_them = _given_since(before, ours), _given_since(before, theirs)
    for_ours = {old: new for old, new in by_them.items() if old not in by_us}
    for_theirs = {by_them.get(old, old): new for old, new in by_us.items()}
    sides: list[Side] = []
    for name, side, numbers in (
        (BEFORE, before, {**by_them, **by_us}),
        ("our side", ours, for_ours),
        ("their side", theirs, {old: new for old, new in for_theirs.items() if old != new}),
    ):
        if taken := set(numbers.values()) & (side.ids - set(numbers)):
            raise NotJoined(f"{', '.join(sorted(taken))} is one thing here and another there")
        sides.append(side.renumbered(name, numbers))
    was = {thing.id: thing for thing in before.things}
    followed = [Renumbered(was[old], new, is_followed=True) for old, new in for_ours.items()]
    return Aligned(sides[0], sides[1], sides[2], tuple(followed))


def _given_since(before: Side, side: Side) -> dict[str, str]:
    """Numbers of before, each with the one that the same thing has on a side, where it has another:
    its words stand there once, under a number that is new.
    """
    now = {thing.id: thing for thing in side.things}
    numbers: dict[str, str] = {}
    for thing in before.things:
        here = now.get(thing.id)
        if here and here.is_same(thing):
            continue
        again = [t.id for t in side.things if t.id not in before.ids and t.is_same(thing)]
        if len(again) == 1 and again[0] not in numbers.values():
            numbers[thing.id] = again[0]
    return numbers


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
        found.append(Renumbered(thing, number, _speaks_of(theirs.tree, before.tree, thing.id)))
    return tuple(found)


def _speaks_of(tree: Tree, before: Tree, number: str) -> bool:
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
