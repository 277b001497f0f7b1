"""Git, asked about a merge that stopped: which files have conflicts, what each was on both sides,
and what git itself would make of them.
"""

from pathlib import Path

from cpcplan.errors import GitRefused
from cpcplan.storage.git import Repository, blobs
from cpcplan.storage.gits_program import answer, named, understood, words_of
from cpcplan.storage.gits_program import run as run_git

Versions = tuple[bytes | None, bytes | None, bytes | None]
"""A file before both sides of a merge, on ours, and on theirs; None where there it was not."""


@understood()
def versions(repo: Repository, file: str) -> Versions:
    """What a file with a conflict was before both sides, on ours, and on theirs."""
    listed = answer(repo.top, "--literal-pathspecs", "ls-files", "-u", "-z", "--", file)
    hashes = {}
    for entry in filter(None, named(listed).split("\0")):
        meant, _, _ = entry.partition("\t")
        _, blob, side = meant.split(" ")
        hashes[side] = blob
    texts = dict(zip(hashes, blobs(repo, hashes.values()), strict=True))
    return texts.get("1"), texts.get("2"), texts.get("3")


def merged(
    repo: Repository, ours: bytes, before: bytes, theirs: bytes, *, favour: str | None = None
) -> tuple[bytes, bool]:
    """What git makes of two versions of a text, and whether all of it went together; where not,
    its markers are in it, or (`favour` is "ours") our side.
    """
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="cpcplan-") as folder:
        paths = [Path(folder) / name for name in ("ours", "before", "theirs")]
        for path, data in zip(paths, (ours, before, theirs), strict=True):
            path.write_bytes(data)
        names = [part for name in ("ours", "before", "theirs") for part in ("-L", name)]
        side = [f"--{favour}"] if favour else []
        ran = run_git(repo.top, "merge-file", "-p", "--quiet", *side, *names, *map(str, paths))
    if ran.returncode < 0 or ran.returncode > 127:
        raise GitRefused(words_of(ran))
    return ran.stdout, ran.returncode == 0


def unmerged(repo: Repository) -> tuple[str, ...]:
    """Every file of the repository that a merge left with a conflict, from its top."""
    said = answer(repo.top, "diff", "--cached", "--name-only", "--diff-filter=U", "-z")
    return tuple(filter(None, named(said).split("\0")))


def marks_conflicts(repo: Repository, file: str) -> bool:
    """Whether git is sure to have put its marks into a file that it could not merge: nobody told
    it, before or in this merge, to leave such a file to another program or as it is.
    """
    said = answer(repo.top, "check-attr", "-z", "merge", "--", file)
    how = named(said).split("\0")[2]
    if how not in ("unspecified", "set", "text"):
        return False
    by_default = run_git(repo.top, "config", "merge.default")
    attributes = ("diff", "--quiet", "HEAD", "--", ":(glob)**/.gitattributes")
    as_before = run_git(repo.top, *attributes)
    return not as_before.returncode and (how != "unspecified" or by_default.returncode == 1)
