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
    ours: list[str] = []
    theirs: list[str] = []
    within = "both"
    for line in marked.splitlines():
        if line.startswith("<<<<<<<"):
            within = "ours"
        elif line.startswith("|||||||") and within == "ours":
            within = "before"
        elif line.startswith("=======") and within in ("ours", "before"):
            within = "theirs"
        elif line.startswith(">>>>>>>") and within == "theirs":
            within = "both"
        else:
            ours += [line] if within in ("ours", "both") else []
            theirs += [line] if within in ("theirs", "both") else []
    return "\n".join(ours), "\n".join(theirs)


def conflicts(text: str) -> Iterator[tuple[int, str, str]]:
    """Each place that git's marks are left in: its line (from 1), and what each side has there."""
    ours: list[str] | None = None
    theirs: list[str] | None = None
    begun, in_before = 0, False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("<<<<<<<"):
            begun, ours, theirs, in_before = number, [], None, False
        elif line.startswith("|||||||") and ours is not None:
            in_before = True
        elif line.startswith("=======") and ours is not None:
            theirs, in_before = [], False
        elif line.startswith(">>>>>>>") and ours is not None and theirs is not None:
            yield begun, "\n".join(ours), "\n".join(theirs)
            ours = theirs = None
        elif theirs is not None:
            theirs.append(line)
        elif ours is not None and not in_before:
            ours.append(line)
