"""Texts and entries as YAML: what is written here, every YAML reader reads back as it was typed.

The choice among YAML's ways of writing a text (bare, in quotes, as a block of lines) is the
narrow part of them on which readers agree, of YAML 1.1 and 1.2 alike. Nothing here knows the file
that a text is written into.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""What an entry's key can hold: a text, a list, or a mapping."""
Entry = Mapping[str, Value]
"""One entry, its keys in the order in which they are written."""

WIDTH = 100
"""A list or mapping of single words stands on one line where that line is no longer than this."""

_NOT_TEXT = frozenset(
    ("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf")
)
"""Words that one reader or another takes for a truth value, nothing, or a number."""
_DAYS = frozenset(("date", "added", "due"))
_YES = frozenset(("reported", "timescale_refused"))
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class Unwritable(ValueError):
    """A text that no file can hold; `str()` of it is for the user to read."""


class Layout(NamedTuple):
    """How lists and entries are laid out in lines.

    A list's dashes stand `offset` columns further in than the key above them, with `gap` spaces
    behind them (0: the item begins on the next line). Every line ends in `line_end`. Where
    `ends_quoted`, an entry's last text is in quotes even if it has several lines, because what
    follows it (the end of a file without a line end, a line further in) would change its text.
    """

    offset: int = 2
    gap: int = 1
    line_end: str = "\n"
    ends_quoted: bool = False


def scalar(text: str, *, flow: bool = False) -> str:
    """A text on one line; `flow` says that it stands between brackets, where less can be bare.

    Raises Unwritable for half a character.
    """
    _refuse_halves(text)
    if any(map(_is_odd, text)):
        return double_quoted(text)
    return text if _can_be_bare(text, flow) else "'" + text.replace("'", "''") + "'"


def double_quoted(text: str) -> str:
    """A text on one line in double quotes, what cannot be seen in it written as escapes."""
    _refuse_halves(text)
    return '"' + "".join(_escaped(c) for c in text) + '"'


def text_lines(text: str, indent: int) -> list[str] | None:
    """A text of several lines as YAML's block of lines, `|` first and each line `indent` columns
    in; None where it has to be quoted.

    Never `|+`, which would make what is written below it part of the text.
    """
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if "\n" not in text or not lines[0] or not lines[-1] or lines[0][0].isspace():
        return None
    if any(line != line.rstrip() or line[:1] == "\t" for line in lines):
        return None
    if any(_is_odd(c) for c in text if c not in "\n\t"):
        return None
    _refuse_halves(text)
    header = "|-" if body == text else "|"
    return [header, *(" " * indent + line if line else "" for line in lines)]


def flow_entry(entry: Entry) -> str:
    """An entry between braces on one line."""
    return "{" + ", ".join(f"{_key(k)}: {_flow_value(v, k)}" for k, v in entry.items()) + "}"


def block_item(entry: Entry, column: int, layout: Layout) -> str:
    """An entry as an item of a list, its dash at `column` (from 0), each line with its end."""
    if not entry:  # no entry of a plan, and yet it may stand in a file that is merged
        return f"{' ' * column}- {{}}{layout.line_end}"
    indent = column + (1 + layout.gap if layout.gap else 2)
    lines = list(_mapping_lines(entry, indent, layout))
    dash = " " * column + "-"
    if layout.gap:
        lines[0] = dash + lines[0][len(dash) :]
    else:
        lines.insert(0, dash)
    return "".join(line + layout.line_end for line in lines)


def block_entry(entry: Entry, indent: int, layout: Layout) -> str:
    """An entry as lines, each key `indent` columns in, each line with its end."""
    lines = _mapping_lines(entry, indent, layout)
    return "".join(line + layout.line_end for line in lines)


# A bracket, or a text in a tuple of one; None for what is neither.
Token = str | tuple[str] | None


def spelt_out(value: Value) -> Iterator[Token]:
    """What a reader must find of a value, in order, whatever way it is written."""
    if isinstance(value, str):
        yield (value,)
    elif isinstance(value, Mapping):
        yield "{"
        for key, inner in value.items():
            yield (key,)
            yield from spelt_out(inner)
        yield "}"
    else:
        yield "["
        for inner in value:
            yield from spelt_out(inner)
        yield "]"


