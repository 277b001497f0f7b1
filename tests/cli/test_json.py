"""--json: every question has the keys that are promised, each with a value of its type."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders import write_plan
from conftest import run

PLAN = """\
title: Anytown Child Protection Committee Improvement Plan 2018–20
committee: Anytown Child Protection Committee
period: {start: September 2018, end: September 2020}
leads:
  lead-officer: CPC Lead Officer
  nhs: {name: CPC Lead – NHS, agency: NHS}
meetings: [2018-12-04, 2019-03-12, 2019-07-02]
"""
OUTCOME = """\
id: "1"
title: Our communities understand child protection
key_actions:
  - id: "1.1"
    title: Promote child protection messages
    leads: [lead-officer]
    timescale: January 2019
    success_measures:
      - {id: "1.1a", measure: Messages given, baseline: "4", target: "20", for: ["1.11"]}
    updates:
      - {date: 2019-03-12, by: lead-officer, rag: green, why: All well., readings: {1.1a: "9"}}
    sub_actions:
      - id: "1.11"
        title: Establish a subgroup
        points: [Agree its chair]
        leads: [lead-officer, nhs]
        timescale: quarterly and annually
        origin: [Joint inspection 2017]
        printed: {timescale: Quartely and annually}
        updates:
          - {date: 2019-01-03, by: nhs, reported: quarterly, note: It met.}
          - {date: 2019-02-20, by: nhs, rag: amber, why: No chair., next: Ask the NHS by May.}
      - id: "1.12"
        title: Hold an event
        timescale: December 2018
        added: 2018-10-01
        updates:
          - {date: 2018-11-30, rag: amber, why: No venue.}
          - {date: 2018-12-04, rag: red, why: No budget., next: Ask for one., timescale: March 2019,
             agreed: "CPC, item 4"}
          - {date: 2019-02-20, by: nhs, timescale_requested: June 2019, why: A venue is booked.}
      - id: "1.13"
        title: Publish a leaflet
        updates:
          - {date: 2019-03-12, state: complete, why: Printed.}
      - id: "1.14"
        title: Refresh the website
        timescale: April 2019
        leads: [nhs]
        updates:
          - {date: 2019-03-12, leads: [lead-officer], why: She asked., evidence: [Minute 4]}
  - id: "1.2"  # check: allow no-lead: the group is formed in May
    title: Gather data
    timescale: Ongoing
