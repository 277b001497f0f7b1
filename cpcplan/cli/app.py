"""The program: which commands there are, and how an error becomes words and an exit code."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from inspect import getdoc
from pathlib import PurePath
from types import ModuleType
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from cpcplan import __version__
from cpcplan.cli.output import complain, give_back
from cpcplan.domain.rag import WORST_FIRST, Rating, signs
from cpcplan.domain.wording import listed
from cpcplan.errors import CpcplanError, PlanUnreadable, Stopped, Unreadable, WrongUsage

_COMMANDS = {
    "status": "ask:status",
    "overdue": "ask:overdue",
    "due": "ask:due",
    "list": "ask:list_",
    "show": "tell:show",
    "history": "tell:history",
    "changes": "tell:changes",
    "leads": "ask:leads",
    "measures": "ask:measures",
    "check": "check:check",
    "report": "report:report",
    "issued": "tell:issued",
    "schema": "check:schema",
    "rag": "record:rag",
    "request": "record:request",
    "reschedule": "record:reschedule",
    "refuse": "record:refuse",
    "complete": "record:complete",
    "reopen": "record:reopen",
    "withdraw": "record:withdraw",
    "carry-forward": "record:carry_forward",
    "reported": "record:reported",
    "measure": "record:measure",
    "lead": "record:lead",
    "note": "record:note",
    "round": "round:round_",
    "add": "adding",
    "undo": "keeping:undo",
    "save": "keeping:save",
    "resolve": "keeping:resolve",
    "init": "setting_up:init",
    "demo": "setting_up:demo",
    "completion": "completion.command:completion",
}
"""Each command, in the order of the help, and the function of `cpcplan.cli` that carries it out; of
a group its module alone.
"""

_GROUPS = {
    "add": (
        "Add to the plan: a sub-action, a key action, an outcome.",
        {"sub-action": "sub_action", "key-action": "key_action", "outcome": "outcome"},
    )
}
"""Commands that are several, what they are for, and the function of each."""

_DATES = (
    "A DATE is today, last-meeting, next-meeting, a day (2019-04-01, 1 April 2019) or a month "
    "(April 2019: its last day, or its first for --since)."
)
_FILTERS = (
    "Filters combine. Each may be given several times, or several values with commas: any of them "
    "will do."
)
_BELOW = {
    "overdue": f"{_FILTERS} {_DATES}",
    "due": f"{_FILTERS} {_DATES}",
    "list": f"{_FILTERS} {_DATES}",
    "schema": None,
    "undo": None,
    "save": None,
    "resolve": None,
    "init": None,
    "demo": None,
    "completion": None,
}
"""What stands below the options in a command's help, where it is not just what a DATE is."""

_FIRST, *_OTHERS = (signs(rating)[0] for rating in WORST_FIRST)
_WORDS = {
    "{ratings}": ", ".join(Rating),
    "{worst}": _FIRST,
    "{worst first}": f"{_FIRST} before {listed(_OTHERS, 'and')}",
}
"""What the docstrings of commands, which are their help, say of the scale."""


