"""Whole screens: in a pipe as the goldens have them, and on real terminals of two widths."""

import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import write_plan
from conftest import FALKIRK, REPOSITORY, run
from cpcplan.cli.paint import width

PLAN = """\
title: Anytown Child Protection Committee Improvement Plan 2018–20
committee: Anytown Child Protection Committee
period: {start: September 2018, end: September 2020}
leads:
  lead-officer: CPC Lead Officer
  nhs: {name: CPC Lead – NHS, agency: NHS}
  nurse: {name: Lead Nurse Child Protection, agency: NHS}
  police: {name: CPC Lead – Police Scotland, agency: Police Scotland}
  self-evaluation-group: Self Evaluation Sub-group
meetings: [2018-12-04, 2019-03-12, 2019-06-11, 2019-09-10]
"""
OUTCOME_1 = """\
id: "1"
title: Our communities and partner agencies have a clear understanding of child protection
key_actions:
  - id: "1.1"
    title: Develop an approach which promotes child protection messages throughout Anytown
    leads: [lead-officer, nhs, police]
    timescale: Sept 2020
    success_measures:
      - {id: "1.1a", measure: Messages given in a range of media, baseline: "4", target: "20"}
      - {id: "1.1b", measure: "% staff report high level awareness", baseline: 62%, target: 80%,
         for: ["1.11"]}
      - {id: "1.1c", measure: Citizens’ survey developed and its impact assessed}
    updates:
      - {date: 2019-03-12, by: CPC Lead Officer, rag: green, why: The approach was agreed.,
         readings: {1.1b: 71%}}
    sub_actions:
      - id: "1.11"
        title: Establish a communication subgroup with a chair, terms of reference and members
        points: [Identify priorities for 2018-20, Review public information]
        leads: [lead-officer, nhs]
        timescale: Progress reported to CPC 6 monthly
        origin: [Joint inspection 2017]
        updates:
          - {date: 2018-12-04, by: CPC Lead Officer, rag: green, why: The group met.}
          - {date: 2019-02-20, by: CPC Lead Officer, rag: amber, why: The chair is vacant.,
             next: The vice chair convenes the group by 9 April.}
      - id: "1.12"
        title: Arrange and deliver a public protection event
        leads: [police]
        timescale: March 2019
        updates:
          - {date: 2019-01-20, by: police, rag: red, why: "No venue, see [minute 4]"}
          - {date: 2019-02-20, by: police, timescale_requested: June 2019, why: A venue is booked.}
      - id: "1.13"
        title: Publish the leaflet in five languages
        leads: [nurse]
        timescale: Dec 2018
        printed: {timescale: Dec 2108}
        updates:
          - {date: 2018-11-30, by: nhs, rag: green, why: At the printer.}
          - {date: 2019-01-10, by: nhs, timescale: Feb 2019, why: The printer needs more time.,
             agreed: "CPC 4 December 2018, item 5"}
      - id: "1.14"
        title: Refresh the website
        leads: [lead-officer]
        timescale: Jan 2019
        updates:
          - {date: 2019-01-28, by: lead-officer, state: complete, why: The pages are live.,
             evidence: [www.example.org]}
      - id: "1.15"
        title: Seek out what other committees do
        timescale: Ongoing
        updates:
          - {date: 2019-03-13, note: Two visits were made.}
"""
OUTCOME_2 = """\
id: "2"
title: Our delivery of services is improved and guided by data, information and self evaluation
key_actions:
  - id: "2.1"
    title: Audit practice
    leads: [self-evaluation-group]
    timescale: Jan 2019
    updates:
      - {date: 2019-03-12, rag: amber, why: Audit is behind., next: Two auditors from 1 May.}
    sub_actions:
      - id: "2.11"
        title: Audit initial referral discussions
        timescale: quarterly and annually
        updates:
          - {date: 2019-01-03, by: nhs, reported: quarterly}
          - {date: 2019-01-04, by: nhs, rag: green, why: On track.}
      - id: "2.12"
        title: Audit chronologies
        timescale: April 2019, then quarterly
        updates:
          - {date: 2018-12-10, rag: red, why: No auditors.}
          - {date: 2019-03-12, rag: amber, why: One auditor found., leads: [nhs]}
      - id: "2.13"
        title: Commission an independent review
        timescale: Sept 2019
        updates:
          - {date: 2019-03-12, by: CPC Lead Officer, state: withdrawn, why: It was done nationally.}
      - id: "2.14"
        title: Peer review with a neighbouring committee
        updates:
          - {date: 2019-02-12, by: CPC Lead Officer, state: complete, why: Done.}
      - id: "2.15"
        title: Chief officers see what the audits found
        leads: [lead-officer]
        timescale: 11 June 2019
"""

