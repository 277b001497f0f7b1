"""The file that a shell reads when a window is opened, and our lines in it: put there once, put
there anew, taken out again. Nothing else in it is touched.
"""

import codecs
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from cpcplan.cli.context import environment
from cpcplan.errors import CannotBeDone, NotWritten

_BEGINS = "# >>> cpcplan completion >>>"
_ENDS = "# <<< cpcplan completion <<<"
_OURS = rf"(?s)(?:\r?\n)?{_BEGINS}.*?{_ENDS}(?:\r?\n)?"


def install(shell: str, script: str) -> Path:
    """Have the shell read the script in each window that is opened from now on; the file that says
    so. Raises CannotBeDone where the shell would not read it, NotWritten.
    """
    file = _FILES[shell](shell)
    if shell in ("powershell", "pwsh"):
        _must_run_scripts(shell)
    _change(file, script)
    return file


def remove(shell: str) -> Path | None:
    """Take the script out again; the file that it was in, None where it was in none. Raises
    CannotBeDone, NotWritten.
    """
    file = _FILES[shell](shell)
    return file if _change(file, None) else None


def _change(file: Path, script: str | None) -> bool:
    """Whether the file is another one now; one in which nothing is left is gone."""
    from cpcplan.storage.write import create, replace

    if file.exists() and not file.is_file():
        raise CannotBeDone(f"{file} is no file: make it one, or put the script there yourself")
    try:
        before = file.read_bytes() if file.exists() else None
        after = with_script(before or b"", script, file.name)
        if after == (before or b""):
            return False
        if before is None:
            file.parent.mkdir(parents=True, exist_ok=True)
            create(file, after)
        elif after:
            replace(file, before, after)
        else:
            file.unlink()
    except OSError as error:
        raise NotWritten(f"{file} cannot be used: {error.strerror or error}") from None
    return True


def with_script(before: bytes, script: str | None, name: str) -> bytes:
    """The file with the script in it, between two lines of ours; without it where that is None.

    Raises CannotBeDone where of our two lines only one is there.
    """
    is_utf_16 = before.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    # In any other encoding every byte stays what it is.
    encoding = "utf-16" if is_utf_16 else "latin-1"
    text = before.decode(encoding)
    if text.count(_BEGINS) != text.count(_ENDS):
        raise CannotBeDone(
            f"in {name} one of the lines “{_BEGINS}” and “{_ENDS}” is gone: delete what is left of "
            "the lines between them, and try again"
        )
    line_end = "\r\n" if "\r\n" in text else "\n"
    ours = "" if script is None else f"{_BEGINS}\n{script}{_ENDS}\n".replace("\n", line_end)
    found = re.search(_OURS, text)
    if found:
        rest, behind = text[: found.start()], text[found.end() :]
    else:
        rest, behind = text, ""
    if ours and rest:
        rest += line_end if rest.endswith("\n") or found else 2 * line_end
    return f"{rest}{ours}{behind}".encode(encoding)


# --- which file it is -----------------------------------------------------------------------------


def _bash(_: str) -> Path:
    """What bash reads in a new window; on a Mac each window is a login."""
    home = Path.home()
    if sys.platform == "darwin":
        read = [home / name for name in (".bash_profile", ".bash_login", ".profile")]
        return next((file for file in read if file.exists()), read[0])
    return home / ".bashrc"


def _zsh(_: str) -> Path:
    return Path(environment("ZDOTDIR") or Path.home()) / ".zshrc"


def _fish(_: str) -> Path:
    config = Path(environment("XDG_CONFIG_HOME") or Path.home() / ".config")
    return config / "fish" / "completions" / "cpcplan.fish"


def _powershell(shell: str) -> Path:
    """Only PowerShell knows where its profile is: the folder Documents may lie anywhere."""
    return Path(_asked(shell, "$PROFILE.CurrentUserAllHosts"))


def _must_run_scripts(shell: str) -> None:
    """Raises CannotBeDone where PowerShell would answer every new window with an error."""
    policy = _asked(shell, "Get-ExecutionPolicy")
    if policy in ("Restricted", "AllSigned"):
        raise CannotBeDone(
            f"PowerShell reads no profile here, because its execution policy is {policy}. If the "
            "rules of your computer allow it, type\n"
            "  Set-ExecutionPolicy -Scope CurrentUser RemoteSigned\n"
            "and try again; if not, type this in a window where you want completion:\n"
            f"  cpcplan completion {shell} | Out-String | Invoke-Expression"
        )


def _asked(shell: str, question: str) -> str:
    """What PowerShell answers, as in a window of its own, whatever this one was allowed."""
    import subprocess

    says = (
        "[Console]::OutputEncoding = [Text.Encoding]::UTF8; "
        f"$Env:PSExecutionPolicyPreference = $null; {question}"
    )
    try:
        ran = subprocess.run(  # noqa: S603 - the shell that was named, and what is said here
            [shell, "-NoProfile", "-NonInteractive", "-Command", says],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError:
        raise CannotBeDone(f"there is no {shell} on this computer’s path") from None
    answer = ran.stdout.decode("utf-8", "replace").lstrip("\ufeff").strip()
    if ran.returncode or not answer:
        why = ran.stderr.decode("utf-8", "replace").strip()
        raise CannotBeDone(f"{shell} does not answer {question}: {why or 'it is silent'}")
    return answer


_FILES: Mapping[str, Callable[[str], Path]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
    "powershell": _powershell,
    "pwsh": _powershell,
}
