"""Git, as far as a plan needs it: what a commit held, what is not committed, and committing it.

Each question is one run of git. Nothing here knows what a plan says.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cpcplan.domain.visible import visible_lines
from cpcplan.errors import GitRefused, GitUnusable, NotInGit, PlanNotFound
from cpcplan.storage.git_settings import refuse_unlooked_at, unfiltered
from cpcplan.storage.gits_folder import top_above
from cpcplan.storage.gits_program import answer, named, understood, words_of
from cpcplan.storage.gits_program import run as run_git


class Repository(NamedTuple):
    """The repository that a plan folder is in."""

    top: Path
    inside: str
    """The way from `top` to the plan folder, with / at its end; empty for `top` itself."""
    own: Path
    """Git's own folder of this working tree."""


class Commit(NamedTuple):
    """A commit, the day on which it was made, and its message's first line."""

    hash: str
    day: date
    subject: str


class Changed(NamedTuple):
    """What in a plan folder differs from the last commit, each file from the top of the repository.

    `merging` is true while a merge waits to be committed, `under_way` names what else git is in
    the middle of: a rebase, a cherry-pick.
    """

    tracked: tuple[str, ...]
    untracked: tuple[str, ...]
    unmerged: tuple[str, ...]
    merging: bool
    under_way: str


@understood()
def repository(folder: Path) -> Repository:
    """The repository that holds a plan folder. Raises NotInGit where there is none, GitUnusable
    where git will not say.
    """
    if not folder.is_dir():
        raise PlanNotFound(f"there is no folder {folder}: name the one that holds the plan")
    found = top_above(folder)
    if found is None:
        raise NotInGit(
            f"{folder} is in no git repository: type `git init` in the folder above the plan, once"
        )
    asked = ("--absolute-git-dir", "--show-toplevel", "--show-prefix")
    ran = run_git(folder, "rev-parse", *asked)
    if ran.returncode:
        raise GitUnusable(words_of(ran))
    own, top, inside, _ = named(ran.stdout).split("\n")
    if not Path(top).exists() or not found.samefile(top):
        raise GitUnusable(
            f"git keeps the files of {top} there, not those of {found}: look at `core.worktree` in "
            "its settings"
        )
    return Repository(Path(top), inside, Path(own))


def from_top(repo: Repository, path: Path) -> str:
    """The way to a file from the top of the repository, by whatever links it is named."""
    return path.resolve().relative_to(repo.top.resolve()).as_posix()


def begin(folder: Path) -> Repository:
    """A new repository whose top is a folder."""
    answer(folder, "init", "--quiet", asks=False)
    answer(folder, "symbolic-ref", "HEAD", "refs/heads/main")
    return repository(folder)


