"""What a command that records says of an action, and what of that is missing: it is asked for at a
terminal, once it is known that the action is there, and given back where it is not written.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cpcplan.cli.prompts import (
    Words,
    at_terminal,
    edited,
    if_said,
    line_typed,
    needed,
    what_shows_it,
)
from cpcplan.domain.model import Plan
from cpcplan.errors import CpcplanError, NotWritten, WrongUsage

if TYPE_CHECKING:
    from cpcplan.storage.folder import Folder

Fields = dict[str, str | list[str] | dict[str, str]]


class Happened(NamedTuple):
    """What a command says of which action: its id, the fields of an entry (or how to find them once
    the plan, the day and the `argument` are known), and the words still to be asked for.
    """

    identifier: str | Callable[[Plan], str]
    fields: Fields | Callable[[Plan, date, str], Fields]
    words: Words | None = None
    argument: Words | None = None
    """What stands behind the id, and is asked for before the words."""
    is_shown: bool = False
    """Something must show it: what, is asked for where --evidence names nothing."""
    needs_way_back: Callable[[str], bool] = lambda _: False
    """Whether, of this argument, what happens next is asked of who is being asked."""


class Supplied(NamedTuple):
    """What was given or asked for: the argument (empty where there is none), and other fields."""

    argument: str
    fields: Fields
    typed: list[str]
    """What of it somebody typed just now: it is in no command line that could be recalled."""

    def fields_of(self, happened: Happened, plan: Plan, day: date) -> Fields:
        """All that the entry says, in the order of a plan file."""
        own = happened.fields
        return (own if isinstance(own, dict) else own(plan, day, self.argument)) | self.fields

    def words(self) -> Iterator[object]:
        """All of it, to be given back."""
        yield self.argument
        for field in self.fields.values():
            yield from field if isinstance(field, list) else (field,)


class _Options(Protocol):
    """The options that go before a question: what is given there is not asked for."""

    @property
    def next(self) -> str | None: ...
    @property
    def evidence(self) -> list[str] | None: ...
    @property
    def edit(self) -> bool: ...


def supplied(happened: Happened, folder: "Folder", options: _Options) -> Supplied:
    """What the command needs, asked for on a terminal where it is missing.

    Before somebody thinks words out, it is made sure that the action is there, and that what was
    given can be used.
    """
    words, wanted = happened.words, happened.argument
    is_edited = options.edit and words is not None
    lacks_evidence = happened.is_shown and not options.evidence
    lacking = [each for each in (wanted, words) if each and each.is_needed and each.given is None]
    plan = None
    if is_edited or (at_terminal() and (lacking or lacks_evidence)):
        plan = _plan_for(folder, happened)
    typed: list[str] = []
    with giving_back(typed):
        argument = _said(wanted, plan, typed)
        fields: Fields = {}
        # Words written in an editor come last: they are not to be lost to a question after them.
        shown = [_evidence(typed)] if lacks_evidence and is_edited else options.evidence
        if words and is_edited:
            fields[words.field] = _kept(edited(folder, words), typed)
        elif words and (said := _said(words, plan, typed)):
            fields[words.field] = said
        if lacks_evidence and not is_edited:
            shown = [_evidence(typed)]
        following = options.next
        if following is None and plan and at_terminal() and happened.needs_way_back(argument):
            following = if_said("What happens next, who does it, by when?")
            typed.append(following or "")
    fields |= {"next": following} if following else {}
    fields |= {"evidence": [each for each in shown if each]} if shown and any(shown) else {}
    return Supplied(argument, fields, typed)


def _plan_for(folder: "Folder", happened: Happened) -> Plan:
    """The plan. Raises NotInPlan where it has no such action, and as the argument's `check`."""
    from cpcplan.storage.reading import read_plan
    from cpcplan.usecases.recording import found_in

    plan, which, wanted = read_plan(folder), happened.identifier, happened.argument
    found_in(plan, which if isinstance(which, str) else which(plan))
    if wanted and wanted.given is not None and wanted.check:
        wanted.check(wanted.given, plan)
    return plan


def _said(words: Words | None, plan: Plan | None, typed: list[str]) -> str:
    if words is None or (words.given is None and not words.is_needed):
        return ""

    def check(answer: str) -> None:
        if plan and words.check:
            words.check(answer, plan)

    said = needed(words, check)
    return said if words.given is not None else _kept(said, typed)


def _kept(answer: str, typed: list[str]) -> str:
    typed.append(answer)
    return answer


def _evidence(typed: list[str]) -> str:
    """What shows it; empty where somebody says that nothing does. Raises WrongUsage in a pipe."""
    if not at_terminal():
        raise WrongUsage("--evidence REF is needed: what shows it (a minute, a paper)?")
    return _kept(what_shows_it(line_typed), typed)


@contextmanager
def giving_back(typed: Iterable[object], rest: Iterable[object] = ()) -> Iterator[None]:
    """Where it is not written, the words that somebody typed just now are given back, to be pasted;
    with the `rest`, which is in a command line that could be recalled, where it is the file that
    was in the way.
    """
    try:
        yield
    except CpcplanError as failed:
        everything = (*rest, *typed) if isinstance(failed, NotWritten) else typed
        words = (word for word in everything if isinstance(word, str) and word)
        failed.given_back = tuple(dict.fromkeys((*failed.given_back, *words)))
        raise
