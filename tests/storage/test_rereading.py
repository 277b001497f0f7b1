"""What only the file shows: quotes, comments, places."""

from pathlib import Path

import pytest

from cpcplan.storage.folder import Folder
from cpcplan.storage.rereading import Reread, reread


@pytest.fixture
def reading(tmp_path: Path) -> "Reading":
    return Reading(tmp_path)


class Reading:
    """Reads a text as an outcome's file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def of(self, text: str) -> Reread:
        file = self.folder / "outcome-1.yaml"
        file.write_bytes(text.encode())
        again = reread(Folder(self.folder, self.folder), file)
        assert again
        return again


@pytest.mark.parametrize(
    ("line", "cut_off"),
    [
        ("title: Ask for change #47 by May", "#47 by May"),
        ("title: Item # 4 of the minutes", "# 4 of the minutes"),
        ("title: Ask for\n  change #47", "#47"),
        ("points: [Ask for #47\n  ]", "#47"),
        ("points:\n  - Ask for #47", "#47"),
        ("timescale: May 2025 #agreed\r", "#agreed"),
        ("title: Ask # with Police", None),  # a comment, as people write them
        ("title: Ask  # see change #47", None),
        ("title: Change#47", None),
        ('title: "Ask for change #47"', None),
        ("title: 'Ask for change #47' #b", None),
        ("title: |\n  Ask for\n  change #47", None),
        ("# Ask for #47\ntitle: x", None),
        ("title: x\n#title: y", None),
        ("points: #47\n  - x", None),
        ("timescale: ongoing #check: allow open-ended: x", None),
    ],
)
def test_a_text_without_quotes_that_a_number_sign_cuts_off(
    reading: Reading, line: str, cut_off: str | None
) -> None:
    again = reading.of(f'id: "1"\n{line}\n')
    found = list(again.cut_off())
    assert [rest for _, rest in found] == ([cut_off] if cut_off else [])
    for start, rest in found:
        assert again.source.text.startswith(rest, start)


@pytest.mark.parametrize("bare", ["1.10", "1", "no", "1e3", "0o17", "1:30", "2019-03-12", "0x1F"])
def test_an_id_that_other_readers_would_change(reading: Reading, bare: str) -> None:
    for text in (f"id: {bare}", f"a: {{for: [{bare}]}}", f"readings: {{{bare}: 4}}"):
        assert [word for _, word in reading.of(text).bare_ids()] == [bare]
    for text in (f'id: "{bare}"', f"id: 'x{bare}'", f'for: ["{bare}"]', f"title: {bare}"):
        assert list(reading.of(text).bare_ids()) == []


@pytest.mark.parametrize("bare", ["1.1a", "1.1.1", "A1", "1-2", "1e", "e1"])
def test_an_id_that_every_reader_takes_for_text(reading: Reading, bare: str) -> None:
    assert list(reading.of(f"id: {bare}").bare_ids()) == []
