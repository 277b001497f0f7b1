"""What is offered at a place of the line: names of commands and options, or values."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from typer.core import TyperArgument, TyperGroup

from cpcplan.cli.completion.candidate import Candidate, Kind
from cpcplan.cli.completion.place import Place, options
from cpcplan.cli.completion.values import Sought, taken
from cpcplan.errors import CpcplanError


class Offer(NamedTuple):
    """What a shell is to offer."""

    kind: Kind
    candidates: tuple[Candidate, ...] = ()
    before: str = ""
    """What stands before each of them in the same word: `--rag=red,`."""


def offer(place: Place) -> Offer:
    """What may stand there. Where no plan can be read, nothing that only a plan knows."""
    if place.parameter is None:
        return Offer("words", tuple(_beginning(place.begun, _names(place))))
    takes = taken(place.path, place.parameter.name or "")
    if takes.kind != "words":
        return Offer(takes.kind, before=place.before)
    try:
        known = tuple(takes.find(Sought(place.path, place.given)))
    except (CpcplanError, OSError):
        return Offer("words")
    found = tuple(_beginning(place.begun, known))
    before = place.before
    if takes.with_commas and not found:
        head, comma, begun = place.begun.rpartition(",")
        named = {each.strip().casefold() for each in head.split(",")}
        rest = [each for each in known if each.value.casefold() not in named]
        found = tuple(each for each in _beginning(begun, rest) if "," not in each.value)
        before += head + comma
    if isinstance(place.parameter, TyperArgument) and place.takes_options:
        # It would be taken for an option.
        found = tuple(each for each in found if not each.value.startswith("-"))
    return Offer("words", found, before)


def _beginning(begun: str, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """Those that begin so, whatever their case; none that could not be seen on a line."""
    folded = begun.casefold()
    for each in known:
        if each.value.casefold().startswith(folded) and each.value.isprintable():
            yield each


def _names(place: Place) -> Iterator[Candidate]:
    """The names of commands, or of options not given yet."""
    wants_option = place.begun.startswith("-")
    if isinstance(place.command, TyperGroup) and not wants_option:
        for name, command in place.command.commands.items():
            yield Candidate(name, _first_paragraph(command.help))
    elif place.takes_options and (wants_option or not place.begun):
        for option in options(place.command):
            if option.multiple or option.name not in place.given:
                long = next(name for name in option.opts if name.startswith("--"))
                yield Candidate(long, option.help or "")
        yield Candidate("--help", "What it does, and all its options.")


def _first_paragraph(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split())
