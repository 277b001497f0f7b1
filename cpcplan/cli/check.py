"""`check` and `schema`: whether the plan is sound, and what its files may hold."""

from typing import Annotated

import typer

from cpcplan.cli import records
from cpcplan.cli.options import Answer, Question
from cpcplan.cli.output import give
from cpcplan.cli.sharing import sharing
from cpcplan.cli.sheet import Sheet
from cpcplan.errors import Fault, PlanUnreadable


@sharing(Question, Answer)
def check(
    ask: Question,
    form: Answer,
    strict: Annotated[
        bool, typer.Option("--strict", help="Warnings are errors: exit with 1.")
    ] = False,
) -> None:
    """What is wrong with the plan, and what needs a second look.

    Errors, for which the plan cannot be read (exit code 1), and warnings, each with its file, line
    and column, what to do, and the name of the rule.
    """
    from cpcplan.cli.screens import lists
    from cpcplan.usecases.asking import look_over

    errors: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    readable = True
    try:
        question = ask.asked()
        warnings = look_over(question.folder, question.standing)
    except PlanUnreadable as unreadable:
        errors, readable = unreadable.faults, False
    if strict:
        errors, warnings = (*errors, *warnings), ()
    give(
        as_json=form.as_json,
        record=lambda: records.checked(errors, warnings),
        sheet=lambda: lists.checked(errors, warnings, readable=readable),
    )
    if errors:
        raise typer.Exit(1)


def schema() -> None:
    """The JSON Schema of plan files, for editors to check with."""
    from cpcplan.storage.schema import json_schema

    give(as_json=True, record=json_schema, sheet=Sheet)
