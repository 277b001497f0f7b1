"""What the program wrote, kept in git's own folder and never in the plan's: to which actions, in
turn, by which `undo` goes among what is not committed; to which papers, by which it knows one that
somebody changed since; and which files of a merge it left with marks, for people to decide.

The first two are hints and no more: whatever is missing or wrong in them, the plan's files and git
decide. By the third `resolve` tells a file that somebody decided, just as one side has it, from one
that nobody looked at. Where it is lost, a file with marks may be taken for one decided in part
(which is not written over), and one without, for decided only where git is sure to have marked it.
"""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from cpcplan.storage.gits_folder import gits_folder
from cpcplan.storage.line_ends import levelled
from cpcplan.storage.write import own_name, put_note

_REMEMBERED = 200
_WRITTEN = "last"
_PAPERS = "papers"
_UNDECIDED = "undecided"


def written_of(plan_folder: Path) -> list[str]:
    """Ids of the actions last written to, the latest last; one may come several times."""
    return _kept(plan_folder, _WRITTEN)


def note_written(plan_folder: Path, identifier: str) -> None:
    """Remember that an entry of this action was written."""
    _keep(plan_folder, _WRITTEN, [*written_of(plan_folder), identifier])


def forget_written(plan_folder: Path, identifier: str) -> None:
    """Forget the last time that this action was written to."""
    ids = written_of(plan_folder)
    if identifier in ids:
        last = len(ids) - 1 - ids[::-1].index(identifier)
        _keep(plan_folder, _WRITTEN, ids[:last] + ids[last + 1 :])


def added_as(identifier: str) -> str:
    """How `written_of` names the adding of an action: that is another thing than an entry of it."""
    return f"+{identifier}"


def note_added(plan_folder: Path, identifier: str) -> None:
    """Remember that this action was added."""
    note_written(plan_folder, added_as(identifier))


def forget_added(plan_folder: Path, identifier: str) -> None:
    """Forget that this action was added."""
    forget_written(plan_folder, added_as(identifier))


def note_paper(plan_folder: Path, file: Path, data: bytes) -> None:
    """Remember that a paper was written to a file, where there is a place to."""
    _keep_as(plan_folder, _PAPERS, _of_path(file), data)


def was_changed(plan_folder: Path, file: Path, data: bytes) -> bool:
    """Whether a paper of that file was written, and it is known that this is no longer that one."""
    name = _of_path(file)
    known = [line for line in _kept(plan_folder, _PAPERS) if line.startswith(name)]
    return bool(known) and known[-1] != f"{name} {_of_lines(data)}"


def note_undecided(plan_folder: Path, file: Path, sides: bytes, data: bytes) -> None:
    """Remember that a file in which these sides met was left with git's marks, and as what."""
    _keep_as(plan_folder, _UNDECIDED, _undecided(file, sides), data)


def was_undecided(plan_folder: Path, file: Path, sides: bytes, data: bytes | None = None) -> bool:
    """Whether a file in which these sides meet was left with git's marks (and just as `data`)."""
    wanted = _undecided(file, sides) + (f" {_of_lines(data)}" if data is not None else "")
    return any(line.startswith(wanted) for line in _kept(plan_folder, _UNDECIDED))


def _undecided(file: Path, sides: bytes) -> str:
    return f"{_of_path(file)} {_hashed(sides)}"


def _of_path(file: Path) -> str:
    return _hashed(os.fsencode(file.resolve()))


def _of_lines(data: bytes) -> str:
    """Of a text, whatever its ends of line: git may have changed those."""
    return _hashed(levelled(data))


def _hashed(data: bytes) -> str:
    return sha256(data).hexdigest()[:32]


def _kept(plan_folder: Path, what: str) -> list[str]:
    file = _file(plan_folder, what)
    try:
        return file.read_text(encoding="utf-8").splitlines() if file else []
    except (OSError, UnicodeDecodeError):
        return []


def _keep_as(plan_folder: Path, what: str, name: str, data: bytes) -> None:
    """Remember what a text is under a name, in the place of what it was; a large one is hashed only
    where there is a place to remember it.
    """
    if _file(plan_folder, what):
        others = [line for line in _kept(plan_folder, what) if not line.startswith(name)]
        _keep(plan_folder, what, [*others, f"{name} {_of_lines(data)}"])


def _keep(plan_folder: Path, what: str, lines: list[str]) -> None:
    if file := _file(plan_folder, what):
        with suppress(OSError):
            put_note(file, "\n".join(lines[-_REMEMBERED:]).encode())


def _file(plan_folder: Path, what: str) -> Path | None:
    own = gits_folder(plan_folder)
    return own / f"{own_name(plan_folder)}.{what}" if own else None
