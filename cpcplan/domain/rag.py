"""The scale: which ratings there are, how they compare, and what a whole takes from its parts.

All that counts, names, orders or draws ratings goes over this scale and knows no colour itself.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self


class Rating(StrEnum):
    """A colour of the plan's legend. There is none for "not rated": that is `None`."""

    # From the worst to the best: its word, its letter, its mark, whether it is off course, and what
    # it means where a committee begins a plan and says nothing else.
    RED = (
        "red", "R", "■", True,
        "There are significant issues. It is not being delivered on time.",
    )  # fmt: skip
    AMBER = (
        "amber", "A", "▲", True,
        "There are some issues. It is at risk of not being delivered on time.",
    )  # fmt: skip
    GREEN = (
        "green", "G", "●", False,
        "There are no issues. It is being delivered as planned.",
    )  # fmt: skip

    _value_: str
    letter: str
    """What stands for it where there is no room for a word."""
    mark: str
    """The shape that goes with the colour, for those who see none."""
    is_off_course: bool
    """It has a way back to say: what happens next, who does it and by when. Any other says that
    all is well, and is contradicted where it is not."""
    meaning: str

    # Rating("red") is one of these, and so all but the word has a default.
    def __new__(
        cls,
        word: str,
        letter: str = "",
        mark: str = "",
        is_off_course: bool = False,
        meaning: str = "",
    ) -> Self:
        """The word, and all that goes with it."""
        rating = str.__new__(cls, word)
        rating._value_ = word
        rating.letter, rating.mark = letter, mark
        rating.is_off_course, rating.meaning = is_off_course, meaning
        return rating


WORST = next(iter(Rating))
OFF_COURSE = tuple(rating for rating in Rating if rating.is_off_course)
ON_COURSE = tuple(rating for rating in Rating if not rating.is_off_course)
WORST_FIRST: tuple[Rating | None, ...] = (*OFF_COURSE, None, *ON_COURSE)
"""Not rated comes before what says that all is well."""

_SEVERITY = {rating: n for n, rating in enumerate(WORST_FIRST)}


def severity(rating: Rating | None) -> int:
    """Where a rating stands when the worst come first."""
    return _SEVERITY[rating]


def is_better(rating: Rating, than: Rating) -> bool:
    """Whether `rating` is nearer to the best than `than`."""
    return _SEVERITY[rating] > _SEVERITY[than]


def worst(ratings: Iterable[Rating | None]) -> Rating | None:
    """The worst of those that are rated; None where none is."""
    rated = [rating for rating in ratings if rating is not None]
    return min(rated, key=severity, default=None)


def derived(parts: Iterable[Rating | None]) -> Rating | None:
    """What a whole takes from its open parts, where nobody rated the whole itself.

    Off course as soon as one part is; on course only where every part is rated, because a part
    that nobody has looked at is never well; None where there is no part or too little is known.
    """
    ratings = tuple(parts)
    found = worst(ratings)
    if found in ON_COURSE and None in ratings:
        return None
    return found


def signs(rating: Rating | None) -> tuple[str, str, str]:
    """The word, the letter and the mark of a rating, and of what is not rated."""
    return (rating.value, rating.letter, rating.mark) if rating else ("not rated", "–", "○")
