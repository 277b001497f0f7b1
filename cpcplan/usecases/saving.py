"""Committing what changed in a plan folder, with a message made from what changed in the plan."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from cpcplan.domain.differences import differences
from cpcplan.domain.model import PLAN_FILE, Plan
from cpcplan.domain.movement import Change, Kind
from cpcplan.errors import GitRefused, PlanNotFound
from cpcplan.storage import git
from cpcplan.storage.folder import Folder, is_of_plan
from cpcplan.storage.reading import read_plan
from cpcplan.storage.whereabouts import details_in
from cpcplan.storage.write import locked
from cpcplan.usecases.asking import LastCommitted, as_committed, last_committed
from cpcplan.usecases.writing import looks_personal

_SUBJECT = 72
"""Characters of a commit's first line, as far as git's own lists show it."""


class Saved(NamedTuple):
    """A commit that was made; None where there was nothing to commit."""

    commit: git.Commit | None
    files: tuple[str, ...]
    """The files committed, from the top of the repository."""
    left: tuple[str, ...]
    """Files in the plan folder that git does not know and that are no plan's: not committed."""
    personal: tuple[str, ...]
    """What in them looks like a personal detail, where that was allowed."""
    rewritten: tuple[str, ...] = ()
    """The ids of actions whose agreed timescale is another one, with no entry that says why."""
    gone: tuple[str, ...] = ()
    """The ids of what is in the plan no more, and of actions that entries were taken from."""


def save(
    folder: Folder,
    message: str | None = None,
    *,
    allow_personal: bool = False,
    dated: date | None = None,
) -> Saved:
    """Commit what changed in the plan folder and nothing else; what is staged of other files stays
    staged. A merge that waits is finished.

    Raises PlanUnreadable for a plan with faults, CannotBeDone for personal details in what is new,
    and GitRefused, in git's own words or those of a hook: then nothing is committed.
    """
    with locked(folder.path):
        repo = git.repository(folder.path)
        plan = read_plan(folder)
        waiting = git.changed(repo)
        _refuse_unready(repo, waiting)
        new = tuple(f for f in waiting.untracked if is_of_plan(f.removeprefix(repo.inside)))
        left = tuple(f for f in waiting.untracked if f not in new)
        files = (*waiting.tracked, *new)
        if not files and not waiting.merging:
            return Saved(None, (), left, ())
        before = last_committed(folder)
        then = before.plan if before else None
        changes = differences(then, plan, until=date.max) if then else ()
        personal = _new_details(folder, before, message or "", allowed=allow_personal)
        if waiting.merging:
            made = git.save_merge(repo, files, message or "", on=dated)
        else:
            text = message or (
                _told(then, plan, changes, files)
                if before
                else "\n".join(_subject([f"Begin the plan: {plan.title}"]))
            )
            made = git.save(repo, waiting.tracked, new, text, on=dated)
    rewritten = tuple(dict.fromkeys(each.id for each in changes if each.rewrites_timescale))
    gone = _ids_of(changes, Kind.REMOVED, Kind.TAKEN_BACK)
    return Saved(made, files, left, personal, rewritten, gone)


def _ids_of(changes: Sequence[Change], *kinds: Kind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.id for each in changes if each.kind in kinds))


def _refuse_unready(repo: git.Repository, waiting: git.Changed) -> None:
    """Raises GitRefused where the plan folder cannot be committed as it is."""
    if waiting.under_way:
        raise GitRefused(
            f"git is in the middle of a {waiting.under_way}: finish it (git "
            f"{waiting.under_way} --continue) or end it (--abort) first"
        )
    if waiting.unmerged:
        raise GitRefused(
            f"git left conflicts in {', '.join(waiting.unmerged)}: join them first (cpcplan "
            "resolve)"
        )
    for file in git.ignored(repo):
        if is_of_plan(file.removeprefix(repo.inside)):
            raise GitRefused(
                f"git is told to take no notice of {file} (`git check-ignore -v` says where): a "
                "plan’s file must be kept"
            )


def _edited(files: Iterable[str]) -> str:
    return f"Edit {', '.join(PurePosixPath(file).name for file in files)}"


