"""Success measures: their readings on a day, and which way they go."""

from decimal import Decimal

import pytest

from builders import day, key_action, plan, sub_action, update
from cpcplan.domain.measures import Direction, Measured, figure, measures
from cpcplan.domain.model import SuccessMeasure, Update
from cpcplan.domain.reckoning import stand


def measured(
    *updates: Update, baseline: str | None = None, target: str | None = None, on: str = "2020-09-30"
) -> Measured:
    """The measure 1.1a of a key action with these entries."""
    measure = SuccessMeasure("1.1a", "Staff who know what to do", baseline, target)
    whole = key_action("1.1", updates=updates, success_measures=(measure,))
    (found,) = measures(stand(plan(whole), as_of=day(on)))
    return found


def read(on: str, value: str, measure: str = "1.1a") -> Update:
    return update(on, readings={measure: value}, by="NHS")


def direction(
    *values: str, baseline: str | None = None, target: str | None = None
) -> Direction | None:
    readings = (read(f"2019-0{n}-01", value) for n, value in enumerate(values, 1))
    return measured(*readings, baseline=baseline, target=target).direction


def test_readings_are_in_date_order_up_to_the_day_with_that_days() -> None:
    told = (read("2019-06-11", "71%"), read("2019-03-12", "65%"), read("2019-09-10", "80%"))
    found = measured(*told, on="2019-06-11")
    assert [(reading.date, reading.value, reading.by) for reading in found.readings] == [
        (day("2019-03-12"), "65%", "NHS"),
        (day("2019-06-11"), "71%", "NHS"),
    ]


def test_readings_of_another_measure_are_not_its_own() -> None:
    assert measured(read("2019-03-12", "65%", measure="1.1b")).readings == ()


def test_one_entry_may_read_several_measures() -> None:
    both = tuple(SuccessMeasure(name, "Words") for name in ("1.1a", "1.1b"))
    entry = update("2019-03-12", readings={"1.1a": "65%", "1.1b": "12"})
    whole = key_action("1.1", updates=(entry,), success_measures=both)
    found = measures(stand(plan(whole), as_of=day("2019-03-12")))
    assert [reading.value for each in found for reading in each.readings] == ["65%", "12"]


def test_measures_of_sub_actions_are_asked_as_well_and_in_the_order_of_the_plan() -> None:
    of_sub = sub_action("1.11", success_measures=(SuccessMeasure("1.11a", "Words"),))
    whole = key_action("1.1", of_sub, success_measures=(SuccessMeasure("1.1a", "Words"),))
    found = measures(stand(plan(whole), as_of=day("2019-03-12")))
    assert [each.measure.id for each in found] == ["1.1a", "1.11a"]


def test_the_measure_of_an_action_that_was_not_added_yet_is_not_known() -> None:
    later = sub_action("1.11", success_measures=(SuccessMeasure("1.11a", "W"),), added="2019-03-12")
    assert measures(stand(plan(later), as_of=day("2019-03-11"))) == ()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["65%"], "towards target"),
        (["60%"], "away from target"),
        (["62%"], "unchanged"),
        (["70%", "65%"], "away from target"),
        (["60%", "61%"], "towards target"),
        (["80%"], "target met"),
        (["95%"], "target met"),
        (["95%", "85%"], "target met"),
        (["85%", "79%"], "away from target"),
        ([], None),
    ],
)
def test_against_a_target_above_the_baseline(values: list[str], expected: str | None) -> None:
    assert direction(*values, baseline="62%", target="80%") == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [(["35"], "towards target"), (["45"], "away from target"), (["10"], "target met")],
)
def test_against_a_target_below_the_baseline(values: list[str], expected: str) -> None:
    assert direction(*values, baseline="40", target="20") == expected


def test_without_a_target_it_goes_up_or_down_or_not_at_all() -> None:
    assert direction("10", "12") == "up"
    assert direction("10", "8") == "down"
    assert direction("10", "10") == "unchanged"
    assert direction("10", baseline="8") == "up"


def test_there_is_no_direction_without_two_figures_of_one_kind() -> None:
    assert direction("10") is None
    assert direction("62%", "71 of 80 staff") is None
    assert direction("62%", "12 cases") is None
    assert direction("good", "better") is None


@pytest.mark.parametrize(
    ("text", "number", "around"),
    [
        ("71%", "71", "%"),
        ("71 %", "71", "%"),
        ("1,204 messages", "1204", "message"),
        ("-2.5", "-2.5", ""),
        ("About 40 Cases", "40", "about case"),
    ],
)
def test_a_figure_is_the_one_number_and_what_stands_around_it(
    text: str, number: str, around: str
) -> None:
    assert figure(text) == (Decimal(number), around)


@pytest.mark.parametrize("text", ["", "none", "12 of 40", "2018-19", "2018/19"])
def test_no_number_or_more_than_one_is_no_figure(text: str) -> None:
    assert figure(text) is None
