"""The world as it is when a command is typed: the clock, the environment, where the user is.

The one place that reads them; everything below is told.
"""

import os
import re
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cpcplan.domain.calendar import add_months, in_words, read_span
from cpcplan.domain.meetings import last_meeting, next_meeting
from cpcplan.domain.model import Plan
from cpcplan.errors import NotInPlan, PlanNotFound, WrongUsage

if TYPE_CHECKING:
    from cpcplan.storage.folder import Folder

PlanDir = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="DIR",
        envvar="CPCPLAN_PLAN",
        help="The plan folder; the nearest unless given.",
    ),
]
_FORMS = (
    "write a day (2019-04-01, 1 April 2019), a month (April 2019), today, last-meeting or "
    "next-meeting"
)


def today() -> date:
    """The day on this computer's clock."""
    return date.today()  # noqa: DTZ011, TID251 - the one place; a plan's days are local ones


def here() -> Path:
    """The folder that the user is in. Raises PlanNotFound where it is gone."""
    try:
        return Path.cwd()
    except OSError:
        raise PlanNotFound("the folder that you are in is gone: go to another one (cd)") from None


def plan_folder(named: str | None) -> "Folder":
    """The folder that --plan or CPCPLAN_PLAN names, else the nearest. Raises PlanNotFound, and
    WrongUsage for an empty --plan, because the nearest may be another committee's. (An empty
    variable is none.)
    """
    from cpcplan.storage.folder import Folder, find

    if named == "":
        raise WrongUsage("--plan is empty: name the plan’s folder, or leave it out")
    start = here()
    return Folder(start / as_meant(named) if named else find(start), start)


def as_meant(folder: str, *, windows: bool = os.name == "nt") -> str:
    r"""A folder as it was typed. PowerShell completes a name with spaces to 'my plan\', and hands
    that on as `my plan"`.
    """
    return folder.removesuffix('"') if windows else folder


class Span(NamedTuple):
    """A DATE as typed: its first and its last day, the same for a single day."""

    first: date
    last: date


def day_asked_about(text: str | None, plan: Plan) -> date:
    """The day that --as-of names (a month means its last day); today unless it is given."""
    now = today()
    return read_date(text, plan, as_of=now).last if text else now


def read_date(text: str, plan: Plan, *, as_of: date) -> Span:
    """What a DATE means: a day, a month, or a word that is reckoned from `as_of`.

    Raises WrongUsage where it is none of them, NotInPlan where the plan lists no such meeting.
    """
    word = text.strip().lower()
    if word == "today":
        return Span(as_of, as_of)
    if word in ("last-meeting", "next-meeting"):
        which = last_meeting if word == "last-meeting" else next_meeting
        meeting = which(plan.meetings, as_of=as_of)
        if meeting is None:
            side = "before" if word == "last-meeting" else "on or after"
            raise NotInPlan(
                f"the plan lists no meeting {side} {in_words(as_of)}: add it to `meetings` in "
                "plan.yaml, or give a day"
            )
        return Span(meeting, meeting)
    try:
        span = None if re.fullmatch(r"\d{4}", word) else read_span(text)
    except ValueError as error:
        raise WrongUsage(f"“{text}” is not a date: {error}") from None
    if span is None:
        raise WrongUsage(f"“{text}” is not a date: {_FORMS}")
    return Span(*span)


def read_length(text: str, *, as_of: date) -> timedelta:
    """How long from `as_of` on `8w`, `10 days` or `2 months` is. Raises WrongUsage."""
    found = re.fullmatch(r"([0-9]{1,3}) ?(d|w|m|days?|weeks?|months?)", text.strip().lower())
    if not found:
        raise WrongUsage(f"“{text}” is not a length of time: write 8w, 30d or 2m")
    n, unit = int(found[1]), found[2][0]
    if unit == "m":
        return add_months(as_of, n) - as_of
    return timedelta(days=n if unit == "d" else n * 7)


def is_terminal() -> bool:
    """Whether somebody reads the answer on a screen."""
    return sys.stdout.isatty()


def environment(name: str) -> str:
    """What a variable of the environment says; empty where it is not there."""
    return os.environ.get(name, "")


def colour_wanted() -> bool:
    """Whether colours may be used: not where NO_COLOR is set to anything."""
    return not environment("NO_COLOR")
