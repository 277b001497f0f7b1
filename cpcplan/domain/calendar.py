"""Days, months and years: the arithmetic on them, and the words people write for them.

Pure: no clock and no locale. What is read here can mean only one day, month or year; forms that
belong to timescales alone (quarters, seasons, spans, cycles) are not known here.

Years are written in four figures and run from 1900 to 2199. Any other is refused, because in a
plan it is a misprint.
"""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

FIRST_YEAR, LAST_YEAR = 1900, 2199
FEBRUARY = 2
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Every word for a month, in lower case and without a full stop, to its number from 1 to 12.
MONTHS: Mapping[str, int] = MappingProxyType(
    {name.lower(): n for n, name in enumerate(MONTH_NAMES, 1)}
    | {name[:3].lower(): n for n, name in enumerate(MONTH_NAMES, 1)}
    | {"sept": 9}
)
# The same words, longest first, as a pattern for text in lower case. An abbreviation, and by
# courtesy a whole word, may have a full stop.
MONTH_PATTERN = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"

# The hyphens and dashes that word processors make of a hyphen, the marks without width that web
# pages leave in words, and the curly apostrophe.
_PLAIN = MappingProxyType(
    {ord(dash): "-" for dash in "‐‑‒–—―−"} | {0x200B: "", 0x2060: "", 0xFEFF: "", 0x2019: "'"}
)


def plain(text: str) -> str:
    """The text in lower case, single-spaced, every dash a hyphen: what can't matter taken out."""
    return " ".join(text.translate(_PLAIN).split()).lower()


def month_length(year: int, month: int) -> int:
    """How many days a month has, `month` from 1 to 12."""
    if month == FEBRUARY:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def last_of_month(year: int, month: int) -> date:
    """The last day of a month, `month` from 1 to 12."""
    return date(year, month, month_length(year, month))


def add_months(day: date, n: int) -> date:
    """The same day `n` months on (back, where `n` is negative), or that month's last day.

    31 January and one month is 28 February, or 29. Raises ValueError outside the years 1 to 9999.
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + n, 12)
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"the year {year} is outside the calendar")
    return date(year, month0 + 1, min(day.day, month_length(year, month0 + 1)))


def month_number(word: str) -> int:
    """The number of a month from its word in lower case, with or without a full stop."""
    return MONTHS[word.removesuffix(".")]


def in_words(day: date) -> str:
    """A day as people write it: `12 March 2019`."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def in_short(day: date) -> str:
    """A day where there is little room: `12 Mar 2019`."""
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]} {day.year}"


def checked_year(figures: str) -> int:
    """The year that four figures name. Raises ValueError for one outside 1900 to 2199."""
    year = int(figures)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(
            f"{figures} is not a year that a plan can have (from {FIRST_YEAR} to {LAST_YEAR})"
        )
    return year


def checked_day_of_month(
    figures: str, suffix: str | None, month: int, year: int | None = None
) -> int:
    """The day that one or two figures and `st`, `nd`, `rd` or `th` (or None) name in a month.

    Raises ValueError where the month has no such day (in that year, or in any where none is
    said), or the suffix is another number's.
    """
    day = int(figures)
    right = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    if suffix and suffix != right:
        raise ValueError(f"{figures}{suffix} is not a day: {day}{right} is")
    name = MONTH_NAMES[month - 1]
    length = month_length(year or 2000, month)
    if not 1 <= day <= length:
        which = f"{name} {year}" if month == FEBRUARY and year else name
        most = "at most " if month == FEBRUARY and not year else ""
        raise ValueError(f"there is no {day} {name}: {which} has {most}{length} days")
    return day


def read_day(text: str) -> date | None:
    """The day that the text names, or None where it is not the name of a day.

    Understood are `12 March 2019`, `12th March 2019`, `12th of March 2019` and `2019-03-12`, in
    either case and with any spaces or dash. Raises ValueError, saying why in words, for a day that
    does not exist (30 February, 11st) and for a year outside 1900 to 2199.
    """
    words = plain(text)
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", words):
        year, month = checked_year(found[1]), _checked_month(found[2])
        return date(year, month, checked_day_of_month(found[3], None, month, year))
    found = re.fullmatch(
        rf"([0-9]{{1,2}}) ?(st|nd|rd|th)?(?: of)? ?({MONTH_PATTERN}),? ?([0-9]{{4}})", words
    )
    if not found:
        return None
    year, month = checked_year(found[4]), month_number(found[3])
    return date(year, month, checked_day_of_month(found[1], found[2], month, year))


def read_month(text: str) -> tuple[int, int] | None:
    """The year and month (1 to 12) that `April 2019`, `Sept. 2019` or `2019-04` names, or None.

    Raises ValueError for a month that does not exist (2019-13) and for a year outside 1900 to 2199.
    """
    words = plain(text)
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{2})", words):
        return checked_year(found[1]), _checked_month(found[2])
    if found := re.fullmatch(rf"({MONTH_PATTERN}),? ?([0-9]{{4}})", words):
        return checked_year(found[2]), month_number(found[1])
    return None


def read_span(text: str) -> tuple[date, date] | None:
    """The first and the last day, both inclusive, of the day, month or year that the text names.

    None where it names none. Days are those of `read_day`, months those of `read_month`, and a
    year is its four figures. Raises ValueError as they do.
    """
    if day := read_day(text):
        return day, day
    if named := read_month(text):
        return date(*named, 1), last_of_month(*named)
    if found := re.fullmatch(r"[0-9]{4}", plain(text)):
        year = checked_year(found[0])
        return date(year, 1, 1), date(year, 12, 31)
    return None


def _checked_month(figures: str) -> int:
    """The month from 1 to 12 that two figures name. Raises ValueError for any other."""
    month = int(figures)
    if month not in MONTHS.values():
        raise ValueError(f"there is no month {figures}")
    return month
