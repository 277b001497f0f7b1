"""After a git merge that stopped at the plan: joining what both sides recorded."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cpcplan.domain.model import PLAN_FILE
from cpcplan.errors import CannotBeDone, Fault, Unreadable
from cpcplan.storage import git, git_conflicts
from cpcplan.storage.folder import Folder
from cpcplan.storage.issued import issued
from cpcplan.storage.reading import read_plan
from cpcplan.storage.salvage import parse
from cpcplan.storage.sides import NotJoined, Side
from cpcplan.storage.source import BOM, Source
from cpcplan.storage.write import locked
from cpcplan.usecases.joining_numbers import Pointed, point_anew
from cpcplan.usecases.joining_sides import JoinedFile, Merging, is_issued, resolved
from cpcplan.usecases.keeping_both import keep_both_papers


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
    still: tuple[str, ...] = ()
    """Files of the plan, and papers, that have conflicts still."""
    elsewhere: tuple[str, ...] = ()
    """Files that are no plan's nor papers, and have conflicts."""
    leads: tuple[tuple[str, str], ...] = ()
    """The plan's leads, as far as they can be read: keys and names."""
    pointed: tuple[Pointed, ...] = ()
    """Success measures of other files that are for what has another number now."""


def resolve(folder: Folder, names: list[str]) -> Resolved:
    """Join both sides' updates in these files (all with conflicts, where none is named), prove the
    result, and stage what is whole.

    Raises GitRefused where there is no git, CannotBeDone where a file named has no conflict, and
    NotWritten.
    """
    with locked(folder.path):
        repo = git.repository(folder.path)
        unmerged = git.changed(repo).unmerged
        everywhere = git_conflicts.unmerged(repo)
        papers = tuple(each for each in everywhere if _is_paper(folder, repo, each))
        known = (*papers, *unmerged)
        named = [_in_repository(folder, repo, name, known) for name in names]
        wanted = _with_entries(named or list(known), known, papers)
        kept = {each: _kept_paper(folder, repo, each) for each in wanted if each in papers}
        renamed = {
            Path(f).name: Path(each.kept_as).name for f, each in kept.items() if each.kept_as
        }
        merging = Merging(folder, repo, _ids(folder, repo, unmerged), renamed)
        found = {**kept, **_resolved_each(merging, [each for each in wanted if each not in kept])}
        pointed = point_anew(merging, found)
        others = frozenset(known) - frozenset(wanted)
        faults = () if others else _faults(folder, found)
        # An outcome kept in a file of its own would be kept again, were it met again.
        over = {f: each for f, each in found.items() if each.kept_as and f not in papers}
        _stage(merging, over if faults else found, papers)
        now = git.changed(repo)
        left = git_conflicts.unmerged(repo)
        return Resolved(
            tuple(found.values()),
            faults,
            now.merging,
            now.under_way,
            tuple(each for each in left if each in known),
            tuple(each for each in left if each not in known),
            _leads(folder),
            pointed,
        )


def _with_entries(wanted: list[str], known: tuple[str, ...], papers: tuple[str, ...]) -> list[str]:
    """The files wanted; a paper and its entry belong together, and papers come first."""
    if not any(is_issued(each) or each in papers for each in wanted):
        return wanted
    also = [each for each in known if is_issued(each)]
    return list(dict.fromkeys([*papers, *also, *wanted]))


def _resolved_each(merging: Merging, files: list[str]) -> dict[str, JoinedFile]:
    """Join these files; what one has given a number to, takes that from the next."""
    found = {}
    for file in files:
        found[file] = resolved(merging, file)
        given = {each.number for each in found[file].renumbered}
        merging = merging._replace(taken=merging.taken | given)
    return found


def _faults(folder: Folder, found: Mapping[str, JoinedFile]) -> tuple[Fault, ...]:
    """What is wrong with the plan, once all of it is joined."""
    if not all(each.is_whole for each in found.values()):
        return ()
    try:
        read_plan(folder)
        if any(map(is_issued, found)):
            issued(folder)
    except Unreadable as unreadable:
        return unreadable.faults
    return ()


def _stage(merging: Merging, found: Mapping[str, JoinedFile], papers: tuple[str, ...]) -> None:
    """Tell git of what is whole."""
    folder, repo = merging.folder, merging.repo
    whole = [file for file, each in found.items() if each.is_whole]
    if any(not each.is_whole for file, each in found.items() if is_issued(file) or file in papers):
        # Which paper has which name must stay known until its entry is there.
        whole = [file for file in whole if file not in papers]
    others = [found[file].kept_as for file in whole]
    new = [git.from_top(repo, folder.shown_from / each) for each in others if each]
    git.stage(repo, [*whole, *new])


def _is_paper(folder: Folder, repo: git.Repository, file: str) -> bool:
    return os.path.realpath((repo.top / file).parent) == os.path.realpath(folder.papers)


def _ids(folder: Folder, repo: git.Repository, unmerged: tuple[str, ...]) -> frozenset[str]:
    """Every id of the plan, on either side."""
    texts = [data for file in unmerged for data in git_conflicts.versions(repo, file) if data]
    in_conflict = {os.path.realpath(repo.top / file) for file in unmerged}
    for file in folder.outcome_files():
        if os.path.realpath(file) not in in_conflict:
            with suppress(OSError):
                texts.append(folder.read(file))
    found: set[str] = set()
    for data in texts:
        with suppress(NotJoined, UnicodeDecodeError):
            found |= Side("", data.decode().removeprefix(BOM)).ids
    return frozenset(found)


def _leads(folder: Folder) -> tuple[tuple[str, str], ...]:
    """Keys and names of the leads; none where plan.yaml cannot be read now."""
    try:
        text = folder.read(folder.path / PLAN_FILE).decode().removeprefix(BOM)
    except (OSError, UnicodeDecodeError):
        return ()
    tree, _ = parse(Source(PLAN_FILE, text))
    leads = tree.get("leads") if isinstance(tree, dict) else None
    found = leads.items() if isinstance(leads, dict) else ()
    names = ((key, each.get("name") if isinstance(each, dict) else each) for key, each in found)
    return tuple((key, name) for key, name in names if isinstance(name, str))


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


def _kept_paper(folder: Folder, repo: git.Repository, file: str) -> JoinedFile:
    path = repo.top / file
    try:
        kept = keep_both_papers(path, git_conflicts.versions(repo, file))
    except NotJoined as refused:
        return JoinedFile(folder.name(path), False, why_not=str(refused))
    return JoinedFile(folder.name(path), True, kept_as=folder.name(kept.other))
