"""Days, months and years, and the words for them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcplan.domain.calendar import (
    MONTH_NAMES,
    MONTHS,
    add_months,
    in_words,
    last_of_month,
    plain,
    read_day,
    read_span,
)

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def ordinal(n: int) -> str:
    """`1st`, `2nd`, `11th`: the list is written out, for it is what the reading is tested by."""
    return (
        f"{n}{ {1: 'st', 2: 'nd', 3: 'rd', 21: 'st', 22: 'nd', 23: 'rd', 31: 'st'}.get(n, 'th') }"
    )


@pytest.mark.parametrize(
    ("year", "month", "last"),
    [(2019, 2, 28), (2020, 2, 29), (1900, 2, 28), (2000, 2, 29), (2019, 4, 30), (2019, 12, 31)],
)
def test_the_last_day_of_a_month(year: int, month: int, last: int) -> None:
    assert last_of_month(year, month) == date(year, month, last)


@given(days)
def test_the_day_after_the_last_of_a_month_is_a_first(day: date) -> None:
    last = last_of_month(day.year, day.month)
    assert last >= day
    assert (last + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("day", "n", "then"),
    [
        (date(2018, 9, 1), 6, date(2019, 3, 1)),
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2019, 12, 31), 1, date(2020, 1, 31)),
        (date(2020, 3, 31), -1, date(2020, 2, 29)),
        (date(2019, 1, 15), -13, date(2017, 12, 15)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2019, 5, 7), 0, date(2019, 5, 7)),
    ],
)
def test_months_are_added_and_stop_at_the_months_end(day: date, n: int, then: date) -> None:
    assert add_months(day, n) == then


@given(days, st.integers(-1200, 1200))
def test_months_added_move_by_that_many_months_and_never_past_the_day(day: date, n: int) -> None:
    moved = add_months(day, n)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == n
    assert moved.day == min(day.day, last_of_month(moved.year, moved.month).day)


def test_months_added_past_the_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match="outside the calendar"):
        add_months(date(2019, 1, 1), 12 * 9000)


def test_every_month_has_its_words() -> None:
    for number, name in enumerate(MONTH_NAMES, 1):
        assert MONTHS[name.lower()] == MONTHS[name[:3].lower()] == number
    assert MONTHS["sept"] == 9
    assert len(MONTHS) == 12 + 11 + 1  # May is its own abbreviation


@pytest.mark.parametrize(
    "text",
    [
        "12 March 2019",
        "12th March 2019",
        "12th of March 2019",
        "12 Mar 2019",
        "12 Mar. 2019",
        "2019-03-12",
        "2019–03–12",
        "  12  MARCH\t2019 ",
        "12\u00a0march 2019",
    ],
)
def test_a_day_is_read_in_each_of_its_forms(text: str) -> None:
    assert read_day(text) == date(2019, 3, 12)
    assert read_span(text) == (date(2019, 3, 12), date(2019, 3, 12))


@given(days)
def test_a_day_written_in_any_form_is_read_back(day: date) -> None:
    name = MONTH_NAMES[day.month - 1]
    for text in (
        day.isoformat(),
        in_words(day),
        f"{ordinal(day.day)} {name} {day.year}",
        f"{ordinal(day.day)} of {name[:3]}. {day.year}",
        f"{day.day:02} {name[:3].upper()} {day.year}",
    ):
        assert read_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        *("", "March", "March 2019", "2019", "12 March", "3/4/2019", "12 March 19", "2019-3-12"),
        *("tomorrow", "12 Marsh 2019", "١٢ March 2019", "12 March 2019 or so", "2019-03"),
    ],
)
def test_what_names_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("30 February 2020", "there is no 30 February: February 2020 has 29 days"),
        ("29 February 2019", "there is no 29 February: February 2019 has 28 days"),
        ("31 April 2019", "there is no 31 April: April has 30 days"),
        ("2019-02-30", "there is no 30 February"),
        ("0 March 2019", "there is no 0 March"),
        ("2019-13-01", "there is no month 13"),
        ("2019-00-01", "there is no month 00"),
        ("11st March 2019", "11st is not a day: 11th is"),
        ("1th March 2019", "1th is not a day: 1st is"),
        ("22th March 2019", "22nd is"),
        ("12 March 3019", "3019 is not a year"),
        ("1850-01-01", "from 1900 to 2199"),
    ],
)
def test_a_day_that_does_not_exist_is_refused_in_words(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("April 2019", date(2019, 4, 1), date(2019, 4, 30)),
        ("Sept. 2019", date(2019, 9, 1), date(2019, 9, 30)),
        ("2019-04", date(2019, 4, 1), date(2019, 4, 30)),
        ("2011-12", date(2011, 12, 1), date(2011, 12, 31)),
        ("feb 2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("1 April 2019", date(2019, 4, 1), date(2019, 4, 1)),
    ],
)
def test_a_span_has_its_first_and_last_day(text: str, first: date, last: date) -> None:
    assert read_span(text) == (first, last)


@pytest.mark.parametrize("text", ["", "April", "2018/19", "spring 2019", "19", "20190"])
def test_what_names_no_day_month_or_year_is_no_span(text: str) -> None:
    assert read_span(text) is None


@pytest.mark.parametrize("text", ["2019-13", "1899", "2200", "April 1066"])
def test_a_span_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no month|not a year"):
        read_span(text)


def test_plain_takes_out_what_cannot_matter() -> None:
    assert plain(" By\u00a0 END\nof—Sept ") == "by end of-sept"
    assert plain("20\u200b19\ufeff") == "2019"
