"""How each shell is answered. Text of the plan is data there too: a value is quoted so that the
shell takes it for one word, whatever is in it, and what it means is one line that can be seen.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from cpcplan.cli.completion.candidate import Candidate
from cpcplan.cli.completion.line import FISH, POSIX, POWERSHELL, Dialect, Line
from cpcplan.domain.visible import visible

_LONGEST = 70
"""In characters: as much of a title as says which it is."""


def _meaning(candidate: Candidate) -> str:
    words = " ".join(visible(candidate.help).split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def _bash(before: str, candidate: Candidate, line: Line) -> str:
    """What bash puts into the line itself: quoted as the word is that is being typed. Nothing where
    that cannot be: in double quotation marks a ! brings back an earlier line.
    """
    word = f"{before}{candidate.value}"[len(line.kept) :]
    if line.quotation == "'":
        return word.replace("'", r"'\''")
    if line.quotation == '"':
        return "" if "!" in word else re.sub(r'([$`"\\])', r"\\\1", word)
    return re.sub(r"(^~|[^\w@%+=:,./~-])", r"\\\1", word)


def _zsh(before: str, candidate: Candidate, _: Line) -> str:
    """The word, and what the list shows: `value:meaning`. In both zsh takes a backslash away, and
    a word for ended at a colon. It quotes the word itself.
    """
    word = re.sub(r"([:\\])", r"\\\1", before + candidate.value)
    shown = re.sub(r"([:\\])", r"\\\1", candidate.value)
    meaning = _meaning(candidate).replace("\\", r"\\")
    return f"{word}\t{shown}:{meaning}" if meaning else f"{word}\t{shown}"


def _fish(before: str, candidate: Candidate, _: Line) -> str:
    """The word, which fish quotes itself, and what it means."""
    return f"{before}{candidate.value}\t{_meaning(candidate)}"


def _powershell(before: str, candidate: Candidate, line: Line) -> str:
    """What goes into the line, what the list shows, and what stands below it."""
    word = f"{before}{candidate.value}"
    rest = word[len(line.kept) :]
    # Behind a comma 1.10 would be a number to PowerShell, and come to 1.1.
    if "," in word or not re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9_.=-]*", rest):
        rest = "'" + re.sub("(['‘’‚‛])", r"\1\1", rest) + "'"
    return f"{rest}\t{candidate.value}\t{_meaning(candidate) or candidate.value}"


class Shell(NamedTuple):
    """A shell: what it is called, how it quotes, how it is answered, and the script that asks."""

    called: str
    dialect: Dialect
    reply: Callable[[str, Candidate, Line], str]
    script_file: str
    replaces_parts: bool = False
    """It says which part of the last word it will replace."""

    def script(self) -> str:
        """What the shell has to read once in each window."""
        file = Path(__file__).parent / "scripts" / self.script_file
        return file.read_text(encoding="utf-8")


SHELLS: Mapping[str, Shell] = {
    "bash": Shell("bash", POSIX, _bash, "cpcplan.bash", replaces_parts=True),
    "zsh": Shell("zsh", POSIX, _zsh, "cpcplan.zsh"),
    "fish": Shell("fish", FISH, _fish, "cpcplan.fish"),
    "powershell": Shell(
        "Windows PowerShell", POWERSHELL, _powershell, "cpcplan.ps1", replaces_parts=True
    ),
    "pwsh": Shell("PowerShell 7", POWERSHELL, _powershell, "cpcplan.ps1", replaces_parts=True),
}
