"""The marks that git leaves in a file where it could not join two sides."""

from collections import Counter
from collections.abc import Iterator


def is_as_git_left_it(marked: str, before: str, ours: str, theirs: str) -> bool:
    """Whether nobody has begun to decide in a file with git's marks: it holds all that each side
    has and the other did not take out, and no line that neither has.
    """
    views = [Counter(side.splitlines()) for side in sides_of(marked)]
    old, new, other = (Counter(text.splitlines()) for text in (before, ours, theirs))
    for view, mine, others in ((views[0], new, other), (views[1], other, new)):
        if mine - (old - others) - view:
            return False
    known = set(old) | set(new) | set(other)
    return set(views[0]) | set(views[1]) <= known


def sides_of(marked: str) -> tuple[str, str]:
    """A text with git's marks as ours has it, and as theirs."""
    ours = [line for line, within in _lines(marked) if within in ("ours", "both")]
    theirs = [line for line, within in _lines(marked) if within in ("theirs", "both")]
    return "\n".join(ours), "\n".join(theirs)


def conflicts(text: str) -> Iterator[tuple[int, str, str]]:
    """Each place that git's marks are left in: its line (from 1), and what each side has there."""
    begun = 0
    sides: dict[str, list[str]] = {}
    for number, (line, within) in enumerate(_lines(text), start=1):
        if within == "begins":
            begun, sides = number, {"ours": [], "before": [], "theirs": []}
        elif within == "ends":
            yield begun, "\n".join(sides["ours"]), "\n".join(sides["theirs"])
        elif within in sides:
            sides[within].append(line)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Each line, and whose it is: `ours`, `before`, `theirs` or `both`; of a mark, that a conflict
    `begins` or `ends` there, or (`mark`) goes on.
    """
    within = "both"
    for line in text.splitlines():
        told = within
        if line.startswith("<<<<<<<"):
            within, told = "ours", "begins"
        elif line.startswith("|||||||") and within == "ours":
            within, told = "before", "mark"
        elif line.startswith("=======") and within in ("ours", "before"):
            within, told = "theirs", "mark"
        elif line.startswith(">>>>>>>") and within == "theirs":
            within, told = "both", "ends"
        yield line, told
