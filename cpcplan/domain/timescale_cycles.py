"""The wordings of a timescale that come to a cycle of reports.

A cycle is put together of parts: reporting words (`Progress reported to CPC`), then an interval,
or a yearly interval and a month or day of each year, or several of these joined by `and`. Every
function but `cycle_months` takes words that `calendar.plain` has been through. None is returned
for what is not understood here; ValueError, with the reason in words, is raised for what is
understood and cannot be.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from cpcplan.domain.calendar import MONTHS, plain
from cpcplan.domain.timescale_dates import LONGEST, read_day_of_each_year, without_opening

A_YEAR = 12
"""In months."""
LONGEST_CYCLE = 100 * A_YEAR
"""In months. A longer interval is a misprint."""

_WORDS_TO_TWELVE = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS: Mapping[str, int] = MappingProxyType(
    {word: number for number, word in enumerate(_WORDS_TO_TWELVE.split(), 1)}
)
_INTERVALS: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(("monthly", "every month", "each month"), 1)
    | dict.fromkeys(("quarterly", "every quarter", "each quarter"), 3)
    | dict.fromkeys(("half-yearly", "half yearly"), 6)
    | dict.fromkeys(("annually", "annual", "yearly", "every year", "each year"), 12)
)
_TIMES_A_YEAR: Mapping[str, int] = MappingProxyType(
    {"once": 12, "twice": 6, "three times": 4, "four times": 3}
)
# Words that a name of whom it is reported to can't have, because with them the words may say
# another interval, a date or a condition, which must not be lost in a name.
_BARRED_IN_A_NAME = """
    bi semi tri multi mid half every each other alternate once twice thrice times per
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty hundred
    couple several few dozen first second third fourth next last early late end
    daily weekly fortnightly monthly quarterly termly yearly annually annual biannual bimonthly
    biannually biennial biennially semiannually
    day week fortnight month quarter term year days weeks fortnights months quarters terms years
    spring summer autumn winter
    from until till after before since during starting beginning then thereafter when if unless
    report reports reported reporting progress ongoing continuous tbc
    except than least most not no never only on at as
"""
_NOT_IN_A_NAME = frozenset(MONTHS).union(_BARRED_IN_A_NAME.split())
# Words that a name doesn't end with: what follows them belongs to it.
_NOT_LAST_IN_A_NAME = frozenset(
    ("and", "&", "or", "of", "the", "a", "to", "by", "in", "for", "with")
)


class Cycle(NamedTuple):
    """A report that is made again and again, at one interval.

    `name` is the plan's own wording of it, in lower case and single-spaced. A yearly cycle
    may fall due in a month of its own (`month`, 1 to 12): on its last day, or on `day` where one
    is said.
    """

    name: str
    months: int
    month: int | None = None
    day: int | None = None


def read_cycles(words: str) -> tuple[Cycle, ...]:
    """The cycles that the words come to, reporting words or none before them; () for none.

    Raises ValueError for an interval of nothing or of more than a hundred years, a day that
    not every year has, and two cycles of one interval (which a report could not tell apart).
    """
    for tail in _after_reporting(words):
        if cycles := _joined(tail):
            return cycles
    return ()


@lru_cache(maxsize=1024)
def cycle_months(name: str) -> int | None:
    """The interval in months that a cycle's name, in any wording, comes to; None for no cycle."""
    words = plain(name).removesuffix(".")
    try:
        cycle = _one_cycle(words) if len(words) <= LONGEST else None
    except ValueError:
        return None
    return cycle.months if cycle else None


