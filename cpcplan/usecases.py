"""One function for each thing a lead officer does, on files; answers are the domain's values."""

from cpcplan.domain.checks import findings
from cpcplan.domain.standing import PlanStanding
from cpcplan.errors import Fault
from cpcplan.storage.folder import Folder, bare_ids, find_places


def look_over(folder: Folder, standing: PlanStanding) -> tuple[Fault, ...]:
    """What in a sound plan is worth a second look, each with its place, in the order of the
    files. `standing` is the plan of that folder on the day asked about.
    """
    found = findings(standing)
    at = find_places(folder, (finding.where for finding in found))
    warnings = [
        Fault(*at[finding.where], finding.rule, finding.message, finding.where.id)
        for finding in found
    ]
    return tuple(sorted([*warnings, *bare_ids(folder)]))
