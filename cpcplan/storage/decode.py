"""From a file's tree to the domain's values: pydantic validates here and nowhere else."""

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from cpcplan.domain.model import Issued, Outcome, Plan
from cpcplan.domain.near import did_you_mean, near
from cpcplan.domain.visible import shown
from cpcplan.errors import Fault
from cpcplan.storage import plan_shapes, shapes
from cpcplan.storage.places import Spot, places
from cpcplan.storage.references import Flaw
from cpcplan.storage.salvage import Salvaged
from cpcplan.storage.syntax import CURLY, STRAIGHT
from cpcplan.storage.tree import MOST, Path, Tree

Value = TypeVar("Value", Plan, Outcome, tuple[Issued, ...])

_SHAPE_OF_ITEMS: dict[str, Any] = {
    "key_actions": shapes.KeyActionShape,
    "sub_actions": shapes.SubActionShape,
    "updates": shapes.UpdateShape,
    "success_measures": shapes.MeasureShape,
    "period": plan_shapes.PeriodShape,
    "settings": plan_shapes.SettingsShape,
}


def validate(adapter: TypeAdapter[Value], root: Any, tree: Tree) -> tuple[Value | None, list[Flaw]]:
    """The value that a tree comes to, or all that is wrong with its shape.

    `root` is the shape of the whole file, whose keys a message may suggest.
    """
    try:
        return adapter.validate_python(tree), []
    except ValidationError as error:
        found = error.errors(include_url=False)[:_MOST_LOOKED_AT]
    # A key that is misspelt, or has no space behind its colon, is not missing as well.
    misspelt = {
        (each["loc"][:-1], name)
        for each in found
        if each["type"] == "extra_forbidden"
        for name in _meant(each["loc"], root)
    }
    return None, [
        _flaw(details, root)
        for details in found
        if details["type"] != "missing" or (details["loc"][:-1], details["loc"][-1]) not in misspelt
    ]


def faults(read: Salvaged, found: Iterable[Flaw]) -> list[Fault]:
    """The flaws with their lines and columns, in the order of the file, less those that only follow
    from what kept the file from being read.
    """
    known = [flaw for flaw in found if read.whole or not _may_follow(flaw, read.tree)]
    where = places(read.mended.text, [flaw.spot for flaw in known])
    ours = sorted(
        Fault(
            read.mended.name, *where[flaw.spot], flaw.rule, _message(read, flaw), _owner(read, flaw)
        )
        for flaw in known
    )
    ours = _less_what_follows(ours, [f for f in read.faults if f.rule in _EXPLAINS_ITS_LINE])
    if len(ours) > MOST:
        message = f"{ours[MOST - 1].message} (and more faults in this file)"
        ours[MOST - 1 :] = [ours[MOST - 1]._replace(message=message)]
    return ours


def _message(read: Salvaged, flaw: Flaw) -> str:
    """What is wrong, and that it may be for Word's quotation marks."""
    node: Any = read.tree
    try:
        for step in flaw.spot.path:
            node = node[step]
    except (KeyError, IndexError, TypeError):
        return flaw.message
    is_curly = isinstance(node, str) and re.match(CURLY, node)
    return f"{flaw.message} {STRAIGHT}" if is_curly else flaw.message


_EXPLAINS_ITS_LINE = frozenset(("yaml", "anchor-or-tag", "control-character", "tab"))
_LACKS = ("missing-key", "incomplete-update")


def _less_what_follows(ours: list[Fault], told: list[Fault]) -> list[Fault]:
    """Without what a line only comes to because it is no YAML, and without what a mapping only
    lacks because such a line was its own.
    """
    lines = {fault.line for fault in told}
    places = {(fault.line, fault.column) for fault in told}
    above = {fault.line - 1 for fault in told if fault.rule == "yaml"}
    lacking = [fault for fault in ours if fault.rule in _LACKS]
    robbed = {
        max((f.line for f in lacking if f.line <= lost.line and f.column == lost.column), default=0)
        for lost in told
    }

    def follows(fault: Fault) -> bool:
        if fault.rule in _LACKS:
            return fault.line in lines or fault.line in robbed
        if fault.rule == "unknown-key":
            return (fault.line, fault.column) in places or "`<<`" in fault.message
        return fault.rule != "id-used-twice" and (
            fault.line in lines or (fault.line in above and fault.rule == "wrong-kind")
        )

    return [fault for fault in ours if not follows(fault)] if told else ours


def _may_follow(flaw: Flaw, tree: Tree) -> bool:
    """Whether a flaw may be none, once the rest of the file can be read: it is one of what was
    being read when reading broke off.
    """
    node: Any = tree
    for step in flaw.spot.path:
        last = next(reversed(node), None) if isinstance(node, dict) else len(node) - 1
        if step != last:
            return False
        node = node[step]
    return not flaw.spot.of_key


def _owner(read: Salvaged, flaw: Flaw) -> str | None:
    """The id of what a place belongs to: the innermost outcome, action or measure around it."""
    found: str | None = None
    node: Any = read.tree
    for step in (None, *flaw.spot.path):
        if step is not None:
            try:
                node = node[step]
            except (KeyError, IndexError, TypeError):
                break
        if isinstance(node, dict) and isinstance(node.get("id"), str):
            found = shown(node["id"])
    return found


_RULE_OF_VALUE = {
    "timescale": "unreadable-timescale",
    "timescale_requested": "unreadable-timescale",
    "date": "not-a-day",
    "added": "not-a-day",
    "meetings": "not-a-day",
    "period": "not-a-period",
    "start": "not-a-period",
    "end": "not-a-period",
    "reported": "unknown-cycle",
    "format": "unknown-format",
    "updates": "incomplete-update",
}
"""The rule's name for a value that is refused, by the key that it stands under."""
_MOST_LOOKED_AT = 10 * MOST


