"""What `resolve` says: what was joined, what people must decide, and what comes next."""

from cpcplan.cli.screens.words import count
from cpcplan.cli.sheet import Sheet
from cpcplan.usecases.joining import JoinedFile, Resolved

_SHOWN = 12
"""Lines of each side shown of one place."""


def sheet(found: Resolved) -> Sheet:
    """The answer to `resolve`."""
    page = Sheet()
    if not found.files:
        page.line("No file of the plan has a conflict.")
    for file in found.files:
        _file(page, file)
    for fault in found.faults:
        page.line(str(fault))
    if found.faults:
        page.line()
        page.line(
            "The files do not make a plan: mend what is named above, then type: cpcplan check"
        )
        if not found.files and any(fault.rule == "conflict-marker" for fault in found.faults):
            page.line("Git was told that the conflict is over. To have it back, for each file:")
            page.line("git checkout --merge -- FILE, and then: cpcplan resolve")
    elif any(file.left for file in found.files):
        page.line()
        page.line("Keep what is right of each, delete the lines of <<<<<<<, ======= and >>>>>>>,")
        page.line("then type: cpcplan resolve")
        page.line("Two new actions under one number are both kept: give one a number of its own.")
    elif not all(file.is_whole for file in found.files):
        page.line()
        page.line("Decide that, and then type: cpcplan resolve")
    elif found.is_merging:
        page.line()
        page.line("All of it is joined. To finish the merge, type: cpcplan save")
    elif found.under_way and found.files:
        page.line()
        page.line(f"All of it is joined. To go on, type: git {found.under_way} --continue")
    for identifier, day in found.twice_rated:
        page.line(
            f"{identifier} has two ratings of {day}: the one further down counts; is it right?",
            "bold",
        )
    return page


def _file(page: Sheet, file: JoinedFile) -> None:
    taken = "; ".join(f"{each}: {count(n, 'entry', 'entries')}" for each, n in file.taken)
    if file.is_whole:
        page.line(f"{file.name}: joined", "bold")
    else:
        what = file.why_not or "people must decide"
        page.line(f"{file.name}: {what}", "bold")
    if taken:
        page.line(f"From the other side came {taken}", indent=2)
    for line, ours, theirs in file.left:
        page.line(f"{file.name}:{line}: both sides changed this", indent=2)
        for side, text in (("ours", ours), ("theirs", theirs)):
            lines = text.splitlines() or ["(nothing)"]
            for n, shown in enumerate(lines[:_SHOWN]):
                page.line(f"{side if not n else '':<7}{shown.strip()}", indent=4)
            if len(lines) > _SHOWN:
                page.line(f"{'':<7}… and {len(lines) - _SHOWN} lines more", indent=4)
