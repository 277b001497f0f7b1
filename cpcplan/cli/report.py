"""`report`: the papers for a meeting."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cpcplan.cli.context import here, read_date
from cpcplan.cli.options import Asked, Question
from cpcplan.cli.output import give, show
from cpcplan.cli.sharing import sharing
from cpcplan.cli.sheet import Sheet
from cpcplan.domain.questions import leads_named
from cpcplan.errors import CannotBeDone, NotInPlan, NotWritten, WrongUsage

if TYPE_CHECKING:
    from cpcplan.usecases.reporting import Wanted

_MADE_BY = "Made by cpcplan "
"""What every paper says of itself, so that one may be made anew in its place."""


@sharing(Question)
def report(
    ask: Question,
    for_meeting: Annotated[
        str | None, typer.Argument(metavar="[MEETING]", help="With --issue: at which meeting.")
    ] = None,
    issue: Annotated[
        bool,
        typer.Option("--issue", help="Keep it in papers/, remember and commit it as issued."),
    ] = False,
    template: Annotated[
        str, typer.Option("--template", metavar="NAME", help="Which paper: see --list.")
    ] = "progress",
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="md|html", help="As the ending of -o unless given."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="What moved from then on; the last meeting if not."),
    ] = None,
    lead: Annotated[
        str | None, typer.Option(metavar="KEY", help="Whose paper: for the template lead.")
    ] = None,
    meeting: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The meeting; the next one unless given.")
    ] = None,
    item: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The item of its agenda.")
    ] = None,
    author: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Who it is from; as the settings say.")
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to; - or nothing: print it."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a file that cpcplan did not make.")
    ] = False,
    open_: Annotated[
        bool, typer.Option("--open", help="Show it in the browser, once it is written.")
    ] = False,
    list_: Annotated[
        bool, typer.Option("--list", help="Which papers there are, and where they come from.")
    ] = False,
    new: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Begin a template of your own, from --template."),
    ] = None,
) -> None:
    """The papers for a meeting, as Markdown or as a page that prints.

    progress (for the committee), exception (for chief officers, two pages), plan (for everybody)
    and lead (for one lead: --lead), and templates of your own in the plan folder.
    """
    from cpcplan.usecases.reporting import Wanted
    from cpcplan.usecases.reporting import report as make

    if for_meeting and not issue:
        raise WrongUsage(f"“{for_meeting}” belongs behind --issue; a meeting is --meeting TEXT")
    question = ask.asked()
    if list_:
        _list(question)
        return
    if new is not None:
        _begin(question, new, template, form)
        return
    wanted = Wanted(
        template=template,
        form=_form(form, output) if form or not issue else "html",
        since=read_date(since, question.plan, as_of=question.as_of).first if since else None,
        meeting=for_meeting or meeting or "",
        item=item or "",
        author=author or "",
        lead=_lead(question, lead) if lead else "",
    )
    if issue:
        _issue(question, wanted, output)
        return
    text = make(question.standing, question.folder, wanted)
    if output is None or output == "-":
        sys.stdout.write(text)
        return
    file = here() / output
    _write(file, text, force=force)
    page = Sheet()
    page.line(f"Written to {output}")
    show(page)
    if open_:
        import webbrowser

        webbrowser.open(file.resolve().as_uri())


def _issue(question: Asked, wanted: "Wanted", output: str | None) -> None:
    """Issue a paper, and say where it is."""
    from cpcplan.usecases.issuing import issue

    if output is not None or question.folder.revision is not None:
        raise WrongUsage("--issue writes to papers/ what is committed now: leave out -o and --at")
    made = issue(question.standing, question.folder, wanted)
    page = Sheet()
    page.line(f"Issued: {question.folder.name(made.file)}", "bold")
    page.line(
        f"Made from commit {made.paper.commit[:7]}, and kept in commit {made.commit.hash[:7]}"
    )
    show(page)


def _form(given: str | None, output: str | None) -> str:
    ending = Path(output).suffix.lower() if output and output != "-" else ""
    known = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html"}
    if given is not None:
        if given not in ("md", "html"):
            raise WrongUsage(f"“{given}” is no format: write md or html")
        return given
    if ending and ending not in known:
        raise WrongUsage(f"{output}: a paper ends in .html or .md; or give --format")
    return known.get(ending, "md")


def _lead(question: Asked, wanted: str) -> str:
    keys = leads_named(question.plan.leads, wanted)
    if len(keys) != 1:
        which = "no lead is" if not keys else "several leads are"
        raise NotInPlan(f"{which} called “{wanted}”: give a key; `cpcplan leads` lists them")
    return next(iter(keys))


def _write(file: Path, text: str, *, force: bool) -> None:
    """Write a paper in one step. Raises CannotBeDone where that would lose a file that is no paper,
    NotWritten.
    """
    from cpcplan.storage.write import create, replace

    if not file.parent.is_dir():
        raise CannotBeDone(f"there is no folder {file.parent}: make it, or name another")
    if file.exists() and not file.is_file():
        raise CannotBeDone(f"{file} is a folder or a device: name a file, or leave -o out to print")
    try:
        before = file.read_bytes() if file.exists() else None
    except OSError as error:
        raise NotWritten(f"{file.name} cannot be read: {error.strerror or error}") from None
    if before is None:
        create(file, text.encode())
        return
    if not force and _MADE_BY.encode() not in before:
        raise CannotBeDone(f"{file.name} is there, and no paper of cpcplan’s: --force replaces it")
    replace(file, before, text.encode())


def _list(question: Asked) -> None:
    from cpcplan.reports.render import templates

    found = templates(question.folder.path / "templates")
    page = Sheet()
    for each in found:
        where = "cpcplan’s own" if each.is_ours else question.folder.name(each.file)
        page.line(f"{each.name:<12}{each.format:<6}{where}")
    give(
        as_json=False,
        record=dict,
        sheet=lambda: page,
    )


def _begin(question: Asked, name: str, template: str, form: str | None) -> None:
    """Start a template of the committee's own, which extends ours block by block."""
    from cpcplan.reports.render import beginning
    from cpcplan.storage.write import create

    wanted = _form(form, None) if form else "html"
    text = beginning(template, wanted)
    folder = question.folder.path / "templates"
    file = folder / f"{name}.{wanted}.j2"
    if not name.replace("-", "").replace("_", "").isalnum():
        raise WrongUsage(f"“{name}” cannot be a template’s name: letters, figures and - alone")
    if file.exists():
        raise CannotBeDone(f"{question.folder.name(file)} is there already")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise NotWritten(f"{folder.name} cannot be made: {error.strerror or error}") from None
    create(file, text.encode())
    page = Sheet()
    page.line(f"Written to {question.folder.name(file)}: change its blocks, then")
    page.line(f"cpcplan report --template {name} --format {wanted}")
    show(page)
