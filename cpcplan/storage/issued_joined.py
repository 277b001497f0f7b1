"""issued.yaml after a merge: the papers that both sides issued, in one list."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from cpcplan.storage.folder import ISSUED_FILE
from cpcplan.storage.line_ends import as_windows, levelled
from cpcplan.storage.render import Entry, Layout, block_item
from cpcplan.storage.salvage import parse
from cpcplan.storage.sides import NotJoined, less, missing
from cpcplan.storage.source import BOM, Source
from cpcplan.storage.tree import Tree


class _Paper(NamedTuple):
    """An entry, and the lines that it stands on, with the comments right above it."""

    entry: Tree
    text: str


def with_both(before: str, ours: str, theirs: str, kept_as: Mapping[str, str]) -> tuple[str, int]:
    """The text with what both sides issued, and how many papers of theirs came to ours: what was
    there before in its order, then what was added, by day, ours first. `kept_as` are the names that
    both sides gave to a paper, each with the one that theirs has now.

    Raises NotJoined where that is not sure: an entry was changed, or is laid out in another way.
    """
    head, mine = _papers("our side", ours)
    old = _papers("what both sides began with", before)[1]
    others = _papers("their side", theirs)[1]
    was, new, other = ([each.entry for each in side] for side in (old, mine, others))
    for side in (new, other):
        changed = {_name(entry) for entry in less(side, was)}
        if changed & {_name(entry) for entry in less(was, side)}:
            raise NotJoined("one side changed what stood there of a paper: decide by hand")
    gone = [*less(was, new), *less(was, other)]
    kept = [paper for paper in mine if paper.entry in was and paper.entry not in gone]
    added = [paper for paper in mine if paper.entry not in was]
    others = [_renamed(paper, kept_as) for paper in others if paper.entry not in was]
    there = [paper.entry for paper in added]
    new_to_us = [paper for paper in others if paper.entry not in there]
    added = sorted([*added, *new_to_us], key=lambda paper: _day(paper.entry))
    papers = [*kept, *added]
    text = head + "".join(paper.text for paper in papers) or "[]\n"
    tree, faults = parse(Source(ISSUED_FILE, text))
    if faults or tree != [paper.entry for paper in papers]:
        raise NotJoined("the papers of both sides do not come together by themselves")
    text = as_windows(text) if "\r\n" in ours else text
    return (BOM if ours.startswith(BOM) else "") + text, len(new_to_us)


def lost_or_doubled_papers(
    decided: str, before: str, ours: str, theirs: str, kept_as: Mapping[str, str]
) -> list[str]:
    """Papers of either side that a text decided by hand has not, or has twice, in words; what one
    side took out is not missed. Raises NotJoined where one of the texts cannot be read.
    """
    texts = {
        "the file": decided,
        "what both sides began with": before,
        "our side": ours,
        "their side": theirs,
    }
    result, was, new, other = (
        [paper.entry for paper in _papers(name, text)[1]] for name, text in texts.items()
    )
    other = [_renamed(_Paper(e, ""), kept_as).entry if e not in was else e for e in other]
    lost = missing(result, was, new, other, "paper")
    found = [f"the paper {_name(entry)} of {_day(entry)} is not in it" for entry in lost]
    names = Counter(map(_name, result))
    return found + [f"{name} is in it {n} times" for name, n in names.items() if n > 1]


def _papers(name: str, text: str) -> tuple[str, list[_Paper]]:
    """What stands above the first paper, and each paper. Raises NotJoined."""
    body = levelled(text.removeprefix(BOM))
    body += "" if not body or body.endswith("\n") else "\n"
    tree, faults = parse(Source(name, body)) if body.strip() else ([], [])
    if faults or not isinstance(tree, list):
        why = faults[0].message if faults else "it is no list of papers"
        raise NotJoined(f"{name} cannot be read by itself ({why})")
    begins = [found.start() for found in re.finditer(r"(?m)^(?:#.*\n)*-(?= |$)", body)]
    ends = [*begins[1:], len(body)]
    texts = [body[start:end] for start, end in zip(begins, ends, strict=False)]
    if [parse(Source(name, each))[0] for each in texts] != [[entry] for entry in tree]:
        raise NotJoined(f"{name} is not laid out with each paper on lines of its own, after `- `")
    head = body[: begins[0]] if begins else ""
    return head, [_Paper(*each) for each in zip(tree, texts, strict=True)]


def _renamed(paper: _Paper, kept_as: Mapping[str, str]) -> _Paper:
    name = _name(paper.entry)
    if name not in kept_as or not isinstance(paper.entry, dict):
        return paper
    entry: dict[str, Tree] = {**paper.entry, "paper": kept_as[name]}
    texts: Entry = {key: value for key, value in entry.items() if isinstance(value, str)}
    return _Paper(entry, block_item(texts, 0, Layout()))


def _name(entry: Tree) -> str:
    return str(entry.get("paper")) if isinstance(entry, dict) else ""


def _day(entry: Tree) -> str:
    return str(entry.get("date")) if isinstance(entry, dict) else ""
