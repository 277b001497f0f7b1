"""What keeps a text from being YAML for a plan, in the words of somebody who edits it by hand.

Each finding has its place, and where that can be done, the text is mended for the rest of the
reading: the character at fault makes way for another, so that every other place stays where it
was and all that is wrong further down is found at once. The file itself is never touched.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from yaml import MarkedYAMLError, YAMLError
from yaml._yaml import CParser
from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

_QUOTES = "put the whole text in double quotes"
CURLY = "[“”„‘’]"
"""The quotation marks that Word puts in."""
STRAIGHT = '(the quotation marks here are Word’s: those of a plan file are straight, ")'
TAB = "a tab is here: use spaces (YAML does not allow tabs)"
_FIT = "check that it is indented as far as its neighbours"
STARTS = (MappingStartEvent, SequenceStartEvent)
ENDS = (MappingEndEvent, SequenceEndEvent)
# The parser takes the square of this in time.
DEEPEST_BRACKETS = 100


class Objection(NamedTuple):
    """Something wrong at a place of a text (in characters, from 0), and what to do about it."""

    at: int
    message: str
    rule: str = "yaml"
    mended: str | None = None
    """The text without what is wrong, of the same length; None where reading breaks off here."""


def events(text: str) -> Iterator[Any]:
    """The parser's events. Raises yaml.YAMLError where the text is not YAML."""
    next_event: Callable[[], Any] = CParser(text).get_event
    while (event := next_event()) is not None:
        yield event


def gave_up_at(error: YAMLError) -> int | None:
    """Where the parser found values nested deeper than it goes (a thousand levels, since
    PyYAML 6.0.4); None where it objects to something else.
    """
    if isinstance(error, MarkedYAMLError) and "nesting depth" in (error.problem or ""):
        return int(error.problem_mark.index) if error.problem_mark else None
    return None


def explain_syntax(error: YAMLError, text: str) -> tuple[int, int, str]:
    """Line and column (from 1) of what the parser objects to, and what to do about it."""
    found = objection(error, text)
    line_start = text.rfind("\n", 0, found.at) + 1
    return text.count("\n", 0, found.at) + 1, found.at - line_start + 1, found.message


