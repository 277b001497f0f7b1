"""What can be asked: days, filters, other plans; and what is said to a slip of the pen."""

import json
import os
import shlex
from datetime import date
from pathlib import Path

import pytest

from builders import write_plan
from conftest import run
from cpcplan.cli.app import program

program()  # every command is loaded before a test says that it is another day

PLAN = """\
title: Anytown Improvement Plan
committee: Anytown Child Protection Committee
period: {start: September 2018, end: September 2020}
leads:
  lead-officer: CPC Lead Officer
  nhs: {name: CPC Lead – NHS, agency: NHS}
  nurse: {name: "Lead Nurse, Child Protection", agency: NHS}
  police: {name: CPC Lead – Police Scotland, agency: Police Scotland}
meetings: [2018-12-04, 2019-03-12, 2019-06-11]
"""
OUTCOME_1 = """\
id: "1"
title: Our communities understand
key_actions:
  - id: "1.1"
    title: Promote messages
    leads: [lead-officer]
    sub_actions:
      - id: "1.11"
        title: Led by the NHS, red, overdue
        leads: [nhs]
        timescale: January 2019
        origin: [Joint inspection 2017]
        updates:
          - {date: 2019-03-12, by: nhs, rag: red, why: No money.}
      - id: "1.12"
        title: Led by the nurse and the police, amber
        leads: [nurse, police]
        timescale: 30 April 2019
        updates:
          - {date: 2019-01-31, by: police, rag: amber, why: Late start.}
          - {date: 2019-03-31, by: CPC Lead Officer, note: It goes well.}
  - id: "1.2"
    title: Gather data
    sub_actions:
      - id: "1.21"
        title: Led by the police, not rated
        leads: [police]
        timescale: Reported to CPC 6 monthly
        origin: [Learning review, Joint inspection 2017]
        updates:
          - {date: 2019-03-30, by: police, reported: yes}
"""
OUTCOME_2 = """\
id: "2"
title: Our workforce is skilled
key_actions:
  - id: "2.1"
    title: Train
    leads: [lead-officer]
    timescale: 31 May 2019
    sub_actions:
      - id: "2.11"
        title: Complete
        updates:
          - {date: 2019-02-01, state: complete, why: Done., evidence: [Minute 4]}
      - id: "2.12"
        title: Green, its date is the key action's
        updates:
          - {date: 2019-03-12, rag: green, why: On time.}
      - id: "2.13"
        title: Joined later
        added: 2019-07-01
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds the plan, and where the commands are typed; today is 1 April 2019."""
    write_plan(tmp_path, plan=PLAN, outcome_1=OUTCOME_1, outcome_2=OUTCOME_2)
    monkeypatch.chdir(tmp_path)
    run("--help")  # who is loaded while the clock is another keeps that one
    monkeypatch.setattr("cpcplan.cli.context.today", lambda: date(2019, 4, 1))
    return tmp_path


def ids(*question: str) -> list[str]:
    ran = run(*question, "--json")
    assert (ran.code, ran.err) == (0, "")
    return [each["id"] for each in json.loads(ran.out)["actions"]]


def error(code: int, *question: str) -> str:
    ran = run(*question)
    assert (ran.code, ran.out) == (code, "")
    return ran.err.strip()


# --- days -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2019-02-03", "2019-02-03"),
        ("3 February 2019", "2019-02-03"),
        ("3rd of Feb 2019", "2019-02-03"),
        ("February 2019", "2019-02-28"),
        ("2019-02", "2019-02-28"),
        ("today", "2019-04-01"),
        ("Today", "2019-04-01"),
        ("last-meeting", "2019-03-12"),
        ("next-meeting", "2019-06-11"),
    ],
)
def test_as_of(written: str, meant: str) -> None:
    assert json.loads(run("status", "--json", "--as-of", written).out)["as_of"] == meant


def test_today_unless_a_day_is_given() -> None:
    assert json.loads(run("status", "--json").out)["as_of"] == "2019-04-01"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("March 2019", "2019-03-01"),
        ("2019-03-31", "2019-03-31"),
        ("last-meeting", "2019-03-12"),
        ("today", "2019-04-01"),
    ],
)
def test_a_month_means_its_first_day_for_since(written: str, meant: str) -> None:
    assert json.loads(run("changes", "--json", "--since", written).out)["since"] == meant


def test_changes_begin_with_the_last_meeting() -> None:
    assert json.loads(run("changes", "--json").out)["since"] == "2019-03-12"
    on_its_day = json.loads(run("changes", "--json", "--as-of", "2019-03-12").out)
    assert on_its_day["since"] == "2018-12-04"
    before_any = json.loads(run("changes", "--json", "--as-of", "2018-10-01").out)
    assert before_any["since"] == "2018-09-01"


def test_words_are_reckoned_from_the_day_asked_about() -> None:
    ran = run("changes", "--as-of", "2019-02-01", "--since", "last-meeting", "--json")
    assert json.loads(ran.out)["since"] == "2018-12-04"


