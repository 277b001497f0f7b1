"""Updates, changes, whole actions and their measures as plain mappings, for --json."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from cpcplan.cli.records import FORMAT, Record, action, answer, day
from cpcplan.domain.model import SubAction, Update
from cpcplan.domain.questions import totals
from cpcplan.domain.standing import KeyActionStanding, OutcomeStanding, PlanStanding, Standing
from cpcplan.domain.timescale import Timescale, understood

if TYPE_CHECKING:
    from cpcplan.domain.measures import Measured
    from cpcplan.domain.model import Issued
    from cpcplan.domain.movement import Change


def update(identifier: str, entry: Update) -> Record:
    """An update with the fields that the plan file gives it."""
    record: Record = {"id": identifier, "date": day(entry.date)}
    if entry.reported:
        record["reported"] = "yes" if entry.reported is True else entry.reported
    if entry.timescale_refused:
        record["timescale_refused"] = "yes"
    for name in ("timescale", "timescale_requested"):
        if (value := getattr(entry, name)) is not None:
            record[name] = _as_written(value)
    if entry.readings:
        record["readings"] = dict(entry.readings)
    for name in ("by", "rag", "state", "note", "why", "next", "agreed"):
        if (value := getattr(entry, name)) is not None:
            record[name] = value
    for name in ("leads", "evidence"):
        if value := getattr(entry, name):
            record[name] = list(value)
    return record


def _as_written(value: Timescale) -> str | Record:
    """The words alone where they say it all; words and day where somebody had to say the day."""
    if understood(value.text) == value:
        return value.text
    return {"text": value.text, "due": day(value.due) or "unknown"}


def outcome(standing: PlanStanding, found: OutcomeStanding) -> Record:
    """The answer of `show` for an outcome."""
    return answer(
        standing,
        outcome={
            "id": found.outcome.id,
            "title": found.outcome.title,
            "rag": found.rating,
            "totals": totals(found.sub_actions).by_name(),
            "key_actions": [action(each.own) for each in found.key_actions],
            "sub_actions": [action(each) for each in found.sub_actions],
        },
    )


def whole_action(
    standing: PlanStanding,
    own: Standing,
    measured: Sequence["Measured"],
    parts: KeyActionStanding | None,
) -> Record:
    """The answer of `show` for a key action or a sub-action; updates newest first."""
    whole = action(own)
    if isinstance(own.action, SubAction):
        whole["points"] = list(own.action.points)
    if parts:
        whole["rag_in_answers"] = parts.rating
        whole["rag_derived"] = parts.rating_is_derived
        whole["sub_actions"] = [action(each) for each in parts.sub_actions]
    whole["origin"] = list(own.action.origin)
    whole["printed"] = {
        field: words if isinstance(words, str) else list(words)
        for field, words in own.action.printed
    }
    whole["success_measures"] = [measure(each) for each in measured]
    whole["updates"] = [update(own.id, entry) for entry in reversed(own.told)]
    return answer(standing, action=whole)


def measure(each: "Measured") -> Record:
    """A success measure with its readings, oldest first."""
    return {
        "id": each.measure.id,
        "action": each.action.id,
        "measure": each.measure.measure,
        "baseline": each.measure.baseline,
        "target": each.measure.target,
        "for": list(each.measure.speaks_of),
        "readings": [
            {"date": day(reading.date), "value": reading.value, "by": reading.by}
            for reading in each.readings
        ],
        "direction": each.direction,
    }


def measures(standing: PlanStanding, found: Iterable["Measured"]) -> Record:
    """The answer of `measures`."""
    return answer(standing, measures=[measure(each) for each in found])


def history(found: Iterable[tuple[str, Update]]) -> Record:
    """The answer of `history`."""
    return {
        "format": FORMAT,
        "updates": [update(identifier, entry) for identifier, entry in found],
    }


def issued(standing: PlanStanding, found: Iterable["Issued"]) -> Record:
    """The answer of `issued`, oldest first."""
    return answer(
        standing,
        issued=[{**each._asdict(), "date": day(each.date)} for each in found],
    )


def changes(
    found: Iterable["Change"], *, since: date, until: date, commit: str | None = None
) -> Record:
    """The answer of `changes`; `commit` is that which the plan is compared with."""
    return {
        "format": FORMAT,
        "since": day(since),
        "since_commit": commit,
        "until": day(until),
        "changes": [
            {
                "id": change.id,
                "kind": change.kind,
                "from": change.before,
                "to": change.after,
                "date": day(change.date),
                "why": change.why,
                "by": change.by,
                "late": change.late,
                "overtaken": change.overtaken,
            }
            for change in found
        ],
    }
