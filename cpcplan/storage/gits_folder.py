"""Where git keeps what it knows of a plan: found as git finds it, and in less time than it takes to
start git.
"""

import os
from contextlib import suppress
from pathlib import Path


def top_above(folder: Path) -> Path | None:
    """The top of the repository that a folder is in, or would be in, there or not; None where it is
    in none.
    """
    here = real(folder)
    with suppress(PermissionError):
        return next((each for each in (here, *here.parents) if (each / ".git").exists()), None)
    return None


def gits_folder(plan_folder: Path) -> Path | None:
    """Git's own folder; None where there is none."""
    top = top_above(plan_folder)
    if top is None:
        return None
    found = top / ".git"
    if found.is_dir():
        return found
    with suppress(PermissionError):
        if found.is_file():  # a further worktree says where its folder is
            told = found.read_text(encoding="utf-8", errors="replace").strip()
            named = top / told.removeprefix("gitdir:").strip()
            return named if named.is_dir() else None
    return None


def real(path: Path) -> Path:
    """Where the path leads; `Path.resolve` would raise where links lead round in a circle."""
    return Path(os.path.realpath(path))
