"""What is fuzzed of words: timescales, dates, personal details, and what is typed behind a command.
See `targets.py`.
"""

import io
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from functools import cache
from pathlib import Path

from cpcplan.cli.app import main
from cpcplan.cli.context import read_date, read_length
from cpcplan.domain.calendar import read_span
from cpcplan.domain.model import PLAN_FILE, Plan
from cpcplan.domain.personal import personal_details
from cpcplan.domain.timescale import TimescaleRefused, read
from cpcplan.errors import CpcplanError
from cpcplan.storage.reading import read_plan
from fuzz_reading import DAYS, OUTCOME_FILE, SOUND_OUTCOME, SOUND_PLAN, folder_of, texts


def timescale(data: bytes) -> None:
    """Any words as a timescale: it is refused, or means the same however it is spaced."""
    words = data.decode("utf-8", "surrogateescape")
    try:
        meant = read(words)
    except TimescaleRefused:
        return
    assert meant.text == words
    again = read(f"  {'  '.join(words.split())} ".upper())
    assert again[1:] == meant[1:] or _spells_differently(words), (meant, again)
    assert all(cycle.months > 0 for cycle in meant.cycles), meant


def _spells_differently(words: str) -> bool:
    """Whether capitals are not the same word: the `ß` that becomes SS, and its like."""
    return words.upper().lower() != words.lower()


def dates(data: bytes) -> None:
    """Any words as a DATE, a length of time and a span."""
    words = data.decode("utf-8", "surrogateescape")
    plan = _sound_plan()
    for day in DAYS:
        for reader in (lambda d: read_date(words, plan, as_of=d), _length_of(words)):
            try:
                reader(day)
            except CpcplanError as refused:
                assert str(refused)
    try:
        span = read_span(words)
    except ValueError as refused:
        assert str(refused)
    else:
        assert span is None or span[0] <= span[1]


def _length_of(words: str) -> Callable[[date], object]:
    return lambda day: read_length(words, as_of=day)


@cache
def _sound_plan() -> Plan:
    return read_plan(folder_of(plan=SOUND_PLAN.encode(), outcome=SOUND_OUTCOME.encode()))


def personal(data: bytes) -> None:
    """Any words, looked over for personal details: what is found lies within them, in order."""
    words = data.decode("utf-8", "surrogateescape")
    end = 0
    for found in personal_details(words):
        assert end <= found.start < found.end <= len(words), found
        end = found.end


def typed(data: bytes) -> None:
    """Any words behind a command: an exit code of the table, and words where it is not 0."""
    which, *words = texts(data, 4)
    shape = _TYPED[len(which) % len(_TYPED)]
    arguments = [part.format(*words) if part.startswith("{") else part for part in shape]
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*arguments, "--plan", folder_on_disk()])
    assert code in range(8), (code, arguments)
    assert not code or out.getvalue() + err.getvalue(), (code, arguments)


_TYPED = (
    ("note", "1.11", "{0}", "--date", "{1}", "--by", "{2}", "--dry-run"),
    ("rag", "1.11", "{0}", "--why", "{1}", "--timescale", "{2}", "--dry-run"),
    ("request", "{0}", "{1}", "--why", "{2}", "--dry-run"),
    ("reported", "1.11", "{0}", "--date", "2019-05-01", "--dry-run"),
    ("lead", "1.11", "{0}", "{1}", "--why", "{2}", "--dry-run"),
    ("add", "sub-action", "1.1", "--title", "{0}", "--id", "{1}", "--dry-run"),
    ("add", "key-action", "1", "--title", "{0}", "--timescale", "{1}", "--dry-run"),
    ("add", "outcome", "--title", "{0}", "--id", "{1}", "--dry-run"),
    ("list", "--lead", "{0}", "--rag", "{1}", "--state", "{2}"),
    ("history", "{0}", "--since", "{1}", "--by", "{2}"),
    ("changes", "--since", "{0}", "--as-of", "{1}", "--json"),
    ("due", "--within", "{0}", "--as-of", "{1}", "--csv"),
    ("show", "{0}", "--as-of", "{1}"),
)  # fmt: skip


@cache
def folder_on_disk() -> str:
    """The folder of a plan that is sound."""
    from tempfile import mkdtemp

    folder = Path(mkdtemp(prefix="cpcplan-fuzz-"))
    (folder / PLAN_FILE).write_text(SOUND_PLAN, encoding="utf-8")
    (folder / OUTCOME_FILE).write_text(SOUND_OUTCOME, encoding="utf-8")
    return str(folder)
