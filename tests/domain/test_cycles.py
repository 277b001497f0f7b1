"""Periodic reports: when they fall due, what discharges them, and which were missed.

The plan of these tests starts in September 2018 and ends on 30 September 2020.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import day, key_action, standing_of, sub_action, update
from cpcplan.domain.cycles import ReportsOwed, due_points, undischarged
from cpcplan.domain.model import Period, Update
from cpcplan.domain.timescale import read

PERIOD = Period(day("2018-09-01"), day("2020-09-30"))


def points_of(timescale: str, period: Period = PERIOD) -> list[str]:
    """The due points of a timescale's only cycle."""
    words = read(timescale)
    (cycle,) = words.cycles
    return [point.isoformat() for point in due_points(cycle, period, words.due)]


def owed(on: str, timescale: str, *updates: Update, added: str | None = None) -> ReportsOwed:
    return standing_of(on, sub_action("1.11", *updates, timescale=timescale, added=added)).reports


def missed(on: str, timescale: str, *updates: Update, added: str | None = None) -> list[str]:
    return [point.isoformat() for point in owed(on, timescale, *updates, added=added).missed]


def reported(on: str, cycle: str | bool = True) -> Update:
    return update(on, reported=cycle)


# Due points.


def test_six_monthly_from_september_2018_falls_due_in_march_and_september() -> None:
    assert points_of("6 monthly") == ["2019-03-31", "2019-09-30", "2020-03-31", "2020-09-30"]


@pytest.mark.parametrize(
    ("timescale", "points"),
    [
        ("annually", ["2019-09-30", "2020-09-30"]),
        ("2 yearly", ["2020-09-30"]),
        ("every 5 months", ["2019-02-28", "2019-07-31", "2019-12-31", "2020-05-31"]),
        ("3 yearly", []),
        ("April 2019, then 6 monthly", ["2019-10-31", "2020-04-30"]),
        ("12 March 2020, then quarterly", ["2020-06-30", "2020-09-30"]),
        ("September 2020, then quarterly", []),
        ("annually in March", ["2019-03-31", "2020-03-31"]),
        ("February annually", ["2019-02-28", "2020-02-29"]),
        ("every September", ["2018-09-30", "2019-09-30", "2020-09-30"]),
        ("31 August annually", ["2019-08-31", "2020-08-31"]),
        ("1 September annually", ["2019-09-01", "2020-09-01"]),
        ("March 2019, then annually in June", ["2019-06-30", "2020-06-30"]),
        ("June 2019, then annually in March", ["2020-03-31"]),
    ],
)
def test_due_points(timescale: str, points: list[str]) -> None:
    assert points_of(timescale) == points


def test_intervals_are_counted_from_the_month_whatever_the_day_that_the_period_starts_on() -> None:
    from_the_middle = Period(day("2018-09-15"), day("2019-09-29"))
    assert points_of("6 monthly", from_the_middle) == ["2019-03-31"]


def test_a_yearly_point_on_the_first_day_of_the_period_is_before_it_and_on_its_last_in_it() -> None:
    assert points_of("31 August annually", Period(day("2018-08-31"), day("2019-08-31"))) == [
        "2019-08-31"
    ]


# Missed and next.


def test_a_report_is_missed_from_the_day_after_its_due_point() -> None:
    assert owed("2019-03-31", "6 monthly") == ReportsOwed((), day("2019-03-31"))
    assert owed("2019-04-01", "6 monthly") == ReportsOwed((day("2019-03-31"),), day("2019-09-30"))


def test_every_due_point_before_the_day_is_missed_where_nothing_was_reported() -> None:
    assert missed("2020-04-01", "6 monthly") == ["2019-03-31", "2019-09-30", "2020-03-31"]


def test_after_the_last_due_point_no_report_is_next() -> None:
    assert owed("2020-10-01", "annually", reported("2020-10-01")).next is None


# What a report discharges.


def test_a_late_report_discharges_every_due_point_up_to_it() -> None:
    assert missed("2019-10-01", "6 monthly", reported("2019-10-01")) == []
    assert missed("2020-04-01", "6 monthly", reported("2019-10-01")) == ["2020-03-31"]


def test_a_report_on_the_due_point_itself_discharges_it_and_not_the_next() -> None:
    assert missed("2019-04-01", "6 monthly", reported("2019-03-31")) == []
    assert missed("2019-10-01", "6 monthly", reported("2019-03-31")) == ["2019-09-30"]


