"""What a command that records says: old → new, what the rating means, and where it was written."""

from collections.abc import Iterator

from cpcplan.cli.screens.words import contradicted, names, rating, rating_or_state, what_happened
from cpcplan.cli.sheet import Sheet
from cpcplan.domain.calendar import in_words
from cpcplan.domain.model import Plan, Update
from cpcplan.domain.rag import OFF_COURSE
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
    if undone:
        _words_of(page, written.entry)
    for what, before, after in _moved(old, new):
        page.line(f"{what}: {before} → {after}", indent=2)
    if written.entry.rag and not undone:
        meaning = dict(written.plan.legend).get(written.entry.rag)
        if meaning:
            page.line(f"{written.entry.rag} means: {meaning}", indent=2)
    if new.contradictions:
        page.line(f"But it is {contradicted(new)}", "bold", indent=2)
    for remark in () if undone else _remarks(written):
        page.line(remark, indent=2)
    for told in written.personal:
        page.line(f"Allowed although {told}", "bold", indent=2)
    tell_where(page, written.draft, dry_run=dry_run, undone=undone)
    return page


def about_to_undo(wanted: Newest, plan: Plan) -> Sheet:
    """The entry that is about to be taken back, though it is committed, or may be."""
    page = Sheet()
    page.line(f"{wanted.action.id} {wanted.action.title}", "bold")
    happened = what_happened(wanted.entry, names(plan))
    page.line(f"{in_words(wanted.entry.date)}: {happened}")
    _words_of(page, wanted.entry)
    if wanted.unsaid:
        page.line("This entry may be committed, and nobody can say.")
    else:
        page.line("This entry is committed. Git keeps it, and tells that it was taken back.")
    return page


def _words_of(page: Sheet, entry: Update) -> None:
    """The words of an entry that goes: they are nowhere else, unless it was committed."""
    told = (
        ("Why", entry.why),
        ("Next", entry.next),
        ("Evidence", "; ".join(entry.evidence)),
        ("Agreed", entry.agreed),
        ("By", entry.by),
    )
    for what, words in told:
        if words:
            page.line(f"{what}: {words}", indent=2)


def _remarks(written: Recorded) -> Iterator[str]:
    """What whoever recorded it may not have meant."""
    entry, old, new, now = written.entry, written.before, written.after, written.now
    period = written.plan.period
    if entry.date < period.start:
        yield f"This is before the plan begins, on {in_words(period.start)}: is it the right year?"
    ahead = max((other.date for other in new.action.updates), default=entry.date)
    if ahead > now.as_of:
        yield (
            f"To this computer it is {in_words(now.as_of)}, and an entry of {in_words(ahead)} is "
            "there already: is its clock right?"
        )
    wanted = entry.timescale or entry.timescale_requested
    due = wanted.due if wanted else None
    if due and due > period.end:
        yield f"{in_words(due)} is after the plan’s end, {in_words(period.end)}"
    if due and due < entry.date:
        yield f"{in_words(due)} is past already on {in_words(entry.date)}"
    if entry.rag and now.rated and now.rated.date > entry.date and now.rated.rag:
        later = f"{rating(now.rated.rag).text} of {in_words(now.rated.date)}"
        yield f"A later rating still counts today: {later}"
    if entry.rag in OFF_COURSE and not entry.next:
        yield "No way back is recorded: --next says what happens next, who does it, by when"
    if entry.timescale and not entry.agreed:
        yield "No decision is recorded, and papers say so: --agreed says where it was decided"
    if entry.timescale_requested and old.request and old.request.timescale_requested:
        asked = old.request.timescale_requested.text
        yield f"It takes the place of the request for {asked} of {in_words(old.request.date)}"
    if entry.reported:
        yield _settled(old, new)


def _settled(old: Standing, new: Standing) -> str:
    """Which reports a report was: those missed before it, else the next one that was due."""
    settled = [day for day in old.reports.missed if day not in new.reports.missed]
    if settled:
        days = " and ".join(in_words(day) for day in dict.fromkeys(settled))
        return f"It stands for the reports that were due on {days}"
    if old.reports.next and old.reports.next != new.reports.next:
        after = f"; the next is due on {in_words(new.reports.next)}" if new.reports.next else ""
        return f"It stands for the report due on {in_words(old.reports.next)}{after}"
    return "It stands for no other report than those made already"


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
        ("Reports", _reports(old), _reports(new)),
        ("Overdue", _overdue(old), _overdue(new)),
        ("Leads", _leads(old), _leads(new)),
    )
    return [
        (what, before or "none", after or "none") for what, before, after in told if before != after
    ]


def _timescale(standing: Standing) -> str:
    return standing.in_force.timescale.text if standing.in_force.timescale else "none"


def _reports(standing: Standing) -> str:
    timescale = standing.in_force.timescale
    return " and ".join(cycle.name for cycle in timescale.cycles) if timescale else ""


def _overdue(standing: Standing) -> str:
    return f"{standing.days_overdue:,} days" if standing.overdue else "no"


def _leads(standing: Standing) -> str:
    return ", ".join(lead.name for lead in standing.leads) or "nobody"
