"""Saying that work goes on, where it lasts: on stderr, and to a terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

_PATIENCE = 1.0
"""Seconds after which it is said."""


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
