"""The wordings of a timescale that come to a last day, and of a day or month in every year.

A date is put together of parts: opening words (`by the end of`), then one stretch of time (a day,
month, year, financial year, quarter or season) or a span from one stretch to another of its kind.
Every function takes words that `calendar.plain` has been through. None is returned for what is not
understood here; ValueError, with the reason in words, is raised for what is understood and cannot
be: an impossible day, a span that runs backwards.
"""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from cpcplan.domain.calendar import (
    MONTH_PATTERN,
    add_months,
    checked_day_of_month,
    checked_year,
    in_words,
    last_of_month,
    month_number,
    read_day,
    read_span,
)

LONGEST = 300
"""In characters, a remark in brackets not counted: what is longer is no timescale and no name of a
cycle, and is looked at no further."""
YEAR = "[12][0-9]{3}"
# Two years side by side, written in any way; `first_of_two_years` says whether they are.
TWO_YEARS = "[0-9]{4}[-/][0-9]{2,4}"
FINANCIAL_YEAR = "(?:financial year|fy)"

# Words that leave the last day of what follows them as it is. A part that says less than a whole
# year or month (`early`, `mid`) or where something starts (`from`) is not among them.
_OPENING = (
    r"(?:(?:by|in|during|across|throughout|no later than|on or before|on(?= [0-9])"
    r"|at(?= (?:the )?end\b)) )?"
    r"(?:the )?(?:end(?: of |-of-| |-))?(?:the )?"
)
_NUMBERED: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(("1", "one", "first", "1st"), 1)
    | dict.fromkeys(("2", "two", "second", "2nd"), 2)
    | dict.fromkeys(("3", "three", "third", "3rd"), 3)
    | dict.fromkeys(("4", "four", "fourth", "4th"), 4)
)
_NUMBER = "|".join(_NUMBERED)
# The month in which each season begins; it ends two months later.
_SEASONS: Mapping[str, int] = MappingProxyType({"spring": 3, "summer": 6, "autumn": 9})


class Stretch(NamedTuple):
    """A stretch of time of one kind (`month`, `season`, …): its first and its last day."""

    kind: str
    first: date
    last: date


def without_opening(words: str) -> str:
    """What follows the opening words; all of it where there are none."""
    found = re.match(_OPENING, words)
    return words[found.end() :] if found else words


def first_of_two_years(figures: str) -> int | None:
    """The first of two consecutive years: 2018 for `2018/19`, `2018-19`, `2018-2019`; else None."""
    found = re.fullmatch(r"([0-9]{4})[-/]([0-9]{4}|[0-9]{2})", figures)
    if not found or not str(int(found[1]) + 1).endswith(found[2]):
        return None
    checked_year(str(int(found[1]) + 1))
    return checked_year(found[1])


def read_stretch(words: str) -> Stretch | None:
    """The one day, month, year, financial year, quarter or season that the words name."""
    if re.fullmatch(TWO_YEARS, words):
        return _two_years_or_month(words)
    if day := read_day(words):
        return Stretch("day", day, day)
    if named := read_span(words):
        return Stretch("year" if words.isdecimal() else "month", *named)
    return _financial_year(words) or _quarter(words) or _season(words)


def read_due(words: str) -> date | None:
    """The last day that the words come to, opening words or none."""
    if words.startswith("from "):
        # From one month to another has an end; from a month alone is only a start.
        span = read_span_of_stretches(words.removeprefix("from "))
        return span.last if span else None
    rest = without_opening(words)
    stretch = read_stretch(rest) or read_span_of_stretches(rest)
    return stretch.last if stretch else None


def read_span_of_stretches(words: str) -> Stretch | None:
    """From the first day of one stretch to the last of another, both of one kind.

    The first may leave out the year that they share. Raises ValueError for a span that runs
    backwards. Two years running are not read as a span, for they may be one financial year.
    """
    for joint in re.finditer(r" ?- ?| to |/", words):
        left, right = words[: joint.start()], words[joint.end() :]
        end = read_stretch(right)
        start = (read_stretch(left) or _completed(left, right)) if end else None
        if not start or not end or start.kind != end.kind:
            continue
        if start.first > end.first:
            raise ValueError(
                f"that span runs backwards: {in_words(start.first)} comes after "
                f"{in_words(end.last)}; write it forwards, with both years "
                '(such as "December 2018/January 2019")'
            )
        if start.kind == "year" and (joint[0] == "/" or end.last.year == start.last.year + 1):
            return None
        return Stretch(start.kind, start.first, end.last)
    return None


