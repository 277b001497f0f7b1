"""`init` and `demo`: a plan of one's own, and one to try things on."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cpcplan.cli.context import here
from cpcplan.cli.missing import giving_back
from cpcplan.cli.output import say, show
from cpcplan.cli.prompts import Words, answered, at_terminal, line_typed, needed
from cpcplan.cli.screens.words import count
from cpcplan.cli.sharing import sharing
from cpcplan.cli.sheet import Sheet
from cpcplan.cli.writing import AllowPersonal
from cpcplan.domain.calendar import in_words, read_span
from cpcplan.domain.model import Plan
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

    def whole(self, asking: "_Asking") -> "Beginning":
        """All that a plan needs. Raises WrongUsage where nobody can be asked, Stopped."""
        from cpcplan.usecases.setting_up import Beginning

        title = asking.of(Words("title", self.title, "What is the plan called?", "--title TEXT"))
        whose = Words("committee", self.committee, "Whose plan is it?", "--committee TEXT")
        committee = asking.of(whose)
        begins = Words("start", self.start, _BEGINS, "--start WHEN")
        start = _month_or_day(asking.of(begins, _month_or_day))
        ends = Words("end", self.end, _ENDS, "--end WHEN")
        what = Beginning(
            title=title,
            committee=committee,
            start=start,
            end=asking.of(ends, lambda line: _must_not_end_before(line, start)),
            by=asking.post(self.by),
            outcomes=asking.several(self.outcome, _OUTCOMES, "Outcome: ", needs_one=True),
            leads=tuple(map(_lead, asking.several(self.lead, _LEADS, "Lead: "))),
            meetings=tuple(map(_day, asking.several(self.meeting, _MEETINGS, "Day: ", check=_day))),
        )
        if not what.outcomes:
            raise WrongUsage("--outcome TEXT is needed: what is the plan’s first outcome?")
        return what


class _Asking:
    """Asks for what was not given of a new plan. An answer that cannot be used is asked for again
    at once, so that no other is lost for it; all that was `typed` is kept, to be given back.
    """

    def __init__(self, *, allow_personal: bool) -> None:
        self.typed: list[str] = []
        self._allow_personal = allow_personal

    def of(self, words: Words, check: Callable[[str], object] | None = None) -> str:
        """What was given, else a line that somebody types. Raises WrongUsage in a pipe."""
        said = needed(words, check or self._must_not_be_personal)
        if words.given is None:
            self.typed.append(said)
        return said

    def post(self, given: str | None) -> str:
        """Who records, by post."""
        if given is None and at_terminal():
            given = self._line(f"Who records, by post ({_OFFICER})? ")
        return (given or "").strip() or _OFFICER

    def several(
        self,
        given: list[str] | None,
        question: str,
        prompt: str,
        *,
        check: Callable[[str], object] | None = None,
        needs_one: bool = False,
    ) -> tuple[str, ...]:
        """What was given, else what somebody at a terminal types, line by line."""
        if given is not None or not at_terminal():
            return tuple(text.strip() for text in given or ())
        for line in question.splitlines():
            say(line)
        lines: list[str] = []
        while line := self._line(prompt, check, is_needed=needs_one and not lines):
            lines.append(line)
        return tuple(lines)

    def _line(
        self,
        prompt: str,
        check: Callable[[str], object] | None = None,
        *,
        is_needed: bool = False,
    ) -> str:
        line = answered(prompt, check or self._must_not_be_personal, is_needed=is_needed)
        self.typed.append(line)
        return line

    def _must_not_be_personal(self, line: str) -> None:
        from cpcplan.usecases.writing import looks_personal

        looks_personal([line], allowed=self._allow_personal, outcome="Type it again")


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
    from cpcplan.storage.gits_folder import top_above
    from cpcplan.storage.naming import refuse_unfit
    from cpcplan.usecases.setting_up import begin, must_be_free

    cwd = here()
    new = Folder(cwd / folder, cwd)
    refuse_unfit(folder)
    must_be_free(new)
    repository = top_above(new.path)
    if repository and at_terminal():
        say(_lies_in(repository, folder))
        if not line_typed("Begin it there all the same? [y/N] ").lower().startswith("y"):
            return
    asking = _Asking(allow_personal=allow_personal)
    with giving_back(asking.typed):
        what = told.whole(asking)
        plan = begin(new, what, allow_personal=allow_personal)
    show(_begun(plan, what, folder, repository))


def _lies_in(repository: Path, folder: str) -> str:
    return (
        f"{folder} is inside a git repository, {repository}: what cpcplan save commits goes into "
        "that one, beside whatever else it holds"
    )


def _begun(plan: Plan, what: "Beginning", folder: str, repository: Path | None) -> Sheet:
    """What was written, and what comes next."""
    from cpcplan.storage.naming import as_typed

    page = Sheet()
    page.line(plan.title, "bold")
    page.line(f"{in_words(plan.period.start)} to {in_words(plan.period.end)}", indent=2)
    held = (count(len(plan.outcomes), "outcome"), count(len(plan.leads), "lead"))
    page.line(f"Written to {folder}: {', '.join(held)}")
    page.line("What next:")
    option = "" if folder == "plan" else f" --plan {as_typed(folder)}"
    saves = f"cpcplan save{option}, so that git keeps what stood there before"
    for line in (
        f'cpcplan add key-action 1 --title "…" --timescale "{what.end}"{option}',
        f'cpcplan add sub-action 1.1 --title "…" --lead … --timescale "6 monthly"{option}',
        f"cpcplan status{option}",
        saves if repository else f"git init, and {saves}",
    ):
        page.line(line, indent=2)
    if repository and not at_terminal():
        page.line(_lies_in(repository, folder))
    return page


_BEGINS = "When does it begin (a month such as September 2026, a day or a year)?"
_ENDS = "When does it end (August 2029)?"


def _must_not_end_before(text: str, since: str) -> None:
    """Raise WrongUsage for what is no month, day or year, or lies before `since`."""
    begins, ends = read_span(since), read_span(_month_or_day(text))
    if begins and ends and ends[1] < begins[0]:
        raise WrongUsage(f"“{text}” is before it begins ({since})")


def _month_or_day(text: str) -> str:
    try:
        if re.fullmatch("[0-9]{4}", text) or read_span(text):
            return text
    except ValueError as error:
        raise WrongUsage(f"“{text}” is not a date: {error}") from None
    raise WrongUsage(f"“{text}” is not a date: write it like September 2026 or 1 September 2026")


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
    from cpcplan.cli.waiting import progress
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
