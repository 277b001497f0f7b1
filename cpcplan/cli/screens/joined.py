"""What `resolve` says: what was joined, what people must decide, and what comes next."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from cpcplan.cli.screens.words import count
from cpcplan.cli.sheet import Sheet
from cpcplan.domain.calendar import in_words
from cpcplan.storage.same_day import AtOdds
from cpcplan.usecases.joining import Resolved
from cpcplan.usecases.joining_numbers import Pointed
from cpcplan.usecases.joining_sides import JoinedFile

_SHOWN = 12
"""Lines of each side shown of one place."""


def sheet(found: Resolved) -> Sheet:
    """The answer to `resolve`."""
    page = Sheet()
    if not found.files:
        page.line("No file of the plan has a conflict.")
    for file in found.files:
        _file(page, file)
    for each in found.pointed:
        page.line(_pointed(each), "" if each.is_rewritten else "bold")
    for fault in found.faults:
        page.line(str(fault))
    if found.faults:
        _not_a_plan(page, found)
    elif next_step := _next_step(found):
        page.line()
        for line in next_step:
            page.line(line)
    leads = dict(found.leads)
    for file in found.files:
        for odd in file.at_odds:
            page.line(_at_odds(odd, leads), "bold")
    return page


def _not_a_plan(page: Sheet, found: Resolved) -> None:
    then = "cpcplan resolve" if found.files else "cpcplan check"
    page.line()
    page.line(f"The files do not make a plan: mend what is named above, then type: {then}")
    if not found.files and any(fault.rule == "conflict-marker" for fault in found.faults):
        page.line("Git was told that the conflict is over. To have it back, for each file:")
        page.line("git checkout --merge -- FILE, and then: cpcplan resolve")


def _next_step(found: Resolved) -> tuple[str, ...]:
    """What comes next, in lines; none where nothing does."""
    if any(file.left for file in found.files):
        return (
            "Keep what is right of each, delete the lines of <<<<<<<, ======= and >>>>>>>,",
            "then type: cpcplan resolve",
        )
    if not all(file.is_whole for file in found.files):
        return ("Decide that, and then type: cpcplan resolve",)
    if found.still:
        return (f"There are conflicts in {', '.join(found.still)}, too: cpcplan resolve",)
    if found.elsewhere:
        return (
            f"Git has more conflicts outside the plan: {', '.join(found.elsewhere)}.",
            "Put those right, and git add each file.",
        )
    go_on = f"go on, type: git {found.under_way} --continue" if found.under_way else ""
    is_over = found.is_merging or (go_on and found.files)
    how = "finish the merge, type: cpcplan save" if found.is_merging else go_on
    return (f"All of it is joined. To {how}",) if is_over else ()


_FIELDS = {
    "rag": "ratings",
    "timescale": "timescales",
    "timescale_requested": "requests for more time",
    "leads": "lists of leads",
    "state": "states",
    "readings": "readings",
}
_NUMBERS = {2: "two", 3: "three", 4: "four"}


def _at_odds(odd: AtOdds, leads: Mapping[str, str]) -> str:
    """What was given two values on one day, who gave which, and which of them counts."""
    if odd.field == "timescale_refused":
        said = [(_REFUSED if value == "yes" else value, by) for value, by in odd.said]
    elif odd.field == "leads":
        said = [
            (", ".join(leads.get(key, key) for key in value.split(", ")), by)
            for value, by in odd.said
        ]
    else:
        said = list(odd.said)
    *others, last = [f"{value} ({leads.get(by, by)})" if by else value for value, by in said]
    told = f"of {_day(odd.day)}: {', '.join(others)} and {last}"
    if odd.field == "timescale_refused":
        counts = [value for value, _ in said if value != _REFUSED][-1]
        return f"{odd.of} has more time and a refusal of it {told}; {counts} counts: is it right?"
    number = _NUMBERS.get(len(said), len(said))
    return (
        f"{odd.of} has {number} {_FIELDS[odd.field]} {told}; "
        f"{said[-1][0]} counts, because it is further down: is it right?"
    )


_REFUSED = "no more time"


def _day(text: str) -> str:
    """A day of a file in words; as it stands there, where it is none."""
    with suppress(ValueError):
        return in_words(date.fromisoformat(text))
    return text


def _pointed(each: Pointed) -> str:
    if each.is_rewritten:
        return f"{each.name}: {each.measure} is for {each.new} now, which was {each.old}"
    return (
        f"{each.name}: {each.measure} is for {each.old}, which is {each.new} now: put that right "
        "when you decide"
    )


_AS_ELSEWHERE = {"": "", "ours": ", as our side has it", "theirs": ", as the other side has it"}


def _file(page: Sheet, file: JoinedFile) -> None:
    taken = "; ".join(f"{each}: {count(n, 'entry', 'entries')}" for each, n in file.taken)
    if file.is_whole:
        page.line(f"{file.name}: joined", "bold")
    else:
        what = file.why_not or "people must decide"
        page.line(f"{file.name}: {what}", "bold")
    if taken:
        page.line(f"From the other side came {taken}", indent=2)
    if file.papers:
        page.line(f"From the other side came {count(file.papers, 'paper')}", indent=2)
    if file.kept_as:
        page.line(f"Both sides made this file: the other side’s is {file.kept_as} now", indent=2)
    for thing, number, is_spoken_of, follows in file.renumbered:
        whose = _AS_ELSEWHERE[follows]
        of = "" if follows == "theirs" else " of the other side"
        page.line(f"{thing.id} “{thing.words}”{of} is {number} now{whose}", indent=2)
        if is_spoken_of:
            page.line(f"Words that came with it speak of {thing.id}: which is meant?", indent=4)
    for line, ours, theirs in file.left:
        page.line(f"{file.name}:{line}: both sides changed this", indent=2)
        for side, text in (("ours", ours), ("theirs", theirs)):
            lines = text.splitlines() or ["(nothing)"]
            for n, shown in enumerate(lines[:_SHOWN]):
                page.line(f"{side if not n else '':<7}{shown.strip()}", indent=4)
            if len(lines) > _SHOWN:
                more = count(len(lines) - _SHOWN, "more line")
                page.line(f"{'':<7}… and {more}", indent=4)
