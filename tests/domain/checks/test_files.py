"""Which evidence names a file."""

import pytest

from builders import day, plan, sub_action, update
from cpcplan.domain.checks.files import files_named
from cpcplan.domain.reckoning import stand


@pytest.mark.parametrize(
    ("evidence", "is_file"),
    [
        ("minutes/2019-03-12.pdf", True),
        ("minutes\\2019-03-12.PDF", True),
        ("../papers/Minute of 12 March 2019.docx", True),
        ("minute.md", True),
        ("CPC 12 March 2019, item 4", False),
        ("Rota of 4 November 2024", False),
        ("Trial plan, version 2.1", False),
        ("https://www.gov.scot/plan.pdf", False),
        ("www.gov.scot/plan.pdf", False),
        ("gov.scot/publications/plan.pdf", False),
        ("SharePoint: CPC/minute.pdf", False),
        ("S:\\CPC\\minute.pdf", False),
        ("\\\\council\\cpc\\minute.pdf", False),
        ("/home/cpc/minute.pdf", False),
        (".pdf", False),
    ],
)
def test_a_text_that_ends_like_the_name_of_a_file(evidence: str, is_file: bool) -> None:
    sub = sub_action("1.11", update("2019-03-12", note="x", evidence=(evidence,)))
    standing = stand(plan(sub), as_of=day("2019-03-12"))
    assert [named for _, named in files_named(standing)] == ([evidence] if is_file else [])
