"""After a git merge that stopped at the plan: joining what both sides recorded."""

import os
from pathlib import Path
from typing import NamedTuple

from cpcplan.errors import CannotBeDone, Fault, PlanUnreadable
from cpcplan.storage import git
from cpcplan.storage.folder import Folder
from cpcplan.storage.merging import Merge, NotJoined, conflicts, join
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
        if all(each.is_whole for each in found):
            try:
                read_plan(folder)
            except PlanUnreadable as unreadable:
                faults = unreadable.faults
        if not faults:
            whole = [file for file, each in zip(wanted, found, strict=True) if each.is_whole]
            git.stage(repo, whole)
        return Resolved(tuple(found), faults, git.changed(repo).merging)


def _in_repository(
    folder: Folder, repo: git.Repository, name: str, unmerged: tuple[str, ...]
) -> str:
    path = Path(os.path.normpath(folder.shown_from / name))
    by_name = [file for file in unmerged if Path(file).name == name]
    for file in unmerged:
        if path == Path(os.path.normpath(repo.top / file)) or by_name == [file]:
            return file
    raise CannotBeDone(f"git has no conflict in {name}: `git status` lists those there are")


def _resolved(folder: Folder, repo: git.Repository, file: str) -> JoinedFile:
    path = repo.top / file
    name = folder.name(path)
    versions = git.versions(repo, file)
    before, ours, theirs = (_text(version) for version in versions)
    if ours is None or theirs is None or not path.exists():
        return JoinedFile(name, False, (), (), "one side has no such file: keep it or remove it")
    left = path.read_bytes()
    marked = left.decode(errors="replace")
    if not tuple(conflicts(marked)):
        return JoinedFile(name, True, (), ())  # somebody decided all of it by hand
    lines = {line for text in (before, ours, theirs) for line in (text or "").splitlines()}
    if any(line not in lines and not _is_mark(line) for line in marked.splitlines()):
        why = (
            "it was edited since git left it: go on by hand, or begin anew with "
            f"`git checkout --merge -- {name}`"
        )
        return JoinedFile(name, False, (), tuple(conflicts(marked)), why)
    try:
        joined = join(before or "", ours, theirs, _merge_in(repo))
    except NotJoined as refused:
        return JoinedFile(name, False, (), tuple(conflicts(marked)), str(refused))
    text = joined.text.replace("\n", "\r\n") if _ends_as_windows(marked, ours) else joined.text
    replace(path, left, text.encode())
    return JoinedFile(name, joined.is_whole, joined.taken, tuple(conflicts(text)))


def _text(version: bytes | None) -> str | None:
    return None if version is None else version.decode(errors="replace")


def _is_mark(line: str) -> bool:
    return line.startswith(("<<<<<<<", "|||||||", "=======", ">>>>>>>"))


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
