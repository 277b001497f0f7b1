"""The commands that record: what they write, what they say, and what they refuse."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from builders import read_back, write_plan
from conftest import REPOSITORY, done, run
from cpcplan.domain.model import State
from cpcplan.domain.rag import Rating

PLAN = """\
# The first outcome.
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    success_measures:
      - {id: 1.1a, measure: Uses of the form}
    sub_actions:
      - id: "1.11"   # the form itself
        title: Replace the forms
        leads: [nhs]
        timescale: March 2019
      # Agreed in June.
      - id: "1.12"
        title: Report on it
        timescale: 6 monthly
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_plan(tmp_path, PLAN)


def said(plan: Path, *command: str, on: str = "2019-03-12") -> str:
    return done(plan, *command, "--date", on)


def refused(plan: Path, *command: str, code: int = 4) -> str:
    before = (plan / "outcome-1.yaml").read_bytes()
    ran = run(*command, "--plan", str(plan))
    assert (ran.code, ran.out) == (code, "")
    assert (plan / "outcome-1.yaml").read_bytes() == before
    return ran.err


def test_a_rating_adds_its_lines_and_no_other(plan: Path) -> None:
    out = said(plan, "rag", "1.11", "amber", "--why", "It slipped: see #4", "--next", "NHS, May")
    written = """\
        updates:
          - date: 2019-03-12
            rag: amber
            why: 'It slipped: see #4'
            next: 'NHS, May'
"""
    before = "        timescale: March 2019\n"
    text = (plan / "outcome-1.yaml").read_text(encoding="utf-8")
    assert text == PLAN.replace(before, before + written)
    assert "Rating: ○ not rated → ▲ amber" in out
    assert f"Written to {os.path.relpath(plan / 'outcome-1.yaml')}:15".replace(os.sep, "/") in out


def test_each_command_writes_what_happened(plan: Path) -> None:
    said(plan, "request", "1.11", "June 2019", "--why", "Staff are ill.")
    said(plan, "reschedule", "1.11", "--why", "Agreed.", "--agreed", "CPC, item 4")
    said(plan, "request", "1.11", "July 2019", "--why", "Still ill.")
    said(plan, "refuse", "1.11", "--why", "Once is enough.")
    said(plan, "lead", "1.11", "police", "nhs", "--why", "Shared.")
    said(plan, "note", "1.11", "Two of three agencies.", "--by", "lead-officer")
    said(plan, "complete", "1.11", "--why", "Done.", "--evidence", "paper 3", "--evidence", "x")
    said(plan, "reopen", "1.11", "--why", "One agency went back.")
    said(plan, "withdraw", "1.11", "--why", "A national form came.")
    said(plan, "reported", "1.12", "every 6 months")
    said(plan, "carry-forward", "1.12", "--why", "Goes on.", on="2019-04-01")
    said(plan, "measure", "1.1a", "71%")
    key_action = read_back(plan).outcomes[0].key_actions[0]
    first, second = key_action.sub_actions
    asked, granted, _, no, led, noted, done, opened, closed = first.updates
    assert asked.timescale_requested == granted.timescale
    assert granted.agreed == "CPC, item 4"
    assert no.timescale_refused
    assert led.leads == ("police", "nhs")
    assert (noted.note, noted.by) == ("Two of three agencies.", "lead-officer")
    assert (done.state, done.evidence) == (State.COMPLETE, ("paper 3", "x"))
    assert (opened.state, closed.state) == (State.OPEN, State.WITHDRAWN)
    assert second.updates[0].reported == "every 6 months"
    assert second.updates[1].state is State.CARRIED_FORWARD
    assert key_action.updates[0].readings == (("1.1a", "71%"),)


def test_words_come_back_as_they_were_typed(plan: Path) -> None:
    words = "- a: b\n  # no comment\n\n\"quoted\" 'too' 😀 "
    said(plan, "rag", "1.11", "red", "--why", words)
    assert read_back(plan).outcomes[0].key_actions[0].sub_actions[0].updates[0].why == words


def test_a_dry_run_shows_the_difference_and_writes_nothing(plan: Path) -> None:
    before = (plan / "outcome-1.yaml").read_bytes()
    out = said(plan, "rag", "1.11", "red", "--why", "Late.", "--dry-run")
    assert "+            rag: red" in out
    assert "Nothing was written" in out
    assert (plan / "outcome-1.yaml").read_bytes() == before


