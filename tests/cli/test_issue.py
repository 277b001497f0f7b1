"""Issuing papers, and what their readers have not seen since."""

import json
import os
import re
from datetime import date
from pathlib import Path
from threading import Thread
from time import sleep

import pytest

from conftest import done, run
from cpcplan.storage.folder import Folder
from cpcplan.storage.write import locked
from cpcplan.usecases.issuing import issue
from cpcplan.usecases.reporting import Wanted
from processes import process
from repositories import committed_plan, git

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    timescale: September 2020
    sub_actions:
      - id: "1.11"
        title: Replace the forms
        leads: [nhs]
        updates: [{date: 2018-12-04, rag: green, why: Begun.}]
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return committed_plan(tmp_path, PLAN)


def rated(plan: Path, colour: str, on: str) -> None:
    done(plan, "rag", "1.11", colour, "--why", f"It is {colour}.", "--date", on, "--save")


def moved(plan: Path, on: str) -> str:
    text = done(plan, "report", "--as-of", on)
    return text.partition("## What moved ")[2].partition("## Exceptions")[0]


def test_a_paper_is_kept_remembered_and_committed_with_nothing_else(plan: Path) -> None:
    (plan.parent / "other").write_text("mine", encoding="utf-8")
    before = git(plan, "rev-parse", "HEAD").strip()
    out = done(plan, "report", "--issue", "4 December 2018", "--as-of", "2018-12-04")
    assert "papers/2018-12-04-progress.html" in out
    paper = plan.parent / "papers" / "2018-12-04-progress.html"
    assert f"commit {before[:10]}." in paper.read_text(encoding="utf-8")
    assert (plan / "issued.yaml").read_text(encoding="utf-8") == (
        f"- date: 2018-12-04\n  template: progress\n  meeting: '4 December 2018'\n"
        f"  commit: {before}\n  paper: '2018-12-04-progress.html'\n"
    ).replace(f"commit: {before}", f"commit: {_quoted(before)}")
    assert git(plan, "show", "--name-only", "--format=%s", "HEAD").split("\n") == [
        "Issue the progress paper of 4 December 2018", "",
        "papers/2018-12-04-progress.html", "plan/issued.yaml", "",
    ]  # fmt: skip
    assert git(plan, "status", "--porcelain") == "?? other\n"
    done(plan, "report", "--issue", "--as-of", "2018-12-04")
    found = json.loads(done(plan, "issued", "--json"))["issued"]
    assert [each["paper"] for each in found] == [
        "2018-12-04-progress.html", "2018-12-04-progress-2.html",
    ]  # fmt: skip
    assert "2 papers" in done(plan, "issued")
    assert "No paper was issued yet" in done(plan, "issued", "--as-of", "2018-12-01")


def _quoted(commit: str) -> str:
    return commit if commit[0].isalpha() else f"'{commit}'"


def test_the_next_paper_tells_what_its_readers_have_not_seen(plan: Path) -> None:
    """A rating of before the paper, written down after it, and one that is taken back."""
    done(plan, "report", "--issue", "--as-of", "2019-03-01")
    rated(plan, "red", "2019-02-20")
    shown = moved(plan, "2019-04-01")
    assert shown.startswith("since the paper of 1 March 2019")
    assert "**green → red**, 20 February 2019 (recorded since, dated before)" in shown
    (change,) = json.loads(done(plan, "changes", "--as-of", "2019-04-01", "--json"))["changes"]
    assert (change["kind"], change["late"]) == ("worse", True)
    done(plan, "report", "--issue", "--as-of", "2019-04-01")
    assert "Nothing moved" in moved(plan, "2019-04-02")
    done(plan, "undo", "1.11", "--yes", "--save")
    shown = moved(plan, "2019-05-01")
    assert "### Better" not in shown
    assert "### Taken back" in shown
    assert "recorded since" not in shown
    assert "**red → green**. What was recorded on 4 December 2018 counts again." in shown
    assert re.search("Counts again .*red → .*green", done(plan, "changes", "--as-of", "2019-05-01"))


