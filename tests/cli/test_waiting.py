"""A word where work lasts: on a terminal, and only there."""

import io
import sys
import time

import pytest

from cpcplan.cli.waiting import at_work


class Screen(io.StringIO):
    """Something that somebody reads."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "lasts", "said"),
    [(Screen(), 0.2, "Making the paper …\n"), (Screen(), 0.0, ""), (io.StringIO(), 0.05, "")],
)
def test_what_lasts_says_so(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, lasts: float, said: str
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with at_work("Making the paper", patience=0.02):
        time.sleep(lasts)
    assert stream.getvalue() == said
