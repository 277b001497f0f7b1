"""What comments allow, and what is left to look at."""

from typing import Any

from builders import day
from cpcplan.domain.checks.allowances import Allowance, Allowed, Sifted, sift
from cpcplan.errors import Fault

OPEN_ENDED = Fault("outcome-1.yaml", 7, 16, "open-ended", "“ongoing” is not time-limited", "1.1")
ALLOWS = Allowance("outcome-1.yaml", 6, 5, 6, 7, "open-ended", "reviewed every May")


def sifted(*allowances: Allowance) -> Sifted:
    return sift([OPEN_ENDED], allowances, as_of=day("2019-03-12"))


def about(**fields: Any) -> list[tuple[str, str]]:
    """What is said of an allowance that differs in this from one that allows something."""
    found = sifted(ALLOWS._replace(**fields))
    assert found.allowed == ()
    assert OPEN_ENDED in found.warnings
    return [(each.rule, each.message) for each in found.warnings if each != OPEN_ENDED]


def test_what_is_allowed_is_kept_with_its_reason() -> None:
    assert sifted(ALLOWS) == Sifted((), (Allowed(OPEN_ENDED, "reviewed every May"),))
    assert sifted() == Sifted((OPEN_ENDED,), ())


def test_it_speaks_of_one_rule_in_one_place() -> None:
    for elsewhere in (
        {"file": "outcome-2.yaml"},
        {"first": 8, "last": 8},
        {"first": 5, "last": 6},
        {"rule": "no-lead"},
    ):
        assert [rule for rule, _ in about(**elsewhere)] == ["allowance-of-nothing"]


def test_what_allows_nothing_is_told_with_the_day() -> None:
    ((_, said),) = about(rule="no-lead")
    assert said.startswith("`no-lead` has nothing to say here on 12 March 2019: take the comment")


def test_a_rule_that_is_none() -> None:
    ((rule, said),) = about(rule="opened")
    assert (rule, said.partition(":")[0]) == (
        "allowance-of-unknown-rule",
        "no rule that can be allowed is called `opened`",
    )
    assert "does not say which rule" in about(rule="")[0][1]


def test_errors_and_what_is_said_of_allowances_cannot_be_allowed() -> None:
    assert "`tab` is an error, and errors cannot be allowed" in about(rule="tab")[0][1]
    assert about(rule="allowance-of-nothing")[0][0] == "allowance-of-unknown-rule"


def test_an_allowance_without_a_reason_allows_nothing() -> None:
    assert about(reason="")[0][0] == "allowance-without-reason"


def test_two_for_one_place_are_both_in_use() -> None:
    assert sifted(ALLOWS, ALLOWS._replace(line=7)).warnings == ()


def test_what_is_found_comes_in_the_order_of_the_files() -> None:
    places = [
        ("plan.yaml", 1),
        ("outcome-10.yaml", 1),
        ("outcome-2.yaml", 30),
        ("outcome-2.yaml", 4),
    ]
    faults = [OPEN_ENDED._replace(file=file, line=line) for file, line in places]
    found = sift(faults, (), as_of=day("2019-03-12")).warnings
    assert [(each.file, each.line) for each in found] == places[::-1]
