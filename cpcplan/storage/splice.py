"""Adding one entry to a list in a file's text, and taking one back, nothing else being touched.

Only lines are added; a list between brackets on one line grows within its line. Comments, blank
lines, indentation, quotes, line ends, a byte order mark and a missing last line end stay as hands
left them. Every result is proved before it is returned; what cannot be proved is refused with its
place. Nothing is ever written anew from a tree, and nothing here touches a file.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from cpcplan.storage.allowances import speaks_of_next
from cpcplan.storage.proof import CannotSplice, Site, dash_gap, find, is_grown, refusal
from cpcplan.storage.render import Entry, Layout, block_item, flow_entry, scalar
from cpcplan.storage.source import BOM, Source
from cpcplan.storage.tree import Path

__all__ = ["CannotSplice", "Spliced", "append", "take_back"]

_UNSEEN = "\x85\u2028\u2029\ufeff"


class Spliced(NamedTuple):
    """A file's text with an entry added, and where the entry begins, from 1."""

    text: str
    line: int
    column: int


class _Edit(NamedTuple):
    """What stands from `start` to `end` of a text (characters, from 0) gives way to `text`; the
    entry added begins `entry` characters into that.
    """

    start: int
    end: int
    text: str = ""
    entry: int = 0

    def made_in(self, body: str) -> str:
        """The text with this edit made."""
        return body[: self.start] + self.text + body[self.end :]


def append(text: str, path: Path, key: str, entry: Entry) -> Spliced:
    """Add `entry` at the end of the list under `key` of the mapping at `path`.

    Where the key is missing, it becomes the mapping's last. Raises CannotSplice where this cannot
    be done without a risk to something else, render.Unwritable for a text no file can hold.
    """
    body = _readable(text)
    site = find(body, path, key)
    for ends_quoted in (False, True):
        edit = _addition(body, site, entry, ends_quoted)
        new = edit.made_in(body)
        if is_grown(site, body, new, None, entry):
            line, column = Source("", new).place(edit.start + edit.entry)
            return Spliced(text[: len(text) - len(body)] + new, line, column)
    raise refusal(site.value or site.mapping, _ADVICE.format(key))


def take_back(text: str, path: Path, key: str, place: int) -> str:
    """Remove item `place` (from 0) of the list under `key` of the mapping at `path`: the inverse
    of `append`.

    The last item takes the key with it where `append` would have written that too, else `[]` is
    left. Raises CannotSplice where the item is not there, or shares its lines with something else.
    """
    body = _readable(text)
    site = find(body, path, key)
    if not 0 <= place < len(site.items):
        raise refusal(site.value or site.mapping, f"`{key}` has no entry {place + 1}")
    for edit in _removals(body, site, place):
        old = edit.made_in(body)
        try:
            if is_grown(find(old, path, key), old, body, place, None):
                return text[: len(text) - len(body)] + old
        except CannotSplice:
            continue
    raise refusal(site.items[place].first, _ADVICE.format(key))


def _readable(text: str) -> str:
    """The text without its byte order mark. Characters that the parser takes for line ends and
    editors do not, or the other way round, are refused.
    """
    body = text.removeprefix(BOM)
    if any(c in body for c in _UNSEEN) or body.count("\r") != body.count("\r\n"):
        odd = next(re.finditer(f"[{_UNSEEN}]|\r(?!\n)", body))
        why = f"U+{ord(odd[0]):04X}, a character that cannot be seen, is here: delete it"
        raise CannotSplice(*Source("", body).place(odd.start()), why)
    return body


_ADVICE = (
    "`{}` is written here in a way that cannot be changed without a risk to what is around it: "
    "write each entry on lines of its own, after `- `, and try again"
)


# --- adding ---------------------------------------------------------------------------------


