"""Standard output and standard error, whatever becomes of what is behind them."""

import errno
import os
import sys
from collections.abc import Iterable
from typing import Any, TextIO, cast


class Patient:
    """A stream that takes all that is written to it, whether its reader has had enough (`| head`),
    its disk is full or its terminal gone: what was asked for is carried out to its end all the
    same.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._failed: OSError | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write what can be written."""
        if self._failed is None:
            try:
                return self._stream.write(text)
            except OSError as failed:
                self._failed = failed
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write lines, as far as they can be written."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Write what still waits to be written."""
        if self._failed is None:
            try:
                self._stream.flush()
            except OSError as failed:
                self._failed = failed

    @property
    def lost(self) -> str | None:
        """Why some of it is lost to a reader who wanted it; None where none is."""
        failed = self._failed
        if failed is None or reader_left(failed):
            return None
        return failed.strerror or str(failed)


def reader_left(error: OSError, *, windows: bool = os.name == "nt") -> bool:
    """Whether it says that a reader had enough (`| head`) and closed the pipe. Windows calls that
    an invalid argument, of no file.
    """
    return isinstance(error, BrokenPipeError) or (
        windows and error.errno == errno.EINVAL and error.filename is None
    )


def make_patient() -> Patient | None:
    """Make both streams patient; standard output not where it is a terminal, which draws on it in
    its own ways. Returns that one, if it is patient now.
    """
    sys.stderr = cast("TextIO", Patient(sys.stderr))
    if sys.stdout.isatty():
        return None
    out = Patient(sys.stdout)
    sys.stdout = cast("TextIO", out)
    return out
