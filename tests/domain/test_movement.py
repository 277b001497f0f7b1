"""What moved between two days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import day, key_action, plan, sub_action, update
from cpcplan.domain.model import KeyAction, SubAction, Update
from cpcplan.domain.movement import Change, Kind, changes

MEETING = "2019-03-12"


def moved(
    *parts: SubAction | KeyAction, since: str = MEETING, until: str = "2019-06-10"
) -> list[tuple[str, str, str | None, str | None]]:
    """Id, kind, before and after of all that moved."""
    found = changes(plan(*parts), since=day(since), until=day(until))
    return [(each.id, each.kind.value, each.before, each.after) for each in found]


def kinds(*updates: Update, since: str = MEETING, until: str = "2019-06-10") -> list[str]:
    """The kinds of what moved in one sub-action."""
    return [kind for _, kind, _, _ in moved(sub_action("1.11", *updates), since=since, until=until)]


# Ratings.

BEFORE = update("2019-03-11", rag="amber")


@pytest.mark.parametrize(
    ("now", "kind"), [("green", ["better"]), ("red", ["worse"]), ("amber", [])]
)
def test_a_rating_is_better_worse_or_the_same(now: str, kind: list[str]) -> None:
    assert kinds(BEFORE, update("2019-04-09", rag=now)) == kind


def test_the_first_rating_is_newly_rated() -> None:
    assert moved(sub_action("1.11", update("2019-04-09", rag="green"))) == [
        ("1.11", "rated", None, "green")
    ]


def test_what_a_meeting_decides_counts_as_moved_since_it() -> None:
    assert kinds(BEFORE, update("2019-03-12", rag="red"), since="2019-03-12") == ["worse"]
    assert kinds(BEFORE, update("2019-03-12", rag="red"), since="2019-03-13") == []


def test_the_last_day_counts_and_the_one_after_it_does_not() -> None:
    assert kinds(BEFORE, update("2019-06-10", rag="red"), until="2019-06-10") == ["worse"]
    assert kinds(BEFORE, update("2019-06-10", rag="red"), until="2019-06-09") == []


def test_a_rating_that_went_and_came_back_has_not_moved() -> None:
    assert kinds(BEFORE, update("2019-04-09", rag="red"), update("2019-05-14", rag="amber")) == []


def test_of_several_ratings_the_last_is_told_against_the_one_before_the_first_day() -> None:
    several = (update("2019-04-09", rag="amber"), update("2019-05-14", rag="green", why="Done."))
    sub = sub_action("1.11", update("2018-12-04", rag="red"), *several)
    (found,) = changes(plan(sub), since=day(MEETING), until=day("2019-06-10"))
    assert found == Change("1.11", Kind.BETTER, "red", "green", day("2019-05-14"), "Done.", None)


def test_entries_out_of_date_order_move_as_if_they_stood_in_order() -> None:
    assert kinds(update("2019-04-09", rag="green"), BEFORE) == ["better"]


# States.


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        ("complete", "completed"),
        ("withdrawn", "withdrawn"),
        ("carried-forward", "carried-forward"),
    ],
)
def test_an_action_that_was_closed_says_how(how: str, kind: str) -> None:
    assert moved(sub_action("1.11", update("2019-04-09", state=how))) == [
        ("1.11", kind, "open", how)
    ]


def test_an_action_that_was_opened_again() -> None:
    told = (update("2019-03-11", state="complete"), update("2019-04-09", state="open"))
    assert moved(sub_action("1.11", *told)) == [("1.11", "reopened", "complete", "open")]


def test_closed_and_opened_again_in_between_has_not_moved() -> None:
    assert kinds(update("2019-04-09", state="complete"), update("2019-05-14", state="open")) == []


# Everything else that happened.


def test_each_revision_is_told_from_the_one_before_it() -> None:
    sub = sub_action(
        "1.11",
        update("2019-04-09", timescale="June 2019"),
        update("2019-05-14", timescale="May 2020"),
        timescale="March 2019",
    )
    assert moved(sub) == [
        ("1.11", "revised", "March 2019", "June 2019"),
        ("1.11", "revised", "June 2019", "May 2020"),
    ]
    assert moved(sub, since="2019-05-14") == [("1.11", "revised", "June 2019", "May 2020")]


def test_a_request_and_its_refusal_are_told() -> None:
    sub = sub_action(
        "1.11",
        update("2019-04-09", timescale_requested="June 2019"),
        update("2019-05-14", timescale_refused=True),
        timescale="March 2019",
    )
    assert moved(sub) == [
        ("1.11", "requested", "March 2019", "June 2019"),
        ("1.11", "refused", None, None),
    ]


def test_a_change_of_leads_is_told_from_those_before() -> None:
    sub = sub_action("1.11", update("2019-04-09", leads=("nhs", "police")), leads=("nhs",))
    assert moved(sub) == [("1.11", "led", "nhs", "nhs, police")]


def test_each_change_of_leads_is_told_from_the_one_before_it() -> None:
    told = (
        update("2018-12-04", leads=("nhs",)),
        update("2019-01-15", leads=("police",)),
        update("2019-04-09", leads=("lead-officer",)),
        update("2019-05-14", leads=("nhs",)),
    )
    assert moved(sub_action("1.11", *told)) == [
        ("1.11", "led", "police", "lead-officer"),
        ("1.11", "led", "lead-officer", "nhs"),
    ]


def test_reports_readings_and_notes_are_told_each_for_itself() -> None:
    sub = sub_action(
        "1.11",
        update("2019-04-09", reported="quarterly"),
        update("2019-04-10", reported=True, note="Begun."),
        update("2019-05-14", readings={"1.1a": "65%", "1.1b": "12"}),
    )
    assert moved(sub) == [
        ("1.11", "reported", None, "quarterly"),
        ("1.11", "reported", None, None),
        ("1.11", "noted", None, "Begun."),
        ("1.11", "measured", "1.1a", "65%"),
        ("1.11", "measured", "1.1b", "12"),
    ]


def test_one_entry_may_move_several_things() -> None:
    entry = update("2019-04-09", rag="red", timescale="June 2019", leads=("nhs",))
    assert kinds(BEFORE, entry) == ["worse", "revised", "led"]


def test_a_change_says_when_why_and_who_recorded_it() -> None:
    entry = update("2019-04-09", note="Begun.", why="Funding came.", by="CPC Lead Officer")
    (found,) = changes(plan(sub_action("1.11", entry)), since=day(MEETING), until=day("2019-06-10"))
    assert (found.date, found.why, found.by) == (
        day("2019-04-09"),
        "Funding came.",
        "CPC Lead Officer",
    )


def test_changes_are_in_the_order_of_the_plan_key_actions_first() -> None:
    note = update("2019-04-09", note="Begun.")
    whole = key_action("1.2", sub_action("1.22", note), sub_action("1.21", note), updates=(note,))
    assert [identifier for identifier, *_ in moved(whole)] == ["1.2", "1.22", "1.21"]


# Added later.


def test_an_action_that_joined_the_plan_is_added() -> None:
    sub = sub_action("1.11", added="2019-03-12")
    assert moved(sub, since="2019-03-12") == [("1.11", "added", None, "Title of 1.11")]
    assert moved(sub, since="2019-03-13") == []
    assert moved(sub, until="2019-03-12") == [("1.11", "added", None, "Title of 1.11")]
    assert moved(sub, since="2018-12-04", until="2019-03-11") == []


def test_a_key_action_that_joined_the_plan_is_added() -> None:
    whole = key_action("1.1", added="2019-03-12")
    assert moved(whole, until="2019-03-12") == [("1.1", "added", None, "Title of 1.1")]
    assert moved(whole, since="2018-12-04", until="2019-03-11") == []


def test_before_it_was_added_nothing_of_an_action_is_told() -> None:
    entry = update("2019-04-09", note="Begun.")
    sub = sub_action("1.11", entry, added="2019-05-14")
    of_key_action = key_action("1.1", sub_action("1.11", entry), added="2019-05-14")
    assert moved(sub, until="2019-05-13") == []
    assert moved(of_key_action, until="2019-05-13") == []


# What always holds.

dates = st.dates(day("2018-09-01"), day("2020-09-30"))


@given(dates)
def test_in_a_plan_without_entries_nothing_moves_on_any_day(on: date) -> None:
    whole = plan(key_action("1.1", sub_action("1.11", timescale="6 monthly"), timescale="TBC"))
    assert changes(whole, since=on, until=on) == ()


entries = st.lists(
    st.builds(
        lambda on, said: update(on.isoformat(), **said),
        dates,
        st.sampled_from(
            [
                *({"rag": "red"}, {"rag": "amber"}, {"rag": "green"}),
                *({"state": "complete"}, {"state": "open"}),
                *({"timescale": "June 2020"}, {"note": "Begun."}, {"reported": True}),
            ]
        ),
    ),
    max_size=6,
)


@given(entries, dates, dates)
def test_what_moved_is_dated_within_the_days_asked_about(
    told: list[Update], one: date, other: date
) -> None:
    since, until = sorted((one, other))
    for change in changes(plan(sub_action("1.11", *told)), since=since, until=until):
        assert change.date
        assert since <= change.date <= until


@given(entries, dates, dates)
def test_entries_outside_the_days_asked_about_add_no_change(
    told: list[Update], one: date, other: date
) -> None:
    since, until = sorted((one, other))
    without = [entry for entry in told if not since <= entry.date <= until]
    assert changes(plan(sub_action("1.11", *without)), since=since, until=until) == ()
