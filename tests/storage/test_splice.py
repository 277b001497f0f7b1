"""Entries added to files in many hands' styles, and taken back."""

import random
import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path as File

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cpcplan.storage.allowances import allowances
from cpcplan.storage.places import Spot, places, walk
from cpcplan.storage.render import Entry, Unwritable, Value
from cpcplan.storage.salvage import parse
from cpcplan.storage.source import Source
from cpcplan.storage.splice import CannotSplice, append, take_back
from cpcplan.storage.tree import Path, Tree

STYLES = sorted((File(__file__).parent / "styles").glob("*.yaml"))

RATED = {"date": "2019-06-04", "rag": "amber", "why": "The chair left: no one follows yet"}
LONG = {
    "date": "2019-06-05",
    "note": "- First\n\n  # second: “here”\nthird 👍",
    "evidence": ["Minute of 4 June, item 2", "A paper"],
    "why": "It's said.\nTwice: once #here",
}
ADDED = {"id": "1.13", "title": "Write it down", "leads": ["nhs", "police"], "added": "2019-06-04"}


def read(text: str) -> Tree:
    tree, faults = parse(Source("plan", text.removeprefix("\ufeff")))
    assert not faults, faults
    return tree


def at(tree: Tree, path: Path) -> dict[str, Tree]:
    """The mapping at a path."""
    for step in path:
        assert isinstance(tree, (dict, list))
        tree = tree[step]  # type: ignore[index]
    assert isinstance(tree, dict)
    return tree


def paths(tree: Tree, path: Path = ()) -> Iterator[tuple[str, Path]]:
    """The id and the path of each mapping that has one."""
    if isinstance(tree, dict):
        if isinstance(tree.get("id"), str):
            yield str(tree["id"]), path
        for key, value in tree.items():
            yield from paths(value, (*path, key))
    elif isinstance(tree, list):
        for place, value in enumerate(tree):
            yield from paths(value, (*path, place))


def as_listed(mapping: dict[str, Tree], key: str) -> list[Tree]:
    """The list under a key, made one where there is none."""
    value = mapping.get(key)
    listed = value if isinstance(value, list) else []
    mapping[key] = listed
    return listed


def plain(value: Value) -> Tree:
    """An entry as a file's tree has it."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value]


def with_entry(tree: Tree, path: Path, key: str, entry: Entry) -> Tree:
    as_listed(at(tree, path), key).append(plain(entry))
    return tree


def changed(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that are gone and those that are new, a missing last line end apart."""
    olds, news = old.split("\n"), new.split("\n")
    if "\r\n" in old:
        olds, news = [x.rstrip("\r") for x in olds], [x.rstrip("\r") for x in news]
    while olds and news and olds[0] == news[0]:
        olds, news = olds[1:], news[1:]
    while olds and news and olds[-1] == news[-1]:
        olds, news = olds[:-1], news[:-1]
    gone, come = [], []
    steps = SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    for step, old_from, old_to, new_from, new_to in steps:
        if step != "equal":
            gone += olds[old_from:old_to]
            come += news[new_from:new_to]
    return gone, come


def grew(old: str, new: str) -> bool:
    """Whether a line is an older one with something put in, or in the place of its `[]` or `~`."""
    same = 0
    while same < len(old) and old[same] == new[same : same + 1]:
        same += 1
    if new.endswith(old[same:]):
        return True
    nothings = [old.partition(word) for word in ("[]", "[ ]", "~", "null") if word in old]
    return any(
        new.startswith(before.rstrip()) and new.endswith(after) for before, _, after in nothings
    )


