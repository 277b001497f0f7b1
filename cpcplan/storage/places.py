"""Where in a file something stands: a second reading, made only when a place is wanted."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from yaml import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from cpcplan.storage.syntax import events
from cpcplan.storage.tree import DEEPEST, Path


class Spot(NamedTuple):
    """A value in a file's tree, or (`of_key`) the key that it stands under."""

    path: Path
    of_key: bool = False


Node = tuple[Path, Any, bool]
"""The path to a key or value, the event that begins it, and whether it is a key."""


def places(text: str, spots: Iterable[Spot]) -> dict[Spot, tuple[int, int]]:
    """Line and column, from 1, of each spot; of what holds it, where it is not in the file."""
    wanted = set(spots)
    return places_among(walk(text), wanted) if wanted else {}


def places_among(nodes: Iterable[Node], wanted: Collection[Spot]) -> dict[Spot, tuple[int, int]]:
    """The same, of a text that was walked through."""
    # Every spot may be missing: then its parents stand in for it.
    paths = {spot.path[:n] for spot in wanted for n in range(len(spot.path) + 1)}
    values: dict[Path, tuple[int, int]] = {}
    keys: dict[Path, tuple[int, int]] = {}
    for path, event, is_key in nodes:
        if path in paths:
            mark = event.start_mark
            # The last of a key given twice is the one that is read.
            (keys if is_key else values)[path] = (mark.line + 1, mark.column + 1)
    return {spot: _nearest(spot, keys, values) for spot in wanted}


def _nearest(
    spot: Spot, keys: dict[Path, tuple[int, int]], values: dict[Path, tuple[int, int]]
) -> tuple[int, int]:
    if spot.of_key and spot.path in keys:
        return keys[spot.path]
    for n in range(len(spot.path), -1, -1):
        if spot.path[:n] in values:
            return values[spot.path[:n]]
    return 1, 1


def walk(text: str) -> Iterator[Node]:
    """Each key and each value, in the order of the text, as far as a plan may go: where values are
    nested too deep or a key is a list, nothing more is looked for.
    """
    path: list[str | int] = []
    waits_for_key: list[bool | None] = []  # None: inside a list
    try:
        for event in events(text):
            if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                waits_for_key.pop()
                path.pop()
                _advance(path, waits_for_key)
                continue
            is_leaf = isinstance(event, (ScalarEvent, AliasEvent))
            if isinstance(event, DocumentEndEvent):
                return  # a second one is read by nobody
            if not is_leaf and not isinstance(event, (MappingStartEvent, SequenceStartEvent)):
                continue
            if waits_for_key and waits_for_key[-1]:
                if not is_leaf:
                    return
                path[-1] = getattr(event, "value", "")
                yield tuple(path), event, True
                waits_for_key[-1] = False
                continue
            yield tuple(path), event, False
            if is_leaf:
                _advance(path, waits_for_key)
            elif len(path) > DEEPEST:
                return
            else:
                is_list = isinstance(event, SequenceStartEvent)
                waits_for_key.append(None if is_list else True)
                path.append(0 if is_list else "")
    except YAMLError:
        return


def _advance(path: list[str | int], waits_for_key: list[bool | None]) -> None:
    """On to the next item of the list, or the next key of the mapping."""
    if not waits_for_key:
        return
    if waits_for_key[-1] is None:
        path[-1] = int(path[-1]) + 1
    else:
        waits_for_key[-1] = True
