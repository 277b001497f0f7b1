"""The plan in git: as a commit held it, what differs since one, taking back, and committing."""

import json
import os
import sys
from pathlib import Path

import pytest

from builders import write_plan
from conftest import done, run
from cpcplan.storage.write import own_name
from repositories import committed_plan, git

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    success_measures:
      - {id: 1.1a, measure: Uses, target: 80%}
    sub_actions:
      - id: "1.11"
        title: Replace the forms
        leads: [nhs]
        timescale: March 2019
        updates:
          - date: 2018-12-04
            rag: green
            why: It is under way.
      - id: "1.12"
        title: Report on it
        timescale: 6 monthly
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return committed_plan(tmp_path, PLAN)


def text(plan: Path, name: str = "outcome-1.yaml") -> str:
    return (plan / name).read_text(encoding="utf-8")


def subject(plan: Path) -> str:
    return git(plan, "log", "-1", "--format=%s").strip()


# --- a commit's plan ------------------------------------------------------------------------


def test_every_question_can_be_put_to_a_commit(plan: Path) -> None:
    """What is committed last changes the answer to each of them."""
    rated = ("--why", "Late.", "--next", "NHS", "--timescale", "May 2019", "--agreed", "CPC")
    done(plan, "rag", "1.11", "red", *rated, "--date", "2019-02-01")
    done(plan, "measure", "1.1a", "71%", "--date", "2019-02-01")
    done(plan, "save")
    for question in ("status", "overdue", "due", "list", "history", "changes", "leads", "measures"):
        now, then = (
            done(plan, question, "--as-of", "2019-05-01", "--json", *at)
            for at in ((), ("--at", "HEAD~1"))
        )
        assert now != then, question
    assert "● green" in done(plan, "show", "1.11", "--at", "HEAD~1", "--as-of", "2019-03-01")


def test_a_commit_is_read_although_the_files_on_disk_cannot_be(plan: Path) -> None:
    (plan / "outcome-1.yaml").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    refused = run("status", "--plan", str(plan))
    assert refused.code == 3
    assert "cpcplan status --at HEAD" in refused.err.splitlines()[-1]
    assert "1.11" in done(plan, "list", "--at", "HEAD")


def test_a_commit_with_faults_names_its_own_lines(plan: Path) -> None:
    (plan / "outcome-1.yaml").write_text(PLAN.replace("nhs", "nsh"), encoding="utf-8")
    git(plan, "commit", "-qam", "A slip")
    (plan / "outcome-1.yaml").write_text(PLAN, encoding="utf-8")
    ran = run("check", "--at", "HEAD", "--plan", str(plan))
    assert ran.code == 1
    place = f"HEAD:{os.path.relpath(plan / 'outcome-1.yaml')}:11:17".replace(os.sep, "/")
    assert place in ran.out


@pytest.mark.parametrize(
    ("revision", "code", "why"),
    [
        ("nowhere", 6, "git knows no commit “nowhere”"),
        ("--all", 6, "no commit"),
        ("", 6, "“”"),
        ("HEAD..HEAD", 6, "no commit"),
        ("^HEAD", 6, "no commit"),
    ],
)
def test_a_commit_that_is_not_there_is_said(plan: Path, revision: str, code: int, why: str) -> None:
    ran = run("status", f"--at={revision}", "--plan", str(plan))
    assert (ran.code, ran.out) == (code, "")
    assert why in ran.err


def test_a_plan_that_was_not_there_yet_is_said(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "Nothing")
    plan = write_plan(tmp_path, PLAN)
    ran = run("status", "--at", "HEAD", "--plan", str(plan))
    assert (ran.code, ran.out) == (3, "")
    assert "was not there yet at HEAD" in ran.err


