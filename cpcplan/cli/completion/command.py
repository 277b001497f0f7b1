"""`completion`: have a shell complete commands, ids and the rest on Tab."""

import sys
from typing import Annotated

import typer

from cpcplan.cli.output import show
from cpcplan.cli.sheet import Sheet
from cpcplan.errors import WrongUsage


def completion(
    shell: Annotated[
        str, typer.Argument(metavar="SHELL", help="bash, zsh, fish, powershell or pwsh.")
    ],
    install: Annotated[
        bool, typer.Option("--install", help="Have it read in every window opened from now on.")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take that back.")] = False,
) -> None:
    """Complete commands, ids, leads and the rest when you press Tab.

    Without an option, the script is printed that the shell has to read. powershell is the one that
    comes with Windows, pwsh is PowerShell 7.
    """
    from cpcplan.cli.completion import profile
    from cpcplan.cli.completion.shells import SHELLS

    known = SHELLS.get(shell.lower())
    if known is None:
        raise WrongUsage(f"“{shell}” is not a shell known here: write one of {', '.join(SHELLS)}")
    if install and remove:
        raise WrongUsage("--install and --remove are two things: give one of them")
    page = Sheet()
    if install:
        page.line(f"Written to {profile.install(shell.lower(), known.script())}")
        page.line(f"Open a new window of {known.called}: Tab then completes what you type.")
    elif remove:
        file = profile.remove(shell.lower())
        page.line(f"Taken out of {file}" if file else "It was not there.")
    else:
        sys.stdout.write(known.script())
    show(page)
