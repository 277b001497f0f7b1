"""Times cpcplan against what everybody has: ratios, because machines differ.

    python benchmarks/run.py [--quick] [--cpcplan PATH]

Each pair of commands takes turns, so that a machine that slows down slows both; the ratio is the
median of the pairs'. Memory is the largest that the process had, as the operating system says.
Install cpcplan as a wheel first: an editable install starts slower. POSIX only.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from plans import write_plan

_BARE_READ = """
import pathlib, sys, yaml
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.yaml")):
    yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
"""
SHIPPED = Path(__file__).parent.parent / "plan"


class Run(NamedTuple):
    """One run of a command."""

    seconds: float
    megabytes: float


class Limit(NamedTuple):
    """What is promised of a figure."""

    what: str
    figure: float
    most: float


def run(command: Sequence[str], **environment: str) -> Run:
    """Run a command to its end, its answer thrown away. Raises RuntimeError where it fails."""
    begins = time.perf_counter()
    pid = os.posix_spawnp(
        command[0],
        list(command),
        os.environ | environment,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - begins
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    kilo = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_maxrss * kilo / 1e6)


def compare(
    ours: Sequence[str], theirs: Sequence[str], times: int, **environment: str
) -> tuple[float, float]:
    """The median of our time over theirs, run in turns after a warm-up, and our memory in MB. Ours
    finds this in its environment.
    """
    run(ours, **environment), run(theirs)
    pairs = [(run(ours, **environment), run(theirs)) for _ in range(times)]
    ratio = median(mine.seconds / other.seconds for mine, other in pairs)
    return ratio, max(mine.megabytes for mine, _ in pairs)


def measure(cpcplan: str, *, quick: bool) -> list[Limit]:
    """All figures with what is promised of them."""
    python = [sys.executable, "-c"]
    ratio, _ = compare(
        [cpcplan, "status", "--plan", str(SHIPPED)], [*python, "pass"], 5 if quick else 21
    )
    found = [Limit("status of the shipped plan, of `python -c pass`", ratio, 15)]
    rate = [cpcplan, "rag", "1.21", "amber", "--why", "It slipped.", "--plan"]
    with tempfile.TemporaryDirectory() as folder:
        copied = shutil.copytree(SHIPPED, Path(folder) / "plan")
        ratio, _ = compare([*rate, str(copied)], [*python, "pass"], 5 if quick else 21)
    found.append(Limit("rag on the shipped plan, of `python -c pass`", ratio, 16))
    ratio, _ = compare([cpcplan, "--version"], [*python, "pass"], 5 if quick else 21)
    found.append(Limit("--version, of `python -c pass`", ratio, 8))
    tab = {"_CPCPLAN_TAB": "zsh", "_CPCPLAN_LINE": f"cpcplan rag --plan {SHIPPED} "}
    ratio, _ = compare([cpcplan], [*python, "pass"], 5 if quick else 21, **tab)
    found.append(Limit("Tab on an id of the shipped plan, of `python -c pass`", ratio, 15))
    with tempfile.TemporaryDirectory() as folder:
        sizes = (1_000,) if quick else (1_000, 10_000)
        for size in sizes:
            plan = str(write_plan(Path(folder) / str(size), size))
            ratio, memory = compare(
                [cpcplan, "status", "--plan", plan], [*python, _BARE_READ, plan], 3
            )
            # The start of the program is a third of the time at a thousand.
            found.append(
                Limit(
                    f"status of {size:,} sub-actions, of a bare CSafeLoader read",
                    ratio,
                    0.40 if size > 1_000 else 1.20,
                )
            )
            found.append(Limit(f"memory at {size:,} sub-actions, MB", memory, 80))
    return found


def main() -> int:
    """Print the table; 1 where a promise is not kept (never under --quick)."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer runs, and no large plan")
    parser.add_argument(
        "--cpcplan", default=shutil.which("cpcplan", path=str(Path(sys.executable).parent))
    )
    options = parser.parse_args()
    if not options.cpcplan:
        parser.error("no cpcplan is installed beside this Python: name one with --cpcplan")
    kept = True
    print("| figure | measured | promised |\n|---|---:|---:|")
    for limit in measure(options.cpcplan, quick=options.quick):
        kept = kept and limit.figure <= limit.most
        print(f"| {limit.what} | {limit.figure:.2f} | ≤ {limit.most:g} |")
    return 0 if kept or options.quick else 1


if __name__ == "__main__":
    sys.exit(main())
