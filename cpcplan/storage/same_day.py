"""What two people recorded of one action on one day, and not alike: of two ratings, say, the one
further down in the file counts, whoever is right.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from cpcplan.storage.sides import BEFORE, Side, less
from cpcplan.storage.source import BOM
from cpcplan.storage.tree import Tree

_REFUSED = "timescale_refused"
_FIELDS = ("rag", "timescale", "timescale_requested", _REFUSED, "leads", "state")


class AtOdds(NamedTuple):
    """What was said of one thing on one day, in the order of the file: the last counts."""

    of: str
    """The id of the action; of a reading, that of the measure."""
    field: str
    """A key of an update: `rag`, `timescale`, `timescale_requested`, `leads`, `state`, `readings`;
    or `timescale_refused`, where more time was both agreed and refused: then the timescales stand
    first, of which the last counts, and the refusals behind them.
    """
    day: str
    """As the file has it."""
    said: tuple[tuple[str, str], ...]
    """What, and by whom (a lead's key or a name; empty where the entry names nobody)."""


_Said = dict[tuple[str, str, str], list[tuple[str, str]]]


def at_odds(text: str, before: str) -> tuple[AtOdds, ...]:
    """What a file has since `before` that gives one thing two values on one day. Raises NotJoined
    where either cannot be read.
    """
    now, then = Side("the file", text.removeprefix(BOM)), Side(BEFORE, before.removeprefix(BOM))
    found: _Said = {}
    for where, entries in now.lists.items():
        if where[1] == "updates":
            for entry in less(entries, then.lists.get(where, [])):
                for of, field, value in _told(where[0], entry):
                    day, by = _text(entry, "date"), _text(entry, "by")
                    found.setdefault((of, field, day), []).append((value, by))
    return tuple(
        # One who came back to it says it again: only what nobody contradicted between is once.
        AtOdds(*what, tuple(each for each, _ in groupby(said)))
        for what, said in _with_refusals(found).items()
        if len({value for value, _ in said}) > 1
    )


def _with_refusals(found: _Said) -> _Said:
    """The same, with what was refused behind what was agreed that day: they are two keys, and
    contradict each other.
    """
    return {
        (of, field, day): [*found.get((of, "timescale", day), []), *said]
        if field == _REFUSED
        else said
        for (of, field, day), said in found.items()
    }


def _told(identifier: str, entry: Tree) -> Iterator[tuple[str, str, str]]:
    """What an entry gives a value to: the id, the field, the value."""
    values = {key: value for key in _FIELDS if (value := _text(entry, key))}
    if "timescale" in values:
        values.pop(_REFUSED, None)  # not what was asked for, but this
    yield from ((identifier, key, value) for key, value in values.items())
    readings = entry.get("readings") if isinstance(entry, dict) else None
    if isinstance(readings, dict):
        yield from ((of, "readings", str(value)) for of, value in readings.items())


def _text(entry: Tree, key: str) -> str:
    """A value in words; of a timescale with a day of its own, both. Empty where there is none."""
    found = entry.get(key) if isinstance(entry, dict) else None
    if isinstance(found, dict):
        return f"{found.get('text')} (due {found.get('due')})"
    if isinstance(found, list):
        return ", ".join(map(str, found))
    return found if isinstance(found, str) else ""
