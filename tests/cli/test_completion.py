"""What Tab offers, whatever the shell; the shells themselves are tried in
`test_completion_shells.py`.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperArgument, TyperGroup, TyperOption

from builders import write_plan
from conftest import FALKIRK, REPOSITORY, run
from cpcplan.cli.app import program
from cpcplan.cli.completion.answer import answer
from cpcplan.cli.completion.place import Command
from cpcplan.cli.completion.profile import with_script
from cpcplan.cli.completion.shells import SHELLS
from cpcplan.cli.completion.values import FREE, taken
from cpcplan.errors import CannotBeDone
from repositories import committed_plan

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
OUTCOME = """\
    id: "1"
    title: Children are heard
    key_actions:
      - id: "1.1"
        title: One form
        timescale: March 2030
        success_measures:
          - {id: 1.1a, measure: Forms that come back, for: ["1.12"]}
        sub_actions:
          - id: "1.11"
            title: Agree it
            timescale: 6 monthly
            origin: Review of 2017
            updates:
              - {date: 2019-03-01, timescale_requested: June 2019, why: Late., by: nhs}
          - id: "1.12"
            title: Print it
            updates:
              - {date: 2019-03-01, state: complete, why: Done., by: A clerk}
      - id: "1.2"
        title: Nothing yet
    """


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_plan(tmp_path, OUTCOME)


def told(line: str, shell: str = "fish", word: str = "") -> list[str]:
    return answer(SHELLS[shell], f"cpcplan {line}", word).splitlines()


def offered(line: str) -> str:
    """The words that are offered, without what they mean."""
    kind, *words = told(line)
    assert kind == "words"
    return " ".join(word.split("\t")[0] for word in words)


def test_commands_and_ids_come_with_their_meaning(plan: Path) -> None:
    assert plan.is_dir()
    assert told("hi") == ["words", "history\tEvery update, newest first."]
    assert told("add key") == ["words", "key-action\tA key action joins an outcome."]
    assert told("show 1.1")[1:] == ["1.1\tOne form", "1.11\tAgree it", "1.12\tPrint it"]
    assert told("measure ")[1:] == ["1.1a\tForms that come back"]
    assert told("leads --j") == ["words", "--json\tThe answer as JSON, for other programs."]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("show ", "1 1.1 1.11 1.12 1.2"),
        ("history 1.1", "1.1 1.11 1.12"),
        ("rag ", "1.1 1.11 1.2"),
        ("complete ", "1.1 1.11 1.2"),
        ("note ", "1.1 1.11 1.12 1.2"),
        ("reopen ", "1.12"),
        ("refuse ", "1.11"),
        ("reported ", "1.11"),
        ("reported 1.11 ", "6 monthly"),
        ("reported 9.99 ", ""),
        ("undo ", "1.11 1.12"),
        ("measures ", "1 1.1 1.12"),
        ("measure ", "1.1a"),
        ("add sub-action ", "1.1 1.2"),
        ("add key-action ", "1"),
        ("note 1.1 ", ""),
        ("rag 1.11 ", "red amber green"),
        ("rag 1.11 --why Late --next Soon am", "amber"),
        ("list --rag ", "red amber green none"),
        ("list --rag red,am", "red,amber"),
        ("list --rag=red,", "--rag=red,amber --rag=red,green --rag=red,none"),
        ("list --rag red,x", ""),
        ("list --state open,c", "open,complete open,carried-forward"),
        ("list --outcome ", "1"),
        ("list --key-action 1.2,", "1.2,1.1"),
        ("list --origin ", "Review of 2017"),
        ("list --lead ", "lead-officer nhs police"),
        ("list --lead NH", "nhs"),
        ("report --lead p", "police"),
        ("add sub-action 1.1 --lead n", "nhs"),
        ("lead 1.11 police ", "lead-officer nhs"),
        ("history --by ", "nhs A clerk"),
        ("history --kind rag,not", "rag,note"),
        ("changes --since last", "last-meeting"),
        ("rag 1.11 --date t", "today"),
        ("report --format ", "html md"),
        ("report --template p", "plan progress"),
        ("completion p", "powershell pwsh"),
        ("init --lead ", ""),
        ("nonsense ", ""),
        ("status ", "--plan --as-of --at --json --help"),
        ("status --json --", "--plan --as-of --at --help"),
        ("status -- --", ""),
        ("list --lead nhs --le", "--lead"),
    ],
)
@pytest.mark.usefixtures("plan")
def test_what_is_offered(line: str, words: str) -> None:
    assert offered(line) == words


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("status --plan ", "folders"),
        ("status --plan=", "folders"),
        ("init ", "folders"),
        ("report -o ", "files"),
        ("resolve a.yaml ", "files"),
        ("list > ", "files"),
        ("show ", "words"),
    ],
)
def test_what_a_shell_knows_itself(line: str, kind: str) -> None:
    assert told(line)[0] == kind


def test_an_agency_and_a_template_of_ones_own(plan: Path) -> None:
    (plan / "plan.yaml").write_text(
        (plan / "plan.yaml")
        .read_text("utf-8")
        .replace("agency: Police", "agency: Police Scotland"),
        "utf-8",
    )
    (plan / "templates").mkdir()
    (plan / "templates" / "press.md.j2").write_text("x", "utf-8")

    assert told("list --lead pol")[1:] == [
        "police\tCPC Lead – Police",
        "Police Scotland\tagency: CPC Lead – Police",
    ]
    assert told("report --template pre")[1:] == ["press\tyour own"]


@pytest.mark.parametrize("line", ["show --plan {} 1.11", "show --plan={} 1.11", "show '1.11"])
def test_the_plan_is_the_one_that_the_line_or_the_environment_names(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(FALKIRK.parent))
    monkeypatch.setenv("USERPROFILE", str(FALKIRK.parent))
    monkeypatch.setenv("CPCPLAN_PLAN", "nowhere" if "--plan" in line else str(FALKIRK))

    assert offered(line.format("~/plan")) == "1.11"


def test_a_commit_and_the_plan_that_it_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = committed_plan(tmp_path, OUTCOME)
    (plan / "outcome-1.yaml").write_text('id: "7"\ntitle: Other\n', "utf-8")
    monkeypatch.chdir(tmp_path)

    day_and_subject = told("status --at ")[1].removeprefix("HEAD\t")
    assert day_and_subject.endswith(" Begin")
    assert offered("show ") == "7"
    assert offered("show --at HEAD 1.2") == "1.2"
    assert offered("show --at NOWHERE ") == ""


@pytest.mark.parametrize("broken", ["", "title: [", "\0", "title: No outcome"])
def test_without_a_plan_there_is_silence_and_the_rest_goes_on(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if broken:
        (tmp_path / "plan").mkdir()
        (tmp_path / "plan" / "plan.yaml").write_text(broken, "utf-8")
    assert [offered(f"{each} ") for each in ("show", "rag", "measure", "list --lead")] == [""] * 4
    assert offered("list --rag am") == "amber"


def test_the_program_itself_says_nothing_else() -> None:
    for line, answered in (
        (f"show --plan {FALKIRK} 1.11", b"words\n1.11\n"),
        ("show --plan nowhere 1.11", b"words\n"),
    ):
        asked = {
            "_CPCPLAN_TAB": "bash",
            "_CPCPLAN_LINE": f"cpcplan {line}",
            "_CPCPLAN_WORD": "1.11",
        }
        ran = subprocess.run(
            [sys.executable, "-m", "cpcplan"],
            env=ENVIRONMENT | asked,
            capture_output=True,
            check=False,
        )
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, answered, b"")


def test_a_shell_that_is_unknown_gets_no_answer_and_a_command_is_carried_out() -> None:
    command = [sys.executable, "-m", "cpcplan"]
    left_over = ENVIRONMENT | {"_CPCPLAN_TAB": "tcsh"}
    ran = subprocess.run(command, env=left_over, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")

    typed = [*command, "--version"]
    ran = subprocess.run(typed, env=left_over, capture_output=True, check=False)
    assert ran.stdout.startswith(b"cpcplan ")


@pytest.mark.parametrize(
    ("line", "heavy"), [("list --rag ", ""), ("list ", ""), ("show ", "pydantic yaml")]
)
def test_tab_loads_no_more_than_it_needs(line: str, heavy: str) -> None:
    asks = (
        "import sys; from cpcplan.cli.completion.answer import answer, SHELLS; "
        f"answer(SHELLS['bash'], 'cpcplan {line}'); names = ('pydantic', 'yaml', 'rich', "
        "'jinja2', 'cpcplan.cli.setting_up'); print(*(n for n in names if n in sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", asks],
        env=ENVIRONMENT | {"CPCPLAN_PLAN": str(FALKIRK)},
        capture_output=True,
        check=True,
    )
    assert ran.stdout.decode().strip() == heavy


def test_a_command_that_is_carried_out_loads_nothing_of_it() -> None:
    asks = (
        "import sys; from cpcplan.cli.app import main; main(['status']); "
        "sys.exit('cpcplan.cli.completion' in sys.modules)"
    )
    environment = ENVIRONMENT | {"CPCPLAN_PLAN": str(FALKIRK)}
    ran = subprocess.run([sys.executable, "-c", asks], env=environment, check=False)
    assert ran.returncode == 0


def test_it_is_known_of_each_argument_and_option_what_it_takes() -> None:
    """A new one gets its line in `values.py`, or is said here to take words of one's own."""
    words_of_ones_own = {
        "agreed", "author", "by", "committee", "end", "evidence", "for_meeting", "item", "meeting",
        "message", "new", "next", "number", "point", "start", "text", "timescale", "title",
        "value", "why", "within", "init lead", "init outcome", "add sub-action origin",
        "add key-action origin",
    }  # fmt: skip
    program_whole = typer.main.get_command(program())
    assert isinstance(program_whole, Command)
    unknown = {
        (path, name)
        for path, name in _parameters(program_whole, "")
        if taken(path, name) is FREE and not words_of_ones_own & {name, f"{path} {name}"}
    }
    assert unknown == set()


