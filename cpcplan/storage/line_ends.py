"""The ends of a text's lines: git may put others on disk (Windows') than it keeps."""

from typing import AnyStr


def levelled(text: AnyStr) -> AnyStr:
    """The text with the ends of line that git keeps, by which two texts are compared."""
    if isinstance(text, bytes):
        return text.replace(b"\r\n", b"\n")
    return text.replace("\r\n", "\n")


def as_windows(text: str) -> str:
    """The text with Windows' ends of line, whatever it has."""
    return levelled(text).replace("\n", "\r\n")
