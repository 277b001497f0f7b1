"""What is in force on a day: ratings, states, timescales, leads and requests for more time."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import day, key_action, plan, standing_of, sub_action, update
from cpcplan.domain.model import State, Update
from cpcplan.domain.questions import totals
from cpcplan.domain.reckoning import stand
from cpcplan.domain.standing import Standing
from cpcplan.domain.state import pending_request, story

# A story and the rating.


def test_an_entry_counts_on_its_own_day_and_not_before() -> None:
    rated = sub_action("1.11", update("2019-03-12", rag="red"))
    assert standing_of("2019-03-11", rated).rating is None
    assert standing_of("2019-03-12", rated).rating == "red"


def test_the_rating_is_that_of_the_latest_rated_entry() -> None:
    sub = sub_action(
        "1.11",
        update("2018-12-04", rag="red"),
        update("2019-03-12", rag="amber"),
        update("2019-06-11", note="No change."),
    )
    assert standing_of("2019-03-11", sub).rating == "red"
    assert standing_of("2019-12-31", sub).rating == "amber"


def test_of_one_day_the_last_in_the_file_counts() -> None:
    sub = sub_action("1.11", update("2019-03-12", rag="green"), update("2019-03-12", rag="red"))
    assert standing_of("2019-03-12", sub).rating == "red"


def test_entries_out_of_date_order_are_read_in_date_order() -> None:
    sub = sub_action(
        "1.11",
        update("2019-06-11", rag="green", timescale="June 2020", leads=("nhs",)),
        update("2019-03-12", rag="red", timescale="June 2019", leads=("police",)),
    )
    later = standing_of("2019-06-11", sub)
    assert later.rating == "green"
    assert later.in_force.due == day("2020-06-30")
    assert [lead.key for lead in later.leads] == ["nhs"]
    assert [entry.date for entry in later.told] == [day("2019-03-12"), day("2019-06-11")]


def test_no_entry_is_not_rated() -> None:
    assert standing_of("2019-03-12", sub_action()).rating is None


# The state.


def test_an_action_is_open_until_an_entry_closes_it_and_open_again_once_one_opens_it() -> None:
    sub = sub_action(
        "1.11", update("2019-03-12", state="complete"), update("2019-06-11", state="open")
    )
    assert standing_of("2019-03-11", sub).state is State.OPEN
    assert standing_of("2019-03-12", sub).state is State.COMPLETE
    assert standing_of("2019-06-10", sub).state is State.COMPLETE
    assert standing_of("2019-06-11", sub).state is State.OPEN


@pytest.mark.parametrize("how", ["complete", "withdrawn", "carried-forward"])
def test_a_closed_action_says_when_it_was_closed_and_has_no_colour(how: str) -> None:
    sub = sub_action(
        "1.11",
        update("2018-12-04", rag="red"),
        update("2019-03-12", state=how),
        update("2019-06-11", note="Thanks to all."),
    )
    closed = standing_of("2019-06-11", sub)
    assert (closed.state, closed.closed_on, closed.rating) == (how, day("2019-03-12"), None)


def test_opened_again_it_has_the_rating_that_it_had() -> None:
    sub = sub_action(
        "1.11",
        update("2018-12-04", rag="red"),
        update("2019-03-12", state="complete"),
        update("2019-06-11", state="open"),
    )
    opened = standing_of("2019-06-11", sub)
    assert (opened.rating, opened.closed_on) == ("red", None)


def test_the_last_ratings_are_up_to_four_oldest_first() -> None:
    ratings = ["red", "red", "amber", "green", "amber"]
    sub = sub_action("1.11", *(update(f"2019-0{n}-01", rag=r) for n, r in enumerate(ratings, 1)))
    assert [e.rag for e in standing_of("2019-12-31", sub).last_ratings] == ratings[1:]
    assert [e.rag for e in standing_of("2019-02-01", sub).last_ratings] == ratings[:2]


# The timescale in force.


def test_the_printed_timescale_is_in_force_until_it_is_revised() -> None:
    sub = sub_action("1.11", update("2019-03-12", timescale="June 2019"), timescale="March 2019")
    assert standing_of("2019-03-11", sub).in_force.due == day("2019-03-31")
    assert standing_of("2019-03-12", sub).in_force.due == day("2019-06-30")


def test_a_revised_timescale_replaces_the_earlier_one_whole() -> None:
    sub = sub_action("1.11", update("2019-02-01", timescale="June 2019"), timescale="6 monthly")
    revised = standing_of("2019-02-01", sub)
    assert revised.in_force.timescale is not None
    assert revised.in_force.timescale.cycles == ()
    assert revised.reports.next is None
    back = sub_action("1.11", update("2019-02-01", timescale="quarterly"), timescale="June 2019")
    assert standing_of("2019-02-01", back).in_force.due is None


def test_slippage_is_counted_from_the_printed_last_day_over_every_revision() -> None:
    sub = sub_action(
        "1.11",
        update("2019-03-12", timescale="June 2019"),
        update("2019-06-11", timescale="September 2019"),
        timescale="March 2019",
    )
    once, twice = (standing_of(on, sub).in_force for on in ("2019-03-12", "2019-06-11"))
    assert (once.slippage_days, once.revisions) == (91, 1)
    assert (twice.slippage_days, twice.revisions) == (183, 2)
    assert once.first_due == twice.first_due == day("2019-03-31")


@pytest.mark.parametrize(
    ("printed", "revised", "days"),
    [
        ("March 2019", "February 2019", -31),
        ("March 2019", "March 2019", 0),
        ("March 2019", "quarterly", 0),
        ("quarterly", "March 2019", 0),
        ("March 2019", "ongoing", 0),
        ("TBC", "March 2019", 0),
        ("March 2019", "April 2019, then quarterly", 30),
    ],
)
def test_slippage_is_negative_where_brought_forward_and_none_without_two_last_days(
    printed: str, revised: str, days: int
) -> None:
    sub = sub_action("1.11", update("2019-01-15", timescale=revised), timescale=printed)
    assert standing_of("2019-01-15", sub).in_force.slippage_days == days


def test_slipped_is_open_and_later_than_first_agreed() -> None:
    put_back = update("2019-01-15", timescale="June 2019")
    brought_forward = update("2019-01-15", timescale="January 2019")
    subs = (
        sub_action("1.11", put_back, timescale="March 2019"),
        sub_action("1.12", brought_forward, timescale="March 2019"),
        sub_action("1.13", put_back, update("2019-02-01", state="complete"), timescale="May 2019"),
        sub_action("1.14", timescale="March 2019"),
    )
    assert totals(stand(plan(*subs), as_of=day("2019-02-01")).sub_actions).slipped == 1


# What a sub-action takes from its key action.


def test_a_sub_action_without_a_timescale_takes_its_key_actions_in_force() -> None:
    whole = key_action(
        "1.1",
        sub_action("1.11"),
        timescale="March 2019",
        updates=(update("2019-03-12", timescale="June 2019"),),
    )
    before, after = (standing_of(on, whole).in_force for on in ("2019-03-11", "2019-03-12"))
    assert (before.due, before.inherited) == (day("2019-03-31"), True)
    assert (after.due, after.inherited) == (day("2019-06-30"), True)
    assert (after.first_due, after.slippage_days, after.revisions) == (day("2019-03-31"), 91, 1)


def test_it_takes_the_cycles_with_the_last_day_and_owes_the_reports() -> None:
    whole = key_action("1.1", sub_action("1.11"), timescale="December 2019, then quarterly")
    standing = standing_of("2020-04-01", whole)
    assert standing.in_force.due == day("2019-12-31")
    assert standing.reports.missed == (day("2020-03-31"),)


def test_nothing_escapes_being_overdue_for_want_of_a_date() -> None:
    whole = key_action("1.1", sub_action("1.11"), timescale="March 2019")
    assert not standing_of("2019-03-31", whole).overdue
    assert standing_of("2019-04-01", whole).days_overdue == 1


def test_a_timescale_of_its_own_is_not_inherited() -> None:
    whole = key_action("1.1", sub_action("1.11", timescale="June 2019"), timescale="March 2019")
    own = standing_of("2019-01-01", whole).in_force
    assert (own.due, own.inherited, own.first_due) == (day("2019-06-30"), False, day("2019-06-30"))


def test_a_sub_action_that_is_given_a_date_of_its_own_keeps_the_first_one_in_sight() -> None:
    sub = sub_action("1.11", update("2019-03-12", timescale="June 2019"))
    own = standing_of("2019-03-12", key_action("1.1", sub, timescale="March 2019")).in_force
    assert (own.inherited, own.first_due, own.slippage_days) == (False, day("2019-03-31"), 91)


def test_a_key_action_without_a_timescale_is_open_ended_and_so_is_its_sub_action() -> None:
    found = stand(plan(key_action("1.1", sub_action("1.11"))), as_of=day("2019-01-01"))
    for standing in (*found.key_actions, *found.sub_actions):
        assert standing.in_force.open_ended
        assert not standing.in_force.inherited
    assert totals(found.sub_actions).open_ended == 1


# Leads.


def keys_of(standing: Standing) -> list[str]:
    return [lead.key for lead in standing.leads]


def test_leads_are_those_of_the_latest_entry_that_names_any() -> None:
    sub = sub_action(
        "1.11",
        update("2019-03-12", leads=("police", "nhs")),
        update("2019-06-11", rag="red"),
        leads=("lead-officer",),
    )
    assert keys_of(standing_of("2019-03-11", sub)) == ["lead-officer"]
    assert keys_of(standing_of("2019-06-11", sub)) == ["police", "nhs"]


def test_a_sub_action_without_leads_has_those_of_its_key_action_on_the_day() -> None:
    handed_over = (update("2019-03-12", leads=("police",)),)
    whole = key_action("1.1", sub_action("1.11"), leads=("nhs",), updates=handed_over)
    assert keys_of(standing_of("2019-03-11", whole)) == ["nhs"]
    assert keys_of(standing_of("2019-03-12", whole)) == ["police"]


def test_leads_of_its_own_outlast_a_change_of_the_key_actions() -> None:
    handed_over = (update("2019-03-12", leads=("police",)),)
    own = sub_action("1.11", leads=("nhs",))
    assert keys_of(standing_of("2019-06-11", key_action("1.1", own, updates=handed_over))) == [
        "nhs"
    ]


# Requests for more time.

ASKED = update("2019-03-12", timescale_requested="June 2019")


def pending(*updates: Update, on: str = "2019-12-31") -> bool:
    standing = standing_of(on, sub_action("1.11", *updates, timescale="March 2019"))
    return standing.request is not None


def test_a_request_is_pending_from_its_day_until_it_is_decided() -> None:
    granted = update("2019-04-09", timescale="June 2019")
    assert not pending(ASKED, granted, on="2019-03-11")
    assert pending(ASKED, granted, on="2019-03-12")
    assert pending(ASKED, granted, on="2019-04-08")
    assert not pending(ASKED, granted, on="2019-04-09")


@pytest.mark.parametrize(
    "decision",
    [
        update("2019-04-09", timescale="May 2019"),
        update("2019-04-09", timescale_refused=True),
        update("2019-04-09", state="complete"),
        update("2019-04-09", state="withdrawn"),
        update("2019-04-09", state="carried-forward"),
    ],
)
def test_a_revision_a_refusal_and_closing_decide_it(decision: Update) -> None:
    assert not pending(ASKED, decision)
    assert pending(decision._replace(date=day("2019-03-11")), ASKED)


@pytest.mark.parametrize(
    "something_else",
    [
        update("2019-04-09", rag="red"),
        update("2019-04-09", note="The chair was told."),
        update("2019-04-09", reported=True),
        update("2019-04-09", leads=("nhs",)),
        update("2019-04-09", state="open"),
    ],
)
def test_nothing_else_decides_it(something_else: Update) -> None:
    assert pending(ASKED, something_else)


def test_the_entry_that_asks_can_decide_as_well() -> None:
    on = "2019-03-12"
    assert not pending(update(on, timescale_requested="June 2019", timescale="May 2019"))
    assert not pending(update(on, timescale_requested="June 2019", timescale_refused=True))
    assert not pending(update(on, timescale_requested="June 2019", state="complete"))


def test_of_one_day_the_place_in_the_file_says_which_was_first() -> None:
    refused = update("2019-03-12", timescale_refused=True)
    assert not pending(ASKED, refused)
    assert pending(refused, ASKED)


def test_a_request_written_down_after_a_decision_of_a_later_day_is_decided() -> None:
    assert not pending(update("2019-04-09", timescale_refused=True), ASKED)


def test_a_new_request_after_a_refusal_is_pending() -> None:
    again = update("2019-05-14", timescale_requested="July 2019")
    sub = sub_action("1.11", ASKED, update("2019-04-09", timescale_refused=True), again)
    assert standing_of("2019-05-14", sub).request == again


def test_a_request_that_was_decided_by_closing_is_not_pending_once_it_is_opened_again() -> None:
    closed = update("2019-04-09", state="complete")
    assert not pending(ASKED, closed, update("2019-05-14", state="open"))


def test_a_pending_request_changes_nothing_and_the_action_stays_overdue() -> None:
    asked = sub_action("1.11", ASKED, timescale="March 2019")
    standing = standing_of("2019-04-10", asked)
    assert standing.request == ASKED
    assert standing.days_overdue == 10
    assert (standing.in_force.due, standing.in_force.revisions) == (day("2019-03-31"), 0)


# What always holds.

said = st.sampled_from(
    [
        {"rag": "red"},
        {"rag": "green"},
        {"timescale": "June 2019"},
        {"timescale": "quarterly"},
        {"timescale_requested": "May 2020"},
        {"timescale_refused": True},
        {"state": "complete"},
        {"state": "open"},
        {"leads": ("nhs",)},
        {"reported": True},
        {"note": "Progress."},
    ]
)
dates = st.dates(day("2018-07-01"), day("2021-01-31"))
entries = st.builds(lambda on, what: update(on.isoformat(), **what), dates, said)
stories = st.lists(entries, max_size=6)


@given(stories, dates.map(str))
def test_a_day_does_not_depend_on_the_entries_after_it(told: list[Update], on: str) -> None:
    until_then = [entry for entry in told if entry.date <= day(on)]
    whole, cut = (
        standing_of(on, sub_action("1.11", *updates, timescale="6 monthly"))
        for updates in (told, until_then)
    )
    assert whole._replace(action=cut.action) == cut


@given(
    st.lists(entries, max_size=6, unique_by=lambda entry: entry.date).flatmap(
        lambda told: st.tuples(st.just(told), st.permutations(told))
    ),
    dates.map(str),
)
def test_where_entries_of_different_days_stand_in_the_file_makes_no_difference(
    orders: tuple[list[Update], Sequence[Update]], on: str
) -> None:
    one, other = (
        standing_of(on, sub_action("1.11", *updates, timescale="6 monthly")) for updates in orders
    )
    assert one._replace(action=other.action) == other


@given(stories, dates)
def test_a_request_that_is_pending_was_made_and_not_decided(told: list[Update], on: date) -> None:
    asked = pending_request(story(told, as_of=on))
    if asked:
        assert asked.timescale_requested
        assert asked.timescale is None
        assert not asked.timescale_refused
