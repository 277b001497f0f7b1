"""Ratings that nothing bears out, that lead nowhere, or that are too old to go by."""

from collections.abc import Callable
from datetime import date

from cpcplan.domain.calendar import in_words
from cpcplan.domain.checks.rules import Found, Rule, actions
from cpcplan.domain.checks.where import Where, in_entry, in_latest, in_plan_file, with_key_actions
from cpcplan.domain.contradictions import IN_WORDS, Contradiction
from cpcplan.domain.meetings import MONTHS_OF_SILENCE, silent_since
from cpcplan.domain.model import Update
from cpcplan.domain.rag import OFF_COURSE, ON_COURSE
from cpcplan.domain.standing import PlanStanding, Standing
from cpcplan.domain.wording import listed


def contradicted(which: Contradiction, field: str) -> Callable[[PlanStanding], Found]:
    """The rule that points out a contradiction, at the newest entry that gives `field`."""

    def find(standing: PlanStanding) -> Found:
        for action in standing.actions():
            if which in action.contradictions:
                # A rating taken from the sub-actions stands in no entry.
                where = Where(action.id, ("id",)) if action.derived else in_latest(action, field)
                yield where, f"{action.id} is {IN_WORDS[which]}"

    return find


def _no_way_back(standing: PlanStanding) -> Found:
    for action in standing.actions():
        rated = action.rated
        if action.is_open and rated and rated.rag in OFF_COURSE and not rated.next:
            what = f"{action.id} is {rated.rag}, and its update does not say what happens next"
            yield in_latest(action, "rag"), what


def _two_a_day(standing: PlanStanding) -> Found:
    """Two people who rate one action on one day may not know of each other; a merge of what they
    wrote keeps both.
    """
    names = {lead.key: lead.name for lead in standing.plan.leads}
    for action in standing.actions():
        by_day: dict[date, list[Update]] = {}
        for entry in action.told:
            if entry.rag:
                by_day.setdefault(entry.date, []).append(entry)
        for day, entries in by_day.items():
            if len({entry.rag for entry in entries}) > 1:
                said = [
                    f"{e.rag} ({names.get(e.by, e.by)})" if e.by else str(e.rag) for e in entries
                ]
                what = f"{', '.join(said[:-1])} and {said[-1]}, and {entries[-1].rag} counts"
                last = in_entry(action.action, entries[-1], "rag")
                yield last, f"{action.id} has {len(said)} ratings of {in_words(day)}, {what}"


def _old_rating(standing: PlanStanding) -> Found:
    last_two = [day for day in standing.plan.meetings if day < standing.as_of][-2:]
    then = (
        f"before the last two meetings ({' and '.join(map(in_words, last_two))})"
        if standing.plan.meetings
        else f"more than {MONTHS_OF_SILENCE} months ago"
    )
    for action in standing.actions():
        rated = action.rated
        if rated and (since := _heard_since(standing, action)) and rated.date < since:
            what = f"{action.id} is {rated.rag} by a rating of {in_words(rated.date)}, {then}"
            yield in_latest(action, "rag"), what


def _never_rated(standing: PlanStanding) -> Found:
    """Where nothing in the plan was ever rated, that is said once."""
    late = [
        action
        for action, key_action in with_key_actions(standing)
        if action.is_open
        and not action.rated
        # A key action takes its rating from its sub-actions.
        and (action is not key_action.own or not key_action.has_open_parts)
        and _heard_since(standing, action)
    ]
    since = (
        "though two meetings have been held since it began"
        if standing.plan.meetings
        else f"though it began {MONTHS_OF_SILENCE} months ago or more"
    )
    if len(late) > 1 and not any(e.rag for action in standing.actions() for e in action.told):
        yield in_plan_file("title"), f"nothing in this plan has ever been rated, {since}"
    else:
        for action in late:
            yield Where(action.id, ("id",)), f"{action.id} has never been rated, {since}"


def _heard_since(standing: PlanStanding, action: Standing) -> date | None:
    """The day since which the committee should have heard of an action; None while it is too early
    to say (see `silent_since`).
    """
    return silent_since(standing.plan, added=action.joined, as_of=standing.as_of)


RULES = (
    Rule(
        "green-overdue",
        f"{listed(ON_COURSE).capitalize()} means on time, and the last day is past.",
        "rate it again, or close it",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: April 2025
              updates:
                - date: 2025-03-11
                  rag: green
                  why: Both localities have begun.
            """
        ),
        contradicted(Contradiction.GREEN_OVERDUE, "rag"),
    ),
    Rule(
        "green-missed-report",
        f"{listed(ON_COURSE).capitalize()} means no issues, and a report that was agreed was "
        "not made.",
        "record the report, or rate it again",
        actions(
            """\
            - id: "1.1"
              title: Tell the committee how fast concerns are answered
              leads: [police]
              timescale: quarterly
              updates:
                - date: 2025-03-11
                  rag: green
                  why: The first figures are in.
            """
        ),
        contradicted(Contradiction.GREEN_MISSED_REPORT, "rag"),
    ),
    Rule(
        "better-than-parts",
        "A key action cannot do better than the worst of what carries it out.",
        "rate one or the other again",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: December 2025
              sub_actions:
                - id: "1.11"
                  title: Try the form out in two localities
                  updates:
                    - date: 2025-06-03
                      rag: red
                      why: Neither locality has begun.
                      next: Police name a day for each by 20 June.
              updates:
                - date: 2025-06-03
                  rag: green
                  why: The form is agreed.
            """
        ),
        contradicted(Contradiction.BETTER_THAN_PARTS, "rag"),
    ),
    Rule(
        "no-way-back",
        f"{listed(OFF_COURSE, 'and').capitalize()} need to say what happens next, who does it "
        "and by when.",
        "add `next` (what, who, by when)",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: December 2025
              updates:
                - date: 2025-06-03
                  rag: amber
                  why: One of the two localities has not begun.
            """
        ),
        _no_way_back,
    ),
    Rule(
        "old-rating",
        "A rating given before the last two meetings (six months ago, where no meetings are "
        "listed) tells nobody how things stand.",
        "rate it again",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: December 2025
              updates:
                - date: 2025-02-04
                  rag: green
                  why: The form is agreed.
            """,
            on="2025-09-01",
        ),
        _old_rating,
    ),
    Rule(
        "never-rated",
        "What has had no rating by its second meeting (for six months, where no meetings are "
        "listed) may be going wrong unseen.",
        "rate it (`cpcplan rag`, or `cpcplan round` for all that is open)",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: December 2025
            """,
            on="2025-09-01",
        ),
        _never_rated,
    ),
    Rule(
        "two-ratings-a-day",
        "Of two ratings of one day that differ, the one further down in the file counts, whoever "
        "is right.",
        "keep the right one (`cpcplan undo` takes the last back), or mend the day of one",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: December 2025
              updates:
                - date: 2025-06-03
                  by: police
                  rag: red
                  why: Neither locality has begun.
                  next: Police name a day for each by 20 June.
                - date: 2025-06-03
                  by: CPC Lead Officer
                  rag: amber
                  why: One locality has begun.
                  next: Police name a day for the other by 20 June.
            """
        ),
        _two_a_day,
    ),
)
