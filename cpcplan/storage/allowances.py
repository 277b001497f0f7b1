"""Comments in a plan’s files that allow a warning: `# check: allow RULE: why`."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from yaml.events import ScalarEvent

from cpcplan.storage.places import Node
from cpcplan.storage.source import Source

if TYPE_CHECKING:
    from cpcplan.domain.checks.allowances import Allowance

# Compiled where they are used: a recording command looks at few comments, or none.
_ALLOWS = r"(?im)(?:^|(?<=[ \t]))#+[ \t]*check:[ \t]*allow\b(?P<rest>[^\r\n]*)"
_SAYS = r"\s*(?P<rule>[^\s:]*)\s*(?P<reason>:.*)?"


def speaks_of_next(line: str) -> bool:
    """Whether a line that is a comment allows something, and so belongs to the line below it."""
    return re.search(_ALLOWS, line) is not None


def allowances(source: Source, nodes: Iterable[Node]) -> Iterator["Allowance"]:
    """Every allowance of a file, in its order. `nodes` are its keys and values (`places.walk`):
    what stands in a text is no comment.
    """
    from cpcplan.domain.checks.allowances import Allowance

    found = list(re.finditer(_ALLOWS, source.text))
    if not found:
        return
    scalars = [event for _, event, _ in nodes if isinstance(event, ScalarEvent)]
    texts = [_span(source.text, event) for event in scalars if event.style in ("'", '"', "|", ">")]
    lines = source.text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    around = _lines_around(scalars)
    for match in found:
        place = bisect(texts, (match.start(), len(source.text))) - 1
        if place >= 0 and match.start() < texts[place][1]:
            continue
        line = bisect(starts, match.start())
        column = match.start() - starts[line - 1] + 1
        about = _line_spoken_of(lines, line)
        first, last = around.get(about, (about, about)) if about else (line, line)
        said = re.fullmatch(_SAYS, match["rest"])
        rule, reason = (said["rule"], said["reason"]) if said else (match["rest"].split()[0], "")
        reason = (reason or "").removeprefix(":").strip()
        is_said = any(map(str.isalnum, reason))
        yield Allowance(
            source.name,
            line,
            column,
            min(first, line),
            last,
            rule,
            reason if is_said else "",
        )


def _span(text: str, event: Any) -> tuple[int, int]:
    """From where to before where a text in quotes or a block is; behind the `|` of a block there
    may be a comment.
    """
    start, end = event.start_mark.index, event.end_mark.index
    if event.style in ("|", ">"):
        start = text.find("\n", start) + 1 or end
    return start, end


def _line_spoken_of(lines: list[str], line: int) -> int | None:
    """The line (from 1) that a comment on a line is about; None where it has none below it."""
    about = line
    while lines[about - 1].lstrip().startswith("#"):
        about += 1
        if about > len(lines) or not lines[about - 1].strip():
            return None
    return about


def _lines_around(scalars: list[Any]) -> dict[int, tuple[int, int]]:
    """Of each line on which texts stand, the first and the last line of these: they may begin above
    it or end below it.
    """
    found: dict[int, tuple[int, int]] = {}
    for event in scalars:
        begins, ends = event.start_mark.line + 1, event.end_mark.line + 1
        ends -= ends > begins and not event.end_mark.column  # before the next line
        for line in range(begins, ends + 1):
            first, last = found.get(line, (line, line))
            found[line] = min(first, begins), max(last, ends)
    return found
