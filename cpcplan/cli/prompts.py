"""What somebody at a terminal is asked for: a line, or words in their editor."""

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from cpcplan.cli.output import complain, say
from cpcplan.domain.model import Plan
from cpcplan.errors import CpcplanError, Stopped, WrongUsage

if TYPE_CHECKING:
    from cpcplan.storage.folder import Folder


class Words(NamedTuple):
    """Words that a command cannot do without: the field that they go into, what was given of them,
    what to ask for them, and what to type.
    """

    field: str
    given: str | None
    question: str
    option: str
    is_needed: bool = True
    """Whether they are asked for where they are missing."""
    check: Callable[[str, Plan], object] | None = None
    """Raises a CpcplanError for an answer that cannot be used, which is asked for again."""


def at_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def needed(words: Words, check: Callable[[str], object] = bool) -> str:
    """What was given, else what somebody at a terminal answers, who is asked again while `check`
    raises. Raises WrongUsage in a pipe.
    """
    if words.given is not None:
        return words.given
    if at_terminal():
        return answered(f"{words.question} ", check)
    question = words.question
    raise WrongUsage(f"{words.option} is needed: {question[0].lower()}{question[1:]}")


def answered(prompt: str, check: Callable[[str], object], *, is_needed: bool = True) -> str:
    """A line that somebody types, asked for again while `check` raises, with the reason of that;
    empty only where nothing `is_needed`.
    """
    while True:
        line = line_typed(prompt)
        try:
            if line:
                check(line)
        except Stopped:
            raise
        except CpcplanError as wrong:
            say(str(wrong))
        else:
            if line or not is_needed:
                return line


def what_shows_it(ask: Callable[[str], str]) -> str:
    """What shows that an action is done, as somebody answers; empty where they say twice that
    nothing does.
    """
    from cpcplan.domain.recording import shows_nothing

    for question in (
        "What shows it (a minute, a paper)? ",
        "Nothing shows it? The plan will say so (Enter again): ",
    ):
        while shown := ask(question):
            if not shows_nothing(shown):
                return shown
            say(f"“{shown}” shows nothing: name the minute or paper, or press Enter.")
    return ""


def if_said(question: str) -> str | None:
    """What somebody answers; None where they have nothing to say."""
    return line_typed(f"{question} (Enter: nothing) ") or None


def line_typed(prompt: str) -> str:
    """A line that somebody types, without the spaces around it. Raises Stopped for Ctrl-C."""
    try:
        return read_line(prompt)
    except (KeyboardInterrupt, EOFError):
        raise Stopped("stopped; nothing was written") from None


def read_line(prompt: str) -> str:
    """A line from the terminal, without the spaces around it; asked for again where its letters
    cannot be read. Raises KeyboardInterrupt and EOFError.
    """
    with suppress(ImportError):
        import readline  # noqa: F401 - with it, the arrow keys move within the line
    while True:
        try:
            return input(prompt).strip()
        except UnicodeDecodeError:
            alphabet = sys.stdin.encoding
            complain(f"a letter in this line cannot be read as {alphabet}: type it again")


def edited(folder: "Folder", words: Words) -> str:
    """What somebody writes in their editor. Raises WrongUsage where they write nothing."""
    from cpcplan.cli.editing import edit

    text = edit(folder.path, words.given or "", words.question, wait=_wait_for)
    if not text:
        raise WrongUsage("nothing was written in the editor, and so nothing is recorded")
    return text


def _wait_for(editor: str) -> None:
    """Let somebody write in an editor that came back before its window was closed."""
    if not at_terminal():
        raise WrongUsage(
            f"the editor “{editor}” came back at once with nothing changed, and so nothing is "
            'recorded: name one to git that waits (git config --global core.editor "code --wait")'
        )
    complain(f"The editor “{editor}” came back at once: it may have a window of its own.")
    line_typed("Save your words there, then press Enter here: ")
