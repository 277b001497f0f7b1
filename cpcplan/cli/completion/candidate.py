"""A word that may be offered."""

from typing import Literal, NamedTuple

Kind = Literal["words", "files", "folders"]
"""What a shell is to offer: words that it is told, or files or folders, which it knows itself."""


class Candidate(NamedTuple):
    """A word that may stand at the cursor, and what it means."""

    value: str
    help: str = ""
