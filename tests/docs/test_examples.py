"""What the documents show is run: every example, and every command that stands in them.

Answers are written anew by `--update-golden`: read the difference before you commit it.
"""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from conftest import FALKIRK, run
from cpcplan.cli.app import main
from cpcplan.domain.calendar import MONTH_NAMES, in_words
from cpcplan.domain.timescale import Cycle, Timescale, TimescaleRefused, read
from documents import BLOCK, DOCS, EXAMPLE, PAGES, blocks, name


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_examples_are_what_the_program_answers(
    page: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    demo: Path,
) -> None:
    shutil.copytree(FALKIRK, tmp_path / "plan")
    shutil.copytree(EXAMPLE, tmp_path / "docs" / "example")
    monkeypatch.chdir(tmp_path)
    if page == DOCS / "git.md":
        shutil.copytree(demo, "cpcplan-demo")
        os.chdir("cpcplan-demo")
    monkeypatch.setenv("TERM", "dumb")  # no colours
    monkeypatch.setenv("COLUMNS", "80")
    written = page.read_text(encoding="utf-8")
    wanted = BLOCK.sub(_as_it_should_be, written)
    if page == DOCS / "timescales.md":
        wanted = TABLE_ROW.sub(_timescales_row, wanted)
    if request.config.getoption("--update-golden"):
        page.write_text(wanted, encoding="utf-8", newline="\n")
        written = wanted
    assert written == wanted, "write it anew with --update-golden"


def _as_it_should_be(block: re.Match[str]) -> str:
    head = block[0].partition("\n")[0]
    if block["language"] == "console":
        return f"{head}\n{_session(block['body'])}```"
    if block["path"]:
        return f"{head}\n{_file(Path(block['path']), block['body'])}```"
    return block[0]


def _file(path: Path, body: str) -> str:
    """A file of the repository as it is; any other is put where the examples find it."""
    if path.exists():
        return path.read_text(encoding="utf-8")
    path.parent.mkdir()
    shutil.copy(EXAMPLE / "plan.yaml", path.parent)
    path.write_text(body, encoding="utf-8")
    return body


class Terminal(io.StringIO):
    """What is printed here goes to a terminal, for all that the program knows."""

    def isatty(self) -> bool:
        return True


def _session(body: str) -> str:
    """The commands of an example, each with what a terminal of 80 columns then shows."""
    shown = []
    code = 0
    for line in body.splitlines():
        if not line.startswith("$ "):
            continue
        program, *arguments = shlex.split(line.removeprefix("$ "))
        screen = Terminal()
        if program == "cpcplan":
            with redirect_stdout(screen), redirect_stderr(screen):
                code = main(arguments)
        elif program == "cd":
            os.chdir(arguments[0])
        elif program == "git":
            ran = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
            screen.write(ran.stdout + ran.stderr)
        else:
            assert line == "$ echo $?", f"only cpcplan and git are run in examples, not {line}"
            screen.write(f"{code}\n")
        # What is written over, as progress is, is not seen in the end.
        # A commit's name is made of all that is in it: it is another one after every change.
        written = re.sub(r"\b([Cc]ommit(?:ted)?) [0-9a-f]{7}\b", r"\1 1a2b3c4", screen.getvalue())
        seen = (text.rpartition("\r")[2].rstrip() for text in written.split("\n"))
        shown += [line, *list(seen)[:-1]]
    return "".join(f"{line}\n" for line in shown)


# --- commands without their answers ---------------------------------------------------------

MENTIONED = [
    pytest.param(block["body"], id=f"{page.name} {block['body'].split()[1]}")
    for page in PAGES
    for block in blocks(page, "text")
    if block["body"].startswith("cpcplan ")
]
ASKS = ("cpcplan init", "cpcplan round")
"""What asks for what it needs: it is tried on a terminal, in tests of its own."""

SHOWS_NOTHING = f"{shlex.quote(sys.executable)} -c pass %s"
"""A browser that is there wherever the tests are."""


@pytest.mark.parametrize("body", MENTIONED)
def test_commands_that_are_mentioned_can_be_carried_out(
    body: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, demo: Path
) -> None:
    shutil.copytree(demo, tmp_path / "demo")
    monkeypatch.chdir(tmp_path / "demo")
    monkeypatch.setenv("BROWSER", SHOWS_NOTHING)
    for line in body.splitlines():
        if line in ASKS:
            continue
        ran = run(*shlex.split(line)[1:], *_on_a_day(line))
        assert (ran.code, ran.err) == (0, ""), line


def _on_a_day(line: str) -> tuple[str, ...]:
    """What makes a command the same tomorrow."""
    words = line.split()
    if words[1] in ("save", "resolve") or "--as-of" in words or "--date" in words:
        return ()
    asks = words[1] in ("report", "status", "overdue", "due", "list", "show", "changes")
    return ("--as-of" if asks else "--date", "2026-09-15")


def test_no_example_is_asked_of_today() -> None:
    """Its answer would be another one tomorrow."""
    timeless = (
        "schema",
        "--version",
        "--help",
        "elsewhere",
        "cpcplan demo",
        "undo",
        "init",
        "save",
        "resolve",
    )
    for page in PAGES:
        for block in blocks(page, "console"):
            for shown in block["body"].splitlines():
                if shown.startswith("$ cpcplan") and not any(word in shown for word in timeless):
                    assert "--as-of" in shown or "--date" in shown, f"{page.name}: {shown}"


# --- timescales -----------------------------------------------------------------------------

TABLE_ROW = re.compile(r"(?m)^\| (?P<written>`.*?`) \|.*\|$")


def _timescales_row(row: re.Match[str]) -> str:
    """A row of timescales that mean one thing, or that raise one question."""
    meant = {_meaning(text) for text in re.findall("`([^`]+)`", row["written"])}
    assert len(meant) == 1, f"{row['written']}: {meant}"
    return f"| {row['written']} | {meant.pop()} |"


def _meaning(text: str) -> str:
    try:
        return _comes_to(read(text))
    except TimescaleRefused as refused:
        return str(refused).removeprefix(f'"{text}": ')


def _comes_to(timescale: Timescale) -> str:
    reports = " and ".join(map(_report, timescale.cycles))
    due = in_words(timescale.due) if timescale.due else ""
    return ", then ".join(filter(None, (due, reports))) or "no date: open-ended"


def _report(cycle: Cycle) -> str:
    if cycle.month:
        name = MONTH_NAMES[cycle.month - 1]
        return (
            f"a report each year by {f'{cycle.day} {name}' if cycle.day else f'the end of {name}'}"
        )
    return f"a report every {'month' if cycle.months == 1 else f'{cycle.months} months'}"
