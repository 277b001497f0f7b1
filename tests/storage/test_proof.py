"""What counts as a file plus one entry, and what no entry may be added to."""

import pytest

from cpcplan.storage.proof import CannotSplice, find, is_grown
from cpcplan.storage.splice import append, take_back
from cpcplan.storage.tree import Path

OLD = "id: '1'\ntitle: Ask  # whom?\nupdates:\n  - date: 2019-03-12\n    note: Begun\nleads: [a]\n"
ENTRY = {"date": "2019-03-13", "note": "Went on", "leads": ["a", "b"]}
ADDED = "  - date: 2019-03-13\n    note: Went on\n    leads: [a, b]\n"
NEW = OLD.replace("leads: [a]\n", ADDED + "leads: [a]\n")


def proves(old: str, new: str) -> bool:
    return is_grown(find(old, (), "updates"), old, new, None, ENTRY)


def test_the_old_and_the_entry() -> None:
    assert proves(OLD, NEW)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Ask", "Asked"),
        ("Ask", "'Ask'"),
        ("'1'", '"1"'),
        ("[a]", "[a, c]"),
        ("[a]", "\n- a"),
        ("[a]", "{a: }"),
        ("[a]", "&x [a]"),
        ("Begun", "!!str Begun"),
        ("Begun", "|\n      Begun"),
        ("Went on", "Went"),
        ("Went on", "Went on\n    by: me"),
        ("Went on", "!x Went on"),
        ("[a, b]", "[b, a]"),
        ("[a, b]", "[a, b, ]\n    why:"),
        ("note: Went on\n    leads: [a, b]", "leads: [a, b]\n    note: Went on"),
        ("  - date: 2019-03-13\n    note", "    why: x\n  - date: 2019-03-13\n    note"),
        ("updates:", "? updates\n? a\n:"),
        ("leads: [a]\n", ""),
        ("leads: [a]\n", "leads: [a]\n---\n"),
        ("leads: [a]\n", "leads: [a]\n...\n"),
        ("id:", "--- \nid:"),
        ("leads: [a]\n", "leads: [a\n"),
    ],
)
def test_any_other_change_is_seen(was: str, now: str) -> None:
    head, _, tail = NEW.rpartition(was)
    assert not proves(OLD, head + now + tail)


def test_comments_and_blank_lines_are_not_looked_at() -> None:
    assert proves(OLD, NEW.replace("  # whom?", "\n\n# that"))


def test_the_entry_at_another_place_is_not_the_entry() -> None:
    before = OLD.replace("  - date", ADDED + "  - date")
    assert not proves(OLD, before)
    assert is_grown(find(OLD, (), "updates"), OLD, before, 0, ENTRY)
    assert is_grown(find(OLD, (), "updates"), OLD, before, 0, None)
    assert not proves(OLD, OLD)
    assert not proves(OLD, NEW.replace(ADDED, ADDED + ADDED))


@pytest.mark.parametrize("nothing", ["", " []", " [ ]", " ~", " null", None])
def test_a_list_that_was_not_there_may_come_in_any_style(nothing: str | None) -> None:
    old = "id: '1'\n" + ("" if nothing is None else f"updates:{nothing}\n")
    assert proves(old, "id: '1'\nupdates:\n" + ADDED)
    assert proves(old, "id: '1'\nupdates: [{date: 2019-03-13, note: Went on, leads: [a, b]}]\n")
    assert not proves(old, "id: '1'\nupdates: &a\n" + ADDED)
    assert not proves(old, "id: '1'\nnotes:\n" + ADDED)


def test_the_style_of_a_list_with_entries_stays() -> None:
    old = "updates: [{note: x}]\n"
    assert not proves(old, "updates:\n- {note: x}\n" + ADDED.replace("\n  ", "\n").lstrip())


