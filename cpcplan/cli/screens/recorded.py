"""What a command that records says: old → new, what the rating means, and where it was written."""

from cpcplan.cli.screens.story import what_happened
from cpcplan.cli.screens.words import contradicted, names, rating_or_state
from cpcplan.cli.sheet import Sheet
from cpcplan.domain.calendar import in_words
from cpcplan.domain.model import Plan
from cpcplan.domain.standing import Standing
from cpcplan.usecases.recording import Newest, Recorded
from cpcplan.usecases.writing import Draft


def sheet(written: Recorded, *, dry_run: bool, undone: bool = False) -> Sheet:
    """The answer to a command that recorded something, or took it back (`undone`), or (`dry_run`)
    would.
    """
    page = Sheet()
    old, new = written.before, written.after
    page.line(f"{new.id} {new.action.title}", "bold")
    happened = what_happened(written.entry, names(written.plan))
    page.line(f"{'Taken back: ' if undone else ''}{in_words(written.entry.date)}: {happened}")
    for what, before, after in _moved(old, new):
        page.line(f"{what}: {before} → {after}", indent=2)
    if written.entry.rag and not undone:
        meaning = dict(written.plan.legend).get(written.entry.rag)
        if meaning:
            page.line(f"{written.entry.rag} means: {meaning}", indent=2)
    if new.contradictions:
        page.line(f"But it is {contradicted(new)}", "bold", indent=2)
    for told in written.personal:
        page.line(f"Allowed although {told}", "bold", indent=2)
    tell_where(page, written.draft, dry_run=dry_run, undone=undone)
    return page


def about_to_undo(wanted: Newest, plan: Plan) -> Sheet:
    """The entry that is about to be taken back, though it is committed."""
    page = Sheet()
    page.line(f"{wanted.action.id} {wanted.action.title}", "bold")
    happened = what_happened(wanted.entry, names(plan))
    page.line(f"{in_words(wanted.entry.date)}: {happened}")
    if wanted.entry.why:
        page.line(wanted.entry.why, indent=2)
    page.line("This entry is committed. Git keeps it; papers will say that it was taken back.")
    return page


def tell_where(page: Sheet, draft: Draft, *, dry_run: bool, undone: bool = False) -> None:
    """Say where it was written, or show what would be."""
    place = f"{draft.home.name}:{draft.line}"
    if dry_run:
        page.line()
        for line in draft.difference().splitlines():
            page.line(line)
        page.line()
        would = "be taken from" if undone else "go to"
        page.line(f"Nothing was written. It would {would} {place}")
    else:
        page.line(f"{'Taken from' if undone else 'Written to'} {place}")


def _moved(old: Standing, new: Standing) -> list[tuple[str, str, str]]:
    """What of the action's standing is another now, in words."""
    told = (
        ("Rating", rating_or_state(old).text, rating_or_state(new).text),
        ("Timescale", _timescale(old), _timescale(new)),
        ("Overdue", _overdue(old), _overdue(new)),
        ("Leads", _leads(old), _leads(new)),
    )
    return [(what, before, after) for what, before, after in told if before != after]


def _timescale(standing: Standing) -> str:
    return standing.in_force.timescale.text if standing.in_force.timescale else "none"


def _overdue(standing: Standing) -> str:
    return f"{standing.days_overdue:,} days" if standing.overdue else "no"


def _leads(standing: Standing) -> str:
    return ", ".join(lead.name for lead in standing.leads) or "nobody"
