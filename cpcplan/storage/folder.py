"""A plan folder: where it is, and the whole plan in it, or all that is wrong with it."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, NamedTuple

from pydantic import TypeAdapter

from cpcplan.domain.model import Outcome, Plan, in_number_order
from cpcplan.errors import Fault, PlanNotFound, PlanUnreadable
from cpcplan.storage import shapes
from cpcplan.storage.decode import faults, validate
from cpcplan.storage.places import Spot, places, unquoted_ids
from cpcplan.storage.references import HIDES, Flaw, certain, flaws, ids, spoken_of, suggestion
from cpcplan.storage.source import MOST, Path, Salvaged, Tree, decode, parse, salvage
from cpcplan.storage.values import is_newer, shown

if TYPE_CHECKING:
    from cpcplan.domain.checks import Where

PLAN_FILE = "plan.yaml"
# Some editors on Windows add .txt, out of sight.
_NEARLY_AN_OUTCOME = r"(?i)outcome.*\.ya?ml(\.txt)?"


def find(start: FilePath) -> FilePath:
    """The plan folder that serves a working directory: the nearest `plan/plan.yaml` upwards.

    A directory that is itself a plan folder serves too. Raises PlanNotFound.
    """
    for folder in (start, *start.parents):
        if (folder / "plan" / PLAN_FILE).is_file():
            return folder / "plan"
        if folder == start and (folder / PLAN_FILE).is_file():
            return folder
    raise PlanNotFound(
        f"no plan/{PLAN_FILE} is here or in any folder above {start}: go to the folder that "
        "holds the plan, or name it with --plan DIR"
    )


class Folder(NamedTuple):
    """A plan folder, and how messages call its files."""

    path: FilePath
    shown_from: FilePath

    def name(self, file: FilePath) -> str:
        """The file as the user would type it from where they are."""
        try:
            return os.path.relpath(file, self.shown_from).replace(os.sep, "/")
        except ValueError:  # another drive
            return str(file)

    def outcome_files(self) -> tuple[FilePath, ...]:
        """`outcome-*.yaml`, 2 before 10. Raises PlanNotFound where there is no such folder."""
        try:
            found = [p for p in self.path.iterdir() if _is_outcome(p.name)]
        except OSError as error:
            raise PlanNotFound(_cannot(self.name(self.path), error)) from None
        if not found and not (self.path / PLAN_FILE).exists():
            inner = self.path / "plan"
            near = f"; {self.name(inner)} does" if (inner / PLAN_FILE).is_file() else ""
            raise PlanNotFound(f"the folder {self.name(self.path)} holds no {PLAN_FILE}{near}")
        return tuple(sorted(found, key=lambda path: in_number_order(path.name)))

    def stray_files(self) -> tuple[FilePath, ...]:
        """Files that look like an outcome's and are not read as one."""
        return tuple(
            sorted(
                path
                for path in self.path.iterdir()
                if re.fullmatch(_NEARLY_AN_OUTCOME, path.name) and not _is_outcome(path.name)
            )
        )


def _is_outcome(name: str) -> bool:
    return name.startswith("outcome-") and name.endswith(".yaml")


