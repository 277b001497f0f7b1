"""What an outcome file may say: the shape of each mapping in it, checked by pydantic.

These shapes and those of `plan_shapes` are the format: the JSON Schema that editors use is made
from them, and each turns into a value of the domain as soon as it is valid. What one place says of
another (a lead's key, an id used twice) is checked in `references`.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, NotRequired

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    with_config,
)
from typing_extensions import TypedDict

from cpcplan.domain.model import (
    KeyAction,
    Outcome,
    State,
    SubAction,
    SuccessMeasure,
    Update,
)
from cpcplan.domain.rag import Rating
from cpcplan.storage.values import (
    Day,
    Figure,
    Id,
    OneOrMore,
    Printed,
    Reported,
    Terms,
    Text,
    Texts,
    Yes,
    empty_as_list,
)

STRICT = ConfigDict(extra="forbid")
"""What no shape names is a mistake."""


def _made_into(build: Callable[..., Any]) -> AfterValidator:
    """Once a mapping is valid, its values are the arguments of `build`."""

    def make(shape: Mapping[str, Any]) -> Any:
        return build(**shape)

    return AfterValidator(make)


# --- an update ------------------------------------------------------------------------------


def _pairs(mapping: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(mapping.items())


Readings = Annotated[dict[Id, Figure], Field(min_length=1), AfterValidator(_pairs)]


@with_config(STRICT)
class UpdateShape(TypedDict):
    """One dated entry of an action's story."""

    date: Day
    by: NotRequired[Text]
    rag: NotRequired[Rating]
    timescale: NotRequired[Terms]
    timescale_requested: NotRequired[Terms]
    timescale_refused: NotRequired[Yes]
    leads: NotRequired[Annotated[tuple[Text, ...], Field(min_length=1)]]
    reported: NotRequired[Reported]
    state: NotRequired[State]
    readings: NotRequired[Readings]
    note: NotRequired[Text]
    why: NotRequired[Text]
    next: NotRequired[Text]
    evidence: NotRequired[OneOrMore]
    agreed: NotRequired[Text]


_NEED_WHY = frozenset(
    ("rag", "timescale", "timescale_requested", "timescale_refused", "leads", "state")
)
_HAPPENS = _NEED_WHY | {"reported", "readings", "note"}


def _update(shape: UpdateShape) -> Update:
    if _HAPPENS.isdisjoint(shape):
        raise ValueError(
            "this entry does not say what happened: give it `rag`, `note`, `reported`, "
            "`timescale`, `state`, `readings` or `leads`, …"
        )
    if "why" not in shape and not _NEED_WHY.isdisjoint(shape):
        names = " and ".join(f"`{name}`" for name in sorted(_NEED_WHY.intersection(shape)))
        raise ValueError(f"`why` is missing: the reason for {names} belongs beside it")
    return Update(**shape)  # type: ignore[arg-type]


Updates = Annotated[
    tuple[Annotated[UpdateShape, AfterValidator(_update)], ...], BeforeValidator(empty_as_list)
]


# --- actions --------------------------------------------------------------------------------


# Written as a call, because `for` is a word of Python's.
MeasureShape = TypedDict(
    "MeasureShape",
    {
        "id": Id,
        "measure": Text,
        "baseline": NotRequired[Figure],
        "target": NotRequired[Figure],
        "for": NotRequired[Texts],
        "printed": NotRequired[Printed],
    },
)
MeasureShape.__pydantic_config__ = STRICT  # type: ignore[attr-defined]


def _measure(shape: Mapping[str, Any]) -> SuccessMeasure:
    renamed = {("speaks_of" if key == "for" else key): value for key, value in shape.items()}
    return SuccessMeasure(**renamed)


Measures = Annotated[
    tuple[Annotated[MeasureShape, AfterValidator(_measure)], ...], BeforeValidator(empty_as_list)
]


class ActionShape(TypedDict):
    """What key actions and sub-actions share."""

    id: Id
    title: Text
    leads: NotRequired[Texts]
    timescale: NotRequired[Terms]
    added: NotRequired[Day]
    origin: NotRequired[OneOrMore]
    success_measures: NotRequired[Measures]
    printed: NotRequired[Printed]
    updates: NotRequired[Updates]


@with_config(STRICT)
class SubActionShape(ActionShape):
    """One thing to be done."""

    points: NotRequired[Texts]


SubActions = Annotated[
    tuple[Annotated[SubActionShape, _made_into(SubAction)], ...], BeforeValidator(empty_as_list)
]


@with_config(STRICT)
class KeyActionShape(ActionShape):
    """A key action, with the sub-actions that carry it out."""

    sub_actions: NotRequired[SubActions]


KeyActions = Annotated[
    tuple[Annotated[KeyActionShape, _made_into(KeyAction)], ...], BeforeValidator(empty_as_list)
]


@with_config(STRICT)
class OutcomeShape(TypedDict):
    """An outcome file."""

    id: Id
    title: Text
    key_actions: NotRequired[KeyActions]
    printed: NotRequired[Printed]


OutcomeFile = Annotated[OutcomeShape, _made_into(Outcome)]


@cache
def outcome_file() -> TypeAdapter[Outcome]:
    """What checks the tree of an outcome file and makes an outcome of it."""
    return TypeAdapter[Outcome](OutcomeFile)  # type: ignore[arg-type]
