"""Red, amber and green, and what a whole takes from its parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcplan.domain.rag import Rating, derived, is_better, severity, worst

RED, AMBER, GREEN = Rating.RED, Rating.AMBER, Rating.GREEN

some_ratings = st.lists(st.sampled_from([RED, AMBER, GREEN, None]))


def test_the_worst_come_first_and_not_rated_before_green() -> None:
    assert sorted([GREEN, None, AMBER, RED], key=severity) == [RED, AMBER, None, GREEN]


@pytest.mark.parametrize(("better", "worse"), [(GREEN, AMBER), (AMBER, RED), (GREEN, RED)])
def test_better_is_nearer_to_green(better: Rating, worse: Rating) -> None:
    assert is_better(better, worse)
    assert not is_better(worse, better)
    assert not is_better(worse, worse)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([GREEN, AMBER, RED], RED),
        ([GREEN, AMBER], AMBER),
        ([GREEN, GREEN], GREEN),
        ([None, RED], RED),
        ([None, AMBER, GREEN], AMBER),
        ([None, GREEN], None),
        ([None], None),
        ([], None),
    ],
)
def test_a_whole_is_the_worst_of_its_parts_and_green_only_where_all_are_rated(
    parts: list[Rating | None], whole: Rating | None
) -> None:
    assert derived(parts) is whole


@given(some_ratings)
def test_a_whole_with_a_part_that_nobody_rated_is_never_green(parts: list[Rating | None]) -> None:
    assert derived([*parts, None]) is not GREEN


@given(some_ratings)
def test_a_whole_is_never_better_than_its_worst_part(parts: list[Rating | None]) -> None:
    assert derived(parts) in (worst(parts), None)
    assert (derived(parts) is RED) == (RED in parts)


@given(some_ratings)
def test_the_order_of_the_parts_makes_no_difference(parts: list[Rating | None]) -> None:
    assert derived(reversed(parts)) is derived(parts)
