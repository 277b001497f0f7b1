"""The tree of texts that a plan file holds.

Every scalar stays the text that was written, so `1.10` is 1.10 and `no` is "no". What YAML allows
and a plan does not (tags, anchors, a second document, a key given twice) is a fault with its place.
Nothing here knows what a plan's fields mean.
"""

from collections.abc import Callable
from typing import Any

from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from cpcplan.domain.visible import shown
from cpcplan.errors import Fault
from cpcplan.storage.source import Source

Tree = str | None | list["Tree"] | dict[str, "Tree"]
"""Text, nothing (a key with no value), a list, or a mapping."""
Path = tuple[str | int, ...]
"""Keys and places in lists (from 0) that lead from the top of a file to a value."""

DEEPEST = 16
"""How deep values may be nested; a plan needs eight levels."""
MOST = 100
"""How many faults of a kind are shown of one file."""
STOPS = ("too-deep", "key-not-text")
"""The faults at which building breaks off."""


def build(  # noqa: PLR0912 - one loop, kept fast
    source: Source, root: list[Tree], faults: list[Fault]
) -> None:
    """Put the tree into `root`; what a plan may not hold is added to `faults`.

    The marks of an event are looked at only for a fault: they cost as much as all the rest.
    Raises yaml.YAMLError where the text is not YAML.
    """
    inside: Any = root
    in_mapping = False
    key: str | None = None
    outer: list[tuple[Any, bool]] = []
    seen: dict[str, str] = {}
    may_have_anchors = any(sign in source.text for sign in "&*!")
    next_event: Callable[[], Any] = CParser(source.text).get_event
    while (event := next_event()) is not None:
        kind = event.__class__
        if kind is ScalarEvent:
            value: Any = event.value
            # One text for all that are equal: most words of a plan come again and again.
            value = seen.setdefault(value, value) if value or event.style else None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            inside, in_mapping = outer.pop()
            continue
        elif kind is MappingStartEvent:
            value = {}
        elif kind is SequenceStartEvent:
            value = []
        elif kind is AliasEvent:
            value = None
        elif kind is DocumentStartEvent and root:
            _note(faults, source, event, "several-documents")
            break
        else:
            continue
        if may_have_anchors and (
            event.anchor is not None or (kind is not AliasEvent and event.tag is not None)
        ):
            _note(faults, source, event, "anchor-or-tag")
        if in_mapping and key is None:
            if kind is not ScalarEvent and kind is not AliasEvent:
                _note(faults, source, event, "key-not-text")
                break
            key = value or ""
            if key in inside:
                _note(faults, source, event, "duplicate-key", key)
            continue
        if in_mapping:
            inside[key] = value
            key = None
        else:
            inside.append(value)
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            if len(outer) == DEEPEST:
                _note(faults, source, event, "too-deep")
                break
            outer.append((inside, in_mapping))
            inside, in_mapping = value, kind is MappingStartEvent


_MESSAGES = {
    "several-documents": "a second document begins here: a plan file holds one; delete `---`, "
    "or put what follows into a file of its own",
    "anchor-or-tag": "a word that begins with & or * or ! means something else in YAML: put the "
    "whole text in double quotes, or write out what the word stands for",
    "key-not-text": "a key must be a word: where this is text that begins with a bracket, put the "
    "whole text in double quotes",
    "duplicate-key": "`{}` stands here a second time: keep one of the two, or put what is under "
    "both below the first",
    "too-deep": f"values are nested more than {DEEPEST} deep here, and a plan needs eight levels: "
    "close the brackets, or put text that begins with one in double quotes",
}


def _note(faults: list[Fault], source: Source, event: Any, rule: str, word: str = "") -> None:
    if len(faults) < MOST or rule in STOPS:
        mark = event.start_mark
        message = _MESSAGES[rule].format(shown(word))
        faults.append(Fault(source.name, mark.line + 1, mark.column + 1, rule, message))
