"""Every scalar is the text that was written, and each stands where a message says it does."""

from pathlib import Path

import pytest

from builders import read_back, write_plan
from cpcplan.storage.places import Spot, places
from cpcplan.storage.salvage import parse, salvage
from cpcplan.storage.source import Source, decode
from cpcplan.storage.tree import Tree


def tree(text: str) -> Tree:
    found, faults = parse(Source("f.yaml", text))
    assert not faults
    return found


NUMBERS = "1.10 1.0 01 0x1F 1_000 1e3 .5 -0 12:30 1:30:00 2019-03-12 2019-02-30 ="
WORDS = "no yes on off true False null NULL ~"


@pytest.mark.parametrize("written", [*NUMBERS.split(), *WORDS.split()])
def test_a_bare_word_is_the_text_that_stands_there(written: str) -> None:
    assert tree(f"a: {written}\n") == {"a": written}
    assert tree(f"[{written}]\n") == [written]
    assert tree(f"{written}: a\n") == {written: "a"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('"1.10"', "1.10"),
        ("'no'", "no"),
        ("'It''s'", "It's"),
        (r'"a\tb \"c\" \\ \u2013"', 'a\tb "c" \\ –'),
        ('""', ""),
        ("''", ""),
        ('"a\tb"', "a\tb"),
        ('"over\n  two lines"', "over two lines"),
        ("over\n  two lines", "over two lines"),
        ("a # a comment", "a"),
        ("a#b", "a#b"),
        ("a:b", "a:b"),
        ("http://x.test/?a=b&c", "http://x.test/?a=b&c"),
        ("a <<<<<<< b", "a <<<<<<< b"),
        ("|\n  one\n\n  two\n", "one\n\ntwo\n"),
        ("|-\n  one\n  two\n", "one\ntwo"),
        ("|+\n  one\n\n", "one\n\n"),
        (">\n  one\n  two\n", "one two\n"),
        (">-\n  one\n  two\n", "one two"),
        (">+\n  one\n\n", "one\n\n"),
        ("|2-\n    one\n  two\n", "  one\ntwo"),
        (
            "|\n  a\tb\n  # no comment: text\n  <<<<<<< HEAD\n",
            "a\tb\n# no comment: text\n<<<<<<< HEAD\n",
        ),
        ("|\n  one", "one"),
    ],
)
def test_quotes_and_blocks_are_read_as_yaml_has_them(written: str, read: str) -> None:
    assert tree(f"a: {written}") == {"a": read}


def test_a_key_with_nothing_behind_it_is_nothing() -> None:
    assert tree("a:\nb: []\nc: {}\nd: # none\n") == {"a": None, "b": [], "c": {}, "d": None}


@pytest.mark.parametrize("text", ["---\na: b\n", "a: b\n...\n", "%YAML 1.2\n---\na: b\n"])
def test_one_document_may_be_marked(text: str) -> None:
    assert tree(text) == {"a": "b"}


@pytest.mark.parametrize("text", ["a: b # x\ty\n", "#\t\na: b\n", "a: 'x # y\tz'\n"])
def test_a_tab_may_stand_in_comments_and_quotes(text: str) -> None:
    assert parse(Source("f.yaml", text))[1] == []


def test_the_mark_of_byte_order_and_line_ends_of_windows_do_not_matter() -> None:
    source, faults = decode("f.yaml", b"\xef\xbb\xbfa: b\r\nc: |\r\n  d\r\n")
    assert not faults
    assert source
    assert source.text.startswith("a")
    assert tree(source.text) == {"a": "b", "c": "d\n"}


def test_ids_and_words_are_never_taken_for_numbers(tmp_path: Path) -> None:
    outcome = """\
        id: 1.10
        title: no
        key_actions:
          - {id: 1.100, title: 0x1F, updates: ~}
        """
    outcome_of = read_back(write_plan(tmp_path, outcome)).outcomes[0]
    assert (outcome_of.id, outcome_of.title) == ("1.10", "no")
    assert (outcome_of.key_actions[0].id, outcome_of.key_actions[0].title) == ("1.100", "0x1F")
    assert outcome_of.key_actions[0].updates == ()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_places_count_characters_from_1(end: str) -> None:
    text = end.join(["# 😀", "a: {é: '😀', b: [x, 'y']}", "c:", "  - d: e", ""])
    spots = {
        Spot(("a",)): (2, 4),
        Spot(("a", "é")): (2, 8),
        Spot(("a", "b"), of_key=True): (2, 13),
        Spot(("a", "b", 1)): (2, 20),
        Spot(("c", 0, "d")): (4, 8),
        Spot(("c", 0, "missing")): (4, 5),
        Spot(("c", 7)): (4, 3),
        Spot(("nowhere",)): (2, 1),
    }
    assert places(text, spots) == spots


def test_the_last_of_a_key_given_twice_is_the_one_that_is_found() -> None:
    assert places("a: 1\na: 2\n", [Spot(("a",))]) == {Spot(("a",)): (2, 4)}


def test_what_is_mended_for_reading_on_moves_nothing() -> None:
    text = "a: @x\nb: 'c' d\ne:f\n- g: [h}\n"
    read = salvage(Source("f.yaml", text))
    assert len(read.mended.text) == len(text)
    assert [(f.line, f.column) for f in read.faults][:3] == [(1, 4), (2, 8), (3, 2)]


def test_several_faults_of_yaml_are_found_at_once_and_the_rest_is_read() -> None:
    read = salvage(Source("f.yaml", "a: b: c\nd: `x`\ne: [f, g]\n"))
    assert [(f.line, f.column) for f in read.faults] == [(1, 5), (2, 4)]
    assert read.whole
    assert isinstance(read.tree, dict)
    assert read.tree["e"] == ["f", "g"]


def test_where_reading_breaks_off_the_tree_is_what_came_before() -> None:
    read = salvage(Source("f.yaml", 'a: b\nc: "d\n'))
    assert (read.tree, read.whole) == ({"a": "b"}, False)
