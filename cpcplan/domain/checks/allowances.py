"""What the plan’s own comments allow: a warning in one place, for a reason.

    timescale: ongoing  # check: allow open-ended: reviewed by the committee every May

A comment allows what one rule finds on its line; one on a line of its own, what it finds on the
line below the comments that it is among. Errors cannot be allowed, and an allowance that allows
nothing is itself something to look at: no silence outlives its cause.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from cpcplan.domain.calendar import in_words
from cpcplan.domain.checks.catalogue import ALLOWABLE, ERRORS
from cpcplan.domain.checks.files import (
    ALLOWANCE_OF_NOTHING,
    ALLOWANCE_OF_UNKNOWN_RULE,
    ALLOWANCE_WITHOUT_REASON,
)
from cpcplan.domain.checks.rules import Rule
from cpcplan.domain.model import in_number_order
from cpcplan.errors import Fault


class Allowance(NamedTuple):
    """A comment that allows something: where it stands, and the lines that it is about (from
    `first` to `last`), those of a text of several lines all together.
    """

    file: str
    line: int
    column: int
    first: int
    last: int
    rule: str
    reason: str
    """Why; empty where that is not said."""

    def is_about(self, fault: Fault) -> bool:
        """Whether it speaks of that place; of one in its file, and by its rule."""
        return self.first <= fault.line <= self.last


class Allowed(NamedTuple):
    """A warning that is allowed, and why."""

    fault: Fault
    reason: str


class Sifted(NamedTuple):
    """Warnings to look at, those about allowances among them, and what is allowed; each in the
    order of the files.
    """

    warnings: tuple[Fault, ...]
    allowed: tuple[Allowed, ...]


def sift(faults: Iterable[Fault], allowances: Sequence[Allowance], *, as_of: date) -> Sifted:
    """What is left to look at, and what is allowed."""
    sound = defaultdict(list)
    for each in allowances:
        if each.reason and each.rule in _NAMES:
            sound[each.file, each.rule].append(each)
    warnings, allowed, used = [], [], set()
    for fault in sorted(faults, key=_order):
        speaking = [each for each in sound[fault.file, fault.rule] if each.is_about(fault)]
        used.update(speaking)
        if speaking:
            allowed.append(Allowed(fault, speaking[0].reason))
        else:
            warnings.append(fault)
    about = [_fault(each, as_of) for each in allowances if each not in used]
    return Sifted(tuple(sorted([*warnings, *about], key=_order)), tuple(allowed))


def _order(fault: Fault) -> tuple[object, ...]:
    return (in_number_order(fault.file), *fault[1:5])


_NAMES = frozenset(rule.name for rule in ALLOWABLE)
_ERRORS = frozenset(rule.name for rule in ERRORS)


def _fault(allowance: Allowance, as_of: date) -> Fault:
    """What is wrong with an allowance that allowed nothing."""
    if allowance.rule not in _NAMES:
        rule, what = ALLOWANCE_OF_UNKNOWN_RULE, _unknown(allowance.rule)
    elif not allowance.reason:
        rule = ALLOWANCE_WITHOUT_REASON
        what = f"this comment does not say why `{allowance.rule}` is allowed here"
    else:
        rule = ALLOWANCE_OF_NOTHING
        what = f"`{allowance.rule}` has nothing to say here on {in_words(as_of)}"
    return _at(allowance, rule, what)


def _unknown(name: str) -> str:
    if not name:
        return "this comment does not say which rule it allows"
    if name in _ERRORS:
        return f"`{name}` is an error, and errors cannot be allowed"
    return f"no rule that can be allowed is called `{name}`"


def _at(allowance: Allowance, rule: Rule, what: str) -> Fault:
    return Fault(allowance.file, allowance.line, allowance.column, rule.name, rule.message(what))