"""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DAY_OR_NULL = (DAY, None)
TEXT_OR_NULL = (str, None)
RAG_OR_NULL = ("red", "amber", "green", None)
LEAD = {"key": str, "name": str, "agency": TEXT_OR_NULL}
KEY_ACTION = {
    "id": str,
    "title": str,
    "outcome": str,
    "leads": [LEAD],
    "added": DAY_OR_NULL,
    "timescale": {
        "text": TEXT_OR_NULL,
        "due": DAY_OR_NULL,
        "cycles": [{"name": str, "months": int}],
        "open_ended": bool,
        "inherited": bool,
    },
    "requested": (
        {"timescale": str, "due": DAY_OR_NULL, "date": DAY, "why": str, "by": TEXT_OR_NULL},
        None,
    ),
    "first_due": DAY_OR_NULL,
    "slippage_days": int,
    "revisions": int,
    "state": ("open", "complete", "withdrawn", "carried-forward"),
    "closed_on": DAY_OR_NULL,
    "rag": RAG_OR_NULL,
    "rated_on": DAY_OR_NULL,
    "why": TEXT_OR_NULL,
    "next": TEXT_OR_NULL,
    "last_ratings": [{"date": DAY, "rag": ("red", "amber", "green")}],
    "overdue": bool,
    "days_overdue": int,
    "missed_reports": [DAY],
    "next_report": DAY_OR_NULL,
    "contradictions": [str],
    "stale": bool,
}
ACTION = {**KEY_ACTION, "key_action": str}
FALLS_DUE = {"falls_due": DAY, "falls_due_as": str}
FRAME = {"format": 1, "plan": str, "as_of": DAY}
TOTALS = {
    "sub_actions": int,
    "open": int,
    "complete": int,
    "closed": int,
    "overdue": int,
    "red": int,
    "amber": int,
    "green": int,
    "not_rated": int,
    "missed_reports": int,
    "slipped": int,
    "open_ended": int,
}
MEASURE = {
    "id": str,
    "action": str,
    "measure": str,
    "baseline": TEXT_OR_NULL,
    "target": TEXT_OR_NULL,
    "for": [str],
    "readings": [{"date": DAY, "value": str, "by": TEXT_OR_NULL}],
    "direction": TEXT_OR_NULL,
}
WHOLE = {
    "origin": [str],
    "printed": dict,
    "success_measures": [MEASURE],
    "updates": [dict],
}
COUNTS = {"sub_actions": int, "open": int, "overdue": int, "red": int, "not_updated": int}
FAULT = {
    "rule": str,
    "message": str,
    "file": str,
    "line": int,
    "column": int,
    "id": TEXT_OR_NULL,
}

SHAPES: dict[str, Any] = {
    "status": {
        **FRAME,
        "period": {"start": DAY, "end": DAY},
        "next_meeting": DAY_OR_NULL,
        "totals": TOTALS,
        "rag": RAG_OR_NULL,
        "outcomes": [
            {
                "id": str,
                "title": str,
                "rag": RAG_OR_NULL,
                "totals": TOTALS,
                "key_actions": [
                    {
                        "id": str,
                        "title": str,
                        "rag": RAG_OR_NULL,
                        "rag_derived": bool,
                        "totals": TOTALS,
                    }
                ],
            }
        ],
        "overdue": [str],
        "overdue_key_actions": [str],
        "due_soon": [str],
        "reports_missed": [str],
        "reports_due": [str],
        "requests": [str],
        "contradictions": [{"id": str, "what": str}],
    },
    "list": {**FRAME, "actions": [ACTION]},
    "overdue": {**FRAME, "actions": [ACTION], "key_actions": [KEY_ACTION]},
    "due --within 20m": {
        **FRAME,
        "until": DAY,
        "actions": [{**ACTION, **FALLS_DUE}],
        "key_actions": [{**KEY_ACTION, **FALLS_DUE}],
    },
    "show 1": {
        **FRAME,
        "outcome": {
            "id": str,
            "title": str,
            "rag": RAG_OR_NULL,
            "totals": TOTALS,
            "key_actions": [KEY_ACTION],
            "sub_actions": [ACTION],
        },
    },
    "show 1.1": {
        **FRAME,
        "action": {
            **KEY_ACTION,
            **WHOLE,
            "rag_in_answers": RAG_OR_NULL,
            "rag_derived": bool,
            "sub_actions": [ACTION],
        },
    },
    "show 1.11": {**FRAME, "action": {**ACTION, **WHOLE, "points": [str]}},
    "history": {"format": 1, "updates": [dict]},
    "changes": {
        "format": 1,
        "since": DAY,
        "since_commit": None,
        "until": DAY,
        "changes": [
            {
                "id": str,
                "kind": str,
                "from": TEXT_OR_NULL,
                "to": TEXT_OR_NULL,
                "date": DAY,
                "why": TEXT_OR_NULL,
                "by": TEXT_OR_NULL,
                "late": bool,
                "overtaken": bool,
            }
        ],
    },
    "leads": {
        **FRAME,
        "since": DAY,
        "leads": [{**LEAD, **COUNTS}],
        "agencies": [{"agency": str, **COUNTS}],
    },
    "measures": {**FRAME, "measures": [MEASURE]},
    "check": {
        "format": 1,
        "errors": [FAULT],
        "warnings": [FAULT],
        "allowed": [{**FAULT, "reason": str}],
    },
}


def differences(value: Any, shape: Any, at: str = "answer") -> list[str]:
    """Where a value is not of the shape: a type, a constant, a pattern, an object with exactly
    these keys, a list of one shape, or (in a tuple) any of several."""
    if isinstance(shape, dict) and isinstance(value, dict) and value.keys() == shape.keys():
        return [
            wrong for key in shape for wrong in differences(value[key], shape[key], f"{at}.{key}")
        ]
    if isinstance(shape, list) and isinstance(value, list):
        return [
            wrong
            for n, item in enumerate(value)
            for wrong in differences(item, shape[0], f"{at}.{n}")
        ]
    return [] if fits(value, shape) else [f"{at} is {value!r}, and should be {shape}"]


def fits(value: Any, shape: Any) -> bool:
    """Whether a value is of a shape that holds no others, or of any of several."""
    if isinstance(shape, tuple):
        return any(not differences(value, each) for each in shape)
    if isinstance(shape, re.Pattern):
        return isinstance(value, str) and shape.fullmatch(value) is not None
    return type(value) is shape if isinstance(shape, type) else bool(value == shape)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_plan(tmp_path, OUTCOME, plan=PLAN)


def ask(plan: Path, question: str, as_of: str = "2019-04-01") -> Any:
    ran = run(*question.split(), "--plan", str(plan), "--as-of", as_of, "--json")
    assert ran.err == ""
    return json.loads(ran.out)


@pytest.mark.parametrize("question", SHAPES)
def test_has_the_promised_keys(plan: Path, question: str) -> None:
    assert differences(ask(plan, question), SHAPES[question]) == []


def test_the_plan_of_these_tests_leaves_no_list_empty(plan: Path) -> None:
    filled: dict[str, bool] = {}
    for question in SHAPES:
        for key, value in lists_in(ask(plan, question)):
            filled[key] = filled.get(key, False) or bool(value)
    assert [key for key, is_filled in filled.items() if not is_filled] == ["errors"]


def lists_in(value: Any, key: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Every list in an answer, with the key it stands under."""
    if isinstance(value, list):
        yield key, value
        for each in value:
            yield from lists_in(each, key)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from lists_in(each, name)


