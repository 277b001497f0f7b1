"""The scale of ratings stands in one place: what else must know a colour is named here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from conftest import REPOSITORY

KNOW_COLOURS = {
    "cpcplan/domain/rag.py",  # the scale
    "cpcplan/cli/screens/words.py",  # how a terminal shows each
    "cpcplan/reports/colours.py",  # how a paper shows each
}
SHOW_PLANS = "cpcplan/domain/checks"  # the plan beside each rule, with a rating in it
ONE = re.compile(r"\bamber\b", re.IGNORECASE)
"""Red and green have other meanings too: what knows one rating knows this one."""
NAMES_ONE = re.compile(r"Rating\.(?:RED|AMBER|GREEN)|([\"'])(?:amber|green)\1")


def test_another_rating_changes_these_files_and_no_other() -> None:
    files = [
        *(REPOSITORY / "cpcplan").rglob("*.py"),
        *(REPOSITORY / "templates").glob("*.j2"),
    ]
    assert {_name(file) for file in files if _knows_one(file)} == KNOW_COLOURS


def _name(file: Path) -> str:
    return file.relative_to(REPOSITORY).as_posix()


def _knows_one(file: Path) -> bool:
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        return bool(ONE.search(text))
    is_example = _name(file).startswith(SHOW_PLANS)
    said = () if is_example else _texts(ast.parse(text))
    return bool(NAMES_ONE.search(text)) or any(map(ONE.search, said))


def _texts(tree: ast.AST) -> Iterator[str]:
    """Every text in the code that is no docstring, those of fields among them."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value
