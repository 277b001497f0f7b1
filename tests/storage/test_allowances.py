"""Comments that allow a warning: which are some, and of which lines they speak."""

from textwrap import dedent

import pytest

from cpcplan.domain.checks.allowances import Allowance
from cpcplan.storage.allowances import allowances
from cpcplan.storage.places import walk
from cpcplan.storage.source import Source


def found(text: str) -> list[Allowance]:
    source = Source("outcome-1.yaml", dedent(text))
    return list(allowances(source, list(walk(source.text))))


def lines(text: str) -> list[tuple[int, int]]:
    return [(each.first, each.last) for each in found(text)]


def test_behind_a_value_it_speaks_of_its_line() -> None:
    (only,) = found("id: x\ntimescale: ongoing  # check: allow open-ended: reviewed in May\n")
    assert only == Allowance("outcome-1.yaml", 2, 21, 2, 2, "open-ended", "reviewed in May")


def test_on_a_line_of_its_own_it_speaks_of_the_line_below() -> None:
    assert lines("id: x\n# check: allow open-ended: x\ntimescale: ongoing\n") == [(2, 3)]
    among = "id: x\n# A.\n# check: allow a: x\n  # check: allow b: y\n# B.\ntimescale: ongoing\n"
    assert lines(among) == [(3, 6), (4, 6)]


def test_with_nothing_right_below_it_speaks_of_nothing() -> None:
    assert lines("id: x\n# check: allow open-ended: x\n\ntimescale: ongoing\n") == [(2, 2)]
    assert lines("id: x\n# check: allow open-ended: x") == [(2, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "note: |  # check: allow a: x\n  one\n  two\nid: x\n",
        "# check: allow a: x\nnote: |\n  one\n  two\nid: x\n",
        'note: "one\n\n  two" # check: allow a: x\nid: x\n',
        "# check: allow a: x\nnote: one\n  two\n  three\nid: x\n",
    ],
)
def test_a_text_of_several_lines_is_one_place(text: str) -> None:
    ((first, last),) = lines(text)
    assert "one" in "\n".join(text.split("\n")[first - 1 : last])
    assert "two" in text.split("\n")[last - 1] or "three" in text.split("\n")[last - 1]


@pytest.mark.parametrize(
    "text",
    [
        'note: "See # check: allow a: x"\n',
        "note: 'one\n  # check: allow a: x'\n",
        "note: |\n  one\n  # check: allow a: x\n  two\n",
        "note: >-\n  # check: allow a: x\nid: x\n",
        '"# check: allow a: x": y\n',
        "note: one#check: allow a: x\n",
        "# check: with the police\nnote: x\n",
        "# check: allowed by the board\nnote: x\n",
        "# checked: allow a: x\nnote: x\n",
    ],
)
def test_what_is_in_a_text_and_what_says_something_else_allows_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("comment", "rule", "reason"),
    [
        (
            "# check: allow no-lead: the group is formed in May",
            "no-lead",
            "the group is formed in May",
        ),
        ("#check:allow no-lead:x", "no-lead", "x"),
        ("## Check: Allow no-lead : a: b # c", "no-lead", "a: b # c"),
        ("# The chair left. # check: allow no-lead: x", "no-lead", "x"),
        ("# check: allow no-lead", "no-lead", ""),
        ("# check: allow no-lead:", "no-lead", ""),
        ("# check: allow no-lead: …", "no-lead", ""),
        ("# check: allow no-lead the group is formed", "no-lead", ""),
        ("# check: allow: the group is formed", "", "the group is formed"),
        ("# check: allow", "", ""),
    ],
)
def test_a_rule_and_a_reason(comment: str, rule: str, reason: str) -> None:
    for end in ("\n", "\r\n", ""):
        (only,) = found(f"id: x  {comment}{end}")
        assert (only.rule, only.reason) == (rule, reason)