SCREENS = {
    "status": "status",
    "status-before": "status --as-of 2018-10-01",
    "status-over": "status --as-of 2020-10-01",
    "overdue": "overdue",
    "overdue-nothing": "overdue --lead police --rag green",
    "due": "due",
    "list": "list",
    "list-filtered": "list --lead NHS --rag green,none",
    "show-outcome": "show 2",
    "show-key-action": "show 1.1",
    "show-sub-action": "show 1.11",
    "show-requested": "show 1.12",
    "show-revised": "show 1.13",
    "show-closed": "show 2.14",
    "history": "history",
    "history-none": "history 2.15",
    "changes": "changes --since 2019-01-01",
    "changes-none": "changes --since 2019-04-01",
    "leads": "leads",
    "measures": "measures",
    "check": "check",
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds the plan, and where the commands are typed."""
    write_plan(tmp_path, plan=PLAN, outcome_1=OUTCOME_1, outcome_2=OUTCOME_2)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def as_of(question: str) -> list[str]:
    words = question.split()
    return words if "--as-of" in words else [*words, "--as-of", "2019-04-01"]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", SCREENS)
def test_in_a_pipe(name: str, golden: Callable[[str, str], None]) -> None:
    ran = run(*as_of(SCREENS[name]))
    assert (ran.code, ran.err) == (0, "")
    golden(f"{name}.txt", ran.out)


# --- terminals ------------------------------------------------------------------------------

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def on_a_terminal(columns: int, question: str, **environment: str) -> str:
    """What a terminal that wide is sent."""
    fcntl = pytest.importorskip("fcntl", reason="no such terminals here")
    pty = pytest.importorskip("pty")
    termios = pytest.importorskip("termios")
    terminal, ours = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    settings = {"PYTHONPATH": str(REPOSITORY), "TERM": "xterm-256color", **environment}
    with subprocess.Popen(
        [sys.executable, "-m", "cpcplan", *as_of(question)],
        stdin=ours,
        stdout=ours,
        stderr=ours,
        env={**os.environ, **settings},
    ) as asked:
        os.close(ours)
        received = b""
        # Linux ends what a terminal says with an error, other systems with nothing.
        try:
            while some := os.read(terminal, 65536):
                received += some
        except OSError:
            pass
        assert asked.wait(timeout=60) == 0
    os.close(terminal)
    return received.decode().replace("\r\n", "\n")


def plain(text: str) -> str:
    """Without colours, and without the spaces that a terminal doesn't show."""
    return "\n".join(line.rstrip() for line in COLOUR.sub("", text).split("\n"))


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("name", ["status", "overdue", "list"])
def test_on_a_terminal(columns: int, name: str, golden: Callable[[str, str], None]) -> None:
    text = plain(on_a_terminal(columns, SCREENS[name]))
    golden(f"{name}-{columns}.txt", text)
    assert max(map(width, text.splitlines())) <= columns
    for rating in ("■ red", "▲ amber", "● green (!)"):
        assert rating in text


@pytest.mark.parametrize(
    "question",
    [
        "status --as-of 2019-01-15",
        "status --as-of 2019-04-01",
        "status --as-of 2026-11-23",
        "overdue --as-of 2026-11-23",
        "due",
        "list",
        "leads",
        "measures",
    ],
)
def test_the_shipped_plan_fits_80_columns(question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FALKIRK.parent)
    lines = plain(on_a_terminal(80, question)).splitlines()
    assert max(map(width, lines)) <= 80
    if question.startswith("status"):
        assert len(lines) <= 31


@pytest.mark.usefixtures("here")
def test_colour_is_never_the_only_sign() -> None:
    coloured = on_a_terminal(80, "overdue")
    assert "\x1b[1;31m■ red" in coloured
    assert plain(on_a_terminal(80, "overdue", NO_COLOR="1")) == plain(coloured)
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", on_a_terminal(80, "overdue", NO_COLOR="1"))


@pytest.mark.usefixtures("here")
def test_ids_are_whole_on_a_narrow_terminal() -> None:
    text = plain(on_a_terminal(40, "list"))
    for identifier in ("1.11", "1.15", "2.14"):
        assert f"\n{identifier}  " in text


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_without_the_signs_shows_the_words(encoding: str) -> None:
    text = plain(on_a_terminal(80, "overdue", PYTHONIOENCODING=encoding))
    assert "Traceback" not in text
    assert "# red" in text
