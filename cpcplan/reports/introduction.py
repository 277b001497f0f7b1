"""The plan's own Markdown, its introduction, as it goes into a paper of either format.

HTML in it is text, links that run something are none, pictures are not fetched, its headings stand
below ours one below the other, and nothing in it reaches beyond its end.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from cpcplan.domain.visible import visible_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TAG = r"<(?=[A-Za-z/!?])"
_GOES_SOMEWHERE = r"\s*<?(?:(?i:https?://|mailto:|tel:)|[\w./#?=%-]+(?:[\s>)]|$))"
"""What stands behind the bracket of a link that runs nothing."""
_LINK = re.compile(rf"(?<!\\)((?:\\\\)*)\](?=[(:])(?![(:]{_GOES_SOMEWHERE})")
_PICTURE = re.compile(r"(?<!\\)((?:\\\\)*)!(?=\[)")
_STARTS_NOTHING = r"(?i)(?:https?:|mailto:|tel:|[^:]*$|[^:/?#]*[/?#])"
"""An address that is looked at, written to or rung up, or a place in a paper or beside it."""
_DEEPEST = 100
"""How deep blocks are read in one another."""
_END = "# end"
_CODE = ("fence", "code_block")


def html_of(text: str) -> str:
    """The plan's own Markdown as HTML."""
    reader = _reader()
    tokens = reader.parse(visible_lines(text))
    for part in (part for token in tokens for part in token.children or ()):
        part.content = visible_lines(part.content)  # a character may be written by its number
    for opening, level in _levels(tokens):
        closing = tokens[opening + 2]  # behind the words
        tokens[opening].tag = closing.tag = f"h{level}"
    made = reader.renderer.render(tokens, reader.options, {})
    return Markup(made)  # noqa: S704 - the reader escapes what is in the text


def own_markdown(text: str) -> str:
    """The plan's own Markdown for a paper that is Markdown itself."""
    # A character that is written by its number would be seen, or not, by whoever reads this.
    shown = visible_lines(text).replace("&#", "&amp;#")
    tokens = _reader().parse(shown)
    code = {n for token in tokens if token.type in _CODE and token.map for n in range(*token.map)}
    typed = shown.split("\n")
    lines = [
        _harmless(line) if n in code else _plain(_harmless(line)) for n, line in enumerate(typed)
    ]
    for token in tokens:
        first = token.map[0] if token.map else 0
        if token.type == "fence":
            lines[first] = lines[first].replace("{", "&#123;")
        elif token.type == "hr":  # pandoc takes lines between two of `---` for settings
            lines[first] = re.sub(r"-(?=[- ]*$)", "*", lines[first])
    for n, level in _levels(tokens):
        heading = tokens[n]
        first, last = heading.map or (0, 0)
        marks = "#" * level
        if heading.markup.startswith("#"):
            before, words = re.split(r"#{1,6}(?!#)", lines[first], maxsplit=1)
            lines[first] = f"{before}{marks}{words}"
        elif heading.level == 0:  # underlined, in as many lines as it takes
            words = " ".join(line.strip() for line in lines[first : last - 1])
            lines[first:last] = [f"{marks} {words}", *[""] * (last - first - 1)]
    return "\n".join([*lines, *_closing(lines)])


def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False, "maxNesting": _DEEPEST})
    setattr(reader, "validateLink", _starts_nothing)  # noqa: B010 - the library's own way
    return reader.enable(["table", "strikethrough"]).disable(["image"])


def _starts_nothing(address: str) -> bool:
    return re.match(_STARTS_NOTHING, address) is not None


def _levels(tokens: Sequence["Token"]) -> list[tuple[int, int]]:
    """Where headings open, and of which level each is to be: the first below the paper's own, and
    none more than one below that before it.
    """
    opening = [n for n, token in enumerate(tokens) if token.type == "heading_open"]
    deeper = 2 - min((int(tokens[n].tag[1]) for n in opening), default=2)
    found, above = [], 1
    for n in opening:
        above = min(int(tokens[n].tag[1]) + deeper, above + 1, 6)
        found.append((n, above))
    return found


def _harmless(line: str) -> str:
    line = re.sub(_TAG, "&lt;", line)
    line = _PICTURE.sub(r"\1\\!", line)
    return _LINK.sub(r"\1\\]", line)


def _plain(line: str) -> str:
    """A line without what is Markdown to pandoc alone: attributes, which may run something, blocks
    that may be hidden, and LaTeX.
    """
    line = re.sub(r"\\(?=[A-Za-z])", r"\\\\", line)
    line = re.sub(r"(?<!\\)((?:\\\\)*)(?=[{$])", r"\1\\", line)
    return re.sub(r"^(\s*)(?=:::)", r"\1\\", line)


def _closing(lines: Sequence[str]) -> list[str]:
    """What closes a block of code that the text leaves open, so that it ends here."""
    tokens = _reader().parse("\n".join([*lines, "", _END]))
    if tokens and tokens[-1].type == "heading_close":
        return []
    fences = [each.markup for each in reversed(tokens) if each.type == "fence"]
    return fences[:1]  # none, where lists stand deeper in lists than anybody reads
