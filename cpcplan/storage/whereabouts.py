"""Where in a folder's files something stands: looked up only when a place is wanted."""

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import NamedTuple

from cpcplan.storage.folder import Folder
from cpcplan.storage.references import ids
from cpcplan.storage.rereading import Detail, reread
from cpcplan.storage.salvage import parse
from cpcplan.storage.source import decode
from cpcplan.storage.tree import Path


def details_in(folder: Folder) -> Iterator[Detail]:
    """What looks like a personal detail in the plan's files."""
    for file in folder.plan_files():
        if again := reread(folder, file):
            yield from again.details()


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