def objection(error: YAMLError, text: str) -> Objection:
    """What the parser objects to, at the place to mend."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        reason = getattr(error, "reason", None) or error
        return Objection(0, f"this is not text that YAML can read: {reason}")
    said = f"{error.context or ''} {error.problem or ''}".strip()
    at = error.problem_mark.index
    if at >= len(text):  # What is missing at the end is missing behind the last that is there.
        at = len(text.rstrip())
    begins = at if error.context_mark is None else min(error.context_mark.index, at)
    for sign, explain in _EXPLAINED:
        if sign in said:
            found = explain(text, at, begins)
            line_end = text.find("\n", found.at)
            line = text[text.rfind("\n", 0, found.at) + 1 : line_end if line_end >= 0 else None]
            if re.search(f"[:-] *{CURLY}", line):
                found = found._replace(message=f"{found.message} {STRAIGHT}")
            return found._replace(mended=None) if _heads(text, found.at) else found
    return Objection(at, f"YAML cannot read this: {said}")


def _heads(text: str, at: int, end: str = ":") -> bool:
    """Whether lines below hang on the one of this place: they would seem to hang on another."""
    line, _, _ = text[text.rfind("\n", 0, at) + 1 :].partition("\n")
    below = re.compile(r"(?m)\s*^( *)").match(text, text.find("\n", at))
    indent = len(line) - len(line.lstrip(" -"))
    return bool(below and len(below[1]) > indent and line.rstrip().endswith(end))


def _without(text: str, *places: int, put: str = "x") -> str:
    for at in places:
        if text[at : at + 1] not in ("", "\n", "\r"):
            text = text[:at] + put + text[at + 1 :]
    return text


def before(text: str, at: int) -> str:
    """What stands before a place in its line, without the spaces around it."""
    return text[text.rfind("\n", 0, at) + 1 : at].strip()


def _colon(text: str, at: int, _: int) -> Objection:
    word = before(text, at)
    if re.fullmatch(r"[a-z_]+", word):
        message = f"`{word}` is read as more of the text above it, because it is indented further: "
        return Objection(text.rindex(word, 0, at), f"{message}{_FIT}; or {_QUOTES}")
    message = "a colon with a space behind it begins a value: where it is part of the text, "
    return Objection(at, message + _QUOTES, mended=_without(text, at))


def _first_character(text: str, at: int, _: int) -> Objection:
    if text[at : at + 1] == "\t":
        return Objection(at, TAB, "tab", _without(text, at, put=" ") if before(text, at) else None)
    return _means_something_else(text, at, at)


def _means_something_else(text: str, _: int, begins: int) -> Objection:
    message = f"text cannot begin with “{text[begins : begins + 1]}”: {_QUOTES}"
    return Objection(begins, message, mended=_without(text, begins))


def _dash_or_question_mark(text: str, at: int, _: int) -> Objection:
    message = (
        f"text cannot begin with “{text[at : at + 1]}” and a space: {_QUOTES}; or, for a list, "
        "write each `- ` on a line of its own below the key"
    )
    return Objection(at, message, mended=_without(text, at))


def _backslash(text: str, at: int, begins: int) -> Objection:
    slash = max(text.rfind("\\", begins, at + 1), begins)
    message = "a backslash in double quotes means something: write it twice, or use single quotes"
    return Objection(slash, message, mended=_without(text, slash, slash + 1))


def _open_quote(_: str, __: int, at: int) -> Objection:
    return Objection(at, "this quotation mark is never closed: add the closing one")


def _no_colon(text: str, _: int, begins: int) -> Objection:
    if text.startswith("-", begins):
        message = "a space is missing behind the dash: write `- …`"
        return Objection(begins, message, mended=_without(text, begins + 1, put=" "))
    if word := re.compile(r"[a-z_]+:(?=\S)").match(text, begins):
        message = f"a space is missing behind the colon: write `{word[0]} …`"
        return Objection(word.end() - 1, message, mended=_without(text, word.end(), put=" "))
    if word := re.compile(r"(?m)[a-z_]+(?=\s*$)").match(text, begins):
        return Objection(begins, f"a colon is missing: write `{word[0]}:`")
    message = (
        "this line has no colon with a space behind it, or belongs to the text above it: write "
        "`key: value`, or indent it as far as that text"
    )
    mended = None if _heads(text, begins, "") else _without(text, begins, put="#")
    return Objection(begins, message, mended=mended)


def _flow(text: str, at: int, begins: int) -> Objection:
    found = text[at : at + 1]
    is_key = "\n" in text[begins:at] and re.fullmatch(r"(- +)?[a-z_]+", before(text, at))
    if found == ":" and not is_key:
        message = f"a colon within brackets begins a value: {_QUOTES}"
        return Objection(at, message, mended=_without(text, at))
    if found in ("]", "}"):
        message = f"`{found}` closes nothing here: take it away, or {_QUOTES}"
        return Objection(at, message, mended=_without(text, at))
    return _open_bracket(text, begins)


def _open_bracket(text: str, begins: int) -> Objection:
    marks = ("[", "]") if text.startswith("[", begins) else ("{", "}")
    message = "this `{}` is never closed: close it with `{}`, or, where it is part of the text, "
    return Objection(begins, message.format(*marks) + _QUOTES)


def _nothing_to_read(text: str, at: int, _: int) -> Objection:
    found = text[at : at + 1]
    if found and found in ",]}":
        message = f"something is missing before `{found}`; where text begins with it, {_QUOTES}"
        return Objection(at, message, mended=_without(text, at))
    opened = _read_on(text)[0]
    if opened:
        return _open_bracket(text, opened[-1])
    return Objection(at, "something is missing here: fill it in, or delete the line")


def _does_not_fit(text: str, at: int, _: int) -> Objection:
    """Either text goes on behind a closing mark, or a line is not indented as it should be."""
    line_start = text.rfind("\n", 0, at) + 1
    behind = before(text, at)
    start, style = _read_on(text)[1:]
    if style in ('"', "'") and behind and start < line_start:
        line = text.count("\n", 0, at) + 1
        message = f"this quotation mark is closed only on line {line}: close it where its text ends"
        return Objection(start, message)
    if behind.endswith(('"', "'", "]", "}")):
        ends = text.rindex(behind[-1], 0, at)
        begins = text.find({"]": "[", "}": "{"}.get(behind[-1], behind[-1]), line_start, ends)
        message = (
            f"the text goes on behind its closing `{text[ends]}`: {_QUOTES} (and a double quote "
            'within it as \\")'
        )
        mended = _without(text, begins, ends, at) if begins >= 0 else None
        return Objection(at, message, mended=mended)
    if text.startswith(":", at):
        mended = _without(text, at, put="#")
        return Objection(at, "nothing stands before this colon: write `key: value`", mended=mended)
    message = (
        f"this line does not fit the lines above: {_FIT}, and begin it with `- ` if it is the "
        "next of a list"
    )
    return Objection(at, message)


def _read_on(text: str) -> tuple[list[int], int, str | None]:
    """Up to where the parser stops: the brackets still open, and where the last text that was read
    begins and how it is written.
    """
    opened: list[tuple[int, bool]] = []
    start, style = 0, None
    try:
        for event in events(text):
            kind: Any = event.__class__
            if kind in STARTS:
                opened.append((event.start_mark.index, bool(event.flow_style)))
                if len(opened) > DEEPEST_BRACKETS:
                    break
            elif kind in ENDS:
                opened.pop()
                style = None
            elif kind is ScalarEvent:
                start, style = event.start_mark.index, event.style
    except YAMLError:
        pass
    return [at for at, is_flow in opened if is_flow], start, style


def _directive(text: str, at: int, _: int) -> Objection:
    message = "a line cannot begin with % here: put the text in double quotes, or delete the line"
    return Objection(text.rfind("\n", 0, at) + 1, message)


_EXPLAINED: tuple[tuple[str, Callable[[str, int, int], Objection]], ...] = (
    ("mapping values are not allowed", _colon),
    ("found character that cannot start any token", _first_character),
    ("found a tab character", _first_character),
    ("while scanning an anchor", _means_something_else),
    ("while scanning an alias", _means_something_else),
    ("while scanning a tag", _means_something_else),
    ("found undefined tag handle", _means_something_else),
    ("while scanning a block scalar", _means_something_else),
    ("block sequence entries are not allowed", _dash_or_question_mark),
    ("mapping keys are not allowed", _dash_or_question_mark),
    ("found unexpected end of stream", _open_quote),
    ("found unexpected document indicator", _open_quote),
    ("while parsing a quoted scalar", _backslash),
    ("could not find expected ':'", _no_colon),
    ("did not find expected ',' or", _flow),
    ("did not find expected node content", _nothing_to_read),
    ("did not find expected key", _does_not_fit),
    ("did not find expected '-' indicator", _does_not_fit),
    ("did not find expected <document start>", _does_not_fit),
    ("while scanning a directive", _directive),
    ("%YAML directive", _directive),
    ("%TAG directive", _directive),
    ("incompatible YAML document", _directive),
)
"""By the parser's words. What explains is given the text, the place of the problem, and the place
where what holds the problem begins."""
