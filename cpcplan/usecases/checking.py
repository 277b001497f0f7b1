"""Looking a plan over: what in it is worth a second look, and what of that is allowed."""

from collections.abc import Iterator
from typing import NamedTuple

from cpcplan.domain.checks import files
from cpcplan.domain.checks.allowances import Allowance, Sifted, sift
from cpcplan.domain.checks.catalogue import findings
from cpcplan.domain.checks.rules import Finding, Rule
from cpcplan.domain.checks.where import Where, in_plan_file
from cpcplan.domain.model import PLAN_FILE
from cpcplan.domain.standing import PlanStanding
from cpcplan.errors import Fault, IssuedUnreadable
from cpcplan.storage import git
from cpcplan.storage.allowances import allowances
from cpcplan.storage.folder import Folder, is_outcome
from cpcplan.storage.issued import issued
from cpcplan.storage.rereading import Reread, reread
from cpcplan.storage.salvage import parse
from cpcplan.storage.source import Source
from cpcplan.usecases.asking import last_committed


class LookedOver(NamedTuple):
    """What is to be said of a sound plan."""

    errors: tuple[Fault, ...]
    """What is wrong with issued.yaml, without which the plan can be read."""
    found: Sifted


def look_over(folder: Folder, standing: PlanStanding) -> LookedOver:
    """What in a sound plan is worth a second look, and what is allowed, each with its place.

    `standing` is the plan of that folder on the day asked about.
    """
    try:
        issued(folder)
    except IssuedUnreadable as unreadable:
        return LookedOver(unreadable.faults, _second_look(folder, standing))
    return LookedOver((), _second_look(folder, standing))


def _second_look(folder: Folder, standing: PlanStanding) -> Sifted:
    found = [
        *findings(standing),
        *_evidence_not_there(folder, standing),
        *_outcomes_not_there(folder, standing),
    ]
    wanted = {finding.where for finding in found}
    at: dict[Where, tuple[str, int, int]] = {}
    faults: list[Fault] = []
    allowed: list[Allowance] = []
    for file in folder.plan_files():
        if again := reread(folder, file):
            at |= again.places(wanted)
            faults += _in_file(again)
            allowed += allowances(again.source, again.nodes)
    for rule, message, where in found:
        owner = None if where.id == PLAN_FILE else where.id
        faults.append(Fault(*at[where], rule, message, owner))
    return sift(faults, allowed, as_of=standing.as_of)


def _in_file(again: Reread) -> Iterator[Fault]:
    """What is found in a file and not in the plan."""
    for start, bare in again.bare_ids():
        what = f"other programs would change the id {bare}, which has no quotes"
        yield _fault(again.source, start, files.BARE_ID, what)._replace(id=bare)
    for start, rest in again.cut_off():
        what = f"the text ends before “{rest}”, because a # behind a space begins a comment"
        yield _fault(again.source, start, files.TEXT_CUT_OFF, what)
    for detail in again.details():
        what = f"this looks like {detail.kind}"
        yield _fault(detail.source, detail.at, files.PERSONAL_DETAILS, what)


def _fault(source: Source, start: int, rule: Rule, what: str) -> Fault:
    return source.fault(start, rule.name, rule.message(what))


def _evidence_not_there(folder: Folder, standing: PlanStanding) -> Iterator[Finding]:
    """Of a commit, what was there then counts too."""
    lost = [each for each in files.files_named(standing) if not folder.holds(each[1])]
    then: set[str] = set()
    if lost and folder.revision:
        for base in (folder.path, folder.path.parent):
            then.update(git.names_at(base, folder.revision, deep=True))
    rule = files.EVIDENCE_NOT_THERE
    for where, named in lost:
        if named.replace("\\", "/").removeprefix("./") not in then:
            what = f"{where.id}: no file {named} is in the plan’s folder, or in the one above"
            yield Finding(rule.name, rule.message(what), where)


def _outcomes_not_there(folder: Folder, standing: PlanStanding) -> Iterator[Finding]:
    """Outcomes of files that git has from the last commit, and that are gone from the disk."""
    if folder.held is not None:
        return
    there = {file.name for file in folder.outcome_files()}
    lost = [n for n in git.names_at(folder.path, "HEAD") if is_outcome(n) and n not in there]
    if not lost or not (before := last_committed(folder)):
        return
    known = {outcome.id for outcome in standing.plan.outcomes}
    rule = files.OUTCOME_NOT_THERE
    for name in lost:
        text = before.folder.read(folder.path / name).decode(errors="replace")
        tree, _ = parse(Source(name, text))
        identifier = tree.get("id") if isinstance(tree, dict) else None
        if identifier not in known:
            file = folder.name(folder.path / name)
            what = (
                f"outcome {identifier or '?'} was in {file} when the plan was last committed, and "
                "is in no file now"
            )
            yield Finding(rule.name, rule.message(what), in_plan_file("title"))
