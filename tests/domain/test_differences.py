"""What differs between two versions of a plan, whatever the dates say."""

from builders import day, key_action, plan, sub_action, update
from cpcplan.domain.differences import differences
from cpcplan.domain.model import Plan, SuccessMeasure
from cpcplan.domain.movement import Kind

GREEN = update("2018-12-04", rag="green", why="Begun.")
RED = update("2019-02-01", rag="red", why="Stopped.")


def told(before: Plan, after: Plan, until: str = "2019-03-01") -> list[tuple[str, str, object]]:
    found = differences(before, after, until=day(until), seen=day("2019-02-09"))
    return [(each.id, each.kind.value, each.after or each.before) for each in found]


def test_nothing_differs_from_itself() -> None:
    same = plan(sub_action("1.11", GREEN, RED))
    assert told(same, same) == []


def test_a_new_entry_tells_what_it_moved_and_whether_it_is_late() -> None:
    (found,) = differences(
        plan(sub_action("1.11", GREEN)),
        plan(sub_action("1.11", GREEN, RED)),
        until=day("2019-03-01"),
        seen=day("2019-02-09"),
    )
    assert (found.kind, found.before, found.after, found.late) == (Kind.WORSE, "green", "red", True)
    assert found.why == "Stopped."


def test_an_entry_that_does_not_count_yet_is_not_told() -> None:
    before, after = plan(sub_action("1.11", GREEN)), plan(sub_action("1.11", GREEN, RED))
    assert told(before, after, until="2019-01-31") == []
    assert told(after, before, until="2019-01-31") == []


def test_an_entry_taken_back_is_told_with_what_it_had_moved() -> None:
    before, after = plan(sub_action("1.11", GREEN, RED)), plan(sub_action("1.11", GREEN))
    assert told(before, after) == [("1.11", "better", "green"), ("1.11", "taken-back", "red")]
    found = differences(before, after, until=day("2019-03-01"), seen=day("2019-02-09"))
    assert not any(each.late for each in found)  # green and red were known, not written since


def test_a_rating_that_another_took_the_place_of_is_known_for_one() -> None:
    """Of one day too: amber went to green, and then to red."""
    amber = update("2018-12-04", rag="amber")
    green, red = (update("2019-02-01", rag=colour) for colour in ("green", "red"))
    before, after = plan(sub_action("1.11", amber)), plan(sub_action("1.11", amber, green, red))
    found = differences(before, after, until=day("2019-03-01"))
    assert [(each.kind, each.after, each.overtaken) for each in found] == [
        (Kind.WORSE, "red", False),
        (Kind.RATED, "green", True),
    ]
    back = plan(sub_action("1.11", amber, green, update("2019-02-02", rag="amber")))
    assert [each.overtaken for each in differences(before, back, until=day("2019-03-01"))] == [
        True, False,
    ]  # fmt: skip


def test_a_completion_taken_back_opens_the_action_again() -> None:
    done = update("2019-01-31", state="complete", why="Done.", evidence=("x",))
    before, after = plan(sub_action("1.11", done)), plan(sub_action("1.11"))
    assert told(before, after) == [
        ("1.11", "reopened", "open"),
        ("1.11", "taken-back", "complete"),
    ]


def test_of_two_equal_entries_one_may_be_new_or_gone() -> None:
    note = update("2019-01-31", note="Met.")
    once, twice = plan(sub_action("1.11", note)), plan(sub_action("1.11", note, note))
    assert told(once, twice) == [("1.11", "noted", "Met.")]
    assert told(twice, once) == [("1.11", "taken-back", "Met.")]


def test_words_of_the_plan_that_are_other_ones_are_told_one_by_one() -> None:
    measure = SuccessMeasure("1.1a", "Uses", target="80%")
    before = plan(
        key_action("1.1", sub_action("1.11", leads=("nhs",)), success_measures=(measure,))
    )
    after = plan(
        key_action(
            "1.1",
            sub_action("1.11", leads=("police",), timescale="June 2019")._replace(title="New"),
            success_measures=(measure._replace(target=None),),
        )
    )
    assert told(before, after) == [
        ("1.1", "reworded", "success measure 1.1a: Uses"),
        ("1.11", "reworded", "title: New"),
        ("1.11", "reworded", "timescale: June 2019"),
        ("1.11", "reworded", "leads: police"),
    ]


def test_actions_come_and_go_and_move_between_key_actions() -> None:
    before = plan(key_action("1.1", sub_action("1.11"), sub_action("1.12")), key_action("1.2"))
    after = plan(
        key_action("1.1", sub_action("1.13", GREEN)), key_action("1.2", sub_action("1.11"))
    )
    assert told(before, after) == [
        ("1.13", "added", "Title of 1.13"),
        ("1.13", "rated", "green"),
        ("1.11", "reworded", "key action: 1.2"),
        ("1.12", "removed", "Title of 1.12"),
    ]


def test_an_action_is_not_told_before_the_day_it_joins() -> None:
    before, after = plan(), plan(sub_action("1.11", added="2019-04-01"))
    assert ("1.11", "added", "Title of 1.11") not in told(before, after)
    assert ("1.11", "added", "Title of 1.11") in told(before, after, until="2019-04-01")
