"""What belongs where the cursor is: read off the program's own commands, so that a new one needs
nothing here.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from typer import Typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

Command = TyperCommand | TyperGroup


class Place(NamedTuple):
    """Where the cursor is, and what has been typed there."""

    path: str
    """The command, as `add sub-action`; empty for the program itself."""
    command: Command
    parameter: TyperOption | TyperArgument | None
    """What takes the word; None where it is to name a command, an option or nothing."""
    begun: str
    """What has been typed of the value or of the name."""
    before: str
    """What stands before that in the same word: `--lead=`."""
    given: Mapping[str, Sequence[str]]
    """What has been given already, by the names of parameters."""
    takes_options: bool
    """No -- has been typed."""


def find_place(app: Typer, words: Sequence[str], last: str) -> Place | None:
    """Where the last word of a line stands; None where no command is known for it."""
    program = get_command(app)
    if not isinstance(program, Command):
        return None
    walk = _Walk(program)
    for word in words:
        if not walk.past(word):
            return None
    return walk.at(last)


class _Walk:
    """The way along a line, word by word."""

    def __init__(self, program: Command) -> None:
        self.command = program
        self.path: list[str] = []
        self.given: dict[str, list[str]] = {}
        self.arguments = 0
        self.takes_options = True
        self.awaited: TyperOption | None = None
        """The option whose value comes next."""

    def past(self, word: str) -> bool:
        """Take a whole word; False where it is a command that there is not."""
        if self.awaited:
            self._give(self.awaited, word)
            self.awaited = None
        elif word == "--" and self.takes_options:
            self.takes_options = False
        elif self._is_option(word):
            name, is_joined, value = word.partition("=")
            option = self._option(name)
            if option and (is_joined or option.is_flag):
                self._give(option, value)
            else:
                self.awaited = option
        elif isinstance(self.command, TyperGroup):
            return self._enter(word)
        else:
            argument = self._argument()
            if argument:
                self._give(argument, word)
            self.arguments += 1
        return True

    def at(self, last: str) -> Place:
        """The place of the word that is being typed."""
        if self.awaited:
            return self._place(self.awaited, last)
        if self._is_option(last):
            name, is_joined, value = last.partition("=")
            option = self._option(name) if is_joined else None
            if option and not option.is_flag:
                return self._place(option, value, f"{name}=")
            return self._place(None, last)
        return self._place(self._argument(), last)

    def _place(
        self, parameter: TyperOption | TyperArgument | None, begun: str, before: str = ""
    ) -> Place:
        path = " ".join(self.path)
        return Place(path, self.command, parameter, begun, before, self.given, self.takes_options)

    def _is_option(self, word: str) -> bool:
        return self.takes_options and len(word) > 0 and word[0] == "-"

    def _option(self, name: str) -> TyperOption | None:
        return next((each for each in options(self.command) if name in each.opts), None)

    def _argument(self) -> TyperArgument | None:
        takes = [each for each in self.command.params if isinstance(each, TyperArgument)]
        if self.arguments < len(takes):
            return takes[self.arguments]
        return takes[-1] if takes and takes[-1].nargs == -1 else None

    def _enter(self, name: str) -> bool:
        found = self.command.commands.get(name) if isinstance(self.command, TyperGroup) else None
        if not isinstance(found, Command):
            return False
        self.command = found
        self.path.append(name)
        return True

    def _give(self, parameter: TyperOption | TyperArgument, value: str) -> None:
        self.given.setdefault(parameter.name or "", []).append(value)


def options(command: Command) -> list[TyperOption]:
    """The options of a command, in the order of its help."""
    return [each for each in command.params if isinstance(each, TyperOption)]
