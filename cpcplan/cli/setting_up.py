"""`init` and `demo`: a plan of one's own, and one to try things on."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cpcplan.cli.context import here
from cpcplan.cli.output import show
from cpcplan.cli.prompts import Words, at_terminal, line_typed, needed
from cpcplan.cli.screens.words import count
from cpcplan.cli.sharing import sharing
from cpcplan.cli.sheet import Sheet
from cpcplan.cli.writing import AllowPersonal
from cpcplan.domain.calendar import in_words, read_span
from cpcplan.errors import WrongUsage

if TYPE_CHECKING:
    from cpcplan.usecases.setting_up import Beginning

_OFFICER = "CPC Lead Officer"
_OUTCOMES = "Its outcomes, in words, one a line; Enter ends."
_LEADS = (
    "Who can lead an action besides, with the agency in brackets if there is one:\n"
    "CPC Lead – NHS (NHS). One a line; Enter ends."
)
_MEETINGS = "The days on which the committee meets, one a line; Enter ends."


Title = Annotated[str | None, typer.Option(metavar="TEXT", help="What the plan is called.")]
Committee = Annotated[str | None, typer.Option(metavar="TEXT", help="Whose plan it is.")]
Start = Annotated[str | None, typer.Option(metavar="WHEN", help="When it begins: September 2026.")]
End = Annotated[str | None, typer.Option(metavar="WHEN", help="When it ends: August 2029.")]
By = Annotated[
    str | None, typer.Option(metavar="POST", help=f"Who records: {_OFFICER} unless given.")
]
AnOutcome = Annotated[
    list[str] | None, typer.Option(metavar="TEXT", help="An outcome; may be given again.")
]
ALead = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME", help="Who can lead, with the agency: “CPC Lead – NHS (NHS)”; again."
    ),
]
AMeeting = Annotated[
    list[str] | None, typer.Option(metavar="DAY", help="A day it meets; may be given again.")
]


class Told(NamedTuple):
    """What is said of a new plan on the command line; the rest is asked for."""

    title: Title = None
    committee: Committee = None
    start: Start = None
    end: End = None
    by: By = None
    outcome: AnOutcome = None
    lead: ALead = None
    meeting: AMeeting = None

    def whole(self) -> "Beginning":
        """All that a plan needs. Raises WrongUsage where nobody can be asked, Stopped."""
        from cpcplan.usecases.setting_up import Beginning

        title = needed(Words("title", self.title, "What is the plan called?", "--title TEXT"))
        whose = Words("committee", self.committee, "Whose plan is it?", "--committee TEXT")
        committee = needed(whose)
        start = _month_or_day(_when(Words("start", self.start, _BEGINS, "--start WHEN")))
        what = Beginning(
            title=title,
            committee=committee,
            start=start,
            end=_when(Words("end", self.end, _ENDS, "--end WHEN"), since=start),
            by=_post(self.by),
            outcomes=_several(self.outcome, _OUTCOMES, "Outcome: "),
            leads=tuple(map(_lead, _several(self.lead, _LEADS, "Lead: "))),
            meetings=tuple(map(_day, _several(self.meeting, _MEETINGS, "Day: ", check=_day))),
        )
        if not what.outcomes:
            raise WrongUsage("--outcome TEXT is needed: what is the plan’s first outcome?")
        return what


@sharing(Told)
def init(
    told: Told,
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="The new plan folder.")] = "plan",
    allow_personal: AllowPersonal = False,
) -> None:
    """Begin a plan: a new folder to fill in, every file explained in it.

    What is not given is asked for. Nothing that is there is overwritten.
    """
    from cpcplan.storage.folder import Folder
    from cpcplan.storage.naming import as_typed, refuse_unfit
    from cpcplan.usecases.setting_up import begin, must_be_free

    cwd = here()
    new = Folder(cwd / folder, cwd)
    refuse_unfit(folder)
    must_be_free(new)
    what = told.whole()
    plan = begin(new, what, allow_personal=allow_personal)
    page = Sheet()
    page.line(plan.title, "bold")
    page.line(f"{in_words(plan.period.start)} to {in_words(plan.period.end)}", indent=2)
    held = (count(len(plan.outcomes), "outcome"), count(len(plan.leads), "lead"))
    page.line(f"Written to {folder}: {', '.join(held)}")
    option = "" if folder == "plan" else f" --plan {as_typed(folder)}"
    page.line("What next:")
    for line in (
        f'cpcplan add key-action 1 --title "…" --timescale "{what.end}"{option}',
        f'cpcplan add sub-action 1.1 --title "…" --lead … --timescale "6 monthly"{option}',
        f"cpcplan status{option}",
        f"git init, and cpcplan save{option}, so that git keeps what stood there before",
    ):
        page.line(line, indent=2)
    show(page)


def _post(given: str | None) -> str:
    if given is None and at_terminal():
        return line_typed(f"Who records, by post ({_OFFICER})? ") or _OFFICER
    return (given or "").strip() or _OFFICER


_BEGINS = "When does it begin (a month such as September 2026, a day or a year)?"
_ENDS = "When does it end (August 2029)?"


def _when(words: Words, *, since: str = "") -> str:
    """A month, a day or a year; at a terminal it is asked for until it is one that does not lie
    before `since`, so that no answer is lost for it.
    """
    if words.given is not None or not at_terminal():
        return needed(words)

    def fits(text: str) -> str:
        begins, ends = read_span(since) if since else None, read_span(_month_or_day(text))
        if begins and ends and ends[1] < begins[0]:
            raise WrongUsage(f"“{text}” is before it begins ({since})")
        return text

    return _checked(f"{words.question} ", fits, needs=True)


def _month_or_day(text: str) -> str:
    try:
        if re.fullmatch("[0-9]{4}", text) or read_span(text):
            return text
    except ValueError as error:
        raise WrongUsage(f"“{text}” is not a date: {error}") from None
    raise WrongUsage(f"“{text}” is not a date: write it like September 2026 or 1 September 2026")


def _checked(prompt: str, check: Callable[[str], str], *, needs: bool) -> str:
    """A line that somebody types, asked for again while `check` raises WrongUsage."""
    while True:
        line = line_typed(prompt)
        try:
            if line or not needs:
                return check(line) if line else ""
        except WrongUsage as wrong:
            show(_said(str(wrong)))


def _several(
    given: list[str] | None,
    question: str,
    prompt: str,
    check: Callable[[str], str] = str,
) -> tuple[str, ...]:
    """What was given, else what somebody at a terminal types, line by line."""
    if given is not None or not at_terminal():
        return tuple(text.strip() for text in given or () if text.strip())
    show(_said(question))
    lines = []
    while line := _checked(prompt, check, needs=False):
        lines.append(line)
    return tuple(lines)


def _said(text: str) -> Sheet:
    page = Sheet()
    for line in text.splitlines():
        page.line(line)
    return page


def _lead(text: str) -> tuple[str, str | None]:
    """Name and agency of `CPC Lead – NHS (NHS)`."""
    found = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", text)
    return (found[1], found[2].strip()) if found else (text, None)


def _day(text: str) -> str:
    try:
        span: Iterable[object] = read_span(text) or ()
    except ValueError as error:
        raise WrongUsage(f"“{text}” is not a day: {error}") from None
    days = {str(day) for day in span}
    if len(days) != 1:
        raise WrongUsage(f"“{text}” is not a day: write it like 2026-12-08 or 8 December 2026")
    return days.pop()


@sharing()
def demo(
    folder: Annotated[
        str, typer.Argument(metavar="[DIR]", help="The new folder.")
    ] = "cpcplan-demo",
) -> None:
    """A made-up committee’s plan to try everything on, with two years of updates.

    It is a git repository of its own, with a commit for each thing that happened.
    """
    from cpcplan.cli.progress import progress
    from cpcplan.storage.naming import as_typed, refuse_unfit
    from cpcplan.usecases.demonstrating import demo as make

    cwd = here()
    refuse_unfit(folder)
    with progress("Two years happen") as told:
        made = make(cwd / folder, cwd, told=told)
    page = Sheet()
    page.line(made.plan.title, "bold")
    page.line(f"{made.events} things happened to it, the last on {in_words(made.last_day)}.")
    day = made.last_day.isoformat()
    page.line("Now try, for one:")
    for line in (f"cd {as_typed(folder)}", f"cpcplan status --as-of {day}", "git log --oneline"):
        page.line(line, indent=2)
    show(page)
