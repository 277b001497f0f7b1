"""Replacing a plan file in one step, one command at a time, and never over somebody's save.

A command that is killed leaves the old file or the new one. What it may leave beside them, a file
half written, is cleared away by the next write.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from cpcplan.errors import NotWritten

_WAITS = 10.0
"""Seconds that a command waits for another that writes to the same plan."""
_HALF_WRITTEN = ".cpcplan-half-written"


@contextmanager
def locked(plan_folder: Path) -> Iterator[None]:
    """Nobody else's command writes to this plan meanwhile. Raises NotWritten after ten seconds.

    The lock lies in git's own folder, else in the system's temporary one: nothing of it is ever
    seen in the plan folder.
    """
    name = sha256(os.fsencode(plan_folder.resolve())).hexdigest()[:16]
    lock = FileLock(_lock_folder(plan_folder) / f"cpcplan-{name}.lock", timeout=_WAITS)
    try:
        lock.acquire()
    except Timeout:
        raise NotWritten(
            f"another cpcplan has been writing to this plan for {_WAITS:.0f} seconds: wait until "
            "it is done (or end it), and try again; nothing was written"
        ) from None
    except OSError as error:
        raise NotWritten(f"the lock cannot be taken: {error.strerror or error}") from None
    try:
        yield
    finally:
        lock.release()


def _lock_folder(plan_folder: Path) -> Path:
    """Git's own folder, found as git finds it, without the time that starting git takes."""
    for folder in plan_folder.resolve().parents:
        found = folder / ".git"
        if found.is_dir():
            return found
        if found.is_file():  # a further worktree says where its folder is
            named = found.read_text(encoding="utf-8").strip().removeprefix("gitdir:").strip()
            return folder / named if (folder / named).is_dir() else Path(tempfile.gettempdir())
    return Path(tempfile.gettempdir())


def replace(file: Path, before: bytes, after: bytes) -> None:
    """Put `after` in the place of `before`, its permissions and links to it kept.

    Raises NotWritten where the file no longer holds `before`, or cannot be written.
    """
    target = file.resolve()
    half = target.with_name(f".{target.name}{_HALF_WRITTEN}")
    try:
        with half.open("wb") as writing:
            writing.write(after)
            writing.flush()
            os.fsync(writing.fileno())
        shutil.copymode(target, half)
        if target.read_bytes() != before:
            half.unlink()
            raise NotWritten(
                f"{file.name} was changed by somebody else just now (is it open in an editor?): "
                "look at it, and try again; nothing was written"
            )
        half.replace(target)
    except OSError as error:
        with suppress(OSError):
            half.unlink()
        raise NotWritten(
            f"{file.name} cannot be written: {error.strerror or error}; it is as it was"
        ) from None
    _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    """See that the replacement survives a power cut; Windows does that by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
