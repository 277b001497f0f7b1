"""Plans for tests: small ones, with just what a test is about said beside it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

from cpcplan.domain.model import (
    KeyAction,
    Lead,
    Outcome,
    Period,
    Plan,
    State,
    SubAction,
    Update,
)
from cpcplan.domain.rag import Rating
from cpcplan.domain.reckoning import stand
from cpcplan.domain.standing import Standing
from cpcplan.domain.timescale import read
from cpcplan.storage.folder import Folder
from cpcplan.storage.reading import read_plan

PLAN_YAML = """\
title: Anytown Child Protection Committee Improvement Plan 2018–20
committee: Anytown Child Protection Committee
period: {start: September 2018, end: September 2020}
leads:
  lead-officer: CPC Lead Officer
  nhs: {name: CPC Lead – NHS, agency: NHS}
  police: {name: CPC Lead – Police, agency: Police}
"""


def day(text: str) -> date:
    """A day from its ISO form."""
    return date.fromisoformat(text)


def update(on: str, **said: Any) -> Update:
    """An entry: `rag="red"`, `timescale="June 2019"`, `state="complete"` as a plan file has it."""
    for name in ("timescale", "timescale_requested"):
        if isinstance(said.get(name), str):
            said[name] = read(said[name])
    if "rag" in said:
        said["rag"] = Rating(said["rag"])
    if "state" in said:
        said["state"] = State(said["state"])
    if "readings" in said:
        said["readings"] = tuple(said["readings"].items())
    return Update(date=day(on), **said)


def sub_action(identifier: str = "1.11", *updates: Update, **fields: Any) -> SubAction:
    """A sub-action; `timescale` and `added` as a plan file has them."""
    return SubAction(**_action(identifier, updates, fields))


def key_action(identifier: str = "1.1", *subs: SubAction, **fields: Any) -> KeyAction:
    """A key action with its sub-actions; its own entries are `updates=(…)`."""
    updates = fields.pop("updates", ())
    return KeyAction(**_action(identifier, updates, fields), sub_actions=subs)


def _action(
    identifier: str, updates: tuple[Update, ...], fields: dict[str, Any]
) -> Mapping[str, Any]:
    if isinstance(fields.get("timescale"), str):
        fields["timescale"] = read(fields["timescale"])
    if isinstance(fields.get("added"), str):
        fields["added"] = day(fields["added"])
    return {"id": identifier, "title": f"Title of {identifier}", "updates": updates, **fields}


def plan(*parts: KeyAction | SubAction, meetings: tuple[str, ...] = (), **fields: Any) -> Plan:
    """A plan of one outcome from September 2018 to September 2020. Sub-actions alone get a key
    action 1.1 without a timescale."""
    key_actions = tuple(part for part in parts if isinstance(part, KeyAction))
    alone = tuple(part for part in parts if isinstance(part, SubAction))
    if alone:
        key_actions = (key_action("1.1", *alone), *key_actions)
    return Plan(
        **{
            "title": "Plan",
            "committee": "Anytown Child Protection Committee",
            "period": Period(day("2018-09-01"), day("2020-09-30")),
            "leads": (
                Lead("lead-officer", "CPC Lead Officer"),
                Lead("nhs", "CPC Lead – NHS", "NHS"),
                Lead("police", "CPC Lead – Police", "Police"),
            ),
            "meetings": tuple(map(day, meetings)),
            "outcomes": (Outcome(id="1", title="Outcome 1", key_actions=key_actions),),
            **fields,
        }
    )


def standing_of(on: str, *parts: KeyAction | SubAction, **fields: Any) -> Standing:
    """Where the only (or the first) sub-action of `plan(…)` stands on a day."""
    return stand(plan(*parts, **fields), as_of=day(on)).sub_actions[0]


def write_plan(folder: Path, outcome: str = "", **files: str) -> Path:
    """A plan folder on disk: `outcome` is outcome-1.yaml, `files` other texts by their name with
    `_` for `-` and without `.yaml`. Returns the folder."""
    plan_folder = folder / "plan"
    plan_folder.mkdir(parents=True, exist_ok=True)
    texts = {"plan": PLAN_YAML, **files}
    if outcome:
        texts["outcome_1"] = outcome
    for name, text in texts.items():
        path = plan_folder / f"{name.replace('_', '-')}.yaml"
        path.write_bytes(dedent(text).encode())
    return plan_folder


def read_back(plan_folder: Path) -> Plan:
    """The plan in a folder, its files called by their names alone."""
    return read_plan(Folder(plan_folder, plan_folder))
