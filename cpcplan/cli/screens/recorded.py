"""What a command that records says: old → new, what the rating means, and where it was written."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cpcplan.cli.screens.words import (
    contradicted,
    count,
    names,
    rating,
    rating_or_state,
    what_happened,
    words_of,
)
from cpcplan.cli.sheet import Sheet
from cpcplan.domain.calendar import in_words
from cpcplan.domain.measures import figure
from cpcplan.domain.model import Period, Plan, State, Update
from cpcplan.domain.rag import OFF_COURSE
from cpcplan.domain.standing import Standing
from cpcplan.domain.timescale import Timescale
from cpcplan.usecases.recording import Recorded
from cpcplan.usecases.writing import Draft

if TYPE_CHECKING:
    from cpcplan.usecases.undoing import Newest

_OVERDUE = "Overdue"


def sheet(written: Recorded, *, dry_run: bool, undone: bool = False) -> Sheet:
    """The answer to a command that recorded something, or took it back (`undone`), or (`dry_run`)
    would.
    """
    page = Sheet()
    action = written.now.action
    page.line(f"{action.id} {action.title}", "bold")
    happened = what_happened(written.entry, names(written.plan))
    page.line(f"{'Taken back: ' if undone else ''}{in_words(written.entry.date)}: {happened}")
    if undone:
        _words_of(page, written.entry)
    for moved in _moves(written):
        page.line(moved, indent=2)
    if written.entry.rag and not undone:
        meaning = dict(written.plan.legend).get(written.entry.rag)
        if meaning:
            page.line(f"{written.entry.rag} means: {meaning}", indent=2)
    stands = written.now if undone else written.after
    if stands.contradictions:
        page.line(f"But it is {contradicted(stands)}", "bold", indent=2)
    if written.after.key_action_id is None and (doubt := written.whole.doubt):
        page.line(f"But it is {doubt}", "bold", indent=2)
    for remark in () if undone else _remarks(written):
        page.line(remark, indent=2)
    for told in written.personal:
        page.line(f"Allowed although {told}", "bold", indent=2)
    tell_where(page, written.draft, dry_run=dry_run, undone=undone)
    return page


def about_to_undo(wanted: "Newest", plan: Plan) -> Sheet:
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
    words_of(page, entry)
    if entry.by:
        page.line(f"By: {entry.by}", indent=2)


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
    if wanted := entry.timescale or entry.timescale_requested:
        yield from _of_timescale(wanted, entry, old, period)
        yield from _of_key_action(wanted, old, written.whole.own)
    if entry.rag and now.rated and now.rated.date > entry.date and now.rated.rag:
        later = f"{rating(now.rated.rag).text} of {in_words(now.rated.date)}"
        yield f"A later rating still counts today: {later}"
    if entry.rag in OFF_COURSE and not entry.next:
        yield (
            "No way back is recorded: --next says what happens next, who does it, by when (to say "
            f"it, cpcplan undo {new.id}, and record it again)"
        )
    given_up = entry.state in (State.WITHDRAWN, State.CARRIED_FORWARD)
    if (entry.timescale or given_up) and not entry.agreed:
        yield "No decision is recorded, and papers say so: --agreed says where it was decided"
    if old.request and old.request.timescale_requested:
        asked = f"the request for {old.request.timescale_requested.text}"
        if entry.timescale_requested:
            yield f"It takes the place of {asked} of {in_words(old.request.date)}"
        elif entry.timescale or entry.timescale_refused:
            yield f"It decides {asked} of {in_words(old.request.date)}"
    yield from _of_readings(entry, new)
    if entry.reported:
        yield _settled(old, new)
    if entry.state and not new.is_open and old.overdue:
        never = count(len(old.reports.missed), "report") if old.reports.missed else ""
        made = f", and {never} never made" if never else ""
        yield f"It was {count(old.days_overdue, 'day')} late when it was closed{made}"


def _of_readings(entry: Update, new: Standing) -> Iterator[str]:
    """Readings that are written in another way than what they are to come to."""
    known = {measure.id: measure for measure in new.action.success_measures}
    for name, value in entry.readings:
        meant = known[name].target or known[name].baseline if name in known else None
        wanted, found = figure(meant or ""), figure(value)
        if meant and wanted and (found is None or found[1] != wanted[1]):
            yield (
                f"“{value}” cannot be compared with “{meant}”: written as that is, it tells which "
                f"way {name} goes"
            )


def _of_timescale(wanted: Timescale, entry: Update, old: Standing, period: Period) -> Iterator[str]:
    """What may be wrong with a timescale that is asked for, or in force from now on."""
    if wanted.due and wanted.due > period.end:
        yield f"{in_words(wanted.due)} is after the plan’s end, {in_words(period.end)}"
    if wanted.due and wanted.due < entry.date:
        yield f"{in_words(wanted.due)} is past already on {in_words(entry.date)}"
    had = old.in_force.timescale
    if had and had.cycles and not wanted.cycles:
        ends = "It ends" if entry.timescale else "If it is agreed, that ends"
        reports = " and ".join(cycle.name for cycle in had.cycles)
        missed = len(old.reports.missed)
        lost = f", and {count(missed, 'report')} missed will be asked for no more" if missed else ""
        keep = f'name both if they go on ("{wanted.text}, then {had.cycles[0].name}")'
        yield f"{ends} the reports that are due {reports}{lost}: {keep}"


def _of_key_action(wanted: Timescale, old: Standing, whole: Standing) -> Iterator[str]:
    ends = whole.in_force.due
    if old.key_action_id and wanted.due and ends and wanted.due > ends:
        yield f"Key action {whole.id} is to be done before that, by {in_words(ends)}"


def _settled(old: Standing, new: Standing) -> str:
    """Which reports a report was: those missed before it, else the next one that was due."""
    settled = [day for day in old.reports.missed if day not in new.reports.missed]
    if settled:
        days = " and ".join(in_words(day) for day in dict.fromkeys(settled))
        which = "report that was" if len(settled) == 1 else "reports that were"
        return f"It stands for the {which} due on {days}"
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


def _moves(written: Recorded) -> Iterator[str]:
    """What it moved at the end of the entry's day, which is named where it is not so today: a later
    entry may count for more, and days overdue go on.
    """
    then = _moved(written.before, written.after)
    today = {what: (before, after) for what, before, after in _moved(written.was, written.now)}
    on, now = in_words(written.entry.date), _facts(written.now)
    for what, before, after in then:
        if what not in today:
            yield f"{what} on {on}: {before} → {after} (today {now[what]}, as before)"
        elif what == _OVERDUE and today[what] != (before, after):
            yield f"{what} on {on}: {before} → {after}"
        else:
            yield f"{what}: {before} → {after}"


def _moved(old: Standing, new: Standing) -> list[tuple[str, str, str]]:
    """What of the action's standing is another now, in words."""
    before, after = _facts(old), _facts(new)
    return [(what, before[what], after[what]) for what in after if before[what] != after[what]]


def _facts(standing: Standing) -> dict[str, str]:
    return {
        "Rating": rating_or_state(standing).text,
        "Timescale": _timescale(standing),
        "Reports": _reports(standing),
        _OVERDUE: _overdue(standing),
        "Leads": _leads(standing),
    }


def _timescale(standing: Standing) -> str:
    return standing.in_force.timescale.text if standing.in_force.timescale else "none"


def _reports(standing: Standing) -> str:
    timescale = standing.in_force.timescale
    return (" and ".join(cycle.name for cycle in timescale.cycles) if timescale else "") or "none"


def _overdue(standing: Standing) -> str:
    return count(standing.days_overdue, "day") if standing.overdue else "no"


def _leads(standing: Standing) -> str:
    return ", ".join(lead.name for lead in standing.leads) or "nobody"
