"""Git that is gone, broken, too old, full or slow: what needs it says so, the rest works."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import REPOSITORY, done, run
from repositories import committed_plan, git

posix = pytest.mark.skipif(os.name == "nt", reason="these gits are scripts for a shell")

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    timescale: June 2019
    sub_actions:
      - {id: "1.11", title: Replace the forms, leads: [nhs]}
      - id: "1.12"
        title: Report on it
        updates: [{date: 2018-12-04, rag: green, why: Begun.}]
"""
BROKEN = {
    "gone": "",
    "silent": "exit 0",
    "babbling": "printf '\\377 babble'",
    "saying no": "echo 'fatal: detected dubious ownership in repository' >&2; exit 128",
    "dying": "kill -9 $$",
    "old": 'echo "git: unknown option $1" >&2; exit 129',
}
"""What a git does that cannot be used."""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    plan = committed_plan(tmp_path, PLAN)
    ran = run("report", "--issue", "--as-of", "2018-12-04", "--plan", str(plan))
    assert ran.code == 0
    return plan


def use(does: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """From here on git does this; it is not there where that is nothing."""
    folder = tmp_path / "path"
    folder.mkdir()
    if does:
        (folder / "git").write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


@posix
@pytest.mark.parametrize("kind", BROKEN)
def test_what_needs_git_says_so_and_the_rest_works(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    use(BROKEN[kind], monkeypatch, tmp_path)
    for command in ("status --at HEAD", "changes --since-commit HEAD", "save", "resolve", "undo",
                    "report --issue", "note 1.11 x --date 2019-03-01 --save"):  # fmt: skip
        ran = run(*command.split(), "--plan", str(plan))
        assert (ran.code, "git" in ran.err) == (6, True), command
    assert "it is written, and not committed" in ran.err
    for command in ("status", "overdue", "due", "list", "show 1.11", "history", "changes", "leads",
                    "measures", "check", "issued", "report", "undo 1.11 --yes",
                    "note 1.12 x --date 2019-03-01"):  # fmt: skip
        assert run(*command.split(), "--plan", str(plan)).code == 0, command


@posix
def test_what_git_cannot_say_is_not_taken_for_a_no(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(BROKEN["gone"], monkeypatch, tmp_path)
    before = (plan / "outcome-1.yaml").read_bytes()
    ran = run("undo", "1.12", "--plan", str(plan))
    assert ran.code == 2
    assert "it may be committed (git is not on this computer's path" in ran.err
    assert (plan / "outcome-1.yaml").read_bytes() == before
    ran = run("changes", "--plan", str(plan), "--as-of", "2019-04-01")
    assert "git cannot be asked for the commit of the progress paper of 4 December" in ran.err
    ran = run("report", "--plan", str(plan), "--as-of", "2019-04-01")
    assert "as of 1 April 2019; git could not be asked for its commit." in ran.out


@posix
def test_git_without_room_commits_nothing_and_loses_nothing(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(f'trap "" XFSZ\nulimit -f 0\nexec "{shutil.which("git")}" "$@"', monkeypatch, tmp_path)
    ran = run("note", "1.11", "My words.", "--date", "2019-03-01", "--save", "--plan", str(plan))
    assert ran.code == 6
    assert "it is written, and not committed" in ran.err
    assert "My words." in (plan / "outcome-1.yaml").read_text(encoding="utf-8")
    monkeypatch.undo()
    assert run("save", "--plan", str(plan)).code == 0
    assert git(plan, "log", "-1", "--format=%s") == "1.11 noted\n"


@posix
def test_a_paper_that_a_hook_refuses_is_not_issued(plan: Path) -> None:
    hook = plan.parent / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not today >&2; exit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    ran = run("report", "--issue", "--plan", str(plan))
    assert ran.code == 6
    assert "not today" in ran.err
    assert git(plan, "status", "--porcelain") == ""
    hook.unlink()
    assert run("report", "--issue", "--plan", str(plan)).code == 0
    assert run("issued", "--plan", str(plan)).out.startswith("2 papers\n")


@posix
def test_ctrl_c_ends_a_git_that_hangs_and_frees_the_plan(plan: Path, tmp_path: Path) -> None:
    hangs = tmp_path / "path"
    hangs.mkdir()
    hang = f"exec '{sys.executable}' -c 'import time; time.sleep(60)'"  # a path may lack `sleep`
    (hangs / "git").write_text(f"#!/bin/sh\n: > hanging\n{hang}\n", encoding="utf-8")
    (hangs / "git").chmod(0o755)
    with subprocess.Popen(
        [sys.executable, "-m", "cpcplan", "save"],
        cwd=plan.parent,
        env=os.environ | {"PATH": f"{hangs}:{os.environ['PATH']}", "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as saving:
        deadline = time.monotonic() + 20
        while not (plan / "hanging").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        os.killpg(saving.pid, signal.SIGINT)
        _, err = saving.communicate(timeout=20)
    assert (saving.returncode, err) == (
        130, b"cpcplan: stopped; cpcplan history tells what is recorded\n",
    )  # fmt: skip
    noted = run("note", "1.11", "x", "--date", "2019-03-01", "--plan", str(plan))
    assert noted.code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="file names are UTF-8 here")
def test_names_that_are_not_utf_8_are_files_like_others(plan: Path, tmp_path: Path) -> None:
    (plan / "outcome-1.yaml").rename(plan / os.fsdecode(b"outcome-\xff.yaml"))
    place = tmp_path / os.fsdecode(b"Entw\xfcrfe")
    place.mkdir()
    for part in ("plan", "papers", ".git"):
        (tmp_path / part).rename(place / part)
    for command in ("note 1.11 x --date 2019-03-01 --save", "status --at HEAD", "undo 1.11 --yes",
                    "save", "report --issue", "changes", "resolve", "check --json"):  # fmt: skip
        ran = run(*command.split(), "--plan", str(place / "plan"))
        assert (ran.code, ran.err) == (0, ""), command
    assert git(place, "status", "--porcelain") == ""


@posix
def test_a_repository_that_lies_in_the_plan_folder_itself_runs_nothing(
    plan: Path, tmp_path: Path
) -> None:
    """Whoever sends a plan could send one, with commands in its settings."""
    for folder in ("objects", "refs/heads"):
        (plan / folder).mkdir(parents=True)
    (plan / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    command = f"touch {tmp_path / 'ran'}; false"
    settings = ("repositoryformatversion = 0", "bare = false", "worktree = .")
    lines = ("[core]", *settings, f'fsmonitor = "{command}"')
    (plan / "config").write_text("\n".join(lines), encoding="utf-8")
    for typed in (("report",), ("save",), ("status", "--at", "HEAD")):
        run(*typed, "--plan", str(plan))
    assert not (tmp_path / "ran").exists()


ASKED = (
    ("check",), ("report",), ("changes",), ("status", "--at", "HEAD"), ("save", "--dry-run"),
    ("report", "--issue", "--as-of", "2019-03-02"),
)  # fmt: skip


@posix
def test_a_repository_that_lacks_something_fetches_nothing_with_a_command_of_its_own(
    plan: Path, tmp_path: Path
) -> None:
    command = _laid(tmp_path)
    for setting, value in (
        ("core.repositoryformatversion", "1"), ("extensions.partialClone", "origin"),
        ("remote.origin.url", str(tmp_path)), ("remote.origin.promisor", "true"),
        ("remote.origin.uploadpack", str(command)),
    ):  # fmt: skip
        git(plan, "config", setting, value)
    head = git(plan, "rev-parse", "--symbolic-full-name", "HEAD").strip()
    (tmp_path / ".git" / head).write_text("1" * 40 + "\n", encoding="utf-8")
    for typed in ASKED:
        ran = run(*typed, "--plan", str(plan))
        assert "Traceback" not in ran.err
    assert not (tmp_path / "ran").exists()


@posix
def test_a_filter_that_comes_with_a_repository_is_not_run_to_ask_it(
    plan: Path, tmp_path: Path
) -> None:
    """Nor one of a repository within."""
    within = plan / "within"
    within.mkdir()
    git(within, "init", "--quiet")
    (within / "file").write_text("x", encoding="utf-8")
    git(within, "add", "file")
    git(within, "commit", "--quiet", "-m", "x")
    git(plan, "-c", "advice.addEmbeddedRepo=false", "add", "within")
    git(plan, "commit", "--quiet", "-m", "within")
    command = _laid(tmp_path)
    for folder in (tmp_path, within):
        git(folder, "config", "filter.x.clean", str(command))
        (folder / ".git" / "info" / "attributes").write_text("* filter=x\n", encoding="utf-8")
    os.utime(within / "file", (1, 1))
    for typed in ASKED:
        os.utime(plan / "outcome-1.yaml", (1, 1))
        ran = run(*typed[:2], "--plan", str(plan))
        if "--issue" not in typed:
            assert "Traceback" not in ran.err
            assert not (tmp_path / "ran").exists(), typed


def _laid(folder: Path) -> Path:
    """A command that leaves a trace."""
    command = folder / "command"
    command.write_text(f"#!/bin/sh\ntouch '{folder / 'ran'}'\nexit 1\n", encoding="utf-8")
    command.chmod(0o755)
    return command


@pytest.mark.parametrize("told", ["--assume-unchanged", "--skip-worktree"])
def test_what_git_is_told_not_to_look_at_is_not_taken_for_committed(plan: Path, told: str) -> None:
    git(plan, "update-index", told, "outcome-1.yaml")
    done(plan, "note", "1.11", "Big trouble.", "--date", "2019-03-01")
    for typed in (("save",), ("report", "--issue", "--as-of", "2019-03-02")):
        ran = run(*typed, "--plan", str(plan))
        assert (ran.code, ran.out) == (6, "")
        assert "git is told not to look at plan/outcome-1.yaml" in ran.err
    assert "does not tell the commit here" in done(plan, "report", "--as-of", "2019-03-02")


def test_files_that_are_kept_elsewhere_are_not_taken_for_these(plan: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for folder in (other, tmp_path / "nowhere"):
        git(plan, "config", "core.worktree", str(folder))
        ran = run("save", "--plan", str(plan))
        assert (ran.code, ran.out) == (6, "")
        assert "core.worktree" in ran.err or "nowhere" in ran.err


@posix
def test_a_link_in_the_place_of_a_note_is_not_followed(plan: Path, tmp_path: Path) -> None:
    done(plan, "note", "1.11", "One.", "--date", "2019-03-01")
    (last,) = (tmp_path / ".git").glob("cpcplan-*.last")
    precious = tmp_path / "precious"
    for name in (last, last.with_suffix(".holder")):
        precious.write_text("precious", encoding="utf-8")
        name.unlink(missing_ok=True)
        name.symlink_to(precious)
        done(plan, "note", "1.11", "Two.", "--date", "2019-03-01")
        assert precious.read_text(encoding="utf-8") == "precious"


@posix
def test_a_paper_of_a_name_that_is_not_utf_8_is_written(plan: Path, tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"a\xff.html")
    ran = run("report", "-o", str(file), "--plan", str(plan))
    assert (ran.code, ran.err, file.exists()) == (0, "", True)
