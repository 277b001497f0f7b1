"""Words written in the user's own editor, as git starts it for the message of a commit."""

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

from cpcplan.cli.context import environment
from cpcplan.errors import CpcplanError, GitRefused, GitUnusable, WrongUsage

_CUT = "--------------------- what stands below this line is left out ---------------------"
_AT_ONCE = 2.0
"""Seconds in which nobody opens an editor, writes and closes it."""


def edit(folder: Path, text: str, question: str, *, wait: Callable[[str], None]) -> str:
    """What stands in the file once the editor is closed, less blank lines around it; `text` is
    what it opens with. Where the editor came back at once, which those do that have a window of
    their own, `wait` is told which editor, and comes back once that is closed.

    Raises WrongUsage where no editor starts or nothing comes of it, and what `wait` raises; then a
    file that somebody has written in is kept, and the message says where.
    """
    descriptor, name = tempfile.mkstemp(prefix="cpcplan-", suffix=".txt")
    file = Path(name)
    begun = _as_opened(f"{text}\n\n{_CUT}\n{question}\n")
    with os.fdopen(descriptor, "wb") as writing:
        writing.write(begun)
    try:
        _let_write(folder, file, wait)
        written = _above_the_line(file.read_text(encoding="utf-8-sig"), question)
    except UnicodeDecodeError:
        raise WrongUsage(f"your editor did not save UTF-8{_kept(file, begun)}") from None
    except CpcplanError as failed:
        raise type(failed)(f"{failed}{_kept(file, begun)}") from None
    with suppress(OSError):  # it may still be open
        file.unlink()
    return written.strip()


def _as_opened(text: str) -> bytes:
    """What an editor opens: on Windows with the mark by which older Notepads know UTF-8."""
    mark = "\ufeff" if os.name == "nt" else ""
    return f"{mark}{text}".replace("\n", os.linesep).encode("utf-8", "surrogateescape")


def _let_write(folder: Path, file: Path, wait: Callable[[str], None]) -> None:
    command, before, begun = _editor(folder), file.read_bytes(), monotonic()
    with _ctrl_c_is_the_editors():
        ended = run_editor(folder, command, file)
    if ended:
        raise WrongUsage(f"the editor “{command}” ended with fault {ended}: nothing is recorded")
    if file.read_bytes() == before and monotonic() - begun < _AT_ONCE:
        wait(command)


def _above_the_line(text: str, question: str) -> str:
    written, cut, below = text.partition(_CUT)
    if not cut and question in text:
        raise WrongUsage("the line that ends your words is gone, and so nothing is recorded")
    if cut and below.strip() != question:
        raise WrongUsage("something is written below the line, where it would be left out")
    return written


def _kept(file: Path, begun: bytes) -> str:
    """Where the words are; the file goes where there are none."""
    with suppress(OSError):
        if file.read_bytes() != begun:
            return f". Your words are in {file}"
        file.unlink()
    return ""


@contextmanager
def _ctrl_c_is_the_editors() -> Iterator[None]:
    """Ctrl-C means something in many editors, and must not end them, or the shell that started
    them, from outside: what is ignored here, they begin with.
    """
    import signal

    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _editor(folder: Path) -> str:
    """The command of the user's editor: as git knows it, else as the environment names it, else the
    system's own. What git names where nobody chose one, Windows has inside git alone, and few know
    how to leave it: there it is Notepad.
    """
    from cpcplan.storage import git
    from cpcplan.storage.gits_program import on_path

    try:
        command = git.editor(folder)
    except GitRefused:
        command = environment("VISUAL") or environment("EDITOR") or "vi"
    if os.name == "nt" and command == "vi" and not on_path("vi"):
        root = Path(environment("SYSTEMROOT") or "C:/Windows")
        return f"'{root.as_posix()}/notepad.exe'"
    return command


def run_editor(folder: Path, command: str, file: Path, *, windows: bool = os.name == "nt") -> int:
    """Start an editor by a command for a shell, as git has it ("code --wait"), and wait for its
    end; its exit code. Windows has such a shell in git, and without git the command is taken apart.
    """
    from cpcplan.storage import git
    from cpcplan.storage.gits_program import on_path

    words = ["/bin/sh", "-c", f'{command} "$@"', command]
    if windows:
        try:
            return git.run_editor(folder, command, file)
        except GitUnusable:
            first, *others = in_words(command)
            words = [on_path(first) or first, *others]
    try:
        return subprocess.run([*words, str(file)], check=False).returncode  # noqa: S603 - the user's
    except OSError as error:
        raise WrongUsage(f"the editor “{command}” cannot be started: {error.strerror}") from None


def in_words(command: str) -> list[str]:
    r"""The words of a command as Windows has them: quotes of both kinds, backslashes as they are.
    A path with spaces may stand alone without quotes.
    """
    if Path(command).is_file():
        return [command]
    found = re.findall(r"""((?:"[^"]*"|'[^']*'|[^\s"'])+)""", command)
    return [re.sub("[\"']", "", word) for word in found] or [command]
