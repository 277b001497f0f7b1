"""The questions of which year that unread timescales raise; see `timescale_questions`."""

import re

from cpcplan.domain.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTH_NAMES,
    MONTH_PATTERN,
    month_number,
)
from cpcplan.domain.timescale_dates import FINANCIAL_YEAR, YEAR, without_opening


def strange_year(words: str) -> str | None:
    """Of a year that no plan can have."""
    for figures in re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", words):
        if not FIRST_YEAR <= int(figures) <= LAST_YEAR:
            return f"{figures} is not a year that a plan can have ({FIRST_YEAR} to {LAST_YEAR})"
    return None


def two_years(words: str) -> str | None:
    """Of two years side by side."""
    pair = r"(?<![0-9/-])([0-9]{4})( ?to |[-/])([0-9]{4}|[0-9]{2})(?![0-9/-])"
    for found in re.finditer(pair, words):
        year, joint, rest = int(found[1]), found[2].strip(), found[3]
        if re.search(rf"winter|\bq(?:tr|uarter)?\b|\bq[0-9]|{FINANCIAL_YEAR}", words):
            if not str(year + 1).endswith(rest):
                return 'those are not two years running, as in "2022/23": which are meant?'
            continue
        end = int(found[1][: -len(rest)] + rest)
        if joint == "-" and re.fullmatch("0[1-9]|1[0-2]", rest) and end > year:
            return _month_or_years(year, end, int(rest))
        if end == year + 1 and joint != "/" and rest == str(end):
            return (
                f"is that the financial year {year}/{end % 100:02}, or until the end of {end}? "
                f'Write "{year}/{end % 100:02}" or "December {end}"'
            )
        if end > year + 1:
            return (
                f"is that until the end of {end}, or of the financial year "
                f'{end - 1}/{end % 100:02}? Write "December {end}" or "March {end}"'
            )
        if end < year and not str(year + 1).endswith(rest):
            return "those years run backwards: which are meant?"
    return None


def _month_or_years(year: int, end: int, month: int) -> str:
    name = f"{MONTH_NAMES[month - 1]} {year}"
    if end == year + 1:
        years = f"{year}/{end % 100:02}"
        return f'is that {name}, or the financial year {years}? Write "{name}" or "{years}"'
    return f'is that {name}, or the years {year} to {end}? Write "{name}" or "{year} to {end}"'


def quarter_of_which_year(words: str) -> str | None:
    """Of a quarter without its financial year."""
    found = re.search(r"\b(?:q|qtr|quarter) ?([0-9]+)\b(.*)", words)
    if not found:
        return None
    if found[1] not in ("1", "2", "3", "4"):
        return "a year has quarters 1 to 4: which is meant?"
    year = re.search(YEAR, found[2])
    if not year:
        return f'of which financial year? Write "Q{found[1]} 2022/23", with the year meant'
    return (
        f"of which year: quarter {found[1]} of the calendar year or of a financial year? Write "
        f'"Q{found[1]} {year[0]}/{(int(year[0]) + 1) % 100:02}", or the quarter\'s last month'
    )


def season_of_which_year(words: str) -> str | None:
    """Of a season without its year, or its two."""
    found = re.search(rf"\b(spring|summer|autumn|winter)\b(?:.*?({YEAR})([-/][0-9]+)?)?", words)
    if not found:
        return None
    season = found[1]
    if not found[2]:
        return f'of which year? Write "{season} {"2024/25" if season == "winter" else "2024"}"'
    year = int(found[2])
    if season == "winter" and not found[3]:
        first, second = (f"winter {y}/{(y + 1) % 100:02}" for y in (year - 1, year))
        return (
            f"is that the winter that ends in February {year}, or in February {year + 1}? "
            f'Write "{first}" or "{second}"'
        )
    if season != "winter" and found[3]:
        return (
            f'{season} of which of the two years? Write "{season} {year}" or "{season} {year + 1}"'
        )
    return None


def year_in_two_figures(words: str) -> str | None:
    """Of a year short of two figures."""
    if re.search(r"(?<![0-9/-])'?[0-9]{2}[/-][0-9]{2}(?![0-9/-])", words):
        return 'which years? Write the first in four figures ("2018/19")'
    found = re.search(rf"\b({MONTH_PATTERN}),?[ -]?'?([0-9]{{1,2}})$", words)
    if not found:
        return None
    month = MONTH_NAMES[month_number(found[1]) - 1]
    if not re.fullmatch("[012][0-9]|3[01]", found[2]):
        return f'which year? Write it in four figures ("{month} 2019")'
    return (
        f"is that {month} 20{found[2]}, or the day {int(found[2])} {month}? "
        f'Write the year in four figures ("{month} 20{found[2]}")'
    )


def which_financial_year(words: str) -> str | None:
    """Of a financial year named by one of its two."""
    found = re.search(rf"\b{FINANCIAL_YEAR}\b(?:[^0-9]*({YEAR})$)?|\byear[ -]end\b", words)
    if not found or re.search("[0-9]{4}[-/]", words):
        return None
    if not found[1]:
        return 'which financial year? Write both of its years ("2018/19")'
    year = int(found[1])
    first, second = (f"{y}/{(y + 1) % 100:02}" for y in (year - 1, year))
    return f'is that {first} or {second}? Write "{first}" or "{second}"'


def which_year_or_every(words: str) -> str | None:
    """Of a month, or a day in it, without a year."""
    found = re.fullmatch(
        rf"((?:[0-9]{{1,2}} ?(?:st|nd|rd|th)?(?: of)? )?)({MONTH_PATTERN})",
        without_opening(words),
    )
    if not found:
        return None
    day = found[1] + MONTH_NAMES[month_number(found[2]) - 1]
    return f'of which year, or of every year? Write "{day} 2019", with its year, or "every {day}"'
