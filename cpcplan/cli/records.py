"""Answers as plain mappings, for --json. Their keys are a promise to other tools."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from cpcplan.domain.meetings import next_meeting
from cpcplan.domain.model import Lead, Update
from cpcplan.domain.questions import FallsDue, LeadCount, due_until, falls_due, overdue, totals
from cpcplan.domain.rag import WORST
from cpcplan.domain.standing import OutcomeStanding, PlanStanding, Standing
from cpcplan.domain.state import TimescaleInForce
from cpcplan.errors import Fault

if TYPE_CHECKING:
    from cpcplan.domain.checks.allowances import Sifted

Record = dict[str, Any]

FORMAT = 1
"""Raised when a key goes or changes its meaning; keys may be added within a format."""


def day(value: date | None) -> str | None:
    """A day in ISO form."""
    return value.isoformat() if value else None


def lead(value: Lead) -> Record:
    """A lead: key, name and agency."""
    return {"key": value.key, "name": value.name, "agency": value.agency}


def timescale(in_force: TimescaleInForce) -> Record:
    """The timescale in force."""
    cycles = in_force.timescale.cycles if in_force.timescale else ()
    return {
        "text": in_force.timescale.text if in_force.timescale else None,
        "due": day(in_force.due),
        "cycles": [{"name": cycle.name, "months": cycle.months} for cycle in cycles],
        "open_ended": in_force.open_ended,
        "inherited": in_force.inherited,
    }


def request(entry: Update | None) -> Record | None:
    """The request for more time that is pending."""
    if entry is None or entry.timescale_requested is None:
        return None
    return {
        "timescale": entry.timescale_requested.text,
        "due": day(entry.timescale_requested.due),
        "date": day(entry.date),
        "why": entry.why,
        "by": entry.by,
    }


def action(standing: Standing) -> Record:
    """A sub-action, or (without `key_action`) a key action."""
    rated = standing.rated
    record: Record = {
        "id": standing.id,
        "title": standing.action.title,
        "outcome": standing.outcome_id,
        "key_action": standing.key_action_id,
        "leads": [lead(each) for each in standing.leads],
        "added": day(standing.action.added),
        "timescale": timescale(standing.in_force),
        "requested": request(standing.request),
        "first_due": day(standing.in_force.first_due),
        "slippage_days": standing.in_force.slippage_days,
        "revisions": standing.in_force.revisions,
        "state": standing.state,
        "closed_on": day(standing.closed_on),
        "rag": standing.rating,
        "rated_on": day(rated.date) if rated else None,
        "why": rated.why if rated else None,
        "next": rated.next if rated else None,
        "last_ratings": [
            {"date": day(entry.date), "rag": entry.rag} for entry in standing.last_ratings
        ],
        "overdue": standing.overdue,
        "days_overdue": standing.days_overdue,
        "missed_reports": [day(point) for point in standing.reports.missed],
        "next_report": day(standing.reports.next),
        "contradictions": list(standing.contradictions),
        "stale": standing.stale,
    }
    if standing.key_action_id is None:
        del record["key_action"]
    return record


def answer(standing: PlanStanding, **parts: object) -> Record:
    """The frame of every answer about a plan on a day."""
    return {
        "format": FORMAT,
        "plan": standing.plan.title,
        "as_of": day(standing.as_of),
        **parts,
    }


def actions(standing: PlanStanding, found: Iterable[Standing], **parts: object) -> Record:
    """The answer of `list` and `overdue`."""
    return answer(standing, actions=[action(each) for each in found], **parts)


def due(
    standing: PlanStanding,
    found: Iterable[FallsDue],
    key_actions: Iterable[FallsDue],
    *,
    until: date,
) -> Record:
    """The answer of `due`: actions as in `list`, each with the day and what falls due on it."""
    return answer(
        standing,
        actions=[_due(each) for each in found],
        until=day(until),
        key_actions=[_due(each) for each in key_actions],
    )


def _due(each: FallsDue) -> Record:
    return {**action(each.standing), "falls_due": day(each.on), "falls_due_as": each.what}


def status(standing: PlanStanding) -> Record:
    """The whole plan on a day."""
    period, subs, everything = standing.plan.period, standing.sub_actions, [*standing.actions()]
    until = due_until(standing)
    owing = [each for each in everything if each.reports.next and each.reports.next <= until]
    return answer(
        standing,
        period={"start": day(period.start), "end": day(period.end)},
        next_meeting=day(next_meeting(standing.plan.meetings, as_of=standing.as_of)),
        totals=totals(subs).by_name(),
        rag=standing.rating,
        outcomes=[_outcome(each) for each in standing.outcomes],
        overdue=[each.id for each in overdue(subs)],
        overdue_key_actions=[each.id for each in overdue(standing.key_actions)],
        due_soon=[each.standing.id for each in falls_due(subs, until=until)],
        reports_missed=[each.id for each in everything if each.reports.missed],
        reports_due=[each.id for each in owing],
        requests=[each.id for each in everything if each.request],
        contradictions=[
            {"id": each.id, "what": what} for each in everything for what in each.contradictions
        ],
    )


def _outcome(found: OutcomeStanding) -> Record:
    return {
        "id": found.outcome.id,
        "title": found.outcome.title,
        "rag": found.rating,
        "totals": totals(found.sub_actions).by_name(),
        "key_actions": [
            {
                "id": key_action.own.id,
                "title": key_action.own.action.title,
                "rag": key_action.rating,
                "rag_derived": key_action.rating_is_derived,
                "totals": totals(key_action.sub_actions).by_name(),
            }
            for key_action in found.key_actions
        ],
    }


def lead_counts(
    standing: PlanStanding,
    by_lead: Iterable[LeadCount],
    by_agency: Iterable[LeadCount],
    *,
    since: date,
) -> Record:
    """The answer of `leads`."""
    return answer(
        standing,
        since=day(since),
        leads=[{**(lead(each.lead) if each.lead else {}), **_counts(each)} for each in by_lead],
        agencies=[{"agency": each.name, **_counts(each)} for each in by_agency],
    )


def _counts(each: LeadCount) -> Record:
    return {
        "sub_actions": each.sub_actions,
        "open": each.open,
        "overdue": each.overdue,
        WORST.value: each.worst,
        "not_updated": each.not_updated,
    }


def checked(errors: Iterable[Fault], found: "Sifted") -> Record:
    """The answer of `check`."""
    return {
        "format": FORMAT,
        "errors": [_fault(each) for each in errors],
        "warnings": [_fault(each) for each in found.warnings],
        "allowed": [{**_fault(each.fault), "reason": each.reason} for each in found.allowed],
    }


def _fault(each: Fault) -> Record:
    return {
        "rule": each.rule,
        "message": each.message,
        "file": each.file,
        "line": each.line,
        "column": each.column,
        "id": each.id,
    }
