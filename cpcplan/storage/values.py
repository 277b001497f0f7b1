"""The single values that a plan file may hold: what each must look like, and what it becomes.

Messages are for somebody who edits a plan by hand: they quote what stands there and say what to
write instead.
"""

from datetime import date
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticKnownError

from cpcplan.domain.calendar import read_day, read_span
from cpcplan.domain.timescale import Timescale, cycle_months, dated, read
from cpcplan.domain.visible import shown
from cpcplan.storage.tree import Tree

FORMAT = 1
"""The newest format of plan files that this version reads."""


def _written(value: Tree) -> str:
    """Text that is not blank. Raises what pydantic itself would."""
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    if not value.strip():
        raise PydanticKnownError("string_pattern_mismatch", {"pattern": r"\S"})
    return value


@lru_cache(maxsize=8192)
def _iso_day(text: str) -> date:
    looks_iso = len(text) == 10 and text[4] == text[7] == "-"
    try:
        day = read_day(text)
    except ValueError as refused:
        raise ValueError(f"“{shown(text)}” is not a day: {refused}") from None
    if day is None:
        raise ValueError(f"“{shown(text)}” is not a day: write one like 2019-03-12")
    if not looks_iso:
        raise ValueError(f"“{shown(text)}” is not written as a day is here: write {day}")
    return day


def _day(value: Tree) -> date:
    return _iso_day(_written(value))


def _span(value: Tree) -> tuple[date, date]:
    text = _written(value)
    try:
        span = read_span(text)
    except ValueError as refused:
        raise ValueError(f"“{shown(text)}” cannot be read: {refused}") from None
    if span is None:
        raise ValueError(
            f"“{shown(text)}” is not a month, a year or a day: write it like September 2018"
        )
    return span


def _timescale(value: Tree) -> Timescale:
    if not isinstance(value, dict):
        return read(_written(value))
    if value.keys() != {"text", "due"}:
        raise ValueError(
            "a timescale whose words no rule can date has `text` and `due` and nothing else, "
            "like {text: Within six months, due: 2019-03-12}"
        )
    words, due = value["text"], value["due"]
    if not isinstance(words, str) or not isinstance(due, str):
        raise ValueError(  # noqa: TRY004 - pydantic gathers these alone
            "`text` and `due` of a timescale are text: fill in both, like "
            "{text: Within six months, due: 2019-03-12}"
        )
    return dated(words, None if due == "unknown" else _due(due))


def _due(text: str) -> date:
    try:
        return _iso_day(text)
    except ValueError as refused:
        raise ValueError(f"{refused}, or `unknown` where nobody can say") from None


def _yes(value: Tree) -> bool:
    if value != "yes":
        raise ValueError("only `yes` can be said here: delete the line to say no")
    return True


def _yes_or_no(value: Tree) -> bool:
    if value not in ("yes", "no"):
        raise ValueError("`yes` or `no` is needed here")
    return value == "yes"


def _reported(value: Tree) -> str | bool:
    text = _written(value)
    if text == "yes":
        return True
    if cycle_months(text) is None:
        raise ValueError(
            f"“{shown(text)}” is not a cycle of reports: write `yes`, or the cycle's name "
            "(quarterly, 6 monthly, …)"
        )
    return text


def is_newer(value: Tree) -> bool:
    """Whether a plan's `format` is one that only a newer version can read."""
    figures = value if isinstance(value, str) and value.isascii() else ""
    return figures.isdecimal() and len(figures) <= 9 and int(figures) > FORMAT


def _format(value: Tree) -> int:
    text = _written(value)
    if text == str(FORMAT):
        return FORMAT
    if is_newer(text):
        raise ValueError(
            f"this plan is of format {text}, and this cpcplan reads up to {FORMAT}: "
            "install a newer cpcplan"
        )
    raise ValueError(f"“{shown(text)}” is not a format of plan files: write {FORMAT}")


def _one_as_list(value: Tree) -> Tree:
    return [value] if isinstance(value, str) else value


def empty_as_list(value: Tree) -> Tree:
    """A list key with nothing behind it is an empty list."""
    return [] if value in (None, "~", "null") else value


Text = Annotated[str, Field(pattern=r"\S")]
# Curly quotation marks are what a word processor makes of the straight ones around an id. A length
# counted in the pattern would take seven times as long to compile.
Id = Annotated[str, Field(pattern=r'^[^\s"“”„‘’][^\s"“”„]*$', max_length=80)]
# What other YAML readers may take for a number: for this one all is text.
_TEXT_OR_NUMBER = {"type": ["string", "number"]}
Figure = Annotated[Text, WithJsonSchema(_TEXT_OR_NUMBER)]
Day = Annotated[date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Span = Annotated[
    tuple[date, date],
    PlainValidator(_span),
    WithJsonSchema({**_TEXT_OR_NUMBER, "description": "a month, a year or a day"}),
]
Terms = Annotated[
    Timescale,
    PlainValidator(_timescale),
    WithJsonSchema(
        {
            "anyOf": [
                {**_TEXT_OR_NUMBER, "description": "as people write it: Sept 2019, 6 monthly"},
                {
                    "type": "object",
                    "properties": {
                        "text": _TEXT_OR_NUMBER,
                        "due": {
                            "anyOf": [{"type": "string", "format": "date"}, {"const": "unknown"}]
                        },
                    },
                    "required": ["text", "due"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
Texts = Annotated[tuple[Text, ...], BeforeValidator(empty_as_list)]
OneOrMore = Annotated[
    tuple[Text, ...],
    BeforeValidator(_one_as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Yes = Annotated[bool, PlainValidator(_yes), WithJsonSchema({"enum": ["yes", True]})]
YesOrNo = Annotated[
    bool, PlainValidator(_yes_or_no), WithJsonSchema({"enum": ["yes", "no", True, False]})
]
Reported = Annotated[
    str | bool,
    PlainValidator(_reported),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"const": True}]}),
]
Format = Annotated[int, PlainValidator(_format), WithJsonSchema({"enum": [1, "1"]})]


def _printed_words(value: Tree) -> str | tuple[str, ...]:
    if not isinstance(value, list):
        return _written(value)
    words = tuple(item for item in value if isinstance(item, str) and item.strip())
    if len(words) < len(value):
        raise ValueError("each item of this list is text: fill it in, or delete it")
    return words


PrintedWords = Annotated[
    str | tuple[str, ...],
    PlainValidator(_printed_words),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Printed = Annotated[dict[str, PrintedWords], AfterValidator(lambda m: tuple(m.items()))]
