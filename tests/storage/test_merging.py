"""Joining what two people recorded: real merges by git, and laws over random ones."""

import subprocess
from pathlib import Path
from random import Random

import pytest

from builders import read_back, write_plan
from conftest import run
from cpcplan.domain.model import Action, Update
from cpcplan.storage.conflicts import conflicts
from cpcplan.storage.merging import join
from cpcplan.storage.sides import NotJoined
from repositories import committed_plan, git

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    sub_actions:
      - id: "1.11"
        title: Replace the forms
        timescale: March 2019
        updates:
          - {date: 2018-12-04, rag: green, why: Begun.}
      - id: "1.12"
        title: Report on it
        timescale: 6 monthly
  - id: "1.2"
    title: One voice
    timescale: June 2019
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return committed_plan(tmp_path, PLAN)


def done(plan: Path, *command: str) -> str:
    ran = run(*command, "--plan", str(plan))
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def on_a_branch(plan: Path, *commands: tuple[str, ...]) -> None:
    """Somebody else's commands, on a branch `theirs` from here; then back to `main`."""
    git(plan, "checkout", "-q", "-b", "theirs")
    for command in commands:
        done(plan, *command)
    git(plan, "commit", "-qam", "Theirs")
    git(plan, "checkout", "-q", "main")


def merge(plan: Path, *, conflict: bool = True) -> None:
    git(plan, "commit", "-qam", "Ours")
    git(plan, "merge", "-q", "theirs", fails=conflict)


def flat(text: str) -> str:
    return " ".join(text.split())


def updates(plan: Path, identifier: str) -> list[str | None]:
    action = next(each for each in read_back(plan).actions() if each.id == identifier)
    return [entry.note or entry.why for entry in action.updates]


def note(identifier: str, words: str, on: str = "2019-03-01") -> tuple[str, ...]:
    return ("note", identifier, words, "--date", on)


def test_both_sides_updates_are_kept_each_once_and_ours_first(plan: Path) -> None:
    on_a_branch(plan, note("1.11", "theirs", on="2019-02-01"), note("1.12", "first ever"))
    for words in (note("1.11", "ours"), note("1.12", "ours too"), note("1.2", "alone")):
        done(plan, *words)
    merge(plan)
    assert run("status", "--plan", str(plan)).code == 3
    out = done(plan, "resolve")
    assert "From the other side came 1.11: 1 entry; 1.12: 1 entry" in out
    assert updates(plan, "1.11") == ["Begun.", "ours", "theirs"]
    assert updates(plan, "1.12") == ["ours too", "first ever"]
    done(plan, "save")
    assert git(plan, "status", "--porcelain") == ""
    assert len(git(plan, "log", "-1", "--format=%p").split()) == 2


def test_one_entry_equal_on_both_sides_is_one_entry(plan: Path) -> None:
    on_a_branch(plan, note("1.11", "the same"), note("1.11", "theirs"))
    done(plan, *note("1.11", "ours"))
    done(plan, *note("1.11", "the same"))
    merge(plan)
    done(plan, "resolve")
    assert sorted(filter(None, updates(plan, "1.11"))) == ["Begun.", "ours", "the same", "theirs"]


def test_what_one_side_took_back_stays_away(plan: Path) -> None:
    on_a_branch(plan, ("undo", "1.11", "--yes"))
    done(plan, *note("1.11", "ours"))
    merge(plan)
    done(plan, "resolve")
    assert updates(plan, "1.11") == ["ours"]


def test_actions_that_both_sides_added_are_both_there(plan: Path) -> None:
    on_a_branch(plan, ("add", "sub-action", "1.1", "--title", "Theirs", "--id", "1.14"))
    done(plan, "add", "sub-action", "1.1", "--title", "Ours")
    merge(plan)
    done(plan, "resolve")
    subs = read_back(plan).outcomes[0].key_actions[0].sub_actions
    assert [each.title for each in subs[2:]] == ["Ours", "Theirs"]


def test_comments_and_quotes_of_both_sides_stay(plan: Path) -> None:
    file = plan / "outcome-1.yaml"
    git(plan, "checkout", "-q", "-b", "theirs")
    theirs = """\
          # Rung up about it.
          - date: 2019-02-01
            note: "By 'hand'" # sic
"""
    begun = "          - {date: 2018-12-04, rag: green, why: Begun.}\n"
    file.write_text(PLAN.replace(begun, begun + theirs), encoding="utf-8")
    git(plan, "commit", "-qam", "Theirs")
    git(plan, "checkout", "-q", "main")
    done(plan, *note("1.12", "ours"))
    ours = file.read_text(encoding="utf-8").replace(begun, f"{begun}          # Ours.\n")
    file.write_text(ours, encoding="utf-8")
    done(plan, *note("1.11", "ours"))
    merge(plan)
    run("resolve", "--plan", str(plan))
    text = file.read_text(encoding="utf-8")
    assert all(words in text for words in ("# Rung up about it.", "# sic", "# Ours."))