def read_interval(words: str) -> int | None:
    """The interval in months: 6 for `6 monthly`, `every six months`, `twice a year`.

    Raises ValueError for an interval of nothing, or of more than a hundred years.
    """
    if words in _INTERVALS:
        return _INTERVALS[words]
    times = "|".join(_TIMES_A_YEAR)
    if found := re.fullmatch(rf"({times}) (?:(?:a|per|each|every) year|yearly|annually)", words):
        return _TIMES_A_YEAR[found[1]]
    number = "[0-9]+|" + "|".join(_NUMBERS)
    found = re.fullmatch(rf"({number})(?: ?- ?| )(month|year)ly", words) or re.fullmatch(
        rf"(?:every|each) ({number})(?: ?- ?| )(month|year)s?", words
    )
    return _months(found[1], A_YEAR if found[2] == "year" else 1) if found else None


def _months(number: str, each: int) -> int:
    """So many times `each` months, the number in figures or in a word, up to a hundred years."""
    figures = number.lstrip("0")
    if not figures:
        raise ValueError('a cycle of nothing never comes round: write how many, as in "6 monthly"')
    # Figures past the fourth need no reckoning, and thousands of them could not be reckoned.
    months = each * (_NUMBERS.get(number) or int(figures[:5]))
    if months > LONGEST_CYCLE:
        raise ValueError("a cycle of more than a hundred years is a misprint: write how many")
    return months


def _one_cycle(words: str) -> Cycle | None:
    """One cycle: an interval, or a yearly one with a month or a day of its own."""
    if months := read_interval(words):
        return Cycle(words, months)
    first, _, day = words.partition(" ")
    if first in ("every", "each") and day == without_opening(day):
        anchor = read_day_of_each_year(day)
        if anchor:
            return Cycle(words, A_YEAR, *anchor)
    if found := re.fullmatch(r"([^()]+),? ?\(([^()]+)\)", words):
        return _yearly(words, found[1].rstrip(" ,"), found[2])
    for gap in re.finditer(",? ", words):
        if cycle := _yearly(words, words[: gap.start()], words[gap.end() :]):
            return cycle
    return None


def _yearly(words: str, left: str, right: str) -> Cycle | None:
    """`annually` and `March`, either way round; `words` are both together, and name the cycle."""
    for interval, day in ((left, right), (right, left)):
        if read_interval(interval) == A_YEAR and (anchor := read_day_of_each_year(day)):
            return Cycle(words, A_YEAR, *anchor)
    return None


def _joined(words: str) -> tuple[Cycle, ...]:
    """One cycle, or several joined by `and`."""
    cycles = tuple(_one_cycle(part) for part in re.split(",? (?:and|&) ", words))
    known = tuple(cycle for cycle in cycles if cycle)
    if len(known) < len(cycles):
        return ()
    if len({cycle.months for cycle in known}) < len(known):
        raise ValueError(
            "two cycles of one interval can't be told apart when a report is made: "
            "write one cycle with an interval that covers both"
        )
    return known


def _after_reporting(words: str) -> tuple[str, ...]:
    """What may be the cycles once the reporting words are taken off, the longest first.

    The longest first, so that a number or a month before the interval is never taken for the end
    of the name of those it is reported to.
    """
    found = re.match(r"(?:progress )?(?:reported|reporting|reports|report),? ", words)
    if not found:
        return (words,)
    rest = words[found.end() :]
    if not rest.startswith("to "):
        tail, _, name = rest.partition(" to ")
        return (tail,) if all(map(_in_a_name, name.split(" "))) else ()
    parts = rest.removeprefix("to ").split(" ")
    tails = []
    for at, part in enumerate(parts[:-1], 1):
        if not _in_a_name(part.rstrip(",:;")):
            break
        if part not in _NOT_LAST_IN_A_NAME:
            tails.append(" ".join(parts[at:]))
        if part[-1] in ",:;":
            break
    return tuple(tails)


def _in_a_name(part: str) -> bool:
    """Whether a part of the words can stand in a name: letters, and none of the words barred."""
    pieces = [piece for piece in re.split(r"[-/&.'()]", part) if piece]
    return all(piece.isalpha() and piece not in _NOT_IN_A_NAME for piece in pieces)