def test_without_git_it_says_what_is_missing(
    tmp_path: Path, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = write_plan(tmp_path / "elsewhere" / "deep", PLAN)
    git(tmp_path, "status")
    (tmp_path / ".git").rename(tmp_path / "git-no-more")
    ran = run("save", "--plan", str(elsewhere))
    assert (ran.code, ran.out) == (6, "")
    assert "git init" in ran.err
    (tmp_path / "git-no-more").rename(tmp_path / ".git")
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = run("status", "--at", "HEAD", "--plan", str(plan))
    assert (ran.code, ran.out) == (6, "")
    assert "git is not on this computer's path" in ran.err
    assert run("status", "--plan", str(plan)).code == 0


# --- what differs since a commit ------------------------------------------------------------


def test_a_commit_whose_plan_cannot_be_read_is_named_another_way(plan: Path) -> None:
    sound = (plan / "outcome-1.yaml").read_text(encoding="utf-8")
    (plan / "outcome-1.yaml").write_text("id: [", encoding="utf-8")
    git(plan, "commit", "-qam", "Spoilt")
    (plan / "outcome-1.yaml").write_text(sound, encoding="utf-8")
    for asked in (("changes", "--since-commit", "HEAD"), ("status", "--at", "HEAD")):
        ran = run(*asked, "--plan", str(plan))
        assert (ran.code, ran.out) == (3, "")
        last = ran.err.splitlines()[-1]
        assert last == "The plan of that commit cannot be read: name another commit"


def test_what_differs_since_a_commit_goes_by_what_is_written(plan: Path) -> None:
    """An entry dated before what the commit knew, another taken back, words changed, one added."""
    edited = PLAN.replace("Replace the forms", "Replace all forms").replace("80%", "60%")
    taken = edited.index("        updates:"), edited.index('      - id: "1.12"')
    (plan / "outcome-1.yaml").write_text(edited[: taken[0]] + edited[taken[1] :], encoding="utf-8")
    done(plan, "rag", "1.11", "red", "--why", "Nobody began.", "--date", "2018-11-01")
    done(plan, "add", "sub-action", "1.1", "--title", "Train", "--date", "2019-01-15")
    answer = json.loads(
        done(plan, "changes", "--since-commit", "HEAD", "--as-of", "2019-03-01", "--json")
    )
    told = [(each["id"], each["kind"], each["from"], each["to"]) for each in answer["changes"]]
    assert told == [
        ("1.1", "reworded", "success measure 1.1a: Uses; target 80%",
         "success measure 1.1a: Uses; target 60%"),
        ("1.11", "reworded", "title: Replace the forms", "title: Replace all forms"),
        ("1.11", "worse", "green", "red"),
        ("1.11", "taken-back", "green", None),
        ("1.13", "added", None, "Train"),
    ]  # fmt: skip
    late = {each["kind"]: each["late"] for each in answer["changes"]}
    assert late == {
        "reworded": False, "worse": True, "taken-back": False, "added": True,
    }  # fmt: skip
    assert answer["since_commit"] == git(plan, "rev-parse", "HEAD").strip()
    screen = done(plan, "changes", "--since-commit", "HEAD", "--as-of", "2019-03-01")
    assert "Taken back" in screen
    assert "dated before, recorded since" in screen


def test_the_two_beginnings_exclude_each_other(plan: Path) -> None:
    ran = run("changes", "--since", "2019-01-01", "--since-commit", "HEAD", "--plan", str(plan))
    assert ran.code == 2


# --- taking back ----------------------------------------------------------------------------


def test_undo_takes_back_what_was_written_last(plan: Path) -> None:
    done(plan, "note", "1.12", "First.", "--date", "2019-03-01")
    before = text(plan)
    done(plan, "note", "1.11", "Second, of an earlier day.", "--date", "2019-02-01")
    out = done(plan, "undo")
    assert "Taken back: 1 February 2019: Second, of an earlier day." in out
    assert text(plan) == before
    done(plan, "undo")
    assert text(plan) == PLAN
    refused = run("undo", "--plan", str(plan))
    assert refused.code == 4
    assert "every entry is committed" in refused.err


def test_undo_takes_out_an_action_that_was_added_last(plan: Path) -> None:
    done(plan, "note", "1.12", "First.", "--date", "2019-03-01")
    before = text(plan)
    out = done(plan, "add", "sub-action", "1.1", "--title", "By mistake", "--lead", "nhs")
    assert "(was it there from the beginning? Then cpcplan undo 1.13, and add it with --date" in out
    out = done(plan, "undo")
    assert "Taken out: 1.13 By mistake\n  Leads: CPC Lead – NHS\n" in out
    assert text(plan) == before
    assert "Taken back: 1 March 2019: First." in done(plan, "undo")
    assert text(plan) == PLAN


def test_undo_takes_back_nothing_that_was_written_before_an_outcome(plan: Path) -> None:
    done(plan, "note", "1.12", "Precious words.", "--date", "2019-03-01")
    done(plan, "add", "outcome", "--title", "Oops")
    ran = run("undo", "--plan", str(plan))
    assert (ran.code, ran.out) == (4, "")
    assert "outcome 2 was added last" in ran.err
    assert "delete outcome-2.yaml" in ran.err
    (plan / "outcome-2.yaml").unlink()
    assert "Precious words." in done(plan, "undo")


def test_undo_names_an_action_that_was_written_by_hand(plan: Path) -> None:
    by_hand = PLAN + "      - {id: '1.13', title: By hand}\n"
    (plan / "outcome-1.yaml").write_text(by_hand, encoding="utf-8")
    refused = run("undo", "--plan", str(plan))
    assert refused.code == 4
    assert "1.13 is not: to take that out, name it (cpcplan undo 1.13)" in refused.err
    assert text(plan) == by_hand


def test_undo_before_the_first_commit_takes_what_was_written_last(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN)
    git(tmp_path, "init", "-q")
    refused = run("undo", "--plan", str(plan))
    assert refused.code == 4
    assert "name the action (cpcplan undo 1.11)" in refused.err
    done(plan, "note", "1.12", "x")
    done(plan, "add", "sub-action", "1.1", "--title", "New")
    assert "Taken out: 1.13 New" in done(plan, "undo")
    assert "Taken back" in done(plan, "undo")
    assert text(plan) == PLAN


def test_undo_by_hand_written_entries_goes_by_their_dates(plan: Path) -> None:
    note = "        updates:\n          - {date: 2019-04-01, note: By hand}\n"
    (plan / "outcome-1.yaml").write_text(PLAN + note, encoding="utf-8")
    assert "By hand" in done(plan, "undo")
    assert text(plan) == PLAN


def test_what_is_committed_is_taken_back_only_when_it_is_meant(plan: Path) -> None:
    refused = run("undo", "1.11", "--plan", str(plan))
    assert refused.code == 2
    assert "--yes" in refused.err
    assert "This entry is committed" in refused.out
    assert text(plan) == PLAN
    done(plan, "undo", "1.11", "--dry-run")
    assert text(plan) == PLAN
    out = done(plan, "undo", "1.11", "--yes")
    assert "Rating: ● green → ○ not rated" in out
    assert "updates" not in text(plan)


def test_undo_of_an_earlier_day_says_what_stays_as_it_is_today(plan: Path) -> None:
    done(plan, "rag", "1.11", "red", "--why", "x", "--next", "y", "--date", "2018-11-01")
    out = done(plan, "undo", "1.11")
    assert "Rating on 1 November 2018: ■ red → ○ not rated (today ● green (!), as before)" in out
    assert "  Rating: " not in out


def test_undo_keeps_a_story_possible(plan: Path) -> None:
    """The completion stands last in the file, and the entry that opens it again before it."""
    updates = """\
        updates:
          - {date: 2019-04-01, state: open, why: Not quite.}
          - {date: 2019-03-01, state: complete, why: Done., evidence: x}
"""
    (plan / "outcome-1.yaml").write_text(PLAN + updates, encoding="utf-8")
    refused = run("undo", "1.12", "--plan", str(plan))
    assert refused.code == 4
    assert "then the entry of 1 April 2019 could not stand (1.12 is open already)" in refused.err
    assert text(plan) == PLAN + updates


def test_without_git_undo_wants_an_id(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN)
    refused = run("undo", "--plan", str(plan))
    assert refused.code == 4
    assert "name the action" in refused.err
    done(plan, "undo", "1.11")
    assert "updates" not in text(plan)


# --- committing -----------------------------------------------------------------------------


def test_save_commits_the_plan_and_says_what_changed_and_why(plan: Path) -> None:
    done(plan, "rag", "1.11", "amber", "--why", "The vendor left.", "--date", "2019-03-01")
    done(plan, "reported", "1.12", "--date", "2019-03-01")
    done(plan, "note", "1.12", "Two of three.", "--date", "2019-03-01")
    out = done(plan, "save")
    assert git(plan, "log", "-1", "--format=%B").strip() == (
        "1.11 green → amber, 1.12 reported, noted\n\n"
        "1.11, 2019-03-01: The vendor left.\n\n"
        "1.12, 2019-03-01: Two of three."
    )
    assert f"Committed {git(plan, 'rev-parse', '--short=7', 'HEAD').strip()}: 1.11" in out
    assert git(plan, "status", "--porcelain") == ""
    assert "Nothing is new" in done(plan, "save")


def test_save_points_out_a_timescale_that_was_changed_in_the_file(plan: Path) -> None:
    file = plan / "outcome-1.yaml"
    text = file.read_text(encoding="utf-8")
    assert "timescale: March 2019" in text
    file.write_text(
        text.replace("timescale: March 2019", "timescale: March 2020"), encoding="utf-8"
    )
    out = done(plan, "save")
    assert subject(plan) == "1.11 agreed timescale changed"
    assert "1.11: its agreed timescale was changed in the file, and nothing says who decided" in out
    file.write_text(file.read_text(encoding="utf-8").replace("March 2020", "July 2020"), "utf-8")
    assert "1.11: its agreed timescale was changed" in done(plan, "save", "-m", "A misprint")


def test_save_says_what_is_in_the_plan_no_more(plan: Path) -> None:
    file = plan / "outcome-1.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.partition('      - id: "1.12"')[0], encoding="utf-8")
    assert "In it no more, since the last commit: 1.12, or entries of these." in done(plan, "save")


def test_save_leaves_everything_else_as_it_was(plan: Path) -> None:
    """Staged, half staged, changed and unknown files elsewhere; an editor's copy in the folder."""
    top = plan.parent
    for name in ("staged", "half"):
        (top / name).write_text("1\n", encoding="utf-8")
        git(top, "add", name)
    (top / "half").write_text("2\n", encoding="utf-8")
    (top / "unknown").write_text("3\n", encoding="utf-8")
    (plan / "outcome-1.yaml~").write_text("copy", encoding="utf-8")
    done(plan, "note", "1.11", "x", "--date", "2019-03-01")
    done(plan, "add", "outcome", "--title", "Another")
    before = git(top, "status", "--porcelain", "--", "staged", "half", "unknown")
    out = done(plan, "save", "-m", "My own words")
    assert subject(plan) == "My own words"
    assert "plan/outcome-1.yaml~" in out
    changed = git(plan, "show", "--name-only", "--format=", "HEAD").split()
    assert changed == ["plan/outcome-1.yaml", "plan/outcome-2.yaml"]
    assert git(top, "status", "--porcelain", "--", "staged", "half", "unknown") == before


def test_where_a_hook_says_no_nothing_is_committed_and_nothing_lost(plan: Path) -> None:
    hook = plan.parent / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'The committee said no.' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    ran = run("add", "outcome", "--title", "Another", "--save", "--plan", str(plan))
    assert ran.code == 6
    assert "The committee said no." in ran.err
    assert "it is written, and not committed" in ran.err
    assert git(plan, "status", "--porcelain").split() == ["??", "plan/outcome-2.yaml"]


def test_a_plan_with_faults_is_not_committed(plan: Path) -> None:
    (plan / "outcome-1.yaml").write_text(PLAN.replace("nhs", "nsh"), encoding="utf-8")
    assert run("save", "--plan", str(plan)).code == 3
    assert subject(plan) == "Begin"


def test_every_change_is_committed_at_once_where_the_settings_say_so(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN)
    with (plan / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("settings: {save: yes}\n")
    git(tmp_path, "init", "-q")
    done(plan, "save")
    assert subject(plan).startswith("Begin the plan: Anytown")
    done(plan, "note", "1.11", "x", "--date", "2019-03-01")
    assert subject(plan) == "1.11 noted"
    done(plan, "undo", "1.11", "--yes")
    assert subject(plan) == "1.11 entry taken back"


def test_a_subject_that_is_too_long_is_cut_between_changes(plan: Path) -> None:
    for n in range(12):
        done(plan, "add", "sub-action", "1.1", "--title", f"Sub-action {n}")
    done(plan, "save")
    assert len(subject(plan)) <= 72
    assert subject(plan).startswith("1.13 added, 1.14 added")
    assert subject(plan).endswith("more")


def test_a_change_of_words_alone_names_the_file_or_the_field(plan: Path) -> None:
    with (plan / "outcome-1.yaml").open("a", encoding="utf-8") as file:
        file.write("# a comment\n")
    done(plan, "save")
    assert subject(plan) == "Edit outcome-1.yaml"
    with (plan / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("meetings: [2018-12-04]\n")
    done(plan, "save")
    assert subject(plan) == "plan.yaml: meetings"


# --- personal details -----------------------------------------------------------------------

RING = "Ring her on 01632 960 123 today."


def test_personal_details_are_not_written_unless_it_is_meant(plan: Path) -> None:
    ran = run("note", "1.11", RING, "--plan", str(plan))
    assert (ran.code, ran.out) == (4, "")
    assert "»01632 960 123«" in ran.err
    assert text(plan) == PLAN
    out = done(plan, "note", "1.11", RING, "--allow-personal", "--date", "2019-03-01")
    assert "Allowed although this looks like a telephone number" in out


def test_check_warns_of_personal_details_wherever_they_stand(plan: Path) -> None:
    (plan / "outcome-1.yaml").write_text(f"# {RING}\n{PLAN}", encoding="utf-8")
    found = json.loads(done(plan, "check", "--json", "--as-of", "2019-03-01"))["warnings"]
    places = [(each["rule"], each["line"], each["column"]) for each in found]
    assert places[0] == ("personal-details", 1, 15)


def test_personal_details_written_by_hand_are_not_committed(plan: Path) -> None:
    (plan / "outcome-1.yaml").write_text(f"# {RING}\n{PLAN}", encoding="utf-8")
    ran = run("save", "--plan", str(plan))
    assert ran.code == 4
    assert subject(plan) == "Begin"
    done(plan, "save", "--allow-personal")
    done(plan, "note", "1.11", "Another matter.", "--date", "2019-03-01", "--save")
    assert subject(plan) == "1.11 noted"


def test_personal_details_over_two_lines_and_in_the_message_are_found(plan: Path) -> None:
    words = "            why: It is under way.\n"
    folded = words.replace("way.", "way, ring 01632\n              960 123.")
    (plan / "outcome-1.yaml").write_text(PLAN.replace(words, folded), encoding="utf-8")
    refused = run("save", "--plan", str(plan))
    assert refused.code == 4
    assert "a telephone number" in refused.err
    (plan / "outcome-1.yaml").write_text(PLAN, encoding="utf-8")
    done(plan, "note", "1.11", "x", "--date", "2019-03-01")
    ran = run("save", "-m", RING, "--plan", str(plan))
    assert ran.code == 4
    assert "Nothing was committed" in ran.err


def test_what_is_taken_back_is_shown_whole(plan: Path) -> None:
    done(
        plan, "rag", "1.12", "red", "--why", "Long words.", "--next", "NHS", "--date", "2019-03-01"
    )
    out = done(plan, "undo")
    assert "Why: Long words." in out
    assert "Next: NHS" in out
    assert f"{os.path.relpath(plan / 'outcome-1.yaml')}:20".replace(os.sep, "/") in out


def test_an_entry_that_may_be_committed_is_not_taken_back_unasked(plan: Path) -> None:
    (plan / "outcome-1.yaml").write_text(PLAN.replace("nhs", "nsh"), encoding="utf-8")
    git(plan, "commit", "-qam", "A slip")
    (plan / "outcome-1.yaml").write_text(PLAN, encoding="utf-8")
    refused = run("undo", "1.11", "--plan", str(plan))
    assert refused.code == 4
    assert "check --at HEAD" in refused.err
    assert text(plan) == PLAN


def test_a_colour_given_again_is_told_with_its_reason(plan: Path) -> None:
    done(plan, "rag", "1.11", "green", "--why", "On its way.", "--date", "2019-03-01")
    done(plan, "save")
    assert git(plan, "log", "-1", "--format=%B").strip() == (
        "1.11 still green\n\n1.11, 2019-03-01: On its way."
    )
    screen = done(plan, "changes", "--since-commit", "HEAD~1", "--as-of", "2019-03-01")
    assert "Rated again" in screen
    assert "still ● green: On its way." in screen


def test_a_reason_mended_by_hand_is_a_rewording(plan: Path) -> None:
    (plan / "outcome-1.yaml").write_text(
        PLAN.replace("It is under way.", "It has begun."), encoding="utf-8"
    )
    done(plan, "save")
    assert subject(plan) == "1.11 reworded"
    found = json.loads(done(plan, "changes", "--since-commit", "HEAD~1", "--json"))["changes"]
    assert [(each["kind"], each["from"], each["to"]) for each in found] == [
        ("reworded", "why: It is under way.", "why: It has begun.")
    ]


def test_a_plan_at_the_top_of_its_repository(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN)
    git(plan, "init", "-q")
    done(plan, "save")
    done(plan, "note", "1.12", "Later day.", "--date", "2019-03-02")
    done(plan, "note", "1.11", "x", "--date", "2019-03-01", "--save")
    assert subject(plan) == "1.11 noted, 1.12 noted"
    assert done(plan, "list", "--at", "HEAD~1", "--csv") == done(plan, "list", "--csv")


def test_a_hooks_own_index_is_left_alone(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done(plan, "note", "1.11", "x", "--date", "2019-03-01")
    monkeypatch.setenv("GIT_INDEX_FILE", str(plan.parent / "another-index"))
    monkeypatch.setenv("GIT_DIR", str(plan.parent / "nowhere"))
    done(plan, "save")
    monkeypatch.undo()
    assert git(plan, "status", "--porcelain") == ""


def test_an_action_added_by_mistake_is_taken_out_again(plan: Path) -> None:
    done(plan, "add", "sub-action", "1.1", "--title", "Mistake")
    assert "Taken out: 1.13 Mistake" in done(plan, "undo", "1.13")
    assert text(plan) == PLAN
    assert run("undo", "1.12", "--plan", str(plan)).code == 4
    assert text(plan) == PLAN


def test_a_plan_file_that_git_ignores_is_said(plan: Path) -> None:
    (plan.parent / ".gitignore").write_text("outcome-2.yaml\n", encoding="utf-8")
    ran = run("add", "outcome", "--title", "x", "--save", "--plan", str(plan))
    assert ran.code == 6
    assert "take no notice of plan/outcome-2.yaml" in ran.err


def test_what_the_other_side_of_a_merge_allowed_is_allowed(plan: Path) -> None:
    git(plan, "checkout", "-q", "-b", "theirs")
    done(plan, "note", "1.11", RING, "--allow-personal", "--date", "2019-03-01")
    git(plan, "commit", "-qam", "Theirs")
    git(plan, "checkout", "-q", "main")
    done(plan, "note", "1.11", "ours", "--date", "2019-03-01", "--save")
    git(plan, "merge", "-q", "theirs", fails=True)
    done(plan, "resolve")
    done(plan, "save")
    assert RING in text(plan)


def test_details_written_in_escapes_are_found(plan: Path) -> None:
    hidden = PLAN.replace("It is under way.", '"Ring 01632\\x20960123"')
    (plan / "outcome-1.yaml").write_text(hidden, encoding="utf-8")
    found = json.loads(done(plan, "check", "--json", "--as-of", "2019-03-01"))["warnings"]
    assert ("personal-details", 16) in [(each["rule"], each["line"]) for each in found]


# --- repositories of other kinds --------------------------------------------------------------


def test_what_git_does_not_trust_is_said_in_its_own_words(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder on a shared drive belongs to somebody else, or seems to."""
    done(plan, "note", "1.11", "Met.", "--save")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    for command in (("save",), ("undo",), ("status", "--at", "HEAD")):
        ran = run(*command, "--plan", str(plan))
        assert (ran.code, ran.out) == (6, "")
        assert "dubious ownership" in ran.err
        assert "git config --global --add safe.directory" in ran.err
    ran = run("undo", "1.11", "--plan", str(plan))  # it may be committed: --yes is needed
    assert (ran.code, "dubious ownership" in ran.err) == (2, True)
    assert "Met." in text(plan)
    paper = done(plan, "report")
    assert "; git could not be asked for its commit" in paper
    assert "not kept in git" not in paper
    ran = run("note", "1.11", "Met again.", "--save", "--plan", str(plan))
    assert (ran.code, "it is written, and not committed" in ran.err) == (6, True)


def test_a_further_worktree_is_a_repository_like_any(plan: Path, tmp_path: Path) -> None:
    other = tmp_path / "a worktree"
    git(tmp_path, "worktree", "add", "--quiet", "-b", "other", str(other))
    done(other / "plan", "note", "1.11", "Met there.", "--save")
    assert git(other, "status", "--porcelain") == ""
    own = Path(git(other, "rev-parse", "--absolute-git-dir").strip())
    assert [file.suffix for file in own.glob("cpcplan-*")]
    assert "Met there." not in text(plan)
    done(other / "plan", "undo", "1.11", "--yes")


def test_one_folder_has_one_lock_in_whatever_letters(tmp_path: Path) -> None:
    assert own_name(tmp_path / "Plan") == own_name(tmp_path / "plan")
    assert own_name(tmp_path / "plan") != own_name(tmp_path / "plan2")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are letters there")
def test_a_folder_whose_name_is_not_utf_8_is_a_repository_too(tmp_path: Path) -> None:
    top = tmp_path / os.fsdecode(b"caf\xe9")
    plan = committed_plan(top, PLAN)
    done(plan, "note", "1.11", "Met.", "--save")
    assert "Met." in done(plan, "show", "1.11", "--at", "HEAD")
    assert "of which git" not in done(plan, "report")
