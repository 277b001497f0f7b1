"""Words put together for a sentence."""

from collections.abc import Iterable, Sequence


def listed(words: Iterable[str], joined: str = "or") -> str:
    """`red, amber or green`, of whatever there is."""
    *others, last = words
    return f"{', '.join(others)} {joined} {last}" if others else str(last)


def some(words: Sequence[str], most: int) -> str:
    """`1.1, 1.2 and 3 more`: at most so many of them, and how many more there are."""
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
