"""Issuing a paper: written, remembered with the commit that it was made from, and committed."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from cpcplan.domain.calendar import in_words
from cpcplan.domain.model import Issued
from cpcplan.domain.standing import PlanStanding
from cpcplan.errors import CannotBeDone, NotWritten
from cpcplan.storage import git
from cpcplan.storage.folder import ISSUED_FILE, Folder
from cpcplan.storage.issued import issued, with_paper
from cpcplan.storage.naming import alike, fit
from cpcplan.storage.write import create, locked, replace
from cpcplan.usecases.reporting import Wanted, not_committed, report


class IssuedNow(NamedTuple):
    """A paper that was just issued: where it is, and the commit that holds it."""

    file: Path
    paper: Issued
    commit: git.Commit


def issue(
    standing: PlanStanding, folder: Folder, wanted: Wanted, *, dated: date | None = None
) -> IssuedNow:
    """Write the paper to `papers/` beside the plan folder, remember it in issued.yaml, and commit
    both together.

    Raises CannotBeDone where the plan is not committed, GitRefused, TemplateFault, NotWritten: then
    nothing is issued.
    """
    with locked(folder.path):
        repo = git.repository(folder.path)
        _refuse_uncommitted(repo)
        plan_commit = git.commit(repo)
        text = report(standing, folder, wanted)
        known = issued(folder)
        file = _free(folder.papers, standing.as_of, wanted)
        paper = Issued(
            standing.as_of, wanted.template, wanted.meeting, plan_commit.hash, file.name,
            lead=wanted.lead,
        )  # fmt: skip
        with _whole_or_not_at_all(file, text, folder.path / ISSUED_FILE):
            _write(folder, file, text, paper, len(known))
            paths = [path.resolve().relative_to(repo.top.resolve()).as_posix() for path in (
                file, folder.path / ISSUED_FILE
            )]  # fmt: skip
            waiting = git.untracked(repo, paths)
            message = f"Issue the {wanted.template} paper of {in_words(standing.as_of)}"
            tracked = [path for path in paths if path not in waiting]
            made = git.save(repo, tracked, waiting, message, on=dated)
    return IssuedNow(file, paper, made)


@contextmanager
def _whole_or_not_at_all(file: Path, text: str, remembered: Path) -> Iterator[None]:
    """Where the paper cannot be written, remembered and committed, none of it is done: else the
    next one would be told apart from a paper that nobody has.
    """
    before = remembered.read_bytes() if remembered.exists() else None
    try:
        yield
    except BaseException:  # Ctrl-C in a slow hook too
        with suppress(OSError, NotWritten):
            if file.read_bytes() == text.encode():
                file.unlink()
            if before is None:
                remembered.unlink()
            else:
                replace(remembered, remembered.read_bytes(), before)
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


def _write(folder: Folder, file: Path, text: str, paper: Issued, known: int) -> None:
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
    longer = with_paper(
        before.decode() if before else "", {name: value for name, value in entry.items() if value}
    )
    try:
        file.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise NotWritten(f"{file.parent} cannot be made: {error.strerror or error}") from None
    create(file, text.encode())
    if before is None:
        create(remembered, longer.encode())
    else:
        replace(remembered, before, longer.encode())
    if len(issued(folder)) != known + 1:
        raise NotWritten(f"{ISSUED_FILE} does not hold the paper: look at it")
