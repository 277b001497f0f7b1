"""One function for each thing a lead officer does, on files; answers are the domain's values."""

from collections.abc import Callable
from datetime import date

from cpcplan.domain.model import Plan
from cpcplan.domain.standing import PlanStanding, stand
from cpcplan.errors import Fault
from cpcplan.storage.folder import Folder, bare_ids, find_places, read_plan


def ask(folder: Folder, day_asked: Callable[[Plan], date]) -> PlanStanding:
    """Where the plan in a folder stands; every question is put to this.

    `day_asked` says which day is asked about, once the plan's meetings are known. Raises
    PlanNotFound, and PlanUnreadable with all that is wrong with the files.
    """
    plan = read_plan(folder)
    return stand(plan, as_of=day_asked(plan))


def look_over(folder: Folder, standing: PlanStanding) -> tuple[Fault, ...]:
    """What in a sound plan is worth a second look, each with its place, in the order of the
    files. `standing` is the plan of that folder on the day asked about.
    """
    from cpcplan.domain.checks import findings

    found = findings(standing)
    at = find_places(folder, (finding.where for finding in found))
    warnings = [
        Fault(*at[finding.where], finding.rule, finding.message, finding.where.id)
        for finding in found
    ]
    return tuple(sorted([*warnings, *bare_ids(folder)]))
