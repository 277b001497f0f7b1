"""Ratings and completions that the plan itself rules out."""

from builders import day, key_action, plan, standing_of, sub_action, update
from cpcplan.domain.contradictions import IN_WORDS, Contradiction
from cpcplan.domain.model import SubAction, Update
from cpcplan.domain.reckoning import stand

GREEN = update("2018-12-04", rag="green")


def of(on: str, timescale: str | None, *updates: Update) -> list[str]:
    sub = sub_action("1.11", *updates, timescale=timescale)
    return [found.value for found in standing_of(on, sub).contradictions]


def test_green_past_its_last_day() -> None:
    assert of("2019-03-31", "March 2019", GREEN) == []
    assert of("2019-04-01", "March 2019", GREEN) == ["green-overdue"]


def test_green_past_the_plans_last_day_where_it_has_none() -> None:
    assert of("2020-09-30", "ongoing", GREEN) == []
    assert of("2020-10-01", "ongoing", GREEN) == ["green-overdue"]
    assert of("2020-10-01", None, GREEN) == ["green-overdue"]


def test_green_with_a_missed_report_is_not_yet_past_its_last_day() -> None:
    assert of("2019-03-31", "6 monthly", GREEN) == []
    assert of("2019-04-01", "6 monthly", GREEN) == ["green-missed-report"]


def test_green_may_be_contradicted_twice() -> None:
    both = ["green-overdue", "green-missed-report"]
    assert of("2019-07-01", "March 2019, then quarterly", GREEN) == both


def test_only_green_and_open_is_contradicted_by_being_late() -> None:
    assert of("2019-04-01", "March 2019") == []
    assert of("2019-04-01", "March 2019", update("2018-12-04", rag="amber")) == []
    closed = update("2019-01-15", state="withdrawn")
    assert of("2019-04-01", "March 2019", GREEN, closed) == []
    assert of("2019-04-01", "6 monthly", GREEN, closed) == []


def test_a_green_that_was_rated_again_is_no_contradiction() -> None:
    assert of("2019-04-09", "March 2019", GREEN, update("2019-04-09", rag="red")) == []


def test_a_request_for_more_time_does_not_make_green_right() -> None:
    asked = update("2019-03-12", timescale_requested="June 2019")
    assert of("2019-04-01", "March 2019", GREEN, asked) == ["green-overdue"]


def test_a_key_action_is_contradicted_as_a_sub_action_is() -> None:
    whole = key_action("1.1", timescale="March 2019", updates=(GREEN,))
    (found,) = stand(plan(whole), as_of=day("2019-04-01")).key_actions
    assert found.contradictions == ("green-overdue",)


# Complete without evidence.


def test_complete_without_evidence() -> None:
    shown = update("2019-03-12", state="complete", evidence=("CPC minute, item 4",))
    not_shown = update("2019-03-12", state="complete")
    assert of("2019-03-12", "March 2019", shown) == []
    assert of("2019-03-12", "March 2019", not_shown) == ["complete-without-evidence"]
    assert of("2019-03-11", "March 2019", not_shown) == []


def test_withdrawn_and_carried_forward_need_none() -> None:
    assert of("2019-03-12", "March 2019", update("2019-03-12", state="withdrawn")) == []
    assert of("2019-03-12", "March 2019", update("2019-03-12", state="carried-forward")) == []


def test_evidence_of_an_earlier_completion_does_not_speak_for_a_later_one() -> None:
    told = (
        update("2019-03-12", state="complete", evidence=("Report 1",)),
        update("2019-04-09", state="open"),
        update("2019-06-11", state="complete"),
    )
    assert of("2019-03-12", None, *told) == []
    assert of("2019-06-11", None, *told) == ["complete-without-evidence"]


# A key action and its parts.


def rated(identifier: str, rag: str | None, *updates: Update) -> SubAction:
    return sub_action(identifier, *([update("2018-12-04", rag=rag)] if rag else []), *updates)


def of_key_action(rag: str | None, *parts: SubAction, on: str = "2019-01-15") -> list[str]:
    updates = (update("2018-12-04", rag=rag),) if rag else ()
    (found,) = stand(plan(key_action("1.1", *parts, updates=updates)), as_of=day(on)).key_actions
    return [contradiction.value for contradiction in found.contradictions]


def test_a_key_action_rated_better_than_the_worst_of_its_open_sub_actions() -> None:
    assert of_key_action("green", rated("1.11", "green"), rated("1.12", "amber")) == [
        "better-than-parts"
    ]
    assert of_key_action("amber", rated("1.11", "red"), rated("1.12", None)) == [
        "better-than-parts"
    ]


def test_equal_or_worse_is_no_contradiction() -> None:
    assert of_key_action("amber", rated("1.11", "amber")) == []
    assert of_key_action("red", rated("1.11", "amber")) == []


def test_a_derived_rating_is_never_better_than_its_parts() -> None:
    assert of_key_action(None, rated("1.11", "green"), rated("1.12", "red")) == []


def test_parts_that_are_not_rated_or_closed_contradict_nothing() -> None:
    closed = update("2019-01-15", state="withdrawn")
    assert of_key_action("green", rated("1.11", None)) == []
    assert of_key_action("green", rated("1.11", "red", closed)) == []
    assert of_key_action("green", rated("1.11", "red", closed), on="2019-01-14") == [
        "better-than-parts"
    ]


def test_a_closed_key_action_is_not_better_than_anything() -> None:
    told = (update("2018-12-04", rag="green"), update("2019-01-15", state="withdrawn"))
    whole = key_action("1.1", rated("1.11", "red"), updates=told)
    (found,) = stand(plan(whole), as_of=day("2019-01-15")).key_actions
    assert found.contradictions == ()


def test_a_part_that_was_not_added_yet_contradicts_nothing() -> None:
    later = sub_action("1.12", update("2019-02-01", rag="red"), added="2019-02-01")
    parts = (rated("1.11", "green"), later)
    assert of_key_action("green", *parts, on="2019-01-31") == []
    assert of_key_action("green", *parts, on="2019-02-01") == ["better-than-parts"]


def test_every_contradiction_has_words() -> None:
    assert set(IN_WORDS) == set(Contradiction)
