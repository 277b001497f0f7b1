"""Times cpcplan against what everybody has, and against its peers: ratios, because machines differ.

    python benchmarks/run.py [--quick] [--cpcplan PATH]

Install cpcplan as a wheel first: an editable install starts slower. POSIX only. README.md beside
this file says what is measured, and what was.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
import table
from commands import ASKED, TAB, WITHOUT_PLAN, Measured, of_plan, promises, without_plan
from peers import PEERS, tasks_of
from plans import FIRST, write_plan
from timing import Figure, Timed, in_turn

SHIPPED = Path(__file__).parent.parent / "plan"
_BARE_READ = """
import pathlib, sys, yaml
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.yaml")):
    yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
"""
_START = Timed((sys.executable, "-c", "pass"))


class Size(NamedTuple):
    """How many sub-actions a plan has, and in how many rounds its commands take turns."""

    sub_actions: int
    rounds: int
    rounds_of_peers: int = 0

    @property
    def is_small(self) -> bool:
        """It is the shipped plan, of which the start of the program is most of the time."""
        return self.sub_actions == 31

    @property
    def is_short(self) -> bool:
        """What its commands are compared with can be run before each of them."""
        return self.sub_actions < 10_000


WHOLE = (Size(31, 21, 5), Size(1_000, 5, 3), Size(10_000, 3, 3))
QUICK = (Size(31, 3), Size(1_000, 1))


@contextmanager
def plan_of(size: Size) -> Iterator[tuple[Path, Path]]:
    """A plan of that size, and an empty folder beside it."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / "scratch"
        scratch.mkdir()
        yield (
            SHIPPED if size.is_small else write_plan(Path(folder) / "plan", size.sub_actions),
            scratch,
        )


def unit_of(size: Size, plan: Path) -> Timed:
    """What the commands of a plan of that size are compared with."""
    return _START if size.is_small else Timed((sys.executable, "-c", _BARE_READ, str(plan)))


def measure(cpcplan: str, sizes: Iterable[Size]) -> Measured:
    """The figures of all commands of cpcplan."""
    found: dict[tuple[str, int], Figure] = {}
    for size in sizes:
        with plan_of(size) as (plan, scratch):
            identifier = "1.21" if size.is_small else FIRST
            timed = of_plan(cpcplan, plan, identifier, scratch)
            if size.is_small:
                timed |= without_plan(cpcplan)
            figures = in_turn(unit_of(size, plan), timed, size.rounds, each=size.is_short)
        found |= {(name, size.sub_actions): figure for name, figure in figures.items()}
    return found


class Peers(NamedTuple):
    """What was measured of other programs, what stands instead of a figure, and which programs are
    not installed here.
    """

    found: Measured
    instead: table.Words
    lacks: Sequence[str]


def measure_peers(cpcplan: str, sizes: Iterable[Size]) -> Peers:
    """The figures of the other programs that are installed here."""
    there = {peer: where for peer in PEERS if (where := peer.found())}
    found: dict[tuple[str, int], Figure] = {}
    instead: dict[tuple[str, int], str] = {}
    for size in sizes:
        with plan_of(size) as (plan, scratch):
            tasks = tasks_of(cpcplan, plan)
            for peer, (program, version) in there.items():
                folder = scratch / peer.program
                folder.mkdir()
                timed: dict[str, Timed] = {}
                for what, command in peer.set_up(program, tasks, folder).items():
                    name = f"{peer.name} {version}, {what}"
                    if _would_last(found, name, size):
                        instead[name, size.sub_actions] = "over a minute, not run"
                    else:
                        timed[name] = command
                rounds = 1 if peer.is_slow and not size.is_small else size.rounds_of_peers
                figures = in_turn(unit_of(size, plan), timed, rounds, each=size.is_short)
                found |= {(name, size.sub_actions): figure for name, figure in figures.items()}
    return Peers(found, instead, [peer.name for peer in PEERS if peer not in there])


def _would_last(found: Measured, name: str, size: Size) -> bool:
    """Whether a tenth of the plan says that the whole will take over a minute."""
    tenth = found.get((name, size.sub_actions // 10))
    return tenth is not None and tenth.seconds * 10 > 60


def report(cpcplan: str, sizes: tuple[Size, ...], *, with_peers: bool) -> bool:
    """Print the tables; whether all that was promised is kept."""
    # The peers come last: a process counts what the one that starts it holds as its own memory.
    ours = measure(cpcplan, sizes)
    peers = measure_peers(cpcplan, sizes) if with_peers else Peers({}, {}, [])
    heads = [size.sub_actions for size in sizes]
    print(*table.commands([*ASKED, TAB, *WITHOUT_PLAN], heads, ours), "", sep="\n")
    juggled = [
        figure
        for (name, size), figure in peers.found.items()
        if name.startswith("TaskJuggler") and size == 1_000
    ]
    limits = list(promises(ours, juggled[0] if juggled else None))
    print(*table.promised(limits), "", sep="\n")
    if with_peers:
        names = dict.fromkeys(name for name, _ in peers.found)
        print(*table.peers(names, heads, peers.found, peers.instead, peers.lacks), sep="\n")
    return all(limit.is_kept for limit in limits)


def main() -> int:
    """Print the tables; 1 where a promise is not kept (never under --quick)."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--quick", action="store_true", help="few rounds, no plan of 10,000, no other programs"
    )
    parser.add_argument(
        "--cpcplan", default=shutil.which("cpcplan", path=str(Path(sys.executable).parent))
    )
    options = parser.parse_args()
    if not options.cpcplan:
        parser.error("no cpcplan is installed beside this Python: name one with --cpcplan")
    is_kept = report(
        options.cpcplan, QUICK if options.quick else WHOLE, with_peers=not options.quick
    )
    return 0 if is_kept or options.quick else 1


if __name__ == "__main__":
    sys.exit(main())
