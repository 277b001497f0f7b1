"""What README.md tells of speed is a part of what benchmarks/README.md says was measured."""

from conftest import REPOSITORY


def rows(page: str) -> list[str]:
    """The rows of tables that hold figures, without their heads."""
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    told = text.partition("## How fast it is")[2].partition("\n## ")[0]
    lines = [line for line in told.splitlines() if line.startswith("|")]
    return [line for line in lines if "×" not in line and "---" not in line]


def test_readme_tells_what_was_measured() -> None:
    told = rows("README.md")
    assert len(told) >= 5
    assert set(told) <= set(rows("benchmarks/README.md"))
