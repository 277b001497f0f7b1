"""Text of the plan made safe for the format that it is printed in.

A page is escaped as it is printed, by Jinja itself; Markdown has no such thing, and so every text
of a view is escaped before a template sees it.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup, escape

from cpcplan.domain.visible import is_shown, visible_lines
from cpcplan.reports.later import Later
from cpcplan.reports.view import PaperView

_AS_THEY_ARE = ("template", "day_iso", "anchor", "introduction", "charts", "timelines")
_MEANS_SOMETHING = r"[\\`*_{}\[\]<>#|~!&$^\n]|^[-+=]|^[0-9]+[.)]|://|[Ww]{3}\."
"""What Markdown may take for more than a letter, somewhere in a text."""


def escaped(view: PaperView, escape: Callable[[str], str]) -> PaperView:
    """The view with every text in it escaped, but for those that are no text of a paper."""
    made: PaperView = _Texts(escape).changed(view)
    return made


class _Texts:
    """Changes the texts of a view; what stands in it in several places, once."""

    def __init__(self, change: Callable[[str], str]) -> None:
        self._change = change
        self._words: dict[str, str] = {}
        self._views: dict[int, Any] = {}

    def changed(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._word(value)
        if hasattr(value, "_fields"):
            return self._views.get(id(value)) or self._view(value)
        if isinstance(value, tuple):
            return tuple(map(self.changed, value))
        return value.changed(self.changed) if isinstance(value, Later) else value

    def _word(self, text: str) -> str:
        found = self._words.get(text)
        if found is None:
            found = self._words[text] = self._change(text)
        return found

    def _view(self, value: Any) -> Any:
        made = type(value)(
            *(
                part if name in _AS_THEY_ARE else self.changed(part)
                for name, part in zip(value._fields, value, strict=True)
            )
        )
        self._views[id(value)] = made
        return made


def in_markdown(text: str) -> str:
    """Text that reads in Markdown as it was typed, in a table as elsewhere: what could mean
    something is escaped, and an end of line is one that does not end the row.
    """
    shown = visible_lines(text.strip())
    if re.search(_MEANS_SOMETHING, shown) is None:
        return shown
    return "<br>".join(_line_in_markdown(line.strip()) for line in shown.split("\n"))


def _line_in_markdown(line: str) -> str:
    safe = re.sub(r"([\\`*_{}\[\]<>#|~!&$^])", r"\\\1", line)
    # GitHub makes a link of a bare address, and takes what is escaped in it for a part of it.
    safe = re.sub(r"(?i)\b(www)\.", r"\1\\.", safe.replace("://", "\\://"))
    if re.match(r"[-+=](?: |$)|-+$|=+$", safe):  # a list, or a line under a heading
        return f"\\{safe}"
    return re.sub(r"^([0-9]+)([.)])(?= |$)", r"\1\\\2", safe)


def seen(value: Any) -> Any:
    """What is printed; in a text that is not escaped yet, what cannot be seen is written out."""
    if type(value) is not str or is_shown(value):
        return value
    return visible_lines(value)


def css_text(text: str) -> str:
    """A text in quotes in a style sheet."""
    shown = visible_lines(text)
    safe = "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in shown)
    return Markup(f'"{safe}"')  # noqa: S704 - letters, figures and escapes alone


def picture(svg: str) -> str:
    """A picture of the view, as it is; anything else is text."""
    return escape(svg)


def lines(text: str | Sequence[str]) -> str:
    """Text with its ends of line kept, or several texts on a line each."""
    joined = visible_lines(text) if isinstance(text, str) else "\n".join(map(visible_lines, text))
    safe = escape(joined)
    if "\n" not in joined:
        return safe
    return Markup(str(safe).replace("\n", "<br>"))  # noqa: S704 - escaped before
