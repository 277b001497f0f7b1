"""Words written in the user's own editor, as git starts it for the message of a commit."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from cpcplan.errors import GitRefused, WrongUsage

_CUT = "--------------------- what stands below this line is left out ---------------------"


def edit(folder: Path, text: str, question: str) -> str:
    """What stands in the file once the editor is closed, less blank lines around it; `text` is
    what it opens with.

    Raises WrongUsage where no editor starts or nothing comes of it; then a file that somebody has
    written in is kept, and the message says where.
    """
    descriptor, name = tempfile.mkstemp(prefix="cpcplan-", suffix=".txt")
    file = Path(name)
    begun = f"{text}\n\n{_CUT}\n{question}\n"
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as writing:
        writing.write(begun)
    try:
        _run_editor(_editor(folder), name)
        written = _above_the_line(file.read_text(encoding="utf-8-sig"), question)
    except (WrongUsage, UnicodeDecodeError) as failed:
        why = "your editor did not save UTF-8" if isinstance(failed, ValueError) else str(failed)
        raise WrongUsage(f"{why}{_kept(file, begun)}") from None
    file.unlink()
    return written.strip()


def _above_the_line(text: str, question: str) -> str:
    written, cut, below = text.partition(_CUT)
    if not cut and question in text:
        raise WrongUsage("the line that ends your words is gone, and so nothing is recorded")
    if cut and below.strip() != question:
        raise WrongUsage("something is written below the line, where it would be left out")
    return written


def _kept(file: Path, begun: str) -> str:
    """Where the words are; the file goes where there are none."""
    with suppress(OSError):
        if file.read_bytes() != begun.encode("utf-8", "surrogateescape"):
            return f". Your words are in {file}"
        file.unlink()
    return ""


def _editor(folder: Path) -> str:
    from cpcplan.storage import git

    try:
        return git.editor(folder)
    except GitRefused:
        return os.environ.get("VISUAL") or os.environ.get("EDITOR") or _OF_THE_SYSTEM


_OF_THE_SYSTEM = "notepad" if sys.platform == "win32" else "vi"
"""Where neither git nor the environment names one."""


def _run_editor(command: str, file: str) -> None:
    # The command is one for a shell, as git has it ("code --wait"); Windows' own shell reads it
    # another way, and so it is taken apart here.
    if sys.platform == "win32":
        words = shlex.split(command, posix="'" in command)
        known = shutil.which(words[0].strip('"')) if words else None
        arguments = [known or _OF_THE_SYSTEM, *words[1:], file]
    else:
        arguments = ["/bin/sh", "-c", f'{command} "$@"', command, file]
    try:
        ended = subprocess.run(arguments, check=False).returncode  # noqa: S603 - the user's editor
    except OSError as error:
        raise WrongUsage(f"the editor “{command}” cannot be started: {error.strerror}") from None
    if ended:
        raise WrongUsage(f"the editor “{command}” ended with fault {ended}: nothing is recorded")
