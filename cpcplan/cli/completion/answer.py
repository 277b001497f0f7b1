"""The answer to a shell in which somebody pressed Tab.

The shell says in the environment which it is (_CPCPLAN_TAB), the line up to the cursor
(_CPCPLAN_LINE) and, where it replaces but a part of the last word, that part (_CPCPLAN_WORD).
"""

import sys
from collections.abc import Sequence

from cpcplan.cli.app import program_for
from cpcplan.cli.completion.line import read_line
from cpcplan.cli.completion.offer import Offer, offer
from cpcplan.cli.completion.place import find_place
from cpcplan.cli.completion.shells import SHELLS, Shell
from cpcplan.cli.context import environment

_REDIRECTIONS = (">", ">>", ">|", "&>", "2>", "2>>", "<")


def main(arguments: list[str]) -> int:  # noqa: ARG001 - as any other `main` is called
    """Answer the shell that the environment names; nothing to one that is unknown."""
    shell = SHELLS.get(environment("_CPCPLAN_TAB"))
    if shell:
        said = answer(shell, environment("_CPCPLAN_LINE"), environment("_CPCPLAN_WORD"))
        # What was typed may be no UTF-8; it goes back as it came. No \r on Windows: shells would
        # take it for a part of the word.
        sys.stdout.buffer.write(said.encode("utf-8", "surrogateescape"))
        sys.stdout.buffer.flush()
    return 0


def answer(shell: Shell, line: str, word: str = "") -> str:
    """The answer in lines: the first says what is offered (words, files or folders), and each of
    the others is a word that is.
    """
    typed = read_line(line, shell.dialect, word if shell.replaces_parts else None)
    found = _offer(typed.words, typed.last)
    replies = (shell.reply(found.before, each, typed) for each in found.candidates)
    return "".join(f"{each}\n" for each in (found.kind, *filter(None, replies)))


def _offer(words: Sequence[str], last: str) -> Offer:
    if words and words[-1] in _REDIRECTIONS:
        return Offer("files")
    place = find_place(program_for(words), words, last)
    return offer(place) if place else Offer("words")
