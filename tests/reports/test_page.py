"""The papers in a real browser: nobody is shut out, nothing is fetched, and they print.

Without a Chromium these are skipped; where CPCPLAN_NEEDS_CHROMIUM is set, as in CI, they fail.
"""

import os
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from builders import write_plan
from conftest import FALKIRK, REPOSITORY, run
from cpcplan.reports.papers import PAPERS

CHROMIUM = shutil.which("chromium")
IS_NEEDED = bool(os.environ.get("CPCPLAN_NEEDS_CHROMIUM"))
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not IS_NEEDED, reason="there is no Chromium here to read the pages with"
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
OPTIONS = {
    name: ("--template", name, *(("--lead", "nhs") if paper.is_a_leads else ()))
    for name, paper in PAPERS.items()
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def papers(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each paper of the demo, and Falkirk's progress report, as files."""
    folder = tmp_path_factory.mktemp("papers")
    made = {name: folder / f"{name}.html" for name in (*OPTIONS, "falkirk")}
    for name, file in made.items():
        plan, on = (FALKIRK, "2019-04-01") if name == "falkirk" else (demo / "plan", "2026-09-15")
        options = OPTIONS.get(name, ())
        ran = run("report", *options, "--plan", str(plan), "--as-of", on, "-o", str(file))
        assert (ran.code, ran.err) == (0, "")
    return made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("name", [*OPTIONS, "falkirk"])
@pytest.mark.parametrize("width", [1100, 320])
def test_axe_finds_nothing_and_nothing_is_fetched(
    papers: dict[str, Path], page: Page, name: str, width: int
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(papers[name].as_uri())
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert asked == [papers[name].as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("name", [*PAPERS, "falkirk"])
def test_it_prints_on_a4_with_its_pages_numbered_and_tagged(
    papers: dict[str, Path], page: Page, name: str
) -> None:
    page.goto(papers[name].as_uri())
    pdf = page.pdf(prefer_css_page_size=True, tagged=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert b"/StructTreeRoot" in pdf
    assert re.search(rb"/MediaBox \[0 0 59[45](\.\d+)? 84[12]", pdf)
    assert pages <= {"exception": 2, "plan": 6, "lead": 4}.get(name, 20)
    # Text is drawn glyph by glyph; that each page has something on it is all that is looked for.
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    drawn = [inflated for each in streams if (inflated := _inflated(each)) and b"BT" in inflated]
    assert len(drawn) >= pages


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


@pytest.mark.parametrize(
    ("which", "on"),
    [("demo", "2025-10-01"), ("demo", "2027-12-01"), ("falkirk", "2020-03-01"),
     ("falkirk", "2026-01-01")],
)  # fmt: skip
def test_an_exception_report_is_two_pages_however_much_is_wrong(
    demo: Path, tmp_path: Path, page: Page, which: str, on: str
) -> None:
    plan, file = FALKIRK if which == "falkirk" else demo / "plan", tmp_path / "exception.html"
    options = ("--template", "exception", "--as-of", on, "-o", str(file))
    assert run("report", "--plan", str(plan), *options).code == 0
    page.goto(file.as_uri())
    pdf = page.pdf(prefer_css_page_size=True, tagged=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2


@pytest.mark.parametrize("in_each", [1, 4, 40])
def test_an_exception_report_of_many_outcomes_is_two_pages(
    tmp_path: Path, page: Page, in_each: int
) -> None:
    """Ten outcomes in which all is late, said to be green, and moved."""
    rated = "updates: [{date: 2019-06-01, rag: green, why: The group has met and agreed it all.}]"
    files = {
        f"outcome_{n}": f'id: "{n}"\ntitle: Children and families are helped, outcome {n}\n'
        f'key_actions:\n  - id: "{n}.1"\n    title: Do all of it\n    timescale: May 2019\n'
        "    sub_actions:\n"
        + "".join(
            f'      - {{id: "{n}.1.{m}", title: "One of many things to be done, {m}", '
            f"leads: [nhs], {rated}}}\n"
            for m in range(in_each)
        )
        for n in range(1, 11)
    }
    plan, file = write_plan(tmp_path, **files), tmp_path / "exception.html"
    options = ("--template", "exception", "--since", "2019-05-01", "--as-of", "2019-07-01")
    ran = run("report", "--plan", str(plan), *options, "-o", str(file))
    assert (ran.code, ran.err) == (0, "")
    page.goto(file.as_uri())
    pdf = page.pdf(prefer_css_page_size=True, tagged=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2


def test_heads_of_tables_are_repeated_and_rows_kept_whole(
    papers: dict[str, Path], page: Page
) -> None:
    page.goto(papers["progress"].as_uri())
    page.emulate_media(media="print")
    style = "e => [getComputedStyle(e).display, getComputedStyle(e).breakInside]"
    assert page.eval_on_selector("thead", style)[0] == "table-header-group"
    assert page.eval_on_selector("tbody tr", style)[1] == "avoid"


def test_a_reader_of_the_page_hears_what_letters_mean(papers: dict[str, Path], page: Page) -> None:
    page.goto(papers["progress"].as_uri())
    headings = page.locator("h1, h2").all_inner_texts()
    assert headings[:2] == ["Progress report", "For decision: requests for more time"]
    spoken = page.locator(".history .spoken").first.inner_text()
    assert "amber on 9 June 2026" in spoken
    for svg in page.locator("svg").all():
        assert svg.get_attribute("role") == "img"
    assert page.get_attribute("html", "lang") == "en-GB"


def test_the_pictures_of_the_documents_can_be_made_anew(tmp_path: Path) -> None:
    script = REPOSITORY / "docs" / "pictures" / "make.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, cwd=REPOSITORY)
    made = {file.name: file.read_bytes()[:24] for file in tmp_path.iterdir()}
    shown = {file.name: file.read_bytes()[:24] for file in script.parent.glob("*.png")}
    assert made == shown  # the same size; how letters are drawn is another machine's
