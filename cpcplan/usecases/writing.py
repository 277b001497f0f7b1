"""Writing to a plan: read under the lock, tried out, proved, and only then put in its place."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from cpcplan.domain.model import Outcome, Plan
from cpcplan.domain.reckoning import stand
from cpcplan.domain.standing import KeyActionStanding, Standing
from cpcplan.errors import CannotBeDone, PlanUnreadable
from cpcplan.storage.folder import Folder
from cpcplan.storage.reading import Reading
from cpcplan.storage.whereabouts import Home, home_of
from cpcplan.storage.write import locked, replace

Said = Mapping[str, str | list[str] | dict[str, str]]
"""The fields of an entry or an action, as a plan file has them."""


class Draft(NamedTuple):
    """An outcome's file as it is, and the text that it would have; what is new begins at `line`."""

    home: Home
    text: str
    line: int

    def difference(self) -> str:
        """What changes in the file, as `diff -u` shows it."""
        from difflib import unified_diff

        name, old, new = self.home.name, self.home.text.splitlines(), self.text.splitlines()
        return "\n".join(unified_diff(old, new, name, name, lineterm="", n=2))


@contextmanager
def opened(folder: Folder) -> Iterator["OpenPlan"]:
    """The plan in a folder, to be written to; nobody else's command writes to it meanwhile.

    Raises PlanNotFound and PlanUnreadable, and NotWritten where somebody else's goes on for long.
    """
    with locked(folder.path):
        yield OpenPlan(folder)


class OpenPlan:
    """A plan that is being written to: what is drafted is read again before it is put."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._reading = Reading(folder)
        self.plan = self._reading.plan()

    def home(self, identifier: str) -> Home:
        """Where the outcome or action of that id lives. It must be in the plan."""
        found = home_of(self._folder, identifier)
        if found is None:
            raise LookupError(identifier)
        return found

    def appended(self, home: Home, key: str, said: Said) -> Draft:
        """The file with one thing more in the list under `key`. Raises CannotBeDone."""
        from cpcplan.storage.render import Unwritable
        from cpcplan.storage.splice import CannotSplice, append

        try:
            spliced = append(home.text, home.path, key, said)
        except CannotSplice as refused:
            raise _cannot_splice(home, refused) from None
        except Unwritable as refused:
            raise CannotBeDone(f"{refused}. Nothing was written") from None
        return Draft(home, spliced.text, spliced.line)

    def without(self, home: Home, key: str, place: int) -> Draft:
        """The file without item `place` (from 0) of the list under `key`. Raises CannotBeDone."""
        from cpcplan.storage.splice import CannotSplice, take_back

        try:
            shorter = take_back(home.text, home.path, key, place)
        except CannotSplice as refused:
            raise _cannot_splice(home, refused) from None
        old, new = home.text.splitlines(), shorter.splitlines()
        same = enumerate(zip(old, new, strict=False), start=1)
        line = next((n for n, (was, now) in same if was != now), len(new) + 1)
        return Draft(home, shorter, line)

    def plan_with(self, draft: Draft) -> Plan:
        """The plan as it will be. What is wrong with it now is wrong with what was asked for:
        raises CannotBeDone.
        """
        try:
            return self._reading.with_file(draft.home.file, draft.text.encode())
        except PlanUnreadable as unreadable:
            reasons = "; ".join(fault.message for fault in unreadable.faults)
            raise CannotBeDone(f"{reasons}. Nothing was written") from None

    def put(self, draft: Draft) -> None:
        """Replace the file. Raises NotWritten, and then it is as it was."""
        replace(draft.home.file, draft.home.data, draft.text.encode())


def _cannot_splice(home: Home, refused: Exception) -> CannotBeDone:
    place = f"{home.name}:{getattr(refused, 'line', 1)}:{getattr(refused, 'column', 1)}"
    return CannotBeDone(f"{place}: {refused}. Nothing was written")


def standing_of(plan: Plan, identifier: str, day: date) -> Standing:
    """Where an action stands at the end of a day."""
    whole = standing_around(plan, identifier, day)
    return next(each for each in (whole.own, *whole.sub_actions) if each.id == identifier)


def standing_around(plan: Plan, identifier: str, day: date) -> KeyActionStanding:
    """Where the key action of that id, or that of a sub-action, stands at the end of a day."""
    alone = plan._replace(outcomes=tuple(_around(plan, identifier)))
    return next(stand(alone, as_of=day).whole_key_actions())


def _around(plan: Plan, identifier: str) -> Iterator[Outcome]:
    """The outcome that holds an action, with that key action alone: all that its standing takes."""
    for outcome in plan.outcomes:
        for key_action in outcome.key_actions:
            if any(action.id == identifier for action in key_action.with_parts()):
                yield outcome._replace(key_actions=(key_action,))


def looks_personal(
    texts: Iterable[str], *, allowed: bool, outcome: str = "Nothing was written"
) -> tuple[str, ...]:
    """What in the texts looks like a personal detail, marked, if that is `allowed`.

    Raises CannotBeDone where it is not (plans are published, and git forgets nothing), with the
    `outcome` of that.
    """
    from cpcplan.domain.personal import marked, personal_details

    told = []
    for text in texts:
        if found := personal_details(text):
            kinds = " and ".join(dict.fromkeys(str(each.kind) for each in found))
            told.append(f"this looks like {kinds}: {marked(text, found)}")
    if told and not allowed:
        raise CannotBeDone(
            f"{'; '.join(told)}. A plan is published, and git forgets nothing: leave it out; if it "
            f"is no person’s, add --allow-personal. {outcome}"
        )
    return tuple(told)


def texts_in(said: Said) -> Iterator[str]:
    """Every text that the fields hold, but for the days."""
    for name, value in said.items():
        if name in ("date", "added"):
            continue
        if isinstance(value, str):
            yield value
        else:
            yield from value.values() if isinstance(value, Mapping) else value
