"""Ratings that nothing bears out, that lead nowhere, or that are too old to go by."""

import pytest

from builders import day, key_action, sub_action, update
from cpcplan.domain.checks.where import in_plan_file
from cpcplan.domain.model import SubAction
from findings import WAY_BACK, at, found, message

MEETINGS = ("2018-12-04", "2019-03-12", "2019-06-11")


def rated(on: str, rag: str = "green", identifier: str = "1.11") -> SubAction:
    return sub_action(identifier, update(on, rag=rag, next=WAY_BACK), timescale="June 2020")


def test_green_past_its_last_day_points_to_the_rating() -> None:
    told = (update("2019-03-12", rag="green"), update("2019-03-12", note="Begun."))
    sub = sub_action("1.11", *told, timescale="March 2019")
    assert found("green-overdue", "2019-03-31", sub) == []
    assert found("green-overdue", "2019-04-01", sub) == [at("updates", 0, "rag")]


def test_green_with_a_missed_report() -> None:
    sub = sub_action("1.11", update("2019-03-12", rag="green"), timescale="6 monthly")
    assert found("green-missed-report", "2019-03-31", sub) == []
    assert found("green-missed-report", "2019-04-01", sub) == [at("updates", 0, "rag")]


def test_places_are_those_of_the_file_whatever_the_order_of_dates() -> None:
    told = (update("2019-03-12", rag="green"), update("2018-12-04", rag="amber"))
    sub = sub_action("1.11", *told, timescale="March 2019")
    assert found("green-overdue", "2019-04-01", sub) == [at("updates", 0, "rag")]


def test_a_key_action_better_than_its_parts() -> None:
    whole = key_action(
        "1.1", rated("2018-12-04", "red"), updates=(update("2018-12-04", rag="green"),)
    )
    assert found("better-than-parts", "2019-03-12", whole) == [at("updates", 0, "rag", of="1.1")]


@pytest.mark.parametrize("rag", ["red", "amber"])
def test_red_or_amber_without_a_way_back_goes_by_the_entry_that_rated(rag: str) -> None:
    bare = update("2018-12-04", rag=rag)
    assert found("no-way-back", "2019-03-12", sub_action("1.11", bare)) == [at("updates", 0, "rag")]
    # What another entry says is not the way back of this rating.
    noted = update("2019-01-15", note="Talks go on.", next=WAY_BACK)
    assert found("no-way-back", "2019-03-12", sub_action("1.11", bare, noted))
    said = bare._replace(next=WAY_BACK)
    assert found("no-way-back", "2019-03-12", sub_action("1.11", said)) == []


def test_green_and_closed_need_no_way_back() -> None:
    closed = (update("2018-12-04", rag="red"), update("2019-03-12", state="withdrawn"))
    green = sub_action("1.12", update("2018-12-04", rag="green"))
    assert found("no-way-back", "2019-03-12", sub_action("1.11", *closed), green) == []


def test_a_rating_is_old_once_two_meetings_came_after_it() -> None:
    old, new = rated("2018-12-03"), rated("2018-12-04", identifier="1.12")
    parts = (old, new)
    assert found("old-rating", "2019-03-12", *parts, meetings=MEETINGS) == []
    assert found("old-rating", "2019-03-13", *parts, meetings=MEETINGS) == [at("updates", 0, "rag")]
    said = message("old-rating", "2019-03-13", *parts, meetings=MEETINGS)
    assert "of 3 December 2018, before the last two meetings (4 December 2018 and 12 March" in said


def test_a_rating_is_old_after_six_months_where_no_meetings_are_listed() -> None:
    assert found("old-rating", "2019-06-04", rated("2018-12-04")) == []
    assert found("old-rating", "2019-06-05", rated("2018-12-04")) == [at("updates", 0, "rag")]


def test_a_note_makes_no_rating_new_and_what_is_closed_has_none() -> None:
    old = update("2018-11-06", rag="green")
    noted = sub_action("1.11", old, update("2019-05-07", note="It goes on."))
    closed = sub_action("1.12", old, update("2019-05-07", state="complete"))
    assert found("old-rating", "2019-06-12", noted, closed, meetings=MEETINGS) == [
        at("updates", 0, "rag")
    ]


def test_what_two_meetings_did_not_rate_was_never_rated() -> None:
    parts = (rated("2018-12-04"), sub_action("1.12"))
    assert found("never-rated", "2019-03-11", *parts, meetings=MEETINGS) == []
    assert found("never-rated", "2019-03-13", *parts, meetings=MEETINGS) == [at("id", of="1.12")]


def test_what_was_added_late_has_two_meetings_of_its_own() -> None:
    late = sub_action("1.12", added="2019-03-01")
    parts = (rated("2018-12-04"), late)
    assert found("never-rated", "2019-03-13", *parts, meetings=MEETINGS) == []
    assert found("never-rated", "2019-06-12", *parts, meetings=MEETINGS) == [at("id", of="1.12")]


def test_a_key_action_leaves_its_rating_to_its_sub_actions() -> None:
    whole = key_action("1.1", rated("2019-05-07"))
    alone = key_action("1.2")
    assert found("never-rated", "2019-06-12", whole, alone) == [at("id", of="1.2")]


def test_a_plan_that_was_never_rated_hears_it_once() -> None:
    parts = (sub_action("1.11"), sub_action("1.12"))
    assert found("never-rated", "2019-06-12", *parts) == [in_plan_file("title")]
    closed = update("2019-05-07", state="withdrawn")
    left = (sub_action("1.11", closed), sub_action("1.12"))
    assert found("never-rated", "2019-06-12", *left) == [at("id", of="1.12")]


def test_a_rating_of_tomorrow_is_none_today() -> None:
    later = rated(str(day("2019-06-13")))
    assert found("never-rated", "2019-06-12", later) == [at("id")]


def test_two_ratings_of_one_day_that_differ_are_named_with_who_gave_them() -> None:
    red = update("2019-02-05", rag="red", why="x", next=WAY_BACK, by="nhs")
    amber = update("2019-02-05", rag="amber", why="x", next=WAY_BACK, by="CPC Lead Officer")
    sub = sub_action("1.11", red, amber, timescale="March 2019")
    rule = "two-ratings-a-day"
    assert found(rule, "2019-02-06", sub) == [at("updates", 1, "rag")]
    assert "red (CPC Lead – NHS) and amber (CPC Lead Officer)" in message(rule, "2019-02-06", sub)
    again = sub_action("1.11", amber, amber._replace(by="nhs"), timescale="March 2019")
    assert found(rule, "2019-02-06", again) == []
