"""Every rule of `check`: to add one, write its function and a line in its module’s `RULES`."""

from cpcplan.domain.checks import (
    closing,
    dates,
    decisions,
    files,
    leads,
    measures,
    numbers,
    ratings,
    unreadable,
)
from cpcplan.domain.checks.rules import Finding
from cpcplan.domain.standing import PlanStanding

ALLOWABLE = (
    *ratings.RULES,
    *closing.RULES,
    *dates.RULES,
    *decisions.RULES,
    *leads.RULES,
    *measures.RULES,
    *numbers.RULES,
    *files.RULES,
)
"""Warnings, each of which can be allowed in a place."""

WARNINGS = (*ALLOWABLE, *files.ABOUT_ALLOWANCES)
ERRORS = unreadable.RULES


def findings(standing: PlanStanding) -> tuple[Finding, ...]:
    """All that the rules find in a plan, rule by rule."""
    return tuple(
        Finding(rule.name, rule.message(what), where)
        for rule in WARNINGS
        if rule.find
        for where, what in rule.find(standing)
    )
