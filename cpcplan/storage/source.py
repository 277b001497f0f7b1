"""One plan file: its bytes, its text, and the tree of texts in it.

Every scalar stays the text that was written, so `1.10` is 1.10 and `no` is "no". What YAML allows
and a plan does not (tabs, tags, anchors, a second document, a key given twice) is a fault with
its place. Nothing here knows what a plan's fields mean.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple

from yaml import YAMLError
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
from yaml.reader import ReaderError

from cpcplan.domain.visible import shown
from cpcplan.errors import Fault
from cpcplan.storage.syntax import Objection, before, events, gave_up_at, objection, tabs

__all__ = ["DEEPEST", "MOST", "Path", "Source", "Tree", "decode", "events", "parse", "salvage"]

Tree = str | None | list["Tree"] | dict[str, "Tree"]
"""Text, nothing (a key with no value), a list, or a mapping."""
Path = tuple[str | int, ...]
"""Keys and places in lists (from 0) that lead from the top of a file to a value."""

DEEPEST = 16
"""How deep values may be nested; a plan needs eight levels."""
MOST = 100
"""How many faults of a kind are shown of one file, and how often it is mended to find them."""
_FIRST = MOST + 1
_READ_AGAIN = 20_000_000
"""How many characters may be read again for that: a huge file is mended less often."""

BOM = "\ufeff"
# Patterns are compiled where they are used: a plan in order needs none of them.
_UNREADABLE = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)"
# The parser refuses the other control characters itself; these it would take for line ends or
# pass over, and editors would not.
_PARSER_READS = ("\x85", "\u2028", "\u2029", "\ufeff")
_CONFLICTS = ("<<<<<<<", ">>>>>>>", "\n=======", "\n|||||||")
_CONFLICT = r"(?m)^(<{7}|>{7}|\|{7}|={7})(?= |\r?$)"
_STOPS = ("too-deep", "key-not-text")


class Source(NamedTuple):
    """A file as read: `name` is how messages call it, `text` is without the byte order mark."""

    name: str
    text: str

    def place(self, index: int) -> tuple[int, int]:
        """Line and column, from 1, of a place in the text (in characters, from 0)."""
        line = self.text.count("\n", 0, index)
        return line + 1, index - (self.text.rfind("\n", 0, index) + 1) + 1

    def fault(self, index: int, rule: str, message: str) -> Fault:
        """A fault at a place in the text."""
        return Fault(self.name, *self.place(index), rule, message)


def decode(name: str, data: bytes) -> tuple[Source | None, list[Fault]]:
    """The text of a file, or what keeps it from being text; a byte order mark is cut off."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:4]:
        return None, [_not_utf8(name, 1, 1, "this file is UTF-16, not UTF-8")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        found = f"a character here is not UTF-8 (byte {data[error.start]:#04x})"
        return None, [_not_utf8(name, line, column, found)]
    return Source(name, text.removeprefix(BOM)), []


def _not_utf8(name: str, line: int, column: int, found: str) -> Fault:
    advice = "in your editor, save it again with the encoding UTF-8"
    return Fault(name, line, column, "not-utf-8", f"{found}: {advice}")


def parse(source: Source) -> tuple[Tree, list[Fault]]:
    """The tree of texts, and all that is wrong with the file as YAML for a plan.

    A file that holds nothing gives None and a fault. Where the YAML breaks off, the tree is what
    came before.
    """
    read = salvage(source)
    return read.tree, read.faults


class Salvaged(NamedTuple):
    """What could be read of a file, however broken."""

    tree: Tree
    faults: list[Fault]
    mended: Source
    """The text as it was read: each place is where it is in the file."""
    whole: bool
    """False where reading broke off: what is missing may stand in the rest."""


def salvage(source: Source) -> Salvaged:
    """As much as can be read, so that all that is wrong is found at once."""
    text = source.text
    found: list[Objection] = []
    if any(sign in text for sign in _CONFLICTS):
        found = list(islice(_conflicts(source), _FIRST))
        if found:
            return Salvaged(None, _located(source, found), source, whole=False)
    if any(c in text for c in _PARSER_READS) or text.count("\r") != text.count("\r\n"):
        found = list(islice(_odd_characters(text), _FIRST))
        if any(text[each.at] == "\r" or not before(text, each.at) for each in found):
            # Where lines end and how far they are indented is anybody's guess.
            return Salvaged(None, _located(source, found), source, whole=False)
        text = re.sub(_UNREADABLE, " ", text)
    tree, built, text, whole = _read(source.name, text, found)
    if "\t" in text and (in_tabs := list(islice(tabs(text), _FIRST))):
        found += in_tabs
        first = next((tab.at for tab in in_tabs if tab.mended is None), None)
        if first is not None:
            # What stands behind a tab may be anything's: what it seems to be would mislead.
            found = [each for each in found if each.rule != "yaml" or each.at < first]
            tree, built, whole = None, [], False
    faults = sorted(_located(source, found) + built)
    if len(faults) >= MOST:  # What is wrong besides would only keep the reader waiting.
        return Salvaged(None, faults, source, whole=False)
    nothing = not faults or not re.sub(r"(?m)^(#.*|---|\.\.\.)?\s*$", "", text)
    if tree in (None, "null", "~") and nothing:
        message = "this file is empty: restore it (git shows it as it was) or remove it"
        faults, tree = [Fault(source.name, 1, 1, "empty-file", message)], None
    return Salvaged(tree, faults, Source(source.name, text), whole)


def _read(name: str, text: str, found: list[Objection]) -> tuple[Tree, list[Fault], str, bool]:
    """The tree, the faults in it, the text as far as it was mended, and whether that was enough.
    What the parser objects to is added to `found`.
    """
    lines: set[int] = set()
    for _ in range(max(1, min(MOST, _READ_AGAIN // (len(text) + 1)))):
        root: list[Tree] = []
        faults: list[Fault] = []
        try:
            _build(Source(name, text), root, faults)
        except ReaderError as error:
            odd = list(islice(_odd_characters(text), _FIRST))
            found += odd or [objection(error, text)]
            mended: str | None = re.sub(_UNREADABLE, " ", text) if odd else None
        except YAMLError as error:
            if (too_deep := gave_up_at(error)) is not None:
                text = text[:too_deep]  # what stands before says where values are too deep for us
                continue
            objected = objection(error, text)
            line_start = text.rfind("\n", 0, objected.at)
            if line_start not in lines:
                found.append(objected)
            lines.add(line_start)
            mended = objected.mended
        else:
            stopped = any(fault.rule in _STOPS for fault in faults)
            return (root[0] if root else None), faults, text, not stopped
        if mended is None or mended == text:
            break
        text = mended
    return (root[0] if root else None), faults, text, False


def _located(source: Source, found: list[Objection]) -> list[Fault]:
    """The objections as faults, one of the parser's for each line."""
    faults: dict[tuple[int, str], Fault] = {}
    line, line_start = 1, 0
    for each in sorted(found, key=attrgetter("at")):
        line += source.text.count("\n", line_start, each.at)
        line_start = source.text.rfind("\n", line_start, each.at) + 1 or line_start
        fault = Fault(source.name, line, each.at - line_start + 1, each.rule, each.message)
        faults.setdefault((line, each.rule), fault)
    shown = list(faults.values())
    if len(shown) > MOST:
        message = f"{shown[MOST - 1].message} (and so in more lines)"
        shown[MOST - 1 :] = [shown[MOST - 1]._replace(message=message)]
    return shown


def _conflicts(source: Source) -> Iterator[Objection]:
    """Each place where git left both sides of a merge."""
    from cpcplan.storage.naming import as_typed

    found = list(re.finditer(_CONFLICT, source.text))
    message = (
        "git left a merge conflict here: `cpcplan resolve` joins what both sides recorded, "
        f"`git diff {as_typed(source.name)}` shows both; else keep what is right and delete the "
        "lines of <<<<<<<, ======= and >>>>>>>"
    )
    for mark in [m for m in found if m[1][0] == "<"] or found[:1]:
        yield Objection(mark.start(), message, "conflict-marker")


def _odd_characters(text: str) -> Iterator[Objection]:
    """Characters that nobody sees and no two programs read alike, the first of each line."""
    line_end = -1
    for match in re.finditer(_UNREADABLE, text):
        if match.start() < line_end:
            continue
        line_end = text.find("\n", match.start())
        line_end = len(text) if line_end < 0 else line_end
        message = (
            "a line end of old Macintosh files is here: in your editor, save this file with the "
            "line ends of Unix or Windows"
            if match[0] == "\r"
            else f"a character that cannot be seen (U+{ord(match[0]):04X}) is in the text here: "
            "delete it, or write the line anew"
        )
        yield Objection(match.start(), message, "control-character")


def _build(  # noqa: PLR0912 - one loop, kept fast
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
    if len(faults) < MOST or rule in _STOPS:
        mark = event.start_mark
        message = _MESSAGES[rule].format(shown(word))
        faults.append(Fault(source.name, mark.line + 1, mark.column + 1, rule, message))