@pytest.mark.parametrize("written", ["3/4/2019", "2019", "soon", "last meeting", "2018/19"])
def test_what_is_not_a_date_is_wrong_usage(written: str) -> None:
    assert f"“{written}” is not a date: write a day" in error(2, "status", "--as-of", written)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("30 February 2019", "there is no 30 February: February 2019 has 28 days"),
        ("2019-13", "there is no month 13"),
    ],
)
def test_a_day_that_does_not_exist(written: str, why: str) -> None:
    assert error(2, "status", "--as-of", written) == f"cpcplan: “{written}” is not a date: {why}"


def test_a_meeting_that_is_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cpcplan.cli.context.today", lambda: date(2020, 1, 1))
    assert error(4, "status", "--as-of", "next-meeting") == (
        "cpcplan: the plan lists no meeting on or after 1 January 2020: add it to `meetings` in "
        "plan.yaml, or give a day"
    )


@pytest.mark.parametrize("question", ["changes", "history", "report"])
def test_since_after_the_day_asked_about(question: str) -> None:
    assert error(2, question, "--since", "2019-04-02") == (
        "cpcplan: --since 2 April 2019 is after the day asked about, 1 April 2019"
    )


# --- how far ahead --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("within", "until"),
    [
        ("8w", "2019-05-27"),
        ("2 weeks", "2019-04-15"),
        ("30d", "2019-05-01"),
        ("1 day", "2019-04-02"),
        ("2m", "2019-06-01"),
        ("0d", "2019-04-01"),
    ],
)
def test_within(within: str, until: str) -> None:
    assert json.loads(run("due", "--json", "--within", within).out)["until"] == until


def test_due_by_the_next_meeting() -> None:
    assert ids("due") == ["1.12", "2.12"]
    assert ids("due", "--within", "4w") == []
    assert ids("due", "--within", "29d") == ["1.12"]
    assert ids("due", "--within", "6m") == ["1.12", "2.12", "1.21"]


def test_due_in_eight_weeks_where_no_meeting_is_listed() -> None:
    found = json.loads(run("due", "--json", "--as-of", "2019-06-12").out)
    assert found["until"] == "2019-08-07"


@pytest.mark.parametrize("within", ["8", "w", "8 decades", "-2w", "1.5m", "12345d"])
def test_what_is_not_a_length(within: str) -> None:
    assert error(2, "due", f"--within={within}") == (
        f"cpcplan: “{within}” is not a length of time: write 8w, 30d or 2m"
    )


# --- filters --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "chosen"),
    [
        ("", ["1.11", "1.12", "1.21", "2.11", "2.12"]),
        ("--lead nhs", ["1.11", "1.12"]),  # the key, and the agency's name
        ("--lead nurse", ["1.12"]),
        ("--lead 'CPC Lead – NHS'", ["1.11"]),
        ("--lead 'lead nurse, child protection'", ["1.12"]),
        ("--lead 'POLICE SCOTLAND'", ["1.12", "1.21"]),
        ("--lead nurse,lead-officer", ["1.12", "2.11", "2.12"]),
        ("--lead nurse --lead lead-officer", ["1.12", "2.11", "2.12"]),
        ("--rag red", ["1.11"]),
        ("--rag red,amber", ["1.11", "1.12"]),
        ("--rag 'Red, GREEN'", ["1.11", "2.12"]),
        ("--rag none", ["1.21"]),  # a complete action has no rating, and is not "not rated"
        ("--rag not-rated", ["1.21"]),
        ("--outcome 2", ["2.11", "2.12"]),
        ("--outcome 1,2 --rag green", ["2.12"]),
        ("--key-action 1.2", ["1.21"]),
        ("--key-action 1.1,2.1 --rag amber,green", ["1.12", "2.12"]),
        ("--origin 'joint inspection 2017'", ["1.11", "1.21"]),
        ("--origin inspection", ["1.11", "1.21"]),
        ("--origin 'learning review'", ["1.21"]),
        ("--state complete", ["2.11"]),
        ("--state open", ["1.11", "1.12", "1.21", "2.12"]),
        ("--state 'carried forward',withdrawn", []),
        ("--lead police --rag amber --key-action 1.1", ["1.12"]),
        ("--lead police --outcome 2", []),
        ("--stale", ["1.21"]),
    ],
)
def test_filters(filters: str, chosen: list[str]) -> None:
    assert ids("list", *shlex.split(filters)) == chosen


def test_filters_on_what_is_overdue_and_due() -> None:
    assert ids("overdue") == ["1.11"]
    assert ids("overdue", "--lead", "police") == []
    assert ids("due", "--outcome", "2") == ["2.12"]
    assert "Nothing of these is overdue on 1 April 2019." in run("overdue", "--rag", "green").out
    due = run("due", "--lead", "nhs", "--within", "1d").out
    assert due.startswith("Nothing of these falls due by 2 April 2019.")
    for chosen in (("--since", "2019-04-01"), ("1.12", "--kind", "state")):
        assert run("history", *chosen).out.startswith("Nothing of these is recorded.")