def test_a_title_reworded_twice_stays_for_people_and_the_updates_are_joined(plan: Path) -> None:
    file = plan / "outcome-1.yaml"
    git(plan, "checkout", "-q", "-b", "theirs")
    file.write_text(PLAN.replace("One voice", "One voice for all"), encoding="utf-8")
    done(plan, *note("1.11", "theirs"))
    git(plan, "commit", "-qam", "Theirs")
    git(plan, "checkout", "-q", "main")
    file.write_text(PLAN.replace("One voice", "A single voice"), encoding="utf-8")
    done(plan, *note("1.11", "ours"))
    merge(plan)
    ran = run("resolve", "--plan", str(plan))
    assert ran.code == 1
    text = file.read_text(encoding="utf-8")
    ((line, ours, theirs),) = conflicts(text)
    assert (ours.strip(), theirs.strip()) == ("title: A single voice", "title: One voice for all")
    assert f"outcome-1.yaml:{line}: both sides changed this" in ran.out
    decided = text.splitlines(keepends=True)
    del decided[line - 1], decided[line : line + 3]
    file.write_text("".join(decided), encoding="utf-8")
    assert "All of it is joined" in done(plan, "resolve")
    assert updates(plan, "1.11") == ["Begun.", "ours", "theirs"]
    done(plan, "save", "-m", "Both")


def test_an_entry_reworded_by_both_is_not_doubled(plan: Path) -> None:
    file = plan / "outcome-1.yaml"
    git(plan, "checkout", "-q", "-b", "theirs")
    file.write_text(PLAN.replace("Begun.", "Begun at last."), encoding="utf-8")
    git(plan, "commit", "-qam", "Theirs")
    git(plan, "checkout", "-q", "main")
    file.write_text(PLAN.replace("Begun.", "Begun in May."), encoding="utf-8")
    merge(plan)
    assert run("resolve", "--plan", str(plan)).code == 1
    ((_, ours, theirs),) = conflicts(file.read_text(encoding="utf-8"))
    assert "in May" in ours
    assert "at last" in theirs


def test_a_file_edited_since_is_left_to_the_hands_that_edit_it(plan: Path) -> None:
    on_a_branch(plan, note("1.11", "theirs"))
    done(plan, *note("1.11", "ours"))
    merge(plan)
    file = plan / "outcome-1.yaml"
    edited = file.read_text(encoding="utf-8").replace("Children are heard", "Children are seen")
    file.write_text(edited, encoding="utf-8")
    ran = run("resolve", "--plan", str(plan))
    assert ran.code == 1
    assert "somebody has begun to decide in it" in ran.out
    assert file.read_text(encoding="utf-8") == edited


def test_a_merge_that_git_found_clean_and_is_no_plan_is_said(plan: Path) -> None:
    """A hand adds `updates` before the title, the tool after the leads: two keys, no conflict."""
    file = plan / "outcome-1.yaml"
    text = PLAN.replace("timescale: 6 monthly\n", "timescale: 6 monthly\n        leads: [nhs]\n")
    file.write_text(text, encoding="utf-8")
    git(plan, "commit", "-qam", "More lines")
    on_a_branch(plan, note("1.12", "theirs"))
    by_hand = '      - id: "1.12"\n        updates: [{date: 2019-01-01, note: by hand}]\n'
    file.write_text(text.replace('      - id: "1.12"\n', by_hand), encoding="utf-8")
    merge(plan, conflict=False)
    for command in ("check", "status"):
        ran = run(command, "--plan", str(plan))
        assert ran.code in (1, 3)
        assert "`updates` stands here a second time" in ran.out + ran.err


def test_a_save_before_the_conflicts_are_joined_is_refused(plan: Path) -> None:
    on_a_branch(plan, note("1.11", "theirs"))
    done(plan, *note("1.11", "ours"))
    merge(plan)
    ran = run("save", "--plan", str(plan))
    assert (ran.code, ran.out) == (3, "")
    assert "cpcplan resolve" in ran.err


