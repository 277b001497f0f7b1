"""What can go wrong, each with its exit code and words for the lead officer.

Raised anywhere, turned into words and an exit code in one place (`cli/app.py`). Faults in a plan
file are not exceptions one by one: they are values, gathered, and raised together at the end.
"""

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing wrong in one place of a plan file. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    rule: str
    message: str
    id: str | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class CpcplanError(Exception):
    """Something that the user can put right. `str()` of it is for the user to read."""

    exit_code = 1
    given_back: tuple[str, ...] = ()
    """What somebody typed that is written nowhere: it is shown to them, to be pasted."""


class WrongUsage(CpcplanError):
    """The command was typed in a way that it cannot be understood."""

    exit_code = 2


class Unreadable(CpcplanError):
    """Files with faults; `faults` are all that is wrong, in the order of the files, those of a
    commit where it is not what `is_on_disk`.
    """

    exit_code = 3

    def __init__(self, faults: tuple[Fault, ...], *, is_on_disk: bool = True) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
        self.is_on_disk = is_on_disk


class PlanUnreadable(Unreadable):
    """The plan cannot be read."""


class IssuedUnreadable(Unreadable):
    """Which papers were issued cannot be read; the plan itself can."""


class PlanNotFound(CpcplanError):
    """There is no plan folder where one was looked for."""

    exit_code = 3


class NotInPlan(CpcplanError):
    """What was asked for is not in this plan."""

    exit_code = 4


class CannotBeDone(CpcplanError):
    """The plan as it stands rules out what was asked; nothing was written."""

    exit_code = 4


class NotWritten(CpcplanError):
    """The file could not be replaced, or somebody changed it meanwhile; it is as it was."""

    exit_code = 5


class GitRefused(CpcplanError):
    """Git is not there, or said no; its own words are in the message."""

    exit_code = 6


class NotInGit(GitRefused):
    """There is no repository or no such commit: git has nothing to say of this plan."""


class GitUnusable(GitRefused):
    """Git cannot be asked anything here: it is not there, it is broken, or it does not trust the
    folder. What it keeps is unknown then, which is another thing than that it keeps nothing.
    """


class Stopped(CpcplanError):
    """Somebody pressed Ctrl-C, or closed the terminal; what was written before stays."""

    exit_code = 130


class TemplateFault(CpcplanError):
    """A template is at fault; the message begins with its file and line."""

    exit_code = 7
