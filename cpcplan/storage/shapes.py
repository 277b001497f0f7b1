"""What a plan file may say: the shape of each mapping in it, checked by pydantic.

These shapes are the format: the JSON Schema that editors use is made from them, and each turns
into a value of the domain as soon as it is valid. What one place says of another (a lead's key,
an id used twice) is checked in `references`.
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
    WithJsonSchema,
    with_config,
)
from typing_extensions import TypedDict

from cpcplan.domain.model import (
    Issued,
    KeyAction,
    Lead,
    Outcome,
    Period,
    Plan,
    State,
    SubAction,
    SuccessMeasure,
    Update,
)
from cpcplan.domain.rag import Rating
from cpcplan.storage.source import Tree
from cpcplan.storage.values import (
    Day,
    Figure,
    Format,
    Id,
    OneOrMore,
    Printed,
    Reported,
    Span,
    Terms,
    Text,
    Texts,
    Yes,
    YesOrNo,
    empty_as_list,
)

_STRICT = ConfigDict(extra="forbid")


def _made_into(build: Callable[..., Any]) -> AfterValidator:
    """Once a mapping is valid, its values are the arguments of `build`."""

    def make(shape: Mapping[str, Any]) -> Any:
        return build(**shape)

    return AfterValidator(make)


# --- an update ------------------------------------------------------------------------------


def _pairs(mapping: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(mapping.items())


Readings = Annotated[dict[Id, Figure], Field(min_length=1), AfterValidator(_pairs)]


@with_config(_STRICT)
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
MeasureShape.__pydantic_config__ = _STRICT  # type: ignore[attr-defined]


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


@with_config(_STRICT)
class SubActionShape(ActionShape):
    """One thing to be done."""

    points: NotRequired[Texts]


SubActions = Annotated[
    tuple[Annotated[SubActionShape, _made_into(SubAction)], ...], BeforeValidator(empty_as_list)
]


@with_config(_STRICT)
class KeyActionShape(ActionShape):
    """A key action, with the sub-actions that carry it out."""

    sub_actions: NotRequired[SubActions]


KeyActions = Annotated[
    tuple[Annotated[KeyActionShape, _made_into(KeyAction)], ...], BeforeValidator(empty_as_list)
]


@with_config(_STRICT)
class OutcomeShape(TypedDict):
    """An outcome file."""

    id: Id
    title: Text
    key_actions: NotRequired[KeyActions]
    printed: NotRequired[Printed]


OutcomeFile = Annotated[OutcomeShape, _made_into(Outcome)]


# --- plan.yaml ------------------------------------------------------------------------------


@with_config(_STRICT)
class PeriodShape(TypedDict):
    """The plan's term, from the first day of `start` to the last of `end`."""

    start: Span
    end: Span


def _period(shape: PeriodShape) -> Period:
    period = Period(start=shape["start"][0], end=shape["end"][1])
    if period.end < period.start:
        raise ValueError("this period ends before it starts: are `start` and `end` swapped?")
    return period


@with_config(_STRICT)
class LeadShape(TypedDict):
    """Who can lead an action: a name, and the agency if there is one."""

    name: Text
    agency: NotRequired[Text]


def _name_alone(value: Tree) -> Tree:
    return {"name": value} if isinstance(value, str) else value


NamedLead = Annotated[
    LeadShape,
    BeforeValidator(_name_alone),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {"name": {"type": "string"}, "agency": {"type": "string"}},
                    "required": ["name"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]


def _leads(shapes: dict[str, LeadShape]) -> tuple[Lead, ...]:
    return tuple(Lead(key, **shape) for key, shape in shapes.items())


@with_config(_STRICT)
class SettingsShape(TypedDict):
    """What commands take for granted."""

    by: NotRequired[Text]
    save: NotRequired[YesOrNo]


@with_config(_STRICT)
class PlanShape(TypedDict):
    """plan.yaml: what the outcomes share."""

    format: NotRequired[Format]
    title: Text
    committee: Text
    period: Annotated[PeriodShape, AfterValidator(_period)]
    leads: Annotated[dict[Id, NamedLead], AfterValidator(_leads)]
    vision: NotRequired[Text]
    reports_to: NotRequired[OneOrMore]
    legend: NotRequired[dict[Rating, Text]]
    meetings: NotRequired[Annotated[tuple[Day, ...], BeforeValidator(empty_as_list)]]
    settings: NotRequired[SettingsShape]
    introduction: NotRequired[Text]
    printed: NotRequired[Printed]


def _plan(shape: PlanShape) -> Plan:
    fields: dict[str, Any] = {**shape}
    fields.pop("format", None)
    settings = fields.pop("settings", {})
    fields["recorded_by"] = settings.get("by")
    fields["saves"] = settings.get("save", False)
    fields["legend"] = tuple(fields.get("legend", {}).items())
    fields["meetings"] = tuple(sorted(set(fields.get("meetings", ()))))
    return Plan(**fields)


PlanFile = Annotated[PlanShape, AfterValidator(_plan)]


# --- issued.yaml ----------------------------------------------------------------------------


@with_config(_STRICT)
class IssuedShape(TypedDict):
    """A paper that was issued."""

    date: Day
    template: Text
    meeting: NotRequired[Text]
    commit: Text
    paper: Text
    lead: NotRequired[Text]


def _issued(shape: IssuedShape) -> Issued:
    fields: dict[str, Any] = {"meeting": "", **shape}
    return Issued(**fields)


IssuedFile = Annotated[
    tuple[Annotated[IssuedShape, AfterValidator(_issued)], ...], BeforeValidator(empty_as_list)
]


@cache
def issued_file() -> TypeAdapter[tuple[Issued, ...]]:
    """What checks the tree of issued.yaml and makes papers of it."""
    return TypeAdapter[tuple[Issued, ...]](IssuedFile)  # type: ignore[arg-type]


@cache
def outcome_file() -> TypeAdapter[Outcome]:
    """What checks the tree of an outcome file and makes an outcome of it."""
    return TypeAdapter[Outcome](OutcomeFile)  # type: ignore[arg-type]


@cache
def plan_file() -> TypeAdapter[Plan]:
    """What checks the tree of plan.yaml and makes a plan, without outcomes, of it."""
    return TypeAdapter[Plan](PlanFile)  # type: ignore[arg-type]