class _Command(TyperCommand):
    """A command that understands a sentence without quotation marks, and says how to type it."""

    allow_extra_args = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Raises WrongUsage for words that were meant to be one argument; of others that are too
        many, typer says it.
        """
        typed = tuple(args)
        rest = super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            from cpcplan.cli.unquoted import in_quotes

            if meant := in_quotes(ctx.command_path, typed, len(ctx.args), self.params):
                raise WrongUsage(f"put the words in quotation marks: {meant}")
            ctx.fail(f"Got unexpected extra argument ({' '.join(ctx.args)})")
        return rest


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cpcplan {__version__}")
        raise typer.Exit


def cpcplan(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Which version this is."),
    ] = False,
) -> None:
    """A Child Protection Committee's improvement plan: what is overdue, what was rated what, when
    and why.

    Every command answers for today, or for the day that --as-of names. The plan is the nearest
    folder plan/ from here upwards, or what --plan or CPCPLAN_PLAN names.
    """


def program_for(arguments: Sequence[str]) -> typer.Typer:
    """As much of the program as a command line needs."""
    return program([name for name in arguments[:1] if name in _COMMANDS] or _COMMANDS)


def program(names: Iterable[str] = tuple(_COMMANDS)) -> typer.Typer:
    """The program with these commands; making one of each costs time, and one is carried out."""
    app = typer.Typer(
        name="cpcplan",
        no_args_is_help=True,
        add_completion=False,  # `cpcplan completion` does it, and no other command pays for it
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(cpcplan)
    for name in names:
        module, _, function = _COMMANDS[name].partition(":")
        functions = import_module(f"cpcplan.cli.{module}")
        if name in _GROUPS:
            app.add_typer(_group(functions, *_GROUPS[name]), name=name)
        else:
            epilog = _BELOW.get(name, _DATES)
            command = getattr(functions, function)
            app.command(name, cls=_Command, help=_help(command), epilog=epilog)(command)
    return app


def _help(command: Callable[..., None]) -> str:
    text = getdoc(command) or ""
    for name, words in _WORDS.items():
        text = text.replace(name, words)
    return text


def _group(functions: ModuleType, what: str, members: Mapping[str, str]) -> typer.Typer:
    group = typer.Typer(help=what, no_args_is_help=True, rich_markup_mode=None)
    for member, function in members.items():
        group.command(member, cls=_Command)(getattr(functions, function))
    return group


def main(arguments: list[str]) -> int:
    """Carry out one command line; the exit code. Nothing but a bug raises."""
    try:
        program_for(arguments)(arguments, prog_name="cpcplan")
    except SystemExit as ended:
        code = ended.code
        if code == Stopped.exit_code:  # Ctrl-C, while nothing was asked
            complain(f"cpcplan: stopped{_what_of_it(arguments)}")
    except CpcplanError as error:
        complain(_words(error))
        if error.given_back:
            give_back(error.given_back)
        code = error.exit_code
    else:
        code = 0
    return code if isinstance(code, int) else 0 if code is None else 1


def _what_of_it(arguments: list[str]) -> str:
    """What somebody should do who stopped a command: look, where it may have written."""
    if _module(arguments) in _RECORDING:
        return "; cpcplan history tells what is recorded"
    return ""


def writes(arguments: list[str]) -> bool:
    """Whether a command that came to its end wrote something, besides its answer."""
    if "--dry-run" in arguments:
        return False
    goes_to_a_file = any(
        word.startswith(("-o", "--output", "--issue", "--new")) for word in arguments
    )
    module = _module(arguments)
    return module in (*_RECORDING, "setting_up") or (module == "report" and goes_to_a_file)


def _module(arguments: list[str]) -> str:
    return _COMMANDS.get(arguments[0], "").partition(":")[0] if arguments else ""


_RECORDING = ("record", "round", "adding", "keeping")


def _words(error: CpcplanError) -> str:
    if isinstance(error, Unreadable):
        return f"{error}\n{_what_helps(error)}"
    return f"cpcplan: {error}"


def _what_helps(error: Unreadable) -> str:
    from cpcplan.storage.naming import as_typed

    if not error.is_on_disk:
        what = "The plan" if isinstance(error, PlanUnreadable) else "The list of papers"
        return f"{what} of that commit cannot be read: name another commit"
    if not isinstance(error, PlanUnreadable):
        return "Until this is mended nobody knows which papers were issued; the plan can be read"
    folder = PurePath(error.faults[0].file).parent.as_posix()
    named = "" if folder in ("plan", ".") else f" --plan {as_typed(folder)}"
    return (
        "The plan cannot be read until this is mended. To see it as it was last committed: "
        f"cpcplan status --at HEAD{named}"
    )