def test_what_meeting_a_paper_is_for_is_looked_at_again(plan: Path) -> None:
    _meetings(plan, "2018-12-04", "2019-03-12", "2019-06-11")
    for meeting, told in (
        ("12/03/2019", "is taken for a name, not for a day"),
        ("4 December 2018", "4 December 2018 has passed"),
        ("13 March 2019", "lists no meeting on 13 March 2019"),
    ):
        out = done(plan, "report", "--issue", meeting, "--as-of", "2019-03-01")
        assert told in out


def test_a_paper_for_another_meeting_replaces_none(plan: Path) -> None:
    """Not even on the same day."""
    _meetings(plan, "2018-12-04", "2019-03-12", "2019-06-11")
    for n, meeting in enumerate(("12 March 2019", "Chief Officers", "11 June 2019"), 1):
        done(plan, "report", "--issue", meeting, "--as-of", "2019-03-01", "--format", "md")
        number = f"-{n}" if n > 1 else ""
        file = plan.parent / "papers" / f"2019-03-01-progress{number}.md"
        assert "Replaces" not in file.read_text(encoding="utf-8")
    done(plan, "report", "--issue", "12 March 2019", "--as-of", "2019-03-01", "--format", "md")
    text = (plan.parent / "papers" / "2019-03-01-progress-4.md").read_text(encoding="utf-8")
    assert "| Replaces | the paper of 1 March 2019 for the same meeting |" in text


def test_a_paper_issued_again_for_the_same_meeting_tells_all_of_it_again(plan: Path) -> None:
    """Its readers last met on the paper before: what the first told is still new to them."""
    _meetings(plan, "2018-12-04", "2019-03-12", "2019-06-11")
    done(plan, "report", "--issue", "--as-of", "2018-12-01", "--format", "md")
    rated(plan, "red", "2019-02-20")
    done(plan, "report", "--issue", "--as-of", "2019-03-01", "--format", "md")
    done(plan, "report", "--issue", "12 March 2019", "--as-of", "2019-03-04", "--format", "md")
    first, again = (
        (plan.parent / "papers" / f"2019-03-0{day}-progress.md").read_text(encoding="utf-8")
        for day in (1, 4)
    )
    for text in (first, again):
        assert "since the paper of 1 December 2018" in text
        assert "**green → red**, 20 February 2019" in text
    assert "Replaces" not in first
    assert "| Replaces | the paper of 1 March 2019 for the same meeting |" in again
    # Whoever looks at what is not issued yet sees what moved since the last one was.
    assert moved(plan, "2019-03-04").startswith("since the paper of 4 March 2019\n\nNothing moved.")
    assert "Nothing moved since the paper for 12 March 2019" in done(
        plan, "changes", "--as-of", "2019-03-04"
    )


def test_what_moved_contradicts_neither_itself_nor_the_paper(plan: Path) -> None:
    _meetings(plan, "2018-12-04", "2019-03-12", "2019-06-11")
    done(plan, "note", "1.11", "Trainer is found.", "--date", "2019-02-27", "--save")
    done(plan, "report", "--issue", "--as-of", "2019-03-01")
    done(plan, "undo", "1.11", "--yes", "--save")
    rated(plan, "amber", "2019-03-01")
    rated(plan, "red", "2019-03-01")
    screen = done(plan, "changes", "--as-of", "2019-03-13")
    day = "(dated on the day of the paper, recorded since)"
    assert screen.startswith("3 changes since the paper for 12 March 2019 (commit ")
    assert f"● green → ■ red: It is red. {day}\n" in screen
    assert f"Overtaken rating  1.11   1 Mar 2019  ▲ amber: It is amber. {day}\n" in screen
    assert re.search("Taken back .*Trainer is found.\n", screen)
    shown = moved(plan, "2019-03-13")
    assert "### Overtaken by another rating" in shown
    assert "**amber**, 1 March 2019 (recorded since, dated before or on the paper’s day)" in shown
    assert (
        "**green → red**, 1 March 2019 (recorded since, dated before or on the paper’s day)"
        in shown
    )
    assert "### Taken back\n\n- **1.11** Replace the forms: **Trainer is found.**" in shown


