"""All rules together."""

from importlib import import_module
from pkgutil import iter_modules

from builders import key_action, sub_action, update
from cpcplan.domain import checks
from cpcplan.domain.checks.catalogue import ALLOWABLE, ERRORS, WARNINGS
from cpcplan.domain.checks.rules import Rule, Severity
from findings import WAY_BACK, all_of

LEADS = ("lead-officer", "nhs", "police")


def test_the_names_of_rules_are_what_other_tools_rely_on() -> None:
    assert [rule.name for rule in WARNINGS] == [
        "green-overdue",
        "green-missed-report",
        "better-than-parts",
        "no-way-back",
        "old-rating",
        "never-rated",
        "two-ratings-a-day",
        "complete-without-evidence",
        "update-after-closing",
        "closed-with-open-parts",
        "open-ended",
        "date-outside-period",
        "future-update",
        "update-before-plan",
        "due-before-parts",
        "added-before-key-action",
        "two-last-days",
        "joined-too-late",
        "request-passed-over",
        "no-decision",
        "reports-given-up",
        "no-lead",
        "idle-lead",
        "lead-named-twice",
        "no-reading",
        "id-printed-twice",
        "outcome-gap",
        "evidence-not-there",
        "outcome-not-there",
        "text-cut-off",
        "bare-id",
        "personal-details",
        "allowance-of-unknown-rule",
        "allowance-without-reason",
        "allowance-of-nothing",
    ]
    assert [rule.name for rule in ERRORS] == [
        "unreadable-file",
        "empty-file",
        "not-utf-8",
        "control-character",
        "stray-file",
        "file-name",
        "no-outcomes",
        "unknown-format",
        "conflict-marker",
        "yaml",
        "tab",
        "several-documents",
        "anchor-or-tag",
        "too-deep",
        "key-not-text",
        "duplicate-key",
        "unknown-key",
        "missing-key",
        "wrong-kind",
        "unknown-word",
        "invalid-value",
        "not-a-day",
        "not-a-period",
        "unreadable-timescale",
        "incomplete-update",
        "unknown-lead",
        "unknown-cycle",
        "unknown-measure",
        "unknown-id",
        "id-used-twice",
    ]


def test_an_error_cannot_be_allowed() -> None:
    assert {rule.severity for rule in ALLOWABLE} == {Severity.WARNING}
    assert {rule.severity for rule in ERRORS} == {Severity.ERROR}


def test_a_plan_in_order_has_nothing_to_look_at() -> None:
    sub = sub_action("1.11", timescale="March 2019")
    whole = key_action("1.1", sub, timescale="June 2019", leads=LEADS)
    assert all_of("2019-02-28", whole) == ()


def test_an_action_that_is_late_but_not_green_is_for_overdue_and_not_for_check() -> None:
    red = update("2019-12-10", rag="red", next=WAY_BACK)
    sub = sub_action("1.11", red, timescale="March 2019")
    assert all_of("2020-01-15", key_action("1.1", sub, timescale="June 2019", leads=LEADS)) == ()


def test_a_message_says_what_is_wrong_of_which_action_and_what_to_do() -> None:
    sub = sub_action("1.11", update("2018-12-04", rag="amber"), timescale="Sept 2010")
    for finding in all_of("2018-12-04", sub):
        assert str(finding.where.path[-1] if finding.rule == "idle-lead" else finding.where.id) in (
            finding.message
        )
        assert ": " in finding.message


def test_every_rule_that_is_written_is_in_the_list() -> None:
    modules = [
        import_module(f"{checks.__name__}.{each.name}") for each in iter_modules(checks.__path__)
    ]
    written = {
        rule.name
        for module in modules
        for value in vars(module).values()
        for rule in (value if isinstance(value, tuple) else (value,))
        if isinstance(rule, Rule)
    }
    assert written == {rule.name for rule in (*WARNINGS, *ERRORS)}
