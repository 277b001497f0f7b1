"""What the committee is asked to decide, and timescales that were moved."""

from builders import key_action, sub_action, update
from findings import at, found, message


def test_a_request_that_a_meeting_has_passed_over() -> None:
    asked = update("2019-03-01", timescale_requested="June 2020")
    meetings = ("2018-12-04", "2019-03-12", "2019-06-11")
    where = [at("updates", 0, "timescale_requested")]
    # On the day of the meeting it can still be decided.
    assert (
        found("request-passed-over", "2019-03-12", sub_action("1.11", asked), meetings=meetings)
        == []
    )
    assert (
        found("request-passed-over", "2019-03-13", sub_action("1.11", asked), meetings=meetings)
        == where
    )
    refused = update("2019-03-12", timescale_refused=True)
    assert (
        found(
            "request-passed-over",
            "2019-03-13",
            sub_action("1.11", asked, refused),
            meetings=meetings,
        )
        == []
    )
    # One that was made in the meeting waits for the next.
    in_it = asked._replace(date=update("2019-03-12").date)
    assert (
        found("request-passed-over", "2019-03-13", sub_action("1.11", in_it), meetings=meetings)
        == []
    )


def test_a_timescale_that_nobody_is_recorded_to_have_agreed() -> None:
    revised = update("2019-03-12", timescale="June 2019")
    agreed = update("2019-03-19", timescale="July 2019", agreed="CPC 19 March 2019, item 4")
    sub = sub_action("1.11", revised, timescale="May 2019")
    whole = key_action("1.1", sub, timescale="May 2020")
    assert found("no-decision", "2019-03-11", whole) == []
    assert found("no-decision", "2019-03-12", whole) == [at("updates", 0, "timescale")]
    assert found("no-decision", "2019-03-19", sub._replace(updates=(revised, agreed))) == []
    moved = whole._replace(updates=(revised,), sub_actions=(sub_action("1.11"),))
    # What takes its key action's timescale has nothing of its own to answer for.
    assert found("no-decision", "2019-03-12", moved) == [at("updates", 0, "timescale", of="1.1")]


def test_a_timescale_that_ends_reports_is_looked_at_and_one_that_keeps_them_is_not() -> None:
    agreed = {"agreed": "CPC 12 March 2019, item 4"}
    for then, where in (
        ("June 2020", [at("updates", 0, "timescale")]), ("June 2019, then quarterly", []),
        ("6 monthly", []),
    ):  # fmt: skip
        revised = update("2019-03-12", timescale=then, **agreed)
        sub = sub_action("1.11", revised, timescale="quarterly")
        assert found("reports-given-up", "2019-03-12", sub) == where, then
    dated = sub_action("1.11", update("2019-03-12", timescale="June 2020"), timescale="May 2019")
    assert found("reports-given-up", "2019-03-12", dated) == []
    said = message("reports-given-up", "2019-03-12", sub_action(
        "1.11", update("2019-03-12", timescale="June 2020"), timescale="quarterly and annually"
    ))  # fmt: skip
    assert "which ended the reports that were due quarterly and annually" in said
