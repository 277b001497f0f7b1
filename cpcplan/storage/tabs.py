"""Tabs where YAML allows none. The parser passes over some of them, and editors show them as
spaces: each is named.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from yaml import YAMLError

from cpcplan.storage.syntax import (
    DEEPEST_BRACKETS,
    ENDS,
    STARTS,
    TAB,
    Objection,
    before,
    events,
)


def tabs(text: str) -> Iterator[Objection]:
    """Tabs outside quotes, comments and block text, the first of each line, as far as the text
    can be read. They are mended unless they indent: what they indent is anybody's guess.
    """
    spans, read_to = _written_with_marks(text)
    starts = [start for start, _ in spans]

    def is_quoted(index: int) -> bool:
        last = bisect_right(starts, index) - 1
        return last >= 0 and index < spans[last][1]

    line_end = -1
    for match in re.finditer(r"(?m)\t|(?:(?<=\s)|^)#", text[:read_to]):
        if match.start() < line_end or is_quoted(match.start()):
            continue
        line_end = text.find("\n", match.start())
        line_end = len(text) if line_end < 0 else line_end
        if match[0] == "\t":
            mended = text if before(text, match.start()) else None
            yield Objection(match.start(), TAB, "tab", mended)


def _written_with_marks(text: str) -> tuple[list[tuple[int, int]], int]:
    """From where to where quotes and block texts go, and how far they could be found."""
    spans: list[tuple[int, int]] = []
    depth = 0
    try:
        for event in events(text):
            if getattr(event, "style", None):
                spans.append((event.start_mark.index, event.end_mark.index))
            kind: Any = event.__class__
            depth += (kind in STARTS) - (kind in ENDS)
            if depth > DEEPEST_BRACKETS:
                return spans, event.start_mark.index
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line_end = text.find("\n", mark.index) if mark else 0
        return spans, len(text) if line_end < 0 else line_end
    return spans, len(text)
