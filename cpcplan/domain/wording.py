"""Words put together for a sentence."""

from collections.abc import Iterable


def listed(words: Iterable[str], joined: str = "or") -> str:
    """`red, amber or green`, of whatever there is."""
    *others, last = words
    return f"{', '.join(others)} {joined} {last}" if others else str(last)
