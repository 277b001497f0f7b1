"""What a script learns from a command without reading its answer."""

from pathlib import Path

import pytest

from builders import write_plan
from conftest import run

SOUND = """\
id: "1"
title: Our communities understand
key_actions:
  - id: "1.1"
    title: Promote messages
    leads: [nhs, police, lead-officer]
    timescale: March 2019
    sub_actions:
      - id: "1.11"
        title: Establish a subgroup
        timescale: March 2019
        updates: [{date: 2019-03-12, rag: green, why: It met.}]
"""
OWN = "        timescale: March 2019\n"
WORTH_A_LOOK = SOUND.replace(OWN, "        timescale: Ongoing\n")
ALLOWED = WORTH_A_LOOK.replace("Ongoing", "Ongoing  # check: allow open-ended: it meets until 2020")
FAULTY = SOUND.replace("leads: [nhs,", "leads: [nsh,").replace(OWN, "        timesacle: x\n")


def code(plan: Path, *question: str) -> int:
    return run(*question, "--plan", str(plan), "--as-of", "2019-03-31").code


@pytest.mark.parametrize(
    "question",
    ["status", "overdue", "due", "list", "show 1", "history", "changes", "leads", "measures"],
)
def test_an_answer_is_0_and_a_plan_that_cannot_be_read_is_3(tmp_path: Path, question: str) -> None:
    assert code(write_plan(tmp_path / "sound", SOUND), *question.split()) == 0
    assert code(write_plan(tmp_path / "faulty", FAULTY), *question.split()) == 3


def test_overdue_is_1_where_that_is_asked_for(tmp_path: Path) -> None:
    plan = str(write_plan(tmp_path, SOUND))
    asked = ("overdue", "--exit-code", "--plan", plan, "--as-of")
    assert run(*asked, "2019-03-31").code == 0
    assert run(*asked, "2019-04-01").code == 1
    assert run("overdue", "--plan", plan, "--as-of", "2019-04-01").code == 0
    assert run(*asked, "2019-04-01", "--outcome", "1", "--rag", "red").code == 0
    assert run(*asked, "2019-04-01", "--json").code == 1


def test_an_overdue_key_action_is_overdue(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, SOUND.replace(OWN, "        timescale: June 2019\n"))
    assert run("overdue", "--exit-code", "--plan", str(plan), "--as-of", "2019-04-01").code == 1


def test_check(tmp_path: Path) -> None:
    assert code(write_plan(tmp_path / "sound", SOUND), "check") == 0
    assert code(write_plan(tmp_path / "sound", SOUND), "check", "--strict") == 0
    assert code(write_plan(tmp_path / "look", WORTH_A_LOOK), "check") == 0
    assert code(write_plan(tmp_path / "look", WORTH_A_LOOK), "check", "--strict") == 1
    assert code(write_plan(tmp_path / "allowed", ALLOWED), "check", "--strict") == 0
    assert code(write_plan(tmp_path / "faulty", FAULTY), "check") == 1
    assert code(write_plan(tmp_path / "faulty", FAULTY), "check", "--json") == 1


def test_check_tells_faults_from_warnings_taken_as_errors(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, WORTH_A_LOOK)
    out = run("check", "--strict", "--plan", str(plan), "--as-of", "2019-03-31").out
    assert "error: 1.11: “Ongoing” is not time-limited" in out
    assert out.endswith("The plan can be read. 1 warning, taken as errors.\n")
    faulty = write_plan(tmp_path, FAULTY)
    out = run("check", "--strict", "--plan", str(faulty)).out
    assert out.endswith("2 errors: the plan cannot be read until they are mended.\n")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "stat",
        "list --rag blue",
        "list --since 2019",
        "show",
        "due --within x",
        "schema --json",
        "refuse 1.11 1.12",
    ],
)
def test_wrong_usage_is_2_whatever_the_plan(tmp_path: Path, typed: str) -> None:
    plan = write_plan(tmp_path, SOUND)
    ran = run(*typed.split(), *(("--plan", str(plan)) if " " in typed else ()))
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("note 1.11 The second school said no", 'note 1.11 "The second school said no"'),
        ("request 1.11 March 2027 --why x", 'request 1.11 "March 2027" --why x'),
        ("report --issue 8 December 2026", 'report --issue "8 December 2026"'),
        ("status --as-of 1 April 2019 --json", 'status --as-of "1 April 2019" --json'),
        ("rag 1.11 red --why it is late", 'rag 1.11 red --why "it is late"'),
        ("rag 1.11 amber it is late", 'rag 1.11 amber --why "it is late"'),
        ("add outcome --title Heard in time", 'add outcome --title "Heard in time"'),
    ],
)
def test_a_sentence_without_quotation_marks_is_shown_with_them(typed: str, meant: str) -> None:
    ran = run(*typed.split())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"cpcplan: put the words in quotation marks: cpcplan {meant}\n"


def test_no_plan_is_3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = run("status")
    assert found.code == 3
    assert "name it with --plan DIR" in found.err
    assert run("status", "--plan", "nowhere").code == 3
    assert run("check").code == 3


def test_every_fault_is_said_and_how_to_see_the_last_sound_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_plan(tmp_path, FAULTY)
    monkeypatch.chdir(tmp_path)
    *faults, last = run("status").err.splitlines()
    assert [fault.split(": ")[0] for fault in faults] == [
        "plan/outcome-1.yaml:6:13",
        "plan/outcome-1.yaml:11:9",
    ]
    assert last.endswith(": cpcplan status --at HEAD")


@pytest.mark.parametrize(
    ("here", "command"),
    [
        ("plan", "cpcplan status --at HEAD"),
        ("my notes", "cpcplan status --at HEAD --plan ../plan"),
    ],
)
def test_the_last_sound_plan_is_found_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: str, command: str
) -> None:
    plan = write_plan(tmp_path, FAULTY)
    (tmp_path / here).mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path / here)
    assert run("status", "--plan", str(plan)).err.endswith(f": {command}\n")


def test_what_is_not_in_the_plan_is_4(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, SOUND)
    assert code(plan, "show", "9.9") == 4
    assert code(plan, "list", "--lead", "zz") == 4
    assert run("status", "--as-of", "next-meeting", "--plan", str(plan)).code == 4


@pytest.mark.parametrize("typed", ["--help", "-h", "--version", "status --help", "schema"])
def test_help_needs_no_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*typed.split()).code == 0
