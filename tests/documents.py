"""The pages of documentation, and the blocks in them."""

import re
from pathlib import Path

from conftest import REPOSITORY

README = REPOSITORY / "README.md"
DOCS = REPOSITORY / "docs"
EXAMPLE = DOCS / "example"
PAGES = sorted([*REPOSITORY.glob("*.md"), *DOCS.glob("*.md")])
BLOCK = re.compile(
    r"^```(?P<language>\w+)(?: (?P<path>\S+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)


def blocks(page: Path, language: str) -> list[re.Match[str]]:
    """The blocks of a page that are in a language."""
    found = BLOCK.finditer(page.read_text(encoding="utf-8"))
    return [block for block in found if block["language"] == language]


def name(page: Path) -> str:
    """What a test calls a page."""
    return page.name
