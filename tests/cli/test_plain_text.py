"""The words of a plan are words: never markup, never obeyed by a terminal or a spreadsheet."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import write_plan
from conftest import REPOSITORY, run

MARKUP = "[bold]Loud[/bold] [/see] [red]minute 4[/red] :smile: {braces} %s"
UNSAFE = (
    r"a\x1b[31mred\x1b[0m \x9b31m bell\a nul\0 back\b \u202Eturned\u2066 \u200bzero \x7f tab\tend"
)
SHOWN = (
    r"a\x1b[31mred\x1b[0m \x9b31m bell\x07 nul\x00 back\x08 \u202eturned\u2066 \u200bzero \x7f "
    r"tab\x09end"
)
LONG = ", ".join(["Establish a communication subgroup with an agreed chair and terms"] * 4)


def outcome(title: str) -> str:
    """A plan that has this title (as YAML) wherever a plan can have words."""
    return f"""\
id: "1"
title: {title}
key_actions:
  - id: "1.1"
    title: {title}
    timescale: Ongoing
    success_measures:
      - {{id: "1.1a", measure: {title}, baseline: {title}, target: {title}}}
    sub_actions:
      - id: "1.11"
        title: {title}
        points: [{title}]
        leads: [nhs]
        timescale: March 2019
        origin: [{title}]
        printed: {{title: {title}}}
        updates:
          - {{date: 2019-01-31, by: {title}, rag: green, why: {title}, next: {title}}}
          - {{date: 2019-02-28, note: {title}, timescale_requested: June 2019, why: {title}}}
          - {{date: 2019-03-01, leads: [lead-officer, nhs], why: {title}, evidence: [{title}],
             agreed: {title}}}
    updates:
      - {{date: 2019-03-01, readings: {{1.1a: {title}}}}}
"""


SCREENS = [
    "status", "overdue", "due --as-of 2019-03-01", "list", "show 1", "show 1.1", "show 1.11",
    "history", "changes --since 2018-09-01", "leads", "measures", "check",
]  # fmt: skip


def screen(plan: Path, question: str, *options: str) -> str:
    as_of = () if "--as-of" in question else ("--as-of", "2019-04-01")
    ran = run(*question.split(), *as_of, "--plan", str(plan), *options)
    assert ran.err == ""
    return ran.out


@pytest.mark.parametrize("question", SCREENS)
def test_markup_is_printed_as_it_is(tmp_path: Path, question: str) -> None:
    out = screen(write_plan(tmp_path, outcome(f"'{MARKUP}'")), question)
    if question not in ("leads", "check"):
        assert MARKUP in out
    assert "😄" not in out


@pytest.mark.parametrize("question", SCREENS)
def test_controls_are_made_visible(tmp_path: Path, question: str) -> None:
    out = screen(write_plan(tmp_path, outcome(f'"{UNSAFE}"')), question)
    assert set(out) - {"\n"} == {each for each in out if each.isprintable()}
    if question not in ("leads", "check"):
        assert SHOWN in out


@pytest.mark.parametrize("question", SCREENS)
def test_controls_are_escaped_in_json_and_come_back(tmp_path: Path, question: str) -> None:
    out = screen(write_plan(tmp_path, outcome(f'"{UNSAFE}"')), question, "--json")
    assert set(out) - {"\n"} == {each for each in out if each.isprintable()}
    if question not in ("leads", "check"):
        meant = "a\x1b[31mred\x1b[0m \x9b31m bell\a nul\0 back\b \u202eturned\u2066"
        assert any(meant in text for text in texts(json.loads(out)))


def texts(value: object) -> list[str]:
    """Every text in a JSON value."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts(each)]
    return [value] if isinstance(value, str) else []


def test_controls_in_what_was_typed_are_made_visible(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, outcome("Title"))
    assert "\x1b" not in run("show", "\x1b[31m", "--plan", str(plan)).err
    assert "\\x1b[31m" in run("list", "--lead", "\x1b[31m", "--plan", str(plan)).err


def test_text_of_several_lines_is_one_line(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, outcome('"First\\nsecond\\r\\nthird"'))
    lines = screen(plan, "list").splitlines()
    assert len([line for line in lines if "First second third" in line]) == 1
    assert not [line for line in lines if line.startswith(("second", "third"))]


# --- CSV ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44 1324", "'+44 1324"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1+1", "'  =1+1"),
        ("\u00a0=1+1", "'\u00a0=1+1"),
        (r"\t=1+1", r"\x09=1+1"),
        (r"\r=1+1", "'=1+1"),
        (r"\n=1+1", "'=1+1"),
        (r"\e[31m=1", r"\x1b[31m=1"),
        ("＝1+1", "'＝1+1"),
        ("1+1", "1+1"),
        ("a, b; 'c' =d", "a, b; 'c' =d"),
    ],
)
def test_formulas_are_made_harmless(tmp_path: Path, title: str, cell: str) -> None:
    plan = write_plan(tmp_path, outcome(f'"{title}"'))
    (action,) = csv.DictReader(io.StringIO(screen(plan, "list", "--csv")))
    assert action["title"] == cell
    for question in ("history", "changes --since 2018-09-01", "measures", "overdue"):
        out = screen(plan, question, "--csv")
        assert cell in {text for row in csv.reader(io.StringIO(out)) for text in row}


def test_figures_stay_figures(tmp_path: Path) -> None:
    """Days of slippage may be negative, and are a number all the same."""
    text = outcome("Title").replace("note: Title", "timescale: February 2019")
    text = text.replace("timescale_requested: June 2019, ", "")
    (action,) = csv.DictReader(io.StringIO(screen(write_plan(tmp_path, text), "list", "--csv")))
    assert (action["slippage_days"], action["overdue"]) == ("-31", "yes")


@pytest.mark.parametrize(
    "question", ["list", "overdue", "due", "history", "changes", "leads", "measures"]
)
def test_csv_has_a_head_and_even_rows(tmp_path: Path, question: str) -> None:
    plan = write_plan(tmp_path, outcome(f"'{MARKUP}, \"quoted\"'"))
    rows = list(csv.reader(io.StringIO(screen(plan, question, "--csv"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(rows[0])


# --- a pipe ---------------------------------------------------------------------------------


def piped(plan: Path, *question: str, **environment: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "cpcplan", *question, "--plan", str(plan), "--as-of", "2019-04-01"],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        capture_output=True,
        check=True,
        timeout=60,
    )
    return ran.stdout.decode()


@pytest.mark.parametrize("question", ["status", "overdue", "list"])
def test_nothing_is_cut_off_in_a_pipe_and_an_action_is_a_line(
    tmp_path: Path, question: str
) -> None:
    plan = write_plan(tmp_path, outcome(f'"{LONG}"'))
    out = screen(plan, question)
    assert not set("│┃─━┌└╭╰|…") & set(out)
    (line,) = [line for line in out.splitlines() if line.startswith("1.11 ")]
    assert line.endswith(f"CPC Lead Officer, CPC Lead – NHS  {LONG}")


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"NO_COLOR": "1"},
        {"COLUMNS": "40"},
        {"TERM": "dumb"},
        {"FORCE_COLOR": "1"},
    ],
    ids=str,
)
def test_a_pipe_is_the_same_whatever_the_terminal(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    plan = write_plan(tmp_path, outcome(f'"{LONG}"'))
    assert piped(plan, "status", **environment) == screen(plan, "status")
