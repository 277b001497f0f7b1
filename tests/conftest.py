"""What tests share: running the program, and goldens that `--update-golden` writes anew."""

import io
import os
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

from cpcplan.cli.app import main
from cpcplan.usecases.demonstrating import demo as make_demo
from repositories import NOBODY

# The same examples at every run, so that the tests pass for whoever runs them; new ones are looked
# for with `pytest --hypothesis-profile explore`.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=1_000, deadline=None)
settings.load_profile("same")

REPOSITORY = Path(__file__).parent.parent
FALKIRK = REPOSITORY / "plan"


class Ran(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


def run(*arguments: str) -> Ran:
    """Carry out a command in this process, as in a pipe."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(list(arguments))
    return Ran(code, out.getvalue(), err.getvalue())


def done(plan: Path, *command: str) -> str:
    """The answer of a command that does what it is asked, and has nothing to complain of."""
    ran = run(*command, "--plan", str(plan))
    assert (ran.code, ran.err) == (0, ""), command
    return ran.out


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write goldens anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the file of that name in `golden/` beside the test."""

    def compare(name: str, text: str) -> None:
        path = Path(request.path).parent / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8"), f"see {path} (--update-golden)"

    return compare


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, made once; a test that changes it copies it first."""
    folder = tmp_path_factory.mktemp("demo") / "cpcplan-demo"
    os.environ |= NOBODY
    make_demo(folder, folder, told=lambda _done, _of: None)
    return folder


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No plan, colour, width or git settings of the machine that runs the tests."""
    for name in ("CPCPLAN_PLAN", "NO_COLOR", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in NOBODY.items():
        monkeypatch.setenv(name, value)


def pytest_report_header() -> str:
    return f"cpcplan tests on {sys.platform}"