def test_the_settings_say_who_records(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN)
    with (plan / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("settings: {by: CPC Lead Officer}\n")
    said(plan, "note", "1.11", "Met.")
    assert read_back(plan).outcomes[0].key_actions[0].sub_actions[0].updates[0].by == (
        "CPC Lead Officer"
    )


@pytest.mark.parametrize(
    ("command", "code", "why"),
    [
        (("rag", "1.11", "blue", "--why", "x"), 2, "“blue” is not a rating"),
        (("rag", "1.11", "red"), 2, "--why TEXT is needed"),
        (("complete", "1.11", "--why", "x"), 2, "--evidence REF is needed"),
        (("complete", "1.11", "--why", "x", "--evidence", "N/A"), 4, "“N/A” shows nothing"),
        (("complete", "1.11", "--why", "x", "--evidence", "-"), 4, "“-” shows nothing"),
        (("note", "9.9", "x"), 4, "there is no key action or sub-action 9.9"),
        (("reported", "1.11"), 4, "1.11 has no cycle of reports"),
        (("reschedule", "1.11", "3/4/2019", "--why", "x"), 4, "is that 3 April 2019"),
        (("reschedule", "1.11", "--why", "x"), 4, "no request for more time is pending"),
        (
            ("lead", "1.11", "polise", "--why", "x"),
            4,
            "(did you mean `police`?). Nothing was written",
        ),
        (("measure", "1.1z", "7"), 4, "no success measure 1.1z"),
        (("note", "1.11", "x", "--date", "2199-01-01"), 4, "still to come"),
        (("note", "1.11", "x", "--date", "March 2019"), 2, "give the day"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_not_written(
    plan: Path, command: tuple[str, ...], code: int, why: str
) -> None:
    assert why in refused(plan, *command, code=code)


def test_nothing_is_recorded_in_a_plan_that_cannot_be_read(tmp_path: Path) -> None:
    plan = write_plan(
        tmp_path, PLAN.replace("6 monthly\n", "6 monthly\n        updates: nothing\n")
    )
    assert "updates" in refused(plan, "note", "1.12", "x", code=3)


def test_a_save_in_between_is_noticed_and_the_words_come_back(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = plan / "outcome-1.yaml"

    def saved_meanwhile(_: int) -> None:
        file.write_text(f"{PLAN}# saved\n", encoding="utf-8")

    monkeypatch.setattr("cpcplan.storage.write.os.fsync", saved_meanwhile)
    ran = run("note", "1.11", "My words.", "--plan", str(plan))
    assert (ran.code, ran.out) == (5, "")
    assert "was changed by somebody else" in ran.err
    assert "My words." in ran.err
    assert file.read_text(encoding="utf-8").endswith("# saved\n")
    assert sorted(path.name for path in plan.iterdir()) == ["outcome-1.yaml", "plan.yaml"]


def test_permissions_links_line_ends_and_the_mark_stay(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN)
    real = tmp_path / "elsewhere.yaml"
    real.write_bytes(b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode())
    real.chmod(0o640)
    (plan / "outcome-1.yaml").unlink()
    (plan / "outcome-1.yaml").symlink_to(real)
    said(plan, "note", "1.12", "x")
    data = real.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf#")
    assert data.count(b"\n") == data.count(b"\r\n") == PLAN.count("\n") + 3
    assert (plan / "outcome-1.yaml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640


def test_the_lock_lies_in_gits_own_folder(plan: Path) -> None:
    from cpcplan.storage.write import locked

    git = plan.parent / ".git"
    git.mkdir()
    with locked(plan):
        assert ".lock" in {path.suffix for path in git.iterdir()}
    said(plan, "note", "1.11", "x")
    assert {path.suffix for path in git.iterdir()} <= {".lock", ".last"}
    worktree = plan.parent / "worktrees"
    worktree.mkdir()
    git.rename(plan.parent / "old")
    git.write_text("gitdir: worktrees\n", encoding="utf-8")
    with locked(plan):
        assert ".lock" in {path.suffix for path in worktree.iterdir()}
    said(plan, "note", "1.11", "y")
    assert sorted(path.name for path in plan.iterdir()) == ["outcome-1.yaml", "plan.yaml"]


def command(plan: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "cpcplan", *arguments, "--plan", str(plan)]


def test_writers_at_once_take_turns(plan: Path) -> None:
    def write_one(n: int) -> int:
        return subprocess.run(
            command(plan, "note", "1.11", f"note {n}"),
            cwd=REPOSITORY,
            capture_output=True,
            check=False,
        ).returncode

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(write_one, range(18))) == {0}
    notes = {
        entry.note for entry in read_back(plan).outcomes[0].key_actions[0].sub_actions[0].updates
    }
    assert notes == {f"note {n}" for n in range(18)}
    assert sorted(path.name for path in plan.iterdir()) == ["outcome-1.yaml", "plan.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_one_that_is_killed_leaves_the_old_file_or_the_new(plan: Path) -> None:
    for n in range(12):
        with subprocess.Popen(command(plan, "note", "1.11", f"note {n}"), cwd=REPOSITORY) as writer:
            try:
                writer.wait(timeout=0.12 + 0.01 * n)
            except subprocess.TimeoutExpired:
                writer.kill()
        read_back(plan)
    said(plan, "rag", "1.11", "green", "--why", "Still here.")
    assert read_back(plan).outcomes[0].key_actions[0].sub_actions[0].updates[-1].rag is Rating.GREEN
    assert sorted(path.name for path in plan.iterdir()) == ["outcome-1.yaml", "plan.yaml"]


def test_what_may_not_have_been_meant_is_pointed_out(plan: Path) -> None:
    said(plan, "rag", "1.11", "green", "--why", "x", on="2019-03-10")
    out = said(plan, "rag", "1.11", "red", "--why", "Older.", on="2019-03-01")
    assert "A later rating still counts today: ● green of 10 March 2019" in out
    assert "Rating on 1 March 2019: ○ not rated → ■ red (today ● green (!), as before)" in out
    assert "before the plan begins" in said(plan, "note", "1.11", "x", on="2009-03-01")
    out = said(plan, "reschedule", "1.12", "June 2031", "--why", "x", on="2019-03-01")
    assert "after the plan’s end" in out
    assert "Reports: 6 monthly → none" in out
    assert "No decision is recorded, and papers say so: --agreed" in out
    agreed = ("--agreed", "CPC 5 March 2019, item 4")
    out = said(plan, "reschedule", "1.12", "June 2019", "--why", "x", *agreed, on="2019-03-05")
    assert "No decision" not in out
    out = said(plan, "rag", "1.11", "amber", "--why", "x", on="2019-03-01")
    assert "No way back is recorded: --next says what happens next" in out
    out = said(plan, "rag", "1.11", "amber", "--why", "x", "--next", "y", on="2019-03-01")
    assert "No way back" not in out
    said(plan, "request", "1.11", "June 2019", "--why", "x", on="2019-03-11")
    out = said(plan, "request", "1.11", "July 2019", "--why", "x", on="2019-03-12")
    assert "takes the place of the request for June 2019 of 11 March 2019" in out


def test_a_timescale_that_would_end_reports_says_so(plan: Path) -> None:
    out = said(plan, "request", "1.12", "June 2020", "--why", "x", on="2019-04-10")
    ends = "the reports that are due 6 monthly, and 1 report missed will be asked for no more"
    assert f"If it is agreed, that ends {ends}: name both if they go on" in out
    assert '("June 2020, then 6 monthly")' in out
    out = said(
        plan, "reschedule", "1.12", "June 2020, then 6 monthly", "--why", "x", on="2019-04-10"
    )
    assert "ends" not in out
    out = said(plan, "reschedule", "1.12", "May 2020", "--why", "x", on="2019-04-11")
    assert "It ends the reports that are due 6 monthly: name both" in out


def test_what_is_closed_late_is_said_to_be(plan: Path) -> None:
    shows = ("--evidence", "CPC 10 April 2019, item 4")
    out = said(plan, "complete", "1.12", "--why", "x", *shows, on="2019-04-10")
    assert "It was 10 days late when it was closed, and 1 report never made" in out


def test_a_key_action_that_is_closed_over_open_sub_actions_is_not_shown_as_done(
    plan: Path,
) -> None:
    shows = ("--why", "x", "--evidence", "CPC", "--date", "2019-03-12")
    out = done(plan, "complete", "1.1", *shows)
    assert "But it is complete, but 1.11 and 1.12 are open" in out
    assert "complete, but 1.11 and 1.12 are open" in done(plan, "show", "1.1")
    page = done(plan, "report", "--as-of", "2019-03-13")
    assert page.count("contradicted: complete, but 1.11 and 1.12 are open") == 2  # moved, annex


def test_a_green_derived_from_one_that_is_late_is_not_shown_as_well(plan: Path) -> None:
    for sub in ("1.11", "1.12"):
        said(plan, "rag", sub, "green", "--why", "x")
    out = done(plan, "show", "1.1", "--as-of", "2019-04-02")
    assert "green, the worst of its open sub-actions" in out
    assert "But        derived from 1.11, 1.12, which the plan contradicts" in out


def test_what_is_given_up_without_a_decision_is_told_so(plan: Path) -> None:
    assert "No decision is recorded" in said(plan, "withdraw", "1.11", "--why", "No money.")
    agreed = ("--agreed", "CPC 12 March 2019, item 4")
    out = said(plan, "carry-forward", "1.12", "--why", "Goes on.", *agreed)
    assert "No decision" not in out
    page = done(plan, "report", "--as-of", "2019-03-13")
    assert "open → withdrawn, no decision recorded" in page
    assert "open → carried forward**" in page


def test_more_time_than_the_key_action_has_is_remarked(plan: Path) -> None:
    said(plan, "reschedule", "1.1", "June 2019", "--why", "x", "--agreed", "CPC")
    out = said(plan, "request", "1.11", "July 2019", "--why", "x")
    assert "Key action 1.1 is to be done before that, by 30 June 2019" in out
    assert "before that" not in said(plan, "request", "1.11", "May 2019", "--why", "x")


def test_a_reading_that_cannot_be_compared_is_remarked(plan: Path) -> None:
    file = plan / "outcome-1.yaml"
    text = file.read_text(encoding="utf-8").replace("Uses of the form}", "Time, target: 10 days}")
    file.write_text(text, encoding="utf-8")
    assert "“18” cannot be compared with “10 days”" in said(plan, "measure", "1.1a", "18")
    assert "compared" not in said(plan, "measure", "1.1a", "18 days", on="2019-03-13")


def test_a_decision_says_on_which_request_it_is(plan: Path) -> None:
    said(plan, "request", "1.11", "July 2019", "--why", "Staff are ill.")
    out = said(plan, "refuse", "1.11", "--why", "Once is enough.", on="2019-03-13")
    assert "It decides the request for July 2019 of 12 March 2019" in out
    said(plan, "request", "1.11", "May 2019", "--why", "Still ill.", on="2019-03-14")
    out = said(plan, "reschedule", "1.11", "--why", "Yes.", "--agreed", "CPC", on="2019-03-15")
    assert "It decides the request for May 2019 of 14 March 2019" in out


def test_what_was_closed_late_keeps_showing_it(plan: Path) -> None:
    shows = ("--why", "x", "--evidence", "CPC 10 April 2019, item 4")
    said(plan, "complete", "1.11", *shows, on="2019-04-10")
    out = run("show", "1.11", "--plan", str(plan)).out
    assert "complete, on 10 April 2019, 10 days late" in out
    page = run("report", "--format", "md", "--as-of", "2019-04-12", "--plan", str(plan)).out
    assert "complete, 10 days late" in page  # what moved
    assert "Closed 10 days late" in page


def test_a_report_says_which_reports_it_stands_for(plan: Path) -> None:
    out = said(plan, "reported", "1.12", on="2019-04-10")
    assert "It stands for the report that was due on 31 March 2019" in out
    out = said(plan, "reported", "1.12", on="2019-04-11")
    assert "the report due on 30 September 2019; the next is due on 31 March 2020" in out
    out = said(plan, "reported", "1.12", on="2019-04-12")
    assert "no other report than those made already" in out


@pytest.mark.parametrize(
    ("until", "moved"),
    [("Ongoing", "to no date"), ("1 April 2019", "+1 day"), ("June 2019", "+91 days")],
)
def test_a_date_that_was_given_up_is_not_shown_as_kept(plan: Path, until: str, moved: str) -> None:
    said(plan, "reschedule", "1.11", until, "--why", "x")
    out = run("show", "1.11", "--plan", str(plan)).out
    assert f"31 March 2019; moved 1 time, {moved}\n" in out


def test_near_ids_are_suggested(plan: Path) -> None:
    assert "did you mean `1.12`" in refused(plan, "note", "1.122", "x")
    assert "1 is an outcome" in refused(plan, "note", "1", "x")


def test_leads_may_be_named_as_they_are_called(plan: Path) -> None:
    said(plan, "lead", "1.12", "NHS", "CPC Lead – Police", "--why", "x")
    assert read_back(plan).outcomes[0].key_actions[0].sub_actions[1].updates[0].leads == (
        "nhs", "police",
    )  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "geteuid") or not os.geteuid(), reason="root may write it all")
def test_a_read_only_file_stays_so(plan: Path) -> None:
    (plan / "outcome-1.yaml").chmod(0o444)
    assert "read-only" in refused(plan, "note", "1.11", "x", code=5)


def test_who_holds_the_lock_is_said(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cpcplan.storage import write

    (plan.parent / ".git").mkdir()
    monkeypatch.setattr(write, "_WAITS", 0.2)
    with write.locked(plan):
        error = refused(plan, "note", "1.11", "My words.", code=5)
    assert f"another cpcplan, process {os.getpid()} " in error
    assert "My words." in error
