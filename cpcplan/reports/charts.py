"""The three pictures of a paper, drawn as SVG that stands in the page.

Each has a title and a description, a shape, a letter or a pattern besides every colour, and nothing
that a reader of its table would miss. In black and white the ratings go from dark to white (not
rated). No size depends on a clock, a font or chance: each has one place behind the point.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from cpcplan.domain.calendar import in_short
from cpcplan.domain.rag import ON_COURSE, Rating
from cpcplan.domain.visible import visible
from cpcplan.domain.wording import listed
from cpcplan.reports.colours import COLOURS

_WIDTH = 470
"""So that a telephone still shows letters of a size that can be read."""
_ROW = 26
_LEFT = 100
_INK = "#1d1d1f"
CONTRADICTED = f"{listed(ON_COURSE)}, contradicted by the plan"


class _Look(NamedTuple):
    """How a rating is drawn: the ground, the letters on it, and the letter that names it."""

    word: str
    ground: str
    ink: str
    letter: str


_LOOKS = (
    *(
        _Look(rating.value, ground, "#ffffff" if is_dark else _INK, rating.letter)
        for rating in Rating
        for ground, is_dark in (COLOURS[rating],)
    ),
    _Look(CONTRADICTED, "url(#NAME-doubt)", _INK, f"{ON_COURSE[-1].letter}!"),
    _Look("not rated", "#ffffff", _INK, "–"),
)
"""The ratings, what the plan contradicts of them, and what is not rated."""
_WELL = COLOURS[ON_COURSE[-1]].ground
_CLOSED = _Look("closed", "#c9ccd1", _INK, "")
_LOOK_OF = {look.word: look for look in _LOOKS}


class Bar(NamedTuple):
    """Whose bar it is, and how many have each rating, the worst first; behind these those that the
    plan contradicts, which count nowhere else, and those that are not rated.
    """

    label: str
    parts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.parts)

    @property
    def told(self) -> str:
        """The same in words; a count of none is left out."""
        known = zip(_LOOKS, self.parts, strict=True)
        counts = [f"{count} {look.word}" for look, count in known if count]
        return f"{self.label}: {', '.join(counts) or 'none open'}"


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
    room = _WIDTH - _LEFT - 30
    drawn = []
    for n, bar in enumerate(bars):
        top = n * _ROW + 4
        drawn.append(_text(0, top + 14, _clipped(bar.label)))
        left = float(_LEFT)
        for look, count in zip(_LOOKS, bar.parts, strict=True):
            if count:
                width = room * count / most
                told = f"{bar.label}: {count} {look.word}"
                drawn.append(_box(left, top, width, 20, _ground(look, name), told))
                label = f"{look.letter} {count}"
                if width >= 6 * len(label) + 6:
                    drawn.append(_text(left + 5, top + 14, label, fill=look.ink))
                left += width
        drawn.append(_text(left + 6, top + 14, str(bar.total)))
    height = len(bars) * _ROW + 8
    key, bottom = _key(name, height + 4)
    told = "; ".join(bar.told for bar in bars)
    return _picture(name, title, told, bottom, [*drawn, *key])


def over_time(name: str, title: str, bars: Sequence[Bar]) -> str:
    """A column for each meeting, as high as there were open sub-actions, in their ratings."""
    most = max((bar.total for bar in bars), default=0) or 1
    height, room = 200, (_WIDTH - 10) / max(len(bars), 1)
    width = min(room * 0.75, 56)
    drawn = []
    for n, bar in enumerate(bars):
        left, bottom = n * room, float(height - 26)
        parts = list(zip(_LOOKS, bar.parts, strict=True))
        for look, count in reversed(parts):
            if count:
                tall = (height - 46) * count / most
                bottom -= tall
                told = f"{bar.label}: {count} {look.word}"
                drawn.append(_box(left, bottom, width, tall, _ground(look, name), told))
                if tall >= 13:
                    label = f"{look.letter} {count}"
                    drawn.append(_text(left + 4, bottom + tall / 2 + 4, label, fill=look.ink))
        drawn.append(_text(left, bottom - 5, str(bar.total)))
        drawn.append(_text(left, height - 10, bar.label, size=11))
    key, bottom = _key(name, height)
    told = "; ".join(bar.told for bar in bars)
    return _picture(name, title, told, bottom, [*drawn, *key])


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
    drawn = [
        _line(at(day), height - 30, "#9aa0a6", "2 3") for day in meetings if begins <= day <= ends
    ]
    for n, span in enumerate(spans):
        drawn += _span(span, n * 18 + 6, name, at)
    drawn.append(_line(at(today), height - 30, "#000", ""))
    label = f"{in_short(today)}, the day of this paper"
    left = at(today) + 3
    drawn.append(_text(left if left < _WIDTH - 190 else left - 190, height - 18, label))
    for day, shift in ((begins, 0), (ends, -72)):
        drawn.append(_text(at(day) + shift, height - 4, in_short(day)))
    told = "; ".join(
        f"{span.label}: first due {in_short(span.first_due)}"
        + (f", now {in_short(span.due)}" if span.due != span.first_due else "")
        for span in spans
    )
    return _picture(name, title, told or "no action has a last day", height, drawn)


def _span(span: Span, top: float, name: str, at: Callable[[date], float]) -> Iterator[str]:
    yield _text(0, top + 9, _clipped(span.label, 9))
    left = at(span.begins)
    first, last = sorted((at(span.first_due), at(span.due)))
    look = _LOOK_OF.get(span.rating, _CLOSED)
    told = f"{span.label}: first due {in_short(span.first_due)}, {span.rating}"
    width = max(first - left, 2)
    yield _box(left, top, width, 10, _ground(look, name), told)
    if look.letter and width > 20:
        yield _text(left + 4, top + 9, look.letter, fill=look.ink, size=10)
    if span.due != span.first_due:
        told = f"{span.label}: moved to {in_short(span.due)}"
        yield _box(first, top, max(last - first, 2), 10, f"url(#{name}-hatch)", told)


def _picture(name: str, title: str, told: str, height: float, drawn: Sequence[str]) -> str:
    svg = (
        f'<svg role="img" viewBox="-1 0 {_WIDTH + 2} {height:.1f}" '
        f'aria-labelledby="{name}-title {name}-told" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{name}-title">{_safe(title)}</title>'
        f'<desc id="{name}-told">{_safe(told or "There is nothing to show yet.")}</desc>'
        f"{_patterns(name)}{''.join(drawn)}</svg>"
    )
    return Markup(svg)  # noqa: S704 - every text in it is escaped


def _patterns(name: str) -> str:
    """What is hatched in a picture: what slipped, and a rating that the plan contradicts."""
    return (
        "<defs>"
        + "".join(
            f'<pattern id="{name}-{what}" width="6" height="6" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{ground}"/>'
            f'<rect width="2" height="6" fill="{stripe}"/></pattern>'
            for what, ground, stripe in (("hatch", "#fff", "#333"), ("doubt", "#fff", _WELL))
        )
        + "</defs>"
    )


def _key(name: str, top: float) -> tuple[list[str], float]:
    """What each ground means, in as many lines as it takes, and where it ends."""
    drawn = []
    left = 0.0
    for look in _LOOKS:
        words = f"{look.letter} {look.word}"
        if left + 17 + 6.2 * len(words) > _WIDTH:
            left, top = 0.0, top + 18
        drawn.append(
            f'<rect x="{left:.1f}" y="{top:.1f}" width="12" height="12" '
            f'fill="{_ground(look, name)}" stroke="{_INK}"/>'
        )
        drawn.append(_text(left + 17, top + 10, words, size=11))
        left += 34 + 6.2 * len(words)
    return drawn, top + 20


def _ground(look: _Look, name: str) -> str:
    return look.ground.replace("NAME", name)


def _box(left: float, top: float, width: float, height: float, fill: str, told: str) -> str:
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" fill="{fill}" stroke="{_INK}">'
        f"<title>{_safe(told)}</title></rect>"
    )


def _text(left: float, top: float, words: str, *, fill: str = _INK, size: int = 12) -> str:
    return (
        f'<text x="{left:.1f}" y="{top:.1f}" font-size="{size}" fill="{fill}">{_safe(words)}</text>'
    )


def _line(at: float, height: float, stroke: str, dashes: str) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line x1="{at:.1f}" x2="{at:.1f}" y1="0" y2="{height:.1f}" stroke="{stroke}"{dashed}/>'


def _clipped(label: str, most: int = 16) -> str:
    """A label that keeps its place, however long an id is; the description has it whole."""
    return label if len(label) <= most else f"{label[: most - 1]}…"


def _safe(words: str) -> str:
    return escape(visible(words), quote=False)
