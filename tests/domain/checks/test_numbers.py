"""Numbers that two things share in print, or that are missing."""

import pytest

from builders import day, plan, sub_action
from cpcplan.domain.checks.catalogue import findings
from cpcplan.domain.model import Outcome
from cpcplan.domain.reckoning import stand
from findings import at, found, message


def test_a_number_printed_twice_is_said_of_the_one_that_had_to_change() -> None:
    second = sub_action("1.33", printed=(("id", "1.32"),))
    parts = (sub_action("1.32"), second)
    assert found("id-printed-twice", "2019-03-12", *parts) == [at("printed", "id", of="1.33")]
    said = message("id-printed-twice", "2019-03-12", *parts)
    assert said.startswith("1.33 was printed as 1.32, and so was 1.32:")


def test_a_number_that_was_only_misprinted_is_nobody_elses() -> None:
    misprinted = sub_action("1.33", printed=(("id", "1.3.3"), ("title", "x")))
    assert found("id-printed-twice", "2019-03-12", sub_action("1.32"), misprinted) == []


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (("1", "2", "3"), None),
        (("10", "9", "8"), None),  # some plan carries on from another
        (("1", "3"), "outcome 3 comes after outcome 1, and outcome 2 is in no file"),
        (("1", "5"), "outcome 5 comes after outcome 1, and outcomes 2 to 4 are in no file"),
        (("A", "C", "1"), None),
        (("1", "99999999999999"), None),
    ],
)
def test_outcomes_with_a_gap(ids: tuple[str, ...], said: str | None) -> None:
    outcomes = tuple(Outcome(each, f"Outcome {each}") for each in ids)
    all_found = findings(stand(plan(outcomes=outcomes), as_of=day("2019-03-12")))
    gaps = [each for each in all_found if each.rule == "outcome-gap"]
    assert [each.message.partition(":")[0] for each in gaps] == ([said] if said else [])