def test_files_can_be_named_and_must_have_a_conflict(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_branch(plan, note("1.11", "theirs"))
    done(plan, *note("1.11", "ours"))
    assert "No file of the plan has a conflict" in done(plan, "resolve")
    merge(plan)
    assert run("resolve", "plan.yaml", "--plan", str(plan)).code == 4
    monkeypatch.chdir(plan)
    assert run("resolve", "outcome-1.yaml").code == 0


def git_merge(ours: str, before: str, theirs: str, favour: bool) -> tuple[str, bool]:
    """Git's own merge of three texts, as the program asks for it."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        for name, text in (("ours", ours), ("before", before), ("theirs", theirs)):
            Path(folder, name).write_bytes(text.encode())
        side = ["--ours"] if favour else []
        ran = subprocess.run(
            ["git", "merge-file", "-p", "-q", *side, "ours", "before", "theirs"],
            cwd=folder,
            capture_output=True,
            check=False,
        )
    assert 0 <= ran.returncode < 128
    return ran.stdout.decode(), not ran.returncode


@pytest.mark.parametrize("odd", ["{a: b}", "[1.11]", "''", "~"])
def test_an_id_that_is_no_text_is_no_id(odd: str) -> None:
    before = "id: '1'\nkey_actions:\n  - {id: '1.1', title: x}\n"
    ours, theirs = (f"{before}  - {{id: {odd}, title: {side}}}\n" for side in ("ours", "theirs"))
    assert not join(before, ours, theirs, git_merge).is_whole


def test_twenty_random_merges_lose_and_double_nothing(tmp_path: Path) -> None:
    """Two clones record at random, one merges the other's work and both go on from there."""
    random = Random(20190401)
    plan = committed_plan(tmp_path / "one", PLAN)
    git(tmp_path, "clone", "-q", "one", "two")
    other = tmp_path / "two" / "plan"
    said: dict[str, list[str]] = {}
    for turn in range(20):
        for clone in (plan, other):
            for n in range(random.randint(1, 3)):
                which = random.choice(("1.11", "1.12", "1.1", "1.2"))
                words = f"{clone.parent.name} {turn}.{n}" + random.choice(("", "\n- a: b # c", "'"))
                day = f"2019-0{random.randint(1, 4)}-{random.randint(10, 28)}"
                done(clone, *note(which, words, on=day))
                said.setdefault(which, []).append(words)
            done(clone, "save")
        git(plan, "fetch", "-q", str(other.parent), "main")
        merged = subprocess.run(
            ["git", "merge", "-q", "--no-edit", "FETCH_HEAD"],
            cwd=plan, capture_output=True, check=False,
        )  # fmt: skip
        if merged.returncode:
            done(plan, "resolve")
            done(plan, "save")
        git(other, "pull", "-q", "--ff-only", str(plan.parent), "main")
        for which, all_words in said.items():
            found = [each for each in updates(plan, which) if each != "Begun."]
            assert sorted(map(str, found)) == sorted(all_words)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_both_sides_did_the_joined_text_has_all_of_it_once(seed: int) -> None:
    """Random additions and withdrawals on both sides, on files of several styles. (A side that does
    both to one action may have reworded its entry, which people must decide.)
    """
    random = Random(seed)
    entry = "{date: 2018-12-04, rag: green, why: Begun.}"
    flow = PLAN.replace(f"updates:\n          - {entry}\n", f"updates: [{entry}]  # one\n")
    empty = PLAN.replace("6 monthly\n", "6 monthly\n        updates: []\n")
    before = random.choice((PLAN, flow, empty))
    ours, theirs = (_changed(before, random, side) for side in ("ours", "theirs"))
    try:
        joined = join(before, ours, theirs, git_merge)
    except NotJoined:
        pytest.fail("nothing in this keeps the two from being joined")
    assert joined.is_whole, joined.text
    old, new, other, found = map(_stories, (before, ours, theirs, joined.text))
    for which, told in found.items():
        kept = [e for e in old[which] if e in new[which] and e in other[which]]
        added = [e for side in (new, other) for e in side[which] if e not in old[which]]
        assert len(told) == len(kept) + len(added)
        assert all(entry in told for entry in (*kept, *added))


def _changed(text: str, random: Random, side: str) -> str:
    from cpcplan.storage.splice import append, take_back

    places = {
        "1.11": ("key_actions", 0, "sub_actions", 0),
        "1.12": ("key_actions", 0, "sub_actions", 1),
        "1.1": ("key_actions", 0),
        "1.2": ("key_actions", 1),
    }
    if random.random() < 0.2:
        text = take_back(text, places.pop("1.11"), "updates", 0)
    for n in range(random.randint(0, 4)):
        words = random.choice(("Short.", "a: b\nc # d"))
        entry = {"date": "2019-03-01", "note": f"{words}{side}{n}"}
        text = append(text, random.choice(tuple(places.values())), "updates", entry).text
    return text


def _stories(text: str) -> dict[str, tuple[Update, ...]]:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        plan = read_back(write_plan(Path(folder), text))
        actions: list[Action] = list(plan.actions())
        return {action.id: action.updates for action in actions}


def test_a_file_that_git_left_without_marks_is_joined_all_the_same(plan: Path) -> None:
    """`-merge` in .gitattributes, or a merge driver that is missing: git leaves our side, whole."""
    (plan.parent / ".gitattributes").write_text("*.yaml -merge\n", encoding="utf-8")
    git(plan.parent, "add", ".gitattributes")
    git(plan, "commit", "-qm", "Attributes")
    on_a_branch(plan, note("1.11", "theirs"))
    done(plan, *note("1.11", "ours"))
    merge(plan)
    done(plan, "resolve")
    assert updates(plan, "1.11") == ["Begun.", "ours", "theirs"]


def test_more_time_agreed_by_one_and_refused_by_the_other_is_pointed_out(plan: Path) -> None:
    on = ("--why", "x", "--date", "2019-03-01")
    done(plan, "request", "1.11", "May 2019", "--why", "x", "--date", "2019-02-01")
    git(plan, "commit", "-qam", "Asked")
    on_a_branch(plan, ("refuse", "1.11", *on))
    done(plan, "reschedule", "1.11", "May 2019", "--agreed", "CPC", *on)
    merge(plan)
    assert (
        "1.11 has more time and a refusal of it of 1 March 2019: May 2019 and no more time; May "
        "2019 counts: is it right?"
    ) in flat(done(plan, "resolve"))


def test_an_update_lost_by_hand_is_named_and_nothing_is_staged(plan: Path) -> None:
    on_a_branch(plan, note("1.11", "theirs"))
    done(plan, *note("1.11", "ours"))
    merge(plan)
    file = plan / "outcome-1.yaml"
    text = file.read_text(encoding="utf-8")
    begin, end = text.index("======="), text.index(">>>>>>> theirs\n")
    kept = text[:begin] + text[end + len(">>>>>>> theirs\n") :]
    file.write_text(kept.replace("<<<<<<< HEAD\n", "") + "# decided\n", encoding="utf-8")
    ran = run("resolve", "--plan", str(plan))
    assert ran.code == 1
    assert "the entry of 1.11 of 2019-03-01 is not in it" in ran.out
    assert git(plan, "ls-files", "-u")


def test_two_ratings_of_one_day_are_pointed_out(plan: Path) -> None:
    rate = ("--why", "x", "--date", "2019-03-01")
    on_a_branch(plan, ("rag", "1.11", "red", *rate))
    done(plan, "rag", "1.11", "amber", *rate)
    merge(plan)
    assert (
        "1.11 has two ratings of 1 March 2019: amber and red; red counts, because it is further "
        "down: is it right?"
    ) in flat(done(plan, "resolve"))
    done(plan, "save")
    assert git(plan, "log", "-1", "--format=%B").strip() == "Merge branch 'theirs'"


def test_in_a_rebase_it_says_how_to_go_on_and_nothing_is_committed(plan: Path) -> None:
    on_a_branch(plan, note("1.11", "theirs"))
    done(plan, *note("1.11", "ours"))
    git(plan, "commit", "-qam", "Ours")
    git(plan, "checkout", "-q", "theirs")
    git(plan, "rebase", "-q", "main", fails=True)
    assert "git rebase --continue" in done(plan, "resolve")
    refused = run("save", "--plan", str(plan))
    assert refused.code == 6
    assert "in the middle of a rebase" in refused.err
    assert updates(plan, "1.11") == ["Begun.", "ours", "theirs"]


def test_bytes_that_are_not_utf_8_are_left_as_they_are(plan: Path) -> None:
    on_a_branch(plan, note("1.11", "theirs"))
    done(plan, *note("1.11", "ours"))
    merge(plan)
    file = plan / "outcome-1.yaml"
    data = file.read_bytes().replace(b"Begun.", b"Beg\xfcn.")
    file.write_bytes(data)
    ran = run("resolve", "--plan", str(plan))
    assert ran.code == 1
    assert "not UTF-8" in ran.out
    assert file.read_bytes() == data


@pytest.mark.parametrize(
    "theirs",
    [
        "          - {date: 2019-02-01, note: By hand}\n",
        '          - date: "2019-02-01"\n            note: By hand\n',
        "          -\n            date: 2019-02-01\n            note: By hand\n",
        "          -   note: By hand\n              date: 2019-02-01\n",
    ],
)
def test_entries_in_another_hand_are_joined(plan: Path, theirs: str) -> None:
    file = plan / "outcome-1.yaml"
    git(plan, "checkout", "-q", "-b", "theirs")
    begun = "          - {date: 2018-12-04, rag: green, why: Begun.}\n"
    file.write_text(PLAN.replace(begun, begun + theirs), encoding="utf-8")
    git(plan, "commit", "-qam", "Theirs")
    git(plan, "checkout", "-q", "main")
    done(plan, *note("1.11", "ours"))
    merge(plan)
    done(plan, "resolve")
    assert updates(plan, "1.11") == ["Begun.", "ours", "By hand"]


def test_what_was_decided_of_several_places_is_not_undone(plan: Path) -> None:
    file = plan / "outcome-1.yaml"
    git(plan, "checkout", "-q", "-b", "theirs")
    both = PLAN.replace("One voice", "Their voice").replace("One form", "Their form")
    file.write_text(both, encoding="utf-8")
    done(plan, *note("1.11", "theirs"))
    git(plan, "commit", "-qam", "Theirs")
    git(plan, "checkout", "-q", "main")
    file.write_text(PLAN.replace("One voice", "Our voice").replace("One form", "Our form"), "utf-8")
    done(plan, *note("1.11", "ours"))
    merge(plan)
    assert run("resolve", "--plan", str(plan)).code == 1
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(n for n, line in enumerate(lines) if line.startswith("<<<<<<<"))
    chosen = "".join([*lines[:first], lines[first + 3], *lines[first + 5 :]])
    file.write_text(chosen, encoding="utf-8")
    ran = run("resolve", "--plan", str(plan))
    assert ran.code == 1
    assert file.read_text(encoding="utf-8") == chosen
    ((line, _, _),) = conflicts(chosen)
    lines = chosen.splitlines(keepends=True)
    file.write_text("".join([*lines[: line - 1], lines[line], *lines[line + 4 :]]), "utf-8")
    done(plan, "resolve")
    assert updates(plan, "1.11") == ["Begun.", "ours", "theirs"]
    text = file.read_text(encoding="utf-8")
    assert "Their form" in text
    assert "Our voice" in text


def test_an_entry_doubled_by_hand_is_named(plan: Path) -> None:
    on_a_branch(plan, note("1.11", "theirs"))
    done(plan, *note("1.11", "ours"))
    merge(plan)
    file = plan / "outcome-1.yaml"
    begun = "          - {date: 2018-12-04, rag: green, why: Begun.}\n"
    both = ["{date: 2019-03-01, note: ours}", *["{date: 2019-03-01, note: theirs}"] * 2]
    lines = "".join(f"          - {entry}\n" for entry in both)
    file.write_text(PLAN.replace(begun, begun + lines), encoding="utf-8")
    ran = run("resolve", "--plan", str(plan))
    assert ran.code == 1
    assert "the entry of 1.11 of 2019-03-01 is in it twice" in ran.out


def test_line_ends_and_the_byte_order_mark_stay_as_they_are(plan: Path) -> None:
    file = plan / "outcome-1.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode())
    git(plan, "commit", "-qam", "As Windows has it")
    on_a_branch(plan, note("1.11", "theirs"))
    done(plan, *note("1.11", "ours"))
    merge(plan)
    done(plan, "resolve")
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfid")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b"\r\r" not in data
    assert updates(plan, "1.11") == ["Begun.", "ours", "theirs"]


def test_a_file_that_is_no_list_of_papers_is_left_to_people(plan: Path) -> None:
    (plan / "issued.yaml").write_text("[]\n", encoding="utf-8")
    git(plan, "add", ".")
    git(plan, "commit", "-qm", "Issued")
    for branch, words in (("theirs", "- a: 1\n"), ("main", "- b: 2\n")):
        git(plan, "checkout", "-q", *(["-b"] if branch == "theirs" else []), branch)
        (plan / "issued.yaml").write_text(words, encoding="utf-8")
        git(plan, "commit", "-qam", branch)
    git(plan, "merge", "-q", "theirs", fails=True)
    ran = run("resolve", "--plan", str(plan))
    assert ran.code == 1
    assert "issued.yaml" in ran.out
    assert "this key is missing" in ran.out or "`a`" in ran.out
