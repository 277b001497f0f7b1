"""The questions that unread timescales raise.

Nothing here reads a timescale: it finds what to ask about one that could not be read. Each
question is a small function that answers with its words, or None where it has nothing to ask;
they stand in one list, the most particular first. All take words that `calendar.plain` has been
through.
"""

import re

from cpcplan.domain.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTH_NAMES,
    MONTH_PATTERN,
    MONTHS,
    month_number,
)
from cpcplan.domain.timescale_dates import FINANCIAL_YEAR, YEAR, without_opening
from cpcplan.domain.timescale_remarks import DATEISH, STARTING

# In characters: no timescale is so long, and a longer text is not searched for what to ask.
_LONGEST = 300

_IN_A_FILE = (
    "or keep the words and say what they come to: timescale: {text: the words, due: 2019-03-31}"
)
FORMS = (
    'that is not understood. Write a day ("12 March 2019"), a month ("March 2019"), a year ("2019" '
    'or "2018/19"), a quarter ("Q1 2018/19"), a season ("spring 2019"), a span ("April to June '
    '2019"), a cycle ("quarterly", "6 monthly", "annually in March"), both ("April 2019, then '
    f'quarterly") or "ongoing"; {_IN_A_FILE}'
)


def at_a_prompt(refusal: str) -> str:
    """A refusal without what can only be written in a file."""
    return re.sub(f"[;,] {re.escape(_IN_A_FILE)}", "", refusal)


def question(words: str) -> str:
    """What to ask the lead officer about words that could not be read."""
    if len(words) > _LONGEST:
        return f"that is too long for a timescale. Otherwise {FORMS}"
    return next((asked for ask in _QUESTIONS if (asked := ask(words))), FORMS)


def _strange_year(words: str) -> str | None:
    for figures in re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", words):
        if not FIRST_YEAR <= int(figures) <= LAST_YEAR:
            return f"{figures} is not a year that a plan can have ({FIRST_YEAR} to {LAST_YEAR})"
    return None


def _twice_or_every_second(words: str) -> str | None:
    found = re.search(
        r"\b(?:bi|semi|half)(?: ?- ?| )?"
        r"(annually|annual|yearly|ennially|ennial|monthly|weekly)\b",
        words,
    )
    if not found or found[1] == "weekly":
        return None
    if found[1] == "monthly":
        return (
            "is that twice a month, or every second month? "
            'Write "every 2 months", or "monthly" for the shortest cycle that is counted'
        )
    return 'is that twice a year, or every second year? Write "twice a year" or "every 2 years"'


def _counted_from(words: str) -> str | None:
    if not re.search(r"\bwithin\b", words) and not re.match(
        r"(?:in |over |next |for )*(?:the )?(?:next )?"
        r"(?:[0-9]+|one|two|three|four|five|six|nine|twelve|eighteen) (?:day|week|month|year)s?\b",
        words,
    ):
        return None
    return (
        f"counted from which day? Write the last day, {_IN_A_FILE}. If it is a cycle of reports, "
        'write it as one ("every 6 months")'
    )


def _shorter_than_a_month(words: str) -> str | None:
    if re.search(r"\b(?:daily|weekly|fortnightly|termly|fortnights?|weeks?|days|terms?)\b", words):
        return (
            'cycles are counted in whole months ("monthly", "every 2 months"). How often is it '
            "reported, or by which day is it done?"
        )
    return None


def _day_in_figures(words: str) -> str | None:
    if re.search(r"\b[0-9]{4}[/.][0-9]{1,2}[/.][0-9]{1,2}\b", words):
        return 'write the day as "12 March 2019" or "2019-03-12"'
    found = re.search(r"\b([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})\b", words)
    if not found:
        return None
    one, other = int(found[1]), int(found[2])
    months = MONTHS.values()
    if found[3][2:] == "" or one == other or one not in months or other not in months:
        return 'write the month in words and the year in four figures ("12 March 2019")'
    first = f"{one} {MONTH_NAMES[other - 1]} {found[3]}"
    second = f"{other} {MONTH_NAMES[one - 1]} {found[3]}"
    return f'is that {first}, or {second}? Write "{first}" or "{second}"'


def _two_years(words: str) -> str | None:
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


def _quarter_of_which_year(words: str) -> str | None:
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


