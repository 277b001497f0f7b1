"""Replacing a plan file in one step, one command at a time, and never over somebody's save.

A command that is killed leaves the old file or the new one. What it may leave beside them, a file
half written, is cleared away by the next write.
"""

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from cpcplan.errors import NotWritten
from cpcplan.storage.gits_folder import gits_folder, real

_WAITS = 10.0
"""Seconds that a command waits for another that writes to the same plan."""
_HALF_WRITTEN = ".cpcplan-half-written"
_TRIES_AGAIN = (0.02, 0.04, 0.08, 0.16, 0.3, 0.6, 0.8)
"""Seconds to wait before each further try, where another program is at work on a file."""
_LONGEST_ON_WINDOWS = 259
"""Characters of a path, where Windows was not told to take longer ones."""


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
            who = f"process {os.getpid()} ({' '.join(sys.argv[1:2])})"
            put_note(holder, who.encode(errors="replace"))
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


def put_note(file: Path, data: bytes) -> None:
    """Write a note of the program's own in the place of whatever lies there: a link that somebody
    laid is not followed. Raises OSError.
    """
    file.unlink(missing_ok=True)
    with file.open("xb") as writing:
        writing.write(data)


def _temporary() -> Path:
    import tempfile

    return Path(tempfile.gettempdir())


def own_name(plan_folder: Path) -> str:
    """What the program's own files about a plan folder are called, less their ending."""
    # A Mac knows the folder by capitals and by small letters, and means the same.
    known = os.fsencode(str(real(plan_folder)).casefold())
    return f"cpcplan-{sha256(known).hexdigest()[:16]}"


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

    target = real(file)
    if target.exists() and not target.is_file():
        raise NotWritten(f"{file.name} is no file: it is as it was")
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
        # One that a killed command left, or a link that somebody laid there: it is not followed.
        half.unlink(missing_ok=True)
        with half.open("xb") as writing:
            if like:
                os.chmod(  # noqa: PTH101 - of what was opened, where the system can do that
                    writing.fileno() if os.chmod in os.supports_fd else half,
                    stat.S_IMODE(like.stat().st_mode),
                )
            writing.write(data)
            writing.flush()
            os.fsync(writing.fileno())
        _put_in_place(half, target, is_well)
    except NotWritten:
        with suppress(OSError):
            half.unlink()
        raise
    except OSError as error:
        with suppress(OSError):
            half.unlink()
        raise NotWritten(
            f"{target.name} cannot be written: {why_not(error, half)}; it is as it was"
        ) from None
    _flush_folder(target.parent)


def _put_in_place(half: Path, target: Path, is_well: Callable[[Path], None]) -> None:
    def put() -> None:
        is_well(target)  # whatever keeps it may be about to change it
        half.replace(target)

    try:
        patiently(put)
    except PermissionError as error:
        raise NotWritten(
            f"{target.name} cannot be replaced: {error.strerror or error}. It was tried for two "
            "seconds: is it open in another program, or are OneDrive or a virus scanner at work on "
            "it? Close it there, and try again; it is as it was"
        ) from None


def patiently(step: Callable[[], object], *, pause: Callable[[float], None] = time.sleep) -> None:
    """Take a step that OneDrive, a virus scanner or an open editor may block for a moment, as they
    do on Windows: tried again for two seconds. Raises PermissionError where that was not enough.
    """
    for wait in _TRIES_AGAIN:
        with suppress(PermissionError):
            step()
            return
        pause(wait)
    step()


def why_not(error: OSError, path: Path, *, windows: bool = os.name == "nt") -> str:
    """Why a file could not be written; on Windows with what its own words do not say."""
    said = error.strerror or str(error)
    long = len(str(path))
    if windows and long > _LONGEST_ON_WINDOWS:
        return (
            f"{said} (its path has {long} characters, and Windows takes {_LONGEST_ON_WINDOWS}: "
            "move the plan to where its path is shorter)"
        )
    return said


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
