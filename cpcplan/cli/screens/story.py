"""`history` and `changes`: what happened when."""

from collections.abc import Mapping, Sequence

from cpcplan.cli.screens.words import (
    ID,
    count,
    marked,
    named,
    what_happened,
    who,
)
from cpcplan.cli.sheet import NOTHING, Cell, Column, Sheet
from cpcplan.domain.calendar import in_short, in_words
from cpcplan.domain.meetings import day_named
from cpcplan.domain.model import Issued, Update
from cpcplan.domain.movement import Change, Kind


def history(
    entries: Sequence[tuple[str, Update]],
    known: Mapping[str, str],
    *,
    of: str | None = None,
    filtered: bool = False,
) -> Sheet:
    """Updates, newest first: `of` an action alone; `filtered` where not all were asked for."""
    page = Sheet()
    none = "Nothing of these is recorded." if filtered else "No update is recorded."
    if of and not filtered:
        none = f"No update is recorded of {of}."
    page.line(count(len(entries), "update") if entries else none, "bold")
    page.table(
        (Column("Date", right=True), ID, Column("By"), Column("What happened", wraps=True)),
        [
            [
                in_short(entry.date),
                identifier,
                who(entry.by, known),
                _with(what_happened(entry, known), entry.why),
            ]
            for identifier, entry in entries
        ],
    )
    return page


def _with(what: str, why: str | None) -> str:
    return f"{what}: {why}" if why else what


def issued(found: Sequence[Issued]) -> Sheet:
    """The papers issued, newest first."""
    page = Sheet()
    page.line(count(len(found), "paper") if found else "No paper was issued yet.", "bold")
    page.table(
        (Column("Day", right=True), Column("Paper"), Column("Meeting"), Column("Commit"),
         Column("File", wraps=True)),
        [
            [in_short(each.date), each.template, each.meeting or NOTHING, each.commit[:7],
             each.paper]
            for each in reversed(found)
        ],
    )  # fmt: skip
    return page


_IN_WORDS: Mapping[Kind, str] = {
    Kind.WORSE: "Worse",
    Kind.BETTER: "Better",
    Kind.RATED: "Newly rated",
    Kind.COMPLETED: "Completed",
    Kind.REOPENED: "Opened again",
    Kind.WITHDRAWN: "Withdrawn",
    Kind.CARRIED_FORWARD: "Carried forward",
    Kind.REVISED: "Timescale revised",
    Kind.REQUESTED: "More time asked for",
    Kind.REFUSED: "More time refused",
    Kind.LED: "Others lead",
    Kind.REPORTED: "Reported",
    Kind.MEASURED: "Measured",
    Kind.NOTED: "Noted",
    Kind.ADDED: "Added to the plan",
    Kind.REMOVED: "Gone from the plan",
    Kind.REWORDED: "Reworded",
    Kind.TAKEN_BACK: "Taken back",
}


def changes(found: Sequence[Change], known: Mapping[str, str], told_since: str) -> Sheet:
    """What moved, worse first, one change a row; since when is told by `told_since`. An entry that
    moved several things is given its reason once.
    """
    page = Sheet()
    if not found:
        page.line(f"Nothing moved {told_since}.")
        return page
    page.line(f"{count(len(found), 'change')} {told_since}", "bold")
    rows: list[list[Cell | str]] = []
    given = set()
    for change in sorted(found, key=lambda change: list(_IN_WORDS).index(change.kind)):
        entry = (change.id, change.date, change.why)
        why = None if entry in given else change.why
        given.add(entry)
        what = _with(_moved(change, known), why) + _when_recorded(change)
        when = in_short(change.date) if change.date else Cell(NOTHING)
        rows.append([_called(change), change.id, when, what])
    what_moved = Column("What", wraps=True)
    page.table((Column("Change"), ID, Column("Date", right=True), what_moved), rows)
    return page


def since_paper(paper: Issued) -> str:
    """Since which paper, in words that its readers know it by."""
    which = f"for {paper.meeting}" if day_named(paper.meeting) else f"of {in_words(paper.date)}"
    return f"since the paper {which} (commit {paper.commit[:7]})"


def _when_recorded(change: Change) -> str:
    if change.that_day:
        return " (dated on the day of the paper, recorded since)"
    return " (dated before, recorded since)" if change.late else ""


def _called(change: Change) -> str:
    if change.overtaken:
        return "Overtaken rating"
    if change.restored:
        return "Counts again"
    is_again = change.kind is Kind.RATED and change.before
    return "Rated again" if is_again else _IN_WORDS[change.kind]


def _moved(change: Change, known: Mapping[str, str]) -> str:
    before, after = change.before, change.after
    if change.kind is Kind.MEASURED:
        return f"{before} read {after}"
    if change.kind is Kind.LED:
        before, after = named(before or "nobody", known), named(after or "nobody", known)
    elif change.kind not in (Kind.NOTED, Kind.ADDED, Kind.REVISED, Kind.REQUESTED, Kind.REPORTED):
        before, after = marked(before), marked(after)
    if change.kind is Kind.REQUESTED:
        return f"{after} instead of {before or 'no timescale'}"
    if change.kind is Kind.REWORDED:
        before, after = before or "nothing", after or "nothing"
    if change.overtaken:
        return after or ""
    if before and after:
        return f"still {after}" if before == after else f"{before} → {after}"
    return after or before or _IN_WORDS[change.kind].lower()
