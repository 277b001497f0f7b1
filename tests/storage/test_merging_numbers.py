"""Two people who gave one number to two things: both are kept, and nothing is lost unsaid."""

from pathlib import Path
from random import Random

import pytest

from builders import read_back
from conftest import run
from cpcplan.domain.model import Action
from repositories import committed_plan, git

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    timescale: March 2019
    success_measures:
      - id: "1.1a"
        measure: Forms replaced
    sub_actions:
      - id: "1.11"
        title: Replace the forms
        updates:
          - {date: 2018-12-04, rag: green, why: Begun.}
"""
ADD = ("add", "sub-action", "1.1", "--date", "2019-03-01", "--title")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return committed_plan(tmp_path, PLAN)


def done(plan: Path, *command: str) -> str:
    ran = run(*command, "--plan", str(plan))
    assert (ran.code, ran.err) == (0, ""), ran.out
    return " ".join(ran.out.split())


def refused(plan: Path) -> str:
    """What `resolve` says where it leaves something to people."""
    ran = run("resolve", "--plan", str(plan))
    assert ran.code == 1
    assert git(plan, "ls-files", "-u")
    return " ".join(ran.out.split())


def both(
    plan: Path,
    theirs: tuple[tuple[str, ...], ...],
    ours: tuple[tuple[str, ...], ...],
) -> None:
    """What each side does with the program; then a merge that stops."""
    git(plan, "checkout", "-q", "-b", "theirs")
    for side, commands in (("theirs", theirs), ("main", ours)):
        git(plan, "checkout", "-q", side)
        for command in commands:
            done(plan, *command)
        git(plan, "add", ".")
        git(plan, "commit", "-qm", side)
    git(plan, "merge", "-q", "theirs", fails=True)


def written(plan: Path, theirs: str, ours: str) -> None:
    """The same, of what each side writes by hand."""
    file = plan / "outcome-1.yaml"
    git(plan, "checkout", "-q", "-b", "theirs")
    for side, text in (("theirs", theirs), ("main", ours)):
        git(plan, "checkout", "-q", side)
        file.write_text(text, encoding="utf-8")
        git(plan, "commit", "-qam", side)
    git(plan, "merge", "-q", "theirs", fails=True)


def titles(plan: Path) -> dict[str, str]:
    return {action.id: action.title for action in read_back(plan).actions()}


def action(plan: Path, identifier: str) -> Action:
    return next(each for each in read_back(plan).actions() if each.id == identifier)


def test_a_new_action_of_theirs_gets_the_next_number_and_keeps_its_story(plan: Path) -> None:
    theirs = ((*ADD, "Tell GPs"), ("note", "1.12", "Two told.", "--date", "2019-03-02"))
    both(plan, theirs, ((*ADD, "A leaflet"), (*ADD, "A poster")))
    out = done(plan, "resolve")
    assert "1.12 “Tell GPs” of the other side is 1.14 now" in out
    assert "All of it is joined" in out
    assert list(titles(plan).items())[2:] == [
        ("1.12", "A leaflet"),
        ("1.13", "A poster"),
        ("1.14", "Tell GPs"),
    ]
    assert [entry.note for entry in action(plan, "1.14").updates] == ["Two told."]
    done(plan, "save")


def test_a_key_action_takes_what_hangs_on_it_along(plan: Path) -> None:
    add = ("add", "key-action", "1", "--date", "2019-03-01", "--title")
    sub = ("add", "sub-action", "1.2", "--date", "2019-03-01", "--title")
    both(plan, ((*add, "Theirs"), (*sub, "Part of theirs")), ((*add, "Ours"), (*sub, "Of ours")))
    assert "1.21 “Part of theirs” of the other side is 1.31 now" in done(plan, "resolve")
    assert list(titles(plan).items())[2:] == [
        ("1.2", "Ours"),
        ("1.21", "Of ours"),
        ("1.3", "Theirs"),
        ("1.31", "Part of theirs"),
    ]


def test_a_measure_gets_another_letter_and_its_readings_go_with_it(plan: Path) -> None:
    last = "        measure: Forms replaced\n"
    ours = PLAN.replace(last, f"{last}      - {{id: 1.1b, measure: Staff trained}}\n")
    theirs = PLAN.replace(last, f"{last}      - {{id: '1.1b', measure: Families asked}}\n")
    theirs += "    updates:\n      - {date: 2019-03-01, readings: {1.1b: 40%}}\n"
    written(plan, theirs, ours)
    assert "1.1b “Families asked” of the other side is 1.1c now" in done(plan, "resolve")
    measures = action(plan, "1.1").success_measures
    assert [(each.id, each.measure) for each in measures[1:]] == [
        ("1.1b", "Staff trained"),
        ("1.1c", "Families asked"),
    ]
    assert action(plan, "1.1").updates[-1].readings == (("1.1c", "40%"),)


def test_two_outcomes_of_one_number_are_two_files(plan: Path) -> None:
    add = ("add", "outcome", "--title")
    sub = ("add", "key-action", "2", "--date", "2019-03-01", "--title", "Its part")
    both(plan, ((*add, "Theirs"), sub), ((*add, "Ours"),))
    out = done(plan, "resolve")
    assert "2 “Theirs” of the other side is 3 now" in out
    assert "outcome-3.yaml now" in out
    found = read_back(plan).outcomes
    assert [(each.id, each.title) for each in found[1:]] == [("2", "Ours"), ("3", "Theirs")]
    assert [each.id for each in found[2].key_actions] == ["3.1"]
    done(plan, "save")
    assert git(plan, "status", "--porcelain") == ""


def test_one_action_that_both_sides_added_is_one(plan: Path) -> None:
    both(plan, ((*ADD, "Tell GPs"),), ((*ADD, "Tell  gps", "--lead", "nhs"),))
    assert "both sides changed this" in refused(plan)
    assert "1.13" not in (plan / "outcome-1.yaml").read_text(encoding="utf-8")


def test_an_action_lost_by_hand_is_named(plan: Path) -> None:
    both(plan, ((*ADD, "Tell GPs"),), ((*ADD, "A leaflet"),))
    file = plan / "outcome-1.yaml"
    decided = git(plan, "show", "HEAD:./outcome-1.yaml") + "# decided\n"
    file.write_text(decided, encoding="utf-8")
    assert "1.12 “Tell GPs” of the other side is not in it" in refused(plan)
    by_hand = '      - {id: "1.15", title: Tell GPs, added: 2019-03-01}\n'
    file.write_text(decided + by_hand, encoding="utf-8")
    assert "All of it is joined" in done(plan, "resolve")


def test_a_number_left_to_two_by_hand_is_said(plan: Path) -> None:
    both(plan, ((*ADD, "Tell GPs"),), ((*ADD, "A leaflet"),))
    doubled = git(plan, "show", "HEAD:./outcome-1.yaml") + '      - {id: "1.12", title: Tell GPs}\n'
    (plan / "outcome-1.yaml").write_text(doubled, encoding="utf-8")
    assert "1.12 stands in it twice: give one a number of its own" in refused(plan)


def test_an_old_action_lost_by_hand_is_named_unless_the_other_side_took_it_out(plan: Path) -> None:
    more = PLAN + '      - {id: "1.12", title: Tell GPs}\n      - {id: "1.13", title: A poster}\n'
    (plan / "outcome-1.yaml").write_text(more, encoding="utf-8")
    git(plan, "commit", "-qam", "More")
    theirs = more.replace('      - {id: "1.13", title: A poster}\n', "")
    theirs = theirs.replace("One form", "Their form")
    written(plan, theirs, more.replace("One form", "Our form"))
    (plan / "outcome-1.yaml").write_text(PLAN.replace("One form", "A form"), encoding="utf-8")
    out = refused(plan)
    assert "1.12 “Tell GPs” is not in it" in out
    assert "1.13" not in out


def test_what_has_another_number_has_it_still_where_something_else_is_to_be_decided(
    plan: Path,
) -> None:
    added = '      - {{id: "1.12", title: {}, updates: [{{date: 2019-03-01, note: {}}}]}}\n'
    theirs = PLAN.replace("One form", "Their form") + added.format("Tell GPs", "Two told")
    ours = PLAN.replace("One form", "Our form") + added.format("A leaflet", "Printed")
    written(plan, theirs, ours)
    for _ in range(2):  # asked again, it says the same again
        out = refused(plan)
        assert "1.12 “Tell GPs” of the other side is 1.13 now" in out
    file = plan / "outcome-1.yaml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith("<<<<<<<"))
    file.write_text("".join([*lines[:at], lines[at + 1], *lines[at + 5 :]]), encoding="utf-8")
    assert "All of it is joined" in done(plan, "resolve")
    assert titles(plan)["1.13"] == "Tell GPs"


def test_words_that_speak_of_the_old_number_are_pointed_out(plan: Path) -> None:
    theirs = ((*ADD, "Tell GPs"), ("note", "1.11", "See 1.12.", "--date", "2019-03-02"))
    both(plan, theirs, ((*ADD, "A leaflet"),))
    assert "Words that came with it speak of 1.12: which is meant?" in done(plan, "resolve")


def test_one_outcome_that_both_sides_made_is_decided_like_any_file(plan: Path) -> None:
    add = ("add", "outcome", "--title", "Ours alike")
    sub = ("add", "key-action", "2", "--date", "2019-03-01", "--title")
    both(plan, (add, (*sub, "A poster")), (add, (*sub, "A  poster", "--timescale", "May 2020")))
    assert "both sides changed this" in refused(plan)
    mine = git(plan, "show", "HEAD:./outcome-2.yaml")
    (plan / "outcome-2.yaml").write_text(mine, encoding="utf-8")
    assert "All of it is joined" in done(plan, "resolve")
    assert titles(plan)["2.1"] == "A  poster"


def test_of_two_files_one_can_be_joined_first(plan: Path) -> None:
    done(plan, "add", "outcome", "--title", "Another")
    done(plan, "add", "key-action", "2", "--title", "A part", "--date", "2018-12-04")
    git(plan, "add", ".")
    git(plan, "commit", "-qm", "Two outcomes")
    notes = {
        side: tuple(("note", of, side, "--date", "2019-03-02") for of in ("1.1", "2.1"))
        for side in ("theirs", "ours")
    }
    both(plan, notes["theirs"], notes["ours"])
    assert "There are conflicts in plan/outcome-2.yaml, too" in done(
        plan, "resolve", "outcome-1.yaml"
    )
    assert "All of it is joined" in done(plan, "resolve")


@pytest.mark.parametrize("seed", range(12))
def test_whatever_both_sides_add_is_there_under_a_number_of_its_own(plan: Path, seed: int) -> None:
    random = Random(seed)

    def commands(side: str) -> tuple[tuple[str, ...], ...]:
        kinds = [
            random.choice((("key-action", "1"), ("sub-action", "1.1")))
            for _ in range(random.randint(1, 3))
        ]
        day = ("--date", "2019-03-01")
        return tuple(("add", *kind, "--title", f"{side} {n}", *day) for n, kind in enumerate(kinds))

    theirs, ours = commands("Theirs"), commands("Ours")
    both(plan, theirs, ours)
    done(plan, "resolve")
    wanted = ["One form", "Replace the forms", *(command[4] for command in (*theirs, *ours))]
    found = titles(plan)  # by number: one given twice would be one here, and a fault
    assert sorted(found.values()) == sorted(wanted)


@pytest.mark.parametrize("is_ours", [True, False])
def test_what_is_recorded_under_an_old_number_later_goes_where_it_belongs(
    plan: Path, is_ours: bool
) -> None:
    """A colleague goes on in a clone that has not heard of the new number yet."""
    begun = ("note", "1.12", "Begun.", "--date", "2019-03-01")
    both(plan, ((*ADD, "Tell GPs"), begun), ((*ADD, "A leaflet"),))
    done(plan, "resolve")
    done(plan, "save")
    for side, number in (("theirs", "1.12"), ("main", "1.13")):
        git(plan, "checkout", "-q", side)
        for of in (number, "1.11"):
            done(plan, "note", of, f"Of {side}.", "--date", "2019-03-02")
        done(plan, "save")
    git(plan, "checkout", "-q", "theirs" if is_ours else "main")
    git(plan, "merge", "-q", "main" if is_ours else "theirs", fails=True)
    out = done(plan, "resolve")
    assert ("1.12 “Tell GPs” is 1.13 now, as the other side has it" in out) is is_ours
    is_said = "1.12 “Tell GPs” of the other side is 1.13 now, as our side has it" in out
    assert is_said is not is_ours
    assert titles(plan)["1.12"] == "A leaflet"
    assert action(plan, "1.12").updates == ()
    notes = {entry.note for entry in action(plan, "1.13").updates}
    assert notes == {"Begun.", "Of main.", "Of theirs."}


def test_what_is_recorded_of_an_action_reworded_stays_with_it(plan: Path) -> None:
    """Another action has the words now that it had: they say nothing of where an entry belongs."""
    reworded = ("note", "1.11", "Reworded.", "--date", "2019-03-02")
    late = ("rag", "1.11", "red", "--why", "Late.", "--next", "x", "--date", "2019-03-02")
    file = plan / "outcome-1.yaml"
    git(plan, "checkout", "-q", "-b", "theirs")
    done(plan, *late)
    git(plan, "commit", "-qam", "Theirs")
    git(plan, "checkout", "-q", "main")
    file.write_text(PLAN.replace("Replace the forms", "Replace all forms"), encoding="utf-8")
    done(plan, *reworded)
    done(plan, *ADD, "Replace the forms")
    git(plan, "commit", "-qam", "Ours")
    git(plan, "merge", "-q", "theirs", fails=True)
    assert "From the other side came 1.11: 1 entry" in done(plan, "resolve")
    assert [entry.why for entry in action(plan, "1.11").updates] == ["Begun.", None, "Late."]
    assert action(plan, "1.12").updates == ()


def test_whose_an_entry_is_is_asked_where_nothing_tells_it(plan: Path) -> None:
    """Theirs had nothing recorded of it before: it may have been reworded, or have 1.13 now."""
    both(plan, ((*ADD, "Tell GPs"),), ((*ADD, "A leaflet"),))
    done(plan, "resolve")
    done(plan, "save")
    for side, said in (("theirs", ("1.12", "Two told.")), ("main", ("1.13", "None told."))):
        git(plan, "checkout", "-q", side)
        for of in (said[0], "1.11"):
            done(plan, "note", of, said[1], "--date", "2019-03-02")
        done(plan, "save")
    git(plan, "merge", "-q", "theirs", fails=True)
    assert "whose is what the other side recorded of 1.12? Put it where it belongs" in refused(plan)
    file = plan / "outcome-1.yaml"
    told = "          - date: 2019-03-02\n            note: Two told.\n"
    decided = git(plan, "show", "HEAD:./outcome-1.yaml").replace(
        '      - id: "1.12"\n', told + '      - id: "1.12"\n'
    )
    file.write_text(decided, encoding="utf-8")
    assert "the entry of 1.12 of 2019-03-02 is not in it" in refused(plan)
    file.write_text(
        decided.replace('      - id: "1.13"\n', f'        updates:\n{told}      - id: "1.13"\n'),
        encoding="utf-8",
    )
    assert "All of it is joined" in done(plan, "resolve")


def test_several_outcomes_of_one_number_each_are_files_of_their_own(plan: Path) -> None:
    commands = {
        side: tuple(("add", "outcome", "--title", f"{side} {n}") for n in (2, 3))
        for side in ("Theirs", "Ours")
    }
    both(plan, commands["Theirs"], commands["Ours"])
    out = done(plan, "resolve")
    assert "outcome-4.yaml now" in out
    assert "outcome-5.yaml now" in out
    found = [(each.id, each.title) for each in read_back(plan).outcomes[1:]]
    assert found == [("2", "Ours 2"), ("3", "Ours 3"), ("4", "Theirs 2"), ("5", "Theirs 3")]


def test_an_outcome_kept_is_kept_once_though_something_is_wrong_in_it(plan: Path) -> None:
    file = plan / "outcome-2.yaml"
    git(plan, "checkout", "-q", "-b", "theirs")
    for side, leads in (("theirs", "[nsh]"), ("main", "[nhs]")):
        git(plan, "checkout", "-q", side)
        done(plan, "add", "outcome", "--title", side)
        file.write_text(
            f'id: "2"\ntitle: {side}\nkey_actions: [{{id: "2.1", title: x, leads: {leads}}}]\n',
            encoding="utf-8",
        )
        git(plan, "add", ".")
        git(plan, "commit", "-qm", side)
    git(plan, "merge", "-q", "theirs", fails=True)
    assert run("resolve", "--plan", str(plan)).code == 1
    ran = run("resolve", "--plan", str(plan))
    assert (ran.code, "no lead `nsh`" in ran.out) == (1, True)
    assert not (plan / "outcome-4.yaml").exists()
    other = plan / "outcome-3.yaml"
    other.write_text(other.read_text(encoding="utf-8").replace("nsh", "nhs"), encoding="utf-8")
    assert "To finish the merge, type: cpcplan save" in done(plan, "resolve")
    done(plan, "save")
    assert git(plan, "status", "--porcelain") == ""


ANOTHER = """\
id: "2"
title: Families are asked
key_actions:
  - id: "2.1"
    title: A survey
    success_measures:
      - {id: 2.1a, measure: Answers}
    sub_actions:
      - {id: "2.11", title: Ask}
