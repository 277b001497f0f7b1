"""What differs between two versions of a plan: what was recorded since, taken back, or reworded.

Dates do not decide here, but what each version holds: an entry that is dated before the earlier
version and was written after it shows.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from cpcplan.domain.model import KeyAction, Outcome, Plan, SubAction, Update
from cpcplan.domain.movement import CLOSED_AS, Change, Kind, between, change_of
from cpcplan.domain.state import (
    Story,
    joined_on,
    new_entries,
    places_in,
    rating_entry,
    state,
    story,
)
from cpcplan.domain.timescale import Timescale, understood


def differences(
    before: Plan, after: Plan, *, until: date, seen: date | None = None
) -> tuple[Change, ...]:
    """What `after` has that `before` had not, in the order of the plan, and then what is gone;
    as far as it counts at the end of `until`.

    `seen` is the day up to which `before` told: entries dated on or before it, and not in it, are
    marked as late.
    """
    then, now = dict(_everything(before)), dict(_everything(after))
    found: list[Change] = []
    for identifier, (thing, parent) in now.items():
        joined = None if isinstance(thing, Outcome) else joined_on(thing, parent)
        if joined is None or joined <= until:
            was = then.get(identifier, (None, None))
            found += _of(was, (thing, parent), joined, until)
    found += [
        Change(identifier, Kind.REMOVED, thing.title, None, None)
        for identifier, (thing, _) in then.items()
        if identifier not in now
    ]
    seen = seen or date.min
    return tuple(
        each._replace(late=each.late and each.date is not None and each.date <= seen)
        for each in found
    )


_Thing = Outcome | KeyAction | SubAction
_Held = tuple[_Thing | None, KeyAction | None]


def _everything(plan: Plan) -> Iterator[tuple[str, tuple[_Thing, KeyAction | None]]]:
    """Outcomes, key actions and sub-actions by their ids, these with their key actions."""
    for outcome in plan.outcomes:
        yield outcome.id, (outcome, None)
        for key_action in outcome.key_actions:
            yield key_action.id, (key_action, None)
            for sub_action in key_action.sub_actions:
                yield sub_action.id, (sub_action, key_action)


def _of(
    was: _Held, now: tuple[_Thing, KeyAction | None], joined: date | None, until: date
) -> Iterator[Change]:
    """What differs of one thing; `late` is whether it may be so: whether it was written since."""
    (old, old_parent), (thing, parent) = was, now
    if old is None:
        yield Change(thing.id, Kind.ADDED, None, thing.title, joined, late=True)
    else:
        yield from _reworded(thing.id, _words(old, old_parent), _words(thing, parent), None)
    if isinstance(thing, Outcome):
        return
    known = old if isinstance(old, KeyAction | SubAction) else None
    edited, new, gone = _apart(new_entries(known, thing), new_entries(thing, known))
    before = story(known.updates, as_of=until) if known else ()
    told, new = story(thing.updates, as_of=until), story(new, as_of=until)
    # Of equal entries only some may be new: which of them is told makes no difference.
    found = tuple(between(thing, parent, before, told, new))
    # What an earlier entry says again, once a later one was taken back, was not written since.
    written = {entry.date for entry in new}
    for each in (*found, *_besides(thing.id, told, new, found)):
        if each.kind in _RATINGS and not _is_new(each, new):
            yield each._replace(restored=True, why=None)
        else:
            yield each._replace(late=each.date in written)
    for was_so, is_so in edited:
        if is_so.date <= until:
            for each in _reworded(thing.id, _words_of(was_so), _words_of(is_so), is_so.date):
                yield each._replace(late=True)
    for entry in story(gone, as_of=until):
        yield change_of(thing.id, Kind.TAKEN_BACK, said(entry), None, entry)


_RATINGS = (Kind.BETTER, Kind.WORSE, Kind.RATED)


def _is_new(change: Change, new: Story) -> bool:
    """Whether one of the new entries rated it so."""
    return any((entry.date, entry.rag) == (change.date, change.after) for entry in new)


def _besides(
    identifier: str, told: Story, new: Story, found: tuple[Change, ...]
) -> Iterator[Change]:
    """New entries that rate or close, and are not told already as what moved the action: a colour
    given again, with its reason, and what another entry has overtaken.
    """
    in_force = rating_entry(told)
    moved = {(change.date, change.after) for change in found}
    places = places_in(told)
    for entry in new:
        n = places[id(entry)]
        if entry.rag and (entry.date, entry.rag) not in moved:
            was = rating_entry(told[:n])
            before = was.rag if was else None
            rated = change_of(identifier, Kind.RATED, before, entry.rag, entry)
            yield rated._replace(overtaken=entry is not in_force)
        if entry.state and (entry.date, entry.state) not in moved:
            kind, was_so = CLOSED_AS[entry.state], state(told[:n])
            yield change_of(identifier, kind, was_so, entry.state, entry)


_WORDS_OF_AN_ENTRY = ("why", "next", "evidence", "agreed", "by", "note")


def _apart(
    new: tuple[Update, ...], gone: tuple[Update, ...]
) -> tuple[list[tuple[Update, Update]], tuple[Update, ...], tuple[Update, ...]]:
    """Entries of which only words are other ones now, as they were and as they are; those that are
    new; and those gone.
    """
    edited, rest, left = [], [], list(gone)
    for entry in new:
        was = next((each for each in left if _bare(each) == _bare(entry)), None)
        if was is None:
            rest.append(entry)
        else:
            left.remove(was)
            edited.append((was, entry))
    return edited, tuple(rest), tuple(left)


def _bare(entry: Update) -> Update:
    """What happened, without the words that were said of it."""
    noted = "noted" if entry.note else None
    return entry._replace(why=None, next=None, evidence=(), agreed=None, by=None, note=noted)


def _words_of(entry: Update) -> dict[str, str]:
    """The words of an entry, by its fields."""
    words = {field: getattr(entry, field) or "" for field in _WORDS_OF_AN_ENTRY}
    return words | {"evidence": "; ".join(entry.evidence)}


def _reworded(
    identifier: str, old: Mapping[str, str], new: Mapping[str, str], on: date | None
) -> Iterator[Change]:
    for field in dict.fromkeys((*new, *old)):
        before, after = old.get(field), new.get(field)
        if before != after:
            named = [f"{field}: {words}" if words else None for words in (before, after)]
            yield Change(identifier, Kind.REWORDED, named[0], named[1], on)


def _words(thing: _Thing, parent: KeyAction | None) -> dict[str, str]:
    """The words of the plan itself, by what they are the words of."""
    words = {"title": thing.title}
    if isinstance(thing, Outcome):
        return words
    words["timescale"] = _timescale(thing.timescale)
    words["leads"] = ", ".join(thing.leads)
    words["added"] = thing.added.isoformat() if thing.added else ""
    words["origin"] = "; ".join(thing.origin)
    if isinstance(thing, SubAction):
        words["points"] = "; ".join(thing.points)
    if parent:
        words["key action"] = parent.id
    for measure in thing.success_measures:
        parts = (("baseline", measure.baseline), ("target", measure.target))
        figures = [f"{name} {figure}" for name, figure in parts if figure]
        words[f"success measure {measure.id}"] = "; ".join([measure.measure, *figures])
    return words


def _timescale(timescale: Timescale | None) -> str:
    """Its words, with the day that they come to where that had to be said besides."""
    if timescale is None:
        return ""
    if understood(timescale.text) == timescale:
        return timescale.text
    return f"{timescale.text} ({timescale.due.isoformat() if timescale.due else 'unknown'})"


def said(entry: Update) -> str:
    """What an entry said, in the words of the plan's files."""
    parts = [str(entry.rag or ""), str(entry.state or "")]
    parts += [f"timescale {entry.timescale.text}"] if entry.timescale else []
    if entry.timescale_requested:
        parts.append(f"more time asked for: {entry.timescale_requested.text}")
    parts += ["more time refused"] if entry.timescale_refused else []
    parts += [f"led by {', '.join(entry.leads)}"] if entry.leads else []
    parts += ["reported"] if entry.reported else []
    parts += [f"{measure} read {value}" for measure, value in entry.readings]
    return "; ".join(filter(None, [*parts, entry.note]))
