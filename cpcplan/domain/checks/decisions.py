"""What the committee is asked to decide, and timescales that were moved."""

from cpcplan.domain.calendar import in_words
from cpcplan.domain.checks.rules import Found, Rule, actions
from cpcplan.domain.checks.where import in_entry
from cpcplan.domain.model import Update
from cpcplan.domain.standing import PlanStanding, Standing


def _passed_over(standing: PlanStanding) -> Found:
    for action in standing.actions():
        asked = action.request
        if asked is None or asked.timescale_requested is None:
            continue
        held = [day for day in standing.plan.meetings if asked.date < day < standing.as_of]
        if held:
            what = (
                f"{action.id}: more time ({asked.timescale_requested.text}) was asked for on "
                f"{in_words(asked.date)}, and the meeting of {in_words(held[0])} has passed "
                "without a decision"
            )
            yield in_entry(action.action, asked, "timescale_requested"), what


def _no_decision(standing: PlanStanding) -> Found:
    for action in standing.actions():
        revised = _revision(action)
        if revised and revised.timescale and not revised.agreed:
            what = (
                f"{action.id}: the timescale became {revised.timescale.text} on "
                f"{in_words(revised.date)}, and no decision is recorded"
            )
            yield in_entry(action.action, revised, "timescale"), what


def _reports_given_up(standing: PlanStanding) -> Found:
    for action in standing.actions():
        revised = _revision(action)
        if revised is None or revised.timescale is None or revised.timescale.cycles:
            continue
        before = [action.action.timescale, *(e.timescale for e in action.told if e is not revised)]
        had = next((each for each in reversed(before) if each), None)
        if had and had.cycles:
            named = " and ".join(cycle.name for cycle in had.cycles)
            what = (
                f"{action.id}: the timescale became {revised.timescale.text} on "
                f"{in_words(revised.date)}, which ended the reports that were due {named}, those "
                "that were missed among them"
            )
            yield in_entry(action.action, revised, "timescale"), what


def _revision(action: Standing) -> Update | None:
    """The entry that brought the timescale in force of an open action; None where it has none of
    its own, or the printed one.
    """
    return action.in_force.revision if action.is_open and not action.in_force.inherited else None


RULES = (
    Rule(
        "request-passed-over",
        "Somebody asked for more time, the committee has met since, and no answer is recorded.",
        "record what was decided (`cpcplan reschedule` or `cpcplan refuse`), or put it to the "
        "next meeting",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: August 2025
              updates:
                - date: 2025-05-20
                  timescale_requested: December 2025
                  why: One of the two localities has not begun.
            """,
            plan="""\
            title: Anytown Child Protection Committee Improvement Plan 2025–26
            committee: Anytown Child Protection Committee
            period: {start: January 2025, end: December 2026}
            leads: {police: CPC Lead – Police}
            meetings: [2025-06-03, 2025-09-02]
            """,
        ),
        _passed_over,
    ),
    Rule(
        "no-decision",
        "A timescale is the committee’s to move, and papers say that no decision is recorded.",
        "say in `agreed` where it was decided (a meeting, an item)",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: August 2025
              updates:
                - date: 2025-05-20
                  timescale: December 2025
                  why: One of the two localities has not begun.
            """
        ),
        _no_decision,
    ),
    Rule(
        "reports-given-up",
        "A timescale without a cycle ends the reports, and what was missed is asked for no more.",
        "name the cycle too, if they go on (`December 2025, then quarterly`)",
        actions(
            """\
            - id: "1.1"
              title: Tell the committee how fast concerns are answered
              leads: [police]
              timescale: quarterly
              updates:
                - date: 2025-05-20
                  timescale: December 2025
                  why: The figures come once the new system is in.
                  agreed: CPC 20 May 2025, item 4
            """
        ),
        _reports_given_up,
    ),
)
