"""Success measures that nobody reads."""

from datetime import date

from cpcplan.domain.calendar import in_words
from cpcplan.domain.checks.rules import Found, Rule, actions
from cpcplan.domain.checks.where import Where, in_plan_file
from cpcplan.domain.model import Period, State
from cpcplan.domain.standing import PlanStanding


def halfway(period: Period, added: date | None) -> date:
    """The day in the middle of the time that an action has, from when it was `added`."""
    begins = max(period.start, added or period.start)
    return begins + (period.end - begins) / 2


def _no_reading(standing: PlanStanding) -> Found:
    """Where no measure of the plan was ever read, that is said once."""
    plan = standing.plan
    unread, read = [], 0
    for action in standing.actions():
        known = {name for entry in action.told for name, _ in entry.readings}
        read += len(known)
        half = halfway(plan.period, action.joined)
        if half < standing.as_of and action.state in (State.OPEN, State.COMPLETE):
            unread += [each.id for each in action.action.success_measures if each.id not in known]
    if len(unread) > 1 and not read:
        half = halfway(plan.period, None)
        what = f"none of {len(unread)} success measures has been read"
        yield in_plan_file("period"), f"{what}, and half of its time was over on {in_words(half)}"
    else:
        for measure in unread:
            what = f"the success measure {measure} has not been read, and half of its time is over"
            yield Where(measure, ("id",)), what


RULES = (
    Rule(
        "no-reading",
        "A measure that has not been read by half-time cannot show what the second half must mend.",
        "record what it reads now (`cpcplan measure`)",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: December 2026
              success_measures:
                - id: "1.1a"
                  measure: Referrals that are answered within one working day
                  target: 90%
              updates:
                - date: 2025-12-02
                  rag: green
                  why: The form is in use.
            """,
            on="2026-02-03",
        ),
        _no_reading,
    ),
)
