"""Answers as rows, for --csv: what a spreadsheet opens, and never takes for a formula."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cpcplan.cli import records, story_records
from cpcplan.cli.output import Rows
from cpcplan.domain.model import Issued, Update
from cpcplan.domain.questions import FallsDue, LeadCount
from cpcplan.domain.rag import WORST
from cpcplan.domain.standing import Standing
from cpcplan.domain.visible import visible

if TYPE_CHECKING:
    from cpcplan.domain.measures import Measured
    from cpcplan.domain.movement import Change

_ACTIONS = (
    "kind", "id", "title", "outcome", "key_action", "leads", "timescale", "due", "first_due",
    "slippage_days", "revisions", "state", "closed_on", "rag", "rated_on", "why", "next",
    "overdue", "days_overdue", "missed_reports", "next_report", "requested", "contradictions",
    "stale",
)  # fmt: skip

_FORMULA = tuple("=+-@＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, in full width too."""


def actions(found: Iterable[Standing]) -> Rows:
    """One action a row; several leads or reports in one cell are parted by `; `."""
    return _ACTIONS, ([cell(value) for value in _action(each)] for each in found)


def due(found: Iterable[FallsDue]) -> Rows:
    """One action a row, with the day on which it falls due before all else."""
    heads = ("falls_due", "falls_due_as", *_ACTIONS)
    return heads, (
        [cell(value) for value in (each.on, each.what, *_action(each.standing))] for each in found
    )


def _action(standing: Standing) -> list[object]:
    record = {"key_action": None, **records.action(standing)}
    record["kind"] = "sub-action" if standing.key_action_id else "key action"
    record["leads"] = [each["name"] for each in record["leads"]]
    record["due"] = record["timescale"]["due"]
    record["timescale"] = record["timescale"]["text"]
    record["requested"] = record["requested"] and record["requested"]["timescale"]
    return [record[name] for name in _ACTIONS]


def history(found: Iterable[tuple[str, Update]]) -> Rows:
    """One update a row."""
    heads = (
        "date", "id", "by", "rag", "timescale", "timescale_requested", "timescale_refused",
        "leads", "reported", "state", "readings", "note", "why", "next", "evidence", "agreed",
    )  # fmt: skip
    return heads, (
        [cell(record.get(name)) for name in heads]
        for record in (story_records.update(identifier, entry) for identifier, entry in found)
    )


def changes(found: Iterable["Change"]) -> Rows:
    """One change a row."""
    heads = ("id", "kind", "from", "to", "date", "why", "by", "late")
    return heads, (
        [
            cell(value)
            for value in (
                each.id, each.kind, each.before, each.after, each.date, each.why, each.by,
                each.late,
            )
        ]
        for each in found
    )  # fmt: skip


def issued(found: Iterable[Issued]) -> Rows:
    """One paper a row, oldest first."""
    return Issued._fields, ([cell(value) for value in each] for each in found)


def lead_counts(counts: Iterable[LeadCount]) -> Rows:
    """One lead or agency a row."""
    heads = ("of", "key", "name", "sub_actions", "open", "overdue", WORST.value, "not_updated")
    return heads, (
        [
            cell(value)
            for value in (
                "lead" if each.lead else "agency",
                each.lead.key if each.lead else None,
                each.name,
                each.sub_actions,
                each.open,
                each.overdue,
                each.worst,
                each.not_updated,
            )
        ]
        for each in counts
    )


def measures(found: Iterable["Measured"]) -> Rows:
    """One success measure a row, with its latest reading."""
    heads = (
        "id", "action", "measure", "baseline", "target", "readings", "latest", "read_on",
        "direction",
    )  # fmt: skip
    return heads, ([cell(value) for value in _measure(each)] for each in found)


def _measure(each: "Measured") -> list[object]:
    latest = each.readings[-1] if each.readings else None
    return [
        each.measure.id,
        each.action.id,
        each.measure.measure,
        each.measure.baseline,
        each.measure.target,
        len(each.readings),
        latest and latest.value,
        latest and latest.date,
        each.direction,
    ]


def cell(value: object) -> str:
    """A value as a cell. Text that a spreadsheet would reckon with gets a `'` before it, which
    makes text of it.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        value = [f"{key}: {item}" for key, item in value.items()]
    if isinstance(value, Sequence) and not isinstance(value, str):
        value = "; ".join(str(item) for item in value)
    text = visible(str(value))
    return f"'{text}" if text.lstrip()[:1] in _FORMULA else text