"""


def another(plan: Path, theirs: str, ours: str) -> Path:
    """Both sides add 1.12, each its own; and each has this of the measure of another outcome."""
    file = plan / "outcome-2.yaml"
    file.write_text(ANOTHER, encoding="utf-8", newline="\r\n")
    git(plan, "add", ".")
    git(plan, "commit", "-qm", "Another")
    git(plan, "checkout", "-q", "-b", "theirs")
    for side, title, words in (("theirs", "Tell GPs", theirs), ("main", "A leaflet", ours)):
        git(plan, "checkout", "-q", side)
        done(plan, *ADD, title)
        file.write_text(ANOTHER.replace("Answers", words), encoding="utf-8", newline="\r\n")
        git(plan, "commit", "-qam", side)
    git(plan, "merge", "-q", "theirs", fails=True)
    return file


def test_a_measure_of_another_outcome_is_for_the_number_that_theirs_has_now(plan: Path) -> None:
    file = another(plan, "Answers, for: ['1.12', '2.11']", "Answers")
    out = done(plan, "resolve")
    assert "1.12 “Tell GPs” of the other side is 1.13 now" in out
    assert "outcome-2.yaml: 2.1a is for 1.13 now, which was 1.12" in out
    lines = file.read_bytes().splitlines(keepends=True)
    assert lines[6] == b"      - {id: 2.1a, measure: Answers, for: [\"1.13\", '2.11']}\r\n"
    assert all(line.endswith(b"\r\n") for line in lines)
    assert "plan/outcome-2.yaml" not in git(plan, "diff", "--name-only")
    assert run("resolve", "--plan", str(plan)).out.startswith("No file")


def test_what_ours_is_for_stays(plan: Path) -> None:
    file = another(plan, "Answers", "Answers, for: ['1.12']")
    assert "2.1a" not in done(plan, "resolve")
    assert "for: ['1.12']" in file.read_text(encoding="utf-8")


def test_where_people_decide_of_a_measure_they_are_told_its_number(plan: Path) -> None:
    another(plan, "All answers, for: ['1.12']", "Some answers")
    assert "outcome-2.yaml: 2.1a is for 1.12, which is 1.13 now: put that right" in refused(plan)