def test_an_early_report_discharges_the_first_due_point_after_it() -> None:
    assert owed("2019-04-01", "6 monthly", reported("2018-12-04")).next == day("2019-09-30")
    assert missed("2019-04-01", "6 monthly", reported("2018-12-04")) == []


def test_a_report_before_the_period_speaks_for_the_first_due_point() -> None:
    assert missed("2019-10-01", "6 monthly", reported("2018-07-01")) == ["2019-09-30"]


def test_frequent_reports_never_pay_ahead() -> None:
    three = (reported("2018-11-01"), reported("2018-12-04"), reported("2019-01-15"))
    assert missed("2019-10-01", "6 monthly", *three) == ["2019-09-30"]


def test_a_further_report_on_a_due_point_that_is_discharged_speaks_for_the_next() -> None:
    early_and_on_the_day = (reported("2019-03-12"), reported("2019-03-31"))
    assert owed("2019-04-01", "6 monthly", *early_and_on_the_day).next == day("2020-03-31")


def test_a_late_report_does_not_speak_for_the_point_to_come_as_well() -> None:
    assert missed("2019-10-01", "6 monthly", reported("2019-04-09")) == ["2019-09-30"]


def test_the_next_report_after_a_late_one_speaks_for_the_point_to_come() -> None:
    late_then_early = (reported("2019-04-09"), reported("2019-06-11"))
    assert owed("2019-07-01", "6 monthly", *late_then_early) == ReportsOwed((), day("2020-03-31"))


def test_reports_are_applied_in_date_order_wherever_they_stand_in_the_file() -> None:
    one, other = reported("2018-12-04"), reported("2019-04-09")
    assert missed("2019-10-01", "6 monthly", other, one) == []
    assert missed("2019-10-01", "6 monthly", one, other) == []


def test_a_report_counts_on_its_day_and_not_before() -> None:
    assert missed("2019-04-08", "6 monthly", reported("2019-04-09")) == ["2019-03-31"]
    assert missed("2019-04-09", "6 monthly", reported("2019-04-09")) == []


# Names of cycles.


@pytest.mark.parametrize("name", ["6 monthly", "Six-monthly", "every 6 months", "twice a year"])
def test_a_cycle_may_be_named_in_any_wording_of_its_interval(name: str) -> None:
    assert missed("2019-04-01", "6 monthly", reported("2019-03-12", name)) == []


@pytest.mark.parametrize("name", ["annually", "yearly", "every March", "March annually"])
def test_a_yearly_cycle_with_a_month_of_its_own_may_be_named_without_it(name: str) -> None:
    assert missed("2019-04-01", "annually in March", reported("2019-03-12", name)) == []


def test_a_report_that_names_another_interval_does_not_count() -> None:
    assert missed("2019-04-01", "6 monthly", reported("2019-03-12", "quarterly")) == ["2019-03-31"]


# Two cycles.

TWO = "quarterly and annually"


def test_with_two_cycles_each_is_reckoned_by_itself() -> None:
    assert missed("2019-10-01", TWO) == [
        *("2018-12-31", "2019-03-31", "2019-06-30", "2019-09-30"),  # quarterly
        "2019-09-30",  # annually
    ]


def test_an_entry_that_names_one_cycle_speaks_for_that_one() -> None:
    assert missed("2019-10-01", TWO, reported("2019-10-01", "quarterly")) == ["2019-09-30"]
    assert len(missed("2019-10-01", TWO, reported("2019-10-01", "annually"))) == 4


def test_yes_speaks_for_both_cycles() -> None:
    assert missed("2019-10-01", TWO, reported("2019-10-01")) == []


def test_the_next_report_is_the_first_of_either_cycle() -> None:
    assert owed("2018-09-01", TWO).next == day("2018-12-31")
    assert owed("2018-09-01", "quarterly and every October").next == day("2018-10-31")


# A revision that brings a cycle.

REVISED = update("2019-06-30", timescale="quarterly")


def test_due_points_before_the_revision_that_brought_the_cycle_do_not_count() -> None:
    assert missed("2019-06-29", "6 monthly", REVISED) == ["2019-03-31"]
    assert missed("2019-06-30", "6 monthly", REVISED) == []
    assert missed("2019-10-01", "6 monthly", REVISED) == ["2019-06-30", "2019-09-30"]


def test_reports_before_the_day_of_that_revision_do_not_count_and_those_on_it_do() -> None:
    assert missed("2019-07-01", "6 monthly", reported("2019-06-29"), REVISED) == ["2019-06-30"]
    assert missed("2019-07-01", "6 monthly", reported("2019-06-30"), REVISED) == []