def _mapping_lines(entry: Entry, indent: int, layout: Layout) -> Iterator[str]:
    still_to_come = len(entry)
    for key, value in entry.items():
        still_to_come -= 1
        inner = layout._replace(ends_quoted=layout.ends_quoted and not still_to_come)
        yield from _value_lines(" " * indent + _key(key) + ":", value, indent, inner, key)


def _value_lines(
    head: str, value: Value, indent: int, layout: Layout, key: str = ""
) -> Iterator[str]:
    """`head` (a key with its colon, or a dash) and the value that stands behind or below it."""
    if isinstance(value, str):
        lines = None if layout.ends_quoted else text_lines(value, indent + 2)
        first, *rest = lines or [_one_line(value, key, flow=False)]
        yield f"{head} {first}"
        yield from rest
    elif _is_short(head, value):
        yield f"{head} {_flow_value(value, key)}"
    elif isinstance(value, Mapping):
        below = _mapping_lines(value, indent + 2, layout)
        if head.endswith("-"):
            yield head + next(below)[len(head) :]
        else:
            yield head
        yield from below
    else:
        yield head
        column = indent + (2 if head.endswith("-") else layout.offset)
        for place, item in enumerate(value, start=1):
            inner = layout._replace(ends_quoted=layout.ends_quoted and place == len(value))
            yield from _value_lines(" " * column + "-", item, column, inner)


def _is_short(head: str, value: Sequence[Value] | Mapping[str, Value]) -> bool:
    """Whether a list or mapping reads well on the line of its key or dash."""
    if not value:
        return True
    if isinstance(value, Mapping) and head.endswith("-"):
        return False
    inner = list(value.values() if isinstance(value, Mapping) else value)
    texts = [item for item in inner if isinstance(item, str) and "\n" not in item]
    if len(texts) < len(inner):
        return False
    if not isinstance(value, Mapping) and not all(_can_be_bare(text, True) for text in texts):
        return False
    return len(head) + 1 + len(_flow_value(value)) <= WIDTH


def _flow_value(value: Value, key: str = "") -> str:
    if isinstance(value, str):
        return _one_line(value, key, flow=True)
    if isinstance(value, Mapping):
        return flow_entry(value)
    return "[" + ", ".join(_flow_value(item) for item in value) + "]"


def _one_line(text: str, key: str, *, flow: bool) -> str:
    """The value of a key on one line: ids in double quotes, because readers would take a bare
    `1.10` for 1.1; days, and a `yes` that can be nothing else, bare as people write them.
    """
    if key == "id":
        return double_quoted(text)
    if (key in _DAYS and _is_day(text)) or (key in _YES and text == "yes"):
        return text
    return scalar(text, flow=flow)


def _key(key: str) -> str:
    return scalar(key, flow=True)


def _is_day(text: str) -> bool:
    parts = text.split("-")
    digits = "".join(parts)
    return [len(part) for part in parts] == [4, 2, 2] and digits.isascii() and digits.isdigit()


def _can_be_bare(text: str, flow: bool) -> bool:
    if not text or not text[0].isalpha() or text[-1] in " :'\"" or text.lower() in _NOT_TEXT:
        return False
    if any(sign in text for sign in (": ", " #")) or any(c in "[]{},\t" for c in text):
        return False
    if flow and (":" in text or "?" in text):
        return False
    return not any(_is_odd(c) or (c.isspace() and c != " ") for c in text)


def _is_odd(character: str) -> bool:
    """Whether a character cannot be seen, or makes a reader or an editor see another order or
    another end of line: controls, line and paragraph separators, the byte order mark, marks of
    direction, and code points that are no characters.
    """
    code = ord(character)
    return (
        code < 0x20
        or 0x7F <= code <= 0x9F
        or code in (0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF)
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
        or 0xFDD0 <= code <= 0xFDEF
        or code & 0xFFFE == 0xFFFE
    )


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if not _is_odd(character):
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _refuse_halves(text: str) -> None:
    for place, character in enumerate(text, start=1):
        if 0xD800 <= ord(character) <= 0xDFFF:
            raise Unwritable(
                f"character {place} of this text is half of one (U+{ord(character):04X}), "
                "which no file can hold: type it again"
            )
