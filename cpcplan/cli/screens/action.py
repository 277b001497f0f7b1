"""`show`: an outcome, a key action or a sub-action whole."""

from collections import Counter
from collections.abc import Sequence

from cpcplan.cli.screens.status import outcome_rating
from cpcplan.cli.screens.words import (
    ID,
    RATING,
    contradicted,
    count,
    late,
    names,
    rating,
    rating_or_state,
    what_happened,
    words_of,
)
from cpcplan.cli.sheet import Cell, Column, Sheet
from cpcplan.domain.calendar import in_short, in_words
from cpcplan.domain.measures import Measured
from cpcplan.domain.model import SubAction
from cpcplan.domain.questions import totals
from cpcplan.domain.rag import OFF_COURSE
from cpcplan.domain.standing import KeyActionStanding, OutcomeStanding, PlanStanding, Standing
from cpcplan.domain.state import TimescaleInForce

_FACTS = (Column("Field"), Column("Value", wraps=True))


def outcome(found: OutcomeStanding) -> Sheet:
    """An outcome, and its key actions with their sub-actions."""
    page = Sheet()
    page.line(f"Outcome {found.outcome.id}", "bold")
    page.line(found.outcome.title)
    page.line()
    figures = totals(found.sub_actions)
    told = f"{figures.open:,} of {figures.sub_actions:,} open, {figures.overdue:,} overdue"
    facts: list[list[Cell | str]] = [
        ["Rating", outcome_rating(found)],
        ["Sub-actions", told],
    ]
    page.table(_FACTS, facts, heads=False)
    for key_action in found.key_actions:
        page.heading(f"{key_action.own.id} {key_action.own.action.title}")
        page.line(_rating(key_action.own, key_action).text)
        _parts(page, key_action.sub_actions)
    return page


def _parts(page: Sheet, sub_actions: Sequence[Standing]) -> None:
    page.table(
        (
            ID,
            RATING,
            Column("Overdue", right=True, spare=True),
            Column("Title", wraps=True),
        ),
        [[sub.id, rating_or_state(sub), late(sub), sub.action.title] for sub in sub_actions],
        heads=False,
    )


def action(
    plan: PlanStanding,
    found: Standing,
    measures: Sequence[Measured],
    parts: KeyActionStanding | None = None,
) -> Sheet:
    """One action whole, its story newest first; `parts` where it is a key action."""
    page = Sheet()
    page.line(f"{'Key action' if parts else 'Sub-action'} {found.id}", "bold")
    page.line(found.action.title)
    if isinstance(found.action, SubAction):
        for point in found.action.points:
            page.line(f"• {point}", indent=2)
    page.line()
    page.table(_FACTS, _facts(plan, found, parts), heads=False)
    if parts and parts.sub_actions:
        page.heading("Sub-actions")
        _parts(page, parts.sub_actions)
    if measures:
        page.heading("Success measures")
        for each in measures:
            _measure(page, each)
    _story(page, plan, found)
    return page


def _facts(
    plan: PlanStanding, found: Standing, parts: KeyActionStanding | None
) -> list[list[Cell | str]]:
    rows: list[list[Cell | str]] = [
        ["Rating" if found.is_open else "State", _rating(found, parts)],
        *_reasons(found, parts, meetings=bool(plan.plan.meetings)),
        *_dates(found),
        ["Leads", ", ".join(lead.name for lead in found.leads) or _nobody(found)],
        ["Part of", _whole(plan, found)],
    ]
    if found.action.origin:
        rows.append(["Origin", "; ".join(found.action.origin)])
    if found.action.added:
        rows.append(["Added", in_words(found.action.added)])
    for field, words in found.action.printed:
        text = words if isinstance(words, str) else "; ".join(words)
        rows.append([f"Printed {field.replace('_', ' ')}", text])
    return rows


def _rating(found: Standing, parts: KeyActionStanding | None) -> Cell:
    if parts and parts.rating_is_derived:
        cell = rating(parts.rating)
        unrated = sum(sub.is_open and sub.rating is None for sub in parts.sub_actions)
        besides = f" ({unrated:,} not rated)" if unrated else ""
        return Cell(f"{cell.text}, the worst of its open sub-actions{besides}", cell.style)
    cell = rating_or_state(found)
    day = found.rated.date if found.rated else found.closed_on
    late = found.days_closed_late
    told = f", {count(late, 'day')} late" if late else ""
    return Cell(f"{cell.text}, on {in_words(day)}{told}", cell.style) if day else cell


