"""One file of a merge that stopped at it: joined, or seen to have all where people decided."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from cpcplan.storage import git, git_conflicts, trail
from cpcplan.storage.conflicts import conflicts, is_as_git_left_it, sides_of
from cpcplan.storage.decided import lost_or_doubled
from cpcplan.storage.folder import ISSUED_FILE, Folder, is_outcome
from cpcplan.storage.issued_joined import lost_or_doubled_papers, with_both
from cpcplan.storage.line_ends import as_windows, levelled
from cpcplan.storage.merging import Joined, Merge, join
from cpcplan.storage.naming import as_typed
from cpcplan.storage.renumbering import Renumbered
from cpcplan.storage.same_day import AtOdds, at_odds
from cpcplan.storage.sides import NotJoined
from cpcplan.storage.write import replace
from cpcplan.usecases.keeping_both import NO_SUCH_FILE, Kept, both_there, keep_both_outcomes


class JoinedFile(NamedTuple):
    """What became of a file with a conflict."""

    name: str
    is_whole: bool
    """False where people have something to decide."""
    taken: tuple[tuple[str, int], ...] = ()
    """Ids, and how many things of theirs were added under each."""
    left: tuple[tuple[int, str, str], ...] = ()
    """Line, and what each side has there, of all that people must decide."""
    why_not: str | None = None
    """Why nothing was joined in it; None where something was."""
    renumbered: tuple[Renumbered, ...] = ()
    """What has another number now."""
    at_odds: tuple[AtOdds, ...] = ()
    """What was given two values on one day."""
    papers: int = 0
    """How many papers of theirs came to ours."""
    kept_as: str | None = None
    """The file that theirs is in now, where both sides had made this one."""


class Merging(NamedTuple):
    """A merge that stopped: where, and what the files with conflicts have to know of each other."""

    folder: Folder
    repo: git.Repository
    taken: frozenset[str]
    """Every id of the plan, on either side, and those that this merge has given."""
    kept_as: Mapping[str, str]
    """Names of papers that both sides issued, each with the name that theirs has now."""

    def path(self, file: str) -> Path:
        """Where a file is, named from the top of the repository."""
        return self.repo.top / file

    def name(self, file: str) -> str:
        """How messages call it."""
        return self.folder.name(self.repo.top / file)


def is_issued(file: str) -> bool:
    """Whether a file is the list of papers issued."""
    return PurePosixPath(file).name == ISSUED_FILE


def resolved(merging: Merging, file: str) -> JoinedFile:
    """Join a file of the plan, named from the top of the repository. Raises NotWritten."""
    path, name = merging.path(file), merging.name(file)
    left = path.read_bytes() if path.exists() else None
    versions = git_conflicts.versions(merging.repo, file)
    try:
        if kept := _both_made(merging, file, versions):
            other = merging.folder.name(kept.other)
            return JoinedFile(name, True, renumbered=kept.renumbered, kept_as=other)
        met = _Met(merging, file, *_texts(versions, left), b"\0".join(v or b"" for v in versions))
        return _joined(met, left or b"")
    except NotJoined as refused:
        left_marks = tuple(conflicts((left or b"").decode(errors="replace")))
        return JoinedFile(name, False, left=left_marks, why_not=str(refused))


def _both_made(merging: Merging, file: str, versions: git_conflicts.Versions) -> Kept | None:
    """What became of an outcome that both sides made, each another; None where that is not so."""
    is_new = versions[0] is None and is_outcome(PurePosixPath(file).name)
    path = merging.path(file)
    return keep_both_outcomes(merging.folder, path, versions, merging.taken) if is_new else None


class _Met(NamedTuple):
    """A file in which both sides met: what it was, on ours, on theirs, and what is on disk."""

    merging: Merging
    file: str
    before: str
    ours: str
    theirs: str
    on_disk: str
    sides: bytes
    """All three versions, by which this meeting is known again."""

    def joined(self) -> Joined:
        """What both sides come to. Raises NotJoined."""
        versions = (self.before, self.ours, self.theirs)
        if is_issued(self.file):
            text, papers = with_both(*versions, self.merging.kept_as)
            return Joined(text, True, (("", papers),) if papers else ())
        return join(*versions, _merge_in(self.merging.repo), self.merging.taken)

    def refuse_loss(self) -> None:
        """Raise NotJoined where what people decided has lost something of either side."""
        versions = (self.on_disk, self.before, self.ours, self.theirs)
        if is_issued(self.file):
            wrong = lost_or_doubled_papers(*versions, self.merging.kept_as)
        else:
            wrong = lost_or_doubled(*versions)
        if wrong:
            told = "; ".join(wrong)
            raise NotJoined(f"{told}. Put that right, or if it is meant, git add the file")

    def is_decided(self, joined: Joined) -> bool:
        """Whether somebody chose just what one side has, in a file that is known to have had marks
        for all that is to be decided; without them, it may be one that nobody looked at.
        """
        views = (view.splitlines() for view in sides_of(joined.text))
        if self.on_disk.splitlines() not in views:
            return False
        folder, repo = self.merging.folder.path, self.merging.repo
        return trail.was_undecided(
            folder, self.merging.path(self.file), self.sides
        ) or git_conflicts.marks_conflicts(repo, self.file)


def _joined(met: _Met, left: bytes) -> JoinedFile:
    """Join a file, or see that what people decided in it has all. Raises NotJoined, NotWritten."""
    merging, path = met.merging, met.merging.path(met.file)
    name, is_marked = merging.name(met.file), any(True for _ in conflicts(met.on_disk))
    if is_marked:
        if not trail.was_undecided(merging.folder.path, path, met.sides, left):
            _refuse_edited(met)
    elif levelled(met.on_disk) not in (levelled(met.ours), levelled(met.theirs)):
        met.refuse_loss()
        return JoinedFile(name, True, at_odds=_odds(met, met.on_disk))
    joined = met.joined()
    if not joined.is_whole and not is_marked and met.is_decided(joined):
        met.refuse_loss()
        return JoinedFile(name, True, at_odds=_odds(met, met.on_disk))
    text = joined.text
    if _ends_as_windows(met.on_disk, met.ours):
        text = as_windows(text)
    replace(path, left, text.encode())
    if not joined.is_whole:
        trail.note_undecided(merging.folder.path, path, met.sides, text.encode())
    odds = _odds(met, joined.certain)
    marks = tuple(conflicts(text))
    if is_issued(met.file):
        return JoinedFile(name, True, papers=sum(n for _, n in joined.taken))
    return JoinedFile(name, joined.is_whole, joined.taken, marks, None, joined.renumbered, odds)


def _odds(met: _Met, text: str) -> tuple[AtOdds, ...]:
    return () if is_issued(met.file) else at_odds(text, met.before)


def _texts(versions: git_conflicts.Versions, left: bytes | None) -> tuple[str, str, str, str]:
    """What the file was, on ours, on theirs, and what is left of it on disk. Raises NotJoined."""
    before, ours, theirs = versions[0], *both_there(versions)
    if left is None:
        raise NotJoined(NO_SUCH_FILE)
    try:
        return (before or b"").decode(), ours.decode(), theirs.decode(), left.decode()
    except UnicodeDecodeError:
        raise NotJoined("it is not UTF-8: join it by hand, and git add it") from None


def _refuse_edited(met: _Met) -> None:
    """Raise NotJoined where somebody has begun to decide: their work is not written over."""
    marked, before, ours, theirs = (
        levelled(text) for text in (met.on_disk, met.before, met.ours, met.theirs)
    )
    gits, _ = _merge_in(met.merging.repo)(ours, before, theirs, False)
    if sides_of(marked) == sides_of(gits) or is_as_git_left_it(marked, before, ours, theirs):
        return
    name = as_typed(met.merging.name(met.file))
    raise NotJoined(
        "somebody has begun to decide in it: decide the places that are left, and type cpcplan "
        f"resolve again (or begin anew: git checkout --merge -- {name})"
    )


def _ends_as_windows(on_disk: str, in_git: str) -> bool:
    """Whether git puts other line ends on disk than it keeps."""
    return "\r\n" in on_disk and "\r\n" not in in_git


def _merge_in(repo: git.Repository) -> Merge:
    def merge(ours: str, before: str, theirs: str, favour_ours: bool) -> tuple[str, bool]:
        side = "ours" if favour_ours else None
        merged, is_whole = git_conflicts.merged(
            repo, ours.encode(), before.encode(), theirs.encode(), favour=side
        )
        return merged.decode(), is_whole

    return merge
