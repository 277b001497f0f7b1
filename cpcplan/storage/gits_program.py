"""The `git` that the user has, with their settings and hooks: found, run in a folder, and what it
said.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from cpcplan.errors import GitRefused, GitUnusable, NotInGit


def on_path(program: str) -> str | None:
    """A program as the path has it, None where it has none: never one that lies in the folder that
    the user is in, where Windows looks first, and shutil.which with it.
    """
    endings = ("",) if os.name != "nt" or Path(program).suffix else (".exe", ".cmd")
    for folder in map(Path, os.get_exec_path()):
        for file in (folder / f"{program}{ending}" for ending in endings):
            if folder.is_absolute() and os.access(file, os.X_OK) and file.is_file():
                return str(file)
    return None


def run(
    folder: Path,
    *arguments: str,
    given: bytes = b"",
    dated: date | None = None,
    is_talking: bool = False,
    asks: bool = True,
) -> subprocess.CompletedProcess[bytes]:
    """Run git to its end; with the user's own terminal, where it `is_talking` to them. What only
    `asks` fetches nothing. Raises GitUnusable where it is not there.
    """
    program = on_path("git")
    if program is None or not folder.is_dir():
        missing = f"cannot go to {folder}" if program else "is not on this computer's path"
        raise GitUnusable(
            f"git {missing}: install it (https://git-scm.com), or do without what needs it"
        )
    streams: dict[str, Any] = {} if is_talking else {"input": given, "capture_output": True}
    try:
        return subprocess.run(  # noqa: S603 - git, and no shell
            [program, *_CAREFUL, *arguments],
            cwd=folder,
            check=False,
            env=_environment(dated, asks=asks),
            **streams,
        )
    except OSError as error:
        raise GitUnusable(f"git cannot be started: {error.strerror or error}") from None


_CAREFUL = ("-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false")
"""A plan that somebody sent may hold what git takes for a repository, with commands in it."""
_OF_ANOTHER = frozenset(
    f"GIT_{name}"
    for name in (
        "ALTERNATE_OBJECT_DIRECTORIES", "COMMON_DIR", "DIR", "GRAFT_FILE", "IMPLICIT_WORK_TREE",
        "INDEX_FILE", "INTERNAL_SUPER_PREFIX", "NO_REPLACE_OBJECTS", "OBJECT_DIRECTORY", "PREFIX",
        "QUARANTINE_PATH", "REPLACE_REF_BASE", "SHALLOW_FILE", "WORK_TREE",
    )
)  # fmt: skip
"""What `git rev-parse --local-env-vars` names, but for settings."""


def _environment(dated: date | None, *, asks: bool) -> Mapping[str, str]:
    """Ours, less what a hook's git says of another repository."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
    if asks:  # what a repository lacks it may name a command to fetch with
        kept |= {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
    if dated:
        day = f"{dated.isoformat()}T12:00:00+0000"
        kept |= {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    return kept


def words_of(ran: subprocess.CompletedProcess[bytes]) -> str:
    """What a git that refused said, in its own words."""
    said = (ran.stderr + b"\n" + ran.stdout).decode(errors="replace").strip()
    return f"git said no: {said or f'exit code {ran.returncode}'}"


def answer(
    folder: Path, *arguments: str, given: bytes = b"", dated: date | None = None, about: str = "",
    asks: bool = True,
) -> bytes:  # fmt: skip
    """What git answers. What only `asks` fetches nothing. Raises NotInGit with `about`, else
    GitRefused in git's own words.
    """
    ran = run(folder, *arguments, given=given, dated=dated, asks=asks)
    if ran.returncode and about:
        raise NotInGit(about)
    if ran.returncode:
        raise GitRefused(words_of(ran))
    return ran.stdout


@contextmanager
def understood() -> Iterator[None]:
    """Raises GitUnusable where what git answers is not what it answers elsewhere."""
    try:
        yield
    except (ValueError, IndexError):
        raise GitUnusable(
            f"{on_path('git') or 'git'} answers what cannot be understood: see what "
            "`git --version` says; it must be 2.30 or later"
        ) from None


def named(answer: bytes) -> str:
    """What git says of files: their names are whatever bytes this system lets them be."""
    return answer.decode(sys.getfilesystemencoding(), "surrogateescape")
