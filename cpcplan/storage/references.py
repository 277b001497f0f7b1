"""What one place of a plan says of another: leads, ids, measures and cycles that must exist.

Works on the trees as read, so that all faults of a file are found at once: a value of the wrong
kind is passed over here, because `shapes` has said so already.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cpcplan.domain.near import did_you_mean
from cpcplan.domain.timescale import TimescaleRefused, cycle_months, read
from cpcplan.domain.visible import shown
from cpcplan.storage.places import Spot
from cpcplan.storage.tree import Path, Tree


class Flaw(NamedTuple):
    """A fault in a file's tree, before its line and column are looked up."""

    spot: Spot
    rule: str
    message: str


def ids(tree: Tree) -> Iterator[tuple[str, str, Path]]:
    """Each id of an outcome file: its text, what it is the id of, and the path to it."""
    for kind, path, node in identified(tree):
        found = node.get("id")
        if isinstance(found, str) and found:
            yield found, kind, (*path, "id")


def identified(tree: Tree) -> Iterator[tuple[str, Path, dict[str, Tree]]]:
    """What has an id in an outcome's file: what it is, the path to it, and it."""
    if isinstance(tree, dict):
        yield "outcome", (), tree
        for path, key_action in _items(tree, "key_actions", ()):
            yield from _action("key action", path, key_action)
            for sub_path, sub_action in _items(key_action, "sub_actions", path):
                yield from _action("sub-action", sub_path, sub_action)


def _action(
    kind: str, path: Path, action: dict[str, Tree]
) -> Iterator[tuple[str, Path, dict[str, Tree]]]:
    yield kind, path, action
    for measure_path, measure in _items(action, "success_measures", path):
        yield "success measure", measure_path, measure


def _items(
    node: dict[str, Tree], key: str, path: Path, *, having: str | None = None
) -> Iterator[tuple[Path, dict[str, Tree]]]:
    """The mappings in a list under a key, each with its path; only those `having` some key."""
    found = node.get(key)
    if isinstance(found, list):
        for place, item in enumerate(found):
            if isinstance(item, dict) and (having is None or having in item):
                yield (*path, key, place), item


def spoken_of(tree: Tree) -> Iterator[tuple[str, Path]]:
    """Each sub-action that a success measure says it is about, and the path to where."""
    for kind, path, node in identified(tree):
        named = node.get("for") if kind == "success measure" else None
        if isinstance(named, list):
            for place, sub_action in enumerate(named):
                if isinstance(sub_action, str):
                    yield sub_action, (*path, "for", place)


def flaws(tree: Tree, *, leads: Mapping[str, str] | None) -> Iterator[Flaw]:
    """What an outcome file says of leads, measures and cycles that are not there.

    `leads` are the keys that the plan knows, each with the lead's name; None where plan.yaml could
    not be read.
    """
    if not isinstance(tree, dict):
        return
    for path, key_action in _items(tree, "key_actions", ()):
        subs = tuple(_items(key_action, "sub_actions", path))
        for at, action in ((path, key_action), *subs):
            inherits = () if action is key_action else (key_action,)
            if leads is not None:
                yield from _unknown_leads(at, action, leads)
            yield from _unknown_measures(at, action, tree)
            yield from _unknown_cycles(at, action, inherits)


HIDES = frozenset(("unknown-key", "missing-key", "wrong-kind"))
"""Rules of flaws that may hide what another place speaks of."""


def certain(also: Iterable[Flaw], found: Iterable[Flaw], *, all_read: bool) -> list[Flaw]:
    """Of the flaws in what one place says of another, those that are there whatever else is wrong:
    no cycle is unknown only because `timescale` is misspelt, and nothing is told twice.
    """
    said = {flaw.spot for flaw in found}
    holders = [
        flaw.spot.path[:-1] if flaw.rule == "unknown-key" else flaw.spot.path
        for flaw in found
        if flaw.rule in HIDES and "updates" not in flaw.spot.path
    ]

    def is_certain(flaw: Flaw) -> bool:
        if flaw.rule not in ("unknown-measure", "unknown-cycle"):
            return True
        action = flaw.spot.path[: flaw.spot.path.index("updates")]
        hidden = any(
            path[: len(action)] == action or (len(path) > 1 and action[: len(path)] == path)
            for path in holders
        )
        return all_read and not hidden

    return [flaw for flaw in also if flaw.spot not in said and is_certain(flaw)]


def _unknown_leads(path: Path, action: dict[str, Tree], leads: Mapping[str, str]) -> Iterator[Flaw]:
    for at, node in ((path, action), *_items(action, "updates", path, having="leads")):
        named = node.get("leads")
        if isinstance(named, list):
            for place, key in enumerate(named):
                if isinstance(key, str) and key.strip() and key not in leads:
                    named_so = [other for other, name in leads.items() if name == key]
                    advice = (
                        f": a lead is named by its key, which is `{named_so[0]}`"
                        if named_so
                        else did_you_mean(key, leads) or ": add it there, under `leads`"
                    )
                    message = f"no lead `{shown(key)}` is in plan.yaml{advice}"
                    yield Flaw(Spot((*at, "leads", place)), "unknown-lead", message)


def _unknown_measures(path: Path, action: dict[str, Tree], tree: Tree) -> Iterator[Flaw]:
    own: set[Tree] | None = None
    for at, entry in _items(action, "updates", path, having="readings"):
        readings = entry.get("readings")
        if not isinstance(readings, dict):
            continue
        if own is None:
            own = {
                m["id"]
                for _, m in _items(action, "success_measures", path)
                if isinstance(m.get("id"), str)
            }
        for measure in readings:
            if measure not in own:
                yield Flaw(
                    Spot((*at, "readings", measure), of_key=True),
                    "unknown-measure",
                    _where_measured(measure, tree),
                )


def _where_measured(measure: str, tree: Tree) -> str:
    known = []
    holder = ""
    for kind, _, node in identified(tree):
        if kind != "success measure":
            holder = str(node.get("id"))
        elif node.get("id") == measure:
            return (
                f"the success measure {measure} is {holder}'s: "
                f"its reading belongs in an update of {holder}"
            )
        else:
            known.append(str(node.get("id")))
    advice = (
        did_you_mean(measure, known) or ": add it to the action's success_measures, or leave it out"
    )
    return f"this action has no success measure {shown(measure)}{advice}"


def _unknown_cycles(
    path: Path, action: dict[str, Tree], inherits: tuple[dict[str, Tree], ...]
) -> Iterator[Flaw]:
    intervals: set[int] | None = None
    for at, entry in _items(action, "updates", path, having="reported"):
        named = entry.get("reported")
        if not isinstance(named, str) or named == "yes":
            continue
        months = cycle_months(named)
        try:
            if intervals is None:
                intervals = {m for source in (action, *inherits) for m in _intervals(source)}
        except TimescaleRefused:
            return
        if months is not None and months not in intervals:
            message = (
                f"“{shown(named)}” is no cycle of this action's timescale: write `yes`, or the "
                "cycle's name as the timescale has it"
            )
            yield Flaw(Spot((*at, "reported")), "unknown-cycle", message)


def _intervals(action: dict[str, Tree]) -> Iterator[int]:
    """Months of every cycle that the action has or had. Raises TimescaleRefused."""
    entries = (entry for _, entry in _items(action, "updates", (), having="timescale"))
    for node in (action, *entries):
        written = node.get("timescale")
        if isinstance(written, str):
            yield from (cycle.months for cycle in read(written).cycles)
