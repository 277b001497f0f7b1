"""Names that somebody gives to files and folders: sound on every system, or refused in words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import write_plan
from conftest import REPOSITORY, run
from cpcplan.cli.context import as_meant
from processes import process
from repositories import committed_plan, git

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - {id: "1.1", title: One form, leads: [CON], timescale: March 2019}
"""
LEADS = """\
title: A plan
committee: A committee
period: {start: September 2018, end: September 2020}
leads: {CON: The convener, "a/../b.": The clerk, "a:..|b.": Another}
"""
UNFIT = ["con", "aux.html", "COM1.md", "paper.html.", "paper.html ", "a:b.html", "why?.md"]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_plan(tmp_path, PLAN, plan=LEADS)


@pytest.mark.parametrize("name", UNFIT)
@pytest.mark.parametrize(
    "command",
    [
        ("report", "-o"),
        ("demo",),
        ("init", "--title", "T", "--committee", "C", "--start", "2026", "--end", "2027",
         "--outcome", "O"),
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_a_name_that_windows_has_not_is_refused_everywhere(
    plan: Path, command: tuple[str, ...], name: str
) -> None:
    before = sorted(plan.parent.iterdir())
    ran = run(*command, name)
    assert (ran.code, ran.out) == (2, "")
    assert f"“{name}” cannot be a name everywhere: Windows" in ran.err
    assert sorted(plan.parent.iterdir()) == before


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nul", "Windows means a device by it"),
        ("Progress", "“Progress” and “progress” are one name on Windows and Macs"),
        ("a:b", "letters, figures and - alone"),
    ],
)
def test_a_template_has_a_name_of_its_own_everywhere(plan: Path, name: str, why: str) -> None:
    ran = run("report", "--new", name)
    assert ran.code == 2
    assert why in ran.err
    assert not any((plan / "templates").glob("*"))


@pytest.mark.parametrize("name", ["PROGRESS", "base"])
def test_a_template_is_meant_to_the_letter(plan: Path, name: str) -> None:
    assert plan.is_dir()
    assert f"there is no template {name}" in run("report", "--template", name).err


def test_an_outcome_that_would_be_anothers_file_is_refused(plan: Path) -> None:
    assert run("add", "outcome", "--id", "A", "--title", "First").code == 0
    ran = run("add", "outcome", "--id", "a", "--title", "Second")
    assert (ran.code, ran.out) == (4, "")
    assert "outcome-A.yaml is there already" in ran.err
    assert not (plan / "outcome-a.yaml").exists()


@pytest.mark.skipif(os.name == "nt", reason="there cannot be such files there")
def test_outcomes_that_would_be_lost_on_another_system_are_said(tmp_path: Path) -> None:
    plan = committed_plan(tmp_path, PLAN.replace("CON", "nhs"))
    for name in ("outcome-A.yaml", "outcome-a.yaml", "outcome-b?.yaml"):
        (plan / name).write_text(
            f'id: "{name[8:-5]}"\ntitle: Another\nkey_actions: []\n', encoding="utf-8"
        )
    ran = run("status", "--plan", str(plan))
    assert ran.code == 3
    if (plan / "outcome-A.YAML").exists():
        pytest.skip("capitals and small letters are one here")
    assert "this file and outcome-A.yaml are one" in ran.err
    assert "Windows has no names with ? in them: rename this file" in ran.err
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "All the same")
    assert run("status", "--plan", str(plan), "--at", "HEAD").code == 0


def test_papers_of_any_lead_have_sound_names_each_of_its_own(tmp_path: Path) -> None:
    plan = committed_plan(tmp_path, PLAN, plan=LEADS)
    for lead in ("CON", "a/../b.", "a:..|b.", "CON"):
        asked = ("--template", "lead", "--lead", lead, "--as-of", "2019-04-01")
        ran = run("report", "--issue", *asked, "--plan", str(plan))
        assert (ran.code, ran.err) == (0, "")
    assert sorted(file.name for file in (tmp_path / "papers").iterdir()) == [
        "2019-04-01-lead-CON-2.html",
        "2019-04-01-lead-CON.html",
        "2019-04-01-lead-a-..-b.-2.html",
        "2019-04-01-lead-a-..-b..html",
    ]
    assert git(tmp_path, "status", "--porcelain") == ""


@pytest.mark.skipif(os.name == "nt", reason="there are no such files there")
def test_a_paper_is_written_to_files_alone(plan: Path) -> None:
    os.mkfifo(plan.parent / "pipe.html")
    ran = run("report", "--force", "-o", "pipe.html")
    assert ran.code == 4
    assert "is no file: name one, or print the paper with -o -" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="a browser there is no script")
def test_a_paper_of_any_name_opens_in_the_browser(plan: Path) -> None:
    """In a process of its own: Python looks once which browsers there are."""
    browser = plan.parent / "browser"
    browser.write_text('#!/bin/sh\nprintf %s "$1" > address\n', encoding="utf-8")
    browser.chmod(0o755)
    name = "100% of June #1 – é.html"
    shown = {"BROWSER": f"{browser} %s"}
    ran = process("report", "-o", name, "--open", folder=plan.parent, environment=shown)
    assert ran.code == 0
    address = (plan.parent / "address").read_text(encoding="utf-8")
    assert address == f"{plan.parent.as_uri()}/100%25%20of%20June%20%231%20%E2%80%93%20%C3%A9.html"


@pytest.mark.skipif(os.name == "nt", reason="there is always a browser there")
def test_where_there_is_no_browser_it_is_said(plan: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "cpcplan", "report", "-o", "paper.html", "--open"],
        cwd=plan.parent,
        env={"PATH": str(plan), "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (ran.returncode, ran.stdout) == (4, "Written to paper.html\n")
    assert "no browser can be started here: open paper.html in one yourself" in ran.stderr


def test_commands_that_are_shown_can_be_typed(tmp_path: Path, plan: Path) -> None:
    new = ("--title", "T", "--committee", "C", "--start", "2026", "--end", "2027", "--outcome", "O")
    assert 'cpcplan status --plan "my plan"\n' in run("init", "my plan", *new).out
    (tmp_path / "my plan" / "plan.yaml").write_text("title:\n", encoding="utf-8")
    said = run("status", "--plan", "my plan").err
    assert said.endswith('--at HEAD --plan "my plan"\n')
    assert plan.is_dir()


def test_a_folder_as_powershell_completes_it_is_found() -> None:
    assert as_meant('.\\my plan"', windows=True) == ".\\my plan"
    assert as_meant(".\\plan\\", windows=True) == ".\\plan\\"
    assert as_meant('odd"', windows=False) == 'odd"'
