"""Numbers that two actions share in print, or that are missing."""

import re
from collections import defaultdict
from itertools import pairwise

from cpcplan.domain.checks.rules import Example, Found, Rule, actions
from cpcplan.domain.checks.where import Where
from cpcplan.domain.model import Plan
from cpcplan.domain.standing import PlanStanding


def _printed_twice(standing: PlanStanding) -> Found:
    plan = standing.plan
    shares = defaultdict(list)
    for identifier, printed in _in_print(plan):
        shares[printed].append(identifier)
    for printed, sharing in shares.items():
        for identifier in sharing:
            if identifier != printed and len(sharing) > 1:
                others = [other for other in sharing if other != identifier]
                what = f"{identifier} was printed as {printed}, and so was {' and '.join(others)}"
                yield Where(identifier, ("printed", "id")), what


def _in_print(plan: Plan) -> list[tuple[str, str]]:
    """Each outcome's, action's and measure's number here, and as the source document printed it."""
    found = []
    for outcome in plan.outcomes:
        found.append((outcome.id, outcome.printed))
        for key_action in outcome.key_actions:
            for action in key_action.with_parts():
                found.append((action.id, action.printed))
                found += [(each.id, each.printed) for each in action.success_measures]
    return [(identifier, str(dict(printed).get("id", identifier))) for identifier, printed in found]


def _gap(standing: PlanStanding) -> Found:
    figures = (each.id for each in standing.plan.outcomes if re.fullmatch("[0-9]{1,6}", each.id))
    numbers = sorted((int(figure), figure) for figure in figures)
    for (before, _), (after, identifier) in pairwise(numbers):
        if after - before > 1:
            first, last = before + 1, after - 1
            missing = f"outcomes {first} to {last} are" if last > first else f"outcome {first} is"
            what = f"outcome {identifier} comes after outcome {before}, and {missing} in no file"
            yield Where(identifier, ("id",)), what


RULES = (
    Rule(
        "id-printed-twice",
        "Two things with one number in the printed plan are taken for each other.",
        "say which is meant when you speak of either, and number them apart when the plan is "
        "next printed",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: December 2025
            - id: "1.2"
              title: One telephone number for every referral
              leads: [police]
              timescale: December 2025
              printed: {id: "1.1"}
            """
        ),
        _printed_twice,
    ),
    Rule(
        "outcome-gap",
        "Where a number is missing among the outcomes, a file may be missing.",
        "restore the file; where none is missing, allow the gap, and say why it is there",
        Example(
            """\
id: "3"
title: Staff are confident
key_actions:
  - id: "3.1"
    title: A course for all new staff
    leads: [police]
    timescale: December 2025
""",
            file="outcome-3.yaml",
        ),
        _gap,
    ),
)