def _addition(body: str, site: Site, entry: Entry, ends_quoted: bool) -> _Edit:
    is_flow = site.mapping.flow_style
    if site.items:
        is_flow = site.value.flow_style
    elif site.key is not None and not _is_on_line_of_key(body, site):
        is_flow = True
    if is_flow:
        return _flow_addition(body, site, entry)
    column = site.mapping.start_mark.column
    layout = site.habit._replace(ends_quoted=ends_quoted)
    if site.items:
        column, last = site.value.start_mark.column, site.items[-1]
        layout = layout._replace(gap=dash_gap(body, site.value, last.first))
        return _lines(body, _below(body, last.leaf, column), "", column, entry, layout)
    dashes = column + layout.offset
    if site.key is None:
        at, head = _below(body, site.leaf, column), " " * column + scalar(site.name) + ":"
        return _lines(body, at, head, dashes, entry, layout)
    # A `[]` or `~` goes, what stands behind it stays.
    colon = body.index(":", site.key.end_mark.index) + 1
    at = _below(body, site.value_end, dashes)
    edit = _lines(body, at, "", dashes, entry, layout)
    kept = body[site.value_end.end_mark.index : at]
    return _Edit(colon, at, kept + edit.text, len(kept) + edit.entry)


def _is_on_line_of_key(body: str, site: Site) -> bool:
    """Whether an empty value, or the `[]` or `~` that stands for one, is wholly on the line of its
    key: it can go, and a list come below.
    """
    start, end = site.value.start_mark.index, site.value_end.end_mark.index
    between = body[site.key.end_mark.index : start]
    return between.strip(" ") == ":" and "\n" not in body[start:end]


def _lines(body: str, at: int, head: str, column: int, entry: Entry, layout: Layout) -> _Edit:
    """Lines for the entry at `at`, the beginning of a line or the end of the text."""
    line_end = _line_end(body, at)
    is_bare_end = at == len(body) and not body.endswith("\n")
    layout = layout._replace(line_end=line_end, ends_quoted=layout.ends_quoted or is_bare_end)
    item = block_item(entry, column, layout)
    before = head + line_end if head else ""
    if is_bare_end:
        before, item = line_end + before, item.removesuffix(line_end)
    dash = len(item) - len(item.lstrip(" -\r\n"))
    return _Edit(at, at, before + item, len(before) + dash)


def _flow_addition(body: str, site: Site, entry: Entry) -> _Edit:
    """The entry between brackets: in the list, or with its key in a mapping between braces, or in
    the place of a `~` that has no line of its own.
    """
    if site.is_list:
        last = site.items[-1] if site.items else None
        begins = last.first.start_mark.index if last else None
        ends = last.leaf.end_mark.index if last else site.value.end_mark.index
        return _grown(body, begins, ends, site.value_end.start_mark.index, "", entry, "")
    if site.key is None:
        head = scalar(site.name, flow=True) + ": ["
        begins = site.mapping.end_mark.index
        ends = site.leaf.end_mark.index if site.leaf else begins
        return _grown(body, begins, ends, site.end.start_mark.index, head, entry, "]")
    start, end = site.value.start_mark.index, site.value_end.end_mark.index
    behind_key = body[site.key.end_mark.index : start]
    head = " [" if behind_key.endswith(":") else "[" if ":" in behind_key else ": ["
    return _Edit(start, end, head + flow_entry(entry) + "]", len(head))


def _grown(
    body: str, begins: int | None, ends: int, close: int, head: str, entry: Entry, tail: str
) -> _Edit:
    """The entry behind the last thing between brackets, which goes from `begins` (None: there is
    none) to `ends`: on a line of its own where the closing bracket has one, at `close`.
    """
    piece = head + flow_entry(entry) + tail
    has_comma = "," in re.sub(r"#[^\n]*", "", body[ends:close])
    line = body.rfind("\n", 0, close) + 1
    if line <= ends or body[line:close].strip(" "):
        comma = "" if begins is None else ", "
        return _Edit(ends, ends, comma + piece, len(comma) + len(head))
    indent = " " * (close - line + 2)
    if begins is not None:
        first = body[body.rfind("\n", 0, begins) + 1 : begins]
        indent = " " * (len(first) - len(first.lstrip(" "))) if not first.strip(" ,") else indent
    comma = "" if begins is None or has_comma else ", "
    text = indent + comma + piece + ("," if begins is not None and has_comma else "")
    return _Edit(line, line, text + _line_end(body, line), len(indent + comma + head))


# --- taking back ----------------------------------------------------------------------------


