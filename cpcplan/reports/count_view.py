"""What a template sees of what is counted: a part of the view (view.py)."""

from typing import NamedTuple

from cpcplan.reports.action_view import RatingView


class FigureView(NamedTuple):
    """A count, and what it was before."""

    label: str
    """What is counted."""
    level: int
    """0 for a whole, 1 for its parts: those of a level below a whole add up to it."""
    number: int
    """How many there are."""
    change: str
    """`+2`, `−1`, `as before`; empty where there is nothing to compare with."""


class CountView(NamedTuple):
    """How many open sub-actions have a rating."""

    rating: RatingView
    """The rating."""
    number: int
    """How many have it."""
    contradicted: int
    """How many of these the plan contradicts: never to be shown as fine without that."""


class RowView(NamedTuple):
    """How it stands with an outcome, in numbers of its sub-actions."""

    id: str
    """The number of the outcome; empty for the whole plan."""
    title: str
    """Its words."""
    rating: RatingView
    """Its rating, taken from what it holds."""
    sub_actions: int
    """All of them; `rated`, `not_rated`, `complete` and `closed` add up to it."""
    rated: tuple[CountView, ...]
    """Open, by rating, the worst first; as many in every row."""
    not_rated: int
    """Open and not rated."""
    complete: int
    """Complete."""
    closed: int
    """Withdrawn or carried forward."""
    overdue: int
    """Open and overdue."""
    doubt: str
    """Where its rating is green: what in it the plan contradicts; else empty."""


class ThenView(NamedTuple):
    """How the open sub-actions were rated on a day."""

    on: str
    """The day."""
    rated: tuple[int, ...]
    """How many had each rating, in the order of `scale`."""
    not_rated: int
    """How many had none."""
