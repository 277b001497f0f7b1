"""Text of a plan as it can be shown: what nobody sees, or a terminal would obey, is written out."""

import re

CONTROL = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]"
)
"""What a terminal may obey, what has no width or turns writing round, and halves of characters."""
_BLANK = "[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]"
"""Of these, what Python takes for printable: letters that show nothing."""


def is_shown(text: str) -> bool:
    """Whether nothing in the text is one of these, or an end of line."""
    return text.isprintable() and (text.isascii() or re.search(_BLANK, text) is None)


def visible(text: str) -> str:
    r"""The text in one line, each control character (those that turn writing round and those
    without width too) written out as `\\x1b` or `\\u202e`.
    """
    if is_shown(text):
        return text
    return re.sub(CONTROL, _written_out, " ".join(re.split(r"[\r\n]+", text.strip("\r\n"))))


def _written_out(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


_LONGEST_SHOWN = 80


def shown(text: str) -> str:
    """What stands in a plan, as a message quotes it: its beginning, where it is long."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"


def visible_lines(text: str) -> str:
    """The same, with its ends of line kept."""
    if is_shown(text):
        return text
    return "\n".join(visible(line) for line in re.split(r"\r\n|\r|\n", text))