def _parameters(command: Command, path: str) -> set[tuple[str, str]]:
    found = {
        (path, each.name or "")
        for each in command.params
        if isinstance(each, TyperArgument) or (isinstance(each, TyperOption) and not each.is_flag)
    }
    for name, part in command.commands.items() if isinstance(command, TyperGroup) else ():
        assert isinstance(part, Command)
        found |= _parameters(part, f"{path} {name}".strip())
    return found


@pytest.mark.parametrize(
    ("line", "word", "replies"),
    [
        ("list --lead a", "a", [r"a\!b:c", "aa"]),
        ("list --lead 'a", "a", ["a!b:c", "aa"]),
        ('list --lead "a', "a", ["aa"]),  # a ! would bring back an earlier line
        ("list --lead=a", "a", [r"a\!b:c", "aa"]),
        ("list --lead 'a!b:", "", ["c"]),
        ("show --at HEA", "HEA", ["HEAD"]),
        ("report > ", "", []),
    ],
)
def test_bash_is_told_the_part_that_it_replaces(
    line: str, word: str, replies: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "title: T\ncommittee: C\nperiod: {start: May 2018, end: May 2020}\n"
    committed_plan(tmp_path, OUTCOME, plan=f'{head}leads: {{"a!b:c": A, aa: B, nhs: C}}')
    monkeypatch.chdir(tmp_path)

    assert told(line, "bash", word)[1:] == replies


# --- PowerShell, which is not tried itself: what its script passes, and what it gets back ---------


@pytest.mark.parametrize(
    ("line", "word", "reply"),
    [
        ("rag 1.12", "1.12", "1.12\t1.12\tIt`s 100% \\x1b[31m: $(x)"),
        ("list --lead ch", "ch", "'Children’’s Reporter'\tChildren’s Reporter\tagency: SCRA"),
        ("list --lead 'Ch", "'Ch", "'Children’’s Reporter'\tChildren’s Reporter\tagency: SCRA"),
        ("list --lead ‘Ch", "‘Ch", "'Children’’s Reporter'\tChildren’s Reporter\tagency: SCRA"),
        ("list --lead a`$", "a`$", "'a$b'\ta$b\tDollar"),
        ("list --rag=am", "--rag=am", "--rag=amber\tamber\tamber"),
        ("list --rag red,am", "am", "'amber'\tamber\tamber"),
        ("list --rag red,am", "red,am", "'red,amber'\tamber\tamber"),
        ("list --key-action 1.2,1", "1", "'1.10'\t1.10\tTen"),
    ],
)
def test_powershell_takes_each_value_for_one_word(
    line: str, word: str, reply: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leads = "{scra: {name: SCRA, agency: Children’s Reporter}, a$b: Dollar}"
    write_plan(
        tmp_path,
        'id: "1"\ntitle: O\nkey_actions: [{id: "1.2", title: Two}, {id: "1.10", title: Ten, '
        'sub_actions: [{id: "1.12", title: "It`s 100%\\n\\e[31m: $(x)"}]}]',
        plan="title: T\ncommittee: C\nperiod: {start: May 2018, end: May 2020}\nleads: " + leads,
    )
    monkeypatch.chdir(tmp_path)

    assert told(line, "powershell", word) == ["words", reply]
    kind, again = answer(SHELLS["pwsh"], f'& "C:\\x y\\cpcplan.exe" {line}', word).splitlines()
    assert (kind, again) == ("words", reply)


# --- the file that a shell reads ------------------------------------------------------------------


@pytest.mark.parametrize(
    "before",
    [
        b"",
        b"alias ll='ls -l'\n",
        b"no end of line",
        b"\xff\xe9 of another encoding\n",
        b"dos\r\nlines\r\n",
        "PowerShell 5’s own\r\n".encode("utf-16"),
    ],
)
def test_installing_adds_lines_and_removing_takes_them_out(before: bytes) -> None:
    script = SHELLS["bash"].script()
    once = with_script(before, script, ".bashrc")
    text = once.decode("utf-16" if before[:2] == b"\xff\xfe" else "latin-1")

    assert once.startswith(before)
    assert script in text.replace("\r\n", "\n")
    assert ("\r" in text) is (text.count("\n") == text.count("\r\n"))
    assert with_script(once, script, ".bashrc") == once
    assert with_script(once, None, ".bashrc").rstrip(b"\n") == before.rstrip(b"\n")


def test_what_stands_behind_our_lines_stays_there() -> None:
    old = with_script(b"before\n", "old\n", ".zshrc") + b"behind\n"
    new = with_script(old, "new\n", ".zshrc")

    assert (b"old" in new, new.endswith(b"<<<\nbehind\n")) == (False, True)
    assert with_script(new, None, ".zshrc") == b"before\nbehind\n"


def test_half_of_our_lines_is_left_alone() -> None:
    broken = with_script(b"", "x\n", ".zshrc").replace(b"# <<<", b"#")
    with pytest.raises(CannotBeDone, match="is gone"):
        with_script(broken, "x\n", ".zshrc")


@pytest.mark.parametrize(
    ("shell", "file"),
    [("bash", ".bashrc"), ("zsh", ".zshrc"), ("fish", ".config/fish/completions/cpcplan.fish")],
)
def test_install_and_remove(
    shell: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    for name in ("ZDOTDIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)

    ran = run("completion", shell, "--install")
    assert (ran.code, ran.out.splitlines()[0]) == (0, f"Written to {tmp_path / file}")
    assert run("completion", shell).out in (tmp_path / file).read_text("utf-8")
    assert run("completion", shell, "--remove").out == f"Taken out of {tmp_path / file}\n"
    assert not (tmp_path / file).exists()
    assert run("completion", shell, "--remove").out == "It was not there.\n"


def test_usage() -> None:
    assert run("completion", "tcsh").code == 2
    assert run("completion", "bash", "--install", "--remove").code == 2
    assert "Register-ArgumentCompleter -Native" in run("completion", "PowerShell").out


@pytest.mark.skipif(os.name == "nt", reason="it stands in for PowerShell where there is none")
@pytest.mark.parametrize(("policy", "code"), [("RemoteSigned", 0), ("Restricted", 4)])
def test_powershell_is_asked_where_its_profile_is_and_whether_it_reads_it(
    policy: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = tmp_path / "Documents" / "PowerShell" / "profile.ps1"
    answers = tmp_path / "pwsh"
    answers.write_text(
        f"#!/bin/sh\ncase $* in *'$PROFILE'*) echo '{profile}';; *) echo {policy};; esac\n", "utf-8"
    )
    answers.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    ran = run("completion", "pwsh", "--install")
    assert (ran.code, profile.exists()) == (code, code == 0)
    if code:
        assert "Set-ExecutionPolicy -Scope CurrentUser RemoteSigned" in ran.err
        assert "cpcplan completion pwsh | Out-String | Invoke-Expression" in ran.err
    else:
        assert run("completion", "pwsh", "--remove").code == 0
        assert not profile.exists()
