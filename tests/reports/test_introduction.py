"""The plan's own Markdown in a paper: in its place, harmless, and at an end where it ends."""

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from cpcplan.reports.introduction import html_of, own_markdown
from papers import paper, plan_for_papers


def shown(text: str) -> str:
    """The Markdown that we make of it, as a reader shows it who lets everything pass."""
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    reader.validateLink = bool  # type: ignore[method-assign, assignment]
    return str(reader.render(own_markdown(text)))


def test_an_introduction_is_markdown_and_neither_html_nor_above_ours(
    tmp_path: Path,
) -> None:
    plan = plan_for_papers(tmp_path)
    with (plan / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "introduction: |\n  # Why\n\n  <b onclick=x>Bold</b> & [a](javascript:x)"
            " [b](https://example.org)\n\n  ## How\n"
        )
    text = paper(plan, "--template", "plan")
    assert "\n## Why\n" in text
    assert "\n### How\n" in text
    page = paper(plan, "--template", "plan", "--format", "html")
    for made in (MarkdownIt("commonmark", {"html": True}).render(text), page):
        assert "<h2>Why</h2>" in made
        assert "<b onclick" not in made
        assert 'href="javascript' not in made
        assert 'href="https://example.org"' in made


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:x)", "[a](JavaScript:x)", "[a]( <javascript:x>)", "[a\\](javascript:x)",
        "[a\\\\](javascript:x)", "[a](&#106;avascript:x)", "[a](java&#115;cript:x)",
        "[a](\njavascript:x)", "[a]\n\n[a]: javascript:x", "[a]\n\n[a]:\njavascript:x",
        "[a](vbscript:x)", "[a](data:text/html,x)", "[a](file:///etc/passwd)", "<javascript:x>",
        "![a](https://example.org/x.png)", "![a][b]\n\n[b]: https://example.org/x.png",
        "\\\\![a](https://example.org/x.png)", "<img src=x>", "<script\n>", "</div>", "<!-- x",
    ],
)  # fmt: skip
def test_nothing_in_it_runs_or_is_fetched(text: str) -> None:
    for made in (shown(text), html_of(text)):
        assert not re.search(r'<(img|script|/div|!)|(href|src)="(?!https?:)', made)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ('[a]{onclick="x"}', '[a]\\{onclick="x"}'),
        ("## Why {onclick=x}", "## Why \\{onclick=x}"),
        ("`a`{=html}", "`a`\\{=html}"),
        ("a\n\n---\ncss: x\n...", "a\n\n***\ncss: x\n..."),
        ("::: {style=x}\na", "\\::: \\{style=x}\na"),
        ("\\input{/etc/passwd} costs $5", "\\\\input\\{/etc/passwd} costs \\$5"),
        ("```{=html}\na {b}\n```", "```&#123;=html}\na {b}\n```"),
        ("    code {a} \\b", "    code {a} \\b"),
    ],
)  # fmt: skip
def test_what_is_markdown_to_some_programs_alone_is_text(text: str, made: str) -> None:
    """Attributes, settings, hidden blocks and LaTeX are pandoc's; every other shows the same."""
    assert own_markdown(text) == made


@pytest.mark.parametrize(
    "link", ["https://example.org/a(b)", "mailto:a@example.org", "minutes/4.pdf"]
)
def test_links_that_run_nothing_stay(link: str) -> None:
    for made in (shown(f"[a]({link})"), html_of(f"[a]({link})")):
        assert f'<a href="{link}">a</a>' in made


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# A\n\n## B\n", "23"), ("A\n=\n\nB\nb\n---\n", "23"), ("### A\n\n# B\n", "22"),
        ("# A\n\n#### B\n\n##### C", "234"), ("> # A\n\n# B", "22"), ("- # A", "2"),
    ],
)  # fmt: skip
def test_its_headings_stand_below_ours_one_below_the_other(text: str, levels: str) -> None:
    for made in (shown(text), html_of(text)):
        assert "".join(re.findall("<h([1-6])>", made)) == levels


@pytest.mark.parametrize("text", ["```\ncode", "~~~~ yaml\na: b", "- x\n\n  ```\n  code", "text"])
def test_code_that_is_left_open_ends_with_it(text: str) -> None:
    made = MarkdownIt("commonmark").render(f"{own_markdown(text)}\n\n## Ours\n")
    assert "<h2>Ours</h2>" in made


def test_letters_that_nobody_sees_are_seen_however_they_are_written() -> None:
    for text in ("a&#x202e;b", "a&#8203;b"):
        made = html_of(text)
        assert "\u202e" not in made
        assert "\u200b" not in made
        assert "&#" not in own_markdown(text).replace("&amp;#", "")


def test_links_start_no_programs() -> None:
    for address in ("ms-msdt:/id", "search-ms:q", "file:///etc/passwd"):
        assert "href" not in html_of(f"[x]({address})")
    for address in (
        "https://example.org/a:b",
        "mailto:a@example.org",
        "#a",
        "annex.html",
        "?a=b:c",
    ):
        assert "href" in html_of(f"[x]({address})")


def test_lists_in_lists_are_read_as_deep_as_anybody_writes_them() -> None:
    text = "- " * 20 + "deep"
    assert "deep" in html_of(text)
    assert own_markdown(text) == text
