"""docs/templates.md names every field of the view, in the words of the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import REPOSITORY

PAGE = REPOSITORY / "docs" / "templates.md"
HEAD = "## What a template can print\n"


def test_every_field_of_the_view_is_documented(request: pytest.FixtureRequest) -> None:
    before, _, _ = PAGE.read_text(encoding="utf-8").partition(HEAD)
    wanted = before + HEAD + "\n" + "\n".join(_tables()) + "\n"
    if request.config.getoption("--update-golden"):
        PAGE.write_text(wanted, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == wanted, "write it anew with --update-golden"


def _tables() -> Iterator[str]:
    for each in _views():
        yield f"### {each.name.removesuffix('View')}\n"
        yield f"{' '.join((ast.get_docstring(each) or '').split())}\n"
        yield "| Field | Is | Meaning |\n|---|---|---|"
        for field, meaning in zip(each.body[1::2], each.body[2::2], strict=True):
            assert isinstance(field, ast.AnnAssign)
            assert isinstance(meaning, ast.Expr)
            assert isinstance(meaning.value, ast.Constant)
            words = " ".join(str(meaning.value.value).split())
            yield f"| `{ast.unparse(field.target)}` | {_kind(field.annotation)} | {words} |"
        yield ""


def _views() -> Iterator[ast.ClassDef]:
    """The classes of the view, the paper first."""
    for file in ("view.py", "count_view.py", "action_view.py"):
        source = Path(REPOSITORY / "cpcplan/reports" / file).read_text(encoding="utf-8")
        body = ast.parse(source).body
        yield from reversed([node for node in body if isinstance(node, ast.ClassDef)])


def _kind(annotation: ast.expr) -> str:
    text = ast.unparse(annotation).replace("View", "")
    for python, word in (
        ("tuple[", "list of "), ("Sequence[", "list of "), ("frozenset[", "set of "),
        (", ...]", ""), ("]", ""), ("str", "text"), ("int", "number"),
        ("bool", "true or false"), (" | None", " or none"),
    ):  # fmt: skip
        text = text.replace(python, word)
    return text
