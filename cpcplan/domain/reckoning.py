"""Reckoning where everything stands on a day: every rule, brought together once.

All questions and papers are asked of what `stand` returns, so that no two can disagree.
"""

from datetime import date
from functools import cache

from cpcplan.domain.contradictions import better_than_parts, contradictions
from cpcplan.domain.cycles import ReportsOwed, reports_owed
from cpcplan.domain.meetings import is_silent, silent_since
from cpcplan.domain.model import Action, KeyAction, Lead, Outcome, Plan, State
from cpcplan.domain.overdue import late_since
from cpcplan.domain.rag import derived
from cpcplan.domain.standing import (
    KeyActionStanding,
    OutcomeStanding,
    PlanStanding,
    Standing,
    open_ratings,
)
from cpcplan.domain.state import (
    joined_on,
    leads_in_force,
    pending_request,
    rating_entry,
    state,
    story,
    timescale_in_force,
)


def stand(plan: Plan, *, as_of: date) -> PlanStanding:
    """Where everything stands at the end of `as_of`."""
    reckoning = _Reckoning(plan, as_of)
    return PlanStanding(
        plan=plan,
        as_of=as_of,
        outcomes=tuple(
            OutcomeStanding(
                outcome,
                tuple(
                    reckoning.key_action(outcome, key_action)
                    for key_action in outcome.key_actions
                    if _has_joined(key_action, as_of)
                ),
            )
            for outcome in plan.outcomes
        ),
    )


def _has_joined(action: Action, as_of: date) -> bool:
    return action.added is None or action.added <= as_of


class _Reckoning:
    """One reckoning of a plan on a day: what every action of it needs to know, and what many of
    them have in common.
    """

    def __init__(self, plan: Plan, as_of: date) -> None:
        self.plan = plan
        self.as_of = as_of
        self._known = {lead.key: lead for lead in plan.leads}
        self._leads = cache(self._leads_of)
        self._silent_since = cache(self._silent_from)

    def _leads_of(self, keys: tuple[str, ...]) -> tuple[Lead, ...]:
        return tuple([self._known[key] for key in dict.fromkeys(keys)])

    def _silent_from(self, joined: date | None) -> date | None:
        return silent_since(self.plan, added=joined, as_of=self.as_of)

    def key_action(self, outcome: Outcome, key_action: KeyAction) -> KeyActionStanding:
        own = self._action(key_action, outcome.id, None)
        subs = tuple(
            self._action(sub, outcome.id, own)
            for sub in key_action.sub_actions
            if _has_joined(sub, self.as_of)
        )
        found = own.contradictions + better_than_parts(own.state, own.rating, open_ratings(subs))
        taken = derived(open_ratings(subs)) if own.is_open and not own.rating else None
        if taken:
            found += contradictions(
                own.state, taken, own.in_force, own.reports, own.told,
                period=self.plan.period, as_of=self.as_of,
            )  # fmt: skip
        own = own._replace(contradictions=found, derived=taken)
        return KeyActionStanding(own, subs)

    def _action(self, action: Action, outcome_id: str, parent: Standing | None) -> Standing:
        period, as_of = self.plan.period, self.as_of
        told = story(action.updates, as_of=as_of)
        joined = joined_on(action, parent.action if parent else None)
        in_force = timescale_in_force(action, told, key_action=parent.in_force if parent else None)
        keys = leads_in_force(action, told)
        state_now = state(told)
        rated = None
        reports = ReportsOwed()
        stale = False
        if state_now is State.OPEN:
            rated = rating_entry(told)
            reports = reports_owed(in_force, told, period=period, added=joined, as_of=as_of)
            since = self._silent_since(joined)
            stale = since is not None and is_silent(told, since=since)
        return Standing(
            action=action,
            outcome_id=outcome_id,
            key_action_id=parent.id if parent else None,
            as_of=as_of,
            told=told,
            leads=self._leads(keys) if keys or not parent else parent.leads,
            in_force=in_force,
            request=pending_request(told),
            state=state_now,
            rated=rated,
            reports=reports,
            late_since=late_since(state_now, in_force, reports, period=period, as_of=as_of),
            stale=stale,
            contradictions=contradictions(
                state_now, rated.rag if rated else None, in_force, reports, told,
                period=period, as_of=as_of,
            ),
            joined=joined,
        )  # fmt: skip
