"""A terminal for tests: a program that is typed to, as somebody at a keyboard would."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from conftest import REPOSITORY

needs_terminal = pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")


class Typed:
    """`cpcplan`, or another program, on a terminal; what it prints, and what is typed to it, in the
    `alphabet` that the terminal has.
    """

    def __init__(
        self,
        *arguments: str,
        folder: Path,
        program: Sequence[str] = (sys.executable, "-m", "cpcplan"),
        alphabet: str = "utf-8",
        columns: int | str = 80,
        **environment: str,
    ) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.alphabet = alphabet
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(columns), 0, 0))
        known = os.environ | {"PYTHONPATH": str(REPOSITORY), "TERM": "dumb"}
        self.running = subprocess.Popen(
            [*program, *arguments],
            cwd=folder,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=known | environment,
            start_new_session=True,
        )
        os.close(slave)
        self.shown = ""

    def see(self, words: str, within: float = 20.0) -> None:
        """Wait until these words are shown, after those last waited for."""
        begun = time.monotonic()
        while words not in self.shown:
            if time.monotonic() - begun > within or not self._more():
                pytest.fail(f"{words!r} is not shown; {self.shown!r} is")
        self.shown = self.shown.partition(words)[2]

    def _more(self) -> bool:
        ready, _, _ = select.select([self.master], [], [], 0.1)
        if not ready:
            return True
        try:
            found = os.read(self.master, 65536)
        except OSError:  # the program has ended
            return False
        self.shown += found.decode(self.alphabet, "replace").replace("\r\n", "\n")
        return bool(found)

    def type(self, text: str) -> None:
        """Type a line, and Enter."""
        os.write(self.master, f"{text}\n".encode(self.alphabet))

    def interrupt(self) -> None:
        """Ctrl-C: what a terminal of its own would send. Nobody is faster than a program that
        has just asked.
        """
        time.sleep(0.3)
        os.killpg(self.running.pid, signal.SIGINT)

    def hang_up(self) -> None:
        """Close the terminal's window."""
        time.sleep(0.3)
        os.killpg(self.running.pid, signal.SIGHUP)
        os.close(self.master)

    def ended(self, within: float = 20.0) -> int:
        """The exit code, once it has ended; the rest of what it printed is in `shown`."""
        begun = time.monotonic()
        while self.running.poll() is None and time.monotonic() - begun < within:
            try:
                self._more()
            except (OSError, ValueError):
                time.sleep(0.05)
        return self.running.wait(timeout=1)
