"""The papers that there are: each has all that CONTRIBUTING.md asks for."""

import pytest

from conftest import REPOSITORY, run
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
