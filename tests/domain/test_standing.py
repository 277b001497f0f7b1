"""Where the plan stands: ratings of wholes, what was added later, what is closed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import day, key_action, plan, standing_of, sub_action, update
from cpcplan.domain.model import KeyAction, Outcome, SubAction, Update
from cpcplan.domain.questions import totals
from cpcplan.domain.rag import Rating
from cpcplan.domain.reckoning import stand
from cpcplan.domain.standing import KeyActionStanding, PlanStanding

ON = day("2019-06-11")
CLOSED = update("2019-03-12", state="withdrawn")


def sub(identifier: str, rag: str | None, *updates: Update) -> SubAction:
    """A sub-action with a rating or none."""
    return sub_action(identifier, *([update("2018-12-04", rag=rag)] if rag else []), *updates)


def key(identifier: str, rag: str | None, *parts: SubAction, closed: bool = False) -> KeyAction:
    """A key action with a rating of its own or none."""
    updates = (update("2018-12-04", rag=rag),) if rag else ()
    return key_action(identifier, *parts, updates=(*updates, CLOSED) if closed else updates)


def of_key_action(whole: KeyAction) -> KeyActionStanding:
    return stand(plan(whole), as_of=ON).outcomes[0].key_actions[0]


# A key action.


def test_a_key_action_has_the_rating_recorded_for_it() -> None:
    found = of_key_action(key("1.1", "amber", sub("1.11", "red")))
    assert (found.rating, found.rating_is_derived) == ("amber", False)


@pytest.mark.parametrize(
    ("parts", "rating"),
    [
        (["green", "amber", "red"], "red"),
        (["green", "amber"], "amber"),
        (["green", "green"], "green"),
        ([None, "red"], "red"),
        ([None, "green"], None),
        ([None, None], None),
        ([], None),
    ],
)
def test_where_none_is_recorded_it_is_derived_from_its_open_sub_actions(
    parts: list[str | None], rating: str | None
) -> None:
    subs = [sub(f"1.1{n}", rag) for n, rag in enumerate(parts)]
    found = of_key_action(key("1.1", None, *subs))
    assert (found.rating, found.rating_is_derived) == (rating, rating is not None)


def test_beside_a_derived_rating_stands_how_many_open_ones_are_not_rated() -> None:
    parts = (sub("1.11", "red"), sub("1.12", None), sub("1.13", None, CLOSED))
    found = of_key_action(key("1.1", None, *parts))
    assert (found.rating, totals(found.sub_actions).not_rated) == ("red", 1)


def test_closed_sub_actions_say_nothing_for_the_whole() -> None:
    found = of_key_action(key("1.1", None, sub("1.11", "red", CLOSED), sub("1.12", "green")))
    assert found.rating == "green"


def test_a_sub_action_that_was_not_rated_and_is_closed_does_not_hold_green_back() -> None:
    found = of_key_action(key("1.1", None, sub("1.11", None, CLOSED), sub("1.12", "green")))
    assert found.rating == "green"


def test_where_all_is_closed_there_is_no_colour() -> None:
    found = stand(plan(key("1.1", "red", sub("1.11", "red", CLOSED), closed=True)), as_of=ON)
    assert found.outcomes[0].key_actions[0].rating is None
    assert found.outcomes[0].rating is None
    assert found.rating is None


def test_a_key_action_whose_sub_actions_are_all_closed_derives_nothing() -> None:
    found = of_key_action(key("1.1", None, sub("1.11", "red", CLOSED)))
    assert (found.rating, found.rating_is_derived) == (None, False)


def test_a_completed_action_has_no_colour_whatever_it_was_rated_last() -> None:
    complete = update("2019-03-12", state="complete", rag="green")
    standing = standing_of("2019-03-12", sub_action("1.11", complete))
    assert standing.rating is None
    assert [entry.rag for entry in standing.last_ratings] == ["green"]


# An outcome and the plan.


def rating_of_outcome(*key_actions: KeyAction) -> Rating | None:
    found = stand(plan(*key_actions), as_of=ON)
    assert found.rating is found.outcomes[0].rating  # of a plan of one outcome
    return found.outcomes[0].rating


def test_an_outcome_is_the_worst_of_its_key_actions_and_open_sub_actions() -> None:
    assert rating_of_outcome(key("1.1", "amber", sub("1.11", "green"))) == "amber"
    assert rating_of_outcome(key("1.1", "green", sub("1.11", "red"))) == "red"
    assert rating_of_outcome(key("1.1", "red"), key("1.2", None, sub("1.21", "green"))) == "red"
    assert rating_of_outcome(key("1.1", None, sub("1.11", "red", CLOSED))) is None


def test_an_outcome_is_green_only_where_every_part_is_rated() -> None:
    assert rating_of_outcome(key("1.1", "green", sub("1.11", "green"))) == "green"
    assert rating_of_outcome(key("1.1", "green", sub("1.11", None))) is None
    assert rating_of_outcome(key("1.1", None, sub("1.11", "green"))) == "green"
    assert rating_of_outcome(key("1.1", "green"), key("1.2", None)) is None


def test_a_closed_key_action_says_nothing_and_its_open_sub_actions_do() -> None:
    whole = key("1.1", "red", sub("1.11", "amber"), closed=True)
    assert rating_of_outcome(whole) == "amber"


def test_the_plan_is_the_worst_of_its_outcomes() -> None:
    outcomes = (
        Outcome("1", "One", (key("1.1", None, sub("1.11", "green")),)),
        Outcome("2", "Two", (key("2.1", None, sub("2.11", "amber")),)),
    )
    found = stand(plan(outcomes=outcomes), as_of=ON)
    assert [outcome.rating for outcome in found.outcomes] == ["green", "amber"]
    assert found.rating == "amber"


# Added later.


def ids_on(on: str, *parts: KeyAction) -> list[str]:
    return [action.id for action in stand(plan(*parts), as_of=day(on)).actions()]


def test_before_the_day_that_it_was_added_an_action_is_in_no_answer() -> None:
    whole = key_action("1.1", sub_action("1.11"), sub_action("1.12", added="2019-03-12"))
    assert ids_on("2019-03-11", whole) == ["1.1", "1.11"]
    assert ids_on("2019-03-12", whole) == ["1.1", "1.11", "1.12"]


def test_nor_is_a_sub_action_before_the_day_that_its_key_action_was_added() -> None:
    whole = key_action("1.1", sub_action("1.11", added="2019-01-15"), added="2019-03-12")
    assert ids_on("2019-03-11", whole) == []
    assert ids_on("2019-03-12", whole) == ["1.1", "1.11"]


def test_what_was_not_added_yet_has_no_part_in_the_rating_of_a_whole() -> None:
    later = sub_action("1.12", update("2019-03-12", rag="red"), added="2019-03-12")
    whole = plan(key("1.1", None, sub("1.11", "green"), later))
    assert stand(whole, as_of=day("2019-03-11")).rating == "green"
    assert stand(whole, as_of=day("2019-03-12")).rating == "red"


def test_everything_is_asked_of_in_the_order_of_the_plan() -> None:
    parts = (key_action("1.2", sub_action("1.22"), sub_action("1.21")), key_action("1.1"))
    assert ids_on("2019-03-12", *parts) == ["1.2", "1.22", "1.21", "1.1"]


# What always holds.

ratings = st.sampled_from(["red", "amber", "green", None])
subs = st.lists(st.tuples(ratings, st.booleans()), max_size=4)
wholes = st.lists(st.tuples(ratings, st.booleans(), subs), max_size=3)


def standing(parts: list[tuple[str | None, bool, list[tuple[str | None, bool]]]]) -> PlanStanding:
    """Of a plan of key actions (rating, closed, sub-actions) and sub-actions (rating, closed)."""
    return stand(
        plan(
            *(
                key(
                    f"1.{n}",
                    rag,
                    *(
                        sub(f"1.{n}{m}", sub_rag, *([CLOSED] if sub_closed else []))
                        for m, (sub_rag, sub_closed) in enumerate(sub_actions)
                    ),
                    closed=closed,
                )
                for n, (rag, closed, sub_actions) in enumerate(parts)
            )
        ),
        as_of=ON,
    )


@given(wholes.map(standing))
def test_a_whole_with_an_open_sub_action_that_nobody_rated_is_never_green(
    found: PlanStanding,
) -> None:
    if any(part.is_open and part.rating is None for part in found.sub_actions):
        assert found.rating is not Rating.GREEN
        assert found.outcomes[0].rating is not Rating.GREEN
    for whole in found.outcomes[0].key_actions:
        if any(part.is_open and part.rating is None for part in whole.sub_actions):
            assert not (whole.rating is Rating.GREEN and whole.rating_is_derived)


@given(wholes.map(standing))
def test_the_plan_is_red_where_anything_open_is_and_only_there(found: PlanStanding) -> None:
    anything_red = any(action.rating is Rating.RED for action in found.actions())
    assert (found.rating is Rating.RED) == anything_red


@given(wholes.map(standing))
def test_what_is_closed_has_no_colour_and_is_neither_overdue_nor_stale(
    found: PlanStanding,
) -> None:
    for action in found.actions():
        if not action.is_open:
            assert (action.rating, action.overdue, action.stale) == (None, False, False)
