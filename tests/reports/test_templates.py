"""Templates of one's own: what they may do, and how what is wrong with one is told."""

import re
from pathlib import Path

import pytest

from conftest import REPOSITORY, run
from papers import paper, plan_for_papers


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return plan_for_papers(tmp_path)


def own(plan: Path, name: str, text: str) -> None:
    (plan / "templates").mkdir(exist_ok=True)
    (plan / "templates" / name).write_text(text, encoding="utf-8")


def test_a_template_of_ones_own_extends_ours_block_by_block(plan: Path) -> None:
    assert "cpcplan report --template ours" in paper(plan, "--new", "ours", "--format", "md")
    text = (plan / "templates" / "ours.md.j2").read_text(encoding="utf-8")
    assert paper(plan, "--template", "ours").count("## What each rating means") == 1
    own(plan, "ours.md.j2", text.replace("{{ super() }}", "Ask {{ paper.author or 'us' }}."))
    made = paper(plan, "--template", "ours")
    assert "Ask us." in made
    assert "## What each rating means" not in made
    assert "## Exceptions" in made
    listed = paper(plan, "--list")
    assert re.search(r"ours +md +.*templates/ours.md.j2", listed)
    assert re.search(r"progress +html +cpcplan’s own", listed)
    assert run("report", "--new", "ours", "--format", "md", "--plan", str(plan)).code == 4


def test_ours_is_replaced_by_one_of_its_name(plan: Path) -> None:
    own(plan, "plan.md.j2", "{{ paper.plan }}: {{ paper.rows | length }} outcome")
    assert "Improvement Plan 2018–20: 1 outcome" in paper(plan, "--template", "plan")


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("\n{{ paper.colour }}", 2, "colour"),
        ("\n\n{{ secret }}", 3, "secret"),
        ("{% if %}", 1, "Expected"),
        ("a\n{{ 1 / 0 }}", 2, "zero"),
        ("{% include 'nothing.md.j2' %}", 1, "nothing.md.j2"),
        ("{% include '../plan.yaml' %}", 1, "plan.yaml"),
        ("{% include '/etc/passwd' %}", 1, "passwd"),
        ("{{ paper.__class__.__mro__ }}", 1, "unsafe"),
        ("{{ ''.__class__ }}", 1, "unsafe"),
        ("{{ paper._replace(title='x') }}", 1, "unsafe"),
        ("{{ cycler.__init__.__globals__ }}", 1, "unsafe"),
        ("{{ lipsum() }}", 1, "lipsum"),
        ("{{ range(10000000) | list }}", 1, "Range"),
        ("{% import 'os' as os %}", 1, "os"),
        ("{{ once(range, 3) }}", 1, "macro"),
        ("{{ once(''.format, paper) }}", 1, "macro"),
        ("{{ '' | attr('format') }}", 1, "attr"),
        ("{{ '{0.__class__}'.format(paper) }}", 1, "unsafe"),
        ("{{ paper.outcomes[0].key_actions[0].own.updates.changed(once) }}", 1, "unsafe"),
        ("\n{% extends 'odd.md.j2' %}", 2, "again and again"),
        ("{% macro m(n) %}\n{{ once(m, n + 1) }}{% endmacro %}{{ m(1) }}", 2, "again and again"),
        ("{{ 3 | css }}", 1, "isprintable"),
        ("{{ paper.plan | striptags }}", 1, "striptags"),
        ("{{ ('x' * 200000) * 999999999 }}", 1, "MemoryError"),
    ],
)
def test_a_template_at_fault_is_told_with_its_line(
    plan: Path, template: str, line: int, words: str
) -> None:
    own(plan, "odd.md.j2", template)
    ran = run("report", "--template", "odd", "--plan", str(plan))
    assert (ran.code, ran.out) == (7, "")
    assert f"odd.md.j2:{line}: " in ran.err
    assert words in ran.err


def test_half_a_character_is_no_paper(plan: Path, tmp_path: Path) -> None:
    own(plan, "odd.md.j2", "{{ '\\ud800' }}")
    goes = ("-o", str(tmp_path / "odd.md"))
    ran = run("report", "--template", "odd", "--plan", str(plan), *goes)
    assert (ran.code, ran.out) == (7, "")
    assert "half a character (U+D800)" in ran.err
    assert not (tmp_path / "odd.md").exists()


