"""The places in a plan that findings name, before anybody knows the line."""

from collections.abc import Iterator
from typing import NamedTuple

from cpcplan.domain.model import PLAN_FILE, Action, Update
from cpcplan.domain.standing import KeyActionStanding, PlanStanding, Standing


class Where(NamedTuple):
    """A place in a plan: an id (or the name of a file, for what has none), and keys from there; the
    value that stands there, or (`of_key`) the key above it.
    """

    id: str
    path: tuple[str | int, ...] = ()
    of_key: bool = False


def in_plan_file(*path: str) -> Where:
    """A key of plan.yaml."""
    return Where(PLAN_FILE, path, of_key=True)


def in_latest(standing: Standing, field: str) -> Where:
    """The field in the newest entry that gives it."""
    entry = next(entry for entry in reversed(standing.told) if getattr(entry, field))
    return in_entry(standing.action, entry, field)


def in_entry(action: Action, entry: Update, field: str) -> Where:
    """A field of an entry, wherever in the file that stands."""
    place = next(n for n, other in enumerate(action.updates) if other is entry)
    return Where(action.id, ("updates", place, field))


def of_timescale(standing: Standing) -> Where:
    """The timescale in force, of an action that has one of its own; else the action."""
    revision = standing.in_force.revision
    if revision and not standing.in_force.inherited:
        return in_entry(standing.action, revision, "timescale")
    return Where(standing.id, ("timescale",))


def with_key_actions(standing: PlanStanding) -> Iterator[tuple[Standing, KeyActionStanding]]:
    """Every key action, each followed by its sub-actions, and beside each its key action."""
    for key_action in standing.whole_key_actions():
        yield key_action.own, key_action
        for sub_action in key_action.sub_actions:
            yield sub_action, key_action
