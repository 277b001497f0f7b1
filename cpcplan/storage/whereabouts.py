"""Where in a folder's files something stands: looked up only when a place is wanted."""

from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, NamedTuple

from cpcplan.errors import Fault
from cpcplan.storage.folder import PLAN_FILE, Folder
from cpcplan.storage.places import Spot, places, texts_in, unquoted_ids
from cpcplan.storage.references import ids
from cpcplan.storage.source import Path, Source, decode, parse

if TYPE_CHECKING:
    from cpcplan.domain.checks import Where


def find_places(folder: Folder, wanted: Iterable["Where"]) -> dict["Where", tuple[str, int, int]]:
    """File, line and column of each place; those of what should hold it, where it is absent."""
    missing = set(wanted)
    found: dict[Where, tuple[str, int, int]] = {}
    for file in folder.plan_files():
        source, _ = decode(folder.name(file), folder.read(file))
        if not source:
            continue
        tree, _ = parse(source)
        paths = {name: path[:-1] for name, _, path in ids(tree)}
        if file.name == PLAN_FILE:
            paths = {PLAN_FILE: ()}
        spots = {
            where: Spot((*paths[where.id], *where.path)) for where in missing if where.id in paths
        }
        at = places(source.text, spots.values())
        found |= {where: (source.name, *at[spot]) for where, spot in spots.items()}
        missing -= spots.keys()
    return found


def bare_ids(folder: Folder) -> list[Fault]:
    """Ids without quotes that other YAML readers would take for a number or a word of their own
    (`1.10` for 1.1, `no` for false).
    """
    found = []
    for file in folder.outcome_files():
        source, _ = decode(folder.name(file), folder.read(file))
        if source:
            for bare, line, column in unquoted_ids(source.text):
                message = f'the id {bare} needs quotes ("{bare}"): other programs would change it'
                found.append(Fault(source.name, line, column, "bare-id", message, bare))
    return found


class Detail(NamedTuple):
    """What looks like a personal detail in a file, and where (characters, from 0)."""

    source: Source
    at: int
    words: str
    kind: str


def details_in(folder: Folder) -> Iterator[Detail]:
    """What looks like a personal detail in the plan's files: in the text as it stands, comments
    too, and in the values as they are read, which may run over several lines or be written in
    escapes.
    """
    from cpcplan.domain.personal import personal_details

    for file in folder.plan_files():
        source, _ = decode(folder.name(file), folder.read(file))
        if source is None:
            continue
        places = []
        for found in personal_details(source.text):
            places.append(found.start)
            words = source.text[found.start : found.end]
            yield Detail(source, found.start, words, str(found.kind))
        for value, start, end in texts_in(source.text):
            plain = source.text[start:end]
            if value in plain or any(start <= at < end for at in places):
                continue  # looked at already
            for found in personal_details(value):
                yield Detail(source, start, value[found.start : found.end], str(found.kind))


class Home(NamedTuple):
    """Where an outcome or action lives: its file, how messages call that, its bytes, and the path
    in its tree.
    """

    file: FilePath
    name: str
    data: bytes
    path: Path

    @property
    def text(self) -> str:
        """All of the file, a byte order mark included."""
        return self.data.decode()


def home_of(folder: Folder, identifier: str) -> Home | None:
    """Where what has that id lives in a plan that was read without a fault; no success measure."""
    for file in folder.outcome_files():
        data = folder.read(file)
        source, _ = decode(folder.name(file), data)
        if source:
            tree, _ = parse(source)
            for found, kind, path in ids(tree):
                if found == identifier and kind != "success measure":
                    return Home(file, source.name, data, path[:-1])
    return None
