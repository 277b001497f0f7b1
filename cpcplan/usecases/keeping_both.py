"""Files that both sides of a merge made under one name, papers or outcomes: both are kept, the
other side's under a free name.
"""

from collections.abc import Collection
from itertools import count
from pathlib import Path
from typing import NamedTuple

from cpcplan.storage.conflicts import is_as_git_left_it
from cpcplan.storage.folder import Folder
from cpcplan.storage.git_conflicts import Versions
from cpcplan.storage.line_ends import levelled
from cpcplan.storage.naming import alike
from cpcplan.storage.renumbering import Renumbered, renumbered
from cpcplan.storage.sides import BEFORE, NotJoined, Side
from cpcplan.storage.source import BOM
from cpcplan.storage.write import create, replace


class Kept(NamedTuple):
    """A file that both sides made: ours has its name, theirs is in `other`."""

    file: Path
    other: Path
    renumbered: tuple[Renumbered, ...] = ()
    """What of theirs has another number now."""


NO_SUCH_FILE = "one side has no such file: keep it (git add) or remove it (git rm)"


def both_there(versions: Versions) -> tuple[bytes, bytes]:
    """The file on ours and on theirs. Raises NotJoined where one side has taken it out."""
    _, ours, theirs = versions
    if ours is None or theirs is None:
        raise NotJoined(NO_SUCH_FILE)
    return ours, theirs


def keep_both_papers(file: Path, versions: Versions) -> Kept:
    """Keep a paper that both sides issued under one name. Raises NotJoined where it is not one, or
    somebody has changed it since; NotWritten.
    """
    before, ours, theirs = versions[0], *both_there(versions)
    if before is not None:
        raise NotJoined(
            "both sides changed this paper since it was issued: keep one (git checkout --ours, or "
            "--theirs, and its name), then git add it"
        )
    _refuse_changed(file, ours, theirs)
    other = _free(file, theirs)
    _put_both(file, ours, other, theirs)
    return Kept(file, other)


def keep_both_outcomes(
    folder: Folder, file: Path, versions: Versions, taken: Collection[str]
) -> Kept | None:
    """Keep two outcomes that were given one number, and hence one file, theirs under the next free
    number; None where both sides made the same outcome. Raises NotJoined, NotWritten.
    """
    _, ours, theirs = versions
    if ours is None or theirs is None:
        return None
    try:
        nothing, mine, other = (
            Side(name, data.decode().removeprefix(BOM))
            for name, data in ((BEFORE, b""), ("our side", ours), ("their side", theirs))
        )
    except UnicodeDecodeError:
        return None
    if mine.things[:1] == other.things[:1] or not other.things:
        return None
    changed = renumbered(nothing, mine, other, taken)
    if not changed or changed[0].thing.kind != "outcome":
        return None
    _refuse_changed(file, ours, theirs)
    numbers = {each.thing.id: each.number for each in changed}
    text = other.renumbered("their side", numbers).text
    new = folder.path / f"outcome-{changed[0].number}.yaml"
    if any(alike(each.name) == alike(new.name) for each in folder.path.iterdir()):
        raise NotJoined(f"both sides made this file, and {new.name} is there too: join it by hand")
    _put_both(file, ours, new, text.encode())
    return Kept(file, new, changed)


def _refuse_changed(file: Path, ours: bytes, theirs: bytes) -> None:
    """Raise NotJoined where somebody has worked on a file since git could not merge it."""
    left = levelled(file.read_bytes()) if file.exists() else None
    if left is None or left in (levelled(ours), levelled(theirs)):
        return
    try:
        texts = (left.decode(), "", levelled(ours).decode(), levelled(theirs).decode())
    except UnicodeDecodeError:
        texts = ("?", "", "", "")
    if not is_as_git_left_it(*texts):
        raise NotJoined("somebody has changed it since the merge: if it is right now, git add it")


def _free(file: Path, theirs: bytes) -> Path:
    """A file beside it that is not there yet, or holds theirs already."""
    there = {alike(each.name): each for each in file.parent.iterdir()}
    for number in count(2):
        name = f"{file.stem}-{number}{file.suffix}"
        other = there.get(alike(name))
        if other is None or levelled(other.read_bytes()) == levelled(theirs):
            return other or file.with_name(name)
    raise AssertionError  # numbers do not end


def _put_both(file: Path, ours: bytes, other: Path, theirs: bytes) -> None:
    if not other.exists():
        create(other, theirs)
    if not file.exists():
        create(file, ours)
    elif levelled(left := file.read_bytes()) != levelled(ours):
        replace(file, left, ours)
