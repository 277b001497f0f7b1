"""An action with more entries than anybody will ever write: no rule may look through all of them
again for each.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from builders import day, plan, sub_action, update
from cpcplan.domain.checks.catalogue import findings
from cpcplan.domain.differences import differences
from cpcplan.domain.movement import Kind, changes
from cpcplan.domain.reckoning import stand

MANY = 30_000
LAST = day("2020-09-01")


@contextmanager
def soon() -> Iterator[None]:
    """What is done within takes a second or so; it took half a minute, and minutes for more."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < 8


def test_a_long_story_keeps_nobody_waiting() -> None:
    entries = tuple(
        update(str(day("2018-09-01") + timedelta(days=n % 700)), note=f"Note {n}")
        for n in range(MANY)
    )
    long = plan(sub_action("1.11", *entries))
    with soon():
        moved = changes(long, since=day("2018-09-01"), until=LAST)
    assert [change.kind for change in moved] == [Kind.NOTED] * MANY
    with soon():
        assert len(findings(stand(long, as_of=LAST))) < 10
    rated = plan(sub_action("1.11", *entries, *[update("2020-08-01", rag="red", why="x")] * 2))
    with soon():
        assert differences(long, rated, until=LAST)[0].kind is Kind.RATED
