"""The numbers of what joins a plan: the next that is free, made as those beside it are."""

import re
from collections.abc import Collection, Iterable
from string import ascii_lowercase

from cpcplan.domain.model import in_number_order


def next_number(above: str, beside: Iterable[str], taken: Collection[str], between: str) -> str:
    """The next free number under a key action or an outcome, `above`: after 1.14 comes 1.15, after
    1.1.4 comes 1.1.5, after 1.9 (of outcome 1) comes 1.10.

    `between` stands before the first number of all. `taken` is every id of the plan.
    """
    pattern = re.compile(f"{re.escape(above)}([^0-9]*)([0-9]+)")
    numbered = [found for each in beside if (found := pattern.fullmatch(each))]
    number = 0
    if numbered:
        last = max(numbered, key=lambda found: int(found[2]))
        between, number = last[1], int(last[2])
    while (identifier := f"{above}{between}{number + 1}") in taken:
        number += 1
    return identifier


def next_outcome(numbers: Collection[str], taken: Collection[str]) -> str:
    """The next free number of an outcome, after the last of those that there are."""
    last = max(numbers, key=in_number_order, default="")
    return _following(last, taken) or next_number("", [str(len(numbers))], taken, "")


def next_measure(identifier: str, taken: Collection[str]) -> str:
    """The next free id of a success measure after one: 1.1d after 1.1c, 1.1-2 after 1.1-1."""
    last = identifier[-1:]
    letters = ascii_lowercase.partition(last)[2] if last and last in ascii_lowercase else ""
    by_letter = (f"{identifier[:-1]}{letter}" for letter in letters)
    free = next((each for each in by_letter if each not in taken), None)
    return free or _following(identifier, taken) or _following(f"{identifier}-1", taken)


def _following(identifier: str, taken: Collection[str]) -> str:
    """The next free id after one that ends in a number; empty where it does not."""
    found = re.fullmatch(r"(.*?)([0-9]+)", identifier)
    number = int(found[2]) + 1 if found else 0
    while found and f"{found[1]}{number}" in taken:
        number += 1
    return f"{found[1]}{number}" if found else ""
