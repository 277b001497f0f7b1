"""`overdue`, `due`, `list`, `leads`, `measures` and `check`: one thing a row."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from cpcplan.cli.screens.words import (
    DUE,
    ID,
    LEADS,
    OVERDUE,
    RATING,
    TITLE,
    count,
    due_row,
    explain_marks,
    late,
    leads,
    overdue_row,
    rating_or_state,
)
from cpcplan.cli.sheet import NOTHING, Cell, Column, Sheet
from cpcplan.domain.calendar import in_short, in_words
from cpcplan.domain.measures import Measured
from cpcplan.domain.meetings import next_meeting
from cpcplan.domain.questions import FallsDue, LeadCount
from cpcplan.domain.rag import WORST
from cpcplan.domain.standing import PlanStanding, Standing
from cpcplan.errors import Fault

if TYPE_CHECKING:
    from cpcplan.domain.checks.allowances import Sifted

_SHORT = 24
"""Letters of a reading on a terminal without room for it."""


def overdue(
    standing: PlanStanding,
    found: Sequence[Standing],
    key_actions: Sequence[Standing],
    *,
    filtered: bool = False,
) -> Sheet:
    """What is overdue, worst first; key actions apart. `filtered` where not all was asked for."""
    page = Sheet()
    on = f"on {in_words(standing.as_of)}"
    if not found and not key_actions:
        page.line(f"{'Nothing of these' if filtered else 'Nothing'} is overdue {on}.")
        return page
    page.line(f"{count(len(found), 'sub-action')} overdue {on}", "bold")
    page.table(OVERDUE, [overdue_row(each) for each in found])
    if key_actions:
        page.heading(f"{count(len(key_actions), 'key action')} overdue")
        page.table(OVERDUE, [overdue_row(each) for each in key_actions])
    explain_marks(page, (*found, *key_actions))
    return page


def due(
    standing: PlanStanding,
    found: Sequence[FallsDue],
    key_actions: Sequence[FallsDue],
    *,
    until: date,
    filtered: bool = False,
) -> Sheet:
    """What falls due, earliest first; key actions apart. `filtered` where not all was asked for."""
    page = Sheet()
    meeting = next_meeting(standing.plan.meetings, as_of=standing.as_of)
    by = f"by {'the meeting on ' if meeting == until else ''}{in_words(until)}"
    if not found and not key_actions:
        page.line(f"{'Nothing of these' if filtered else 'Nothing'} falls due {by}.")
        return page
    page.line(f"{count(len(found), 'sub-action')} due {by}", "bold")
    page.table(DUE, [due_row(each) for each in found])
    if key_actions:
        page.heading(f"{count(len(key_actions), 'key action')} due")
        page.table(DUE, [due_row(each) for each in key_actions])
    explain_marks(page, [each.standing for each in (*found, *key_actions)])
    return page


def actions(standing: PlanStanding, found: Sequence[Standing]) -> Sheet:
    """Sub-actions in the order of the plan."""
    page = Sheet()
    everything = count(len(standing.sub_actions), "sub-action")
    on = f"on {in_words(standing.as_of)}"
    if len(found) == len(standing.sub_actions):
        page.line(f"{everything} {on}", "bold")
    else:
        page.line(f"{len(found):,} of {everything} {on}", "bold")
    overdue_days = Column("Overdue", right=True, spare=True)
    page.table(
        (ID, RATING, Column("Timescale"), overdue_days, LEADS, TITLE),
        [
            [
                each.id,
                rating_or_state(each),
                _timescale(each),
                late(each),
                leads(each),
                each.action.title,
            ]
            for each in found
        ],
    )
    explain_marks(page, found)
    return page


def _timescale(standing: Standing) -> Cell:
    in_force = standing.in_force
    if in_force.timescale is None:
        return Cell("no timescale", short="none")
    words = in_force.timescale.text
    if in_force.inherited:
        words += f" ({standing.key_action_id}’s)"
    if in_force.due:
        return Cell(words, short=in_short(in_force.due))
    if cycles := in_force.timescale.cycles:
        more = f" +{len(cycles) - 1}" if len(cycles) > 1 else ""
        return Cell(words, short=cycles[0].name[:12] + more)
    return Cell(words, short="open-ended")


def lead_counts(
    by_lead: Sequence[LeadCount],
    by_agency: Sequence[LeadCount],
    since: str,
    late_key_actions: Sequence[Standing],
) -> Sheet:
    """How it stands with each lead, and with each agency, by their sub-actions; key actions that
    are late are named apart.
    """
    page = Sheet()
    for heading, counts in (("Lead", by_lead), ("Agency", by_agency)):
        if not counts:
            continue
        if page.blocks:
            page.line()
        columns = [
            Column(heading, gives=True),
            Column("Open", right=True),
            Column("Overdue", right=True),
            Column(WORST.capitalize(), right=True),
            Column("No update", right=True),
        ]
        if heading == "Lead":
            columns.append(Column("Key", yields=40))
        page.table(columns, [_lead_row(each) for each in counts])
    page.line()
    page.line(
        f"No update: open, and nothing recorded since {since}. An action that several lead "
        "counts for each of them. Key actions are not counted."
    )
    for each in late_key_actions:
        page.line(
            f"Key action {each.id}, {leads(each).text}: {late(each).text} overdue", "bold red"
        )
    return page


def _lead_row(each: LeadCount) -> list[Cell | str]:
    figures = [
        Cell(f"{each.open:,}"),
        Cell(f"{each.overdue:,}", "bold red" if each.overdue else ""),
        Cell(f"{each.worst:,}", "bold red" if each.worst else ""),
        Cell(f"{each.not_updated:,}"),
    ]
    return [each.name, *figures, *([each.lead.key] if each.lead else [])]


def measures(found: Sequence[Measured]) -> Sheet:
    """Success measures with their readings."""
    page = Sheet()
    read = sum(bool(each.readings) for each in found)
    page.line(f"{count(len(found), 'success measure')}, {read or 'none'} with a reading", "bold")
    page.table(
        (
            ID,
            Column("Action", yields=40),
            Column("Baseline", spare=True),
            Column("Latest"),
            Column("Target", spare=True),
            Column("Latest move", spare=True),
            Column("Measure", wraps=True),
        ),
        [
            [
                each.measure.id,
                each.action.id,
                each.measure.baseline or NOTHING,
                _latest(each),
                each.measure.target or NOTHING,
                each.direction or NOTHING,
                each.measure.measure,
            ]
            for each in found
        ],
    )
    return page


def _latest(each: Measured) -> Cell:
    if not each.readings:
        return Cell("no reading", short="none")
    latest = each.readings[-1]
    # A reading in words is long; `show` has it whole where a terminal has no room for it.
    short = latest.value if len(latest.value) <= _SHORT else f"{latest.value[: _SHORT - 1]}…"
    return Cell(f"{latest.value} ({in_short(latest.date)})", short=short)


def checked(errors: Sequence[Fault], found: "Sifted", *, unread: str, show_allowed: bool) -> Sheet:
    """Each error and each warning on a line, as `file:line:column: error: what, and what to do`,
    and how many warnings are allowed (`show_allowed`: these too, and why).

    `unread` is what cannot be read for errors: the `plan`, or which `papers` were issued; where it
    is empty, they are warnings that --strict made errors of.
    """
    page = Sheet()
    for fault in errors:
        page.line(_checked(fault, "error"), "red")
    for fault in found.warnings:
        page.line(_checked(fault, "warning"))
    for fault, reason in found.allowed if show_allowed else ():
        page.line(_checked(fault, "allowed"))
        page.line(f"Why: {reason}", indent=2)
    if page.blocks:
        page.line()
    page.line(_in_all(errors, found, unread), "bold")
    if found.allowed and not show_allowed:
        are = "warning is" if len(found.allowed) == 1 else "warnings are"
        page.line(
            f"{len(found.allowed):,} more {are} allowed in the plan, with a reason: cpcplan check "
            "--allowed"
        )
    return page


def _in_all(errors: Sequence[Fault], found: "Sifted", unread: str) -> str:
    are = "it is" if len(errors) == 1 else "they are"
    if unread == "plan":
        return f"{count(len(errors), 'error')}: the plan cannot be read until {are} mended."
    if unread == "papers":
        more = f" {count(len(found.warnings), 'warning')} to look at." if found.warnings else ""
        return (
            f"{count(len(errors), 'error')}: the plan can be read, and which papers were issued "
            f"cannot, until {are} mended.{more}"
        )
    if errors:
        return f"The plan can be read. {count(len(errors), 'warning')}, taken as errors."
    if found.warnings:
        return f"The plan is sound. {count(len(found.warnings), 'warning')} to look at."
    return "The plan is sound, and nothing in it needs a second look."


def _checked(fault: Fault, severity: str) -> str:
    return f"{fault.file}:{fault.line}:{fault.column}: {severity}: {fault.message} [{fault.rule}]"