def added(text: str, path: Path, key: str, entry: Entry) -> str:
    """The text with the entry in it, checked as every test here wants it checked."""
    new, line, column = append(text, path, key, entry)
    # A text as lines that ends a file without a line end has one once something follows it.
    readings = [read(text), read(text + "\n")]
    assert read(new) in [with_entry(tree, path, key, entry) for tree in readings]
    gone, come = changed(text, new)
    assert not gone or (len(gone) == 1 and grew(gone[0], come[0])), (gone, come)
    place = len(as_listed(at(read(text), path), key))
    spot = Spot((*path, key, place))
    assert places(new.removeprefix("\ufeff"), [spot]) == {spot: (line, column)}
    assert new.startswith("\ufeff") == text.startswith("\ufeff")
    if not text.endswith("\n"):
        assert not new.endswith("\n")
    if text.count("\n") == text.count("\r\n"):
        assert new.count("\n") == new.count("\r\n")
    return new


def check_there_and_back(text: str, path: Path, key: str, entry: Entry) -> str:
    """The text with the entry, once taking it back has been found to be the inverse: exact, but
    for what stood for an empty list.
    """
    was = as_listed(at(read(text), path), key)
    new = added(text, path, key, entry)
    back = take_back(new, path, key, len(was))
    if was or key not in at(read(text), path):
        assert back == text
        return new
    old_tree, back_tree = read(text), read(back)
    for tree in (old_tree, back_tree):
        as_listed(at(tree, path), key)
    assert back_tree == old_tree
    gone, come = changed(text, back)
    assert len(gone) <= 1
    assert len(come) <= 1
    return new


# --- the styles of many hands ---------------------------------------------------------------


@pytest.mark.parametrize("ends", ["", "no last line end", "crlf", "byte order mark", "mixed"])
@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.stem)
def test_only_lines_are_added_or_one_line_grows(style: File, ends: str) -> None:
    text = style.read_text(encoding="utf-8")
    if ends == "no last line end":
        text = text.rstrip("\n") if "keeping" not in style.stem else text[:-1]
    elif ends == "crlf":
        text = text.replace("\n", "\r\n")
    elif ends == "byte order mark" and not text.startswith("%"):
        text = "\ufeff" + text
    elif ends == "mixed":
        text = "".join(
            line.replace("\n", "\r\n" if n % 3 == 0 else "\n")
            for n, line in enumerate(text.splitlines(keepends=True))
        )
    for name, key, entry in (
        ("1.11", "updates", RATED),
        ("1.12", "updates", LONG),
        ("1.11", "updates", LONG),
        ("1.1", "sub_actions", ADDED),
        ("1.1", "updates", RATED),
        ("1", "key_actions", ADDED | {"id": "1.2"}),
        ("1.13", "updates", LONG),
    ):
        where = dict(paths(read(text)))
        text = check_there_and_back(text, where[name], key, entry)


def test_there_are_forty_styles() -> None:
    assert len(STYLES) >= 40


SHARED = ("complex-keys", "sub_actions", 0)
"""An item that shares its line with the colon of its list's key: it is not taken out."""


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.stem)
def test_taking_back_any_entry_leaves_the_others(style: File) -> None:
    text = style.read_text(encoding="utf-8")
    for _, path in list(paths(read(text))):
        for key in ("updates", "sub_actions", "key_actions"):
            listed = at(read(text), path).get(key)
            for place in range(len(listed) if isinstance(listed, list) else 0):
                tree = read(text)
                del as_listed(at(tree, path), key)[place]
                if (style.stem, key, place) == SHARED:
                    with pytest.raises(CannotSplice):
                        take_back(text, path, key, place)
                    continue
                new = read(take_back(text, path, key, place))
                for either in (tree, new):
                    as_listed(at(either, path), key)
                assert new == tree


# --- what is added, to the letter -----------------------------------------------------------

