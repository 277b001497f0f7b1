"""Success measures that nobody reads. The plan of these tests is half over on 16 September 2019."""

from builders import sub_action, update
from cpcplan.domain.checks.where import in_plan_file
from cpcplan.domain.model import SubAction, SuccessMeasure
from findings import at, found

HALF_TIME, AFTER = "2019-09-16", "2019-09-17"


def measured(identifier: str, **fields: object) -> SubAction:
    measures = (
        SuccessMeasure(f"{identifier}a", "Answers"),
        SuccessMeasure(f"{identifier}b", "Staff"),
    )
    return sub_action(identifier, success_measures=measures, **fields)


READ = measured("1.11")._replace(updates=(update("2019-03-12", readings={"1.11a": "71%"}),))


def test_a_measure_without_a_reading_halfway_through_the_period() -> None:
    assert found("no-reading", HALF_TIME, READ) == []
    assert found("no-reading", AFTER, READ) == [at("id", of="1.11b")]


def test_what_was_added_late_has_half_of_its_own_time() -> None:
    late = measured("1.12", added="2019-09-30")
    assert found("no-reading", "2020-03-31", READ, late) == [at("id", of="1.11b")]
    assert at("id", of="1.12a") in found("no-reading", "2020-04-01", READ, late)


def test_a_withdrawn_action_needs_no_reading_and_a_complete_one_does() -> None:
    for state, unread in (("withdrawn", 0), ("complete", 2)):
        closed = measured("1.12")._replace(updates=(update("2019-03-12", state=state),))
        where = found("no-reading", AFTER, READ, closed)
        assert len([each for each in where if each.id.startswith("1.12")]) == unread


def test_a_plan_that_reads_no_measure_at_all_hears_it_once() -> None:
    assert found("no-reading", AFTER, measured("1.11"), measured("1.12")) == [
        in_plan_file("period")
    ]
