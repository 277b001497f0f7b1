"""Texts as YAML: what is written is what every reader reads."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cpcplan.storage.render import (
    Entry,
    Layout,
    Unwritable,
    block_entry,
    block_item,
    double_quoted,
    flow_entry,
    scalar,
    text_lines,
)

HARD = st.text(
    st.sampled_from("ab 1é👍#:-'\"\\,[]{}&*!|>%@`?~=\t\n\r\x00\x7f\x85\xa0\u2028\ufeff\u202e")
)
ANY = st.text(st.characters(exclude_categories=["Cs"]))
NO_TEXTS = ["no", "1.10", "1:30", "2018-06-30", "1_000", "=", "<<", "0o17", "1e3", "a:", "#b"]
WORDS = st.lists(st.sampled_from(NO_TEXTS), max_size=3).map(" ".join)
SOME_LINES = ("a", "- b", " c", "d ", "", "# e", "\tf", "---")
LINES = st.lists(st.sampled_from(SOME_LINES), max_size=5).map("\n".join)
texts = st.one_of(HARD, ANY, WORDS, LINES)
values = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
entries = st.dictionaries(texts, values, min_size=1, max_size=4)
layouts = st.builds(
    Layout,
    offset=st.sampled_from((0, 1, 2, 4)),
    gap=st.sampled_from((0, 1, 3)),
    line_end=st.sampled_from(("\n", "\r\n")),
    ends_quoted=st.booleans(),
)


@pytest.mark.parametrize(
    ("text", "block", "flow"),
    [
        ("The chair is vacant.", "The chair is vacant.", None),
        ("Ärzte und – “Andere” 👍", "Ärzte und – “Andere” 👍", None),
        ("amber", "amber", None),
        ("carried-forward", "carried-forward", None),
        ("see http://a.b/c", "see http://a.b/c", "'see http://a.b/c'"),
        ("why?", "why?", "'why?'"),
        ("It slipped: see 4", "'It slipped: see 4'", None),
        ("said so:", "'said so:'", None),
        ("a #b", "'a #b'", None),
        ("a#b", "a#b", None),
        ("# a", "'# a'", None),
        ("- a", "'- a'", None),
        ("it's", "it's", None),
        ("the boys'", "'the boys'''", None),
        ('said "so"', "'said \"so\"'", None),
        ("6 monthly", "'6 monthly'", None),
        ("1.10", "'1.10'", None),
        ("", "''", None),
        (" a", "' a'", None),
        ("a ", "'a '", None),
        ("a, b", "'a, b'", None),
        ("a [see 4]", "'a [see 4]'", None),
        ("No", "'No'", None),
        ("y", "'y'", None),
        ("NaN", "'NaN'", None),
        ("nothing", "nothing", None),
        ("👍", "'👍'", None),
        ("a\xa0b", "'a\xa0b'", None),
        ("a\tb", '"a\\tb"', None),
        ("a\nb", '"a\\nb"', None),
        (
            "a\x00\x85\u2028\ufeff\u202e\U0001fffe",
            '"a\\x00\\x85\\u2028\\uFEFF\\u202E\\U0001FFFE"',
            None,
        ),
        ('\\ "\x07"', '"\\\\ \\"\\x07\\""', None),
    ],
)
def test_a_text_on_one_line(text: str, block: str, flow: str | None) -> None:
    assert scalar(text) == block
    assert scalar(text, flow=True) == (flow or block)
    assert yaml.safe_load(f"k: {block}") == {"k": text}
    assert yaml.safe_load(f"[{flow or block}]") == [text]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb", ["|-", "  a", "  b"]),
        ("a\nb\n", ["|", "  a", "  b"]),
        ("a\n", ["|", "  a"]),
        ("- a\n\n  b: c\n# d", ["|-", "  - a", "", "    b: c", "  # d"]),
        ("a\tb\nc", ["|-", "  a\tb", "  c"]),
        ("one line", None),
        ("a\nb\n\n", None),
        ("\na", None),
        (" a\nb", None),
        ("a \nb", None),
        ("a\n\tb", None),
        ("a\r\nb", None),
        ("a\n\u2028", None),
        ("\n", None),
    ],
)
def test_a_text_of_several_lines(text: str, lines: list[str] | None) -> None:
    assert text_lines(text, 2) == lines


def test_half_a_character_is_refused() -> None:
    for write in (scalar, double_quoted, lambda text: text_lines(text + "\nb", 0)):
        with pytest.raises(Unwritable, match=r"character 3 .*U\+D83D"):
            write("so\ud83d")


def test_an_update_reads_as_people_write_it() -> None:
    update: Entry = {
        "date": "2019-03-12",
        "rag": "amber",
        "timescale": "6 monthly",
        "leads": ["nhs", "police"],
        "reported": "yes",
        "readings": {"1.1d": "71%"},
        "why": "The chair left.\nNo one follows.\n",
        "evidence": ["Minute of 12 March, item 4", "A paper\nof two lines"],
        "state": "complete",
    }
    assert block_item(update, 2, Layout()) == (
        "  - date: 2019-03-12\n"
        "    rag: amber\n"
        "    timescale: '6 monthly'\n"
        "    leads: [nhs, police]\n"
        "    reported: yes\n"
        "    readings: {'1.1d': '71%'}\n"
        "    why: |\n"
        "      The chair left.\n"
        "      No one follows.\n"
        "    evidence:\n"
        "      - 'Minute of 12 March, item 4'\n"
        "      - |-\n"
        "        A paper\n"
        "        of two lines\n"
        "    state: complete\n"
    )


def test_an_entry_of_nothing_is_written_as_one() -> None:
    """No command writes it; a merge may find it in a file that somebody edited."""
    assert block_item({}, 2, Layout()) == "  - {}\n"
    assert block_item({}, 0, Layout(gap=0, line_end="\r\n")) == "- {}\r\n"


def test_ids_are_in_double_quotes_wherever_they_stand() -> None:
    action: Entry = {
        "id": "1.10",
        "title": "Ask",
        "success_measures": [{"id": "1.1a", "measure": "No"}],
    }
    assert block_entry(action, 4, Layout(offset=0)) == (
        '    id: "1.10"\n'
        "    title: Ask\n"
        "    success_measures:\n"
        '    - id: "1.1a"\n'
        "      measure: 'No'\n"
    )
    assert flow_entry({"id": "a", "added": "2019-03-12"}) == '{id: "a", added: 2019-03-12}'


def test_only_real_days_and_a_yes_of_its_own_are_bare() -> None:
    said = {
        "date": "2019-3-12",
        "due": "unknown",
        "reported": "quarterly",
        "note": "2019-03-12",
        "why": "yes",
    }
    assert flow_entry(said) == (
        "{date: '2019-3-12', due: unknown, reported: quarterly, note: '2019-03-12', why: 'yes'}"
    )


def test_a_long_list_stands_below_its_key() -> None:
    leads = [
        f"cpc-lead-{n}" for n in ("education", "housing", "nhs", "police", "social-work", "third")
    ]
    lines = block_entry({"leads": leads}, 0, Layout()).splitlines()
    assert lines[:2] == ["leads:", "  - cpc-lead-education"]


def test_the_gap_behind_a_dash() -> None:
    entry = {"a": "b", "c": "d"}
    assert block_item(entry, 1, Layout(gap=3)) == " -   a: b\n     c: d\n"
    assert block_item(entry, 1, Layout(gap=0, line_end="\r\n")) == " -\r\n   a: b\r\n   c: d\r\n"


def test_an_end_in_quotes_is_only_that_of_the_last_text() -> None:
    quoted = Layout(ends_quoted=True)
    assert block_entry({"a": "b\nc", "d": "e\nf"}, 0, quoted) == 'a: |-\n  b\n  c\nd: "e\\nf"\n'
    assert block_entry({"a": ["b\nc", "d\ne"]}, 0, quoted).splitlines()[1:] == [
        "  - |-", "    b", "    c", '  - "d\\ne"'
    ]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(texts)
def test_two_readers_and_their_rules_for_types_read_the_text(text: str) -> None:
    block = scalar(text)
    for written, meant in (
        (f"k: {block}\n", {"k": text}),
        (f"- {block}", [text]),
        (f"[{scalar(text, flow=True)}, {{k: {scalar(text, flow=True)}}}]", [text, {"k": text}]),
    ):
        assert yaml.load(written, yaml.SafeLoader) == meant
        assert yaml.load(written, yaml.CSafeLoader) == meant
    if lines := text_lines(text, 3):
        for end in ("\n", "\r\n"):
            assert yaml.load("k: " + end.join([*lines, "l: m"]), yaml.SafeLoader)["k"] == text


def read(text: str, loader: type[yaml.CBaseLoader | yaml.BaseLoader]) -> Any:
    return yaml.load(text, loader)  # noqa: S506 - these make nothing but texts


@settings(max_examples=300, deadline=None)
@given(entries, layouts)
def test_entries_are_read_back(entry: Entry, layout: Layout) -> None:
    block = "x:" + layout.line_end + block_item(entry, 2, layout)
    tree = read(block, yaml.CBaseLoader)
    assert tree == {"x": [entry]}
    assert list(tree["x"][0]) == list(entry)
    if layout.ends_quoted:
        assert read(block.rstrip("\r\n") + "\n\n        # far in", yaml.CBaseLoader) == tree
    assert read(flow_entry(entry), yaml.BaseLoader) == entry
    assert "\n" not in flow_entry(entry)
