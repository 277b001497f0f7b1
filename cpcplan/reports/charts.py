"""The three pictures of a paper, drawn as SVG that stands in the page.

Each has a title and a description, a shape or a pattern besides every colour, and nothing that a
reader of its table would miss. No size depends on a clock, a font or chance.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

_WIDTH = 720
_ROW = 26
_LEFT = 150
_COLOURS = (
    ("red", "#b3261e", "R"),
    ("amber", "#8a5a00", "A"),
    ("green", "#1b6e3c", "G"),
    ("not rated", "#5f6368", "–"),
)
"""Each dark enough for white letters on it, and for itself on white."""


class Bar(NamedTuple):
    """How many are red, amber, green and not rated, and whose bar it is."""

    label: str
    red: int
    amber: int
    green: int
    not_rated: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.red + self.amber + self.green + self.not_rated


class Span(NamedTuple):
    """An action on the timeline: until when it was to be done at first, and until when now."""

    label: str
    begins: date
    first_due: date
    due: date
    rating: str


def rag_bars(name: str, title: str, bars: Sequence[Bar]) -> str:
    """A bar for each outcome, as long as it has open sub-actions, in their ratings."""
    most = max((bar.total for bar in bars), default=0) or 1
    room = _WIDTH - _LEFT - 40
    drawn = []
    for n, bar in enumerate(bars):
        top = n * _ROW + 4
        drawn.append(_text(0, top + 14, bar.label))
        left = float(_LEFT)
        counts = (bar.red, bar.amber, bar.green, bar.not_rated)
        for (word, colour, letter), count in zip(_COLOURS, counts, strict=True):
            if count:
                width = room * count / most
                drawn.append(_box(left, top, width, 20, colour, f"{bar.label}: {count} {word}"))
                drawn.append(_text(left + 5, top + 14, f"{letter} {count}", fill="#fff"))
                left += width
        drawn.append(_text(left + 6, top + 14, str(bar.total)))
    told = "; ".join(
        f"{bar.label}: {bar.red} red, {bar.amber} amber, {bar.green} green, "
        f"{bar.not_rated} not rated"
        for bar in bars
    )
    return _picture(name, title, told, len(bars) * _ROW + 8, drawn)


def over_time(name: str, title: str, bars: Sequence[Bar]) -> str:
    """A column for each meeting, as high as there were open sub-actions, in their ratings."""
    most = max((bar.total for bar in bars), default=0) or 1
    height, room = 190, (_WIDTH - 40) / max(len(bars), 1)
    width = min(room * 0.7, 60)
    drawn = []
    for n, bar in enumerate(bars):
        left, bottom = 20 + n * room, float(height - 30)
        counts = (bar.not_rated, bar.green, bar.amber, bar.red)
        for (word, colour, letter), count in zip(reversed(_COLOURS), counts, strict=True):
            if count:
                tall = (height - 50) * count / most
                bottom -= tall
                told = f"{bar.label}: {count} {word}"
                drawn.append(_box(left, bottom, width, tall, colour, told))
                if tall >= 13:
                    shown = f"{letter} {count}"
                    drawn.append(_text(left + 4, bottom + tall / 2 + 4, shown, fill="#fff"))
        drawn.append(_text(left, height - 14, bar.label))
    told = "; ".join(
        f"{bar.label}: {bar.red} red, {bar.amber} amber, {bar.green} green, "
        f"{bar.not_rated} not rated"
        for bar in bars
    )
    return _picture(name, title, told or "no meeting was held yet", height, drawn)


_HATCH = (
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="5" height="5" fill="#fff"/>'
    '<rect width="2" height="5" fill="#333"/></pattern></defs>'
)


def timeline(
    name: str, title: str, spans: Sequence[Span], *, period: tuple[date, date], today: date,
    meetings: Sequence[date],
) -> str:  # fmt: skip
    """A line for each action from its beginning to its first date, and on, hatched, to the date in
    force, with the day of the paper and the meetings across.
    """
    begins = min([period[0], *(span.begins for span in spans)])
    ends = max([period[1], today, *(span.due for span in spans)])
    days = max((ends - begins).days, 1)
    room = _WIDTH - 80

    def at(day: date) -> float:
        return 60 + room * (min(max(day, begins), ends) - begins).days / days

    height = len(spans) * 18 + 44
    drawn = [_HATCH]
    drawn += [
        _line(at(day), height - 30, "#9aa0a6", "2 3") for day in meetings if begins <= day <= ends
    ]
    for n, span in enumerate(spans):
        top = n * 18 + 6
        drawn.append(_text(0, top + 9, span.label))
        first, last = sorted((span.first_due, span.due))
        colour = next((c for word, c, _ in _COLOURS if word == span.rating), "#5f6368")
        told = f"{span.label}: first due {span.first_due.isoformat()}"
        width = max(at(first) - at(span.begins), 2)
        drawn.append(_box(at(span.begins), top, width, 10, colour, told))
        if last > first:
            told = f"{span.label}: moved to {span.due.isoformat()}"
            drawn.append(
                _box(at(first), top, max(at(last) - at(first), 2), 10, "url(#hatch)", told)
            )
    drawn.append(_line(at(today), height - 30, "#000", ""))
    drawn.append(_text(at(today) + 3, height - 18, today.isoformat()))
    for day, shift in ((begins, 0), (ends, -66)):
        drawn.append(_text(at(day) + shift, height - 4, day.isoformat()))
    told = "; ".join(
        f"{span.label}: first due {span.first_due.isoformat()}"
        + (f", now {span.due.isoformat()}" if span.due != span.first_due else "")
        for span in spans
    )
    return _picture(name, title, told or "no action has a last day", height, drawn)


def _picture(name: str, title: str, told: str, height: float, drawn: Sequence[str]) -> str:
    return (
        f'<svg role="img" viewBox="0 0 {_WIDTH} {_number(height)}" '
        f'aria-labelledby="{name}-title {name}-told" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-told">{escape(told)}</desc>{"".join(drawn)}</svg>'
    )


def _box(left: float, top: float, width: float, height: float, fill: str, told: str) -> str:
    return (
        f'<rect x="{_number(left)}" y="{_number(top)}" width="{_number(width)}" '
        f'height="{_number(height)}" fill={quoteattr(fill)} stroke="#fff">'
        f"<title>{escape(told)}</title></rect>"
    )


def _text(left: float, top: float, words: str, *, fill: str = "#202124") -> str:
    return (
        f'<text x="{_number(left)}" y="{_number(top)}" font-size="12" '
        f'fill="{fill}">{escape(words)}</text>'
    )


def _line(at: float, height: float, stroke: str, dashes: str) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{_number(at)}" x2="{_number(at)}" y1="0" y2="{_number(height)}" '
        f'stroke="{stroke}"{dashed}/>'
    )


def _number(value: float) -> str:
    """At most one place behind the point, the same on every machine."""
    return f"{value:.1f}".removesuffix(".0")
