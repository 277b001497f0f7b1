"""The questions about what happened: an action whole, its history, and what moved."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cpcplan.cli import spreadsheet, story_records
from cpcplan.cli.options import (
    AnId,
    Answer,
    Asked,
    Listing,
    MaybeId,
    Question,
    ids_within,
    since_day,
    within_id,
    words,
)
from cpcplan.cli.output import complain, give
from cpcplan.cli.sharing import sharing
from cpcplan.domain import questions
from cpcplan.domain.calendar import in_words
from cpcplan.domain.meetings import moves_count_from
from cpcplan.domain.near import did_you_mean
from cpcplan.domain.standing import KeyActionStanding, OutcomeStanding
from cpcplan.errors import NotInPlan, WrongUsage

if TYPE_CHECKING:
    from cpcplan.domain.movement import Change


@sharing(Question, Answer)
def show(ask: Question, form: Answer, identifier: AnId) -> None:
    """One action whole: words, leads, timescale, measures, story.

    An outcome shows its key actions, a key action its sub-actions too. The story is newest first.
    """
    from cpcplan.cli.screens import action as screen
    from cpcplan.domain.measures import measures

    standing = ask.asked().standing
    found = within_id(standing, identifier)
    if isinstance(found, OutcomeStanding):
        give(
            as_json=form.as_json,
            record=lambda: story_records.outcome(standing, found),
            sheet=lambda: screen.outcome(found),
        )
        return
    parts = found if isinstance(found, KeyActionStanding) else None
    own = found.own if isinstance(found, KeyActionStanding) else found
    measured = [each for each in measures(standing) if each.speaks_of((own.id,))]
    give(
        as_json=form.as_json,
        record=lambda: story_records.whole_action(standing, own, measured, parts),
        sheet=lambda: screen.action(standing, own, measured, parts),
    )


@sharing(Question, Listing)
def history(
    ask: Question,
    form: Listing,
    identifier: MaybeId = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="From this day or month on.")
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="WHO", help="Recorded by them: a lead's key, or a name.")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help=f"One of {', '.join(questions.HISTORY_KINDS)}."),
    ] = None,
) -> None:
    """Every update, newest first."""
    from cpcplan.cli.screens import story
    from cpcplan.cli.screens.words import names

    question = ask.asked()
    wanted = ids_within(question, identifier)
    found = questions.history(
        (each for each in question.standing.actions() if wanted is None or each.id in wanted),
        since=since_day(question, since),
        by=_recorders(question, by),
        kinds=_kinds(kind),
    )
    give(
        as_json=form.as_json,
        as_csv=form.as_csv,
        record=lambda: story_records.history(found),
        rows=lambda: spreadsheet.history(found),
        sheet=lambda: story.history(
            found, names(question.plan), of=identifier, filtered=any((since, by, kind))
        ),
    )


def _recorders(question: Asked, by: str | None) -> frozenset[str] | None:
    """What updates say under `by` where that person recorded them; None where anybody may have.

    An update names a lead by key or by name. Raises NotInPlan where nobody so called did.
    """
    if by is None:
        return None
    known = {entry.by for each in question.standing.actions() for entry in each.told if entry.by}
    leads = questions.leads_named(question.plan.leads, by)
    called = {by, *leads, *(question.plan.lead(key).name for key in leads)}
    folded = {name.casefold() for name in called}
    found = frozenset(name for name in known if name.casefold() in folded)
    if not found:
        raise NotInPlan(f"no update was recorded by “{by}”{did_you_mean(by, known)}")
    return found


def _kinds(given: list[str] | None) -> frozenset[str]:
    kinds = frozenset(word.replace("-", "_") for word in words(given))
    if unknown := kinds - set(questions.HISTORY_KINDS):
        known = ", ".join(questions.HISTORY_KINDS)
        raise WrongUsage(f"“{min(unknown)}” is not a kind of update: write one of {known}")
    return kinds


@sharing(Question, Listing)
def changes(
    ask: Question,
    form: Listing,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="From this day on; the last paper or meeting if not."),
    ] = None,
    since_commit: Annotated[
        str | None,
        typer.Option(metavar="COMMIT", help="What differs from the plan of that git commit."),
    ] = None,
) -> None:
    """What moved since the last progress report that was issued, else the last meeting.

    Ratings that got worse or better, actions completed, timescales revised or asked for, reports
    made, measures read, notes. What a meeting decides is dated on its day, and is in it. Since a
    commit, whatever its date: also actions added, removed and reworded, and updates taken back.
    """
    if since is not None and since_commit:
        raise WrongUsage("--since and --since-commit are two beginnings: give one of them")
    question = ask.asked()
    if since_commit:
        told = _since_commit(question, since_commit)
    elif since is not None:
        told = _since_day(question, since)
    else:
        told = _since_last_paper(question) or _since_day(question, None)
    _give_changes(question, form, told)


class _Moved(NamedTuple):
    """What moved, from which day on and since which commit, and how the screen tells since when."""

    changes: "tuple[Change, ...]"
    since: date
    commit: str | None
    told_since: str


def _since_commit(question: Asked, commit: str) -> _Moved:
    from cpcplan.usecases.asking import compare

    folder = question.folder._replace(held=None, revision=None)
    found = compare(folder, commit, question.plan, until=question.as_of)
    told = f"since commit {found.commit[:7]} of {in_words(found.made_on)}"
    return _Moved(found.changes, found.made_on, found.commit, told)


def _since_day(question: Asked, since: str | None) -> _Moved:
    from cpcplan.domain import movement

    until = question.as_of
    begins = since_day(question, since) or moves_count_from(question.plan, as_of=until)
    found = movement.changes(question.plan, since=begins, until=until)
    return _Moved(found, begins, None, f"from {in_words(begins)} to {in_words(until)}")


def _since_last_paper(question: Asked) -> _Moved | None:
    """What the committee has not seen: what the next progress report will tell. None where none
    was issued, or git no longer has its plan, which is said.
    """
    from cpcplan.cli.screens import story
    from cpcplan.usecases.asking import since_last_paper

    until = question.as_of
    found = since_last_paper(question.folder, "progress", question.plan, until=until)
    if found is None or isinstance(found, str):
        if found:
            complain(f"cpcplan: {found}")
        return None
    paper = found.paper
    return _Moved(found.changes, paper.date, paper.commit, story.since_paper(paper))


def _give_changes(question: Asked, form: Listing, told: _Moved) -> None:
    from cpcplan.cli.screens import story
    from cpcplan.cli.screens.words import names

    found, since, commit, told_since = told
    give(
        as_json=form.as_json,
        as_csv=form.as_csv,
        record=lambda: story_records.changes(
            found, since=since, until=question.as_of, commit=commit
        ),
        rows=lambda: spreadsheet.changes(found),
        sheet=lambda: story.changes(found, names(question.plan), told_since),
    )


@sharing(Question, Listing)
def issued(ask: Question, form: Listing) -> None:
    """The papers issued: day, template, meeting, commit, file."""
    from cpcplan.cli.screens import story
    from cpcplan.storage.issued import issued as papers

    question = ask.asked()
    found = [each for each in papers(question.folder) if each.date <= question.as_of]
    give(
        as_json=form.as_json,
        as_csv=form.as_csv,
        record=lambda: story_records.issued(question.standing, found),
        rows=lambda: spreadsheet.issued(found),
        sheet=lambda: story.issued(found),
    )
