"""What `add` says: what joined the plan, where, and what it still lacks."""

from cpcplan.cli.screens.recorded import tell_where
from cpcplan.cli.sheet import Sheet
from cpcplan.domain.calendar import in_words
from cpcplan.domain.model import KeyAction, Outcome, SubAction
from cpcplan.usecases.adding import Added


def sheet(found: Added, *, dry_run: bool) -> Sheet:
    """The answer to `add`, done or (`dry_run`) tried out."""
    page = Sheet()
    thing, above = found.thing, found.under
    page.line(f"{thing.id} {thing.title}", "bold")
    if isinstance(thing, Outcome):
        page.line(f"Its key actions: cpcplan add key-action {thing.id} --title …", indent=2)
    else:
        if above:
            kind = "key action" if isinstance(above, KeyAction) else "outcome"
            page.line(f"Under {kind} {above.id}, {above.title}", indent=2)
        if thing.added:
            begins = found.after.period.start
            page.line(
                f"In the plan from {in_words(thing.added)} (was it there from the beginning? "
                f"Then cpcplan undo {thing.id}, and add it with --date {begins.isoformat()})",
                indent=2,
            )
        page.line(f"Leads: {_leads(found)}", indent=2)
        page.line(f"Timescale: {_timescale(found) or 'none: agree one'}", indent=2)
    for told in found.personal:
        page.line(f"Allowed although {told}", "bold", indent=2)
    tell_where(page, found.draft, dry_run=dry_run)
    return page


def taken_out(found: Added, *, dry_run: bool) -> Sheet:
    """The answer to `undo` for an action that was added: its words are nowhere else now."""
    page = Sheet()
    thing = found.thing
    page.line(f"Taken out: {thing.id} {thing.title}", "bold")
    for point in thing.points if isinstance(thing, SubAction) else ():
        page.line(f"• {point}", indent=2)
    page.line(f"Leads: {_leads(found)}", indent=2)
    page.line(f"Timescale: {_timescale(found) or 'none'}", indent=2)
    tell_where(page, found.draft, dry_run=dry_run, undone=True)
    return page


def _leads(found: Added) -> str:
    thing, above = found.thing, found.under
    own = () if isinstance(thing, Outcome) else thing.leads
    keys = own or (above.leads if isinstance(above, KeyAction) else ())
    names = ", ".join(found.after.lead(key).name for key in keys)
    return f"{names}{'' if own else ', as its key action'}" if names else "nobody yet"


def _timescale(found: Added) -> str:
    thing, above = found.thing, found.under
    own = None if isinstance(thing, Outcome) else thing.timescale
    if own:
        return f"{own.text}{f' (by {in_words(own.due)})' if own.due else ''}"
    inherits = isinstance(thing, SubAction) and isinstance(above, KeyAction) and above.timescale
    return f"{inherits.text}, as its key action" if inherits else ""
