"""The questions that unread timescales raise.

Nothing here reads a timescale: it finds what to ask about one that could not be read. Each
question is a small function that answers with its words, or None where it has nothing to ask;
they stand in one list, the most particular first. All take words that `calendar.plain` has been
through.
"""

import re

from cpcplan.domain import timescale_years
from cpcplan.domain.calendar import (
    MONTH_NAMES,
    MONTH_PATTERN,
    MONTHS,
)
from cpcplan.domain.timescale_dates import LONGEST, YEAR
from cpcplan.domain.timescale_remarks import DATEISH, STARTING

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
    if len(words) > LONGEST:
        return f"that is too long for a timescale. Otherwise {FORMS}"
    return next((asked for ask in _QUESTIONS if (asked := ask(words))), FORMS)


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
    timescale_years.strange_year,
    _twice_or_every_second,
    _counted_from,
    _shorter_than_a_month,
    _day_in_figures,
    timescale_years.two_years,
    _which_part,
    _start_not_end,
    _that_day_included,
    timescale_years.quarter_of_which_year,
    timescale_years.season_of_which_year,
    timescale_years.year_in_two_figures,
    timescale_years.which_financial_year,
    timescale_years.which_year_or_every,
    _once_or_every_year,
    _without_end_or_not,
    _two_months_of_each_year,
    _which_is_the_last,
    _at_the_latest,
)
