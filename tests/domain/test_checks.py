"""What is a plan, and yet worth a second look."""

from builders import day, key_action, plan, sub_action, update
from cpcplan.domain.checks import RULES, Finding, Where, findings
from cpcplan.domain.model import KeyAction, SubAction
from cpcplan.domain.standing import stand

WAY_BACK = "The vice chair convenes the group by 9 April."


def found(on: str, *parts: SubAction | KeyAction) -> list[tuple[str, Where]]:
    """The rules and places; the key action 1.1 around sub-actions alone is left out."""
    return [
        (finding.rule, finding.where) for finding in all_of(on, *parts) if finding.where.id != "1.1"
    ]


def all_of(on: str, *parts: SubAction | KeyAction) -> tuple[Finding, ...]:
    return findings(stand(plan(*parts), as_of=day(on)))


def at(*path: str | int, of: str = "1.11") -> Where:
    return Where(of, path)


def test_a_plan_in_order_has_nothing_to_look_at() -> None:
    whole = key_action("1.1", sub_action("1.11", timescale="March 2019"), timescale="June 2019")
    assert all_of("2019-03-31", whole) == ()


def test_an_action_that_is_late_but_not_green_is_for_overdue_and_not_for_check() -> None:
    red = update("2019-03-12", rag="red", next=WAY_BACK)
    assert found("2020-01-15", sub_action("1.11", red, timescale="March 2019")) == []


def test_green_past_its_last_day_points_to_the_rating() -> None:
    sub = sub_action(
        "1.11",
        update("2019-03-12", rag="green"),
        update("2019-03-12", note="Begun."),
        timescale="March 2019",
    )
    assert found("2019-03-31", sub) == []
    assert found("2019-04-01", sub) == [("green-overdue", at("updates", 0, "rag"))]


def test_green_with_a_missed_report() -> None:
    sub = sub_action("1.11", update("2019-03-12", rag="green"), timescale="6 monthly")
    assert found("2019-04-01", sub) == [("green-missed-report", at("updates", 0, "rag"))]


def test_complete_without_evidence_points_to_the_completion() -> None:
    told = (update("2018-12-04", rag="green"), update("2019-03-12", state="complete"))
    sub = sub_action("1.11", *told, timescale="March 2019")
    assert found("2019-03-12", sub) == [("complete-without-evidence", at("updates", 1, "state"))]


def test_a_key_action_better_than_its_parts() -> None:
    red = sub_action("1.11", update("2018-12-04", rag="red", next=WAY_BACK), timescale="June 2019")
    green = (update("2018-12-04", rag="green"),)
    (finding,) = all_of("2019-03-12", key_action("1.1", red, timescale="May 2020", updates=green))
    assert (finding.rule, finding.where) == (
        "better-than-parts",
        at("updates", 0, "rag", of="1.1"),
    )


def test_red_or_amber_without_a_way_back_goes_by_the_entry_that_rated() -> None:
    for rag in ("red", "amber"):
        bare = update("2018-12-04", rag=rag)
        assert found("2019-03-12", sub_action("1.11", bare, timescale="June 2019")) == [
            ("no-way-back", at("updates", 0, "rag"))
        ]
        # What another entry says is not the way back of this rating.
        noted = update("2019-01-15", note="Talks go on.", next=WAY_BACK)
        assert found("2019-03-12", sub_action("1.11", bare, noted, timescale="June 2019"))
        said = bare._replace(next=WAY_BACK)
        assert found("2019-03-12", sub_action("1.11", said, timescale="June 2019")) == []


def test_green_and_closed_need_no_way_back() -> None:
    green = sub_action("1.11", update("2018-12-04", rag="green"), timescale="June 2019")
    closed = sub_action(
        "1.12",
        update("2018-12-04", rag="red"),
        update("2019-03-12", state="withdrawn"),
        timescale="June 2019",
    )
    assert found("2019-03-12", green, closed) == []


def test_open_ended_is_not_time_limited() -> None:
    ongoing = sub_action("1.11", timescale="ongoing")
    cycles = sub_action("1.12", timescale="6 monthly")
    closed = sub_action("1.13", update("2019-01-15", state="withdrawn"), timescale="TBC")
    assert found("2019-03-12", ongoing, cycles, closed) == [("open-ended", at("timescale"))]


