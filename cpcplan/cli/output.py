"""Where an answer goes: JSON, CSV, a terminal or a pipe."""

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cpcplan.cli.context import colour_wanted, is_terminal
from cpcplan.cli.sheet import Sheet
from cpcplan.domain.visible import CONTROL, visible
from cpcplan.errors import WrongUsage

Rows = tuple[Sequence[str], Iterable[Sequence[str]]]
"""The heads of a CSV, and its rows."""


def give(
    *,
    as_json: bool,
    record: Callable[[], dict[str, Any]],
    sheet: Callable[[], Sheet],
    as_csv: bool = False,
    rows: Callable[[], Rows] | None = None,
) -> None:
    """Print an answer in the form asked for; only that form is made. Raises WrongUsage for two."""
    if as_json and as_csv:
        raise WrongUsage("--json and --csv are two forms of one answer: give one of them")
    if as_json:
        write_json(record())
    elif as_csv and rows:
        write_csv(rows())
    else:
        show(sheet())


def write_csv(rows: Rows) -> None:
    """Print CSV."""
    import csv

    heads, body = rows
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(body)


def write_json(record: dict[str, Any]) -> None:
    """Print JSON. Characters that a terminal would obey are escaped, as in every answer."""
    import json

    text = json.dumps(record, ensure_ascii=False, indent=2)
    sys.stdout.write(f"{re.sub(CONTROL, _escaped, text)}\n")


def _escaped(match: re.Match[str]) -> str:
    return match[0] if match[0] == "\n" else f"\\u{ord(match[0]):04x}"


def show(sheet: Sheet) -> None:
    """Print a sheet: fitted to a terminal, plain and whole in a pipe."""
    from cpcplan.cli import paint

    if is_terminal():
        paint.terminal(sheet, colour=colour_wanted())
    else:
        sys.stdout.writelines(paint.plain(sheet))


def say(line: str) -> None:
    """Print a line."""
    sheet = Sheet()
    sheet.line(line)
    show(sheet)


def give_back(typed: Iterable[str]) -> None:
    """Give back on stderr what somebody typed, to be pasted: each line of it is one, however wide
    the terminal is.
    """
    lines = ("What you typed:", *(line for text in typed for line in text.splitlines()))
    sys.stderr.writelines(f"{visible(line)}\n" for line in lines)


def complain(message: str) -> None:
    """Say on stderr what is wrong; the words of a plan in it are made visible. On a terminal the
    lines are as long as it is wide, broken between words.
    """
    from shutil import get_terminal_size
    from textwrap import wrap

    wide = get_terminal_size().columns if sys.stderr.isatty() else 0
    for line in map(visible, message.splitlines()):
        pieces = wrap(line, wide, break_long_words=False, break_on_hyphens=False) if wide else []
        sys.stderr.write("".join(f"{piece}\n" for piece in pieces or [line]))