def _flaw(details: ErrorDetails, root: Any) -> Flaw:
    path = tuple(details["loc"])
    of_key = path[-1:] == ("[key]",)
    if of_key:
        path = path[:-1]
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    kind, found = details["type"], details["input"]
    if kind == "missing":
        message = f"`{key}` is missing here: add a line like `{_LIKE.get(key, f'{key}: …')}`"
        return Flaw(Spot(path[:-1]), "missing-key", message)
    if kind == "extra_forbidden":
        return Flaw(Spot(path, of_key=True), "unknown-key", _unknown_key(path, root))
    if kind == "enum" and isinstance(found, str) and found.strip():
        return Flaw(Spot(path, of_key), "unknown-word", _unknown_word(key, details, of_key))
    if kind == "value_error":
        rule = _RULE_OF_VALUE.get(key, "invalid-value")
        return Flaw(Spot(path), rule, " ".join(str(details["ctx"]["error"]).split()))
    return Flaw(Spot(path, of_key), "wrong-kind", _wrong_kind(kind, path, found, of_key, root))


_LIKE = {
    "id": 'id: "1.11"',
    "date": "date: 2019-03-12",
    "start": "start: September 2018",
    "end": "end: September 2020",
    "period": "period: {start: September 2018, end: September 2020}",
    "leads": "leads: {nhs: CPC Lead – NHS}",
}
"""What is written under a key that is missing."""


def _wrong_kind(kind: str, path: Path, found: object, of_key: bool, root: Any) -> str:
    key = next((step for step in reversed(path) if isinstance(step, str)), None)
    if key is None:
        return (
            f"a plan file is made of lines like `title: …`, and this is {_kind_of(found)}: restore "
            "it (git shows it as it was)"
        )
    is_item = not isinstance(path[-1], str)
    what = "a key" if of_key else f"an item of `{shown(key)}`" if is_item else f"`{shown(key)}`"
    if found is None or kind == "too_short" or (isinstance(found, str) and not found.strip()):
        needed = key in getattr(_shape(path, root), "__required_keys__", ()) and not is_item
        lacks = "has nothing behind it" if found is None else "is empty"
        hint = " (text that begins with # needs quotes)" if found is None else ""
        return f"{what} {lacks}: fill it in{'' if needed else ', or delete the line'}{hint}"
    if kind in ("string_pattern_mismatch", "string_too_long"):
        return (
            f"“{shown(str(found))}” cannot be {what}: it is one short word, without spaces and "
            "quotation marks"
        )
    return f"{what} must be {_needed(kind, found, is_item)}"


def _needed(kind: str, found: object, is_item: bool) -> str:
    here = f"here it is {_kind_of(found)}"
    if kind == "tuple_type":
        return f"a list, each item on a line of its own behind `- `; {here}"
    if kind == "dict_type":
        return f"`key: value` lines; {here}"
    if isinstance(found, dict) and is_item:
        return (
            "text, and a colon with a space behind it makes `key: value` of it: put the whole text "
            "in double quotes"
        )
    return (
        f"text; {here}: put it in double quotes if it begins with a bracket, and check how far the "
        "lines are indented"
    )


def _kind_of(found: object) -> str:
    is_text = "text" if isinstance(found, str) else "`key: value` lines"
    return "a list" if isinstance(found, list) else is_text


def _shape(path: Path, root: Any) -> Any:
    """The shape of the mapping that a path's last key stands in; None for one of free keys."""
    parent = next((step for step in reversed(path[:-1]) if isinstance(step, str)), None)
    if parent is None:
        return root
    if path[0] == "leads":
        return plan_shapes.LeadShape if len(path) > 2 else None
    return _SHAPE_OF_ITEMS.get(parent)


def _keys(path: Path, root: Any) -> list[str]:
    return list(getattr(_shape(path, root), "__annotations__", ()))


def _meant(path: Path, root: Any) -> list[str]:
    """The keys that an unknown one may be meant for."""
    word = str(path[-1])
    return [*near(word, _keys(path, root)), word.partition(":")[0]]


def _unknown_key(path: Path, root: Any) -> str:
    known = _keys(path, root)
    word = str(path[-1])
    if word == "<<":
        return "`<<` means something else in YAML: write out what it stands for"
    if not word:
        return f"nothing stands before the colon: the keys here are {', '.join(known)}"
    if (key := word.partition(":")[0]) in known:
        return f"a space is missing behind the colon: write `{key}: …`"
    unknown = f"unknown key `{shown(word)}`"
    holders = [name for name, shape in _HOLDERS.items() if word in shape.__annotations__]
    if holders:
        return f"{unknown}: it belongs to {' or '.join(holders)}, not here"
    return unknown + (did_you_mean(word, known) or f": the keys here are {', '.join(known)}")


_HOLDERS: dict[str, Any] = {
    "plan.yaml": plan_shapes.PlanShape,
    "an outcome": shapes.OutcomeShape,
    "a key action": shapes.KeyActionShape,
    "a sub-action": shapes.SubActionShape,
    "an update": shapes.UpdateShape,
    "a success measure": shapes.MeasureShape,
}


def _unknown_word(key: str, details: ErrorDetails, of_key: bool) -> str:
    expected = str(details["ctx"]["expected"]).replace("'", "")
    what = "the colour" if of_key else f"`{key}`"
    known = expected.replace(" or ", ", ").split(", ")
    found = details["input"]
    near_ones = did_you_mean(found, known)
    return f"{what} cannot be “{shown(found)}”: it is one of {expected}{near_ones}"
