"""The questions about where actions stand: each reads the plan, asks one thing of it, and hands
the answer on.
"""

from typing import Annotated

import typer

from cpcplan.cli import records, spreadsheet, story_records
from cpcplan.cli.context import read_length
from cpcplan.cli.options import (
    Answer,
    Chosen,
    Listing,
    MaybeId,
    Question,
    ids_within,
)
from cpcplan.cli.output import give
from cpcplan.cli.sharing import sharing
from cpcplan.domain import questions
from cpcplan.domain.calendar import in_words
from cpcplan.domain.meetings import moves_count_from


@sharing(Question, Answer)
def status(ask: Question, form: Answer) -> None:
    """The whole plan on one screen, what is wrong first.

    How many are {ratings}, not rated and overdue in each outcome; what is overdue; what
    the next meeting has to be told and to decide; what falls due by then.
    """
    from cpcplan.cli.screens import status as screen

    standing = ask.asked().standing
    give(
        as_json=form.as_json,
        record=lambda: records.status(standing),
        sheet=lambda: screen.sheet(standing, is_today=ask.as_of is None),
    )


@sharing(Question, Chosen, Listing)
def overdue(
    ask: Question,
    chosen: Chosen,
    form: Listing,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 where anything is overdue.")
    ] = False,
) -> None:
    """What is past its timescale or has missed a report, worst first.

    Most days late first; of as many days {worst first}. Key actions past their own timescale
    come apart. A request for more time changes nothing until it is agreed.
    """
    from cpcplan.cli.screens import lists

    question = ask.asked()
    wanted = chosen.of(question.plan)
    standing = question.standing
    late = questions.overdue(filter(wanted.admits, standing.sub_actions))
    late_key_actions = questions.overdue(filter(wanted.admits, standing.key_actions))
    filtered = wanted != questions.Filter()
    give(
        as_json=form.as_json,
        as_csv=form.as_csv,
        record=lambda: records.actions(
            standing, late, key_actions=[records.action(each) for each in late_key_actions]
        ),
        rows=lambda: spreadsheet.actions((*late, *late_key_actions)),
        sheet=lambda: lists.overdue(standing, late, late_key_actions, filtered=filtered),
    )
    if exit_code and (late or late_key_actions):
        raise typer.Exit(1)


@sharing(Question, Chosen, Listing)
def due(
    ask: Question,
    chosen: Chosen,
    form: Listing,
    within: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="So far ahead: 8w, 30d, 2m; to the next meeting if not."),
    ] = None,
) -> None:
    """What falls due, reports included, by the next meeting.

    Where no meeting is listed, in eight weeks. What should have been done or reported before is
    not in it: see cpcplan overdue.
    """
    from cpcplan.cli.screens import lists

    question = ask.asked()
    wanted = chosen.of(question.plan)
    standing = question.standing
    ahead = read_length(within, as_of=question.as_of) if within else None
    until = questions.due_until(standing, ahead)
    found = questions.falls_due(filter(wanted.admits, standing.sub_actions), until=until)
    key_actions = questions.falls_due(filter(wanted.admits, standing.key_actions), until=until)
    filtered = wanted != questions.Filter()
    give(
        as_json=form.as_json,
        as_csv=form.as_csv,
        record=lambda: records.due(standing, found, key_actions, until=until),
        rows=lambda: spreadsheet.due((*found, *key_actions)),
        sheet=lambda: lists.due(standing, found, key_actions, until=until, filtered=filtered),
    )


@sharing(Question, Chosen, Listing)
def list_(ask: Question, chosen: Chosen, form: Listing) -> None:
    """Every sub-action, or those that filters choose."""
    from cpcplan.cli.screens import lists

    question = ask.asked()
    wanted = chosen.of(question.plan)
    found = tuple(filter(wanted.admits, question.standing.sub_actions))
    give(
        as_json=form.as_json,
        as_csv=form.as_csv,
        record=lambda: records.actions(question.standing, found),
        rows=lambda: spreadsheet.actions(found),
        sheet=lambda: lists.actions(question.standing, found),
    )


@sharing(Question, Listing)
def leads(ask: Question, form: Listing) -> None:
    """How it stands with each lead and each agency.

    How many sub-actions they lead that are open, overdue, {worst}, and without any update since the
    last meeting.
    """
    from cpcplan.cli.screens import lists

    question = ask.asked()
    since = moves_count_from(question.plan, as_of=question.as_of)
    by_lead = questions.by_lead(question.standing, since=since)
    by_agency = questions.by_agency(question.standing, since=since)
    give(
        as_json=form.as_json,
        as_csv=form.as_csv,
        record=lambda: records.lead_counts(question.standing, by_lead, by_agency, since=since),
        rows=lambda: spreadsheet.lead_counts((*by_lead, *by_agency)),
        sheet=lambda: lists.lead_counts(
            by_lead,
            by_agency,
            in_words(since),
            questions.overdue(question.standing.key_actions),
        ),
    )


@sharing(Question, Listing)
def measures(ask: Question, form: Listing, identifier: MaybeId = None) -> None:
    """Success measures: baseline, readings, target, direction.

    With an ID, those of that outcome, key action or sub-action, and those that speak of it.
    """
    from cpcplan.cli.screens import lists
    from cpcplan.domain.measures import measures as measured

    question = ask.asked()
    wanted = ids_within(question, identifier)
    found = [
        each for each in measured(question.standing) if wanted is None or each.speaks_of(wanted)
    ]
    give(
        as_json=form.as_json,
        as_csv=form.as_csv,
        record=lambda: story_records.measures(question.standing, found),
        rows=lambda: spreadsheet.measures(found),
        sheet=lambda: lists.measures(found),
    )