def test_a_text_that_ended_the_file_without_a_line_end_may_have_one() -> None:
    old = "id: '1'\nwhy: |\n  x"
    assert proves(old, old + "\nupdates:\n" + ADDED)
    assert not proves(old, old + "y\nupdates:\n" + ADDED)
    assert not proves(old, old + "\n\n  y\nupdates:\n" + ADDED)
    kept = "id: '1'\nwhy: |+\n  x\n"
    assert not proves(kept, kept + "\nupdates:\n" + ADDED)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("id: 1\nupdates: &a []\n", (2, 10), "means something else"),
        ("id: 1\nx: &a []\nupdates: *a\n", (3, 10), "means something else"),
        ("id: 1\nupdates: !!seq []\n", (2, 10), "means something else"),
        ("--- &all\nid: 1\n", (1, 5), "means something else"),
        ("a: &a {b: c}\nd:\n  <<: *a\n<<: *a\n", (4, 1), "write them out"),
        ("updates: []\nid: 1\n'updates': []\n", (3, 1), "a second time"),
        ("id: 1\n---\nid: 2\n", (2, 1), "second document"),
        ("id: 1\n---\n", (2, 1), "second document"),
        ("id: 1\nupdates: none\n", (2, 10), "needs a list"),
        ("id: 1\nupdates: 'null'\n", (2, 10), "needs a list"),
        ("id: 1\nupdates: {}\n", (2, 10), "needs a list"),
        ("id: 1\nupdates: |\n  - date: x\n", (2, 10), "needs a list"),
        ("- id: 1\n", (1, 1), "belongs in a mapping"),
        ("id 1\n", (1, 1), "belongs in a mapping"),
        ("", (1, 1), "empty"),
        ("# nothing\n", (1, 1), "empty"),
        ("id: 1\nupdates: [\n", (2, 10), "never closed"),
        ("id: a\rb\n", (1, 6), "U\\+000D"),
        ("id: 'a\u2028b'\n", (1, 7), "U\\+2028"),
        ("id: 1\nwhy: 'x \x85'\n", (2, 9), "U\\+0085"),
        ("id: 1\n? updates\nwhy: x\n", (3, 1), "risk"),
        ("? updates\n# so\n? why\n", (3, 1), "risk"),
    ],
)
def test_what_is_refused_and_where(text: str, place: tuple[int, int], words: str) -> None:
    with pytest.raises(CannotSplice, match=words) as refused:
        append(text, (), "updates", ENTRY)
    assert (refused.value.line, refused.value.column) == place
    assert refused.value.why == str(refused.value)


TWICE = "key_actions:\n- id: 1\n- id: 2\n'key_actions':\n- id: 3\n"


@pytest.mark.parametrize(
    ("text", "path", "place"),
    [
        (TWICE, ("key_actions", 0), (4, 1)),
        ("key_actions:\n- id: 1\n", ("key_actions", 1), (2, 1)),
        ("key_actions:\n- id: 1\n", ("outcomes", 0), (1, 1)),
        ("key_actions:\n- id: 1\n", ("key_actions", 0, "id", 0), (2, 7)),
        ("key_actions:\n- &a\n  id: 1\n- *a\n", ("key_actions", 0), (2, 3)),
        ("key_actions:\n- &a\n  id: 1\n- *a\n", ("key_actions", 1), (4, 3)),
    ],
)
def test_a_way_that_leads_nowhere_or_to_two_places(
    text: str, path: Path, place: tuple[int, int]
) -> None:
    with pytest.raises(CannotSplice) as refused:
        find(text, path, "updates")
    assert (refused.value.line, refused.value.column) == place


def test_nothing_is_taken_back_where_nothing_is() -> None:
    for text, place in ((OLD, 1), (OLD, -1), ("id: 1\n", 0), ("id: 1\nupdates: []\n", 0)):
        with pytest.raises(CannotSplice, match="no entry"):
            take_back(text, (), "updates", place)


def test_brackets_however_deep_are_passed_over() -> None:
    # PyYAML itself goes a thousand levels down.
    deep = "id: 1\nx: " + "[" * 990 + "]" * 990 + "\n"
    assert append(deep, (), "updates", ENTRY).text == deep + "updates:\n" + ADDED