def test_an_action(plan: Path) -> None:
    (found,) = [each for each in ask(plan, "list")["actions"] if each["id"] == "1.12"]
    assert found == {
        "id": "1.12",
        "title": "Hold an event",
        "outcome": "1",
        "key_action": "1.1",
        "leads": [{"key": "lead-officer", "name": "CPC Lead Officer", "agency": None}],
        "added": "2018-10-01",
        "timescale": {
            "text": "March 2019",
            "due": "2019-03-31",
            "cycles": [],
            "open_ended": False,
            "inherited": False,
        },
        "requested": {
            "timescale": "June 2019",
            "due": "2019-06-30",
            "date": "2019-02-20",
            "why": "A venue is booked.",
            "by": "nhs",
        },
        "first_due": "2018-12-31",
        "slippage_days": 90,
        "revisions": 1,
        "state": "open",
        "closed_on": None,
        "rag": "red",
        "rated_on": "2018-12-04",
        "why": "No budget.",
        "next": "Ask for one.",
        "last_ratings": [
            {"date": "2018-11-30", "rag": "amber"},
            {"date": "2018-12-04", "rag": "red"},
        ],
        "overdue": True,
        "days_overdue": 1,
        "missed_reports": [],
        "next_report": None,
        "contradictions": [],
        "stale": False,
    }


def test_cycles_and_reports(plan: Path) -> None:
    (found,) = [each for each in ask(plan, "list")["actions"] if each["id"] == "1.11"]
    assert found["timescale"]["cycles"] == [
        {"name": "quarterly", "months": 3},
        {"name": "annually", "months": 12},
    ]
    assert (found["missed_reports"], found["next_report"]) == (["2019-03-31"], "2019-06-30")


def test_a_closed_action_has_no_rating(plan: Path) -> None:
    (found,) = [each for each in ask(plan, "list")["actions"] if each["id"] == "1.13"]
    assert (found["state"], found["closed_on"], found["rag"], found["overdue"]) == (
        "complete",
        "2019-03-12",
        None,
        False,
    )
    assert found["timescale"]["inherited"]
    assert found["contradictions"] == ["complete-without-evidence"]


def test_status_names_what_is_wrong(plan: Path) -> None:
    status = ask(plan, "status")
    expected = {
        "overdue": ["1.12", "1.11"],
        "overdue_key_actions": ["1.1"],
        "due_soon": ["1.14", "1.11"],
        "requests": ["1.12"],
        "reports_missed": ["1.11"],
        "reports_due": ["1.11"],
    }
    assert {name: status[name] for name in expected} == expected
    assert status["contradictions"] == [
        {"id": "1.1", "what": "green-overdue"},
        {"id": "1.1", "what": "better-than-parts"},
        {"id": "1.13", "what": "complete-without-evidence"},
    ]
    assert status["totals"] == {
        "sub_actions": 4,
        "open": 3,
        "complete": 1,
        "closed": 0,
        "overdue": 2,
        "red": 1,
        "amber": 1,
        "green": 0,
        "not_rated": 1,
        "missed_reports": 1,
        "slipped": 1,
        "open_ended": 0,
    }


def test_updates_have_the_fields_of_the_file(plan: Path) -> None:
    updates = ask(plan, "history")["updates"]
    assert updates[0] == {
        "id": "1.14",
        "date": "2019-03-12",
        "why": "She asked.",
        "leads": ["lead-officer"],
        "evidence": ["Minute 4"],
    }
    assert {key for update in updates for key in update} == {
        "id", "date", "by", "rag", "timescale", "timescale_requested", "leads", "reported", "state",
        "readings", "note", "why", "next", "evidence", "agreed",
    }  # fmt: skip


def test_changes_say_from_what_to_what(plan: Path) -> None:
    changes = ask(plan, "changes --since 2018-12-04")["changes"]
    assert [(each["id"], each["kind"], each["from"], each["to"]) for each in changes] == [
        ("1.1", "rated", None, "green"),
        ("1.1", "measured", "1.1a", "9"),
        ("1.11", "rated", None, "amber"),
        ("1.11", "reported", None, "quarterly"),
        ("1.11", "noted", None, "It met."),
        ("1.12", "worse", "amber", "red"),
        ("1.12", "revised", "December 2018", "March 2019"),
        ("1.12", "requested", "March 2019", "June 2019"),
        ("1.13", "completed", "open", "complete"),
        ("1.14", "led", "nhs", "lead-officer"),
    ]


def test_a_plan_that_cannot_be_read(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, OUTCOME.replace("rag: red", "rag: blue"), plan=PLAN)
    found = ask(plan, "check")
    assert differences(found, SHAPES["check"]) == []
    (fault,) = found["errors"]
    assert (fault["line"], fault["column"], fault["id"]) == (29, 37, "1.12")