SHORT = {"date": "2019-06-04", "note": "One\ntwo"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b", 'a: b\nupdates:\n  - date: 2019-06-04\n    note: "One\\ntwo"'),
        ("a: b # c", 'a: b # c\nupdates:\n  - date: 2019-06-04\n    note: "One\\ntwo"'),
        ("updates:", 'updates:\n  - date: 2019-06-04\n    note: "One\\ntwo"'),
        (
            "updates:\r\n- a: b\n# c\r\n# d",
            'updates:\r\n- a: b\n# c\r\n# d\r\n- date: 2019-06-04\r\n  note: "One\\ntwo"',
        ),
        (
            "updates: [] # c\n  # d\n# e\nf: g\n",
            (
                "updates: # c\n  # d\n  - date: 2019-06-04\n    note: |-\n      One\n      two\n"
                "# e\nf: g\n"
            ),
        ),
        (
            "updates:\n -  a: b\n\n   # c\nf: g\n",
            (
                "updates:\n -  a: b\n -  date: 2019-06-04\n    note: |-\n      One\n      two\n"
                "\n   # c\nf: g\n"
            ),
        ),
        (
            "updates:\n- a: b\n\n             # c\n",
            'updates:\n- a: b\n- date: 2019-06-04\n  note: "One\\ntwo"\n\n             # c\n',
        ),
        ("updates: [a, ]\n", 'updates: [a, {date: 2019-06-04, note: "One\\ntwo"}, ]\n'),
        ("{a: b,}\n", '{a: b, updates: [{date: 2019-06-04, note: "One\\ntwo"}],}\n'),
        ("{a: b, updates}\n", '{a: b, updates: [{date: 2019-06-04, note: "One\\ntwo"}]}\n'),
        ("{updates: , a: b}\n", '{updates: [{date: 2019-06-04, note: "One\\ntwo"}], a: b}\n'),
        (
            "updates: [\n  a # b\n]\n",
            'updates: [\n  a # b\n  , {date: 2019-06-04, note: "One\\ntwo"}\n]\n',
        ),
    ],
)
def test_the_text_with_an_entry_to_the_letter(text: str, expected: str) -> None:
    assert append(text, (), "updates", SHORT).text == expected


@pytest.mark.parametrize(
    ("expected", "text", "place"),
    [
        ("a: b\n# c\n", "a: b\nupdates:\n- d: e\n# c\n", 0),
        ("updates: []\na: b\n", "updates:\n- d: e\na: b\n", 0),
        ("a: b\nupdates: [] # c\n", "a: b\nupdates: # c\n  - d: e\n", 0),
        ("updates:\n# a\n# c\n- f: g\n", "updates:\n# a\n- d: e # b\n# c\n- f: g\n", 0),
        ("updates: [{f: g}]\n", "updates: [{d: e}, {f: g}]\n", 0),
        ("updates: [{d: e}]\n", "updates: [{d: e} , {f: g}]\n", 1),
        ("a: |\n  x", "a: |\n  x\nupdates:\n- d: e", 0),
        ("a: |+\n  x\n\n", "a: |+\n  x\n\nupdates:\n- d: e", 0),
        ("a: |+\n  x\nupdates: []\n\n", "a: |+\n  x\nupdates:\n- d: e\n\n", 0),
    ],
)
def test_the_text_without_an_entry_to_the_letter(expected: str, text: str, place: int) -> None:
    assert take_back(text, (), "updates", place) == expected


@pytest.mark.parametrize("text", ["updates:\t[]\n", "updates:\n-\ta: b\n", "updates: [\n\ta: b]\n"])
def test_tabs_are_harmless(text: str) -> None:
    try:
        new = append(text, (), "updates", SHORT).text
    except CannotSplice:
        return
    gone, _ = changed(text, new)
    assert len(gone) <= 1
    assert new.count("\t") >= text.count("\t") - 1


def test_half_a_character_is_refused() -> None:
    with pytest.raises(Unwritable, match="half of one"):
        append("a: b\n", (), "updates", {"note": "\ud83d"})


def test_a_very_long_line_and_a_very_long_key() -> None:
    text = "a: '" + "x" * 200_000 + "'\n"
    assert append(text, (), "updates", SHORT).line == 3
    with pytest.raises(CannotSplice, match="risk"):
        append(text, (), "updates", {"k" * 1100: "x"})


# --- random hands ---------------------------------------------------------------------------

