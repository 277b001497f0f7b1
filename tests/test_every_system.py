"""No machine with Windows or macOS is at hand, and so what they lack is looked for in the code:
names, by the types that their standard libraries have; and by the syntax trees, what has a name on
every system and does not do the same.
"""

import ast
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from conftest import REPOSITORY

PACKAGE = REPOSITORY / "cpcplan"
POSIX_MODULES = frozenset(
    ("crypt", "curses", "fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog",
     "termios", "tty")
)  # fmt: skip
POSIX_METHODS = frozenset(("chown", "group", "hardlink_to", "owner", "rename", "symlink_to"))
"""Of paths and of os: what Windows has not, or does another way than other systems do."""
POSIX_PLACES = ("/tmp", "/dev/", "/usr/", "/etc/", "/proc/", "/bin/", "~/")  # noqa: S108
ALLOWED = {
    # The arrow keys of a line that is typed; Windows' own console has them without it.
    "cli/prompts.py": {"readline"},
    # The shell by which an editor is started; on Windows it is git's.
    "cli/editing.py": {"/bin/"},
    # Windows flushes folders by itself: the function ends before it there.
    "storage/write.py": {"a folder is opened"},
}


def dotted(node: ast.AST) -> str:
    """`os.path.join` of an expression that is a name with attributes, else what can be named."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def of_posix(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Lines on which something is done that Windows or a Mac does another way, and what."""
    for node in ast.walk(tree):
        found: list[str] = []
        match node:
            case ast.Import():
                found = [each.name for each in node.names if each.name in POSIX_MODULES]
            case ast.ImportFrom():
                found = [node.module] if node.module in POSIX_MODULES else []
            case ast.Attribute():
                found = [node.attr] if node.attr in POSIX_METHODS else []
            case ast.Constant(value=str(text)):
                found = [place for place in POSIX_PLACES if text.startswith(place)]
            case ast.Call():
                found = [*_of_a_call(node)]
        yield from ((getattr(node, "lineno", 0), what) for what in found)


def _of_a_call(call: ast.Call) -> Iterator[str]:
    name = dotted(call.func)
    method = name.rpartition(".")[2]
    given = {each.arg for each in call.keywords}
    texts = [each.value for each in call.args if isinstance(each, ast.Constant)]
    if "shell" in given:
        yield "a shell, which each system has its own of"
    if method == "strftime" and any("%-" in str(text) or "%#" in str(text) for text in texts):
        yield "a date in a form of one system alone"
    if name == "os.open" and "O_RDONLY" in ast.dump(call):
        yield "a folder is opened"
    if method == "write_text":
        yield "lines that end as the system has it: write bytes"
    if _opens_text(name, method, given, texts):
        if "encoding" not in given and "utf-8" not in texts:
            yield "text without its encoding"
        if method in ("open", "fdopen") and "newline" not in given and {"w", "a", "x"} & {*texts}:
            yield "lines that end as the system has it: say newline"


def _opens_text(name: str, method: str, given: set[str | None], texts: Sequence[object]) -> bool:
    if name in ("os.open", "webbrowser.open"):
        return False
    if method in ("open", "fdopen"):
        return not any(str(text).endswith("b") for text in texts)
    return method in ("read_text", "TextIOWrapper") or bool({"text", "universal_newlines"} & given)


FILES = {file.relative_to(PACKAGE).as_posix(): file for file in sorted(PACKAGE.rglob("*.py"))}


def test_nothing_is_done_that_is_done_another_way_elsewhere() -> None:
    trees = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in FILES.items()}
    found = {name: {what for _, what in of_posix(tree)} for name, tree in trees.items()}
    assert {name: what for name, what in found.items() if what} == ALLOWED


@pytest.mark.parametrize(
    "code",
    [
        "import fcntl",
        "from pwd import getpwuid",
        "day.strftime('%-d %B')",
        "path = '/tmp/x'",
        "open(name)",
        "open(name, 'r')",
        "open(name, 'w', encoding='utf-8')",
        "os.fdopen(descriptor, 'w', encoding='utf-8')",
        "Path(name).open('a', encoding='utf-8')",
        "path.read_text()",
        "path.write_text(text, encoding='utf-8')",
        "subprocess.run(words, text=True)",
        "subprocess.run(words, shell=True)",
        "os.rename(a, b)",
        "half.rename(target)",
        "link.symlink_to(target)",
        "os.fsync(os.open(folder, os.O_RDONLY))",
        "io.TextIOWrapper(raw)",
    ],
)
def test_each_of_these_is_found(code: str) -> None:
    assert [*of_posix(ast.parse(code))]


@pytest.mark.parametrize(
    "code",
    [
        "open(name, 'rb')",
        "open(name, 'w', encoding='utf-8', newline='')",
        "half.open('wb')",
        "path.read_text('utf-8')",
        "path.read_text(encoding='utf-8')",
        "subprocess.run(words, capture_output=True)",
        "subprocess.run(words, text=True, encoding='utf-8')",
        "os.replace(a, b)",
        "day.strftime('%d %B')",
        "os.fsync(file.fileno())",
        "webbrowser.open(address)",
    ],
)
def test_none_of_these_is_found(code: str) -> None:
    assert not [*of_posix(ast.parse(code))]


def types_as_on(platform: str, *asked: str) -> str:
    """What mypy finds with the standard library of a system."""
    from mypy import api

    kept = REPOSITORY / ".mypy_cache" / platform
    settings = ("--config-file", str(REPOSITORY / "pyproject.toml"), "--cache-dir", str(kept))
    # What is for another system is never reached on this one, and is meant to be there.
    said, wrong, _ = api.run(["--platform", platform, "--no-warn-unreachable", *settings, *asked])
    return said + wrong


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_every_name_is_there_on_every_system(platform: str) -> None:
    assert types_as_on(platform, str(PACKAGE)).startswith("Success: no issues found")


def test_names_that_windows_has_not_would_be_found(tmp_path: Path) -> None:
    used = (
        "os.fork()", "os.posix_spawn", "os.getuid()", "os.O_DIRECTORY", "os.killpg",
        "os.sched_getaffinity", "signal.SIGKILL", "signal.SIGHUP", "time.tzset()",
    )  # fmt: skip
    program = tmp_path / "of_posix.py"
    program.write_text("\n".join(("import os, signal, time", *used)), encoding="utf-8")
    errors = types_as_on("win32", str(program)).count("error: Module has no attribute")
    assert errors == len(used)


def test_git_checks_the_program_out_with_the_same_bytes_everywhere() -> None:
    attributes = (REPOSITORY / ".gitattributes").read_text(encoding="utf-8")
    assert attributes.startswith("* text=auto eol=lf\n")


def test_files_of_the_program_have_names_that_every_system_has() -> None:
    from cpcplan.storage.naming import same, unfit

    for part in ("cpcplan", "plan", "templates", "tests", "docs", "benchmarks"):
        for here, folders, files in os.walk(REPOSITORY / part):
            assert not [name for name in (*folders, *files) if unfit(name)], here
            assert not same((*folders, *files)), here
