"""A word on stderr where work lasts, so that nobody thinks that the program hangs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

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
