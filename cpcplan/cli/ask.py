"""The questions about where actions stand: each reads the plan, asks one thing of it, and hands
the answer on.
"""

from typing import Annotated

import typer

from cpcplan.cli import records, spreadsheet, story_records
from cpcplan.cli.context import read_length
from cpcplan.cli.options import (
    AsOf,
    ByKeyAction,
    ByLead,
    ByOrigin,
    ByOutcome,
    ByRag,
    ByState,
    Csv,
    Json,
    MaybeId,
    PlanDir,
    Stale,
    asked,
    ids_within,
    read_filter,
    since_when,
)
from cpcplan.cli.output import give
from cpcplan.domain import questions
from cpcplan.domain.calendar import in_words


def status(plan: PlanDir = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """The whole plan on one screen, what is wrong first.

    How many are red, amber, green, not rated and overdue in each outcome; what is overdue; what
    the next meeting has to be told and to decide; what falls due by then.
    """
    from cpcplan.cli.screens import status as screen

    standing = asked(plan, as_of).standing
    give(
        as_json=as_json,
        record=lambda: records.status(standing),
        sheet=lambda: screen.sheet(standing),
    )


def overdue(
    plan: PlanDir = None,
    as_of: AsOf = None,
    lead: ByLead = None,
    rag: ByRag = None,
    outcome: ByOutcome = None,
    key_action: ByKeyAction = None,
    origin: ByOrigin = None,
    state: ByState = None,
    stale: Stale = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 where anything is overdue.")
    ] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """What is past its timescale or has missed a report, worst first.

    Most days late first; of as many days red before amber, not rated and green. Key actions past
    their own timescale come apart. A request for more time changes nothing until it is agreed.
    """
    from cpcplan.cli.screens import lists

    question = asked(plan, as_of)
    chosen = read_filter(question.plan, lead, rag, outcome, key_action, origin, state, stale=stale)
    standing = question.standing
    late = questions.overdue(filter(chosen.admits, standing.sub_actions))
    late_key_actions = questions.overdue(filter(chosen.admits, standing.key_actions))
    filtered = chosen != questions.Filter()
    give(
        as_json=as_json,
        as_csv=as_csv,
        record=lambda: records.actions(
            standing, late, key_actions=[records.action(each) for each in late_key_actions]
        ),
        rows=lambda: spreadsheet.actions((*late, *late_key_actions)),
        sheet=lambda: lists.overdue(standing, late, late_key_actions, filtered=filtered),
    )
    if exit_code and (late or late_key_actions):
        raise typer.Exit(1)


def due(
    plan: PlanDir = None,
    as_of: AsOf = None,
    within: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="So far ahead: 8w, 30d, 2m; to the next meeting if not."),
    ] = None,
    lead: ByLead = None,
    rag: ByRag = None,
    outcome: ByOutcome = None,
    key_action: ByKeyAction = None,
    origin: ByOrigin = None,
    state: ByState = None,
    stale: Stale = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """What falls due, reports included, by the next meeting.

    Where no meeting is listed, in eight weeks. What should have been done or reported before is
    not in it: see cpcplan overdue.
    """
    from cpcplan.cli.screens import lists

    question = asked(plan, as_of)
    chosen = read_filter(question.plan, lead, rag, outcome, key_action, origin, state, stale=stale)
    standing = question.standing
    ahead = read_length(within, as_of=question.as_of) if within else None
    until = questions.due_until(standing, ahead)
    found = questions.falls_due(filter(chosen.admits, standing.sub_actions), until=until)
    key_actions = questions.falls_due(filter(chosen.admits, standing.key_actions), until=until)
    give(
        as_json=as_json,
        as_csv=as_csv,
        record=lambda: records.due(standing, found, key_actions, until=until),
        rows=lambda: spreadsheet.due((*found, *key_actions)),
        sheet=lambda: lists.due(standing, found, key_actions, until=until),
    )


def list_(
    plan: PlanDir = None,
    as_of: AsOf = None,
    lead: ByLead = None,
    rag: ByRag = None,
    outcome: ByOutcome = None,
    key_action: ByKeyAction = None,
    origin: ByOrigin = None,
    state: ByState = None,
    stale: Stale = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Every sub-action, or those that filters choose."""
    from cpcplan.cli.screens import lists

    question = asked(plan, as_of)
    chosen = read_filter(question.plan, lead, rag, outcome, key_action, origin, state, stale=stale)
    found = tuple(filter(chosen.admits, question.standing.sub_actions))
    give(
        as_json=as_json,
        as_csv=as_csv,
        record=lambda: records.actions(question.standing, found),
        rows=lambda: spreadsheet.actions(found),
        sheet=lambda: lists.actions(question.standing, found),
    )


def leads(
    plan: PlanDir = None, as_of: AsOf = None, as_json: Json = False, as_csv: Csv = False
) -> None:
    """How it stands with each lead and each agency.

    How many sub-actions they lead that are open, overdue, red, and without any update since the
    last meeting.
    """
    from cpcplan.cli.screens import lists

    question = asked(plan, as_of)
    since = since_when(question, None)
    by_lead = questions.by_lead(question.standing, since=since)
    by_agency = questions.by_agency(question.standing, since=since)
    give(
        as_json=as_json,
        as_csv=as_csv,
        record=lambda: records.lead_counts(question.standing, by_lead, by_agency, since=since),
        rows=lambda: spreadsheet.lead_counts((*by_lead, *by_agency)),
        sheet=lambda: lists.lead_counts(by_lead, by_agency, in_words(since)),
    )


def measures(
    identifier: MaybeId = None,
    plan: PlanDir = None,
    as_of: AsOf = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Success measures: baseline, readings, target, direction.

    With an ID, those of that outcome, key action or sub-action, and those that speak of it.
    """
    from cpcplan.cli.screens import lists
    from cpcplan.domain.measures import measures as measured

    question = asked(plan, as_of)
    wanted = ids_within(question, identifier)
    found = [
        each for each in measured(question.standing) if wanted is None or each.speaks_of(wanted)
    ]
    give(
        as_json=as_json,
        as_csv=as_csv,
        record=lambda: story_records.measures(question.standing, found),
        rows=lambda: spreadsheet.measures(found),
        sheet=lambda: lists.measures(found),
    )
