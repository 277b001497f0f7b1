"""A plan folder: where it is, which files it has, and what is in them: on disk, or in a commit."""

import os
import re
from collections.abc import Mapping
from pathlib import Path as FilePath
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple

from cpcplan.domain.model import PLAN_FILE, in_number_order
from cpcplan.errors import Fault, PlanNotFound

ISSUED_FILE = "issued.yaml"
SCHEMA_FILE = "plan.schema.json"
"""What `cpcplan schema` prints, where somebody keeps it beside the plan for editors."""
# Some editors on Windows add .txt, out of sight.
_NEARLY_AN_OUTCOME = r"(?i)outcome.*\.ya?ml(\.txt)?"


def find(start: FilePath) -> FilePath:
    """The plan folder that serves a working directory: the nearest `plan/plan.yaml` upwards.

    A directory that is itself a plan folder serves too. Raises PlanNotFound.
    """
    for folder in (start, *start.parents):
        try:
            if (folder / "plan" / PLAN_FILE).is_file():
                return folder / "plan"
            if folder == start and (folder / PLAN_FILE).is_file():
                return folder
        except PermissionError as error:
            raise PlanNotFound(f"{error.filename}: you are not allowed to look there") from None
    raise PlanNotFound(
        f"no plan/{PLAN_FILE} is here or in any folder above {start}: go to the folder that "
        "holds the plan, name it with --plan DIR, or begin a plan with cpcplan init"
    )


class NoFile(OSError):
    """What has a file’s name and is none: nobody could read a pipe or a device to its end."""


class Folder(NamedTuple):
    """A plan folder, and how messages call its files.

    `held` are its files by their names, where they are not those on disk: as a commit held them
    (`revision` names it), or as they are about to be.
    """

    path: FilePath
    shown_from: FilePath
    held: Mapping[str, bytes] | None = None
    revision: str | None = None

    @property
    def papers(self) -> FilePath:
        """Where papers that were issued are kept: beside the plan folder."""
        return self.path.parent / "papers"

    def name(self, file: FilePath) -> str:
        """The file as the user would type it from where they are; of a commit, as for git."""
        try:
            shown = os.path.relpath(file, self.shown_from).replace(os.sep, "/")
        except ValueError:  # another drive
            shown = str(file)
        return f"{self.revision}:{shown}" if self.revision else shown

    def read(self, file: FilePath) -> bytes:
        """What is in a file. Raises OSError."""
        if self.held is None:
            mode = file.stat().st_mode
            if not S_ISREG(mode):
                raise NoFile("a folder" if S_ISDIR(mode) else "a pipe or a device")
            return file.read_bytes()
        if file.name not in self.held:
            raise FileNotFoundError(2, "No such file", str(file))
        return self.held[file.name]

    def plan_files(self) -> tuple[FilePath, ...]:
        """plan.yaml, and then the outcomes' files. Raises PlanNotFound."""
        return (self.path / PLAN_FILE, *self.outcome_files())

    def outcome_files(self) -> tuple[FilePath, ...]:
        """`outcome-*.yaml`, 2 before 10. Raises PlanNotFound where there is no such folder."""
        names = self._names()
        found = [self.path / name for name in names if is_outcome(name)]
        if not found and PLAN_FILE not in names:
            inner = self.path / "plan"
            is_above = self.held is None and (inner / PLAN_FILE).is_file()
            near = f"; {self.name(inner)} does" if is_above else ""
            raise PlanNotFound(f"the folder {self.name(self.path)} holds no {PLAN_FILE}{near}")
        return tuple(sorted(found, key=lambda path: in_number_order(path.stem)))

    def holds(self, named: str) -> bool:
        """Whether a file is there on the disk, by its way from this folder or the one above."""
        way = named.replace("\\", "/")
        return any(
            os.path.isfile(base / way)  # noqa: PTH113 - a name too long is a file of none, no error
            for base in (self.path, self.path.parent)
        )

    def stray_files(self) -> tuple[FilePath, ...]:
        """Files that look like an outcome's and are not read as one."""
        return tuple(
            self.path / name
            for name in sorted(self._names())
            if re.fullmatch(_NEARLY_AN_OUTCOME, name) and not is_outcome(name)
        )

    def _names(self) -> list[str]:
        if self.held is not None:
            return list(self.held)
        try:
            return [file.name for file in self.path.iterdir()]
        except OSError as error:
            raise PlanNotFound(_cannot(self.name(self.path), error)) from None


def unreadable(name: str, file: FilePath, error: OSError) -> Fault:
    """The fault of a file that cannot be read; messages call it `name`."""
    if file.name == PLAN_FILE and isinstance(error, FileNotFoundError):
        message = (
            f"there is no {PLAN_FILE} in this folder: restore it, or name the folder that holds "
            "the plan with --plan DIR"
        )
    elif isinstance(error, NoFile):
        message = f"this is {error}, and a plan file is needed here: rename it, or move it away"
    else:
        why = error.strerror or error
        message = f"this file cannot be opened ({why}): check that you may read it"
    return Fault(name, 1, 1, "unreadable-file", message)


def is_outcome(name: str) -> bool:
    """Whether a file of that name is an outcome’s."""
    return name.startswith("outcome-") and name.endswith(".yaml")


def is_of_plan(name: str) -> bool:
    """Whether a file of a plan folder, by its way from there, is one that the program reads or
    writes: no editor's copy, no lock, nothing half written.
    """
    folder, _, file = name.rpartition("/")
    if folder == "templates":
        return file.endswith(".j2") and not file.startswith(".")
    return not folder and (file in (PLAN_FILE, ISSUED_FILE, SCHEMA_FILE) or is_outcome(file))


def _cannot(name: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"there is no folder {name}: name the one that holds the plan with --plan DIR"
    if isinstance(error, NotADirectoryError):
        return f"{name} is a file: name the folder that it is in with --plan DIR"
    return f"the folder {name} cannot be opened: {error.strerror or error}"
