"""An empty text is not "nothing given": `--as-of "$DAY"` of a script without that day is refused,
and neither answers for today nor grants a request.
"""

from pathlib import Path

import pytest

from builders import write_plan
from conftest import run

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    sub_actions:
      - id: "1.11"
        title: Replace the forms
        timescale: 6 monthly
        updates: [{date: 2019-03-12, timescale_requested: June 2019, why: x, by: nhs}]
"""


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (("reschedule", "1.11", "", "--why", "x"), "WHEN"),
        (("reported", "1.11", ""), "CYCLE"),
        (("note", "", "x"), "ID"),
        (("note", "1.11", " "), "TEXT"),
        (("lead", "1.11", "nhs", "", "--why", "x"), "KEY…"),
        (("undo", ""), "ID"),
        (("rag", "1.11", "green", "--why", "x", "--timescale", ""), "--timescale WHEN"),
        (("rag", "1.11", "green", "--why", "x", "--next", ""), "--next TEXT"),
        (("note", "1.11", "x", "--by", ""), "--by WHO"),
        (("note", "1.11", "x", "--date", ""), "--date DAY"),
        (("complete", "1.11", "--why", "x", "--evidence", ""), "--evidence REF"),
        (("complete", "1.11", "--why", "x", "--evidence", "y", "--agreed", " "), "--agreed WHERE"),
        (("add", "sub-action", "1.1", "--title", "x", "--id", ""), "--id ID"),
        (("status", "--as-of", ""), "--as-of DATE"),
        (("history", "--since", ""), "--since DATE"),
        (("due", "--within", "\t"), "--within TIME"),
        (("list", "--lead", "nhs", "--lead", ""), "--lead LEAD"),
        (("report", "--lead", ""), "--lead LEAD"),
        (("report", "-o", ""), "--output FILE"),
        (("save", "-m", ""), "--message TEXT"),
        (("status", "--plan", ""), "--plan"),
    ],
)
def test_what_is_empty_is_refused_by_its_name_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], what: str
) -> None:
    plan = write_plan(tmp_path, PLAN)
    monkeypatch.chdir(tmp_path)
    ran = run(*command)
    assert (ran.code, ran.out) == (2, "")
    assert f"cpcplan: {what} is empty" in ran.err
    assert (plan / "outcome-1.yaml").read_text(encoding="utf-8") == PLAN
