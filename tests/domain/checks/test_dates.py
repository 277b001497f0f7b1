"""Dates that may be misprints, or that do not go together."""

from builders import day, key_action, sub_action, update
from findings import at, found, message


def test_open_ended_is_not_time_limited() -> None:
    ongoing = sub_action("1.11", timescale="ongoing")
    cycles = sub_action("1.12", timescale="6 monthly")
    closed = sub_action("1.13", update("2019-01-15", state="withdrawn"), timescale="TBC")
    whole = key_action("1.1", ongoing, cycles, closed, timescale="May 2020")
    assert found("open-ended", "2019-03-12", whole) == [at("timescale")]


def test_open_ended_quotes_the_words_or_says_that_there_are_none() -> None:
    said = message("open-ended", "2019-03-12", key_action("1.1", timescale="ongoing"))
    assert "“ongoing” is not time-limited" in said
    assert "has no timescale" in message("open-ended", "2019-03-12", key_action("1.1"))


def test_a_timescale_that_was_given_a_date_is_time_limited_and_the_other_way_round() -> None:
    dated = sub_action("1.11", update("2019-03-12", timescale="June 2019"), timescale="TBC")
    undated = sub_action("1.12", update("2019-03-12", timescale="TBC"), timescale="June 2019")
    whole = key_action("1.1", dated, undated, timescale="May 2020")
    assert found("open-ended", "2019-03-12", whole) == [at("updates", 0, "timescale", of="1.12")]


def test_what_is_inherited_open_ended_is_said_once_of_the_key_action() -> None:
    whole = key_action("1.1", sub_action("1.11"), timescale="ongoing")
    assert [where.id for where in found("open-ended", "2019-03-12", whole)] == ["1.1"]


def test_what_was_not_added_yet_is_not_looked_at() -> None:
    sub = sub_action("1.11", timescale="ongoing", added="2019-03-12")
    whole = key_action("1.1", sub, timescale="May 2020")
    assert found("open-ended", "2019-03-11", whole) == []
    assert found("open-ended", "2019-03-12", whole) == [at("timescale")]


def test_a_date_outside_the_plans_period_is_looked_at_printed_or_revised() -> None:
    sub = sub_action("1.11", update("2019-03-12", timescale="May 2021"), timescale="Sept 2010")
    assert found("date-outside-period", "2019-03-12", sub) == [
        at("timescale"),
        at("updates", 0, "timescale"),
    ]


def test_the_periods_first_and_last_day_are_in_it() -> None:
    first = sub_action("1.11", timescale="1 September 2018")
    last = sub_action("1.12", timescale="September 2020")
    before = sub_action("1.13", timescale="31 August 2018")
    after = sub_action("1.14", timescale="1 October 2020")
    assert found("date-outside-period", "2018-09-01", first, last, before, after) == [
        at("timescale", of="1.13"),
        at("timescale", of="1.14"),
    ]


def test_an_entry_dated_in_the_future_is_looked_at() -> None:
    sub = sub_action("1.11", update("2019-03-12", note="Begun."))
    assert found("future-update", "2019-03-12", sub) == []
    assert found("future-update", "2019-03-11", sub) == [at("updates", 0, "date")]


def test_an_entry_before_the_plan_began_is_looked_at() -> None:
    first_day = update("2018-09-01", note="Begun.")
    sub = sub_action("1.11", update("2009-06-11", note="Met."), first_day)
    assert found("update-before-plan", "2019-03-12", sub) == [at("updates", 0, "date")]


def test_a_key_action_is_not_due_before_what_carries_it_out() -> None:
    early, late, later = (
        sub_action(f"1.1{n}", timescale=month)
        for n, month in enumerate(("May 2019", "June 2019", "July 2019"))
    )
    whole = key_action("1.1", early, late, later, timescale="May 2019")
    assert found("due-before-parts", "2019-03-12", whole) == [at("timescale", of="1.1")]
    said = message("due-before-parts", "2019-03-12", whole)
    assert "due by 31 May 2019, before its sub-action 1.12 (and 1 more), due by 31 July" in said
    closed = late._replace(updates=(update("2019-01-15", state="withdrawn"),))
    assert (
        found("due-before-parts", "2019-03-12", whole._replace(sub_actions=(early, closed))) == []
    )


def test_what_is_due_before_its_parts_goes_by_the_timescale_in_force() -> None:
    revised = update("2019-03-12", timescale="December 2019")
    whole = key_action(
        "1.1", sub_action("1.11", revised, timescale="May 2019"), timescale="May 2019"
    )
    assert found("due-before-parts", "2019-03-11", whole) == []
    assert found("due-before-parts", "2019-03-12", whole) == [at("timescale", of="1.1")]
    moved = whole._replace(updates=(update("2019-03-12", timescale="June 2019"),))
    assert found("due-before-parts", "2019-03-12", moved) == [
        at("updates", 0, "timescale", of="1.1")
    ]


def test_a_sub_action_that_joined_before_its_key_action() -> None:
    sub = sub_action("1.11", timescale="May 2019", added="2019-03-12")
    whole = key_action("1.1", sub, timescale="May 2020", added="2019-03-12")
    assert found("added-before-key-action", "2019-03-12", whole) == []
    early = whole._replace(sub_actions=(sub._replace(added=day("2019-03-11")),))
    assert found("added-before-key-action", "2019-03-12", early) == [at("added")]