def _cannot(name: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"there is no folder {name}: name the one that holds the plan with --plan DIR"
    if isinstance(error, NotADirectoryError):
        return f"{name} is a file: name the folder that it is in with --plan DIR"
    return f"the folder {name} cannot be opened: {error.strerror or error}"


def read_plan(folder: Folder, instead: Mapping[FilePath, bytes] | None = None) -> Plan:
    """The whole plan. Raises PlanUnreadable with every fault of every file, or PlanNotFound."""
    return _Reading(folder, instead or {}).plan()


class _Reading:
    """One reading of a folder; a file's tree is let go as soon as its values are made."""

    def __init__(self, folder: Folder, instead: Mapping[FilePath, bytes]) -> None:
        self.folder = folder
        self.instead = instead
        self.faults: list[Fault] = []
        self.leads: dict[str, str] | None = None
        self.ids: dict[str, tuple[str, str]] = {}
        """What each id is the id of, and the file that it was first met in."""
        self.spoken_of: dict[FilePath, list[tuple[str, Path]]] = {}
        self.knows_all_ids = True

    def plan(self) -> Plan:
        files = self.folder.outcome_files()
        plan, newer = self._plan_file()
        if newer:
            raise PlanUnreadable((newer,))
        adapter = shapes.outcome_file()
        outcomes = [self._outcome_file(file, adapter) for file in files]
        if self.knows_all_ids:
            self._check_measures()
        self._check_files(files)
        if self.faults or plan is None:
            raise PlanUnreadable(self._in_order(files))
        return plan._replace(outcomes=tuple(outcome for outcome in outcomes if outcome))

    def _in_order(self, files: tuple[FilePath, ...]) -> tuple[Fault, ...]:
        names = [self.folder.name(file) for file in (self.folder.path / PLAN_FILE, *files)]
        order = {name: place for place, name in enumerate(names)}
        return tuple(sorted(self.faults, key=lambda f: (order.get(f.file, len(order)), f[:5])))

    def _salvage(self, file: FilePath) -> Salvaged | None:
        """What can be read of a file; what is wrong so far is added to the faults."""
        name = self.folder.name(file)
        try:
            source, found = decode(name, self.instead.get(file) or file.read_bytes())
        except OSError as error:
            self.faults.append(Fault(name, 1, 1, "unreadable-file", _unreadable(file, error)))
            return None
        read = salvage(source) if source else None
        self.faults += read.faults if read else found
        return read

    def _plan_file(self) -> tuple[Plan | None, Fault | None]:
        """The plan without its outcomes, or the fault that it is of a format yet unknown here."""
        read = self._salvage(self.folder.path / PLAN_FILE)
        if not read or read.tree is None:
            return None, None
        plan, found = validate(shapes.plan_file(), shapes.PlanShape, read.tree)
        top = read.tree if isinstance(read.tree, dict) else {}
        here = faults(read, found)
        self.faults += here
        self.leads = _names_of_leads(top.get("leads")) if read.whole else None
        newer = is_newer(top.get("format"))
        return plan, next((f for f in here if newer and f.rule == "unknown-format"), None)

    def _outcome_file(self, file: FilePath, adapter: TypeAdapter[Outcome]) -> Outcome | None:
        read = self._salvage(file)
        if not read or read.tree is None:
            self.knows_all_ids = False
            return None
        outcome, found = validate(adapter, shapes.OutcomeShape, read.tree)
        if read.faults or any(flaw.rule in HIDES for flaw in found):
            self.knows_all_ids = False
        also = islice(flaws(read.tree, leads=self.leads), 10 * MOST)
        found += certain(also, found, all_read=not read.faults)
        found += self._used_twice(read.mended.name, read.tree)
        if named := list(spoken_of(read.tree)):
            self.spoken_of[file] = named
        self.faults += faults(read, found)
        return outcome

    def _used_twice(self, name: str, tree: Tree) -> Iterator[Flaw]:
        for found, kind, path in ids(tree):
            if found in self.ids:
                first, file = self.ids[found]
                other = "an outcome" if first == "outcome" else f"a {first}"
                message = (
                    f"the id {shown(found)} of this {kind} is used already, by {other} in {file}: "
                    "give this one a number of its own"
                )
                yield Flaw(Spot(path), "id-used-twice", message)
            self.ids.setdefault(found, (kind, name))

    def _check_measures(self) -> None:
        """Every sub-action that a success measure is about must be in the plan."""
        known = [found for found, (kind, _) in self.ids.items() if kind == "sub-action"]
        for file, named in self.spoken_of.items():
            found = [
                Flaw(Spot(path), "unknown-id", self._not_a_sub_action(each, known))
                for each, path in named
                if each.strip() and self.ids.get(each, ("", ""))[0] != "sub-action"
            ]
            source = decode(self.folder.name(file), file.read_bytes())[0] if found else None
            if source:
                self.faults += faults(salvage(source), found)

    def _not_a_sub_action(self, named: str, known: list[str]) -> str:
        if named in self.ids:
            return f"{named} is a {self.ids[named][0]}, and `for` names sub-actions"
        advice = suggestion(named, known) or ": correct the number, or add the sub-action"
        return f"no sub-action {shown(named)} is in the plan{advice}"

    def _check_files(self, files: tuple[FilePath, ...]) -> None:
        """There is something to read, and nothing that is left unread without a word."""
        for stray in self.folder.stray_files():
            message = (
                "this file is not read: an outcome's file is named like outcome-1.yaml; "
                "rename it, or move it out of the plan folder"
            )
            self.faults.append(Fault(self.folder.name(stray), 1, 1, "stray-file", message))
        if not files:
            message = "no outcome is in this plan folder: an outcome's file is named outcome-1.yaml"
            name = self.folder.name(self.folder.path / PLAN_FILE)
            self.faults.append(Fault(name, 1, 1, "no-outcomes", message))


def _names_of_leads(leads: Tree) -> dict[str, str] | None:
    """The name of each lead by its key, as far as the names can be read."""
    if not isinstance(leads, dict):
        return None
    named = {
        key: lead.get("name") if isinstance(lead, dict) else lead for key, lead in leads.items()
    }
    return {key: name if isinstance(name, str) else "" for key, name in named.items()}


def _unreadable(file: FilePath, error: OSError) -> str:
    if file.name == PLAN_FILE and isinstance(error, FileNotFoundError):
        return (
            f"there is no {PLAN_FILE} in this folder: restore it, or name the folder that holds "
            "the plan with --plan DIR"
        )
    if file.is_dir():
        return "this is a folder, and a plan file is needed here: rename it, or move it away"
    why = error.strerror or error
    return f"this file cannot be opened ({why}): check that you may read it"


def find_places(folder: Folder, wanted: Iterable["Where"]) -> dict["Where", tuple[str, int, int]]:
    """File, line and column of each place; those of what should hold it, where it is absent."""
    missing = set(wanted)
    found: dict[Where, tuple[str, int, int]] = {}
    for file in (folder.path / PLAN_FILE, *folder.outcome_files()):
        source, _ = decode(folder.name(file), file.read_bytes())
        if not source:
            continue
        tree, _ = parse(source)
        paths = {name: path[:-1] for name, _, path in ids(tree)}
        if file.name == PLAN_FILE:
            paths = {PLAN_FILE: ()}
        spots = {
            where: Spot((*paths[where.id], *where.path)) for where in missing if where.id in paths
        }
        at = places(source.text, spots.values())
        found |= {where: (source.name, *at[spot]) for where, spot in spots.items()}
        missing -= spots.keys()
    return found


def bare_ids(folder: Folder) -> list[Fault]:
    """Ids without quotes that other YAML readers would take for a number or a word of their own
    (`1.10` for 1.1, `no` for false).
    """
    found = []
    for file in folder.outcome_files():
        source, _ = decode(folder.name(file), file.read_bytes())
        if source:
            for bare, line, column in unquoted_ids(source.text):
                message = f'the id {bare} needs quotes ("{bare}"): other programs would change it'
                found.append(Fault(source.name, line, column, "bare-id", message, bare))
    return found


class Home(NamedTuple):
    """Where an action lives: its file, how messages call that, its bytes, the path in its tree."""

    file: FilePath
    name: str
    data: bytes
    path: Path

    @property
    def text(self) -> str:
        """All of the file, a byte order mark included."""
        return self.data.decode()


def home_of(folder: Folder, identifier: str) -> Home | None:
    """Where the action of that id lives in a plan that was read without a fault."""
    for file in folder.outcome_files():
        data = file.read_bytes()
        source, _ = decode(folder.name(file), data)
        if source and identifier in source.text:
            tree, _ = parse(source)
            for found, kind, path in ids(tree):
                if found == identifier and kind in ("key action", "sub-action"):
                    return Home(file, source.name, data, path[:-1])
    return None
