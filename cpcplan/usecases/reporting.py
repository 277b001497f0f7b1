"""Making the papers for a meeting from the plan on a day."""

from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from cpcplan import __version__
from cpcplan.domain.calendar import in_words
from cpcplan.domain.meetings import is_for, last_meeting, last_met_on, moves_count_from
from cpcplan.domain.model import Issued, Plan
from cpcplan.domain.movement import Change, changes
from cpcplan.domain.questions import Whose
from cpcplan.domain.reckoning import stand
from cpcplan.domain.standing import PlanStanding
from cpcplan.errors import (
    CannotBeDone,
    GitRefused,
    GitUnusable,
    NotInGit,
    NotInPlan,
    NotWritten,
    TemplateFault,
)
from cpcplan.reports.compose import Request, compose
from cpcplan.reports.papers import OF_ONES_OWN, PAPERS
from cpcplan.reports.render import render
from cpcplan.reports.view import PaperView
from cpcplan.storage import git
from cpcplan.storage.folder import ISSUED_FILE, Folder, is_of_plan
from cpcplan.storage.issued import issued
from cpcplan.storage.naming import alike
from cpcplan.storage.trail import note_paper, was_changed
from cpcplan.storage.write import create, replace
from cpcplan.usecases.asking import LastPaper, papers_like, since_last_paper

_MADE_BY = "Made by cpcplan "
"""What every paper says of itself, so that one may be made anew in its place."""


class Wanted(NamedTuple):
    """Which paper is wanted, and what is said at its head."""

    template: str
    form: str
    since: date | None = None
    meeting: str = ""
    item: str = ""
    author: str = ""
    whose: Whose | None = None
    """Whose paper it is, for the template `lead`."""
    is_issued: bool = False
    """It is issued, and takes the place of what was issued for its meeting already."""

    @property
    def lead(self) -> str:
        """The key of the lead, or the agency, whose paper it is; empty where it is everybody's."""
        return self.whose.key if self.whose else ""


def report(standing: PlanStanding, folder: Folder, wanted: Wanted) -> str:
    """The paper as text. The same plan, day and version give the same text.

    Raises NotInPlan for a template or lead that there is not, TemplateFault.
    """
    view = paper(standing, folder, wanted)
    return render(view, wanted.form, folder.path / "templates")


def put(folder: Folder, file: Path, text: str, *, force: bool) -> None:
    """Put a paper into a file in one step.

    Raises CannotBeDone where that would lose what cpcplan did not make, what somebody changed in a
    paper since, or a paper that was issued, unless `force` says that it may; NotWritten.
    """
    if not file.parent.is_dir():
        raise CannotBeDone(f"there is no folder {file.parent}: make it, or name another")
    if file.exists() and not file.is_file():
        raise CannotBeDone(f"{file} is no file: name one, or print the paper with -o -")
    try:
        before = file.read_bytes() if file.exists() else None
    except OSError as error:
        raise NotWritten(f"{file.name} cannot be read: {error.strerror or error}") from None
    data = encoded(text)
    if before is None:
        create(file, data)
    else:
        if not force and (why := _worth_keeping(folder, file, before)):
            raise CannotBeDone(f"{file.name} {why}: name another file, or --force replaces it")
        replace(file, before, data)
    note_paper(folder.path, file, data)


def encoded(text: str) -> bytes:
    """A paper as a file holds it. Raises TemplateFault where none can: only a template prints that,
    for a plan holds whole characters.
    """
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        half = f"U+{ord(text[error.start]):04X}"
        raise TemplateFault(
            f"the template prints half a character ({half}), which no file can hold"
        ) from None


def _worth_keeping(folder: Folder, file: Path, found: bytes) -> str:
    """Why what stands in a file must not be lost without a word; empty where it may."""
    if _MADE_BY.encode() not in found:
        return "is there, and no paper of cpcplan’s"
    on_disk = folder._replace(held=None, revision=None)
    if file.resolve().parent == folder.papers.resolve() and any(
        alike(paper.paper or "") == alike(file.name) for paper in issued(on_disk)
    ):
        return "was issued, and is what its readers have"
    if was_changed(folder.path, file, found):
        return "was changed after cpcplan made it"
    return ""