def test_an_issued_paper_is_not_replaced_by_one_of_an_earlier_commit(plan: Path) -> None:
    done(plan, "note", "1.11", "Met.", "--date", "2019-02-27", "--save")
    done(plan, "report", "--issue", "--as-of", "2019-03-01")
    (kept,) = (plan.parent / "papers").iterdir()
    ran = run("report", "--at", "HEAD~1", "-o", str(kept), "--plan", str(plan))
    assert (ran.code, "was issued, and is what its readers have" in ran.err) == (4, True)


def test_the_next_meeting_may_be_named_as_days_are(plan: Path) -> None:
    _meetings(plan, "2018-12-04", "2019-03-12")
    done(plan, "report", "--issue", "next-meeting", "--as-of", "2019-03-01")
    assert "meeting: '12 March 2019'" in (plan / "issued.yaml").read_text(encoding="utf-8")


def test_a_meeting_that_no_file_can_hold_is_refused(plan: Path) -> None:
    ran = run("report", "--issue", "\udcff", "--as-of", "2019-03-01", "--plan", str(plan))
    assert (ran.code, ran.out) in ((4, ""), (7, ""))
    assert not (plan / "issued.yaml").exists()


def test_papers_come_as_rows_for_a_spreadsheet(plan: Path) -> None:
    done(plan, "report", "--issue", "=A special one", "--as-of", "2019-03-01")
    head, row = done(plan, "issued", "--csv").splitlines()
    assert head == "date,template,meeting,commit,paper,lead"
    assert row.startswith("2019-03-01,progress,'=A special one,")


def test_a_paper_can_be_taken_back_in_git(plan: Path) -> None:
    done(plan, "report", "--issue", "--as-of", "2019-03-01")
    done(plan, "report", "--issue", "--as-of", "2019-03-04")
    kept = git(plan, "rev-parse", "HEAD").strip()
    rated(plan, "red", "2019-03-05")
    git(plan, "revert", "--no-edit", kept)
    assert done(plan, "issued").startswith("1 paper\n")
    assert moved(plan, "2019-04-01").startswith("since the paper of 1 March 2019")
    assert not (plan.parent / "papers" / "2019-03-04-progress.html").exists()


