"""What a rule of `check` finds in a small plan."""

from typing import Any

from builders import day, plan
from cpcplan.domain.checks.catalogue import findings
from cpcplan.domain.checks.rules import Finding
from cpcplan.domain.checks.where import Where
from cpcplan.domain.model import KeyAction, SubAction
from cpcplan.domain.reckoning import stand

WAY_BACK = "The vice chair convenes the group by 9 April."


def all_of(on: str, *parts: SubAction | KeyAction, **fields: Any) -> tuple[Finding, ...]:
    """Everything that is found in `plan(…)` on a day."""
    return findings(stand(plan(*parts, **fields), as_of=day(on)))


def found(rule: str, on: str, *parts: SubAction | KeyAction, **fields: Any) -> list[Where]:
    """The places that a rule points to."""
    return [each.where for each in all_of(on, *parts, **fields) if each.rule == rule]


def message(rule: str, on: str, *parts: SubAction | KeyAction, **fields: Any) -> str:
    """What a rule says of the one place that it points to."""
    (only,) = [each for each in all_of(on, *parts, **fields) if each.rule == rule]
    return only.message


def at(*path: str | int, of: str = "1.11") -> Where:
    """A place in an action."""
    return Where(of, path)
