"""What a remark in brackets behind a timescale must not say.

A remark is only remarked, never reckoned with; so one that moves the date before it, or dates a
cycle, would be lost from view. All functions take words that `calendar.plain` has been through.
"""

import re

from cpcplan.domain.calendar import MONTHS
from cpcplan.domain.timescale_dates import YEAR

_MONTH_NOT_MAY = "|".join(sorted((m for m in MONTHS if m != "may"), key=len, reverse=True))
# `may` is a month only where what follows shows it: "funding may end" has none.
_NAMED = (
    rf"\b(?:{_MONTH_NOT_MAY})\b|\bmay(?= [0-9]|[,/&.-]|$| and\b| or\b| annual)"
    r"|\b(?:spring|summer|autumn|winter)\b|\bq[1-4]\b"
)
# What looks like a date or a part of one.
DATEISH = rf"(?:{_NAMED}|\b{YEAR}\b)"
_DEADLINE = r"\b(?:by|until|till|to|before|due|deadline|ends?|ending|finish|complete|completion)\b"
_MOVED = (
    r"\b(?:revised|extended|moved|deferred|postponed|changed|slipped|delayed|rescheduled"
    r"|put back|brought forward)\b"
)
# What says that something starts.
STARTING = r"\b(?:from|starting|starts|commencing|commences|beginning|begins|onwards?)\b"


def moves_the_date(remark: str) -> bool:
    """Whether a remark behind a date says that it was moved to another."""
    return bool(
        re.search(rf"{_MOVED}(?! from\b).{{0,40}}?{DATEISH}", remark)
        or re.search(rf"\bfrom\b.{{0,40}}?\bto\b.{{0,20}}?{DATEISH}", remark)
    )


def starts(remark: str) -> bool:
    """Whether a remark behind a date says that it is a start, and not an end."""
    return bool(
        re.fullmatch(
            r"(?:or later|or after|not before|(?:at the )?earliest|onwards?|from"
            r"|starts?|start date|starting|commences?|commencing|begins|beginning)",
            remark,
        )
    )


def names_a_deadline(remark: str, *, of_cycles: bool) -> bool:
    """Whether a remark dates what is before it: something without an end, or a cycle of reports.

    Any month in a remark may say when a cycle's reports are made, and so does where it starts.
    """
    if re.search(rf"{_DEADLINE}.{{0,40}}?{DATEISH}", remark):
        return True
    return of_cycles and bool(re.search(STARTING, remark) or re.search(_NAMED, remark))