def _meetings(plan: Path, *days: str) -> None:
    with (plan / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write(f"meetings: [{', '.join(days)}]\n")
    git(plan, "commit", "-qam", "Meetings")


def test_an_exception_paper_says_in_its_line_what_was_recorded_late(plan: Path) -> None:
    exception = ("report", "--template", "exception")
    done(plan, *exception, "--issue", "--as-of", "2019-03-01")
    rated(plan, "red", "2019-02-20")
    said = "- Worse: 1.11 (green → red, recorded since, dated before)"
    assert said in done(plan, *exception, "--as-of", "2019-04-01")


def test_a_day_that_is_named_goes_before_the_last_paper(plan: Path) -> None:
    done(plan, "report", "--issue", "--as-of", "2019-03-01")
    rated(plan, "red", "2019-02-20")
    text = done(plan, "report", "--since", "2019-03-01", "--as-of", "2019-04-01")
    assert "What moved since 1 March 2019\n\nNothing moved." in text


def test_where_git_has_the_commit_no_more_it_goes_by_dates_and_says_so(plan: Path) -> None:
    done(plan, "report", "--issue", "--as-of", "2019-03-01")
    issued = plan / "issued.yaml"
    lines = issued.read_text(encoding="utf-8").splitlines()
    lines[2] = f"  commit: '{'1' * 40}'"
    issued.write_text("\n".join(lines), encoding="utf-8")
    assert "cannot be had from git here, and so this goes by dates" in moved(plan, "2019-04-01")
    ran = run("changes", "--plan", str(plan), "--as-of", "2019-04-01")
    assert ran.code == 0
    assert "goes by dates" in ran.err


def test_a_leads_paper_compares_with_the_last_that_this_lead_had(plan: Path) -> None:
    with (plan / "outcome-1.yaml").open("a", encoding="utf-8") as file:
        file.write("      - {id: '1.12', title: Ask the police, leads: [police]}\n")
    git(plan, "commit", "-qam", "More")
    for lead in ("nhs", "police"):
        done(
            plan, "report", "--issue", "--template", "lead", "--lead", lead, "--as-of", "2019-03-01"
        )
    assert "  lead: nhs\n" in (plan / "issued.yaml").read_text(encoding="utf-8")
    rated(plan, "red", "2019-02-20")

    def told(lead: str) -> str:
        return done(plan, "report", "--template", "lead", "--lead", lead, "--as-of", "2019-04-01")

    assert "## What moved since the paper of 1 March 2019" in told("nhs")
    assert "**green → red**, 20 February 2019 (recorded since, dated before)" in told("nhs")
    assert "Nothing moved" in told("police")


def test_what_is_not_committed_is_not_issued(plan: Path) -> None:
    done(plan, "note", "1.11", "x", "--date", "2019-03-01")
    ran = run("report", "--issue", "--plan", str(plan))
    assert (ran.code, ran.out) == (4, "")
    assert "plan/outcome-1.yaml" in ran.err or "outcome-1.yaml is not" in ran.err
    assert "cpcplan save" in ran.err
    assert not (plan.parent / "papers").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
@pytest.mark.parametrize("layout", ["top", "link", "papers"])
def test_papers_that_git_could_not_keep_are_not_issued(plan: Path, layout: str) -> None:
    asked, advice = plan, "it is a link"
    if layout == "top":
        (plan.parent / ".git").rename(plan / ".git")
        git(plan, "add", ".")
        git(plan, "commit", "-qm", "Begin")
        advice = "Make a folder “plan” in it"
    elif layout == "link":
        asked = plan.parent.parent / "elsewhere"
        asked.symlink_to(plan, target_is_directory=True)
        advice = f"--plan {plan}"
    else:
        (plan.parent.parent / "shared").mkdir()
        (plan.parent / "papers").symlink_to(plan.parent.parent / "shared")
    there = sorted(asked.parent.iterdir())
    ran = run("report", "--issue", "--plan", str(asked))
    assert (ran.code, ran.out) == (4, "")
    assert "which git cannot commit here" in ran.err
    assert advice in ran.err
    assert sorted(asked.parent.iterdir()) == there
    assert not (plan / "issued.yaml").exists()


def test_what_is_saved_while_a_paper_waits_is_in_it(plan: Path) -> None:
    """It names the last commit, and so it must hold what is in that."""
    folder, today = Folder(plan, plan), date(2019, 3, 1)
    made = []
    with locked(plan):
        issuing = Thread(
            target=lambda: made.append(
                issue(folder, lambda _: today, lambda _: Wanted("progress", "md"), today=today)
            )
        )
        issuing.start()
        sleep(0.2)
        file = plan / "outcome-1.yaml"
        text = file.read_text(encoding="utf-8").replace("Replace the forms", "Shred the forms")
        file.write_text(text, encoding="utf-8")
        git(plan, "commit", "-qam", "Shred")
    issuing.join()
    assert "Shred the forms" in made[0].file.read_text(encoding="utf-8")
    assert made[0].paper.commit == git(plan, "rev-parse", "HEAD~1").strip()


def test_a_paper_is_for_the_meeting_that_it_says_it_is_for(plan: Path) -> None:
    _meetings(plan, "2018-12-04", "2019-03-12")
    issued = ("report", "--issue", "--format", "md", "--as-of", "2019-03-01")
    assert "Look again" not in done(plan, *issued)
    (found,) = json.loads(done(plan, "issued", "--json"))["issued"]
    assert found["meeting"] == "12 March 2019"
    paper = plan.parent / "papers" / found["paper"]
    assert "| Meeting | 12 March 2019 |" in paper.read_text(encoding="utf-8")
    for said, remark in (
        ("2019-03-12", ""),
        ("The spring meeting", ""),
        ("11 March 2019", "Look again: plan.yaml lists no meeting on 11 March 2019: add it"),
        ("31 April 2019", "Look again: “31 April 2019” is taken for a name (there is no 31 April"),
    ):
        out = done(plan, *issued, said)
        assert remark in out if remark else "Look again" not in out


def test_no_paper_is_issued_of_a_day_to_come(plan: Path) -> None:
    ran = run("report", "--issue", "--as-of", "2199-01-01", "--plan", str(plan))
    assert (ran.code, ran.out) == (4, "")
    assert "1 January 2199 is still to come" in ran.err
    assert not (plan.parent / "papers").exists()


@pytest.mark.skipif(os.name == "nt", reason="a browser there is no script")
def test_a_paper_that_is_issued_can_be_opened(plan: Path) -> None:
    browser = plan.parent.parent / "browser"
    browser.write_text('#!/bin/sh\nprintf %s "$1" > address\n', encoding="utf-8")
    browser.chmod(0o755)
    shown = {"BROWSER": f"{browser} %s"}
    issued = ("report", "--issue", "--open", "--as-of", "2019-03-01")
    assert process(*issued, folder=plan.parent, environment=shown).code == 0
    address = (plan.parent / "address").read_text(encoding="utf-8")
    assert address.endswith("/papers/2019-03-01-progress.html")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--issue --list", "--list and --issue are two things to do"),
        ("--issue --new x", "--new and --issue are two things to do"),
        ("--issue -o x.html", "leave out -o"),
        ("--issue --force", "--force"),
        ("--issue --at HEAD", "leave out --at"),
        ("--issue spring --meeting summer", "two meetings"),
        ("--list --template exception", "--list has no use for --template"),
        ("--list -o x.md", "--list has no use for -o"),
        ("--new x --open", "--new has no use for --open"),
        ("--open", "--open is for a paper in a file: name it with -o"),
        ("--force -o -", "--force is for a paper in a file"),
        ("spring", "belongs behind --issue"),
    ],
)
def test_options_that_would_do_nothing_are_refused(plan: Path, options: str, said: str) -> None:
    ran = run("report", *options.split(), "--plan", str(plan))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert git(plan, "status", "--porcelain") == ""


