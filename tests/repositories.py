"""Git repositories for tests: real ones, in a temporary folder, with nobody's settings."""

import os
import subprocess
from pathlib import Path

from builders import write_plan

NOBODY = {
    "GIT_CONFIG_GLOBAL": str(Path(__file__).parent / "gitconfig"),
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(folder: Path, *arguments: str, fails: bool = False) -> str:
    """What git answers in a folder; it must fail where `fails`, and nowhere else."""
    ran = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=os.environ | NOBODY,
    )
    assert bool(ran.returncode) is fails, ran.stderr
    return ran.stdout


def committed_plan(folder: Path, outcome: str, **files: str) -> Path:
    """A plan folder in a new repository, committed. Returns the plan folder."""
    plan = write_plan(folder, outcome, **files)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Begin")
    return plan
