"""What a rule of `check` is, and what an example of it is made of."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from textwrap import dedent, indent
from typing import NamedTuple

from cpcplan.domain.checks.where import Where
from cpcplan.domain.standing import PlanStanding

Found = Iterator[tuple[Where, str]]
"""Places, each with what is wrong there in a few words; the rule’s advice is said behind them."""


class Severity(StrEnum):
    """An error is what no plan can be read with; a warning is worth a second look."""

    ERROR = "error"
    WARNING = "warning"


class Example(NamedTuple):
    """Files for which a rule, and no other, finds something on a day.

    `text` is what `file` holds; one whose name ends in / is a folder. `more` are other files by
    name, `committed` those that git has from the last commit and the folder has no more. plan.yaml
    and outcome-1.yaml are `PLAN` and `OUTCOME` where they are not named, but `alone` there is no
    outcome.
    """

    text: str
    file: str = "outcome-1.yaml"
    on: str = "2025-06-09"
    more: tuple[tuple[str, str], ...] = ()
    committed: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8"
    alone: bool = False


class Rule(NamedTuple):
    """A rule. Its name is part of what other tools rely on, and is never changed.

    `reason` says in one sentence why it is one, `advice` what to do, as it is read behind a colon.
    `find` is None for what is found in the files and not in the plan that they make; `more` is what
    else there is to know.
    """

    name: str
    reason: str
    advice: str
    example: Example
    find: Callable[[PlanStanding], Found] | None = None
    severity: Severity = Severity.WARNING
    more: str = ""

    def message(self, what: str) -> str:
        """What is wrong in one place, and what to do."""
        return f"{what}: {self.advice}"


class Finding(NamedTuple):
    """Something to look at, where it stands, and what to do."""

    rule: str
    message: str
    where: Where


PLAN = """\
title: Anytown Child Protection Committee Improvement Plan 2025–26
committee: Anytown Child Protection Committee
period: {start: January 2025, end: December 2026}
leads: {police: CPC Lead – Police}
"""
"""The plan.yaml of an example that has no other."""

_HEAD = """\
id: "1"
title: Children are heard
key_actions:
"""


def actions(text: str, *, on: str = "2025-06-09", plan: str = "") -> Example:
    """An example of one outcome with key actions, as `- id: "1.1"` and its lines; `plan` is its
    plan.yaml, if it needs another.
    """
    more = (("plan.yaml", dedent(plan)),) if plan else ()
    return Example(_HEAD + indent(dedent(text), "  "), on=on, more=more)


OUTCOME = actions(
    """\
    - id: "1.1"
      title: One form for every referral
      leads: [police]
      timescale: December 2025
    """
).text
"""The outcome-1.yaml of an example that has no other."""
