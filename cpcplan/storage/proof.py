"""Where a list stands in a file's text, and the proof that one text is another plus one entry.

Both read the parser's events, never a tree: a tree forgets what hands chose (quotes, styles), and
takes longer. Of the parser's marks only those of texts and brackets are used: that of the end of
a block lies past the comments that follow it.
"""

from collections.abc import Iterator
from itertools import count, islice, zip_longest
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from yaml import YAMLError
from yaml import events as kinds

from cpcplan.storage.render import Entry, Layout, Token, spelt_out
from cpcplan.storage.syntax import events, explain_syntax
from cpcplan.storage.tree import Path

_STARTS = (kinds.MappingStartEvent, kinds.SequenceStartEvent)
_ENDS = (kinds.MappingEndEvent, kinds.SequenceEndEvent)


class CannotSplice(ValueError):
    """An entry cannot be added or taken back without a risk to what is there.

    `line` and `column` (from 1) are where to look, `why` says what is there and what to do, to
    somebody who edits plans and does not program.
    """

    def __init__(self, line: int, column: int, why: str) -> None:
        super().__init__(why)
        self.line, self.column, self.why = line, column, why


def refusal(event: Any, why: str) -> CannotSplice:
    """The refusal at an event's place."""
    return CannotSplice(event.start_mark.line + 1, event.start_mark.column + 1, why)


class Item(NamedTuple):
    """An item of a list."""

    first: Any  # its first event
    leaf: Any  # the event that ends its text
    at: int  # how many events of the file precede it


class Site(NamedTuple):
    """The list under the key `name` in a text, or the place where it would stand, as events of the
    parser; what is None is not there.
    """

    name: str
    mapping: Any  # the beginning of the mapping that holds the list
    end: Any  # the end of that mapping
    leaf: Any  # what ends the text of that mapping
    key: Any  # the list's key
    before: Any  # the leaf before that key
    value: Any  # the beginning of what stands under the key
    value_end: Any
    is_list: bool  # whether that is a list, be it empty
    items: tuple[Item, ...]
    is_last: bool  # whether no other key comes after this one
    habit: Layout  # how the list around the mapping is laid out
    at: int  # how many events of the file precede the first that an entry would add or change


def find(text: str, path: Path, key: str) -> Site:
    """Where the list under `key` of the mapping at `path` stands, or would stand.

    `text` is without a byte order mark. Raises CannotSplice where nothing can be added there
    safely, whatever way it is written.
    """
    walk = _Walk(text)
    try:
        next(walk.events), next(walk.events)  # the beginnings of the stream and of the document
        site = _descend(walk, next(walk.events), path, key, Layout())
        if any(isinstance(event, kinds.DocumentStartEvent) for event in walk.events):
            raise refusal(walk.last, "a second document begins here: delete `---`")
    except YAMLError as error:
        raise CannotSplice(*explain_syntax(error, text)) from error
    except StopIteration:
        raise CannotSplice(1, 1, "this file is empty") from None
    return site


class _Walk:
    """One reading of a text's events: `read` counts those read, `last` is the last of them, `leaf`
    the last that ended something written, a text or a closing bracket.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.read = 0
        self.last: Any = None
        self.leaf: Any = None
        self.events = self._noted()

    def _noted(self) -> Iterator[Any]:
        for event in events(self.text):
            kind = event.__class__
            # The end of a block has no width; its mark is past comments that follow the block.
            if kind not in _ENDS or event.start_mark.index < event.end_mark.index:
                self.leaf = event  # never asked for right after a beginning
            self.read += 1
            self.last = event
            yield event

    def skip(self, first: Any) -> None:
        """Read to the end of the value that begins with `first`, which has been read."""
        depth = int(isinstance(first, _STARTS))
        while depth:
            kind = next(self.events).__class__
            depth += (kind in _STARTS) - (kind in _ENDS)


def _children(walk: _Walk, parent: Any) -> Iterator[tuple[Any, Any, Any]]:
    """The name (a key, or a place from 0) of each child, and the first events of its key and its
    value. The value must have been read to its end before the next child is asked for.
    """
    for place in count() if isinstance(parent, _STARTS) else ():
        event = next(walk.events)
        if isinstance(event, _ENDS):
            return
        if isinstance(parent, kinds.SequenceStartEvent):
            yield place, None, event
        else:
            walk.skip(event)
            yield getattr(event, "value", None), event, next(walk.events)


def _descend(walk: _Walk, here: Any, path: Path, key: str, habit: Layout) -> Site:
    """The site, `path` being what is left of the way from `here` to its mapping."""
    _refuse_shared(here)
    if not path:
        return _site(walk, here, key, habit)
    site = None
    for name, key_event, value in _children(walk, here):
        if name != path[0]:
            walk.skip(value)
            continue
        if site is not None:
            raise _twice(key_event)
        inner = habit
        if isinstance(here, kinds.SequenceStartEvent):
            inner = habit._replace(gap=dash_gap(walk.text, here, value))
        elif getattr(value, "flow_style", None) is False:
            inner = Layout(max(value.start_mark.column - here.start_mark.column, 0))
        site = _descend(walk, value, path[1:], key, inner)
    if site is None:
        raise refusal(here, f"`{path[0]}` was looked for here, and is not there")
    return site


def _site(walk: _Walk, mapping: Any, key: str, habit: Layout) -> Site:
    if not isinstance(mapping, kinds.MappingStartEvent):
        raise refusal(mapping, f"`{key}` belongs in a mapping (`key: value`), and here is none")
    site = Site(key, mapping, None, None, None, None, None, None, False, (), False, habit, 0)
    for name, this_key, value in _children(walk, mapping):
        if name == "<<":
            raise refusal(this_key, "`<<` takes words from elsewhere: write them out here first")
        if name != key:
            walk.skip(value)
        elif site.key is None:
            site = _list_site(walk, site._replace(key=this_key, before=site.leaf), value)
        else:
            raise _twice(this_key)
        site = site._replace(leaf=walk.leaf, is_last=name == key)
    return site._replace(end=walk.last, at=site.at if site.key else walk.read - 1)


def _list_site(walk: _Walk, site: Site, value: Any) -> Site:
    """The site with what stands under its key, which begins with `value`."""
    _refuse_shared(value)
    at, items, is_list = walk.read - 1, [], isinstance(value, kinds.SequenceStartEvent)
    if is_list:
        for _, _, item in _children(walk, value):
            first_at = walk.read - 1
            walk.skip(item)
            items.append(Item(item, walk.leaf, first_at))
        at = walk.read - 1 if items else at
    elif getattr(value, "style", "no text") or value.value not in ("", "~", "null"):
        raise refusal(value, f"`{site.name}` needs a list here: each entry on its own, after `- `")
    site = site._replace(value=value, value_end=walk.last, is_list=is_list)
    return site._replace(items=tuple(items), at=at)


def _twice(key: Any) -> CannotSplice:
    return refusal(key, f"`{key.value}` stands here a second time: join the two under one")


def _is_shared(event: Any) -> bool:
    """Whether a value has an anchor, an alias or a tag: more than itself could change with it."""
    return event.anchor is not None or getattr(event, "tag", None) is not None


def _refuse_shared(event: Any) -> None:
    if _is_shared(event):
        raise refusal(event, "a & or * or ! here means something else in YAML: write it without")


def dash_gap(text: str, block: Any, item: Any) -> int:
    """The spaces between an item's dash and the item; 0 where it begins on another line."""
    dash = item.start_mark.index - item.start_mark.column + block.start_mark.column
    between = text[dash + 1 : item.start_mark.index]
    is_beside = text[dash : dash + 1] == "-" and not between.strip(" ")
    return max(len(between), 1) if is_beside else int(block.flow_style)


