"""Running commands in turns, and how long each takes of a unit that every machine has.

A machine that slows down slows the command and the unit alike, and so ratios are what is told.
Memory is the largest that the process had, as the operating system says. POSIX only.
"""

import os
import sys
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import NamedTuple


class Run(NamedTuple):
    """One run of a command."""

    seconds: float
    megabytes: float


class Timed(NamedTuple):
    """A command to be timed, what it needs in its environment, and what is done before each run,
    which is not timed.
    """

    command: tuple[str, ...]
    environment: Mapping[str, str] = {}
    before: Callable[[], None] | None = None

    def run(self) -> Run:
        """Run it to its end, its answer thrown away. Raises RuntimeError where it fails."""
        if self.before:
            self.before()
        nowhere = (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)
        answer = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
        begins = time.perf_counter()
        pid = os.posix_spawnp(
            self.command[0],
            self.command,
            {**os.environ, **self.environment},
            file_actions=[nowhere, answer],
        )
        _, status, usage = os.wait4(pid, 0)
        seconds = time.perf_counter() - begins
        if status:
            code = os.waitstatus_to_exitcode(status)
            raise RuntimeError(f"{' '.join(self.command)} ended with {code}")
        kilo = 1 if sys.platform == "darwin" else 1024
        return Run(seconds, usage.ru_maxrss * kilo / 1e6)


class Figure(NamedTuple):
    """What was measured of a command: the median of its time over the unit's, and its memory."""

    ratio: float
    megabytes: float
    seconds: float


def in_turn(
    unit: Timed, commands: Mapping[str, Timed], rounds: int, *, each: bool = False
) -> dict[str, Figure]:
    """The figure of each command, of so many rounds in which they take turns. The unit is run once
    in a round, or (`each`, where it is short) before every command.
    """
    ratios: dict[str, list[float]] = {name: [] for name in commands}
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for place, (name, timed) in enumerate(commands.items()):
            # Never twice running: the second would be quicker than one between other programs.
            if each or place == 0:
                one = unit.run()
            runs[name].append(timed.run())
            ratios[name].append(runs[name][-1].seconds / one.seconds)
    return {
        name: Figure(
            median(ratios[name]),
            max(run.megabytes for run in found),
            median(run.seconds for run in found),
        )
        for name, found in runs.items()
    }
