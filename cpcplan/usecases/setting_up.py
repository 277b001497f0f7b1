"""Beginning a plan: a new folder to fill in, every file explained in it."""

import re
import shutil
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cpcplan.domain.model import PLAN_FILE, Plan
from cpcplan.domain.rag import OFF_COURSE, Rating
from cpcplan.errors import CannotBeDone, NotWritten, PlanUnreadable, WrongUsage
from cpcplan.storage.folder import SCHEMA_FILE, Folder, is_of_plan
from cpcplan.storage.reading import read_plan
from cpcplan.storage.render import Layout, Unwritable, block_entry, scalar
from cpcplan.storage.schema import json_schema_text
from cpcplan.storage.write import create, patiently, why_not
from cpcplan.usecases.writing import looks_personal


class Beginning(NamedTuple):
    """What a new plan begins with. `leads` are names, each with its agency, if it has one."""

    title: str
    committee: str
    start: str
    end: str
    by: str
    leads: tuple[tuple[str, str | None], ...]
    meetings: tuple[str, ...]
    outcomes: tuple[str, ...]


def begin(folder: Folder, what: Beginning, *, allow_personal: bool = False) -> Plan:
    """Write the files of a new plan, each explained by its comments.

    Raises CannotBeDone where a plan is there already, WrongUsage where these words make no plan,
    NotWritten; no file that was there is touched.
    """
    must_be_free(folder)
    try:
        files = {
            f"outcome-{number}.yaml": _outcome_file(str(number), title, what)
            for number, title in enumerate(what.outcomes, start=1)
        }
        files[PLAN_FILE] = _plan_file(what)
    except Unwritable as refused:
        raise CannotBeDone(f"{refused}. Nothing was written") from None
    looks_personal(files.values(), allowed=allow_personal)
    try:
        held = {name: text.encode() for name, text in files.items()}
        plan = read_plan(folder._replace(held=held))
    except PlanUnreadable as unreadable:
        raise WrongUsage("; ".join(fault.message for fault in unreadable.faults)) from None
    _write(folder, {SCHEMA_FILE: json_schema_text(), **files})
    return plan


def _write(folder: Folder, files: Mapping[str, str]) -> None:
    """Write the files, all or none where the folder is new."""
    path = folder.path
    half = path.with_name(f".{path.name}.cpcplan-half-made")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(half, ignore_errors=True)  # by one that was killed
        target = path if path.exists() else half
        target.mkdir(exist_ok=True)
        for name, text in files.items():
            create(target / name, text.encode())
        if target is half:
            patiently(lambda: half.replace(path))
    except OSError as error:
        raise NotWritten(f"{folder.name(path)} cannot be made: {why_not(error, path)}") from None
    finally:
        shutil.rmtree(half, ignore_errors=True)


def must_be_free(folder: Folder) -> None:
    """Raise CannotBeDone where a plan, or a file, is where a plan folder is to be."""
    path = folder.path
    if not path.name:
        raise CannotBeDone(f"{path} is the top of this disk: name a folder for the plan")
    if path.exists() and not path.is_dir():
        raise CannotBeDone(f"{folder.name(path)} is a file: name a folder for the plan")
    names = [file.name for file in path.iterdir()] if path.is_dir() else []
    there = [name for name in names if is_of_plan(name) and name != SCHEMA_FILE]
    if there:
        raise CannotBeDone(
            f"{folder.name(path)} has a plan already ({', '.join(sorted(there))}): nothing was "
            "written; name another folder"
        )


_FOR_EDITORS = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"


def _plan_file(what: Beginning) -> str:
    leads: dict[str, tuple[str, str | None]] = {}
    for name, agency in ((what.by, None), *what.leads):
        key = key_for(name)
        number = 2
        while key in leads and leads[key] != (name, agency):
            key, number = f"{key_for(name)}-{number}", number + 1
        leads[key] = (name, agency)
    legend = "".join(f"  {rating}: {scalar(rating.meaning)}\n" for rating in Rating)
    return f"""\
{_FOR_EDITORS}# What the outcomes of the plan share. Lines that begin with # are for people only.
format: 1
title: {scalar(what.title)}
committee: {scalar(what.committee)}
# From the first day of `start` to the last of `end`: each a month, a year or a day.
period:
  start: {scalar(what.start)}
  end: {scalar(what.end)}
# Everyone who can lead an action, once. Actions name the key, what stands before the colon:
#   nhs:
#     name: CPC Lead – NHS
#     agency: NHS
leads:
{"".join(f"  {line}" for line in _lead_lines(leads))}\
# The days on which the committee meets, past and to come: what moved since the last meeting and
# what is owed to the next is reckoned by them.
meetings: [{", ".join(sorted(set(what.meetings)))}]
# What the committee means by each rating; every paper prints it. These words came with cpcplan:
# put the committee's own in their place.
legend:
{legend}\
# Who records, unless a command says otherwise (--by). With `save: yes` below it, every change is
# committed to git at once.
settings:
  by: {scalar(what.by)}
"""


def _lead_lines(leads: Mapping[str, tuple[str, str | None]]) -> Iterable[str]:
    for key, (name, agency) in leads.items():
        if agency:
            yield f"{scalar(key)}:\n"
            yield from block_entry({"name": name, "agency": agency}, 4, Layout()).splitlines(True)
        else:
            yield f"{scalar(key)}: {scalar(name)}\n"


def _outcome_file(number: str, title: str, what: Beginning) -> str:
    entry = block_entry({"id": number, "title": title}, 0, Layout())
    lead = key_for(what.by)
    example = f'cpcplan add key-action {number} --title "…" --timescale "{what.end}"'
    return f"""\
{_FOR_EDITORS}# One outcome: its key actions, their sub-actions, and under `updates` what happened.
# To add to it:
#   {example}
#   cpcplan add sub-action {number}.1 --title "…" --lead {lead} --timescale "6 monthly"
# To record what happens:
#   cpcplan rag {number}.11 {OFF_COURSE[-1]} --why "…" --next "…"
{entry}key_actions: []
"""


def key_for(name: str) -> str:
    """The key under which a lead of that name stands: `cpc-lead-nhs` for “CPC Lead – NHS”."""
    return "-".join(re.findall(r"\w+", name.replace("’", "").replace("'", "").lower())) or "lead"
