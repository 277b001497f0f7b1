"""The line as it was typed so far, read as its shell would read it.

Nothing in it is carried out: `$HOME`, `$(…)` and the like stay the words that they are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple


class Dialect(NamedTuple):
    """How a shell quotes: each character that opens or closes a quotation, by the plain one that
    it stands for; the character that escapes the next; and what it escapes in either quotation
    (None: everything).
    """

    escape: str
    escaped: Mapping[str, str | None]
    doubled: bool = False
    """A quotation mark written twice stands for itself."""
    marks: Mapping[str, str] = {"'": "'", '"': '"'}


POSIX = Dialect("\\", {"'": "", '"': '$`"\\'})
FISH = Dialect("\\", {"'": "\\'", '"': '"$\\'})
# To PowerShell the curly quotation marks are quotation marks too.
POWERSHELL = Dialect(
    "`",
    {"'": "", '"': None},
    doubled=True,
    marks={**dict.fromkeys("'‘’‚‛", "'"), **dict.fromkeys('"“”„', '"')},
)


class Line(NamedTuple):
    """The words behind the program's name, and the last, which is being typed; all unquoted."""

    words: Sequence[str]
    last: str
    kept: str = ""
    """The beginning of the last word that the shell leaves as it is: bash replaces what stands
    behind `=`.
    """
    quotation: str = ""
    """The mark of the quotation that the last word is still in; empty where it is in none."""


class _Word(NamedTuple):
    text: str
    written: str
    quotation: str


def read_line(line: str, dialect: Dialect, replaced: str | None = None) -> Line:
    """Read a line up to the cursor. `replaced` is what the shell says that it will replace, from
    the end of the line; None where that is the whole of the last word.
    """
    *words, last = _words(line, dialect)
    program = next((n for n, word in enumerate(words) if _is_program(word.text)), 0)
    kept = ""
    if replaced is not None and last.written.endswith(replaced):
        *_, before = _words(last.written[: len(last.written) - len(replaced)], dialect)
        kept = before.text
    return Line([word.text for word in words[program + 1 :]], last.text, kept, last.quotation)


def _is_program(word: str) -> bool:
    return re.search(r"(?i)(?:^|[/\\])cpcplan(?:\.exe)?$", word) is not None


def _words(line: str, dialect: Dialect) -> Iterator[_Word]:
    """Each word; the last is the one that is being typed, empty behind a space."""
    text, quotation, begun, at = "", "", 0, 0
    while at < len(line):
        here, following = line[at], line[at + 1 : at + 2]
        mark = dialect.marks.get(here)
        at += 1
        if here == dialect.escape and following and _escapes(dialect, quotation, following):
            text += following
            at += 1
        elif quotation and mark == quotation:
            if dialect.doubled and dialect.marks.get(following) == quotation:
                text += here
                at += 1
            else:
                quotation = ""
        elif mark and not quotation:
            quotation = mark
        elif here.isspace() and not quotation:
            if at - 1 > begun:
                yield _Word(text, line[begun : at - 1], "")
            text, begun = "", at
        else:
            text += here
    yield _Word(text, line[begun:], quotation)


def _escapes(dialect: Dialect, quotation: str, following: str) -> bool:
    if not quotation:
        return True
    what = dialect.escaped[quotation]
    return what is None or following in what
