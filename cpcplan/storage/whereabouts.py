"""Where in a folder's files something stands: looked up only when a place is wanted."""

from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, NamedTuple

from cpcplan.errors import Fault
from cpcplan.storage.folder import PLAN_FILE, Folder
from cpcplan.storage.places import Spot, places, unquoted_ids
from cpcplan.storage.references import ids
from cpcplan.storage.source import Path, decode, parse

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
