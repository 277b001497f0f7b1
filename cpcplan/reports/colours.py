"""The colours of the page: each rating's ground, in tables and in pictures."""

from typing import NamedTuple


class Colour(NamedTuple):
    """A ground, and whether it is so dark that letters on it are white."""

    ground: str
    is_dark: bool = False


COLOURS = {
    "red": Colour("#a31621", is_dark=True),
    "amber": Colour("#f6b73c"),
    "green": Colour("#58a974"),
}
"""In black and white they go from dark, the worst, to light."""
