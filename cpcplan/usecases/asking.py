"""Putting questions to a plan: as it stands in its folder, or as a commit held it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cpcplan.domain.calendar import in_words
from cpcplan.domain.meetings import last_met_on
from cpcplan.domain.model import Issued, Plan
from cpcplan.domain.reckoning import stand
from cpcplan.domain.standing import PlanStanding
from cpcplan.errors import GitUnusable, NotInGit, PlanNotFound, PlanUnreadable
from cpcplan.storage.folder import Folder
from cpcplan.storage.reading import read_plan

if TYPE_CHECKING:
    from cpcplan.domain.movement import Change
    from cpcplan.storage.git import Commit


def ask(folder: Folder, day_asked: Callable[[Plan], date]) -> PlanStanding:
    """Where the plan in a folder stands; every question is put to this.

    `day_asked` says which day is asked about, once the plan's meetings are known. Raises
    PlanNotFound, and PlanUnreadable with all that is wrong with the files.
    """
    plan = read_plan(folder)
    return stand(plan, as_of=day_asked(plan))


def as_committed(folder: Folder, revision: str) -> Folder:
    """The folder as a commit held it; nothing on disk is looked at but git's own files.

    Raises GitRefused where there is no such commit, PlanNotFound where it has no such folder.
    """
    return _committed(folder, revision)[0]


def _committed(folder: Folder, revision: str) -> "tuple[Folder, Commit]":
    from cpcplan.storage import git

    repo = git.repository(folder.path)
    made = git.commit(repo, revision)
    held = git.files_at(repo, made)
    if not held:
        raise PlanNotFound(f"{folder.name(folder.path)} was not there yet at {revision}")
    return folder._replace(held=held, revision=revision), made


class LastCommitted(NamedTuple):
    """The folder as last committed, and the plan in it; None where that cannot be read."""

    folder: Folder
    plan: Plan | None


def last_committed(folder: Folder) -> LastCommitted | None:
    """The folder as git's HEAD has it; None where there is no repository, or no commit that has it.
    Raises GitUnusable.
    """
    try:
        then = as_committed(folder, "HEAD")
    except (NotInGit, PlanNotFound):
        return None
    try:
        return LastCommitted(then, read_plan(then))
    except PlanUnreadable:
        return LastCommitted(then, None)


class Compared(NamedTuple):
    """What differs between a commit and the plan now; `made_on` is the day of the commit."""

    commit: str
    made_on: date
    changes: "tuple[Change, ...]"


def compare(folder: Folder, revision: str, now: Plan, *, until: date) -> Compared:
    """What differs between the plan of that commit and the plan `now`, as far as it counts on
    `until`. Raises as `as_committed`, and PlanUnreadable for the plan of then.
    """
    from cpcplan.domain.differences import differences

    then, made = _committed(folder, revision)
    found = differences(read_plan(then), now, until=until, seen=made.day - timedelta(days=1))
    return Compared(made.hash, made.day, found)


class LastPaper(NamedTuple):
    """The paper that its readers last had, and what they have not seen since."""

    paper: Issued
    before: Plan
    """The plan that it was made from."""
    changes: "tuple[Change, ...]"


def papers_like(folder: Folder, template: str, lead: str, *, until: date) -> tuple["Issued", ...]:
    """The papers issued of that template (and for that lead), dated up to `until`, in the order of
    the file. Raises IssuedUnreadable.
    """
    from cpcplan.storage.issued import issued

    wanted = (template, lead)
    return tuple(
        each
        for each in issued(folder)
        if (each.template, each.lead) == wanted and each.date <= until
    )


def since_last_paper(
    folder: Folder, template: str, now: Plan, *, until: date, lead: str = "",
    issued_for: str | None = None,
) -> LastPaper | str | None:  # fmt: skip
    """What differs from the plan of the last paper issued of that template (and for that lead),
    dated up to `until`; None where there is none, and in words why, where its plan cannot be had.

    `issued_for` is the meeting for which one is issued now, empty for the next one: it takes the
    place of what was issued for that meeting already, and is compared with what was met on before.
    Raises IssuedUnreadable.
    """
    from cpcplan.domain.differences import differences

    papers = papers_like(folder, template, lead, until=until)
    if issued_for is None:
        last = papers[-1] if papers else None
    else:
        last = last_met_on(papers, now.meetings, as_of=until, meeting=issued_for)
    if last is None:
        return None
    on_disk = folder._replace(held=None, revision=None)
    try:
        before = read_plan(as_committed(on_disk, last.commit))
    except GitUnusable as unusable:
        return (
            f"git cannot be asked for the commit of the {template} paper of {in_words(last.date)} "
            f"({unusable}), and so this goes by dates"
        )
    except (NotInGit, PlanNotFound, PlanUnreadable):
        return (
            f"the plan of the {template} paper of {in_words(last.date)} cannot be had from git "
            "here, and so this goes by dates"
        )
    found = tuple(
        each._replace(that_day=each.late and each.date == last.date)
        for each in differences(before, now, until=until, seen=last.date)
    )
    return LastPaper(last, before, found)
