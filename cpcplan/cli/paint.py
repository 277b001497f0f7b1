"""A sheet on a terminal (fitted to its width, with colour) or in a pipe (plain and whole)."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from shutil import get_terminal_size
from typing import TYPE_CHECKING, NamedTuple

from cpcplan.cli.context import environment
from cpcplan.cli.sheet import Cell, Column, Line, Sheet, Table, whole

if TYPE_CHECKING:
    from rich.console import Console

_WIDEST = 48
"""Columns of a pipe are kept in line up to this width; longer text pushes the rest of its row."""
_GAP = 2
_AMPLE = 45
"""As much of a text as tells what it is about: wider than this, other columns are shown whole."""
_LEAST = 8
"""Less of a text than this tells nothing: better a line too long for the terminal."""


def plain(sheet: Sheet) -> Iterator[str]:
    """Each line and each row on a line of its own, nothing cut off, columns in line."""
    for block in sheet.blocks:
        for line in (_indented(block),) if isinstance(block, Line) else _plain_rows(block):
            yield f"{line.rstrip()}\n"


def _indented(line: Line) -> str:
    return " " * line.indent + line.text


def _plain_rows(table: Table) -> Iterator[str]:
    if not table.rows:
        return
    heads = [[column.title for column in table.columns]] if table.heads else []
    rows: list[Sequence[Cell | str]] = [*heads, *table.rows]
    widths = [
        min(max((width(whole(row[n])) for row in rows), default=0), _WIDEST)
        for n in range(len(table.columns))
    ]
    for row in rows:
        yield (" " * _GAP).join(
            _padded(whole(cell), wide, right=column.right)
            for cell, wide, column in zip(row, widths, table.columns, strict=True)
        )


def _padded(text: str, wide: int, *, right: bool) -> str:
    space = " " * max(0, wide - width(text))
    return space + text if right else text + space


def width(text: str) -> int:
    """How many places the text takes on a screen."""
    return len(text) if text.isascii() else _width(text)


@lru_cache(maxsize=1024)
def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def terminal(sheet: Sheet, *, colour: bool) -> None:
    """Print the sheet on the terminal, fitted to its width."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    # What rich takes for a number of columns need be none.
    odd = not environment("COLUMNS").isascii()
    wide = get_terminal_size().columns if odd else None
    console = Console(highlight=False, markup=False, emoji=False, no_color=not colour, width=wide)
    for block in sheet.blocks:
        if isinstance(block, Line):
            text = Text(block.text, style=block.style)
            console.print(Padding(text, (0, 0, 0, block.indent)) if block.indent else text)
        elif block.rows:
            _print_table(console, block)


def _print_table(console: "Console", table: Table) -> None:
    from rich.table import Table as RichTable
    from rich.text import Text

    shown = table.rows[: table.shown]
    fitted = fit(table.columns, shown, console.width)
    grid = RichTable(
        box=None,
        pad_edge=False,
        padding=(0, _GAP, 0, 0),
        show_header=table.heads,
        header_style="underline",
    )
    for column, each in ((table.columns[each.n], each) for each in fitted):
        grid.add_column(
            Text(column.title),
            justify="right" if column.right else "left",
            no_wrap=not column.wraps,
            overflow="fold" if column.wraps else "ellipsis",
            width=each.width,
        )
    for row in shown:
        grid.add_row(*(Text(*_styled(row[each.n], short=each.short)) for each in fitted))
    wide = sum(each.width for each in fitted) + _GAP * (len(fitted) - 1)
    room, console.width = console.width, max(wide, console.width)
    console.print(grid)
    console.width = room
    if table.shown < len(table.rows):
        console.print(Text(table.more.format(n=len(table.rows) - table.shown), style="italic"))


def _styled(cell: Cell | str, *, short: bool) -> tuple[str, str]:
    """The text of a cell and its style."""
    if isinstance(cell, str):
        return cell, ""
    return _short(cell) if short else cell.text, cell.style


def _short(cell: Cell | str) -> str:
    """The text of a cell where there is little room."""
    return whole(cell) if isinstance(cell, str) else cell.short or cell.text


class Fitted(NamedTuple):
    """A column that a terminal has room for: its number in the table, how wide it is, and whether
    its cells are shown short.
    """

    n: int
    width: int
    short: bool = False


def fit(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell | str]], room: int
) -> tuple[Fitted, ...]:
    """The columns for which a terminal of `room` places has room.

    All begin short. Columns that yield go, from the right, where the text would be cut to too
    little; what room is left then shows columns whole, from the left, as long as the text
    keeps an ample part of it.
    """
    wholes = [_widest(column, [whole(row[n]) for row in rows]) for n, column in enumerate(columns)]
    shorts = [_widest(column, [_short(row[n]) for row in rows]) for n, column in enumerate(columns)]
    text = next((n for n, column in enumerate(columns) if column.gives or column.wraps), None)
    ample = 0 if text is None else min(_AMPLE, wholes[text])
    kept = list(range(len(columns)))

    def left_for_text() -> int:
        return room - _GAP * (len(kept) - 1) - sum(shorts[n] for n in kept if n != text)

    for n in reversed(range(len(columns))):
        if columns[n].yields and left_for_text() < min(columns[n].yields, ample):
            kept.remove(n)
    fitted = {}
    for n in kept:
        more = wholes[n] - shorts[n]
        is_short = n != text and left_for_text() - more < ample
        shorts[n] += 0 if is_short else more
        fitted[n] = Fitted(n, shorts[n], is_short)
    if text in fitted:
        fitted[text] = Fitted(text, min(wholes[text], max(_LEAST, left_for_text())))
    return tuple(fitted.values())


def _widest(column: Column, texts: Sequence[str]) -> int:
    return max(width(text) for text in (column.title, *texts))