def _season_of_which_year(words: str) -> str | None:
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


def _which_part(words: str) -> str | None:
    if not (found := re.search(r"\b(early|mid|late|middle|start of|beginning of)\b", words)):
        return None
    return f'until which day or month is "{found[1]}"? Write the last one, such as "March 2020"'


def _start_not_end(words: str) -> str | None:
    if re.search(rf"{STARTING}|\b(?:after|since|start|effective)\b", words):
        return (
            "that is a start, not an end: by when is it done? Write the last day or month "
            '("by March 2028"), or the cycle of its reports alone ("quarterly")'
        )
    return None


def _that_day_included(words: str) -> str | None:
    found = re.search(r"\b(before|until|till|up to|prior to)\b", words)
    if not found:
        return None
    return (
        f'"{found[1]}": is the time that it names included, or does it end on the day before? '
        'Write "by" and the last day or month ("by 28 February 2019", "by March 2019")'
    )


def _year_in_two_figures(words: str) -> str | None:
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


def _which_financial_year(words: str) -> str | None:
    found = re.search(rf"\b{FINANCIAL_YEAR}\b(?:[^0-9]*({YEAR})$)?|\byear[ -]end\b", words)
    if not found or re.search("[0-9]{4}[-/]", words):
        return None
    if not found[1]:
        return 'which financial year? Write both of its years ("2018/19")'
    year = int(found[1])
    first, second = (f"{y}/{(y + 1) % 100:02}" for y in (year - 1, year))
    return f'is that {first} or {second}? Write "{first}" or "{second}"'


def _which_year_or_every(words: str) -> str | None:
    found = re.fullmatch(
        rf"((?:[0-9]{{1,2}} ?(?:st|nd|rd|th)?(?: of)? )?)({MONTH_PATTERN})",
        without_opening(words),
    )
    if not found:
        return None
    day = found[1] + MONTH_NAMES[month_number(found[2]) - 1]
    return f'of which year, or of every year? Write "{day} 2019", with its year, or "every {day}"'


def _once_or_every_year(words: str) -> str | None:
    if re.search(rf"{MONTH_PATTERN},? ?{YEAR}", words) and re.search(
        r"\b(?:annual|annually|yearly|quarterly|monthly|every|each)\b", words
    ):
        return (
            "is that a day by which it is done once, or a cycle of reports? Write the date alone, "
            'the cycle alone ("annually", "every March"), or both: "April 2019, then quarterly"'
        )
    return None


def _without_end_or_not(words: str) -> str | None:
    if re.search(r"\b(?:on-?going|continuous|tbc|to be (?:confirmed|agreed))\b", words):
        return (
            "is it without an end, or does the rest of the words limit it? Write the date or the "
            'cycle alone, or "ongoing" alone; a remark goes behind it in brackets'
        )
    return None


def _two_months_of_each_year(words: str) -> str | None:
    if re.search(r"\b(?:annual|annually|yearly|every|each)\b", words) and re.search(
        rf"{DATEISH}.*?(?:\bor\b|\band\b|[&,;/]).*?{DATEISH}", words
    ):
        return (
            'a yearly cycle has one month of its own ("every March"): is it one of these, or more '
            'often than yearly ("6 monthly")?'
        )
    return None


def _which_is_the_last(words: str) -> str | None:
    if re.search(rf"{DATEISH}.*?(?:\bor\b|\band\b|[&,;]).*?{DATEISH}", words):
        return (
            "which of them is the last day? Write that one, or a span with its end "
            '("April to June 2019")'
        )
    return None


def _at_the_latest(words: str) -> str | None:
    if re.search(r"\b(?:immediate|immediately|asap|as soon as|urgent|urgently)\b", words):
        return 'by which day at the latest? Write it, such as "by 12 March 2019"'
    return None


_QUESTIONS = (
    _strange_year,
    _twice_or_every_second,
    _counted_from,
    _shorter_than_a_month,
    _day_in_figures,
    _two_years,
    _which_part,
    _start_not_end,
    _that_day_included,
    _quarter_of_which_year,
    _season_of_which_year,
    _year_in_two_figures,
    _which_financial_year,
    _which_year_or_every,
    _once_or_every_year,
    _without_end_or_not,
    _two_months_of_each_year,
    _which_is_the_last,
    _at_the_latest,
)