def _removals(body: str, site: Site, place: int) -> Iterator[_Edit]:
    """What could be removed for an item, the likeliest first; the proof chooses."""
    item = site.items[place]
    is_only = len(site.items) == 1
    if site.value.flow_style:
        if is_only and site.mapping.flow_style and site.is_last and site.before:
            start, end = site.key.start_mark.index, site.value_end.end_mark.index
            yield from _flow_removals(body, start, end, [site.before.end_mark.index], [])
        start, end = item.first.start_mark.index, item.leaf.end_mark.index
        before = [i.leaf.end_mark.index for i in site.items[:place]][-1:]
        after = [i.first.start_mark.index for i in site.items[place + 1 :]][:1]
        yield from _flow_removals(body, start, end, before, after)
        return
    dash = _dash_line(body, site, item.first)
    end = _end(body, item.leaf)
    if not is_only:
        yield from _whole_lines(body, dash, end)
        return
    column = site.mapping.start_mark.column
    line = site.key.start_mark.index - column
    colon = body.index(":", site.key.end_mark.index) + 1
    is_ours = not body[line : line + column].strip(" ") and body[colon:dash] in ("\n", "\r\n")
    if site.is_last and site.before and is_ours:
        yield from _whole_lines(body, line, end)
    for edit in _whole_lines(body, dash, end):
        yield _Edit(colon, end, " []" + body[colon : edit.start])


def _flow_removals(
    body: str, start: int, end: int, before: list[int], after: list[int]
) -> Iterator[_Edit]:
    """Ways to take what stands from `start` to `end` out of brackets: the lines that it has to
    itself, or it and what is between it and the thing that ends at `before` or begins at `after`
    (empty: there is none), if that is no comment.
    """
    line, below = body.rfind("\n", 0, start) + 1, _next_line(body, end)
    if not body[line:start].strip(" ,") and not body[end:below].strip(" ,\r\n"):
        yield _Edit(line, below)
    yield from (_Edit(at, end) for at in before if "#" not in body[at:start])
    yield from (_Edit(start, at) for at in after if "#" not in body[end:at])
    comma = re.compile(" *,").match(body, end)
    yield _Edit(start, comma.end() if comma else end)


def _whole_lines(body: str, start: int, end: int) -> Iterator[_Edit]:
    """The removal of lines. Where they end a text without a line end, it stays without one, unless
    that would change a text above them.
    """
    if end == len(body) and not body.endswith("\n") and start:
        yield _Edit(start - len(_line_end(body, start)), end)
    yield _Edit(start, end)


def _dash_line(body: str, site: Site, first: Any) -> int:
    """The beginning of the line on which an item's dash stands, before it only spaces."""
    column = site.value.start_mark.column
    line: int = first.start_mark.index - first.start_mark.column
    while not body.startswith(" " * column + "-", line) and line > site.value.start_mark.index:
        line = body.rfind("\n", 0, line - 1) + 1
    return line


# --- lines ----------------------------------------------------------------------------------


def _below(body: str, leaf: Any, column: int) -> int:
    """Where lines that follow `leaf` begin: below it and the comments under it that stand at
    least as far in as `column`, up to the first that allows something in the line below it. Blank
    lines and all other comments come after them.
    """
    at = _end(body, leaf)
    comment = re.compile(f" {{{column},}}#[^\n]*\n?")
    while (found := comment.match(body, at)) and not speaks_of_next(found[0]):
        at = found.end()
    return at


def _end(body: str, leaf: Any) -> int:
    """The beginning of the line after that on which `leaf` ends. Blank lines after a text written
    as lines are left out, unless they are part of it.
    """
    start, end = leaf.start_mark.index, leaf.end_mark.index
    if getattr(leaf, "style", None) not in ("|", ">"):
        return _next_line(body, end)
    header, *lines = body[start:end].splitlines(keepends=True)
    indents = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    while lines and "+" not in header.split("#", maxsplit=1)[0]:
        blank = lines.pop()
        if blank.strip() or len(blank.rstrip("\r\n")) > min(indents, default=0):
            break
        end -= len(blank)
    return int(end)


def _next_line(body: str, at: int) -> int:
    return body.find("\n", at) + 1 or len(body)


def _line_end(body: str, at: int) -> str:
    """The line end of the line above `at`, or where that has none, of the one above it."""
    end = body.rfind("\n", 0, at)
    return "\r\n" if body[max(end - 1, 0) : end] == "\r" else "\n"
