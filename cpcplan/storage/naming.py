"""Names of files and folders: which can be one on every system that a plan is copied to, which are
one and the same there, and how one is typed in a command line.

What is made on Linux is opened on Windows: its rules hold everywhere.
"""

import os
import re
import shlex
from collections.abc import Iterable
from pathlib import Path, PurePath

from cpcplan.errors import WrongUsage

_DEVICES = r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])"
_LEFT_OUT = '<>:"/\\|?*'
_IS_PLAIN = r"[\w.,:/\\@%+=-]+"


def unfit(name: str) -> str | None:
    """Why Windows has no file or folder of that name; None where every system can have it."""
    if re.fullmatch(_DEVICES, re.split("[.:]", name, maxsplit=1)[0].rstrip(" ")):
        return "Windows means a device by it, whatever its ending"
    for character in name:
        if character in _LEFT_OUT or ord(character) < 32:
            shown = character if character.isprintable() else f"U+{ord(character):04X}"
            return f"Windows has no names with {shown} in them"
    if not name or name[-1] in ". ":
        return "Windows has no names that end in a dot or a space"
    return None


def refuse_unfit(typed: str, *, kind: type[PurePath] = PurePath) -> None:
    """Raise WrongUsage where somebody names a new file or folder that not every system can have;
    the path is of the `kind` that this system has.

    Folders on the way that are there already may be called anything.
    """
    path = kind(typed)
    for way in (path, *path.parents):
        name = way.name
        if name in ("", "..") or (way is not path and Path(way).is_dir()):
            continue
        if why := unfit(name):
            raise WrongUsage(f"“{name}” cannot be a name everywhere: {why}. Choose another")


def fit(name: str) -> str:
    """A name made of these words that every system can have, the same again if it can be."""
    mended = "".join("-" if c in _LEFT_OUT or ord(c) < 32 else c for c in name).rstrip(". ")
    return f"_{mended}" if not mended or unfit(mended) else mended


def alike(name: str) -> str:
    """The same for two names that Windows or a Mac takes for one: capitals and small letters,
    and letters with an accent however they are kept.
    """
    if name.isascii():
        return name.lower()
    from unicodedata import normalize

    return normalize("NFC", normalize("NFC", name).casefold())


def same(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Names that some system takes for one that came before, each behind that one."""
    found: dict[str, str] = {}
    return tuple(
        (found[key], name) for name in names if found.setdefault(key := alike(name), name) != name
    )


def as_typed(path: str, *, windows: bool = os.name == "nt") -> str:
    """The path as somebody types it behind a command: on Windows in PowerShell (and, but for names
    that are rare, in its older command window too), elsewhere in a shell.
    """
    if not windows and set(path) & set('"$`!\\'):
        return shlex.quote(path)
    if re.fullmatch(_IS_PLAIN, path) and path[0] not in "@%+=,":
        return path
    if windows and set(path) & set("$`“”„"):
        # Curly quotes are quotes there.
        return "'" + re.sub("(['‘’‚‛])", r"\1\1", path) + "'"
    return f'"{path}"'
