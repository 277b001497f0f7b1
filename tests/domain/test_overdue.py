"""When an action is overdue, by how many days, and which of two is worse.

The plan of these tests ends on 30 September 2020.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import day, key_action, plan, standing_of, sub_action, update
from cpcplan.domain.model import SubAction, Update
from cpcplan.domain.questions import overdue, totals
from cpcplan.domain.reckoning import stand
from cpcplan.domain.standing import PlanStanding, Standing


def late(on: str, timescale: str | None, *updates: Update) -> int:
    """The days that a sub-action is overdue."""
    standing = standing_of(on, sub_action("1.11", *updates, timescale=timescale))
    assert standing.overdue == (standing.days_overdue > 0)
    return standing.days_overdue


def test_due_on_the_day_itself_is_not_overdue_and_the_day_after_is() -> None:
    assert late("2019-03-31", "March 2019") == 0
    assert late("2019-04-01", "March 2019") == 1
    assert late("2020-03-31", "March 2019") == 366


def test_a_revised_last_day_counts_from_the_day_it_was_revised() -> None:
    revised = update("2019-04-09", timescale="June 2019")
    assert late("2019-04-08", "March 2019", revised) == 8
    assert late("2019-04-09", "March 2019", revised) == 0
    assert late("2019-07-01", "March 2019", revised) == 1


@pytest.mark.parametrize("how", ["complete", "withdrawn", "carried-forward"])
def test_a_closed_action_is_not_overdue_and_opened_again_is_as_late_as_ever(how: str) -> None:
    closed, opened = update("2019-04-09", state=how), update("2019-06-11", state="open")
    assert late("2019-04-08", "March 2019", closed, opened) == 8
    assert late("2019-04-09", "March 2019", closed, opened) == 0
    assert late("2019-06-11", "March 2019", closed, opened) == 72


def test_a_missed_report_makes_an_action_overdue_from_the_day_after_its_due_point() -> None:
    assert late("2019-03-31", "6 monthly") == 0
    assert late("2019-04-01", "6 monthly") == 1


def test_days_are_counted_from_the_first_report_missed() -> None:
    assert late("2019-10-01", "6 monthly") == 184
    assert late("2019-10-01", "6 monthly", update("2019-03-12", reported=True)) == 1


def test_days_are_counted_from_the_earliest_of_what_is_late() -> None:
    both = "March 2019, then quarterly"
    assert late("2019-07-10", both) == 101  # its last day; the report missed is of June
    assert late("2020-10-10", "6 monthly and 2 yearly") == 559  # March 2019, not the end


def test_a_report_does_not_make_up_for_the_last_day() -> None:
    reported = update("2019-07-05", reported=True)
    assert late("2019-07-10", "March 2019, then quarterly", reported) == 101


@pytest.mark.parametrize("timescale", ["ongoing", "TBC", None, "3 yearly"])
def test_without_a_last_day_an_action_is_overdue_once_the_period_is_over(
    timescale: str | None,
) -> None:
    assert late("2020-09-30", timescale) == 0
    assert late("2020-10-01", timescale) == 1


def test_cycles_that_were_all_reported_are_overdue_too_once_the_period_is_over() -> None:
    reported = (update("2019-09-30", reported=True), update("2020-09-30", reported=True))
    assert late("2020-10-10", "annually", *reported) == 10


def test_a_last_day_after_the_period_is_kept_to() -> None:
    assert late("2020-12-31", "December 2020") == 0
    assert late("2021-01-01", "December 2020") == 1


def test_the_plan_is_over_from_the_day_after_its_last() -> None:
    assert not stand(plan(sub_action()), as_of=day("2020-09-30")).is_over
    assert stand(plan(sub_action()), as_of=day("2020-10-01")).is_over


# Key actions.


def in_may(*, closed: bool = False) -> PlanStanding:
    updates = (update("2019-04-09", state="complete"),) if closed else ()
    sub = sub_action("1.11", timescale="June 2019")
    whole = key_action("1.1", sub, timescale="March 2019", updates=updates)
    return stand(plan(whole), as_of=day("2019-05-01"))


def test_a_key_action_past_its_own_timescale_is_overdue_until_it_is_closed() -> None:
    assert [found.id for found in overdue(in_may().key_actions)] == ["1.1"]
    assert overdue(in_may(closed=True).key_actions) == ()


def test_no_count_of_sub_actions_includes_key_actions() -> None:
    assert totals(in_may().sub_actions).overdue == 0
    assert totals(in_may().sub_actions).sub_actions == 1


# The order.


def rated(identifier: str, rag: str | None, timescale: str = "March 2019") -> SubAction:
    entries = (update("2019-01-15", rag=rag),) if rag else ()
    return sub_action(identifier, *entries, timescale=timescale)


def ids_of(found: tuple[Standing, ...]) -> list[str]:
    return [standing.id for standing in found]


def test_most_days_late_come_first_whatever_their_rating() -> None:
    subs = (rated("1.11", "red", "April 2019"), rated("1.12", "green", "March 2019"))
    assert ids_of(overdue(stand(plan(*subs), as_of=day("2019-06-01")).sub_actions)) == [
        "1.12",
        "1.11",
    ]


def test_of_those_equally_late_red_then_amber_then_not_rated_then_green() -> None:
    subs = (
        rated("1.11", "green"),
        rated("1.12", None),
        rated("1.13", "amber"),
        rated("1.14", "red"),
    )
    assert ids_of(overdue(stand(plan(*subs), as_of=day("2019-06-01")).sub_actions)) == [
        *("1.14", "1.13", "1.12", "1.11")
    ]


def test_then_by_number_as_numbers_are_read() -> None:
    subs = [rated(identifier, "red") for identifier in ("1.10", "1.9", "1.1b", "1.1a", "1.2")]
    assert ids_of(overdue(stand(plan(*subs), as_of=day("2019-06-01")).sub_actions)) == [
        *("1.1a", "1.1b", "1.2", "1.9", "1.10")
    ]


# What always holds.

timescales = st.sampled_from(
    ["March 2019", "6 monthly", "quarterly and annually", "June 2019, then quarterly", "ongoing"]
)
dates = st.dates(day("2018-09-01"), day("2021-03-31"))
entries = st.lists(
    st.builds(
        lambda on, said: update(on.isoformat(), **said),
        dates,
        st.sampled_from(
            [
                {"reported": True},
                {"rag": "green"},
                {"timescale": "December 2019"},
                {"state": "complete"},
                {"state": "open"},
            ]
        ),
    ),
    max_size=5,
)


@given(timescales, entries, dates, st.integers(1, 400))
def test_overdue_stays_overdue_and_since_the_same_day_until_something_is_recorded(
    timescale: str, told: list[Update], on: date, days: int
) -> None:
    until_then = [entry for entry in told if entry.date <= on]
    sub = sub_action("1.11", *until_then, timescale=timescale)
    then = standing_of(on.isoformat(), sub)
    later = standing_of((on + timedelta(days=days)).isoformat(), sub)
    if then.overdue:
        assert later.late_since == then.late_since
        assert later.days_overdue == then.days_overdue + days


@given(timescales, entries, dates)
def test_whatever_is_open_after_the_period_without_a_later_last_day_is_overdue(
    timescale: str, told: list[Update], on: date
) -> None:
    standing = standing_of(on.isoformat(), sub_action("1.11", *told, timescale=timescale))
    if standing.is_open and on > day("2020-09-30"):
        assert standing.overdue


@given(timescales, entries, dates, dates)
def test_asking_for_more_time_never_changes_what_is_overdue(
    timescale: str, told: list[Update], asked: date, on: date
) -> None:
    request = update(asked.isoformat(), timescale_requested="September 2020")
    without, with_it = (
        standing_of(on.isoformat(), sub_action("1.11", *updates, timescale=timescale))
        for updates in (told, [*told, request])
    )
    assert with_it.late_since == without.late_since
