"""Words written in the user's own editor, as git starts it for the message of a commit."""

import os
import shlex
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from cpcplan.errors import GitRefused, WrongUsage

_CUT = "--------------------- what stands below this line is left out ---------------------"


def edit(folder: Path, text: str, question: str) -> str:
    """What stands in the file once the editor is closed, less blank lines around it; `text` is
    what it opens with. Raises WrongUsage where no editor starts or it ends with a fault.
    """
    descriptor, name = tempfile.mkstemp(prefix="cpcplan-", suffix=".txt")
    file = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as writing:
            writing.write(f"{text}\n\n{_CUT}\n{question}\n")
        _run_editor(_editor(folder), name)
        written = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUsage("your editor did not save UTF-8: nothing is recorded") from None
    finally:
        with suppress(OSError):
            file.unlink()
    return written.partition(_CUT)[0].strip()


def _editor(folder: Path) -> str:
    from cpcplan.storage import git

    try:
        return git.editor(folder)
    except GitRefused:
        return os.environ.get("VISUAL") or os.environ.get("EDITOR") or _OF_THE_SYSTEM


_OF_THE_SYSTEM = "notepad" if sys.platform == "win32" else "vi"


def _run_editor(command: str, file: str) -> None:
    # The command is one for a shell, as git has it ("code --wait"); Windows' own shell reads it
    # another way, and so it is taken apart here.
    if sys.platform == "win32":
        arguments = [*shlex.split(command), file]
    else:
        arguments = ["/bin/sh", "-c", f'{command} "$@"', command, file]
    try:
        ended = subprocess.run(arguments, check=False).returncode  # noqa: S603 - the user's editor
    except OSError as error:
        raise WrongUsage(f"the editor “{command}” cannot be started: {error.strerror}") from None
    if ended:
        raise WrongUsage(f"the editor “{command}” ended with fault {ended}: nothing is recorded")
