"""The whole plan in a folder, or all that is wrong with it."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path as FilePath

from pydantic import TypeAdapter

from cpcplan.domain.model import PLAN_FILE, Outcome, Plan, in_number_order
from cpcplan.domain.near import did_you_mean
from cpcplan.domain.visible import shown
from cpcplan.errors import Fault, PlanUnreadable
from cpcplan.storage import plan_shapes, shapes
from cpcplan.storage.decode import faults, validate
from cpcplan.storage.folder import Folder, unreadable
from cpcplan.storage.places import Spot
from cpcplan.storage.references import HIDES, Flaw, certain, flaws, ids, spoken_of
from cpcplan.storage.salvage import Salvaged, salvage
from cpcplan.storage.source import decode
from cpcplan.storage.tree import MOST, Path, Tree
from cpcplan.storage.values import is_newer


def read_plan(folder: Folder) -> Plan:
    """The whole plan. Raises PlanUnreadable with every fault of every file, or PlanNotFound."""
    return Reading(folder).plan()


class Reading:
    """One reading of a folder; a file's tree is let go as soon as its values are made."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.about_to_be: dict[FilePath, bytes] = {}
        self.shared: Plan | None = None
        """The plan without its outcomes."""
        self.outcomes: dict[FilePath, Outcome | None] = {}
        self.faults: list[Fault] = []
        self.leads: dict[str, str] | None = None
        self.ids: dict[str, tuple[str, str]] = {}
        """What each id is the id of, and the file that it was first met in."""
        self.spoken_of: dict[FilePath, list[tuple[str, Path]]] = {}
        self.knows_all_ids = True

    def plan(self) -> Plan:
        """The whole plan. Raises PlanUnreadable with every fault of every file, or PlanNotFound."""
        files = self.folder.outcome_files()
        self.shared, newer = self._plan_file()
        if newer:
            raise self._unreadable((newer,))
        self._read(files)
        self._check_files(files)
        return self._whole()

    def with_file(self, file: FilePath, data: bytes) -> Plan:
        """The plan that was read, as it would be if this outcome's file held `data`; what is in
        the others is not read again. Raises PlanUnreadable with all that would be wrong.
        """
        name = self.folder.name(file)
        self.about_to_be = {file: data}
        self.ids = {found: told for found, told in self.ids.items() if told[1] != name}
        self.spoken_of.pop(file, None)
        self._read((file,))
        return self._whole()

    def _read(self, files: tuple[FilePath, ...]) -> None:
        adapter = shapes.outcome_file()
        for file in files:
            self.outcomes[file] = self._outcome_file(file, adapter)
        if self.knows_all_ids:
            self._check_measures()

    def _whole(self) -> Plan:
        files = tuple(sorted(self.outcomes, key=lambda file: in_number_order(file.stem)))
        if self.faults or self.shared is None:
            raise self._unreadable(self._in_order(files))
        return self.shared._replace(
            outcomes=tuple(outcome for file in files if (outcome := self.outcomes[file]))
        )

    def _unreadable(self, found: tuple[Fault, ...]) -> PlanUnreadable:
        return PlanUnreadable(found, is_on_disk=self.folder.revision is None)

    def _bytes(self, file: FilePath) -> bytes:
        return self.about_to_be[file] if file in self.about_to_be else self.folder.read(file)

    def _in_order(self, files: tuple[FilePath, ...]) -> tuple[Fault, ...]:
        names = [self.folder.name(file) for file in (self.folder.path / PLAN_FILE, *files)]
        order = {name: place for place, name in enumerate(names)}
        return tuple(sorted(self.faults, key=lambda f: (order.get(f.file, len(order)), f[:5])))

    def _salvage(self, file: FilePath) -> Salvaged | None:
        """What can be read of a file; what is wrong so far is added to the faults."""
        name = self.folder.name(file)
        try:
            source, found = decode(name, self._bytes(file))
        except OSError as error:
            self.faults.append(unreadable(name, file, error))
            return None
        read = salvage(source) if source else None
        self.faults += read.faults if read else found
        return read

    def _plan_file(self) -> tuple[Plan | None, Fault | None]:
        """The plan without its outcomes, or the fault that it is of a format yet unknown here."""
        read = self._salvage(self.folder.path / PLAN_FILE)
        if not read or read.tree is None:
            return None, None
        plan, found = validate(plan_shapes.plan_file(), plan_shapes.PlanShape, read.tree)
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
                if kind == "outcome":
                    message += ", or, if this file is a copy, move it out of the plan folder"
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
            source = decode(self.folder.name(file), self._bytes(file))[0] if found else None
            if source:
                self.faults += faults(salvage(source), found)

    def _not_a_sub_action(self, named: str, known: list[str]) -> str:
        if named in self.ids:
            kind = self.ids[named][0]
            article = "an" if kind == "outcome" else "a"
            return f"{named} is {article} {kind}, and `for` names sub-actions"
        advice = did_you_mean(named, known) or ": correct the number, or add the sub-action"
        return f"no sub-action {shown(named)} is in the plan{advice}"

    def _check_names(self, files: tuple[FilePath, ...]) -> None:
        """Every file stays a file of its own wherever the plan is copied to."""
        if all(file.stem.removeprefix("outcome-").isdigit() for file in files):
            return
        from cpcplan.storage.naming import same, unfit

        wrong = {
            file: f"{why}: rename this file, or nobody can have it there"
            for file in files
            if (why := unfit(file.name))
        }
        for first, other in same(file.name for file in files):
            wrong[self.folder.path / other] = (
                f"on Windows and Macs this file and {first} are one, and an outcome would be lost "
                "there: rename one of them"
            )
        for file, message in wrong.items():
            self.faults.append(Fault(self.folder.name(file), 1, 1, "file-name", message))

    def _check_files(self, files: tuple[FilePath, ...]) -> None:
        """There is something to read, and nothing that is left unread without a word."""
        if self.folder.revision is None:
            self._check_names(files)
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