def test_open_ended_quotes_the_words_or_says_that_there_are_none() -> None:
    (finding,) = all_of("2019-03-12", key_action("1.1", timescale="ongoing"))
    assert "“ongoing” is not time-limited" in finding.message
    (finding,) = all_of("2019-03-12", key_action("1.1"))
    assert "has no timescale" in finding.message


def test_a_timescale_that_was_given_a_date_is_time_limited() -> None:
    dated = update("2019-03-12", timescale="June 2019")
    assert found("2019-03-12", sub_action("1.11", dated, timescale="TBC")) == []


def test_what_is_inherited_open_ended_is_said_once_of_the_key_action() -> None:
    whole = key_action("1.1", sub_action("1.11"), timescale="ongoing")
    assert [finding.where.id for finding in all_of("2019-03-12", whole)] == ["1.1"]


def test_a_date_outside_the_plans_period_is_looked_at_printed_or_revised() -> None:
    sub = sub_action("1.11", update("2019-03-12", timescale="May 2021"), timescale="Sept 2010")
    assert found("2019-03-12", sub) == [
        ("date-outside-period", at("timescale")),
        ("date-outside-period", at("updates", 0, "timescale")),
    ]


def test_the_periods_first_and_last_day_are_in_it() -> None:
    first = sub_action("1.11", timescale="1 September 2018")
    last = sub_action("1.12", timescale="September 2020")
    before = sub_action("1.13", timescale="31 August 2018")
    after = sub_action("1.14", timescale="1 October 2020")
    assert found("2018-09-01", first, last, before, after) == [
        ("date-outside-period", at("timescale", of="1.13")),
        ("date-outside-period", at("timescale", of="1.14")),
    ]


def test_an_entry_dated_in_the_future_is_looked_at() -> None:
    sub = sub_action("1.11", update("2019-03-12", note="Begun."), timescale="June 2019")
    assert found("2019-03-12", sub) == []
    assert found("2019-03-11", sub) == [("future-update", at("updates", 0, "date"))]


def test_places_are_those_of_the_file_whatever_the_order_of_dates() -> None:
    told = (update("2019-03-12", rag="green"), update("2018-12-04", rag="amber"))
    sub = sub_action("1.11", *told, timescale="March 2019")
    assert found("2019-04-01", sub) == [("green-overdue", at("updates", 0, "rag"))]


def test_what_was_not_added_yet_is_not_looked_at() -> None:
    sub = sub_action("1.11", timescale="ongoing", added="2019-03-12")
    assert found("2019-03-11", sub) == []
    assert found("2019-03-12", sub) == [("open-ended", at("timescale"))]


def test_every_message_begins_with_the_action_it_is_about() -> None:
    sub = sub_action("1.11", update("2018-12-04", rag="amber"), timescale="Sept 2010")
    for finding in all_of("2018-12-04", sub):
        assert finding.message.startswith(finding.where.id)


def test_the_names_of_rules_are_what_other_tools_rely_on() -> None:
    assert [rule.name for rule in RULES] == [
        "green-overdue",
        "green-missed-report",
        "complete-without-evidence",
        "better-than-parts",
        "no-way-back",
        "open-ended",
        "date-outside-period",
        "future-update",
        "update-before-plan",
        "update-after-closing",
    ]


def test_an_entry_before_the_plan_began_is_looked_at() -> None:
    sub = sub_action("1.11", update("2009-06-11", note="Met."), timescale="June 2019")
    assert found("2019-03-12", sub) == [("update-before-plan", at("updates", 0, "date"))]


def test_what_is_said_of_a_closed_action_is_looked_at() -> None:
    withdrawn = update("2018-12-04", state="withdrawn")
    red = update("2019-01-15", rag="red", next=WAY_BACK)
    sub = sub_action("1.11", red, withdrawn, timescale="June 2019")
    assert found("2019-03-12", sub) == [("update-after-closing", at("updates", 0, "rag"))]
    opened = update("2018-12-20", state="open")
    assert found("2019-03-12", sub._replace(updates=(red, withdrawn, opened))) == []
