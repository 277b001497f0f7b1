"""The commands of cpcplan that are timed, and what is promised of them."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from timing import Figure, Timed

ASKED: Mapping[str, tuple[str, ...]] = {
    "status": ("status",),
    "overdue": ("overdue",),
    "list --json": ("list", "--json"),
    "show ID": ("show", "{id}"),
    "changes": ("changes", "--since", "2019-01-01"),
    "check": ("check",),
    "rag": ("rag", "{id}", "amber", "--why", "It slipped."),
    "report -o .html": ("report", "-o", "{papers}/paper.html"),
    "report -o .md": ("report", "-o", "{papers}/paper.md"),
}
"""What is asked of a plan, by how the table calls it."""
_WRITES = "rag"
TAB = "Tab on an id"
WITHOUT_PLAN: Mapping[str, tuple[str, ...]] = {"--version": ("--version",), "--help": ("--help",)}

Measured = Mapping[tuple[str, int], Figure]
"""What was measured, by the name of a command and how many sub-actions its plan has."""


def of_plan(cpcplan: str, plan: Path, identifier: str, scratch: Path) -> dict[str, Timed]:
    """Each command as it is typed of a plan, or of the sub-action of that id. What they write goes
    into `scratch`: papers, and to a copy of the plan that is there, as before at every run.
    """
    copied = shutil.copytree(plan, scratch / "written-to")
    filled = {"id": identifier, "papers": str(scratch)}
    commands = {
        name: Timed(
            (cpcplan, *(word.format(**filled) for word in words), "--plan", str(folder)),
            before=restoring(plan, copied) if name == _WRITES else None,
        )
        for name, words in ASKED.items()
        for folder in (copied if name == _WRITES else plan,)
    }
    tab = {"_CPCPLAN_TAB": "zsh", "_CPCPLAN_LINE": f"cpcplan rag --plan {plan} "}
    return commands | {TAB: Timed((cpcplan,), tab)}


def without_plan(cpcplan: str) -> dict[str, Timed]:
    """Each command that reads no plan."""
    return {name: Timed((cpcplan, *words)) for name, words in WITHOUT_PLAN.items()}


def restoring(original: Path, copied: Path) -> Callable[[], None]:
    """Makes the files of a copy what they were."""

    def restore() -> None:
        for file in original.glob("*.yaml"):
            data = file.read_bytes()
            if (copied / file.name).read_bytes() != data:
                (copied / file.name).write_bytes(data)

    return restore


class Limit(NamedTuple):
    """What is promised of a figure."""

    what: str
    figure: float
    most: float

    @property
    def is_kept(self) -> bool:
        """Whether it is no more than was promised."""
        return self.figure <= self.most


def promises(ours: Measured, juggled: Figure | None) -> Iterator[Limit]:
    """What is promised, as far as it was measured; `juggled` is TaskJuggler's report of 1,000."""
    start, read = "of `python -c pass`", "of a bare read"
    for name, size, unit, most in (
        ("status", 31, start, 15.0),
        ("rag", 31, start, 16.0),
        (TAB, 31, start, 15.0),
        ("--version", 31, start, 8.0),
        # The start of the program is a third of the time at a thousand.
        ("status", 1_000, read, 1.2),
        ("status", 10_000, read, 0.4),
        ("report -o .html", 10_000, read, 0.6),
    ):
        if found := ours.get((name, size)):
            of = f", {size:,} sub-actions" if name not in WITHOUT_PLAN else ""
            yield Limit(f"`{name}`{of}, {unit}", found.ratio, most)
    if found := ours.get(("status", 10_000)):
        yield Limit("memory of `status`, 10,000 sub-actions, MB", found.megabytes, 80)
    if juggled and (found := ours.get(("report -o .html", 1_000))):
        what = "`report -o .html`, 1,000 sub-actions, of TaskJuggler's report"
        yield Limit(what, found.ratio / juggled.ratio, 0.15)
