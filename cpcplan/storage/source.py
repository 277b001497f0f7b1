"""One plan file as text. Nothing here knows what YAML or a plan's fields mean."""

from typing import NamedTuple

from cpcplan.errors import Fault

BOM = "\ufeff"


class Source(NamedTuple):
    """A file as read: `name` is how messages call it, `text` is without the byte order mark."""

    name: str
    text: str

    def place(self, index: int) -> tuple[int, int]:
        """Line and column, from 1, of a place in the text (in characters, from 0)."""
        line = self.text.count("\n", 0, index)
        return line + 1, index - (self.text.rfind("\n", 0, index) + 1) + 1

    def fault(self, index: int, rule: str, message: str) -> Fault:
        """A fault at a place in the text."""
        return Fault(self.name, *self.place(index), rule, message)


def decode(name: str, data: bytes) -> tuple[Source | None, list[Fault]]:
    """The text of a file, or what keeps it from being text; a byte order mark is cut off."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:4]:
        return None, [_not_utf8(name, 1, 1, "this file is UTF-16, not UTF-8")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        found = f"a character here is not UTF-8 (byte {data[error.start]:#04x})"
        return None, [_not_utf8(name, line, column, found)]
    return Source(name, text.removeprefix(BOM)), []


def _not_utf8(name: str, line: int, column: int, found: str) -> Fault:
    advice = "in your editor, save it again with the encoding UTF-8"
    return Fault(name, line, column, "not-utf-8", f"{found}: {advice}")