def _reasons(
    found: Standing, parts: KeyActionStanding | None, *, meetings: bool
) -> list[list[Cell | str]]:
    rows: list[list[Cell | str]] = []
    doubts = [contradicted(found)] if found.contradictions else []
    doubts += [parts.doubt] if parts and parts.doubt else []
    if doubts:
        rows.append(["But", Cell("; ".join(doubts), "bold")])
    if found.rated:
        rows.append(["Why", found.rated.why or "no reason recorded"])
        if found.rated.next or found.rating in OFF_COURSE:
            rows.append(["What next", found.rated.next or "nothing recorded"])
    if found.late_since:
        words = f"{count(found.days_overdue, 'day')}, since {in_words(found.late_since)}"
        rows.append(["Overdue", Cell(words, "bold red")])
    if found.stale:
        since = "since the meeting before last" if meetings else "for six months"
        rows.append(["Stale", f"neither rated nor noted {since}"])
    return rows


def _dates(found: Standing) -> list[list[Cell | str]]:
    in_force = found.in_force
    timescale = in_force.timescale
    words = timescale.text if timescale else "none"
    if timescale and in_force.due and in_words(in_force.due) != words:
        words += f" (by {in_words(in_force.due)})"
    if in_force.inherited and timescale:
        words += f", from key action {found.key_action_id}"
    rows: list[list[Cell | str]] = [["Timescale", words]]
    if in_force.revisions:
        first = in_words(in_force.first_due) if in_force.first_due else "no date"
        moved = f"moved {count(in_force.revisions, 'time')}, {_how_far(in_force)}"
        rows.append(["First due", f"{first}; {moved}"])
    if found.request and found.request.timescale_requested:
        asked = found.request.timescale_requested.text
        on = in_short(found.request.date)
        words = f"{asked} (on {on}, not decided yet): {found.request.why}"
        rows.append(["Asked for", Cell(words, "bold")])
    if found.reports.missed:
        owed = Counter(found.reports.missed)
        missed = ", ".join(
            in_short(point) + (f" ({n} reports)" if n > 1 else "") for point, n in owed.items()
        )
        rows.append(["Reports missed", Cell(missed, "bold red")])
    if found.reports.next:
        rows.append(["Next report", in_words(found.reports.next)])
    return rows


def _how_far(in_force: TimescaleInForce) -> str:
    if in_force.due is None:
        return "to no date"
    if in_force.first_due is None:
        return f"to {in_words(in_force.due)}"
    days = in_force.slippage_days
    return f"{days:+,d} {'day' if abs(days) == 1 else 'days'}"


def _whole(plan: PlanStanding, found: Standing) -> str:
    """The key action or outcome that it is part of, by number and title."""
    if found.key_action_id is None:
        whole = next(each.outcome for each in plan.outcomes if each.outcome.id == found.outcome_id)
        return f"outcome {whole.id}, {whole.title}"
    parent = next(each for each in plan.key_actions if each.id == found.key_action_id)
    return f"key action {parent.id}, {parent.action.title}"


def _measure(page: Sheet, each: Measured) -> None:
    page.line(f"{each.measure.id} {each.measure.measure}")
    ends = [("baseline", each.measure.baseline), ("target", each.measure.target)]
    known = [f"{name} {value}" for name, value in ends if value]
    readings = [f"{reading.value} on {in_short(reading.date)}" for reading in each.readings]
    told = "; ".join([*known, *(readings or ["no reading yet"])])
    page.line(f"{told}{f' ({each.direction})' if each.direction else ''}", indent=2)


def _story(page: Sheet, plan: PlanStanding, found: Standing) -> None:
    page.heading("What happened, newest first")
    if not found.told:
        page.line("No update has been recorded.")
    known = names(plan.plan)
    for entry in reversed(found.told):
        by = f", {known.get(entry.by, entry.by)}" if entry.by else ""
        page.line(f"{in_words(entry.date)}{by}: {what_happened(entry, known)}")
        words_of(page, entry)


def _nobody(found: Standing) -> str:
    return "nobody" if found.key_action_id else "none of its own"
