"""Reading as much of a plan file as can be read, so that all that is wrong is found at once.

What keeps a file from being YAML for a plan (`syntax`, `tabs`), what nobody can see in it, what git
left in it and what its tree may not hold (`tree`) are brought together here, each with its place.
"""

import re
from collections.abc import Iterator
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from yaml import YAMLError
from yaml.reader import ReaderError

from cpcplan.errors import Fault
from cpcplan.storage.source import Source
from cpcplan.storage.syntax import Objection, before, gave_up_at, objection
from cpcplan.storage.tabs import tabs
from cpcplan.storage.tree import MOST, STOPS, Tree, build

_FIRST = MOST + 1
_MENDED = 100
"""How often a file is mended to find what is wrong further down."""
_READ_AGAIN = 20_000_000
"""How many characters may be read again for that: a huge file is mended less often."""

# Patterns are compiled where they are used: a plan in order needs none of them.
_UNREADABLE = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)"
# The parser refuses the other control characters itself; these it would take for line ends or
# pass over, and editors would not.
_PARSER_READS = ("\x85", "\u2028", "\u2029", "\ufeff")
_CONFLICTS = ("<<<<<<<", ">>>>>>>", "\n=======", "\n|||||||")
_CONFLICT = r"(?m)^(<{7}|>{7}|\|{7}|={7})(?= |\r?$)"


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
    for _ in range(max(1, min(_MENDED, _READ_AGAIN // (len(text) + 1)))):
        root: list[Tree] = []
        faults: list[Fault] = []
        try:
            build(Source(name, text), root, faults)
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
            stopped = any(fault.rule in STOPS for fault in faults)
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
