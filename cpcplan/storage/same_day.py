"""What two people recorded of one action on one day, and not alike: of two ratings, say, the one
further down in the file counts, whoever is right.
"""

from collections.abc import Iterator
from typing import NamedTuple

from cpcplan.storage.sides import BEFORE, Side, less
from cpcplan.storage.source import BOM, Tree

_FIELDS = ("rag", "timescale", "state")


class AtOdds(NamedTuple):
    """What was said of one thing on one day, in the order of the file: the last counts."""

    of: str
    """The id of the action; of a reading, that of the measure."""
    field: str
    """`rag`, `timescale`, `state` or `readings`."""
    day: str
    """As the file has it."""
    said: tuple[tuple[str, str], ...]
    """What, and by whom (a lead's key or a name; empty where the entry names nobody)."""


def at_odds(text: str, before: str) -> tuple[AtOdds, ...]:
    """What a file has since `before` that gives one thing two values on one day. Raises NotJoined
    where either cannot be read.
    """
    now, then = Side("the file", text.removeprefix(BOM)), Side(BEFORE, before.removeprefix(BOM))
    found: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for where, entries in now.lists.items():
        if where[1] == "updates":
            for entry in less(entries, then.lists.get(where, [])):
                for of, field, value in _told(where[0], entry):
                    day, by = _text(entry, "date"), _text(entry, "by")
                    found.setdefault((of, field, day), []).append((value, by))
    return tuple(
        AtOdds(*what, tuple(dict.fromkeys(said)))
        for what, said in found.items()
        if len({value for value, _ in said}) > 1
    )


def _told(identifier: str, entry: Tree) -> Iterator[tuple[str, str, str]]:
    """What an entry gives a value to: the id, the field, the value."""
    yield from ((identifier, key, value) for key in _FIELDS if (value := _text(entry, key)))
    readings = entry.get("readings") if isinstance(entry, dict) else None
    if isinstance(readings, dict):
        yield from ((of, "readings", str(value)) for of, value in readings.items())


def _text(entry: Tree, key: str) -> str:
    found = entry.get(key) if isinstance(entry, dict) else None
    return found if isinstance(found, str) else ""