def _new_details(
    folder: Folder, before: LastCommitted | None, message: str, *, allowed: bool
) -> tuple[str, ...]:
    """What looks like a personal detail in the files and was in them neither as last committed nor
    on the other side of a merge, and in the message. Raises CannotBeDone where it is not `allowed`.
    """
    found = list(details_in(folder))
    known: set[str] = set()
    if found:
        sides = [before.folder] if before else []
        with suppress(GitRefused, PlanNotFound):
            sides.append(as_committed(folder, "MERGE_HEAD"))
        known = {detail.words for side in sides for detail in details_in(side)}
    new = [detail for detail in found if detail.words not in known]
    told = [
        f"{detail.source.name}:{detail.source.place(detail.at)[0]}: {detail.words}"
        for detail in new
    ]
    outcome = "Nothing was committed"
    return looks_personal((*told, message), allowed=allowed, outcome=outcome)


def _told(
    before: Plan | None, after: Plan, changes: Sequence[Change], files: tuple[str, ...]
) -> str:
    """The message of a commit: what changed in the plan on one line, then each reason given.

    Where the plan itself says the same as before (a comment was changed), or nobody can say what
    it said, the files are named.
    """
    happened = [*_happened(changes), *_of_plan(before, after)] if before else []
    if not happened:
        return _edited(files)
    reasons = dict.fromkeys(
        f"{change.id}, {change.date}: {change.why}" for change in changes if change.why
    )
    notes = [f"{c.id}, {c.date}: {c.after}" for c in changes if c.kind is Kind.NOTED]
    return "\n\n".join(["\n".join(_subject(happened)), *reasons, *notes])


def _subject(happened: list[str]) -> Iterator[str]:
    """What happened as far as it fits one line; the whole below it, where it does not fit."""
    whole = ", ".join(happened)
    if len(whole) <= _SUBJECT:
        yield whole
        return
    shown = 1
    while shown < len(happened):
        longer = f"{', '.join(happened[: shown + 1])} and {len(happened) - shown - 1} more"
        if len(longer) > _SUBJECT:
            break
        shown += 1
    more = f" and {len(happened) - shown} more" if shown < len(happened) else ""
    head = ", ".join(happened[:shown])
    room = _SUBJECT - len(more)
    yield (head if len(head) <= room else f"{head[: room - 1].rstrip()}…") + more
    yield ""
    yield whole


_WORDS = {
    Kind.RATED: "{after}",
    Kind.BETTER: "{before} → {after}",
    Kind.WORSE: "{before} → {after}",
    Kind.COMPLETED: "complete",
    Kind.REOPENED: "opened again",
    Kind.WITHDRAWN: "withdrawn",
    Kind.CARRIED_FORWARD: "carried forward",
    Kind.REVISED: "due {after}",
    Kind.REQUESTED: "asks for {after}",
    Kind.REFUSED: "more time refused",
    Kind.LED: "led by {after}",
    Kind.REPORTED: "reported",
    Kind.MEASURED: "{before} read {after}",
    Kind.NOTED: "noted",
    Kind.ADDED: "added",
    Kind.REMOVED: "removed",
    Kind.REWORDED: "reworded",
    Kind.TAKEN_BACK: "entry taken back",
}


def _happened(changes: Iterable[Change]) -> Iterator[str]:
    """Each change in few words, behind the id of its action where that is another one."""
    last = None
    for change in dict.fromkeys(changes):
        words = _WORDS[change.kind].format(before=change.before, after=change.after)
        if change.rewrites_timescale:
            words = "agreed timescale changed"
        still = change.kind is Kind.RATED and change.before == change.after
        told = " ".join(f"{'still ' if still else ''}{words}".split())
        yield told if change.id == last else f"{change.id} {told}"
        last = change.id


def _of_plan(before: Plan, after: Plan) -> Iterator[str]:
    """What changed in plan.yaml, by its fields."""
    names = {"recorded_by": "settings", "saves": "settings"}
    changed = dict.fromkeys(
        names.get(field, field)
        for field in Plan._fields
        if field != "outcomes" and getattr(before, field) != getattr(after, field)
    )
    if changed:
        yield f"{PLAN_FILE}: {', '.join(changed)}"
