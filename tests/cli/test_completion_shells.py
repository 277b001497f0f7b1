"""Tab in real shells: bash, zsh and fish, with a plan whose every word is out to do harm.

Without a shell its tests are skipped; where CPCPLAN_NEEDS_SHELLS is set, as in CI, they fail.
PowerShell is not tried here: `test_completion.py` tries what its script is answered.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builders import write_plan
from conftest import REPOSITORY
from cpcplan.cli.completion.shells import SHELLS
from terminals import Typed, needs_terminal

IS_NEEDED = bool(os.environ.get("CPCPLAN_NEEDS_SHELLS"))
LEADS = {
    "a:b": "Colon",
    "$(touch${IFS}harm)": "`touch harm`",
    "it's;touch&harm": "'; touch harm; '",
    "*": r"\$(touch harm)",
    "back\\slash!": "%F{red}100% %s %%",
    "police": "Ctrl \x1b[31m and a\nsecond line",
}
TYPED = {
    r"--lead \$": "$(touch${IFS}harm)",
    "--lead it": "it's;touch&harm",
    r"--lead \*": "*",
    "--lead back": "back\\slash!",
    r'--lead "\$': "$(touch${IFS}harm)",
    "--lead=a:": "a:b",
    "--lead='$": "$(touch${IFS}harm)",
    r"--lead=it\'s": "it's;touch&harm",
}
"""What is typed, and the value that Tab makes of it."""


def needs(shell: str) -> pytest.MarkDecorator:
    is_missing = shutil.which(shell) is None and not IS_NEEDED
    return pytest.mark.skipif(is_missing, reason=f"there is no {shell} here to press Tab in")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which each shell finds a `cpcplan`, its completion, and a plan."""
    program = tmp_path / "bin" / "cpcplan"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(REPOSITORY)!r})\n"
        "from cpcplan.__main__ import run\nrun()\n",
        "utf-8",
    )
    program.chmod(0o755)
    (tmp_path / ".bashrc").write_text(SHELLS["bash"].script(), "utf-8")
    (tmp_path / ".zshrc").write_text(SHELLS["zsh"].script(), "utf-8")
    leads = json.dumps({key: {"name": name} for key, name in LEADS.items()})
    write_plan(
        tmp_path,
        'id: "1"\ntitle: Outcome\nkey_actions: [{id: "1.1", title: "%B $(touch harm): 100%"}]\n',
        plan=f"title: T\ncommittee: C\nperiod: {{start: 2018, end: 2020}}\nleads: {leads}",
    )
    return tmp_path


def environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL") if name in os.environ}
    path = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {"LC_ALL": "C.UTF-8", **kept, "HOME": str(home), "ZDOTDIR": str(home), "PATH": path}


@pytest.fixture
def begin(home: Path) -> Iterator[Callable[[str], Typed]]:
    """Begins a shell on a terminal; it is ended with the test."""
    begun = []

    def in_shell(shell: str) -> Typed:
        options = {"bash": ("--noprofile", "-i"), "zsh": ("-d", "-i")}[shell]
        typed = Typed(*options, program=(shell,), folder=home, TERM="xterm", **environment(home))
        begun.append(typed)
        typed.type(f"stty cols 500; bindkey -e 2>{os.devnull}; PS1='> '; echo be''gun")
        typed.see("begun")
        return typed

    yield in_shell
    for typed in begun:
        typed.running.kill()
        typed.running.wait(timeout=10)
        os.close(typed.master)


@needs_terminal
@pytest.mark.parametrize("shell", [pytest.param(it, marks=needs(it)) for it in ("bash", "zsh")])
def test_what_tab_puts_into_the_line_is_one_word(
    shell: str, home: Path, begin: Callable[[str], Typed]
) -> None:
    """The line is completed, and then printed instead of carried out: word by word, as the program
    would have been given it.
    """
    typed = begin(shell)
    for begun, value in TYPED.items():
        typed.type(f"cpcplan list {begun}\t\x01printf '<%s>' ")
        typed.see(f"<cpcplan><list><--lead{'><' if ' ' in begun else '='}{value}>")
    assert not (home / "harm").exists()


@needs_terminal
@needs("bash")
def test_bash_shows_ids_alone_and_folders_and_files(begin: Callable[[str], Typed]) -> None:
    typed = begin("bash")
    typed.type("cpcplan show 1\t\t")
    typed.see("1    1.1")
    typed.type("cpcplan list --plan pl\t\x01printf '<%s>' ")
    typed.see("<--plan><plan/>")
    typed.type("cpcplan list > pl\t\x01: ")
    typed.see("> plan/")


@needs_terminal
@needs("zsh")
def test_zsh_shows_what_an_id_means_as_it_is_written(
    home: Path, begin: Callable[[str], Typed]
) -> None:
    typed = begin("zsh")
    typed.type("cpcplan show 1\t\x01: ")
    typed.see("1.1  -- %B $(touch harm): 100%")
    typed.type("cpcplan lead 1.1 \t\x01: ")
    typed.see(r"$(touch${IFS}harm)  -- `touch harm`")
    typed.see(r"*                   -- \$(touch harm)")
    typed.see(r"back\slash!         -- %F{red}100% %s %%")
    typed.see(r"police              -- Ctrl \x1b[31m and a second line")
    assert not (home / "harm").exists()


@needs("fish")
def test_fish(home: Path) -> None:
    def complete(line: str) -> list[str]:
        asks = f"{SHELLS['fish'].script()}\ncomplete --escape -C {line!r}"
        ran = subprocess.run(
            ["fish", "--no-config", "-c", asks],
            cwd=home,
            env=os.environ | environment(home),
            capture_output=True,
            check=True,
            text=True,
        )
        assert ran.stderr == ""
        return ran.stdout.splitlines()

    assert complete("cpcplan show 1.") == ["1.1\t%B $(touch harm): 100%"]
    assert complete("cpcplan list --plan pl") == ["plan/"]
    assert complete("cpcplan list --rag=red,am") == ["--rag=red,amber"]
    assert complete("cpcplan note 1.1 ") == []
    for key, line in zip(LEADS, complete("cpcplan lead 1.1 "), strict=True):
        escaped = line.split("\t")[0]
        said = subprocess.run(
            ["fish", "--no-config", "-c", f"printf '<%s>' {escaped}"],
            cwd=home, capture_output=True, check=True, text=True,
        )  # fmt: skip
        assert said.stdout == f"<{key}>"
    assert not (home / "harm").exists()
