"""A number that a merge gave to a thing, followed in the merges after it: a copy that has not heard
of it yet says the old one.

The same words under a new number are no evidence: somebody may have reworded the one, and begun
another with the words that it had. What is followed is a story, the entries that a thing has; where
that leaves a doubt, and the other side has something to say of the thing, people decide.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cpcplan.storage.references import identified
from cpcplan.storage.renumbering import Follows, Renumbered, speaks_of
from cpcplan.storage.sides import BEFORE, NotJoined, Side, Thing, id_of, less
from cpcplan.storage.tree import Tree


class Aligned(NamedTuple):
    """The three versions, with one number for each thing that they share."""

    before: Side
    ours: Side
    theirs: Side
    followed: tuple[Renumbered, ...]
    """What has the number now that one of the sides had for it."""


def aligned(before: Side, ours: Side, theirs: Side) -> Aligned:
    """The three versions as they would be if all had the number that a side has given to a thing
    since (where both have, ours). Raises NotJoined where that is not sure, InDoubt where nothing
    tells whose an entry is.
    """
    by_us, by_them = _given_since(before, ours, theirs), _given_since(before, theirs, ours)
    for_ours = {old: new for old, new in by_them.items() if old not in by_us}
    for_theirs = {by_them.get(old, old): new for old, new in by_us.items()}
    for_theirs = {old: new for old, new in for_theirs.items() if old != new}
    followed: list[Renumbered] = []
    sides: list[Side] = []
    plan: tuple[tuple[str, Side, Mapping[str, str], Follows], ...] = (
        (BEFORE, before, {**by_them, **by_us}, ""),
        ("our side", ours, for_ours, "theirs"),
        ("their side", theirs, for_theirs, "ours"),
    )
    for name, side, numbers, whose in plan:
        if taken := set(numbers.values()) & (side.ids - set(numbers)):
            named = ", ".join(sorted(taken))
            raise NotJoined(
                f"{named} is one thing here and another there: join it by hand, and git add it"
            )
        sides.append(side.renumbered(name, numbers))
        known = {thing.id: thing for thing in side.things} if whose else {}
        followed += [
            Renumbered(known[old], new, speaks_of(side.tree, before.tree, old), whose)
            for old, new in numbers.items()
            if old in known
        ]
    return Aligned(sides[0], sides[1], sides[2], tuple(followed))


class InDoubt(NotJoined):
    """Which thing a number of before is now is for people to say, whatever else is certain."""


class _Doubt(Exception):
    """What a thing is now is not sure: it may be any of `args`."""


def _given_since(before: Side, side: Side, other: Side) -> dict[str, str]:
    """Numbers of before, each with the one that the same thing has on a side, where it has another.

    Raises InDoubt where that is not sure, and the other side says something new of the thing.
    """
    was, now = _Stories(before), _Stories(side)
    there = {thing.id: thing for thing in other.things}
    numbers: dict[str, str] = {}
    for thing in before.things:
        try:
            found = _found_again(thing, was, now, numbers)
        except _Doubt as doubt:
            here, others = now.things.get(thing.id), there.get(thing.id)
            is_agreed = here and others and here.is_same(others)
            if not is_agreed and _says_more_of(thing.id, other, before):
                raise InDoubt(_doubtful(thing, doubt.args)) from None
            continue
        if found != thing.id and found not in numbers.values():
            numbers[thing.id] = found
    return numbers


def _found_again(thing: Thing, was: "_Stories", now: "_Stories", numbers: Mapping[str, str]) -> str:
    """The number that a thing of before has on a side; its own too where it is gone from there.
    `numbers` are those of what stands above it. Raises _Doubt.
    """
    above = numbers.get(thing.above, thing.above)
    here = now.things.get(thing.id)
    # What stands below a number that is another's now is another's, too.
    is_in_place = here and here.kind == thing.kind and above in (here.above, thing.above)
    stood = here if is_in_place else None
    if stood and stood.is_same(thing):
        return thing.id
    story = was.of(thing)
    again = [
        each
        for each in now.things.values()
        if each.id not in was.things and each.is_same(thing) and not less(story, now.of(each))
    ]
    if here or not story:  # moved elsewhere, it is known by its story alone
        again = [each for each in again if each.above == above]
    left = less(story, now.of(stood)) if stood else story
    has_nothing_of_it = bool(story) and left == story
    if len(again) == 1 and (not stood or has_nothing_of_it):
        return again[0].id
    if again or (has_nothing_of_it if stood else here):
        raise _Doubt(*([here] if here else []), *again)
    return thing.id


class _Stories:
    """The things of a version, and what was recorded of each."""

    def __init__(self, side: Side) -> None:
        self.things = {thing.id: thing for thing in side.things}
        self._nodes = {id_of(node): node for _, _, node in identified(side.tree)}

    def of(self, thing: Thing) -> list[Tree]:
        """The entries of an action and of all below it; of a measure, its readings. No number of
        anything is in them, for that may be another elsewhere.
        """
        if thing.kind == "success measure":
            return [
                [entry.get("date"), found[thing.id]]
                for entry in _entries(self._nodes.get(thing.above))
                if isinstance(found := entry.get("readings"), dict) and thing.id in found
            ]
        return [_unnumbered(entry) for entry in _entries(self._nodes.get(thing.id))]


def _entries(node: Tree) -> Iterator[dict[str, Tree]]:
    if isinstance(node, dict):
        yield from (each for each in _list(node, "updates") if isinstance(each, dict))
        for key in ("key_actions", "sub_actions"):
            for below in _list(node, key):
                yield from _entries(below)


def _list(node: dict[str, Tree], key: str) -> list[Tree]:
    found = node.get(key)
    return found if isinstance(found, list) else []


def _unnumbered(entry: dict[str, Tree]) -> Tree:
    readings = entry.get("readings")
    values: Tree = list(readings.values()) if isinstance(readings, dict) else readings
    return {**entry, "readings": values}


def _says_more_of(identifier: str, side: Side, before: Side) -> bool:
    """Whether a side differs from before in a thing, or in what it says of it."""
    now, was = (
        next((n for _, _, n in identified(each.tree) if id_of(n) == identifier), None)
        for each in (side, before)
    )
    return now != was or side.times_spoken_of(identifier) != before.times_spoken_of(identifier)


def _doubtful(thing: Thing, found: tuple[Thing, ...]) -> str:
    may_be = " or ".join(f"{each.id} “{each.words}”" for each in found)
    return (
        f"{thing.id} was “{thing.words}”, and one side has {may_be} now: whose is what the other "
        f"side recorded of {thing.id}? Put it where it belongs"
    )
