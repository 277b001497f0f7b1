"""An answer laid out as lines and tables, before it is known where it will be read.

The text in a sheet is data: it is never markup, and its control characters are made visible.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cpcplan.domain.visible import is_shown, visible


class Cell(NamedTuple):
    """Text, the colour it may have (never its only sign), and what a terminal with little room
    shows instead.
    """

    text: str
    style: str = ""
    short: str | None = None


NOTHING = "–"
"""Stands in a cell that has nothing to say."""


class Column(NamedTuple):
    """A column of a table. A terminal cuts the one that `gives` to fit, and goes on to further
    lines in the one that `wraps` (a table has one of them at most); the others are always whole.
    """

    title: str
    right: bool = False
    gives: bool = False
    wraps: bool = False
    spare: bool = False
    """Left out where every cell of it is NOTHING."""
    yields: int = 0
    """Left out on a terminal where the text would be cut to fewer places than this."""


class Table(NamedTuple):
    """Rows of cells. A terminal shows `at_most` rows, and then `more`, with {n} the rest."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell | str]]
    at_most: int | None = None
    more: str = ""
    heads: bool = True

    @property
    def shown(self) -> int:
        """How many rows a terminal shows; the last one is not kept back for a line that says so."""
        whole_table = self.at_most is None or len(self.rows) <= self.at_most + 1
        return len(self.rows) if whole_table or self.at_most is None else self.at_most

    @property
    def height(self) -> int:
        """Lines that a terminal shows of it, as long as none has to wrap."""
        return self.shown + (self.shown < len(self.rows)) + (self.heads and bool(self.rows))


class Line(NamedTuple):
    """A line of text that wraps on a terminal, further lines `indent` deep."""

    text: str = ""
    style: str = ""
    indent: int = 0


class Sheet:
    """Lines and tables from top to bottom."""

    def __init__(self) -> None:
        self.blocks: list[Line | Table] = []

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        """Add a line."""
        self.blocks.append(Line(visible(text), style, indent))

    def heading(self, text: str) -> None:
        """Add a heading, apart from what stands above."""
        if self.blocks:
            self.line()
        self.line(text, "bold")

    def table(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Cell | str]],
        *,
        at_most: int | None = None,
        more: str = "",
        heads: bool = True,
    ) -> None:
        """Add a table."""
        cells = [[_visible_cell(cell) for cell in row] for row in rows]
        kept = [
            n
            for n, column in enumerate(columns)
            if not column.spare or any(whole(row[n]) != NOTHING for row in cells)
        ]
        if len(kept) < len(columns):
            columns = [columns[n] for n in kept]
            cells = [[row[n] for n in kept] for row in cells]
        self.blocks.append(Table(columns, cells, at_most, more, heads))

    def add(self, other: "Sheet") -> None:
        """Add another sheet below."""
        self.blocks += other.blocks

    @property
    def height(self) -> int:
        """Lines that a terminal shows of it, as long as none has to wrap."""
        return sum(1 if isinstance(block, Line) else block.height for block in self.blocks)


def _visible_cell(cell: Cell | str) -> Cell | str:
    """The cell itself where all of it can be shown: a plan of thousands of actions has many."""
    if isinstance(cell, str):
        return visible(cell)
    if is_shown(cell.text) and is_shown(cell.short or ""):
        return cell
    return Cell(visible(cell.text), cell.style, cell.short and visible(cell.short))


def whole(cell: Cell | str) -> str:
    """The whole text of a cell."""
    return cell if isinstance(cell, str) else cell.text