def read_day_of_each_year(words: str) -> tuple[int, int | None] | None:
    """The month (1 to 12), and the day in it or None, that words without a year name.

    Raises ValueError for a day that no year has, and for 29 February, which most years lack.
    """
    found = re.fullmatch(
        rf"(?:([0-9]{{1,2}}) ?(st|nd|rd|th)?(?: of)? )?({MONTH_PATTERN})", without_opening(words)
    )
    if not found:
        return None
    month = month_number(found[3])
    if found[1] is None:
        return month, None
    day = checked_day_of_month(found[1], found[2], month)
    if (month, day) == (2, 29):
        raise ValueError(
            "most years have no 29 February: is that 28 February, or the last day of the month? "
            'write "28 February annually" or "February annually"'
        )
    return month, day


def _two_years_or_month(words: str) -> Stretch | None:
    """`2018/19`, `2018/2019`, `2018-19` or `2019-04`, where it can mean only one of them.

    A hyphen and 01 to 12 behind it is a month of that year, unless the years could run on to it:
    2011-12 may be a financial year, 2010-12 the years up to 2012. Four figures behind a hyphen
    may be a financial year or two years.
    """
    if re.fullmatch("[0-9]{4}-(0[1-9]|1[0-2])", words):
        named = read_span(words) if words[5:] <= words[2:4] else None
        return Stretch("month", *named) if named else None
    if re.fullmatch("[0-9]{4}-[0-9]{4}", words):
        return None
    return _year_to_march(words)


def _year_to_march(figures: str) -> Stretch | None:
    first = first_of_two_years(figures)
    if first is None:
        return None
    return Stretch("financial year", date(first, 4, 1), date(first + 1, 3, 31))


def _financial_year(words: str) -> Stretch | None:
    """A financial year that is called one: two years running in any spelling will do."""
    found = re.fullmatch(
        rf"{FINANCIAL_YEAR},? ?(?:of )?({TWO_YEARS})|({TWO_YEARS}) {FINANCIAL_YEAR}", words
    )
    return _year_to_march(found[1] or found[2]) if found else None


def _quarter(words: str) -> Stretch | None:
    """A quarter of a financial year; the first is April to June."""
    named = rf"(?:(?:q|qtr|quarter) ?({_NUMBER})|({_NUMBER}) quarter)"
    found = re.fullmatch(rf"{named},? (?:of )?(?:the )?(?:{FINANCIAL_YEAR} ?)?({TWO_YEARS})", words)
    first = first_of_two_years(found[3]) if found else None
    if not found or first is None:
        return None
    number = _NUMBERED[found[1] or found[2]]
    begins = add_months(date(first, 4, 1), 3 * (number - 1))
    return Stretch("quarter", begins, last_of_month(begins.year, begins.month + 2))


def _season(words: str) -> Stretch | None:
    """A season: spring is March to May. Winter, which has two years, must name both."""
    if found := re.fullmatch(rf"(spring|summer|autumn),? (?:of )?({YEAR})", words):
        year, month = checked_year(found[2]), _SEASONS[found[1]]
        return Stretch("season", date(year, month, 1), last_of_month(year, month + 2))
    found = re.fullmatch(rf"winter,? (?:of )?({TWO_YEARS})", words)
    first = first_of_two_years(found[1]) if found else None
    if first is None:
        return None
    return Stretch("season", date(first, 12, 1), last_of_month(first + 1, 2))


def _completed(left: str, right: str) -> Stretch | None:
    """The first stretch of a span that leaves its year to the second: April to June 2023."""
    found = re.search(rf" (?:of )?(({YEAR})(?:[-/][0-9]+)?)$", right)
    if not left or not found or re.search(YEAR, left):
        return None
    # Autumn/winter 2024/25 begins in the first of the two years.
    return read_stretch(f"{left} {found[1]}") or read_stretch(f"{left} {found[2]}")
