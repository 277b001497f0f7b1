"""Numbers that a merge gave to sub-actions, in the files of other outcomes: success measures there
may be `for` one of them, and git joins such a file without a word.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from cpcplan.storage import git, git_conflicts
from cpcplan.storage.sides import BEFORE, NotJoined, Side
from cpcplan.storage.source import BOM
from cpcplan.storage.tree import Path as Place
from cpcplan.storage.write import replace
from cpcplan.usecases.joining_sides import JoinedFile, Merging


class Pointed(NamedTuple):
    """A success measure, in another outcome's file, that is for a sub-action with another number
    now.
    """

    name: str
    """The file, as messages call it."""
    measure: str
    old: str
    new: str
    is_rewritten: bool
    """False where the file holds what people must decide, and they have to write it too."""


class _Given(NamedTuple):
    """A number given: to what our side calls by the old one, or theirs."""

    number: str
    is_ours: bool


def point_anew(merging: Merging, found: Mapping[str, JoinedFile]) -> tuple[Pointed, ...]:
    """Have the success measures of all other outcomes be for the numbers that what they meant has
    now, and stage what is not staged with its conflicts. Raises NotWritten.
    """
    if not any(_given(each) for each in found.values()):
        return ()
    repo = merging.repo
    held = git.files_at(repo, git.commit(repo))
    unmerged = git_conflicts.unmerged(repo)
    pointed: list[Pointed] = []
    for path in merging.folder.outcome_files():
        file = git.from_top(repo, path)
        own = next((each for each in found if _is_of(merging, path, each, found[each])), None)
        given = {k: v for f, each in found.items() if f != own for k, v in _given(each).items()}
        is_open = file in unmerged and not (file in found and found[file].is_whole)
        if is_open:
            pointed += _named(merging, path, git_conflicts.versions(repo, file), given)
            continue
        changed = _rewritten(merging, path, held.get(path.name, b""), given)
        if any(each.is_rewritten for each in changed) and file not in unmerged:
            git.stage(repo, [file])
        pointed += changed
    return tuple(pointed)


def _given(file: JoinedFile) -> dict[str, _Given]:
    """Numbers of sub-actions in a file, each with the one that it has now."""
    return {
        each.thing.id: _Given(each.number, each.follows == "theirs")
        for each in file.renumbered
        if each.thing.kind == "sub-action"
    }


def _is_of(merging: Merging, path: Path, file: str, joined: JoinedFile) -> bool:
    """Whether a path is that of a file of the merge, or of what was kept beside it."""
    other = merging.folder.shown_from / joined.kept_as if joined.kept_as else None
    return any(each and each.resolve() == path.resolve() for each in (merging.path(file), other))


def _meant(side: Side, ours: Side, given: Mapping[str, _Given]) -> Iterator[tuple[Place, str, str]]:
    """Where a measure is for an old number and means what has another now: the place, the id of the
    measure, and that number. What ours says is ours, and all else is theirs.
    """
    mine = {(measure, number) for _, measure, number in ours.pointing()}
    for place, measure, number in side.pointing():
        if number in given and ((measure, number) in mine) is given[number].is_ours:
            yield place, measure, number


def _named(
    merging: Merging, path: Path, versions: git_conflicts.Versions, given: Mapping[str, _Given]
) -> list[Pointed]:
    """What a file that people have to decide says on either side."""
    try:
        before, ours, theirs = (
            Side(BEFORE, (data or b"").decode().removeprefix(BOM)) for data in versions
        )
    except (NotJoined, UnicodeDecodeError):
        return []  # it is said already that it cannot be read
    name = merging.folder.name(path)
    known = {(measure, number) for _, measure, number in before.pointing()}
    met = {each[1:] for side in (ours, theirs) for each in _meant(side, ours, given)} - known
    return [Pointed(name, of, old, given[old].number, False) for of, old in sorted(met)]


def _rewritten(
    merging: Merging, path: Path, held: bytes, given: Mapping[str, _Given]
) -> list[Pointed]:
    """What changed in a file; in one that ours `held`, or (empty) did not."""
    data = merging.folder.read(path)
    try:
        text = data.decode()
        side = Side("the file", text.removeprefix(BOM))
        ours = Side(BEFORE, held.decode().removeprefix(BOM))
    except (NotJoined, UnicodeDecodeError):
        return []  # it is no part of a plan, which is said
    name, meant = merging.folder.name(path), tuple(_meant(side, ours, given))
    numbers = {old: given[old].number for _, _, old in meant}
    try:
        new = side.renumbered(name, numbers, only=frozenset(place for place, _, _ in meant)).text
    except NotJoined:
        return [Pointed(name, of, old, numbers[old], False) for _, of, old in meant]
    if meant:
        replace(path, data, ((BOM if text.startswith(BOM) else "") + new).encode())
    return [Pointed(name, of, old, numbers[old], True) for _, of, old in meant]