def paper(standing: PlanStanding, folder: Folder, wanted: Wanted) -> PaperView:
    """The view of a paper, by which both formats say the same."""
    head = PAPERS.get(wanted.template, OF_ONES_OWN)
    if head.is_a_leads and not wanted.lead:
        raise NotInPlan("whose paper is it? Name the lead: --lead KEY (`cpcplan leads` lists them)")
    as_of = standing.as_of
    base = _base(standing, folder, wanted)
    replaced = _replaced(folder, wanted, standing) if wanted.is_issued else None
    request = Request(
        template=wanted.template,
        paper=head,
        provenance=provenance(folder, as_of),
        meeting=wanted.meeting,
        item=wanted.item,
        author=wanted.author,
        whose=wanted.whose,
        replaces=in_words(replaced.date) if replaced else "",
    )
    return compose(standing, request, base.changes, compared_with=base.told, before=base.before)


def _replaced(folder: Folder, wanted: Wanted, standing: PlanStanding) -> Issued | None:
    """The last paper of its kind that was issued for the same meeting, if there is one."""
    as_of, meetings = standing.as_of, standing.plan.meetings
    papers = papers_like(folder, wanted.template, wanted.lead, until=as_of)
    met_on = last_met_on(papers, meetings, as_of=as_of, meeting=wanted.meeting)
    for paper in reversed(papers):
        if paper is met_on:
            break
        if is_for(paper, wanted.meeting, meetings, as_of=as_of):
            return paper
    return None


class _Base(NamedTuple):
    """What a paper compares with: in words, where things stood then, and what moved since."""

    told: str
    before: PlanStanding
    changes: tuple[Change, ...]


def _base(standing: PlanStanding, folder: Folder, wanted: Wanted) -> _Base:
    """The paper that its readers last had; where there is none, or a day is named, that day."""
    plan, as_of = standing.plan, standing.as_of
    found = None
    if wanted.since is None:
        found = since_last_paper(
            folder, wanted.template, plan, until=as_of, lead=wanted.lead,
            issued_for=wanted.meeting if wanted.is_issued else None,
        )  # fmt: skip
    if isinstance(found, LastPaper):
        told = f"since the paper of {in_words(found.paper.date)}"
        return _Base(told, stand(found.before, as_of=found.paper.date), found.changes)
    since = wanted.since or moves_count_from(plan, as_of=as_of)
    told = _since(plan, as_of, since, given=wanted.since is not None)
    moved = changes(plan, since=since, until=as_of)
    remark = f" ({found})" if found else ""
    return _Base(told + remark, stand(plan, as_of=since - timedelta(days=1)), moved)


def _since(plan: Plan, as_of: date, since: date, *, given: bool) -> str:
    if not given and since == last_meeting(plan.meetings, as_of=as_of):
        return f"since the meeting of {in_words(since)}"
    return f"since {in_words(since)}"


def provenance(folder: Folder, as_of: date) -> str:
    """What a paper was made from: the day, the commit if there is one, and whether the plan has
    changes that are not committed.
    """
    made = f"{_MADE_BY}{__version__} from the plan as of {in_words(as_of)}"
    return f"{made}{_of_git(folder)}."


def _of_git(folder: Folder) -> str:
    try:
        repo = git.repository(folder.path)
        commit = git.commit(repo, folder.revision or "HEAD")
        is_changed = folder.revision is None and bool(not_committed(repo))
    except GitUnusable:
        return "; git could not be asked for its commit"
    except NotInGit:
        return ", which is not kept in git"
    except GitRefused:
        return ", of which git does not tell the commit here"
    told = f", commit {commit.hash[:10]}"
    if is_changed:
        return f"{told} and changes since that are not committed"
    return told


def not_committed(repo: git.Repository) -> list[str]:
    """The files that papers are made from and that are not as last committed, by their way from
    the plan folder.
    """
    waiting = git.changed(repo)
    files = (*waiting.tracked, *waiting.untracked, *waiting.unmerged)
    names = [file.removeprefix(repo.inside) for file in files]
    return [name for name in names if is_of_plan(name) and name != ISSUED_FILE]
