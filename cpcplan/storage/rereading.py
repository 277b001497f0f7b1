"""A plan's file read once more, by its keys and values with their places: what `check` looks for in
the file itself. Comments and quotes are told apart here, which the plan knows nothing of.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, NamedTuple

from yaml.events import ScalarEvent

from cpcplan.domain.model import PLAN_FILE
from cpcplan.storage.folder import Folder
from cpcplan.storage.places import Node, Spot, places_among, walk
from cpcplan.storage.source import Source, decode
from cpcplan.storage.tree import Path

if TYPE_CHECKING:
    from cpcplan.domain.checks.where import Where

# What a # without a space before its word, or before a number, more likely is than a comment.
_CUTS_OFF = r"(?<![ \t])[ \t]+(?P<rest>#(?:[^\s#]|[ \t]?[0-9])[^\r\n]*)"
# What YAML 1.2 reads as a number, and PyYAML (1.1) as text.
_NUMBER = r"[-+]?(?:0o[0-7]+|(?:\.[0-9]+|[0-9]+\.?[0-9]*)[eE][-+]?[0-9]+)"


class Detail(NamedTuple):
    """What looks like a personal detail in a file, and where (characters, from 0)."""

    source: Source
    at: int
    words: str
    kind: str


class Reread(NamedTuple):
    """A file's text, and its keys and values in order."""

    file: FilePath
    source: Source
    nodes: list[Node]

    def places(self, wanted: Collection["Where"]) -> dict["Where", tuple[str, int, int]]:
        """File, line and column of each place that is in this file; those of what should hold it,
        where it is absent.
        """
        owners: dict[str, Path] = {}
        if self.file.name == PLAN_FILE:
            owners[PLAN_FILE] = ()
        for path, event, is_key in self.nodes:
            if path[-1:] == ("id",) and not is_key and path[-2:-1] != ("printed",):
                owners.setdefault(getattr(event, "value", ""), path[:-1])
        spots = {
            where: Spot((*owners[where.id], *where.path), where.of_key)
            for where in wanted
            if where.id in owners
        }
        at = places_among(self.nodes, set(spots.values()))
        return {where: (self.source.name, *at[spot]) for where, spot in spots.items()}

    def bare_ids(self) -> Iterator[tuple[int, str]]:
        """Each id without quotes that other YAML readers would take for a number or a word of their
        own (`1.10` for 1.1, `no` for false), and where it stands (characters, from 0).
        """
        from yaml.nodes import ScalarNode
        from yaml.resolver import Resolver

        resolver = Resolver()
        for path, event, is_key in self.nodes:
            is_bare = isinstance(event, ScalarEvent) and not event.style
            if not is_bare or not _is_of_id(path, is_key):
                continue
            tag = resolver.resolve(ScalarNode, event.value, (True, False))  # type: ignore[no-untyped-call]
            if tag != resolver.DEFAULT_SCALAR_TAG or re.fullmatch(_NUMBER, event.value):
                yield event.start_mark.index, event.value

    def cut_off(self) -> Iterator[tuple[int, str]]:
        """What stands behind ` #` in a line of text without quotes and is hardly a comment, and
        where the # is (characters, from 0).
        """
        text = self.source.text
        found = {
            match.start(): match
            for match in re.finditer(_CUTS_OFF, text)
            if not re.match("(?i)#check:", match["rest"])
        }
        if not found:
            return
        for _, event, is_key in self.nodes:
            is_bare = isinstance(event, ScalarEvent) and not event.style
            behind = found.get(event.end_mark.index) if is_bare and not is_key else None
            if behind and event.value:
                yield behind.start("rest"), behind["rest"]

    def details(self) -> Iterator[Detail]:
        """What looks like a personal detail: in the text as it stands, comments too, and in the
        values as they are read, which may run over several lines or be written in escapes.
        """
        from cpcplan.domain.personal import personal_details

        text = self.source.text
        places = []
        for found in personal_details(text):
            places.append(found.start)
            words = text[found.start : found.end]
            yield Detail(self.source, found.start, words, str(found.kind))
        for _, event, is_key in self.nodes:
            if is_key or not hasattr(event, "value"):
                continue
            start, end = event.start_mark.index, event.end_mark.index
            if event.value in text[start:end] or any(start <= at < end for at in places):
                continue  # looked at already
            for found in personal_details(event.value):
                words = event.value[found.start : found.end]
                yield Detail(self.source, start, words, str(found.kind))


def _is_of_id(path: Path, is_key: bool) -> bool:
    """Whether a key or a value is an id, or names one."""
    if is_key:
        return path[-2:-1] == ("readings",)
    return path[-1:] == ("id",) or path[-2:-1] == ("for",)


def reread(folder: Folder, file: FilePath) -> Reread | None:
    """A file of the plan, read once more; None where it is no text."""
    source, _ = decode(folder.name(file), folder.read(file))
    return Reread(file, source, list(walk(source.text))) if source else None
