"""The editor that `--edit` opens: which one, how it is started, and what becomes of the words."""

import os
import sys
from pathlib import Path

import pytest

from builders import read_back, write_plan
from conftest import run
from cpcplan.cli.editing import in_words, run_editor
from repositories import git
from terminals import Typed, needs_terminal

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    timescale: June 2019
    sub_actions:
      - {id: "1.11", title: Replace the forms}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_plan(tmp_path, PLAN)


def why(plan: Path) -> str | None:
    return read_back(plan).outcomes[0].key_actions[0].sub_actions[0].updates[-1].why


def editor(tmp_path: Path, does: str) -> str:
    """The command of an editor that is a Python script; `file` is the file that it gets."""
    script = tmp_path / "my editor.py"
    body = f"import pathlib, sys\nfile = pathlib.Path(sys.argv[-1])\n{does}\n"
    script.write_text(body, encoding="utf-8")
    return f"'{sys.executable}' '{script}' --wait"


def test_the_reason_is_written_in_gits_editor(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    does = (
        "text = file.read_text('utf-8')\n"
        "assert text.startswith('So far.') and 'Why is it rated so?' in text\n"
        "file.write_text(text.replace('So far.', 'Line one:\\n# two\\n\\n- three'), 'utf-8')"
    )
    monkeypatch.setenv("GIT_EDITOR", editor(tmp_path, does))
    ran = run("rag", "1.11", "red", "--why", "So far.", "--edit", "--date", "2019-03-01",
              "--plan", str(plan))  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert why(plan) == "Line one:\n# two\n\n- three"


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("file.write_text('', 'utf-8')", "nothing was written in the editor"),
        ("sys.exit(3)", "ended with fault 3"),
        ("file.write_bytes(b'caf\\xe9')", "did not save UTF-8"),
    ],
)
def test_an_editor_that_gives_nothing_records_nothing(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, said: str
) -> None:
    monkeypatch.setenv("GIT_EDITOR", editor(tmp_path, does))
    before = (plan / "outcome-1.yaml").read_bytes()
    ran = run("note", "1.11", "--edit", "--plan", str(plan))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert (plan / "outcome-1.yaml").read_bytes() == before


# --- started as git starts it ----------------------------------------------------------------


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program with a space in its path, that writes down what it is started with."""
    folder = tmp_path / "Program Files"
    folder.mkdir()
    script = folder / "notepad++"
    log = f"open({str(tmp_path / 'started')!r}, 'w', encoding='utf-8').write(repr(sys.argv[1:]))"
    script.write_text(f"#!{sys.executable}\nimport sys\n{log}\nsys.exit(3)\n", encoding="utf-8")
    script.chmod(0o755)
    return script


needs_shebang = pytest.mark.skipif(os.name == "nt", reason="a program there is no script")


@needs_shebang
@pytest.mark.parametrize("windows", [False, True], ids=["a shell", "git's own shell"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_command_with_spaces_and_options_is_read_as_by_git(
    tmp_path: Path, program: Path, quote: str, windows: bool
) -> None:
    file = tmp_path / "the words.txt"
    command = f"{quote}{program}{quote} -multiInst --title={quote}My plan{quote}"
    assert run_editor(tmp_path, command, file, windows=windows) == 3
    started = (tmp_path / "started").read_text(encoding="utf-8")
    assert started == repr(["-multiInst", "--title=My plan", str(file)])


@needs_shebang
@pytest.mark.parametrize("command", ["'{}' --wait", '"{}" --wait', "{}"])
def test_on_windows_without_git_the_command_is_taken_apart(
    tmp_path: Path, program: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run_editor(tmp_path, command.format(program), tmp_path / "words", windows=True) == 3
    wait = ["--wait"] if "wait" in command else []
    started = (tmp_path / "started").read_text(encoding="utf-8")
    assert started == repr([*wait, str(tmp_path / "words")])


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("notepad", ["notepad"]),
        ("code --wait", ["code", "--wait"]),
        ("'C:/Program Files/Notepad++/notepad++.exe' -multiInst -nosession",
         ["C:/Program Files/Notepad++/notepad++.exe", "-multiInst", "-nosession"]),
        (r'"C:\Program Files\Vim\gvim.exe" -c "set tw=72"',
         [r"C:\Program Files\Vim\gvim.exe", "-c", "set tw=72"]),
        (r"C:\tools\edit.exe --title='My plan'", [r"C:\tools\edit.exe", "--title=My plan"]),
        ("", [""]),
    ],
)  # fmt: skip
def test_a_command_of_windows_is_taken_apart(command: str, words: list[str]) -> None:
    assert in_words(command) == words


@needs_shebang
def test_a_program_in_the_folder_of_the_plan_is_never_gits(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever may write to a shared folder must not have others run what lies there."""
    git(tmp_path, "init", "--quiet")
    (tmp_path / "git").write_text("#!/bin/sh\ntouch started\n", encoding="utf-8")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join((".", "", os.environ["PATH"])))
    assert run("save", "--plan", str(plan)).code == 0
    assert not (tmp_path / "started").exists()


