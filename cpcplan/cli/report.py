"""`report`: the papers for a meeting."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cpcplan.cli.context import day_asked_about, here, plan_folder, today
from cpcplan.cli.options import Asked, Question, nobody_called, since_day
from cpcplan.cli.output import complain, show
from cpcplan.cli.sharing import sharing
from cpcplan.cli.sheet import Sheet
from cpcplan.cli.waiting import at_work
from cpcplan.domain.questions import Whose, leads_named, whose
from cpcplan.domain.standing import PlanStanding
from cpcplan.errors import CannotBeDone, NotInPlan, WrongUsage
from cpcplan.reports.papers import EVERYBODYS, IN_WORDS

if TYPE_CHECKING:
    from cpcplan.usecases.reporting import Wanted

_ENDINGS = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html"}

Template = Annotated[
    str | None,
    typer.Option(
        "--template", metavar="NAME", help="Which paper (see --list); progress unless given."
    ),
]
Form = Annotated[
    str | None,
    typer.Option("--format", metavar="md|html", help="As the ending of -o unless given."),
]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="What moved from then on; the last paper if not.")
]
Lead = Annotated[
    str | None,
    typer.Option(metavar="LEAD", help="Whose paper: a lead's key or name; an agency."),
]
Meeting = Annotated[
    str | None, typer.Option(metavar="TEXT", help="The meeting; the next one unless given.")
]
Item = Annotated[str | None, typer.Option(metavar="TEXT", help="The item of its agenda.")]
Author = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Who it is from; as the settings say.")
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Where to; - or nothing: print it."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that cpcplan did not make.")]
Open = Annotated[bool, typer.Option("--open", help="Show it in the browser, once it is written.")]
ForMeeting = Annotated[
    str | None, typer.Argument(metavar="[MEETING]", help="With --issue: at which meeting.")
]
Issue = Annotated[
    bool, typer.Option("--issue", help="Keep it in papers/, remember and commit it as issued.")
]
List = Annotated[
    bool, typer.Option("--list", help="Which papers there are, and where they come from.")
]
New = Annotated[
    str | None, typer.Option(metavar="NAME", help="Begin a template of your own, from --template.")
]


class Which(NamedTuple):
    """Which paper it is, and what its head says."""

    template: Template = None
    form: Form = None
    since: Since = None
    lead: Lead = None
    meeting: Meeting = None
    item: Item = None
    author: Author = None

    @property
    def name(self) -> str:
        """The name of the template: a lead's paper where one is named, else the committee's."""
        return self.template or ("lead" if self.lead else "progress")

    def wanted(self, question: Asked, form: str) -> "Wanted":
        """What is asked of the plan. Raises WrongUsage, NotInPlan."""
        from cpcplan.usecases.reporting import Wanted

        if self.lead and self.name in EVERYBODYS:
            raise WrongUsage(f"--lead is for a lead’s own paper: leave out --template {self.name}")
        return Wanted(
            template=self.name,
            form=form,
            since=since_day(question, self.since),
            meeting=self.meeting or "",
            item=self.item or "",
            author=self.author or "",
            whose=_whose(question, self.lead) if self.lead else None,
        )


class Goes(NamedTuple):
    """Where a paper goes."""

    output: Output = None
    force: Force = False
    open_: Open = False

    @property
    def file(self) -> str | None:
        """The file that is named; None where it is printed."""
        return None if self.output in (None, "-") else self.output


@sharing(Question, Which, Goes)
def report(
    ask: Question,
    which: Which,
    goes: Goes,
    for_meeting: ForMeeting = None,
    issue: Issue = False,
    list_: List = False,
    new: New = None,
) -> None:
    """The papers for a meeting, as Markdown or as a page that prints.

    {papers}, and templates of your own in the plan folder.
    """
    if for_meeting and not issue:
        raise WrongUsage(f"“{for_meeting}” belongs behind --issue; a meeting is --meeting TEXT")
    if for_meeting and which.meeting:
        raise WrongUsage(f"“{for_meeting}” and --meeting are two meetings: give one of them")
    doing = {"--list": list_, "--new": new is not None, "--issue": issue}
    _refuse_idle([name for name, given in doing.items() if given], which, goes)
    if issue:
        _issue(ask, which._replace(meeting=for_meeting or which.meeting), goes)
        return
    with at_work("Reading the plan"):
        question = ask.asked()
    if list_:
        from cpcplan.cli.templates import listed

        show(listed(question))
    elif new is not None:
        from cpcplan.cli.templates import begun

        show(begun(question, new, which.name, _form(which.form, otherwise="html")))
    else:
        if goes.file is not None:
            from cpcplan.storage.naming import refuse_unfit

            refuse_unfit(goes.file)
        _make(question, which.wanted(question, _form(which.form, goes.file)), goes)
        if ask.as_of is None:
            _remark(question.standing)


_OF_A_PAPER = ("--template", "--format", "--since", "--lead", "--meeting", "--item", "--author")
_TAKES = {
    "--list": (),
    "--new": ("--template", "--format", "--lead"),
    "--issue": (*_OF_A_PAPER, "--open"),
}
"""The options that mean something beside these, which do another thing than to make a paper."""


def _refuse_idle(doing: Sequence[str], which: Which, goes: Goes) -> None:
    """No option is taken without a word that does nothing. Raises WrongUsage."""
    if len(doing) > 1:
        raise WrongUsage(f"{' and '.join(doing)} are two things to do: give one of them")
    given = dict(zip((*_OF_A_PAPER, "-o", "--force", "--open"), (*which, *goes), strict=True))
    idle = [name for name, value in given.items() if value not in (None, False)]
    if doing == ["--issue"] and ("-o" in idle or "--force" in idle):
        raise WrongUsage(
            "--issue writes to papers/, to a file that is new: leave out -o and --force"
        )
    if doing:
        idle = [name for name in idle if name not in _TAKES[doing[0]]]
        if idle:
            raise WrongUsage(f"{doing[0]} has no use for {' and '.join(idle)}: leave that out")
    elif goes.file is None and (goes.force or goes.open_):
        names = " and ".join(name for name in ("--force", "--open") if name in idle)
        raise WrongUsage(f"{names} is for a paper in a file: name it with -o FILE")


report.__doc__ = (report.__doc__ or "").replace("{papers}", IN_WORDS)


def _make(question: Asked, wanted: "Wanted", goes: Goes) -> None:
    """Make a paper, and put it where it goes."""
    from cpcplan.usecases.reporting import put
    from cpcplan.usecases.reporting import report as make

    with at_work("Making the paper"):
        text = make(question.standing, question.folder, wanted)
    if goes.file is None:
        sys.stdout.write(text)
        if goes.output is None and sys.stdout.isatty():
            complain("To keep and print it, name a file: cpcplan report -o progress.html")
        return
    file = here() / goes.file
    put(question.folder, file, text, force=goes.force)
    page = Sheet()
    page.line(f"Written to {goes.file}")
    show(page)
    if goes.open_:
        _open(file, goes.file)


def _remark(standing: PlanStanding) -> None:
    """What may be a slip in the plan that the paper was made from."""
    from cpcplan.cli.screens.to_come import not_counted

    if remark := not_counted(standing):
        complain(f"Look again: {remark}")


def _open(file: Path, name: str) -> None:
    import webbrowser

    if not webbrowser.open(file.resolve().as_uri()):
        raise CannotBeDone(f"no browser can be started here: open {name} in one yourself")


def _issue(ask: Question, which: Which, goes: Goes) -> None:
    """Issue a paper, and say where it is."""
    from cpcplan.usecases.issuing import issue

    if ask.at is not None:
        raise WrongUsage("--issue is for the plan as it is committed now: leave out --at")
    folder, form = plan_folder(ask.plan), _form(which.form, otherwise="html")

    def wanted(standing: PlanStanding) -> "Wanted":
        return which.wanted(Asked(folder, standing.plan, standing.as_of, standing), form)

    with at_work("Making the paper"):
        made = issue(folder, lambda plan: day_asked_about(ask.as_of, plan), wanted, today=today())
    page = Sheet()
    name = folder.name(made.file)
    page.line(f"Issued: {name}", "bold")
    page.line(
        f"Made from commit {made.paper.commit[:7]}, and kept in commit {made.commit.hash[:7]}"
    )
    if made.remark:
        page.line(f"Look again: {made.remark}")
    show(page)
    if ask.as_of is None:
        _remark(made.standing)
    if goes.open_:
        _open(made.file, name)


def _form(given: str | None, output: str | None = None, *, otherwise: str = "md") -> str:
    """The format that is asked for, by its name or by the ending of a file."""
    if given is not None:
        if given not in ("md", "html"):
            raise WrongUsage(f"“{given}” is no format: write md or html")
        return given
    ending = Path(output).suffix.lower() if output else ""
    if ending and ending not in _ENDINGS:
        raise WrongUsage(
            f"{output}: a paper ends in .html or .md (for a PDF, print the page from the browser); "
            "or give --format"
        )
    return _ENDINGS.get(ending, otherwise)


def _whose(question: Asked, wanted: str) -> Whose:
    plan_leads = question.plan.leads
    if found := whose(plan_leads, wanted):
        return found
    several = sorted(leads_named(plan_leads, wanted))
    if not several:
        raise nobody_called(question.plan, wanted)
    known = ", ".join(f"`{key}` ({question.plan.lead(key).name})" for key in several)
    raise NotInPlan(f"“{wanted}” may be any of these: {known}. Name one by its key")
