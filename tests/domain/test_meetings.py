"""The committee's meetings, and actions that nobody has spoken of for too long."""

from datetime import date

import pytest

from builders import day, key_action, plan, standing_of, sub_action, update
from cpcplan.domain.meetings import last_meeting, last_met_on, next_meeting
from cpcplan.domain.model import Issued, Update
from cpcplan.domain.reckoning import stand

MEETINGS = ("2018-12-04", "2019-03-12", "2019-06-11", "2019-09-10")
DAYS = [day(meeting) for meeting in MEETINGS]


@pytest.mark.parametrize(
    ("on", "last", "following"),
    [
        ("2018-12-03", None, "2018-12-04"),
        ("2018-12-04", None, "2018-12-04"),
        ("2018-12-05", "2018-12-04", "2019-03-12"),
        ("2019-03-12", "2018-12-04", "2019-03-12"),
        ("2019-09-11", "2019-09-10", None),
    ],
)
def test_the_last_meeting_is_before_the_day_and_the_next_on_or_after_it(
    on: str, last: str | None, following: str | None
) -> None:
    assert last_meeting(DAYS, as_of=day(on)) == (day(last) if last else None)
    assert next_meeting(DAYS, as_of=day(on)) == (day(following) if following else None)


def test_a_plan_without_meetings_has_neither() -> None:
    assert last_meeting((), as_of=day("2019-03-12")) is None
    assert next_meeting((), as_of=day("2019-03-12")) is None


# The paper that its readers last met on.


def compared(on: str, meeting: str, *papers: str, meetings: list[date] = DAYS) -> str | None:
    """The day of the paper that one of a day compares with; papers are `2018-12-01 for Meeting`."""
    issued = []
    for paper in papers:
        dated, _, at = paper.partition(" for ")
        issued.append(Issued(day(dated), "progress", at, "1" * 40, "x.html"))
    found = last_met_on(issued, meetings, as_of=day(on), meeting=meeting)
    return found.date.isoformat() if found else None


BEFORE, FOR_MARCH = "2018-11-27 for 4 December 2018", "2019-03-01 for 12 March 2019"


@pytest.mark.parametrize(
    ("on", "meeting", "last", "expected"),
    [
        ("2019-03-01", "", FOR_MARCH, "2018-11-27"),  # once more on the same day
        ("2019-03-01", "11 June 2019", FOR_MARCH, "2018-11-27"),
        ("2019-03-05", "", FOR_MARCH, "2018-11-27"),  # nobody has met in between
        ("2019-03-05", "11 June 2019", FOR_MARCH, "2018-11-27"),
        ("2019-03-12", "", FOR_MARCH, "2018-11-27"),  # on the meeting’s own day
        ("2019-03-14", "2019-03-12", FOR_MARCH, "2018-11-27"),  # the same meeting, named
        ("2019-03-13", "", FOR_MARCH, "2019-03-01"),  # they have met on it
        ("2019-06-01", "", FOR_MARCH, "2019-03-01"),
        ("2019-06-01", "", "2019-03-01", "2019-03-01"),  # it did not say for which
        ("2019-03-05", "12 March 2019", "2019-03-01", "2018-11-27"),
        ("2019-03-05", "12 March 2019", "2019-03-01 for 11 March 2019", "2018-11-27"),  # a slip
        ("2019-03-05", "12 March 2019", "2019-03-01 for Chief officers", "2019-03-01"),
        ("2019-03-05", "Chief officers", FOR_MARCH, "2018-11-27"),  # nobody has met on it yet
        ("2019-03-20", "", "2019-03-14 for 12 March 2019", "2019-03-14"),  # sent round after it
        ("2019-03-20", "", "2019-03-01 for 11 June 2019", "2018-11-27"),
    ],
)
def test_a_paper_for_the_same_meeting_compares_with_that_of_the_meeting_before(
    on: str, meeting: str, last: str, expected: str
) -> None:
    assert compared(on, meeting, BEFORE, last) == expected
    assert compared(on, meeting) is None