def is_grown(site: Site, old: str, new: str, place: int | None, entry: Entry | None) -> bool:
    """Whether `new` is `old` plus one item in the list at `site` of `old`, and nothing else has
    changed: no value, no quotes, no style. `place` None means the end of the list; `entry` None
    accepts any item.

    Two things may differ: the style of a list that was empty; and a text written as lines that
    ends `old` without a line end has one in `new`, as most YAML readers take it to have anyway.
    """
    items = site.items[place:] if place is not None else ()
    at = items[0].at if items else site.at
    olds, news = events(old), events(new)
    try:
        head = zip(islice(olds, at), news, strict=False)
        if not all(_is_same(*pair, old) for pair in head) or not _is_added(site, olds, news, entry):
            return False
        return all(_is_same(*pair, old) for pair in zip_longest(olds, news))
    except (YAMLError, StopIteration):
        return False


_OF_BLOCKS = attrgetter("flow_style", "implicit", "tag", "anchor")
_KEPT = MappingProxyType(
    {
        kinds.DocumentStartEvent: attrgetter("explicit", "version", "tags"),
        kinds.DocumentEndEvent: attrgetter("explicit"),
        kinds.AliasEvent: attrgetter("anchor"),
        kinds.ScalarEvent: attrgetter("value", "style", "implicit", "tag", "anchor"),
        kinds.SequenceStartEvent: _OF_BLOCKS,
        kinds.MappingStartEvent: _OF_BLOCKS,
    }
)


def _is_same(old: Any, new: Any, old_text: str) -> bool:
    kind = old.__class__
    if kind is not new.__class__:
        return False
    kept = _KEPT.get(kind)
    if kept is None or kept(old) == kept(new):
        return True
    is_lines = kind is kinds.ScalarEvent and old.style in ("|", ">") and old.style == new.style
    is_unended = is_lines and old.end_mark.index == len(old_text) and not old_text.endswith("\n")
    return is_unended and bool(new.value == old.value + "\n")


def _is_added(site: Site, olds: Iterator[Any], news: Iterator[Any], entry: Entry | None) -> bool:
    """Whether the item comes next in `news`, its list opened before it where it is the first."""
    if not site.items:
        if site.key is not None:
            next(olds)  # nothing, or the beginning of an empty list
        elif list(_node(news)) != [(site.name,)]:
            return False
        opening = next(news)
        if not isinstance(opening, kinds.SequenceStartEvent) or _is_shared(opening):
            return False
    item = list(_node(news))
    if entry is not None and item != list(spelt_out(entry)):
        return False
    return site.is_list or isinstance(next(news), kinds.SequenceEndEvent)


def _node(news: Iterator[Any]) -> Iterator[Token]:
    """The next value of a file, spelt out; None stands for what no entry is read as."""
    depth = 0
    for event in news:
        if isinstance(event, _ENDS):
            depth -= 1
            yield "}" if isinstance(event, kinds.MappingEndEvent) else "]"
        elif _is_shared(event):
            yield None
        elif isinstance(event, kinds.ScalarEvent):
            yield (event.value,) if event.value or event.style else None
        else:
            depth += 1
            yield "{" if isinstance(event, kinds.MappingStartEvent) else "["
        if not depth:
            return
