"""Ratings that the plan itself rules out. They are never shown as fine."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from cpcplan.domain.cycles import ReportsOwed
from cpcplan.domain.model import Period, State
from cpcplan.domain.rag import ON_COURSE, Rating, is_better, worst
from cpcplan.domain.state import Story, TimescaleInForce, state_entry
from cpcplan.domain.wording import listed


class Contradiction(StrEnum):
    """What is contradicted. The words are those of answers and of `check`."""

    GREEN_OVERDUE = "green-overdue"
    GREEN_MISSED_REPORT = "green-missed-report"
    COMPLETE_WITHOUT_EVIDENCE = "complete-without-evidence"
    BETTER_THAN_PARTS = "better-than-parts"


_ON_COURSE = listed(ON_COURSE)
IN_WORDS = {
    Contradiction.GREEN_OVERDUE: f"rated {_ON_COURSE}, but past its last day",
    Contradiction.GREEN_MISSED_REPORT: f"rated {_ON_COURSE}, but a report was missed",
    Contradiction.COMPLETE_WITHOUT_EVIDENCE: "complete, but no evidence is given",
    Contradiction.BETTER_THAN_PARTS: "rated better than the worst of its open sub-actions",
}


def contradictions(
    state: State,
    rating: Rating | None,
    in_force: TimescaleInForce,
    reports: ReportsOwed,
    told: Story,
    *,
    period: Period,
    as_of: date,
) -> tuple[Contradiction, ...]:
    """What contradicts the rating or the completion of one action, in a fixed order."""
    found = []
    if state is State.OPEN and rating in ON_COURSE:
        if (in_force.due or period.end) < as_of:
            found.append(Contradiction.GREEN_OVERDUE)
        if reports.missed:
            found.append(Contradiction.GREEN_MISSED_REPORT)
    if state is State.COMPLETE:
        closing = state_entry(told)
        if closing and not closing.evidence:
            found.append(Contradiction.COMPLETE_WITHOUT_EVIDENCE)
    return tuple(found)


def better_than_parts(
    state: State, rating: Rating | None, parts: Iterable[Rating | None]
) -> tuple[Contradiction, ...]:
    """Whether an open key action is rated better than the worst of its open sub-actions."""
    worst_part = worst(parts)
    if state is State.OPEN and rating and worst_part and is_better(rating, worst_part):
        return (Contradiction.BETTER_THAN_PARTS,)
    return ()