# --- editors with windows of their own -------------------------------------------------------


def test_an_editor_that_does_not_wait_is_said(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_EDITOR", "true")
    before = (plan / "outcome-1.yaml").read_bytes()
    ran = run("rag", "1.11", "red", "--why", "Unchanged.", "--edit", "--plan", str(plan))
    assert (ran.code, ran.out) == (2, "")
    assert "the editor “true” came back at once with nothing changed" in ran.err
    assert "core.editor" in ran.err
    assert (plan / "outcome-1.yaml").read_bytes() == before


@needs_terminal
def test_at_a_terminal_an_editor_that_does_not_wait_is_waited_for(
    plan: Path, tmp_path: Path
) -> None:
    does = f"pathlib.Path({str(tmp_path / 'opened')!r}).write_text(str(file), 'utf-8')"
    typed = Typed("note", "1.11", "--edit", "--date", "2019-03-01", folder=plan.parent,
                  GIT_EDITOR=editor(tmp_path, does))  # fmt: skip
    typed.see("Save your words there, then press Enter here:")
    opened = Path((tmp_path / "opened").read_text(encoding="utf-8"))
    opened.write_text(f"Saved late.\n{opened.read_text(encoding='utf-8')}", encoding="utf-8")
    typed.type("")
    assert typed.ended() == 0
    actions = read_back(plan).outcomes[0].key_actions[0].sub_actions
    assert actions[0].updates[-1].note == "Saved late."
    assert not opened.exists()


@needs_terminal
def test_words_in_an_editor_that_fails_are_kept(plan: Path, tmp_path: Path) -> None:
    does = "file.write_text('Half a reason', 'utf-8')\nsys.exit(1)"
    typed = Typed("complete", "1.11", "--edit", folder=plan.parent,
                  GIT_EDITOR=editor(tmp_path, does))  # fmt: skip
    typed.see("What shows it")
    typed.type("CPC paper 3")
    typed.see("What you typed:")
    typed.see("CPC paper 3")
    assert typed.ended() == 2
    assert "updates" not in (plan / "outcome-1.yaml").read_text(encoding="utf-8")


@needs_terminal
def test_ctrl_c_is_left_to_the_editor(plan: Path, tmp_path: Path) -> None:
    does = (
        "import signal\nsignal.signal(signal.SIGINT, lambda *_: None)\nprint('ready', flush=True)\n"
        "file.write_text(sys.stdin.readline(), 'utf-8')"
    )
    typed = Typed("rag", "1.11", "red", "--edit", "--date", "2019-03-01", folder=plan.parent,
                  GIT_EDITOR=editor(tmp_path, does))  # fmt: skip
    typed.see("ready")
    typed.interrupt()
    typed.type("Written after Ctrl-C.")
    typed.see("What happens next")
    typed.type("")
    assert typed.ended() == 0
    assert why(plan) == "Written after Ctrl-C."