def test_the_example_in_the_documents_does_what_is_said_of_it(plan: Path) -> None:
    page = (REPOSITORY / "docs" / "templates.md").read_text(encoding="utf-8")
    own(plan, "ours.md.j2", page.partition("```jinja\n")[2].partition("```")[0])
    made, usual = paper(plan, "--template", "ours"), paper(plan)
    new = "## Not rated yet\n\n- **1.12** Report on it (nobody)\n\n"
    figures = "## The plan in figures\n"
    assert made.partition(figures)[0].endswith(new)
    assert (
        made.partition(figures)[2].partition("## What moved")[0]
        == (usual.partition(figures)[2].partition("## What moved")[0])
    )


def test_a_template_that_windows_saved_is_read_and_one_that_is_no_text_told(plan: Path) -> None:
    own(plan, "odd.md.j2", "")
    file = plan / "templates" / "odd.md.j2"
    file.write_bytes(b"\xef\xbb\xbf{% extends 'cpcplan/plan.md.j2' %}\r\n")
    assert paper(plan, "--template", "odd").startswith("# Paper\n")
    file.write_bytes(b"one\n\xe9\n")
    ran = run("report", "--template", "odd", "--plan", str(plan))
    assert (ran.code, ran.out) == (7, "")
    assert "odd.md.j2:2: this file is not UTF-8" in ran.err


def test_a_link_to_elsewhere_a_folder_and_what_papers_are_made_of_are_no_templates(
    plan: Path, tmp_path: Path
) -> None:
    own(plan, "there.md.j2", "{{ paper.plan }}")
    (plan / "templates" / "folder.md.j2").mkdir()
    (tmp_path / "secret.md.j2").write_text("secret", encoding="utf-8")
    try:
        (plan / "templates" / "link.md.j2").symlink_to(tmp_path / "secret.md.j2")
    except OSError:
        pytest.skip("links cannot be made here")
    listed = paper(plan, "--list")
    assert "there" in listed
    assert not re.search("(?m)^(folder|link|base|parts) ", listed)
    for name in ("folder", "link", "base", "parts", "../plan", "x" * 300):
        ran = run("report", "--template", name, "--plan", str(plan))
        assert (ran.code, ran.out) == (4, ""), name
        ran = run("report", "--new", "mine", "--template", name, "--plan", str(plan))
        assert (ran.code, ran.out) == (4, ""), name


def test_once_says_of_each_macro_and_value_what_these_say(plan: Path) -> None:
    own(
        plan, "odd.html.j2",
        "{% for n in range(9) %}{% macro m() %}{{ n }}{% endmacro %}{{ once(m) }}{% endfor %};"
        "{% macro say(it) %}{{ it }}{% endmacro %}"
        "{{ once(say, 1) }},{{ once(say, true) }},{{ once(say, '<b>' | safe) }},"
        "{{ once(say, '<b>') }},{{ once(say, [1]) }}",
    )  # fmt: skip
    made = paper(plan, "--template", "odd", "--format", "html")
    assert made == "012345678;1,True,<b>,&lt;b&gt;,[1]"
    own(
        plan, "odd.html.j2",
        "{% macro say(it) %}{{ it[0] }}{% endmacro %}"
        "{{ once(say, ('<b>' | safe,)) }}{{ once(say, ('<b>',)) }}",
    )  # fmt: skip
    assert paper(plan, "--template", "odd", "--format", "html") == "<b>&lt;b&gt;"


def test_the_same_words_are_escaped_wherever_they_stand_unless_they_are_marked_as_safe(
    plan: Path,
) -> None:
    own(
        plan, "odd.html.j2",
        "{% set it = '<b>\u202e' %}{{ it }},{{ it }},{{ it | safe }},{{ it }},{{ [it] }},{{ 1 }};"
        "{% autoescape false %}{{ it }}{% endautoescape %},{{ it }}",
    )  # fmt: skip
    made = paper(plan, "--template", "odd", "--format", "html")
    text = r"&lt;b&gt;\u202e"
    listed = "[&#39;&lt;b&gt;\\u202e&#39;]"
    assert made == rf"{text},{text},<b>{chr(0x202E)},{text},{listed},1;<b>\u202e,{text}"


def test_only_our_own_pictures_are_printed_as_pictures(plan: Path) -> None:
    own(plan, "odd.html.j2", "{{ '<svg onload=x>' | picture }}{{ paper.charts.rag | picture }}")
    made = paper(plan, "--template", "odd", "--format", "html")
    assert made.startswith("&lt;svg onload=x&gt;<svg role=")
