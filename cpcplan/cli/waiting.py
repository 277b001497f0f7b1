"""A word where work lasts, so that nobody thinks that the program hangs: on stderr, and to a
terminal only.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

_PATIENCE = 1.0
"""Seconds after which somebody begins to wonder."""


@contextmanager
def at_work(on_what: str, *, patience: float = _PATIENCE) -> Iterator[None]:
    """While this goes on for more than a second, say so: on a terminal, and there once."""
    if not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    said = Timer(patience, lambda: sys.stderr.write(f"{on_what} …\n"))
    said.daemon = True
    said.start()
    try:
        yield
    finally:
        said.cancel()


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A function to be told how many of how many are done; shows it once a second has passed."""
    begun = monotonic()
    shown = ""

    def told(done: int, of: int) -> None:
        nonlocal shown
        if sys.stderr.isatty() and monotonic() - begun > _PATIENCE:
            shown = f"{what}: {done} of {of}"
            sys.stderr.write(f"\r{shown}")
            sys.stderr.flush()

    try:
        yield told
    finally:
        if shown:
            sys.stderr.write(f"\r{' ' * len(shown)}\r")