@understood()
def commit(repo: Repository, revision: str = "HEAD") -> Commit:
    """The commit that a revision names. Raises NotInGit where it names none."""
    wanted = f"{revision}^{{commit}}"
    unknown = f"git knows no commit “{revision}”: `git log --oneline` lists those that there are"
    verify = ("rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    wanted = answer(repo.top, *verify, about=unknown).decode().strip()
    if not wanted.isalnum():  # all but a commit: ^HEAD
        raise NotInGit(unknown)
    asked = (
        "log",
        "-1",
        "--no-show-signature",
        "--format=%H %cs %s",
        "--end-of-options",
        wanted,
        "--",
    )
    said = answer(repo.top, *asked, about=unknown).decode(errors="replace").removesuffix("\n")
    name, day, subject = said.split(" ", 2)
    return Commit(name, date.fromisoformat(day), subject)


def latest(repo: Repository, most: int) -> tuple[tuple[str, str], ...]:
    """The last commits on the way to HEAD, newest first: each as one would type it, and the day and
    the first line of its message. Raises GitRefused where nothing is committed yet.
    """
    asked = ("log", f"--max-count={most}", "--first-parent", "--no-show-signature")
    said = answer(repo.top, *asked, "--format=%cs %s", "HEAD", "--").decode(errors="replace")
    told = said.removesuffix("\n").split("\n")
    return tuple((f"HEAD~{n}" if n else "HEAD", each) for n, each in enumerate(told))


@understood()
def files_at(repo: Repository, made: Commit) -> dict[str, bytes]:
    """The files right in the plan folder as a commit held them, by name; none where it was not
    there.
    """
    listed = answer(repo.top, "ls-tree", "-z", "--full-tree", made.hash, "--", repo.inside or ".")
    hashes = {}
    for entry in filter(None, named(listed).split("\0")):
        meant, _, path = entry.partition("\t")
        mode, kind, blob = meant.split(" ")
        if kind == "blob" and mode != "120000":
            hashes[path.removeprefix(repo.inside)] = blob
    return dict(zip(hashes, blobs(repo, hashes.values()), strict=True))


def names_at(folder: Path, revision: str, *, deep: bool = False) -> tuple[str, ...]:
    """Names of what is right in a folder (`deep`: anywhere below it, by the way from there) as a
    commit held it; none where there is no git, or no such commit.
    """
    if top_above(folder) is None:
        return ()
    how = ("-r", "-z") if deep else ("-z",)
    try:
        ran = run_git(folder, "ls-tree", *how, "--name-only", "--end-of-options", revision)
    except GitUnusable:
        return ()
    said = ran.stdout.decode("utf-8", "surrogateescape")
    return tuple(filter(None, said.split("\0"))) if ran.returncode == 0 else ()


def blobs(repo: Repository, hashes: Iterable[str]) -> list[bytes]:
    """What git keeps under each of these hashes."""
    asked = "".join(f"{each}\n" for each in hashes)
    out = answer(repo.top, "cat-file", "--batch", given=asked.encode()) if asked else b""
    found, at = [], 0
    while at < len(out):
        line_end = out.index(b"\n", at)
        told = out[at:line_end].split(b" ")
        if len(told) < 3:
            raise GitRefused(f"git lacks what this commit holds ({told[0].decode()}): git fsck")
        size = int(told[2])
        found.append(out[line_end + 1 : line_end + 1 + size])
        at = line_end + 1 + size + 1
    return found


def untracked(repo: Repository, files: Iterable[str]) -> tuple[str, ...]:
    """Which of these files, from the top of the repository, git does not know yet."""
    said = answer(repo.top, "--literal-pathspecs", "ls-files", "-z", "--others", "--", *files)
    return tuple(filter(None, named(said).split("\0")))


def ignored(repo: Repository) -> tuple[str, ...]:
    """Files in the plan folder that git is told to take no notice of, from the top."""
    asked = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard")
    said = answer(repo.top, *asked, "--", repo.inside or ".")
    return tuple(filter(None, named(said).split("\0")))


def changed(repo: Repository) -> Changed:
    """What in the plan folder is not committed. Nothing is written for that, not even git's own
    notes: it can be asked on a full disk, and while another git is at work.
    """
    refuse_unlooked_at(repo.top, repo.inside)
    said = answer(
        repo.top, *unfiltered(repo.top), "--no-optional-locks", "status", "--porcelain=v2", "-z",
        "--untracked-files=all", "--no-renames", "--ignore-submodules=all", "--",
        repo.inside or ".",
    )  # fmt: skip
    found: dict[str, list[str]] = {"1": [], "?": [], "u": []}
    columns = {"1": 8, "?": 1, "u": 10}
    for entry in filter(None, named(said).split("\0")):
        kind = entry[0]
        if kind in found:
            found[kind].append(entry.split(" ", columns[kind])[-1])
    tracked, untracked, unmerged = (tuple(found[kind]) for kind in found)
    under_way = next((what for name, what in _UNDER_WAY if (repo.own / name).exists()), "")
    merging = (repo.own / "MERGE_HEAD").exists()
    return Changed(tracked, untracked, unmerged, merging, under_way)


_UNDER_WAY = (
    ("rebase-merge", "rebase"),
    ("rebase-apply", "rebase"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
)


def save(
    repo: Repository, files: Iterable[str], new: Iterable[str], message: str, *, on: date | None
) -> Commit:
    """Commit these files as they are on disk, those `new` to git among them, and nothing else; what
    is staged of others stays staged. `on` is the day that the commit is to bear (none: today).

    Raises GitRefused, in git's own words or those of a hook; then the index is as it was.
    """
    added = list(new)
    paths = [*files, *added]
    if added:
        answer(repo.top, "--literal-pathspecs", "add", "--intent-to-add", "--", *added, asks=False)
    try:
        answer(
            repo.top, "--literal-pathspecs", "commit", "--quiet", "--only", "--file=-",
            "--cleanup=whitespace", "--", *paths, given=_message(message), dated=on, asks=False,
        )  # fmt: skip
    except BaseException:  # Ctrl-C in a slow hook too
        if added:
            answer(repo.top, "--literal-pathspecs", "reset", "--quiet", "--", *added, asks=False)
        raise
    return commit(repo)


def save_merge(repo: Repository, files: Iterable[str], message: str, *, on: date | None) -> Commit:
    """Commit a merge that waits, with these files as they are on disk; in git's own words where
    the message is empty.

    Raises GitRefused, in git's own words or those of a hook.
    """
    stage(repo, files)
    said = ["--file=-", "--cleanup=whitespace"] if message else ["--no-edit", "--cleanup=strip"]
    answer(repo.top, "commit", "--quiet", *said, given=_message(message), dated=on, asks=False)
    return commit(repo)


def _message(text: str) -> bytes:
    """A message as git takes it, and as a terminal that shows it obeys nothing in it."""
    return visible_lines(text.replace("\0", " ")).encode("utf-8", "replace")


def stage(repo: Repository, files: Iterable[str]) -> None:
    """Stage these files, or say to git that their conflicts are over."""
    if paths := list(files):
        answer(repo.top, "--literal-pathspecs", "add", "--", *paths, asks=False)


def editor(folder: Path) -> str:
    """The command that starts the user's editor, as git knows it."""
    return named(answer(folder, "var", "GIT_EDITOR")).strip()


def run_editor(folder: Path, command: str, file: Path) -> int:
    """Start an editor as git starts one, in git's own shell, which Windows has nowhere else; the
    exit code. Raises GitUnusable where there is no git.
    """
    # To git a path has no backslashes.
    asked = ("-c", f"alias.cpcplan-editor=!{command}", "cpcplan-editor", file.as_posix())
    return run_git(folder, *asked, is_talking=True, asks=False).returncode


def run(repo: Repository, *arguments: str, on: date | None = None) -> str:
    """What git answers to any other command. Raises GitRefused."""
    return answer(repo.top, *arguments, dated=on, asks=False).decode(errors="replace")
