"""The questions about what happened: an action whole, its history, and what moved."""

from typing import Annotated

import typer

from cpcplan.cli import spreadsheet, story_records
from cpcplan.cli.context import read_date
from cpcplan.cli.options import (
    AnId,
    Asked,
    AsOf,
    Csv,
    Json,
    MaybeId,
    PlanDir,
    asked,
    did_you_mean,
    ids_within,
    since_when,
    within_id,
    words,
)
from cpcplan.cli.output import give
from cpcplan.domain import questions
from cpcplan.domain.calendar import in_words
from cpcplan.domain.standing import KeyActionStanding, OutcomeStanding
from cpcplan.errors import NotInPlan, WrongUsage


def show(identifier: AnId, plan: PlanDir = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """One action whole: words, leads, timescale, measures, story.

    An outcome shows its key actions, a key action its sub-actions too. The story is newest first.
    """
    from cpcplan.cli.screens import action as screen
    from cpcplan.domain.measures import measures

    standing = asked(plan, as_of).standing
    found = within_id(standing, identifier)
    if isinstance(found, OutcomeStanding):
        give(
            as_json=as_json,
            record=lambda: story_records.outcome(standing, found),
            sheet=lambda: screen.outcome(found),
        )
        return
    parts = found if isinstance(found, KeyActionStanding) else None
    own = found.own if isinstance(found, KeyActionStanding) else found
    measured = [each for each in measures(standing) if each.speaks_of((own.id,))]
    give(
        as_json=as_json,
        record=lambda: story_records.whole_action(standing, own, measured, parts),
        sheet=lambda: screen.action(standing, own, measured, parts),
    )


def history(
    identifier: MaybeId = None,
    plan: PlanDir = None,
    as_of: AsOf = None,
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
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Every update, newest first."""
    from cpcplan.cli.screens import story
    from cpcplan.cli.screens.words import names

    question = asked(plan, as_of)
    wanted = ids_within(question, identifier)
    found = questions.history(
        (each for each in question.standing.actions() if wanted is None or each.id in wanted),
        since=read_date(since, question.plan, as_of=question.as_of).first if since else None,
        by=_recorders(question, by),
        kinds=_kinds(kind),
    )
    give(
        as_json=as_json,
        as_csv=as_csv,
        record=lambda: story_records.history(found),
        rows=lambda: spreadsheet.history(found),
        sheet=lambda: story.history(found, names(question.plan)),
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


def changes(
    plan: PlanDir = None,
    as_of: AsOf = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="From this day on; the last meeting unless given."),
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """What moved since the last meeting.

    Ratings that got worse or better, actions completed, timescales revised or asked for, reports
    made, measures read, notes. What a meeting decides is dated on its day, and is in it.
    """
    from cpcplan.cli.screens import story
    from cpcplan.cli.screens.words import names
    from cpcplan.domain import movement

    question = asked(plan, as_of)
    begins, until = since_when(question, since), question.as_of
    if begins > until:
        raise WrongUsage(f"{in_words(begins)} is after the day asked about, {in_words(until)}")
    found = movement.changes(question.plan, since=begins, until=until)
    give(
        as_json=as_json,
        as_csv=as_csv,
        record=lambda: story_records.changes(found, since=begins, until=until),
        rows=lambda: spreadsheet.changes(found),
        sheet=lambda: story.changes(found, names(question.plan), since=begins, until=until),
    )
