"""Which actions the program wrote to, in turn: what `undo` goes by among entries not committed.

It is kept in git's own folder, never in the plan's. A hint and no more: whatever
is missing or wrong in it, the plan's files and git decide.
"""

from contextlib import suppress
from pathlib import Path

from cpcplan.storage.write import gits_folder, own_name

_REMEMBERED = 200


def written_of(plan_folder: Path) -> list[str]:
    """Ids of the actions last written to, the latest last; one may come several times."""
    file = _file(plan_folder)
    try:
        return file.read_text(encoding="utf-8").splitlines() if file else []
    except (OSError, UnicodeDecodeError):
        return []


def note_written(plan_folder: Path, identifier: str) -> None:
    """Remember that an entry of this action was written."""
    _keep(plan_folder, [*written_of(plan_folder), identifier])


def forget_written(plan_folder: Path, identifier: str) -> None:
    """Forget the last time that this action was written to."""
    ids = written_of(plan_folder)
    if identifier in ids:
        last = len(ids) - 1 - ids[::-1].index(identifier)
        _keep(plan_folder, ids[:last] + ids[last + 1 :])


def _keep(plan_folder: Path, ids: list[str]) -> None:
    if file := _file(plan_folder):
        with suppress(OSError):
            file.write_bytes("\n".join(ids[-_REMEMBERED:]).encode())


def _file(plan_folder: Path) -> Path | None:
    own = gits_folder(plan_folder)
    return own / f"{own_name(plan_folder)}.last" if own else None
