"""Running the `git` that the user has, with their settings and hooks, and what it answers."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from cpcplan.errors import GitRefused, GitUnusable


def answer(
    folder: Path, *arguments: str, given: bytes = b"", dated: date | None = None, about: str = ""
) -> bytes:
    """What git answers. Raises GitRefused with `about`, else in git's own words."""
    ran = run(folder, *arguments, given=given, dated=dated)
    if ran.returncode:
        raise GitRefused(about or words(ran))
    return ran.stdout


def _program() -> str:
    """Git as the path has it, never one that lies in the folder that the user is in."""
    return shutil.which("git") or "git"


def run(
    folder: Path, *arguments: str, given: bytes = b"", dated: date | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Git, run to its end in a folder. Raises GitUnusable where it is not there."""
    try:
        return subprocess.run(  # noqa: S603 - git, and no shell
            [_program(), *arguments],
            cwd=folder,
            input=given,
            capture_output=True,
            check=False,
            env=_environment(dated),
        )
    except FileNotFoundError:
        missing = "is not on this computer's path" if folder.is_dir() else f"cannot go to {folder}"
        raise GitUnusable(
            f"git {missing}: install it (https://git-scm.com), or do without what needs it"
        ) from None
    except OSError as error:
        raise GitUnusable(f"git cannot be started: {error.strerror or error}") from None


_OF_ANOTHER = frozenset(
    f"GIT_{name}"
    for name in (
        "ALTERNATE_OBJECT_DIRECTORIES", "COMMON_DIR", "DIR", "GRAFT_FILE", "IMPLICIT_WORK_TREE",
        "INDEX_FILE", "INTERNAL_SUPER_PREFIX", "NO_REPLACE_OBJECTS", "OBJECT_DIRECTORY", "PREFIX",
        "QUARANTINE_PATH", "REPLACE_REF_BASE", "SHALLOW_FILE", "WORK_TREE",
    )
)  # fmt: skip
"""What `git rev-parse --local-env-vars` names, but for settings."""


def _environment(dated: date | None) -> Mapping[str, str]:
    """Ours, less what a hook's git says of another repository."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
    if dated:
        day = f"{dated.isoformat()}T12:00:00+0000"
        kept |= {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    return kept


def words(ran: subprocess.CompletedProcess[bytes]) -> str:
    """Git's own words for why it did not do what it was asked."""
    said = (ran.stderr + b"\n" + ran.stdout).decode(errors="replace").strip()
    return f"git said no: {said or f'exit code {ran.returncode}'}"


@contextmanager
def understood() -> Iterator[None]:
    """Raises GitUnusable where what git answers is not what it answers elsewhere."""
    try:
        yield
    except (ValueError, IndexError):
        raise GitUnusable(
            f"{_program()} answers what cannot be understood: see what `git --version` says; it "
            "must be 2.30 or later"
        ) from None


def named(answer: bytes) -> str:
    """What git says of files: their names are whatever bytes this system lets them be."""
    return answer.decode(sys.getfilesystemencoding(), "surrogateescape")
