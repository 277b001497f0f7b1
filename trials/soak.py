"""A soak: several processes at once run random commands on one plan, some are killed, and the world
around them is broken in every way that the machine allows. Nothing may be lost, torn or unsaid.

    python trials/soak.py --seconds 60 --seed 1

Ends with 1 where a promise is broken, and names the commands that led there.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from threading import Thread

import worlds
from disasters import full_disk, moving_plan
from ledger import Broken, Ledger
from typed import draw
from worlds import Outcome, Setting

_BETWEEN = 6.0
"""Seconds of commands between two looks at the plan."""


def main() -> int:
    """Soak, tell what was done, and whether every promise was kept."""
    parser = argparse.ArgumentParser(description=__doc__.partition(".")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=4)
    wanted = parser.parse_args()
    top = Path(tempfile.mkdtemp(prefix="cpcplan-soak-"))
    setting = worlds.begin(top)
    ledger = Ledger(setting)
    workers = [Random(f"{wanted.seed}.{n}") for n in range(wanted.processes)]
    ends = time.monotonic() + wanted.seconds
    told = []
    try:
        told = [full_disk(), moving_plan(Random(wanted.seed))]
        while time.monotonic() < ends:
            until = min(ends, time.monotonic() + _BETWEEN)
            _let_work(workers, setting, ledger, until)
            ledger.look()
    except Broken as broken:
        print(_table(ledger.outcomes))
        print(f"\nBROKEN (seed {wanted.seed}): {broken}\nThe plan is in {top}\nWhat led there:")
        for each in ledger.since_last_look():
            print(f"  {each}")
        return 1
    print(_table(ledger.outcomes))
    print("\nBesides: " + "; ".join(told))
    if not worlds.FAKETIME:
        print("not tried, because libfaketime is not here: a clock that jumps")
    print(f"All is well: {ledger.summary()}")
    shutil.rmtree(top)
    return 0


def _let_work(workers: list[Random], setting: Setting, ledger: Ledger, until: float) -> None:
    """Each worker runs one command after the other; all are done when this returns."""

    def work(number: int, random: Random) -> None:
        while time.monotonic() < until:
            command = draw(random, ledger.new_token(number))
            world = worlds.draw(random, command)
            ledger.note(worlds.run(command, world, setting, random))

    threads = [Thread(target=work, args=each) for each in enumerate(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _table(outcomes: list[Outcome]) -> str:
    """How often each command and each world was tried, and the exit codes that came of it."""
    lines = []
    for head in ("command", "world"):
        codes: dict[str, Counter[int]] = {}
        for each in outcomes:
            name = each.command.kind if head == "command" else each.world
            codes.setdefault(name, Counter())[each.code] += 1
        lines += ["", f"{head:<24}{'runs':>6}  exit codes"]
        for name in sorted(codes):
            told = ", ".join(f"{code}: {n}" for code, n in sorted(codes[name].items()))
            lines.append(f"{name:<24}{codes[name].total():>6}  {told}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