@pytest.mark.parametrize(
    ("on", "meeting", "last", "expected"),
    [
        ("2019-03-02", "", "2019-03-01", "2019-03-01"),  # nothing says that it is the same
        ("2019-03-01", "", "2019-03-01", "2018-11-27"),
        ("2019-03-02", "12 March 2019", FOR_MARCH, "2018-11-27"),
        ("2019-03-02", "Chief officers", "2019-03-01 for Chief officers", "2019-03-01"),
        ("2019-06-01", "Summer", "2019-03-01 for Spring", "2019-03-01"),
        ("2019-06-01", "Summer", FOR_MARCH, "2019-03-01"),
    ],
)
def test_where_no_meetings_are_listed_it_goes_by_the_days_that_are_named(
    on: str, meeting: str, last: str, expected: str
) -> None:
    assert compared(on, meeting, BEFORE, last, meetings=[]) == expected


# Stale.


def stale(on: str, *updates: Update, meetings: tuple[str, ...] = MEETINGS) -> bool:
    return standing_of(on, sub_action("1.11", *updates), meetings=meetings).stale


def test_an_action_is_stale_that_was_silent_since_the_meeting_before_last() -> None:
    said_in_november = update("2018-11-01", note="Begun.")
    assert stale("2019-03-13", said_in_november)  # the meeting before last was in December
    said_at_the_meeting = update("2018-12-04", note="Begun.")
    assert not stale("2019-03-13", said_at_the_meeting)
    assert not stale("2019-06-11", said_at_the_meeting)  # the meeting in June is not past yet
    assert stale("2019-06-12", said_at_the_meeting)


@pytest.mark.parametrize(
    "heard", [update("2019-04-01", rag="red"), update("2019-04-01", note="Begun.")]
)
def test_a_rating_or_a_note_is_a_sign_of_life(heard: Update) -> None:
    assert not stale("2019-06-12", heard)


@pytest.mark.parametrize(
    "silent",
    [
        update("2019-04-01", timescale="June 2020"),
        update("2019-04-01", timescale_requested="June 2020"),
        update("2019-04-01", leads=("nhs",)),
        update("2019-04-01", reported=True),
    ],
)
def test_anything_else_is_not(silent: Update) -> None:
    assert stale("2019-06-12", silent)


def test_a_note_dated_after_the_day_is_no_sign_of_life_yet() -> None:
    assert stale("2019-06-12", update("2019-06-13", note="Begun."))


def test_nothing_is_stale_before_the_periods_second_meeting() -> None:
    assert not stale("2019-03-11")
    assert not stale("2019-03-12")  # on the day of the second there is no meeting before last
    assert stale("2019-03-13")


def test_meetings_before_the_period_do_not_hasten_it() -> None:
    assert not stale("2019-03-11", meetings=("2018-03-13", "2018-06-12", *MEETINGS))


def test_a_closed_action_is_never_stale_and_one_opened_again_may_be() -> None:
    closed, opened = update("2018-12-04", state="complete"), update("2019-06-12", state="open")
    assert not stale("2019-06-11", closed, opened)
    assert stale("2019-06-12", closed, opened)


def test_an_added_action_is_not_stale_before_its_own_second_meeting() -> None:
    sub = sub_action("1.11", added="2019-03-13")
    assert not standing_of("2019-09-09", sub, meetings=MEETINGS).stale
    assert standing_of("2019-09-11", sub, meetings=MEETINGS).stale


def test_a_meeting_on_the_day_that_it_was_added_is_the_first() -> None:
    sub = sub_action("1.11", added="2019-03-12")
    assert not standing_of("2019-06-10", sub, meetings=MEETINGS).stale
    assert standing_of("2019-06-12", sub, meetings=MEETINGS).stale


def test_a_sub_action_is_as_new_as_its_key_action() -> None:
    whole = key_action("1.1", sub_action("1.11"), added="2019-03-13")
    assert not standing_of("2019-06-12", whole, meetings=MEETINGS).stale


def test_a_key_action_can_be_stale_itself() -> None:
    found = stand(plan(key_action("1.1"), meetings=MEETINGS), as_of=day("2019-03-13"))
    assert found.key_actions[0].stale


# Stale in a plan that lists no meetings.


def test_without_meetings_six_months_of_silence_are_stale() -> None:
    said = update("2019-01-15", note="Begun.")
    assert not stale("2019-07-15", said, meetings=())
    assert stale("2019-07-16", said, meetings=())


def test_without_meetings_nothing_is_stale_for_the_first_six_months() -> None:
    assert not stale("2019-02-28", meetings=())
    assert stale("2019-03-01", meetings=())


def test_nor_for_six_months_after_it_was_added() -> None:
    sub = sub_action("1.11", added="2019-03-13")
    assert not standing_of("2019-09-12", sub).stale
    assert standing_of("2019-09-13", sub).stale