WORDS = ("Begun", "it's", '"so"', "a: b", "# no", "- item", "1.10", "no", "[x]", "👪", "é", "")
CHARACTERS = st.sampled_from(
    "ab Z1é👍#:-'\"\\,[]{}&*!|>%@`?~=\t\n\r\x00\x07\x7f\x85\u00a0\u2028\ufeff\u202e"
)
texts = st.one_of(
    st.text(CHARACTERS, max_size=30),
    st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
    st.lists(st.sampled_from((*WORDS, " in", "out ")), max_size=5).map("\n".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
entries = st.dictionaries(
    st.sampled_from(("date", "rag", "why", "note", "next", "agreed", "evidence", "readings", "id")),
    st.one_of(texts, st.lists(texts, max_size=3), st.dictionaries(texts, texts, max_size=3)),
    min_size=1,
    max_size=4,
)


class Hand:
    """Writes a plan as one hand might: steady in some habits, careless in the rest."""

    def __init__(self, seed: random.Random) -> None:
        self.chance = seed
        self.offset = seed.choice((0, 0, 1, 2, 2, 2, 4))
        self.gap = seed.choice((" ", " ", " ", "  ", "   ", None))

    def plan(self) -> str:
        """An outcome file of two key actions."""
        lines = [*self.noise(), "id: '1'", *self.listed("key_actions", 0, 2), *self.noise()]
        ends = self.chance.choice((["\n"], ["\n"], ["\r\n"], ["\n", "\r\n"]))
        text = "".join(line + self.chance.choice(ends) for line in lines)
        if self.chance.random() < 0.3:
            text = text.rstrip("\r\n")
        return self.chance.choice(("", "", "\ufeff")) + text

    def noise(self) -> list[str]:
        """Now and then comments and blank lines."""
        some = ("# a", " # b: [", "      # - c", "            #", "", "", "   ")
        return [self.chance.choice(some) for _ in range(self.chance.choice((0, 0, 0, 0, 1, 3)))]

    def behind(self) -> str:
        return self.chance.choice(("", "", "", " # said", "  "))

    def text(self, indent: int, *, flow: bool = False) -> list[str]:
        """What stands behind a key's colon, and the lines below it."""
        one_line = ("Begun", "'it''s: # so'", '"\\"[\\", \\u00e9"', "2019-03-12", "a #b", "👪 x")
        kind = self.chance.random()
        if flow or kind < 0.7:
            return [" " + self.chance.choice(one_line) + ("" if flow else self.behind())]
        if kind < 0.75:
            return [self.behind()]
        if kind < 0.8:
            return [" Begun", " " * (indent + 1) + "and so on" + self.behind()]
        sign = self.chance.choice(("|", ">", "|-", ">-", "|+", ">+"))
        below = [" " * (indent + 2) + word for word in self.chance.sample(WORDS[:8], 2)]
        return [
            " " + sign + self.chance.choice(("", " # said")),
            *below,
            *[""] * self.chance.randrange(3),
        ]

    def flow_item(self) -> str:
        pairs = (f"{key}:{self.text(0, flow=True)[0]}" for key in ("date", "note"))
        return "{" + ", ".join(pairs) + self.chance.choice(("}", "}", ",}", " }"))

    def flow_list(self, indent: int) -> list[str]:
        """A list between brackets, in one of its many shapes."""
        items = [self.flow_item() for _ in range(self.chance.randrange(3))]
        deep = " " * (indent + 2)
        shape = self.chance.randrange(4)
        if shape == 0 or not items:
            inner = self.chance.choice(("", " ", ", " if items else ""))
            return [" [" + ", ".join(items) + inner + "]" + self.behind()]
        if shape == 1:
            joined = f",\n{deep}".join(items).split("\n")
            return [" [" + joined[0], *joined[1:-1], *joined[1:][-1:], deep + "]" + self.behind()]
        lines = [deep + item + "," + self.behind() for item in items]
        if shape == 2:
            lines[-1] = deep + items[-1] + self.behind()
        return [" [" + self.chance.choice(("", " # ]")), *lines, deep + "]"]

    def listed(self, key: str, indent: int, depth: int) -> list[str]:
        """A key with its list, of actions or (depth 0) of updates."""
        kind = self.chance.random()
        if depth == 0 and kind < 0.5:
            nothing = self.chance.choice((" []", " [ ]", " ~", " null", "", None))
            shapes = self.flow_list(indent) if kind < 0.2 else [f"{nothing}{self.behind()}"]
            return [] if nothing is None else [" " * indent + key + ":" + shapes[0], *shapes[1:]]
        dash = indent + self.offset
        lines = [" " * indent + key + ":" + self.behind()]
        for place in range(self.chance.randrange(1, 3)):
            lines += self.noise()
            inner = dash + 1 + len(self.gap or " ")
            item = self.item(inner, depth, place)
            first = item[0][inner:]
            lines += (
                [" " * dash + "-" + self.gap + first] if self.gap else [" " * dash + "-", item[0]]
            )
            lines += item[1:]
        return lines

    def item(self, indent: int, depth: int, place: int) -> list[str]:
        """The lines of an action or an update, its keys in any order."""
        head = " " * indent
        keys = ["date", "note", "why"] if depth == 0 else ["id", "title", "updates"]
        keys += ["sub_actions"] if depth == 2 else []
        self.chance.shuffle(keys)
        lines: list[str] = []
        for key in keys:
            if key == "id":
                lines += [f"{head}id: {depth}.{place}{self.chance.randrange(10**6)}{self.behind()}"]
            elif key in ("updates", "sub_actions"):
                lines += self.listed(key, indent, 0 if key == "updates" else 1)
            else:
                first, *rest = self.text(indent)
                lines += [head + key + ":" + first, *rest]
            lines += self.noise() if lines else []
        return lines


@settings(max_examples=250, deadline=None)
@given(st.randoms(use_true_random=False), st.lists(entries, min_size=2, max_size=2))
def test_any_entry_in_any_plan_is_read_back_and_taken_back(
    chance: random.Random, both: list[Entry]
) -> None:
    text = Hand(chance).plan()
    tree, faults = parse(Source("plan", text.removeprefix("\ufeff")))
    assume(not faults)
    name, path = chance.choice(list(paths(tree)))
    key = {1: "key_actions"}.get(len(name), chance.choice(("updates", "sub_actions")))
    for entry in both:
        text = check_there_and_back(text, path, key, entry)


# --- comments that allow a warning ----------------------------------------------------------


def spoken_of(text: str) -> list[str]:
    """How the line begins that each allowance in a text is about: a list may grow in it."""
    body = text.removeprefix("\ufeff")
    found = allowances(Source("plan", body), list(walk(body)))
    return [body.split("\n")[each.line].partition(":")[0].rstrip("\r") for each in found]


def with_allowances(text: str) -> str:
    """The text with an allowance, far in, above each line that `check` may point to."""
    lines, tree = text.splitlines(keepends=True), read(text)
    for n in reversed(range(1, len(lines))):
        if not re.search(r"\b(id|date|note|title)\b", lines[n].split(":")[0]):
            continue
        end = "\r\n" if lines[n - 1].endswith("\r\n") else "\n"
        longer = [*lines[:n], f"{' ' * 12}# check: allow open-ended: {n}{end}", *lines[n:]]
        body = "".join(longer).removeprefix("\ufeff")
        if parse(Source("plan", body)) == (tree, []):
            lines = longer
    return "".join(lines)


@pytest.mark.parametrize("style", STYLES, ids=lambda file: file.stem)
def test_nothing_comes_between_an_allowance_and_its_line(style: File) -> None:
    text = with_allowances(style.read_bytes().decode())
    before = spoken_of(text)
    assert before or style.stem == "all-on-one-line"
    for _, path in paths(read(text)):
        for key in ("updates", "sub_actions"):
            try:
                new = append(text, path, key, RATED).text
            except CannotSplice:
                continue
            assert spoken_of(new) == before
            place = len(as_listed(at(read(text), path), key))
            assert spoken_of(take_back(new, path, key, place)) == before
