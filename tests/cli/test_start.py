"""How the program starts and ends: quickly, in UTF-8, and without a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import write_plan
from conftest import FALKIRK, REPOSITORY

HEAVY = ("yaml", "pydantic", "jinja2", "rich", "filelock", "importlib.metadata", "secrets")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(REPOSITORY)}


def python(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, *arguments],
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


def loaded_by(*command: str) -> set[str]:
    """Which heavy libraries a command loads when its answer goes to a pipe."""
    program = f"""
import sys
from cpcplan.cli.app import main
code = main({list(command)!r}) if {bool(command)} else 0
print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)
sys.exit(code)
"""
    ran = python("-c", program)
    assert ran.returncode == 0
    return set(ran.stderr.decode().split())


@pytest.mark.parametrize(
    "command",
    [(), ("--help",), ("--version",), ("list", "--help")],
    ids=["import", "--help", "--version", "list --help"],
)
def test_nothing_heavy_is_loaded_before_a_plan_is_read(command: tuple[str, ...]) -> None:
    assert loaded_by(*command) == set()


@pytest.mark.parametrize("question", ["status", "overdue", "list", "check"])
def test_a_question_in_a_pipe_loads_what_reads_a_plan_alone(question: str) -> None:
    loaded = loaded_by(question, "--plan", str(FALKIRK), "--as-of", "2019-04-01")
    assert loaded == {"yaml", "pydantic"}


def test_libraries_whose_patterns_are_compiled_later_do_what_they_did() -> None:
    """In a process of its own: here they are loaded already."""
    program = """
import cpcplan.storage, datetime, fractions, re, yaml
assert yaml.safe_load("[2019-03-12, 1.5, yes, 0b11]") == [datetime.date(2019, 3, 12), 1.5, True, 3]
assert fractions.Fraction(" 1/2 ") == fractions.Fraction(1, 2)
assert isinstance(re.compile("a"), re.Pattern)
yaml.safe_load("\\x07")
"""
    ran = python("-c", program)
    assert "ReaderError: unacceptable character #x0007" in ran.stderr.decode()


def test_only_the_command_typed_is_made() -> None:
    program = (
        "import sys; from cpcplan.cli.app import main; main(['--version']); "
        "sys.exit('cpcplan.cli.screens.status' in sys.modules)"
    )
    assert python("-c", program).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="a pipe is closed in another way there")
@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)], ids=["plain", "json", "csv"])
def test_a_reader_who_has_enough_sees_no_traceback(tmp_path: Path, form: tuple[str, ...]) -> None:
    subs = "".join(
        f'      - {{id: "1.{n}", title: "{"Title " * 20}", timescale: March 2019}}\n'
        for n in range(11, 1500)
    )
    plan = write_plan(
        tmp_path,
        'id: "1"\ntitle: Many\nkey_actions:\n  - id: "1.1"\n    title: Many\n    sub_actions:\n'
        + subs,
    )
    command = [sys.executable, "-m", "cpcplan", "list", "--plan", str(plan), *form]
    with subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as listing:
        assert listing.stdout
        assert listing.stderr
        assert listing.stdout.readline()
        listing.stdout.close()
        assert listing.stderr.read() == b""
        assert listing.wait(timeout=60) == 0


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_pipe_is_utf_8_whatever_the_computer_has(encoding: str) -> None:
    asked = ("-m", "cpcplan", "overdue", "--plan", str(FALKIRK), "--as-of", "2019-04-01")
    ran = python(*asked, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "○ not rated" in ran.stdout.decode("utf-8")
    assert "CPC Lead – Education" in ran.stdout.decode("utf-8")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_errors_in_a_pipe_are_utf_8_too(encoding: str) -> None:
    ran = python("-m", "cpcplan", "list", "--lead", "—", "--plan", str(FALKIRK), PYTHONUTF8="1")
    same = python(
        "-m", "cpcplan", "list", "--rag", "x", "--plan", str(FALKIRK), PYTHONIOENCODING=encoding
    )
    assert (ran.returncode, same.returncode) == (4, 2)
    assert "“—”" in ran.stderr.decode("utf-8")
    assert "“x”" in same.stderr.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="its shell closes nothing")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", f"| {sys.executable} -c pass"])
def test_streams_that_are_closed_are_no_fault(closed: str) -> None:
    command = f"{sys.executable} -m cpcplan status --as-of 2019-04-01 {closed}"
    ran = subprocess.run(
        ["/bin/sh", "-c", command], cwd=REPOSITORY, capture_output=True, check=False, text=True
    )
    assert ran.returncode == 0
    assert "Traceback" not in ran.stderr