def test_the_due_points_are_those_of_the_timescale_in_force_on_the_day() -> None:
    to_a_day = update("2019-06-30", timescale="June 2020")
    assert missed("2019-10-01", "6 monthly", to_a_day) == []
    assert missed("2019-06-01", "6 monthly", to_a_day) == ["2019-03-31"]


# An action that was added later.


def test_due_points_before_the_day_it_was_added_do_not_count_and_one_on_it_does() -> None:
    assert missed("2019-10-01", "6 monthly", added="2019-03-31") == ["2019-03-31", "2019-09-30"]
    assert missed("2019-10-01", "6 monthly", added="2019-04-01") == ["2019-09-30"]


def test_of_the_day_it_was_added_and_the_revision_that_brought_the_cycle_the_later_counts() -> None:
    expected = ["2019-06-30", "2019-09-30"]
    assert missed("2019-10-01", "June 2019", REVISED, added="2019-01-15") == expected
    assert missed("2019-10-01", "June 2019", REVISED, added="2019-07-01") == expected[1:]


def test_nor_do_those_before_the_day_its_key_action_was_added() -> None:
    sub = sub_action("1.11", timescale="6 monthly", added="2019-01-01")
    standing = standing_of("2019-10-01", key_action("1.1", sub, added="2019-04-01"))
    assert standing.reports.missed == (day("2019-09-30"),)


# What a sub-action takes from its key action.


def test_inherited_cycles_begin_with_the_key_actions_revision() -> None:
    whole = key_action("1.1", sub_action("1.11"), timescale="6 monthly", updates=(REVISED,))
    assert standing_of("2019-10-01", whole).reports.missed == (
        day("2019-06-30"),
        day("2019-09-30"),
    )


# A closed action.

CLOSED = update("2019-03-12", state="complete")


def test_a_closed_action_misses_nothing_and_no_report_of_it_is_next() -> None:
    assert owed("2020-04-01", "6 monthly", CLOSED) == ReportsOwed()


def test_opened_again_it_owes_what_it_would_have_owed() -> None:
    opened = update("2019-10-15", state="open")
    assert missed("2019-10-14", "6 monthly", CLOSED, opened) == []
    assert missed("2019-10-15", "6 monthly", CLOSED, opened) == ["2019-03-31", "2019-09-30"]


# What always holds.

some_cycles = st.sampled_from(
    ["monthly", "quarterly", "6 monthly", "annually", "every March", "1 May annually"]
)
dates = st.dates(day("2018-08-01"), day("2020-12-31"))
report_days = st.lists(dates, max_size=8)


@given(some_cycles, report_days, dates)
def test_a_further_report_never_adds_a_missed_one(
    timescale: str, made: list[date], further: date
) -> None:
    points = due_points(read(timescale).cycles[0], PERIOD)
    before = undischarged(points, sorted(made))
    after = undischarged(points, sorted([*made, further]))
    assert set(after) <= set(before)


@given(some_cycles, report_days)
def test_no_point_after_the_one_that_follows_the_last_report_is_paid(
    timescale: str, made: list[date]
) -> None:
    points = due_points(read(timescale).cycles[0], PERIOD)
    last = max(made, default=date.min)
    to_come = [point for point in points if point > last]
    assert set(to_come[1:] if made else to_come) <= set(undischarged(points, sorted(made)))


@given(some_cycles, report_days)
def test_nothing_stays_open_on_or_before_the_last_report(timescale: str, made: list[date]) -> None:
    points = due_points(read(timescale).cycles[0], PERIOD)
    last = max(made, default=date.min)
    assert all(point > last for point in undischarged(points, sorted(made)))


@given(some_cycles, st.permutations(["2018-12-04", "2019-03-12", "2019-06-11", "2019-12-03"]))
def test_the_order_of_reports_in_the_file_makes_no_difference(
    timescale: str, days: list[str]
) -> None:
    in_order = owed("2020-04-01", timescale, *map(reported, sorted(days)))
    assert owed("2020-04-01", timescale, *map(reported, days)) == in_order


@given(
    some_cycles,
    dates,
    st.integers(0, 400).map(lambda days: timedelta(days=days)),
)
def test_due_points_lie_after_the_start_and_up_to_the_end(
    timescale: str, start: date, length: timedelta
) -> None:
    points = due_points(read(timescale).cycles[0], Period(start, start + length))
    assert list(points) == sorted(set(points))
    assert all(start < point <= start + length for point in points)
