"""What plan.yaml may say, and issued.yaml beside it: the shape of each mapping in them.

See `shapes`, which does the same for an outcome's file.
"""

from functools import cache
from typing import Annotated, Any, NotRequired

from pydantic import AfterValidator, BeforeValidator, TypeAdapter, WithJsonSchema, with_config
from typing_extensions import TypedDict

from cpcplan.domain.model import Issued, Lead, Period, Plan
from cpcplan.domain.rag import Rating
from cpcplan.storage.shapes import STRICT
from cpcplan.storage.tree import Tree
from cpcplan.storage.values import (
    Day,
    Format,
    Id,
    OneOrMore,
    Printed,
    Span,
    Text,
    YesOrNo,
    empty_as_list,
)


@with_config(STRICT)
class PeriodShape(TypedDict):
    """The plan's term, from the first day of `start` to the last of `end`."""

    start: Span
    end: Span


def _period(shape: PeriodShape) -> Period:
    period = Period(start=shape["start"][0], end=shape["end"][1])
    if period.end < period.start:
        raise ValueError("this period ends before it starts: are `start` and `end` swapped?")
    return period


@with_config(STRICT)
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


@with_config(STRICT)
class SettingsShape(TypedDict):
    """What commands take for granted."""

    by: NotRequired[Text]
    save: NotRequired[YesOrNo]


@with_config(STRICT)
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


@with_config(STRICT)
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
def plan_file() -> TypeAdapter[Plan]:
    """What checks the tree of plan.yaml and makes a plan, without outcomes, of it."""
    return TypeAdapter[Plan](PlanFile)  # type: ignore[arg-type]


@cache
def issued_file() -> TypeAdapter[tuple[Issued, ...]]:
    """What checks the tree of issued.yaml and makes papers of it."""
    return TypeAdapter[tuple[Issued, ...]](IssuedFile)  # type: ignore[arg-type]