def test_without_git_nothing_is_issued(plan: Path) -> None:
    (plan.parent / ".git").rename(plan.parent / "was-git")
    assert run("report", "--issue", "--plan", str(plan)).code == 6


def test_a_fault_in_issued_yaml_is_no_fault_of_the_plan(plan: Path) -> None:
    outcome = plan / "outcome-1.yaml"
    text = outcome.read_text(encoding="utf-8").replace("September 2020", "ongoing")
    outcome.write_text(text, encoding="utf-8")
    (plan / "issued.yaml").write_text("- {date: soon, template: progress}\n", encoding="utf-8")
    git(plan, "add", ".")
    git(plan, "commit", "-qm", "Fault")
    for command in ("issued", "report", "changes"):
        ran = run(command, "--plan", str(plan))
        assert (ran.code, ran.out) == (3, "")
        last = ran.err.splitlines()[-1]
        assert "issued.yaml:1:10: " in ran.err
        assert "nobody knows which papers were issued; the plan can be read" in last
    assert "name another commit" in run("issued", "--at", "HEAD", "--plan", str(plan)).err
    assert run("status", "--plan", str(plan)).code == 0
    checked = run("check", "--plan", str(plan))
    assert checked.code == 1
    assert "issued.yaml:1:10: error:" in checked.out
    assert "[open-ended]" in checked.out
    assert "the plan can be read, and which papers were issued cannot, until" in checked.out
    found = json.loads(run("check", "--json", "--plan", str(plan)).out)
    assert found["errors"]
    assert "open-ended" in {each["rule"] for each in found["warnings"]}
    strict = json.loads(run("check", "--json", "--strict", "--plan", str(plan)).out)
    assert strict["warnings"] == []
    assert len(strict["errors"]) == len(found["errors"]) + len(found["warnings"])


def test_an_entry_of_a_year_to_come_is_remarked_wherever_today_is_asked_about(plan: Path) -> None:
    file = plan / "outcome-1.yaml"
    later = "updates: [{date: 2999-12-04, rag: red, why: Late.}, "
    written = file.read_text(encoding="utf-8").replace("updates: [", later)
    file.write_text(written.replace("2999", "2198"), encoding="utf-8")
    git(plan, "commit", "--quiet", "-am", "x")
    told = "An entry of 1.11 is dated 4 December 2198, which is still to come, and does not count"
    assert told in done(plan, "status")
    assert told not in done(plan, "status", "--as-of", "2019-03-01")
    for typed in (("report",), ("report", "--issue")):
        assert f"Look again: {told}" in run(*typed, "--plan", str(plan)).err
