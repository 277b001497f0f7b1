"""What a mistyped word may be meant for, out of what is known."""

import re
from collections.abc import Iterable

# Comparing takes the product of the two in time.
_MOST_TO_COMPARE = 500
_AT_MOST = 3
_SAME_ENOUGH = 0.6


def near(word: str, known: Iterable[str]) -> list[str]:
    """Which of what is known the word may be meant for, nearest first: what is spelt much like it,
    and what has all of its words among others, as `police-scotland` has those of `police`. Case,
    and the order of words, do not matter. Of one spelling, the first that is known counts.
    """
    from difflib import get_close_matches

    by_folded: dict[str, str] = {}
    for name in known:
        by_folded.setdefault(_folded(name), name)
    if len(by_folded) > _MOST_TO_COMPARE or len(word) > _MOST_TO_COMPARE:
        return []
    folded = _folded(word)
    alike = get_close_matches(folded, list(by_folded), n=_AT_MOST, cutoff=_SAME_ENOUGH)
    words = set(folded.split("_")) - {""}
    holding = [name for name in by_folded if words and words <= set(name.split("_"))]
    return [by_folded[name] for name in dict.fromkeys((*alike, *holding))][:_AT_MOST]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """ " (did you mean `…`?)", to stand behind what is not known; empty where nothing is near."""
    names = " or ".join(f"`{name}`" for name in near(word, known))
    return f" (did you mean {names}?)" if names else ""


def _folded(word: str) -> str:
    """`Requested timescale` and `timescale_requested` are the same words."""
    return "_".join(sorted(re.split(r"[ _-]+", word.casefold().strip())))