@pytest.mark.parametrize(
    ("question", "code", "said"),
    [
        (
            "list --lead nsh",
            4,
            "no lead or agency is called “nsh” (did you mean `nhs`?)",
        ),
        (
            "list --lead nurse,polise",
            4,
            "no lead or agency is called “polise” (did you mean `police`?)",
        ),
        (
            "report --lead polise",
            4,
            "no lead or agency is called “polise” (did you mean `police`?)",
        ),
        ("report --lead scotland", 4, "(did you mean `Police Scotland` or `police`?)"),
        ("report --lead zzz", 4, "no lead or agency is called “zzz”; `cpcplan leads` lists them"),
        ("list --lead zzz", 4, "no lead or agency is called “zzz”"),
        ("list --outcome 7", 4, "there is no outcome 7 in the plan"),
        (
            "list --key-action 1.3",
            4,
            "there is no key action 1.3 in the plan (did you mean `1.2` or `1.1`?)",
        ),
        ("list --origin 'Lerning review'", 4, "did you mean `Learning review`?"),
        ("list --rag blue", 2, "“blue” is not a rating: write red, amber, green or none"),
        ("list --state done", 2, "“done” is not a state: write one of open, complete, withdrawn"),
        ("show 1.111", 4, "there is no 1.111 in the plan (did you mean `1.11`"),
        ("show 7", 4, "there is no 7 in the plan"),
        ("show 2.13", 4, "2.13 joined the plan later, on 1 July 2019"),
        ("history 1.13", 4, "there is no 1.13 in the plan (did you mean `"),
        ("history --by polcie", 4, "no update was recorded by “polcie” (did you mean `police`?)"),
        ("history --kind rating", 2, "“rating” is not a kind of update: write one of rag,"),
        ("measures 9", 4, "there is no 9 in the plan"),
        ("list --json --csv", 2, "--json and --csv are two forms of one answer: give one of them"),
        ("overdue --json --csv", 2, "--json and --csv are two forms of one answer"),
        ("overdu", 2, "No such command 'overdu'. Did you mean 'overdue'?"),
        ("list --led nhs", 2, "No such option: --led (Possible options: --lead"),
        ("show", 2, "Missing argument 'ID'"),
        ("show 1.11 1.12", 2, "unexpected extra argument (1.12)"),
        ("list nhs", 2, "unexpected extra argument (nhs)"),
    ],
)
def test_a_slip_is_answered_with_what_was_near(question: str, code: int, said: str) -> None:
    assert said in error(code, *shlex.split(question))


def test_a_name_that_leads_of_several_agencies_have_is_told_with_their_keys(here: Path) -> None:
    plan = here / "plan" / "plan.yaml"
    text = plan.read_text(encoding="utf-8").replace("CPC Lead Officer", "NHS")
    plan.write_text(text, encoding="utf-8")
    assert error(4, "report", "--lead", "NHS") == (
        "cpcplan: “NHS” may be any of these: `lead-officer` (NHS), `nhs` (CPC Lead – NHS), `nurse` "
        "(Lead Nurse, Child Protection). Name one by its key"
    )


# --- what happened --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("history", ["1.12", "1.21", "2.12", "1.11", "2.11", "1.12"]),
        ("history 1.12", ["1.12", "1.12"]),
        ("history 2", ["2.12", "2.11"]),
        ("history 1.1", ["1.12", "1.11", "1.12"]),
        ("history --since 'March 2019'", ["1.12", "1.21", "2.12", "1.11"]),
        ("history --since last-meeting", ["1.12", "1.21", "2.12", "1.11"]),
        ("history --by police", ["1.21", "1.12"]),
        ("history --by 'cpc lead officer'", ["1.12"]),
        ("history --kind rag", ["2.12", "1.11", "1.12"]),
        ("history --kind note,reported", ["1.12", "1.21"]),
        ("history --as-of 'January 2019'", ["1.12"]),
    ],
)
def test_history(question: str, found: list[str]) -> None:
    updates = json.loads(run(*shlex.split(question), "--json").out)["updates"]
    assert [update["id"] for update in updates] == found


# --- which plan -----------------------------------------------------------------------------


def test_the_plan_is_found_from_a_folder_below(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = here / "minutes" / "2019"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert "Anytown Improvement Plan" in run("status").out
    monkeypatch.chdir(here / "plan")
    assert "Anytown Improvement Plan" in run("status").out


def test_another_plan(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = write_plan(here / "other", "id: '1'\ntitle: None\n")
    assert "Improvement Plan 2018–20" in run("status", "--plan", str(other)).out
    assert "Improvement Plan 2018–20" in run("status", "--plan", os.path.relpath(other)).out
    monkeypatch.setenv("CPCPLAN_PLAN", str(other))
    assert "Improvement Plan 2018–20" in run("status").out
    assert "Anytown Improvement Plan\n" in run("status", "--plan", "plan").out
    monkeypatch.setenv("CPCPLAN_PLAN", "")
    assert "Anytown Improvement Plan\n" in run("status").out
