"""Red, amber and green: how ratings compare, and what a whole takes from its parts."""

from collections.abc import Iterable
from enum import StrEnum


class Rating(StrEnum):
    """A colour of the plan's legend. There is none for "not rated": that is `None`."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


_SEVERITY = {Rating.RED: 0, Rating.AMBER: 1, None: 2, Rating.GREEN: 3}


def severity(rating: Rating | None) -> int:
    """Where a rating stands when the worst come first: red, amber, not rated, green."""
    return _SEVERITY[rating]


def is_better(rating: Rating, than: Rating) -> bool:
    """Whether `rating` is nearer to green than `than`."""
    return _SEVERITY[rating] > _SEVERITY[than]


def worst(ratings: Iterable[Rating | None]) -> Rating | None:
    """The worst of those that are rated; None where none is."""
    rated = [rating for rating in ratings if rating is not None]
    return min(rated, key=severity, default=None)


def derived(parts: Iterable[Rating | None]) -> Rating | None:
    """What a whole takes from its open parts, where nobody rated the whole itself.

    Red or amber as soon as one part is; green only where every part is rated, because a part
    that nobody has looked at is never green; None where there is no part or too little is known.
    """
    ratings = tuple(parts)
    found = worst(ratings)
    if found is Rating.GREEN and None in ratings:
        return None
    return found
