"""Papers that two people issued: all of them are kept, each under a name of its own."""

from pathlib import Path

import pytest

from conftest import run
from cpcplan.domain.model import Issued
from cpcplan.storage.folder import Folder
from cpcplan.storage.issued import issued
from repositories import committed_plan, git

OUTCOME = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return committed_plan(tmp_path, OUTCOME)


def done(plan: Path, *command: str) -> str:
    ran = run(*command, "--plan", str(plan))
    assert (ran.code, ran.err) == (0, ""), ran.out
    return " ".join(ran.out.split())


def issue(plan: Path, template: str, on: str) -> None:
    done(plan, "report", "--template", template, "--as-of", on, "--issue", "A meeting")


def note(plan: Path, words: str) -> None:
    done(plan, "note", "1.1", words, "--date", "2019-03-01", "--save")


def both(plan: Path, theirs: tuple[str, str], ours: tuple[str, str]) -> None:
    """Each side writes a note and issues a paper; then a merge that stops."""
    git(plan, "checkout", "-q", "-b", "theirs")
    for side, paper in (("theirs", theirs), ("main", ours)):
        git(plan, "checkout", "-q", side)
        note(plan, f"Of {side}.")
        issue(plan, *paper)
    git(plan, "merge", "-q", "theirs", fails=True)


def names(plan: Path) -> list[str]:
    return [each.paper for each in papers(plan)]


def papers(plan: Path) -> tuple[Issued, ...]:
    return issued(Folder(plan, plan))


@pytest.mark.parametrize("is_first", [True, False])
def test_the_papers_of_both_sides_are_in_one_list_by_day(plan: Path, is_first: bool) -> None:
    if not is_first:
        issue(plan, "progress", "2019-02-01")
    both(plan, ("exception", "2019-03-04"), ("progress", "2019-03-11"))
    out = done(plan, "resolve")
    assert "issued.yaml: joined From the other side came 1 paper" in out
    assert names(plan)[0 if is_first else 1 :] == [
        "2019-03-04-exception.html",
        "2019-03-11-progress.html",
    ]
    done(plan, "save")
    assert git(plan, "status", "--porcelain") == ""
    assert done(plan, "issued").count(".html") == len(names(plan))


def test_two_papers_of_one_name_are_both_kept(plan: Path) -> None:
    both(plan, ("exception", "2019-03-04"), ("exception", "2019-03-04"))
    folder = plan.parent / "papers"
    assert "<<<<<<<" in (folder / "2019-03-04-exception.html").read_text(encoding="utf-8")
    out = done(plan, "resolve")
    assert "2019-03-04-exception-2.html now" in out
    assert names(plan) == ["2019-03-04-exception.html", "2019-03-04-exception-2.html"]
    for paper, side in zip(papers(plan), ("main", "theirs"), strict=True):
        was = git(folder, "show", f"{side}:./2019-03-04-exception.html")
        assert (folder / paper.paper).read_text(encoding="utf-8") == was
        assert paper.commit[:7] in was
    done(plan, "save")
    assert git(plan, "status", "--porcelain") == ""


def test_a_paper_keeps_its_name_until_its_entry_has_it(plan: Path) -> None:
    """Something in issued.yaml is left to people, who mend it; then `resolve` goes on."""
    issue(plan, "progress", "2019-02-01")
    list_of_papers = plan / "issued.yaml"
    git(plan, "checkout", "-q", "-b", "theirs")
    for side in ("theirs", "main"):
        git(plan, "checkout", "-q", side)
        text = list_of_papers.read_text(encoding="utf-8").replace("A meeting", f"Of {side}")
        list_of_papers.write_text(text, encoding="utf-8")
        done(plan, "save")
        note(plan, side)
        issue(plan, "exception", "2019-03-04")
    git(plan, "merge", "-q", "theirs", fails=True)
    ran = run("resolve", "--plan", str(plan))
    assert ran.code == 1
    assert "decide by hand" in ran.out
    sides = [git(plan, "show", f"{side}:./issued.yaml") for side in ("main", "theirs")]
    theirs = sides[1][sides[1].index("- date: 2019-03-04") :]
    list_of_papers.write_text(sides[0] + theirs, encoding="utf-8")
    ran = run("resolve", "--plan", str(plan))
    assert ran.code == 1
    assert "the paper 2019-03-04-exception-2.html of 2019-03-04 is not in it" in ran.out
    theirs = theirs.replace("exception.html", "exception-2.html")
    list_of_papers.write_text(sides[0] + theirs, encoding="utf-8")
    done(plan, "resolve")
    done(plan, "save")
    assert names(plan)[1:] == ["2019-03-04-exception.html", "2019-03-04-exception-2.html"]


def test_a_paper_that_both_sides_corrected_is_for_people(plan: Path) -> None:
    issue(plan, "exception", "2019-02-01")
    paper = plan.parent / "papers" / "2019-02-01-exception.html"
    text = paper.read_text(encoding="utf-8")
    git(plan, "checkout", "-q", "-b", "theirs")
    for side in ("theirs", "main"):
        git(plan, "checkout", "-q", side)
        paper.write_text(text.replace("<title>", f"<title>{side} "), encoding="utf-8")
        git(plan, "commit", "-qam", side)
    git(plan, "merge", "-q", "theirs", fails=True)
    ran = run("resolve", "--plan", str(plan))
    assert ran.code == 1
    assert "both sides changed this paper" in ran.out
    git(paper.parent, "checkout", "--ours", paper.name)
    git(paper.parent, "add", paper.name)
    assert run("resolve", "--plan", str(plan)).code == 0


def test_a_conflict_outside_the_plan_is_said_before_save_meets_it(plan: Path) -> None:
    readme = plan.parent / "README.md"
    readme.write_text("1\n", encoding="utf-8")
    git(plan.parent, "add", ".")
    git(plan, "commit", "-qm", "A README")
    git(plan, "checkout", "-q", "-b", "theirs")
    for side in ("theirs", "main"):
        git(plan, "checkout", "-q", side)
        readme.write_text(f"{side}\n", encoding="utf-8")
        git(plan, "commit", "-qam", side)
        note(plan, side)
    git(plan, "merge", "-q", "theirs", fails=True)
    out = done(plan, "resolve")
    assert "Git has more conflicts outside the plan: README.md." in out
    assert "All of it is joined" not in out
