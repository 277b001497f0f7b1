"""What a lead officer asks: counts, what falls due, filters, leads, history."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import day, key_action, plan, sub_action, update
from cpcplan.domain.model import KeyAction, Outcome, State, SubAction, Update
from cpcplan.domain.questions import (
    Filter,
    Totals,
    by_agency,
    by_lead,
    due_until,
    falls_due,
    history,
    leads_named,
    totals,
)
from cpcplan.domain.rag import Rating
from cpcplan.domain.reckoning import stand
from cpcplan.domain.standing import PlanStanding

RED, AMBER = update("2018-12-04", rag="red"), update("2018-12-04", rag="amber")
GREEN = update("2018-12-04", rag="green")


def standing(
    on: str, *parts: SubAction | KeyAction, meetings: tuple[str, ...] = ()
) -> PlanStanding:
    return stand(plan(*parts, meetings=meetings), as_of=day(on))


# Totals.


def test_totals_count_sub_actions_by_state_and_open_ones_by_all_else() -> None:
    closed = {
        how: update("2019-01-15", state=how) for how in ("complete", "withdrawn", "carried-forward")
    }
    found = standing(
        "2019-10-01",
        sub_action("1.11", RED, timescale="March 2019"),
        sub_action("1.12", AMBER, update("2019-03-12", timescale="May 2020"), timescale="May 2019"),
        sub_action("1.13", GREEN, timescale="6 monthly"),
        sub_action("1.14", timescale="ongoing"),
        sub_action("1.15", timescale="June 2020"),
        sub_action("1.16", RED, closed["complete"], timescale="March 2019"),
        sub_action("1.17", AMBER, closed["withdrawn"], timescale="6 monthly"),
        sub_action("1.18", closed["carried-forward"], timescale="ongoing"),
    )
    assert totals(found.sub_actions) == Totals(
        sub_actions=8,
        open=5,
        complete=1,
        closed=2,
        overdue=2,
        rated=(1, 1, 1),
        not_rated=2,
        missed_reports=2,
        slipped=1,
        open_ended=1,
    )


def test_nothing_comes_to_nothing() -> None:
    assert set(totals(()).by_name().values()) == {0}


def test_each_count_goes_by_its_name_and_a_rating_by_its_word() -> None:
    """The names are those of JSON, in its order."""
    counted = Totals(9, 8, 1, 0, 4, rated=(1, 2, 3), not_rated=2, missed_reports=5, slipped=6,
                     open_ended=7)  # fmt: skip
    assert " ".join(f"{name}={count}" for name, count in counted.by_name().items()) == (
        "sub_actions=9 open=8 complete=1 closed=0 overdue=4 red=1 amber=2 green=3 not_rated=2 "
        "missed_reports=5 slipped=6 open_ended=7"
    )


def test_an_action_counts_from_the_day_it_was_added() -> None:
    sub = sub_action("1.11", added="2019-03-12")
    assert totals(standing("2019-03-11", sub).sub_actions).sub_actions == 0
    assert totals(standing("2019-03-12", sub).sub_actions).sub_actions == 1


dates = st.dates(day("2018-09-01"), day("2021-03-31"))
entries = st.builds(
    lambda on, said: update(on.isoformat(), **said),
    dates,
    st.sampled_from(
        [
            *({"rag": "red"}, {"rag": "amber"}, {"rag": "green"}, {"reported": True}),
            *({"timescale": "June 2020"}, {"timescale": "quarterly"}, {"timescale": "TBC"}),
            *({"state": how} for how in State),
        ]
    ),
)
timescales = st.sampled_from(["March 2019", "6 monthly", "May 2019, then annually", "TBC", None])
# The id is of no account: what is counted are places in the plan.
sub_actions = st.builds(
    lambda timescale, added, told: sub_action("1.11", *told, timescale=timescale, added=added),
    timescales,
    st.one_of(st.none(), dates),
    st.lists(entries, max_size=3),
)
key_actions = st.builds(
    lambda timescale, subs, told: key_action("1.1", *subs, timescale=timescale, updates=told),
    timescales,
    st.lists(sub_actions, max_size=3).map(tuple),
    st.lists(entries, max_size=2).map(tuple),
)
outcomes = st.builds(
    lambda parts: Outcome("1", "Outcome", parts), st.lists(key_actions, max_size=2).map(tuple)
)
standings = st.builds(
    lambda parts, on: stand(plan(outcomes=parts), as_of=on),
    st.lists(outcomes, max_size=2).map(tuple),
    dates,
)


@given(standings)
def test_totals_add_up(found: PlanStanding) -> None:
    counted = totals(found.sub_actions)
    assert sum(counted.rated) + counted.not_rated == counted.open
    assert counted.open + counted.complete + counted.closed == counted.sub_actions
    assert max(counted.overdue, counted.slipped, counted.open_ended) <= counted.open


@given(standings)
def test_totals_of_key_actions_add_to_their_outcome_and_outcomes_to_the_plan(
    found: PlanStanding,
) -> None:
    def added_up(parts: list[Totals]) -> dict[str, int]:
        each = [part.by_name() for part in parts]
        return {name: sum(counts[name] for counts in each) for name in totals(()).by_name()}

    for outcome in found.outcomes:
        of_key_actions = [totals(each.sub_actions) for each in outcome.key_actions]
        assert added_up(of_key_actions) == totals(outcome.sub_actions).by_name()
    of_outcomes = [totals(outcome.sub_actions) for outcome in found.outcomes]
    assert added_up(of_outcomes) == totals(found.sub_actions).by_name()


# What falls due.


def test_due_looks_until_the_next_meeting_or_eight_weeks_ahead_where_none_is_listed() -> None:
    meetings = ("2018-12-04", "2019-03-12")
    assert due_until(standing("2019-01-15", meetings=meetings)) == day("2019-03-12")
    assert due_until(standing("2019-03-12", meetings=meetings)) == day("2019-03-12")
    assert due_until(standing("2019-03-13", meetings=meetings)) == day("2019-05-08")
    assert due_until(standing("2019-01-15")) == day("2019-03-12")


def test_due_looks_as_far_as_it_is_asked_to() -> None:
    found = standing("2019-01-15", meetings=("2019-03-12",))
    assert due_until(found, timedelta(weeks=1)) == day("2019-01-22")


def due(on: str, until: str, *subs: SubAction) -> list[tuple[str, str, bool]]:
    found = falls_due(standing(on, *subs).sub_actions, until=day(until))
    return [(each.standing.id, each.on.isoformat(), each.is_report) for each in found]


def test_due_are_last_days_and_reports_earliest_first() -> None:
    subs = (
        sub_action("1.11", timescale="April 2019"),
        sub_action("1.12", timescale="6 monthly"),
        sub_action("1.13", timescale="June 2019"),
    )
    assert due("2019-03-01", "2019-05-31", *subs) == [
        ("1.12", "2019-03-31", True),
        ("1.11", "2019-04-30", False),
    ]


def test_both_ends_of_the_time_asked_about_are_part_of_it() -> None:
    sub = sub_action("1.11", timescale="March 2019")
    assert due("2019-03-31", "2019-04-30", sub) == [("1.11", "2019-03-31", False)]
    assert due("2019-03-01", "2019-03-31", sub) == [("1.11", "2019-03-31", False)]
    assert due("2019-04-01", "2019-04-30", sub) == []
    assert due("2019-03-01", "2019-03-30", sub) == []


def test_an_action_falls_due_on_the_first_day_that_it_wants_something() -> None:
    both = sub_action("1.11", timescale="October 2018, then 6 monthly")
    assert due("2018-10-01", "2019-05-31", both) == [("1.11", "2018-10-31", False)]
    assert due("2018-11-01", "2019-05-31", both) == [("1.11", "2019-04-30", True)]


def test_an_overdue_action_falls_due_with_its_next_report() -> None:
    sub = sub_action("1.11", timescale="6 monthly")
    assert due("2019-04-01", "2019-12-31", sub) == [("1.11", "2019-09-30", True)]


def test_neither_a_closed_action_nor_a_report_that_was_made_falls_due() -> None:
    closed = sub_action("1.11", update("2019-01-15", state="complete"), timescale="March 2019")
    reported = sub_action("1.12", update("2019-01-15", reported=True), timescale="6 monthly")
    assert due("2019-03-01", "2019-05-31", closed, reported) == []


# Filters.

WITH_LEADS = (
    sub_action("1.11", RED, leads=("nhs", "police")),
    sub_action("1.12", leads=("police",)),
    sub_action("1.13", RED, update("2019-01-15", state="withdrawn"), leads=("nhs",)),
)


def admitted(wanted: Filter, *subs: SubAction) -> list[str]:
    return [sub.id for sub in standing("2019-03-12", *subs).sub_actions if wanted.admits(sub)]


def test_a_filter_that_asks_for_nothing_admits_all() -> None:
    assert admitted(Filter(), *WITH_LEADS) == ["1.11", "1.12", "1.13"]


def test_filters_of_one_kind_admit_any_and_of_several_kinds_all() -> None:
    nhs, either = frozenset({"nhs"}), frozenset({"nhs", "police"})
    still_open, closed = frozenset({State.OPEN}), frozenset({State.WITHDRAWN, State.COMPLETE})
    assert admitted(Filter(leads=nhs), *WITH_LEADS) == ["1.11", "1.13"]
    assert admitted(Filter(leads=either), *WITH_LEADS) == ["1.11", "1.12", "1.13"]
    assert admitted(Filter(leads=nhs, states=still_open), *WITH_LEADS) == ["1.11"]
    assert admitted(Filter(states=closed), *WITH_LEADS) == ["1.13"]


def test_ratings_are_asked_of_open_actions_and_none_is_not_rated() -> None:
    red, none = Rating.RED, None
    assert admitted(Filter(ratings=frozenset({red})), *WITH_LEADS) == ["1.11"]
    assert admitted(Filter(ratings=frozenset({none})), *WITH_LEADS) == ["1.12"]
    assert admitted(Filter(ratings=frozenset({red, none})), *WITH_LEADS) == ["1.11", "1.12"]


def test_origins_are_asked_in_any_case() -> None:
    subs = (
        sub_action("1.11", origin=("Inspection", "Learning review")),
        sub_action("1.12", origin=("Inspection",)),
    )
    assert admitted(Filter(origins=frozenset({"learning review"})), *subs) == ["1.11"]


def test_stale_admits_only_stale_ones() -> None:
    subs = (sub_action("1.11"), sub_action("1.12", update("2019-03-12", note="Begun.")))
    assert admitted(Filter(stale=True), *subs) == ["1.11"]


def test_outcomes_and_key_actions_are_asked_by_their_number_and_1_1_is_not_1_11() -> None:
    parts = (key_action("1.1", sub_action("1.11")), key_action("1.11", sub_action("1.111")))
    found = tuple(standing("2019-03-12", *parts).actions())
    of_key_action = Filter(key_actions=frozenset({"1.1"}))
    assert [each.id for each in found if of_key_action.admits(each)] == ["1.1", "1.11"]
    of_outcome = Filter(outcomes=frozenset({"2"}))
    assert not any(of_outcome.admits(each) for each in found)


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        ("nhs", {"nhs"}),  # a key, and an agency
        ("NHS", {"nhs"}),
        ("cpc lead – police", {"police"}),
        ("CPC Lead - Police", {"police"}),
        ("Police", {"police"}),
        ("CPC Lead", set()),
    ],
)
def test_a_lead_is_meant_by_key_name_or_agency_in_any_case(wanted: str, keys: set[str]) -> None:
    assert leads_named(plan().leads, wanted) == keys


# Leads and agencies.


def counts(found: PlanStanding, since: str) -> dict[str, tuple[int, int, int, int, int]]:
    return {
        each.name: (each.sub_actions, each.open, each.overdue, each.worst, each.not_updated)
        for each in by_lead(found, since=day(since))
    }


def test_per_lead_all_open_overdue_red_and_not_updated_since_the_last_meeting() -> None:
    found = standing(
        "2019-04-01",
        sub_action("1.11", RED, leads=("nhs", "police"), timescale="March 2019"),
        sub_action("1.12", update("2019-03-12", reported=True), leads=("nhs",)),
        sub_action("1.13", RED, update("2019-01-15", state="withdrawn"), leads=("nhs",)),
    )
    assert counts(found, since="2019-03-12") == {
        "CPC Lead Officer": (0, 0, 0, 0, 0),
        "CPC Lead – NHS": (3, 2, 1, 1, 1),
        "CPC Lead – Police": (1, 1, 1, 1, 1),
    }


def test_whoever_leads_on_the_day_is_asked() -> None:
    handed_over = sub_action("1.11", update("2019-03-12", leads=("police",)), leads=("nhs",))
    before = counts(standing("2019-03-11", handed_over), since="2018-12-04")
    after = counts(standing("2019-03-12", handed_over), since="2018-12-04")
    assert (before["CPC Lead – NHS"][0], before["CPC Lead – Police"][0]) == (1, 0)
    assert (after["CPC Lead – NHS"][0], after["CPC Lead – Police"][0]) == (0, 1)


def test_leads_of_the_key_action_lead_its_sub_actions() -> None:
    found = standing("2019-03-12", key_action("1.1", sub_action("1.11"), leads=("nhs",)))
    assert counts(found, since="2018-12-04")["CPC Lead – NHS"] == (1, 1, 0, 0, 1)


def test_an_action_that_two_leads_of_an_agency_share_counts_once_for_it() -> None:
    shared = sub_action("1.11", leads=("nhs", "nhs-nurse"))
    one = plan(shared)
    nurse = one.leads[1]._replace(key="nhs-nurse", name="Nurse Consultant")
    found = stand(one._replace(leads=(*one.leads, nurse)), as_of=day("2019-03-12"))
    assert [(each.name, each.sub_actions) for each in by_agency(found, since=date.min)] == [
        ("NHS", 1),
        ("Police", 0),
    ]


def test_an_action_that_leads_of_two_agencies_share_counts_for_both() -> None:
    found = standing("2019-03-12", sub_action("1.11", leads=("nhs", "police")))
    assert [each.sub_actions for each in by_agency(found, since=date.min)] == [1, 1]


# History.


def told(found: tuple[tuple[str, Update], ...]) -> list[str]:
    return [f"{identifier} {entry.note}" for identifier, entry in found]


def test_history_is_every_update_up_to_the_day_newest_first() -> None:
    sub = sub_action("1.11", update("2019-03-12", note="b"), update("2018-12-04", note="a"))
    later = key_action(
        "1.1", sub, updates=(update("2019-01-15", note="c"), update("2019-06-11", note="d"))
    )
    assert told(history(standing("2019-03-12", later).actions())) == ["1.11 b", "1.1 c", "1.11 a"]


def test_of_one_day_the_last_in_the_plan_comes_first() -> None:
    sub = sub_action("1.11", update("2019-03-12", note="a"), update("2019-03-12", note="b"))
    other = sub_action("1.12", update("2019-03-12", note="c"))
    assert told(history(standing("2019-03-12", sub, other).actions())) == [
        "1.12 c",
        "1.11 b",
        "1.11 a",
    ]


def test_history_may_be_asked_since_a_day_by_somebody_and_of_a_kind() -> None:
    sub = sub_action(
        "1.11",
        update("2018-12-04", note="a", by="Lead Officer", rag="red"),
        update("2019-03-12", note="b", by="NHS", timescale="June 2019"),
        update("2019-06-11", note="c", timescale_refused=True),
    )
    asked = standing("2019-12-31", sub).sub_actions
    assert told(history(asked, since=day("2019-03-12"))) == ["1.11 c", "1.11 b"]
    assert told(history(asked, by=frozenset(("Lead Officer",)))) == ["1.11 a"]
    assert told(history(asked, kinds=frozenset({"rag", "timescale"}))) == ["1.11 b", "1.11 a"]
    assert told(history(asked, kinds=frozenset({"timescale_refused"}))) == ["1.11 c"]
    assert told(history(asked, kinds=frozenset({"readings"}))) == []
