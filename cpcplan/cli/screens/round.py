"""`round`: what is to be known of an action to rate it, and what was recorded of it."""

from cpcplan.cli.screens.words import (
    contradicted,
    late,
    leads,
    marked,
    rating,
    rating_or_state,
    was_due,
)
from cpcplan.cli.sheet import Sheet
from cpcplan.domain.calendar import in_short
from cpcplan.domain.standing import Standing
from cpcplan.usecases.recording import Recorded


def about(each: Standing, which: str) -> Sheet:
    """What is to be known about an action to rate it."""
    page = Sheet()
    page.line(f"{each.id} {each.action.title}", "bold")
    timescale = each.in_force.timescale
    lines = [f"{which} · {leads(each).text} · {timescale.text if timescale else 'no timescale'}"]
    if each.overdue:
        lines.append(f"Overdue {late(each).text}: {was_due(each).text}")
    rated = each.rated
    if rated:
        lines.append(f"{marked(rated.rag)} since {in_short(rated.date)}: {rated.why}")
        lines += [f"Next: {rated.next}"] if rated.next else []
    else:
        lines.append(f"{rating(None).text} yet")
    if each.request and each.request.timescale_requested:
        wanted = each.request.timescale_requested.text
        lines.append(f"More time asked for, {in_short(each.request.date)}: {wanted}")
    last = each.told[-1] if each.told else None
    if last and last is not rated and (last.note or last.why):
        lines.append(f"Last, {in_short(last.date)}: {last.note or last.why}")
    for line in lines:
        page.line(line, indent=2)
    return page


def in_a_line(written: Recorded) -> str:
    """What was recorded, in a line."""
    old, new = rating_or_state(written.before).text, rating_or_state(written.after).text
    moved = f"{old} → {new}" if old != new else new
    if written.after.contradictions:
        moved += f" ({contradicted(written.after)})"
    return f"{written.after.id} {moved}, written to {written.draft.home.name}:{written.draft.line}"
