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
    show_allowed: Annotated[
        bool, typer.Option("--allowed", help="Also what comments in the plan allow, and why.")
    ] = False,
) -> None:
    """What is wrong with the plan, and what needs a second look.

    Errors, for which the plan cannot be read (exit code 1), and warnings, each with its file, line
    and column, what to do, and the name of the rule. A comment in that place, `# check: allow
    RULE: why`, allows a warning: it is counted, and shown no more.
    """
    from cpcplan.cli.screens import lists
    from cpcplan.domain.checks.allowances import Sifted
    from cpcplan.usecases.checking import look_over

    errors: tuple[Fault, ...] = ()
    found = Sifted((), ())
    unread = ""
    try:
        question = ask.asked()
        errors, found = look_over(question.folder, question.standing)
        unread = "papers" if errors else ""
    except PlanUnreadable as unreadable:
        errors, unread = unreadable.faults, "plan"
    if strict:
        errors, found = (*errors, *found.warnings), found._replace(warnings=())
    give(
        as_json=form.as_json,
        record=lambda: records.checked(errors, found),
        sheet=lambda: lists.checked(errors, found, unread=unread, show_allowed=show_allowed),
    )
    if errors:
        raise typer.Exit(1)


def schema() -> None:
    """The JSON Schema of plan files, for editors to check with."""
    from cpcplan.storage.schema import json_schema

    give(as_json=True, record=json_schema, sheet=Sheet)
