"""Whether a file in which people decided all of a merge still has what both sides had."""

from collections.abc import Iterator
from contextlib import suppress

from cpcplan.storage.following import InDoubt, aligned
from cpcplan.storage.renumbering import clashes
from cpcplan.storage.sides import BEFORE, Side, Thing, less, missing, wanted
from cpcplan.storage.source import BOM

_OURS, _THEIRS = "our side", "the other side"


def lost_or_doubled(decided: str, before: str, ours: str, theirs: str) -> list[str]:
    """What of either side a text decided by hand has not, or has twice, in words: actions, success
    measures and updates. What the other side took out is not missed, and what has another number
    now is known by its words. Raises NotJoined where one of the texts cannot be read.
    """
    names = ("the file", BEFORE, _OURS, _THEIRS)
    texts = (text.removeprefix(BOM) for text in (decided, before, ours, theirs))
    result, *sides = (Side(*each) for each in zip(names, texts, strict=True))
    old, new, other = sides
    with suppress(InDoubt):  # they decided that, too: what stands elsewhere now is named
        old, new, other, _ = aligned(*sides)
    known = [thing.id for thing in result.things]
    if twice := sorted({each for each in known if known.count(each) > 1}):
        return [f"{each} stands in it twice: give one a number of its own" for each in twice]
    found = list(_missing_of_old(result, old, new, other))
    contested = {thing for pair in clashes(old, new, other) for thing in pair}
    ends = []
    for side, name in ((new, _OURS), (other, _THEIRS)):
        numbers, lost = _found_again(result, old, side, contested)
        found += [f"{_named(thing)} of {name} is not in it" for thing in lost]
        gone = {thing.id for thing in lost}
        renumbered = side.renumbered(name, numbers)
        renumbered.lists = {k: v for k, v in renumbered.lists.items() if k[0] not in gone}
        ends.append(renumbered)
    return [*found, *_updates(result, old, *ends)]


def _missing_of_old(result: Side, old: Side, new: Side, other: Side) -> Iterator[str]:
    """What all three had and the text has not."""
    for thing in old.things:
        if thing.id in new.ids & other.ids and thing.id not in result.ids:
            yield f"{_named(thing)} is not in it"


def _found_again(
    result: Side, old: Side, side: Side, contested: set[Thing]
) -> tuple[dict[str, str], list[Thing]]:
    """What a side added, in the text: the numbers of what has another there, and what is missing.

    What both sides gave one number to is looked for by its words, all else by its number first.
    """
    numbers: dict[str, str] = {}
    lost = []
    there = {thing.id: thing for thing in result.things}
    for thing in side.things:
        if thing.id in old.ids:
            continue
        here = there.get(thing.id)
        if here and (here.is_same(thing) or not _is_contested(thing, contested)):
            continue
        again = [t for t in result.things if t.id not in old.ids and t.is_same(thing)]
        above = numbers.get(thing.above, thing.above)
        again = [t for t in again if t.above == above] or again
        if again:
            numbers[thing.id] = again[0].id
        else:
            lost.append(thing)
    return numbers, lost


def _is_contested(thing: Thing, contested: set[Thing]) -> bool:
    return thing in contested or any(each.id == thing.above for each in contested)


def _updates(result: Side, old: Side, new: Side, other: Side) -> Iterator[str]:
    for where in {**new.lists, **other.lists}:
        if where[1] == "updates":
            was, mine, others = (side.lists.get(where, []) for side in (old, new, other))
            there = result.lists.get(where, [])
            lost = missing(there, was, mine, others, "date")
            yield from (f"{_entry(where[0], each)} is not in it" for each in lost)
            due = wanted(was, mine, others)
            twice = (each for each in less(there, due) if each in due)
            yield from (f"{_entry(where[0], each)} is in it twice" for each in twice)


def _entry(identifier: str, entry: object) -> str:
    day = entry.get("date") if isinstance(entry, dict) else ""
    return f"the entry of {identifier} of {day}"


def _named(thing: Thing) -> str:
    return f"{thing.id} “{thing.words}”"
