"""Timescales: the words a committee wrote, and the last day and cycles of reports they come to.

A timescale is read only where its words can mean one thing. Where they could mean two it is
refused with the question that they raise, for a date guessed wrongly would let an action that
protects a child pass for being in time. The words themselves are never changed.

The parts are read elsewhere: dates in `timescale_dates`, cycles in `timescale_cycles`; what a
remark must not say is in `timescale_remarks`, and what is asked about words that can't be read in
`timescale_questions`.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from cpcplan.domain.calendar import in_words, plain
from cpcplan.domain.timescale_cycles import Cycle, cycle_months, read_cycles
from cpcplan.domain.timescale_dates import LONGEST, read_day_of_each_year, read_due

__all__ = ["Cycle", "Timescale", "TimescaleRefused", "cycle_months", "dated", "read", "understood"]

_WITHOUT_END = frozenset(("ongoing", "on-going", "on going", "continuous"))
_OPEN_ENDED = _WITHOUT_END.union(("tbc", "tba", "tbd", "to be confirmed", "to be agreed"))
_OPENING_OF: Mapping[str, str] = MappingProxyType({")": "(", "]": "["})
# Figures are joined by a dash, and anything by a stroke, with spaces about it or without.
_JOINED = r"(?:(?<=[0-9]) ?(-) ?(?=[0-9])| ?(/) ?)"
_THEN = r"(.+?)(?:[,;]| -)?(?: and)? (?:then|thereafter),? (.+)"
_THEREAFTER = r"(.+?)(?:[,;] and|[,;]| and) (.+) (?:thereafter|after that)"


Meaning = tuple[date | None, tuple[Cycle, ...]]
"""A last day, or None, and the cycles."""


class TimescaleRefused(ValueError):
    """A timescale that can't be read. `str()` of it quotes the words and asks what they raise."""


class Timescale(NamedTuple):
    """What the words of a timescale come to."""

    text: str
    """The words exactly as they were written."""
    due: date | None
    """The last day on which the action is in time; None where the words name none."""
    cycles: tuple[Cycle, ...] = ()
    """The cycles of reports, in the order in which they are named."""

    @property
    def open_ended(self) -> bool:
        """Neither due on a day nor reported in cycles: the action is not limited in time."""
        return self.due is None and not self.cycles


@lru_cache(maxsize=4096)
def read(text: str) -> Timescale:
    """What the words come to. Raises TimescaleRefused where they don't come to one thing."""
    words = re.sub(_JOINED, r"\1\2", plain(text).removesuffix(".").rstrip())
    if not words:
        raise TimescaleRefused(
            'the timescale is empty: write one, such as "March 2019", or leave it out'
        )
    try:
        meaning = _meaning(words)
    except ValueError as refused:
        raise TimescaleRefused(f"{_quoted(text)}: {refused}") from None
    if meaning is None:
        # Only a refusal needs the questions, and a plan that is in order has none.
        from cpcplan.domain.timescale_questions import question

        raise TimescaleRefused(f"{_quoted(text)}: {question(words)}")
    due, cycles = meaning
    return Timescale(text, due, cycles)


def understood(text: str) -> Timescale | None:
    """What the words alone come to; None where they cannot be read, and somebody said their day."""
    try:
        return read(text)
    except TimescaleRefused:
        return None


def dated(text: str, due: date | None) -> Timescale:
    """Words that no rule can date, with the last day that somebody said they come to.

    None is a day that nobody can say: open-ended. Raises TimescaleRefused for blank words.
    """
    if not text.strip():
        raise TimescaleRefused("the timescale has no words: write them as they were agreed")
    return Timescale(text, due)


def _meaning(words: str) -> Meaning | None:
    """The last day and the cycles, with a remark in brackets behind them or without.

    None where the words are not understood; raises ValueError with the reason where they are
    and cannot be.
    """
    if meaning := _meaning_without_remark(words):
        return meaning
    head, remark = _without_remark(words)
    if remark is None:
        return None
    meaning = _meaning_without_remark(head.removesuffix(".").rstrip())
    if meaning:
        _check_remark(head, meaning, remark)
    return meaning


def _meaning_without_remark(words: str) -> Meaning | None:
    if len(words) > LONGEST:
        return None
    if words in _OPEN_ENDED:
        return None, ()
    if cycles := read_cycles(words):
        return None, cycles
    if due := read_due(words):
        return due, ()
    return _due_then_cycles(words)


def _due_then_cycles(words: str) -> Meaning | None:
    """`April 2019, then quarterly`: first a last day, then reports. None for anything else."""
    found = re.fullmatch(_THEN, words) or re.fullmatch(_THEREAFTER, words)
    cycles = read_cycles(found[2]) if found else ()
    if not found or not cycles:
        return None
    first = _meaning(found[1])
    return (first[0], cycles) if first and first[0] and not first[1] else None


def _without_remark(words: str) -> tuple[str, str | None]:
    """The words before the brackets that they end with, and those within; None for no brackets.

    Brackets may stand within brackets.
    """
    closing = words[-1:]
    opening = _OPENING_OF.get(closing)
    depth = 0
    for at in range(len(words) - 1, -1, -1) if opening else ():
        depth += (words[at] == closing) - (words[at] == opening)
        if depth == 0:
            return words[:at].rstrip(), words[at + 1 : -1].strip()
    return words, None


def _check_remark(head: str, meaning: Meaning, remark: str) -> None:
    """Raise ValueError where a remark says another date or cycle than the words before it.

    A remark is only remarked, never reckoned with; so one that dates the action itself would be
    lost from view. One that says the same in other words is welcome.
    """
    # Imported here, for few plans have remarks, and a command must start at once.
    from cpcplan.domain.timescale_remarks import moves_the_date, names_a_deadline, starts

    due, cycles = meaning
    if _says_otherwise(meaning, remark) or (
        (moves_the_date(remark) or starts(remark))
        if due
        else names_a_deadline(remark, of_cycles=bool(cycles))
    ):
        which = f"the last day {in_words(due)}" if due else f'"{head}"'
        raise ValueError(
            f"which counts, {which} or what the brackets say? Write the date or the cycle that "
            'counts (both, if both do: "April 2019, then quarterly"), and only a remark in brackets'
        )


def _says_otherwise(meaning: Meaning, remark: str) -> bool:
    """Whether the remark can be read as a timescale of its own, and comes to something else."""
    due, cycles = meaning
    words = re.sub(r"^(?:(?:and|or|then|but|is|now|until|till|to|before|due) )+", "", remark)
    if len(words) > LONGEST:
        return False
    if day := read_day_of_each_year(words):
        return not due or day[0] != due.month or day[1] not in (None, due.day)
    said = _meaning_without_remark(words)
    if said is None:
        return False
    if said == (None, ()):
        # A date may still be to be confirmed, and cycles may go on; but what is due on a day
        # does not go on without an end.
        return due is not None and words in _WITHOUT_END
    return said[0] != due or _points(said[1]) != _points(cycles)


def _points(cycles: tuple[Cycle, ...]) -> set[tuple[int, int | None, int | None]]:
    """What cycles come to, by whatever names."""
    return {(cycle.months, cycle.month, cycle.day) for cycle in cycles}


def _quoted(text: str) -> str:
    """The words as they are written; their beginning, where they go on for pages."""
    return f'"{text}"' if len(text) <= 2 * LONGEST else f'"{text[:LONGEST]}…"'
