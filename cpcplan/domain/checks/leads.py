"""Who leads what: nobody, nothing, or twice."""

from collections.abc import Iterator

from cpcplan.domain.checks.rules import Example, Found, Rule, actions
from cpcplan.domain.checks.where import Where, in_plan_file, with_key_actions
from cpcplan.domain.model import Action, Plan
from cpcplan.domain.standing import PlanStanding


def _no_lead(standing: PlanStanding) -> Found:
    """A key action may leave it to its sub-actions."""
    for action, key_action in with_key_actions(standing):
        has_parts = action is key_action.own and key_action.sub_actions
        if action.is_open and not action.leads and not has_parts:
            yield Where(action.id, ("id",)), f"nobody leads {action.id}"


def _idle_lead(standing: PlanStanding) -> Found:
    """Who led something once, or records what happened, stands in the list with reason; and in a
    plan without an action nobody can lead one.
    """
    plan = standing.plan
    if not any(plan.actions()):
        return
    known = _named(plan)
    for lead in plan.leads:
        if lead.key not in known and lead.name not in known:
            yield in_plan_file("leads", lead.key), f"{lead.name} (`{lead.key}`) leads nothing"


def _named(plan: Plan) -> set[str | None]:
    found: set[str | None] = {plan.recorded_by}
    for action in plan.actions():
        found.update(action.leads)
        for entry in action.updates:
            found.update((*entry.leads, entry.by))
    return found


def _named_twice(standing: PlanStanding) -> Found:
    for action in standing.plan.actions():
        for path, keys in _lists(action):
            for n, key in enumerate(keys):
                if key in keys[:n]:
                    yield Where(action.id, (*path, n)), f"{action.id} names the lead `{key}` twice"


def _lists(action: Action) -> Iterator[tuple[tuple[str | int, ...], tuple[str, ...]]]:
    yield ("leads",), action.leads
    for n, entry in enumerate(action.updates):
        yield ("updates", n, "leads"), entry.leads


RULES = (
    Rule(
        "no-lead",
        "What nobody leads, nobody does.",
        "name who does, under `leads` (of the action, or of its key action)",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              timescale: December 2025
              sub_actions:
                - id: "1.11"
                  title: Agree what the form asks
                  leads: [police]
                - id: "1.12"
                  title: Try the form out in two localities
            """
        ),
        _no_lead,
    ),
    Rule(
        "idle-lead",
        "Somebody who can lead and leads nothing was forgotten in an action, or in the list.",
        "name them where they lead, or take them out of plan.yaml",
        Example(
            """\
title: Anytown Child Protection Committee Improvement Plan 2025–26
committee: Anytown Child Protection Committee
period: {start: January 2025, end: December 2026}
leads:
  police: CPC Lead – Police
  nhs: CPC Lead – NHS
""",
            file="plan.yaml",
        ),
        _idle_lead,
    ),
    Rule(
        "lead-named-twice",
        "Where one lead stands twice in a list, another was often meant.",
        "name whom you meant, or take one out",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police, police]
              timescale: December 2025
            """
        ),
        _named_twice,
    ),
)
