"""Issuing a paper: written, remembered with the commit that it was made from, and committed."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from cpcplan.domain.calendar import in_words
from cpcplan.domain.meetings import next_meeting, oddity
from cpcplan.domain.model import Issued, Plan
from cpcplan.domain.standing import PlanStanding
from cpcplan.errors import CannotBeDone, NotWritten
from cpcplan.storage import git
from cpcplan.storage.folder import ISSUED_FILE, Folder
from cpcplan.storage.issued import issued, with_paper
from cpcplan.storage.naming import alike, as_typed, fit
from cpcplan.storage.render import Unwritable
from cpcplan.storage.write import create, locked, replace
from cpcplan.usecases.asking import ask
from cpcplan.usecases.reporting import Wanted, encoded, not_committed, report


class IssuedNow(NamedTuple):
    """A paper that was just issued: where it is, and the commit that holds it."""

    file: Path
    paper: Issued
    commit: git.Commit
    remark: str
    """What is odd about the meeting that was named; empty where nothing is."""
    standing: PlanStanding
    """Of the plan that it was made from."""


def issue(
    folder: Folder,
    day_asked: Callable[[Plan], date],
    wanted: Callable[[PlanStanding], Wanted],
    *,
    today: date,
    dated: date | None = None,
) -> IssuedNow:
    """Write a paper to `papers/` beside the plan folder, remember it in issued.yaml, and commit
    both together. Which day it speaks of, and what is wanted, is said once the plan is known: it
    is read behind the lock, so that the paper is of the commit that it names.

    Raises CannotBeDone where the plan is not committed, `papers/` is not git's to keep or the day
    is still to come; PlanUnreadable, IssuedUnreadable, GitRefused, TemplateFault, NotWritten: then
    nothing is issued.
    """
    with locked(folder.path):
        repo = git.repository(folder.path)
        _refuse_outside(repo, folder)
        standing = ask(folder, day_asked)
        _refuse_uncommitted(repo)
        as_of = standing.as_of
        _refuse_to_come(as_of, today)
        asked = _with_meeting(wanted(standing), standing)
        plan_commit = git.commit(repo)
        data = encoded(report(standing, folder, asked._replace(is_issued=True)))
        known = issued(folder)
        file = _free(folder.papers, as_of, asked)
        paper = Issued(
            as_of, asked.template, asked.meeting, plan_commit.hash, file.name, lead=asked.lead
        )
        with _whole_or_not_at_all(file, data, folder.path / ISSUED_FILE):
            _write(folder, file, data, paper, len(known))
            made = _committed(repo, (file, folder.path / ISSUED_FILE), paper, dated)
    remark = oddity(asked.meeting, standing.plan.meetings, as_of=as_of)
    return IssuedNow(file, paper, made, remark, standing)


def _refuse_outside(repo: git.Repository, folder: Folder) -> None:
    """Papers are committed: they must lie where the plan's repository keeps files."""
    if folder.papers.resolve().is_relative_to(repo.top.resolve()):
        return
    where = folder.name(folder.papers)
    own = folder.path.resolve()
    if own != repo.top.resolve() and own.parent != folder.path.parent.resolve():
        advice = f"the plan folder is a link. Name the folder itself: --plan {as_typed(str(own))}"
    elif own == repo.top.resolve():
        advice = (
            "the plan folder is the top of its repository. Make a folder “plan” in it, move the "
            "plan’s files there, and commit that"
        )
    else:
        advice = "it is a link. Put a folder of that name in its place"
    raise CannotBeDone(f"papers are kept in {where}, which git cannot commit here: {advice}")


def _refuse_to_come(day: date, today: date) -> None:
    if day > today:
        raise CannotBeDone(
            f"{in_words(day)} is still to come, and nobody knows yet how the plan stands then: "
            "issue the paper without --as-of. Nothing was issued"
        )


def _with_meeting(wanted: Wanted, standing: PlanStanding) -> Wanted:
    """The paper for the meeting that it says it is for: the next one listed, if none is named."""
    following = next_meeting(standing.plan.meetings, as_of=standing.as_of)
    if wanted.meeting.strip().lower() not in ("", "next-meeting"):
        return wanted
    return wanted._replace(meeting=in_words(following) if following else "")


def _committed(
    repo: git.Repository, files: Iterable[Path], paper: Issued, dated: date | None
) -> git.Commit:
    paths = [git.from_top(repo, file) for file in files]
    waiting = git.untracked(repo, paths)
    tracked = [path for path in paths if path not in waiting]
    message = f"Issue the {paper.template} paper of {in_words(paper.date)}"
    return git.save(repo, tracked, waiting, message, on=dated)


@contextmanager
def _whole_or_not_at_all(file: Path, data: bytes, remembered: Path) -> Iterator[None]:
    """Where the paper cannot be written, remembered and committed, none of it is done: else the
    next one would be told apart from a paper that nobody has.
    """
    before = remembered.read_bytes() if remembered.exists() else None
    had_papers = file.parent.is_dir()
    try:
        yield
    except BaseException:  # Ctrl-C in a slow hook too
        with suppress(OSError, NotWritten):
            if file.read_bytes() == data:
                file.unlink()
            if before is None:
                remembered.unlink()
            else:
                replace(remembered, remembered.read_bytes(), before)
        if not had_papers:
            with suppress(OSError):
                file.parent.rmdir()
        raise


def _refuse_uncommitted(repo: git.Repository) -> None:
    left = not_committed(repo)
    if left:
        raise CannotBeDone(
            f"what is issued must be committed first, and {', '.join(left)} is not: cpcplan save"
        )


def _free(folder: Path, day: date, wanted: Wanted) -> Path:
    """A file in the folder of papers that is not there yet, by a name that every system can have
    and none takes for another's.
    """
    taken = {alike(file.name) for file in folder.iterdir()} if folder.is_dir() else set()
    lead = f"-{wanted.lead}" if wanted.lead else ""
    begun = f"{day.isoformat()}-{wanted.template}{lead}"
    numbers = chain(("",), (f"-{number}" for number in count(2)))
    names = (fit(f"{begun}{number}.{wanted.form}") for number in numbers)
    return folder / next(name for name in names if alike(name) not in taken)


def _write(folder: Folder, file: Path, data: bytes, paper: Issued, known: int) -> None:
    remembered = folder.path / ISSUED_FILE
    before = remembered.read_bytes() if remembered.exists() else None
    entry = {
        "date": paper.date.isoformat(),
        "template": paper.template,
        "meeting": paper.meeting,
        "commit": paper.commit,
        "paper": paper.paper,
        "lead": paper.lead,
    }
    said = {name: value for name, value in entry.items() if value}
    try:
        longer = with_paper(before.decode() if before else "", said)
    except Unwritable as refused:
        raise CannotBeDone(f"{refused}. Nothing was issued") from None
    try:
        file.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise NotWritten(f"{file.parent} cannot be made: {error.strerror or error}") from None
    create(file, data)
    if before is None:
        create(remembered, longer.encode())
    else:
        replace(remembered, before, longer.encode())
    if len(issued(folder)) != known + 1:
        raise NotWritten(f"{ISSUED_FILE} does not hold the paper: look at it")
