"""What is fuzzed of writing: entries spliced into files, merges, and papers. See `targets.py`."""

import re
from html.parser import HTMLParser
from pathlib import Path

from cpcplan.domain.reckoning import stand
from cpcplan.errors import PlanUnreadable
from cpcplan.reports.escaping import in_markdown
from cpcplan.storage.merging import join
from cpcplan.storage.reading import read_plan
from cpcplan.storage.references import ids
from cpcplan.storage.render import Entry, Layout, Unwritable, block_entry, scalar
from cpcplan.storage.salvage import parse
from cpcplan.storage.sides import NotJoined
from cpcplan.storage.source import Source
from cpcplan.storage.splice import CannotSplice, append, take_back
from cpcplan.usecases.reporting import Wanted, report
from fuzz_reading import DAYS, ENTRY, SOUND_OUTCOME, SOUND_PLAN, folder_of, texts
from fuzz_words import folder_on_disk


def splice(data: bytes) -> None:
    """An entry of any words for every action of any file: it is there, alone, and can be taken
    back so that nothing else is touched; or it is refused.
    """
    text, why, following, *_ = texts(data, 3, "replace")
    tree, faults = parse(Source("file", text.removeprefix("\ufeff")))
    if faults or not isinstance(tree, dict):
        return
    entry = {**ENTRY, "why": why or "x", **({"next": following} if following else {})}
    for _, kind, path in list(ids(tree))[:4]:
        if kind != "success measure":
            _there_and_back(text, path[:-1], entry)


def _there_and_back(text: str, path: tuple[str | int, ...], entry: Entry) -> None:
    try:
        longer = append(text, path, "updates", entry).text
    except (CannotSplice, Unwritable):
        return
    before, after = (parse(Source("file", t.removeprefix("\ufeff")))[0] for t in (text, longer))
    inner: object = after
    for step in path:
        inner = inner[step]  # type: ignore[index]
    assert isinstance(inner, dict)
    listed = inner["updates"]
    assert listed[-1] == dict(entry), (entry, listed[-1])
    place = len(listed) - 1
    shorter = take_back(longer, path, "updates", place)
    again = parse(Source("file", shorter.removeprefix("\ufeff")))[0]
    assert _less_empty(again) == _less_empty(before), "taking back left something"


_NONE: tuple[object, ...] = (None, [], "~", "null")


def _less_empty(tree: object) -> object:
    """The tree without lists of updates that hold none: taking back may leave `[]`."""
    if isinstance(tree, list):
        return [_less_empty(item) for item in tree]
    if not isinstance(tree, dict):
        return tree
    return {k: _less_empty(v) for k, v in tree.items() if k != "updates" or v not in _NONE}


def merge(data: bytes) -> None:
    """Three texts of any words, joined without git’s help: each entry once, or it is said why
    not.
    """
    before, ours, theirs, *_ = texts(data, 3, "replace")
    try:
        joined = join(before, ours, theirs, _ours_alone)
    except NotJoined as refused:
        assert str(refused)
        return
    assert not parse(Source("joined", joined.text.removeprefix("\ufeff")))[1]


def _ours_alone(ours: str, before: str, theirs: str, favour_ours: bool) -> tuple[str, bool]:
    """What git would make of it where one side changed nothing; a conflict is left as ours."""
    if theirs in (before, ours) or favour_ours:
        return ours, True
    return (theirs, True) if before == ours else (ours, False)


def markdown(data: bytes) -> None:
    """Any words of a plan, in Markdown: read again, they are text and nothing else."""
    from markdown_it import MarkdownIt

    words = data.decode("utf-8", "surrogateescape")
    for around in ("{}", "- {}", "> {}", "before {} behind"):
        tokens = MarkdownIt("commonmark").enable("table").parse(around.format(in_markdown(words)))
        kinds = {token.type for token in tokens} - _PLAIN_BLOCKS
        assert not kinds, (kinds, words)
        for token in tokens:
            odd = {
                child.type for child in token.children or () if child.content != "<br>"
            } - _PLAIN_WORDS
            assert not odd, (odd, words)


_PLAIN_BLOCKS = {
    f"{name}_{side}"
    for name in ("paragraph", "bullet_list", "list_item", "blockquote")
    for side in ("open", "close")
} | {"inline"}
_PLAIN_WORDS = {"text", "text_special", "softbreak"}


def paper(data: bytes) -> None:
    """Any words as the texts of a plan, in a page: no element and no attribute comes of them."""
    title, why, name, *_ = texts(data, 3)
    try:
        plan = SOUND_PLAN.replace("nhs: {name: CPC Lead – NHS, agency: NHS}", "") + block_entry(
            {"nhs": {"name": name or "x", "agency": title or "x"}}, 2, Layout()
        )
        said = {"title": title or "x", "updates": [why or "x"]}
        outcome = SOUND_OUTCOME.replace("Nobody is free", _quoted(why)).replace(
            "Establish a subgroup", _quoted(title)
        )
        block_entry(said, 0, Layout())
    except Unwritable:
        return
    folder = folder_of(plan=plan.encode(), outcome=outcome.encode())
    try:
        standing = stand(read_plan(folder), as_of=DAYS[1])
    except PlanUnreadable:
        return
    on_disk = folder._replace(path=Path(folder_on_disk()))
    for form in ("html", "md"):
        made = report(standing, on_disk, Wanted("progress", form))
        if form == "html":
            _Page().feed(made)


def _quoted(text: str) -> str:

    return scalar(text or "x", flow=True)


class _Page(HTMLParser):
    """Raises where an element or attribute is met that no template of ours has."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        assert re.fullmatch("[a-z][a-z0-9]*", tag), tag
        assert tag not in ("script", "iframe", "img", "object"), tag
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            assert not (value or "").lower().strip().startswith("javascript:"), value
