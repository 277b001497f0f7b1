"""What nobody sees is written out, and what everybody sees stays."""

import pytest

from cpcplan.domain.visible import visible, visible_lines


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("\x1b", r"\x1b"), ("\u202e", r"\u202e"), ("\u200b", r"\u200b"), ("\u3164", r"\u3164"),
        ("\u115f", r"\u115f"), ("\u034f", r"\u034f"), ("\U000e0041", r"\U000e0041"),
    ],
)  # fmt: skip
def test_what_cannot_be_seen_is_written_out(hidden: str, shown: str) -> None:
    assert visible(f"a{hidden}b") == f"a{shown}b"
    assert visible_lines(f"a\n{hidden}") == f"a\n{shown}"


@pytest.mark.parametrize("text", ["Siân – 한국", "⚠️ 60%", "Mòr", "“so”"])
def test_what_can_be_seen_stays(text: str) -> None:
    assert visible(text) == text
