"""The contracts that `lint-imports` enforces, held against the modules and the documents."""

import re
import tomllib
from pathlib import Path
from typing import Any

import grimp
import pytest

from conftest import REPOSITORY

PACKAGE = REPOSITORY / "cpcplan"


@pytest.fixture(scope="module")
def contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return found


def module(file: Path) -> str:
    parts = file.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def test_the_contracts_see_every_module() -> None:
    """A folder without `__init__.py` would be passed over in silence."""
    graph = grimp.build_graph("cpcplan", cache_dir=None)

    assert graph.modules == {module(file) for file in PACKAGE.rglob("*.py")}


def test_every_module_belongs_to_a_layer(contracts: list[dict[str, Any]]) -> None:
    layers = next(each for each in contracts if each["type"] == "layers")

    assert layers["exhaustive"]
    assert "exhaustive_ignores" not in layers
    assert not any("ignore_imports" in each for each in contracts)
    assert set(_single(layers["layers"])) == {
        path.stem
        for path in PACKAGE.iterdir()
        if path.name not in ("__init__.py", "__pycache__", "py.typed")
    }


def test_the_layers_are_those_of_the_documents(contracts: list[dict[str, Any]]) -> None:
    page = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    documented = re.findall(r"(?m)^\| `(\w+)` \|", page)

    layers = next(each["layers"] for each in contracts if each["type"] == "layers")
    assert documented == _single(layers)


def test_the_picture_is_of_the_layers(contracts: list[dict[str, Any]]) -> None:
    page = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    picture = page.partition("## Layers")[2].split("```")[1]
    drawn = re.findall(r"(?m)^ +(\w+(?: \| \w+)?)(?: {3}|$)", picture)

    assert drawn == next(each["layers"] for each in contracts if each["type"] == "layers")


def _single(layers: list[str]) -> list[str]:
    """The layers one by one, those side by side (`a | b`) too."""
    return [layer for group in layers for layer in group.split(" | ")]
