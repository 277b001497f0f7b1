"""The scale of ratings stands in one place: what else must know a colour is named here."""

import re

from conftest import REPOSITORY

KNOW_COLOURS = {
    "cpcplan/domain/rag.py",  # the scale
    "cpcplan/cli/screens/words.py",  # how a terminal shows each
    "cpcplan/reports/colours.py",  # how a paper shows each
}
NAMES_ONE = re.compile(r"Rating\.(?:RED|AMBER|GREEN)|([\"'])(?:amber|green)\1")


def test_another_rating_changes_these_files_and_no_other() -> None:
    files = [
        *(REPOSITORY / "cpcplan").rglob("*.py"),
        *(REPOSITORY / "templates").glob("*.j2"),
    ]
    knowing = {
        file.relative_to(REPOSITORY).as_posix()
        for file in files
        if NAMES_ONE.search(file.read_text(encoding="utf-8"))
    }
    assert knowing == KNOW_COLOURS
