"""What a repository's own settings and notes must not do while it is only asked: run something, or
hide what is not committed.
"""

from collections.abc import Iterator
from pathlib import Path

from cpcplan.errors import GitRefused
from cpcplan.storage.gits_program import answer, named
from cpcplan.storage.gits_program import run as run_git

_OWN = ("local", "worktree")
"""Whose settings come with a repository."""


def refuse_unlooked_at(top: Path, inside: str) -> None:
    """Where git is told to take a file in the plan folder for unchanged, nobody knows what is
    committed. Raises GitRefused.
    """
    said = named(answer(top, "ls-files", "-v", "-z", "--", inside or "."))
    left = [entry[2:] for entry in filter(None, said.split("\0")) if entry[0] not in _LOOKED_AT]
    if left:
        raise GitRefused(
            f"git is told not to look at {', '.join(left)}, and so cannot say whether that is "
            "committed: git update-index --no-assume-unchanged --no-skip-worktree -- and the file"
        )


_LOOKED_AT = "HMRCK?U"
"""How `git ls-files -v` marks what it looks at; `S` and small letters are the others."""


def unfiltered(top: Path) -> Iterator[str]:
    """Settings by which no filter of the repository's own settings is run: whoever sends a plan
    could send one. Those of the user's settings are theirs. Raises GitRefused where one has a
    name that no setting can be given for.
    """
    asked = ("config", "-z", "--show-scope", "--name-only", "--get-regexp", r"^filter\.")
    parts = iter(named(run_git(top, *asked).stdout).split("\0"))
    own = {name for scope, name in zip(parts, parts, strict=False) if scope in _OWN}
    for filtering in sorted({name.rpartition(".")[0] for name in own}):
        if "=" in filtering or "\n" in filtering:
            raise GitRefused(f"the settings of this repository name a filter “{filtering}”")
        for setting in ("clean=", "smudge=", "process=", "required=false"):
            yield from ("-c", f"{filtering}.{setting}")
