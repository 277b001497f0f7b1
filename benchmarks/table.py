"""What was measured, as tables in Markdown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from commands import Limit, Measured

Words = Mapping[tuple[str, int], str]
"""What stands in the place of a figure, and why there is none."""


def commands(names: Iterable[str], sizes: Sequence[int], found: Measured) -> Iterator[str]:
    """A row for each command of cpcplan."""
    yield from _head("command", sizes)
    for name in names:
        yield _row(f"`{name}`", (_figure(found, {}, name, size) for size in sizes))


def peers(
    names: Iterable[str],
    sizes: Sequence[int],
    found: Measured,
    instead: Words,
    lacks: Sequence[str],
) -> Iterator[str]:
    """A row for each command of another program, and the names of those that are not installed."""
    yield from _head("another program", sizes)
    for name in names:
        yield _row(name, (_figure(found, instead, name, size) for size in sizes))
    for name in lacks:
        yield _row(f"{name}: not installed, not measured", ("–" for _ in sizes))


def promised(limits: Iterable[Limit]) -> Iterator[str]:
    """A row for each promise."""
    yield "| promised | measured | at most | |"
    yield "|---|---:|---:|---|"
    for limit in limits:
        kept = "kept" if limit.is_kept else "**not kept**"
        yield f"| {limit.what} | {_short(limit.figure)} | {limit.most:g} | {kept} |"


def _head(first: str, sizes: Sequence[int]) -> Iterator[str]:
    units = [f"{size:,}, × {'`python -c pass`' if size == 31 else 'a bare read'}" for size in sizes]
    yield f"| {first} | {' | '.join(units)} |"
    yield f"|---|{'---:|' * len(sizes)}"


def _row(name: str, cells: Iterable[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _figure(found: Measured, instead: Words, name: str, size: int) -> str:
    figure = found.get((name, size))
    return _short(figure.ratio) if figure else instead.get((name, size), "–")


def _short(figure: float) -> str:
    """Three significant figures at most: more would say what no machine can repeat."""
    return (
        f"{figure:.0f}" if figure >= 100 else f"{figure:.1f}" if figure >= 10 else f"{figure:.2f}"
    )
