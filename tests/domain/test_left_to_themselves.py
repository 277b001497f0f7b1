"""Key actions that speak for themselves: no sub-action tells of them, and so they must."""

from builders import day, key_action, plan, sub_action, update
from cpcplan.domain.model import KeyAction
from cpcplan.domain.questions import still_open
from cpcplan.domain.reckoning import stand
from cpcplan.domain.standing import PlanStanding
from findings import at, found

DONE = update("2019-03-12", state="complete", why="Done.", evidence=("CPC 12 March 2019",))
GREEN = update("2019-03-12", rag="green", why="Begun.")
RED = update("2019-03-12", rag="red", why="Nobody has begun.", next="x")


def standing(*key_actions: KeyAction, on: str = "2019-06-11") -> PlanStanding:
    return stand(plan(*key_actions), as_of=day(on))


def test_an_outcome_is_closed_only_where_its_key_actions_are() -> None:
    part = sub_action("1.11", DONE)
    still = standing(key_action("1.1", part, updates=(RED,)))
    assert (still.outcomes[0].is_closed, still.is_closed, still.rating) == (False, False, "red")
    done = standing(key_action("1.1", part, updates=(DONE,)), key_action("1.2", updates=(DONE,)))
    assert (done.outcomes[0].is_closed, done.is_closed, done.rating) == (True, True, None)
    nothing = standing()
    assert (nothing.outcomes[0].is_closed, nothing.is_closed) == (False, False)


def test_an_open_key_action_that_nobody_rated_holds_green_back_once_its_parts_are_done() -> None:
    well = key_action("1.2", sub_action("1.21", GREEN))
    left = key_action("1.1", sub_action("1.11", DONE))
    assert standing(well).rating == "green"
    assert standing(left, well).rating is None
    assert standing(left._replace(updates=(DONE,)), well).rating == "green"


def test_one_that_nobody_rates_is_looked_at_once_its_parts_are_done() -> None:
    parts = (sub_action("1.11", DONE), sub_action("1.12", GREEN))
    assert found("never-rated", "2019-06-11", key_action("1.1", *parts)) == []
    left = key_action("1.1", parts[0])
    assert found("never-rated", "2019-06-11", left, key_action("1.2", updates=(RED,))) == [
        at("id", of="1.1")
    ]


def test_a_rating_that_is_taken_from_its_parts_is_contradicted_by_its_own_lateness() -> None:
    part = sub_action("1.11", GREEN, timescale="May 2020")
    late = key_action("1.1", part, timescale="May 2019")
    assert standing(late, on="2019-05-31").key_actions[0].contradictions == ()
    assert standing(late).key_actions[0].contradictions == ("green-overdue",)
    assert found("green-overdue", "2019-06-11", late) == [at("id", of="1.1")]
    reports = key_action("1.1", part, timescale="quarterly")
    assert standing(reports).key_actions[0].contradictions == ("green-missed-report",)


def test_what_is_still_open_once_the_plan_is_over_names_them() -> None:
    done, left = sub_action("1.11", DONE), sub_action("1.12")
    alone = key_action("1.2")
    assert still_open(standing(key_action("1.1", done, left))) == "1 of 2 sub-actions is"
    assert still_open(standing(key_action("1.1", done, left), alone)) == (
        "1 of 2 sub-actions and key action 1.2 are"
    )
    whole = standing(key_action("1.1", done), alone)
    assert still_open(whole) == "key actions 1.1 and 1.2 are"
    assert still_open(standing(key_action("1.2", updates=(DONE,)))) == ""
