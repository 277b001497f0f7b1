"""A sentence typed without quotation marks: a shell hands on each word of it alone, and a command
takes the first and has no place for the others.
"""

from collections.abc import Iterable, Sequence

from typer.core import TyperArgument, TyperOption

from cpcplan.storage.naming import as_typed

_OF_WORDS = ("TEXT", "WHEN", "VALUE", "CYCLE", "MEETING", "DIR")
"""Arguments that may be several words."""


def in_quotes(
    command: str, typed: Sequence[str], too_many: int, known: Iterable[object]
) -> str | None:
    """The command line with the words together that were meant so, as one would type it; None where
    the words `too_many` cannot belong to one.
    """
    known = tuple(known)
    options = {name: each for each in known if isinstance(each, TyperOption) for name in each.opts}
    plain = _plain(typed, options)
    if too_many > len(plain):
        return None
    first = plain[-too_many]
    end = next(n for n in range(first, len(typed) + 1) if n not in plain)
    begin = first - 1
    why: list[str] = []
    if begin in plain:
        last = [each for each in known if isinstance(each, TyperArgument)][-1]
        if (last.metavar or "").strip("[]") not in _OF_WORDS:
            begin, why = first, ["--why"]
    elif begin < 1 or not _takes_value(typed[begin - 1], options):
        return None
    words = typed[begin:end]
    if why and ("--why" not in options or "--why" in typed or not any(map(str.isalpha, words))):
        return None
    meant = (*typed[:begin], *why, " ".join(words), *typed[end:])
    return " ".join((command, *map(as_typed, meant)))


def _plain(typed: Sequence[str], options: dict[str, TyperOption]) -> list[int]:
    """The places of what is neither an option nor its value."""
    found: list[int] = []
    n = 0
    while n < len(typed):
        if typed[n] == "--":
            return [*found, *range(n + 1, len(typed))]
        if not typed[n].startswith("-") or typed[n] == "-":
            found.append(n)
        n += 2 if _takes_value(typed[n], options) else 1
    return found


def _takes_value(word: str, options: dict[str, TyperOption]) -> bool:
    return word in options and not options[word].is_flag
