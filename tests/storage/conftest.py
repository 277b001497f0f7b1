"""What the tests of reading share."""

from functools import cache

import pytest

from cpcplan.storage import shapes


@pytest.fixture
def adapters_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making what checks a file takes longer than checking one, and a test may check hundreds."""
    monkeypatch.setattr(shapes, "outcome_file", _outcome_file)
    monkeypatch.setattr(shapes, "plan_file", _plan_file)


_outcome_file = cache(shapes.outcome_file)
_plan_file = cache(shapes.plan_file)
