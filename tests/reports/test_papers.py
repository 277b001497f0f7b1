"""The papers that there are: each has all that CONTRIBUTING.md asks for."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import REPOSITORY, run
from cpcplan import __version__
from cpcplan.reports.papers import PAPERS
from cpcplan.reports.render import our_templates

NOT_PAPERS = {"base", "parts"}


def test_each_has_a_template_for_either_format_and_each_template_a_paper() -> None:
    for form in ("md", "html"):
        made = {file.name.partition(".")[0] for file in our_templates().glob(f"*.{form}.j2")}
        assert made - NOT_PAPERS == set(PAPERS)


@pytest.mark.parametrize("name", PAPERS)
def test_each_is_told_in_the_documents_and_in_help(name: str) -> None:
    page = (REPOSITORY / "docs" / "templates.md").read_text(encoding="utf-8")
    assert f"\n| `{name}` " in page
    assert f"{name} (" in run("report", "--help").out


@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize("name", PAPERS)
def test_each_whole(
    name: str, form: str, tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    """Of the plan of the documents, outside git; the version is left out."""
    plan = tmp_path / "plan"
    shutil.copytree(REPOSITORY / "docs" / "example", plan)
    options = ("--lead", "police") if name == "lead" else ()
    ran = run(
        "report", "--template", name, "--format", form, *options,
        "--plan", str(plan), "--as-of", "2025-06-09",
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    golden(f"{name}.{form}", ran.out.replace(f"cpcplan {__version__}", "cpcplan VERSION"))
