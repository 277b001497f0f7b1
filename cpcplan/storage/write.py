"""Replacing a plan file in one step, one command at a time, and never over somebody's save.

A command that is killed leaves the old file or the new one. What it may leave beside them, a file
half written, is cleared away by the next write.
"""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

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
    from filelock import FileLock, Timeout

    own = gits_folder(plan_folder) or _temporary()
    file = own / f"{own_name(plan_folder)}.lock"
    holder = file.with_suffix(".holder")
    # Whoever else may write to the plan must be able to take the lock too.
    lock = FileLock(file, timeout=_WAITS, mode=0o666)
    try:
        lock.acquire()
    except Timeout:
        raise NotWritten(
            f"{_named(holder)} has been writing to this plan for {_WAITS:.0f} seconds: wait until "
            "it is done (or end it), and try again; nothing was written"
        ) from None
    except OSError as error:
        raise NotWritten(f"the lock {file} cannot be taken: {error.strerror or error}") from None
    try:
        with suppress(OSError):
            holder.write_text(f"process {os.getpid()} ({' '.join(sys.argv[1:2])})", "utf-8")
        with suppress(OSError):
            for left in plan_folder.glob(f".*{_HALF_WRITTEN}"):  # by one that was killed
                left.unlink()
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


def _named(holder: Path) -> str:
    """Who holds the lock, as they said of themselves."""
    try:
        return f"another cpcplan, {holder.read_text('utf-8')},"
    except (OSError, UnicodeDecodeError):
        return "another cpcplan"


def _temporary() -> Path:
    import tempfile

    return Path(tempfile.gettempdir())


def own_name(plan_folder: Path) -> str:
    """What the program's own files about a plan folder are called, less their ending."""
    return f"cpcplan-{sha256(os.fsencode(_real(plan_folder))).hexdigest()[:16]}"


def _real(path: Path) -> Path:
    """Where the path leads; `Path.resolve` would raise where links lead round in a circle."""
    return Path(os.path.realpath(path))


def gits_folder(plan_folder: Path) -> Path | None:
    """Git's own folder, found as git finds it, without the time that starting git takes; None where
    there is none.
    """
    here = _real(plan_folder)
    with suppress(PermissionError):
        for folder in (here, *here.parents):
            found = folder / ".git"
            if found.is_dir():
                return found
            if found.is_file():  # a further worktree says where its folder is
                told = found.read_text(encoding="utf-8", errors="replace").strip()
                named = folder / told.removeprefix("gitdir:").strip()
                return named if named.is_dir() else None
    return None


def replace(file: Path, before: bytes, after: bytes) -> None:
    """Put `after` in the place of `before`, its permissions and links to it kept.

    Raises NotWritten where the file no longer holds `before`, or cannot be written.
    """

    def is_as_before(target: Path) -> None:
        if target.read_bytes() != before:
            raise NotWritten(
                f"{file.name} was changed by somebody else just now (is it open in an editor?): "
                "look at it, and try again; nothing was written"
            )

    target = _real(file)
    if target.exists() and not os.access(target, os.W_OK):
        raise NotWritten(f"{file.name} is read-only: allow it to be written; it is as it was")
    _put(target, after, is_as_before, like=target)


def create(file: Path, data: bytes) -> None:
    """Make a file that is not there yet, whole or not at all.

    Raises NotWritten where it is there by now, or cannot be written.
    """

    def is_free(target: Path) -> None:
        if target.exists():
            raise NotWritten(f"{file.name} was made by somebody else just now; it is as it was")

    _put(file, data, is_free, like=None)


def _put(target: Path, data: bytes, is_well: Callable[[Path], None], *, like: Path | None) -> None:
    half = target.with_name(f".{target.name}{_HALF_WRITTEN}")
    try:
        with half.open("wb") as writing:
            writing.write(data)
            writing.flush()
            os.fsync(writing.fileno())
        if like:
            half.chmod(stat.S_IMODE(like.stat().st_mode))
        is_well(target)
        half.replace(target)
    except NotWritten:
        with suppress(OSError):
            half.unlink()
        raise
    except OSError as error:
        with suppress(OSError):
            half.unlink()
        raise NotWritten(
            f"{target.name} cannot be written: {error.strerror or error}; it is as it was"
        ) from None
    _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    """See that the replacement survives a power cut; Windows does that by itself."""
    if os.name == "nt":
        return
    with suppress(OSError):  # some network shares cannot; the file is in its place all the same
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
