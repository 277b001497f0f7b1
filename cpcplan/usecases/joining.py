"""After a git merge that stopped at the plan: joining what both sides recorded."""

import os
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cpcplan.domain.calendar import in_words
from cpcplan.domain.model import Plan
from cpcplan.errors import CannotBeDone, Fault, PlanUnreadable
from cpcplan.storage import git
from cpcplan.storage.conflicts import conflicts, is_as_git_left_it
from cpcplan.storage.folder import Folder
from cpcplan.storage.merging import (
    Merge,
    NotJoined,
    join,
    lost_or_doubled,
)
from cpcplan.storage.naming import as_typed
from cpcplan.storage.reading import read_plan
from cpcplan.storage.write import locked, replace


class JoinedFile(NamedTuple):
    """What became of a file with a conflict."""

    name: str
    is_whole: bool
    """False where people have something to decide."""
    taken: tuple[tuple[str, int], ...]
    """Ids, and how many things of theirs were added under each."""
    left: tuple[tuple[int, str, str], ...]
    """Line, and what each side has there, of all that people must decide."""
    why_not: str | None = None
    """Why nothing was joined in it; None where something was."""


class Resolved(NamedTuple):
    """What became of the files that git left with conflicts, and what is still wrong with the
    plan.
    """

    files: tuple[JoinedFile, ...]
    faults: tuple[Fault, ...]
    is_merging: bool
    """Whether the merge now waits to be committed."""
    under_way: str
    """What else git is in the middle of (a rebase), if anything."""
    twice_rated: tuple[tuple[str, str], ...]
    """Ids and days on which the joined stories give two ratings."""


def resolve(folder: Folder, names: list[str]) -> Resolved:
    """Join both sides' updates in these files (all with conflicts, where none is named), prove the
    result, and stage what is whole.

    Raises GitRefused where there is no git, CannotBeDone where a file named has no conflict, and
    NotWritten.
    """
    with locked(folder.path):
        repo = git.repository(folder.path)
        unmerged = git.changed(repo).unmerged
        wanted = [_in_repository(folder, repo, name, unmerged) for name in names] or unmerged
        found = [_resolved(folder, repo, file) for file in wanted]
        faults: tuple[Fault, ...] = ()
        plan = None
        if all(each.is_whole for each in found):
            try:
                plan = read_plan(folder)
            except PlanUnreadable as unreadable:
                faults = unreadable.faults
        if not faults:
            whole = [file for file, each in zip(wanted, found, strict=True) if each.is_whole]
            git.stage(repo, whole)
        now = git.changed(repo)
        joined = {identifier for each in found for identifier, _ in each.taken}
        twice = _twice_rated(plan, joined) if plan else ()
        return Resolved(tuple(found), faults, now.merging, now.under_way, twice)


def _twice_rated(plan: Plan, joined: set[str]) -> tuple[tuple[str, str], ...]:
    """Of the actions joined, the days on which both sides rated them, and not alike."""
    found = []
    for action in plan.actions():
        ratings: dict[date, set[str]] = {}
        for entry in action.updates:
            if entry.rag and action.id in joined:
                ratings.setdefault(entry.date, set()).add(entry.rag)
        found += [(action.id, in_words(day)) for day, given in ratings.items() if len(given) > 1]
    return tuple(found)


def _in_repository(
    folder: Folder, repo: git.Repository, name: str, unmerged: tuple[str, ...]
) -> str:
    path = folder.shown_from / name
    by_name = [file for file in unmerged if Path(file).name == name]
    for file in unmerged:
        if _are_one(path, repo.top / file) or by_name == [file]:
            return file
    raise CannotBeDone(f"git has no conflict in {name}: `git status` lists those there are")


def _are_one(path: Path, other: Path) -> bool:
    """Whether both ways lead to one file, in whatever letters and by whatever links."""
    if path.exists() and other.exists():
        return path.samefile(other)
    return os.path.normpath(path) == os.path.normpath(other)


def _resolved(folder: Folder, repo: git.Repository, file: str) -> JoinedFile:
    path = repo.top / file
    name = folder.name(path)
    left = path.read_bytes() if path.exists() else None
    try:
        before, ours, theirs, marked = _texts(git.versions(repo, file), left)
        if tuple(conflicts(marked)):
            _refuse_edited(name, marked, before, ours, theirs)
        elif _unix(marked) not in (_unix(ours), _unix(theirs)):
            _all_is_there(marked, before, ours, theirs)
            return JoinedFile(name, True, (), ())
        joined = join(before, ours, theirs, _merge_in(repo))
    except NotJoined as refused:
        left_marks = tuple(conflicts((left or b"").decode(errors="replace")))
        return JoinedFile(name, False, (), left_marks, str(refused))
    text = joined.text
    if _ends_as_windows(marked, ours):
        text = _unix(text).replace("\n", "\r\n")
    replace(path, left or b"", text.encode())
    return JoinedFile(name, joined.is_whole, joined.taken, tuple(conflicts(text)))


def _texts(
    versions: tuple[bytes | None, bytes | None, bytes | None], left: bytes | None
) -> tuple[str, str, str, str]:
    """What the file was, on ours, on theirs, and what is left of it on disk. Raises NotJoined."""
    before, ours, theirs = versions
    if ours is None or theirs is None or left is None:
        raise NotJoined("one side has no such file: keep it (git add) or remove it (git rm)")
    if before is None:
        raise NotJoined("both sides made this file: decide by hand, and git add it")
    try:
        return before.decode(), ours.decode(), theirs.decode(), left.decode()
    except UnicodeDecodeError:
        raise NotJoined("it is not UTF-8: join it by hand, and git add it") from None


def _all_is_there(decided: str, before: str, ours: str, theirs: str) -> None:
    """Raise NotJoined where a file in which somebody decided all of it has lost an update."""
    if wrong := lost_or_doubled(decided, before, ours, theirs):
        raise NotJoined(f"{'; '.join(wrong)}. Put that right, or if it is meant, git add the file")


def _refuse_edited(name: str, marked: str, before: str, ours: str, theirs: str) -> None:
    """Raise NotJoined where somebody has begun to decide: their work is not written over."""
    versions = (_unix(text) for text in (marked, before, ours, theirs))
    if not is_as_git_left_it(*versions):
        raise NotJoined(
            "somebody has begun to decide in it: decide the places that are left, and type cpcplan "
            f"resolve again (or begin anew: git checkout --merge -- {as_typed(name)})"
        )


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def _ends_as_windows(on_disk: str, in_git: str) -> bool:
    """Whether git puts other line ends on disk than it keeps."""
    return "\r\n" in on_disk and "\r\n" not in in_git


def _merge_in(repo: git.Repository) -> Merge:
    def merge(ours: str, before: str, theirs: str, favour_ours: bool) -> tuple[str, bool]:
        side = "ours" if favour_ours else None
        merged, is_whole = git.merged(
            repo, ours.encode(), before.encode(), theirs.encode(), favour=side
        )
        return merged.decode(), is_whole

    return merge
