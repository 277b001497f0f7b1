"""What is fuzzed of reading: any bytes as a file of a plan. See `targets.py`."""

import re
from datetime import date
from pathlib import Path
from types import MappingProxyType

from cpcplan.cli import paint, records, story_records
from cpcplan.cli.screens import action, lists, status, story
from cpcplan.domain import questions
from cpcplan.domain.measures import measures
from cpcplan.domain.model import PLAN_FILE, Plan
from cpcplan.domain.reckoning import stand
from cpcplan.errors import CannotBeDone, IssuedUnreadable, PlanUnreadable, Unreadable
from cpcplan.storage.folder import ISSUED_FILE, Folder
from cpcplan.storage.issued import issued, with_paper
from cpcplan.storage.reading import read_plan
from cpcplan.storage.render import Entry
from cpcplan.usecases.checking import look_over

HERE = Path("plan")
OUTCOME_FILE = "outcome-1.yaml"
SOUND_PLAN = """\
title: Anytown Child Protection Committee Improvement Plan 2018–20
committee: Anytown Child Protection Committee
period: {start: September 2018, end: September 2020}
meetings: [2018-12-04, 2019-03-05, 2019-06-04]
leads:
  lead-officer: CPC Lead Officer
  nhs: {name: CPC Lead – NHS, agency: NHS}
"""
SOUND_OUTCOME = """\
id: "1"
title: Our communities understand
key_actions:
  - id: "1.1"
    title: Promote messages
    leads: [nhs]
    timescale: March 2019
    sub_actions:
      - id: "1.11"
        title: Establish a subgroup
        timescale: April 2019, then quarterly
        updates:
          - {date: 2019-03-12, rag: red, why: Nobody is free}
"""
DAYS = tuple(map(date.fromisoformat, ("1900-01-01", "2019-04-01", "2020-10-01", "2199-12-31")))
ENTRY: Entry = MappingProxyType({"date": "2019-06-04", "rag": "amber", "why": "It’s late: #1"})
APART = "\x1f"
"""What parts the texts of a target that takes several."""


def texts(data: bytes, least: int, errors: str = "surrogateescape") -> list[str]:
    """Several texts; halves of characters come in what is typed, and never in a file."""
    texts = data.decode("utf-8", errors).split(APART)
    return [*texts, *[""] * (least - len(texts))]


def folder_of(**held: bytes) -> Folder:
    """A plan folder whose files hold these bytes, on no disk."""
    names = {"plan": PLAN_FILE, "outcome": OUTCOME_FILE, "issued": ISSUED_FILE}
    return Folder(HERE, Path(), {names[name]: data for name, data in held.items()})


def outcome_file(data: bytes) -> None:
    """Any bytes as an outcome’s file: a plan that every question can be put to, or its faults."""
    _put_every_question(folder_of(plan=SOUND_PLAN.encode(), outcome=data))


def plan_file(data: bytes) -> None:
    """Any bytes as plan.yaml."""
    _put_every_question(folder_of(plan=data, outcome=SOUND_OUTCOME.encode()))


def issued_file(data: bytes) -> None:
    """Any bytes as issued.yaml; a paper more can be told, or it is said why not."""
    folder = folder_of(plan=SOUND_PLAN.encode(), outcome=SOUND_OUTCOME.encode(), issued=data)
    try:
        known = issued(folder)
    except IssuedUnreadable as unreadable:
        _must_be_within(unreadable, folder)
        return
    paper = {"date": "2019-06-04", "template": "progress", "commit": "0a" * 20, "paper": "a.html"}
    try:
        longer = with_paper(data.decode(), paper)
    except CannotBeDone:
        return
    held = {**(folder.held or {}), ISSUED_FILE: longer.encode()}
    after = issued(folder._replace(held=held))
    assert after[:-1] == known, "a paper that was issued is not the same any more"


def _put_every_question(folder: Folder) -> None:
    try:
        plan = read_plan(folder)
    except PlanUnreadable as unreadable:
        _must_be_within(unreadable, folder)
        return
    for day in DAYS:
        _answers(folder, plan, day)


def _must_be_within(unreadable: Unreadable, folder: Folder) -> None:
    """Each fault says something of a place that there is."""
    for fault in unreadable.faults:
        data = (folder.held or {})[Path(fault.file).name]
        lines = data.decode("utf-8-sig", "replace").split("\n")
        assert 1 <= fault.line <= len(lines), fault
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1, fault
        assert fault.message, fault
        assert "\n" not in str(fault), fault


def _answers(folder: Folder, plan: Plan, day: date) -> None:
    """Every answer, as JSON is made of it and as a pipe is shown it."""
    standing = stand(plan, as_of=day)
    measured = list(measures(standing))
    told = questions.history(standing.actions(), since=None, by=None, kinds=frozenset())
    for found in look_over(folder, standing).found.warnings:
        assert found.line > 0
        assert found.column > 0
    records.status(standing)
    story_records.measures(standing, measured)
    story_records.history(told)
    sheets = [
        status.sheet(standing, is_today=True),
        lists.measures(measured),
        story.history(told, {}),
    ]
    for each in standing.actions():
        story_records.whole_action(standing, each, measured, None)
        sheets.append(action.action(standing, each, measured, None))
    for sheet in sheets:
        shown = "".join(paint.plain(sheet))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", shown), shown
