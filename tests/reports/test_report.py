"""The papers as text: what they say, that both formats say the same, and hostile words in them."""

import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from builders import write_plan
from conftest import FALKIRK, run
from cpcplan.reports.escaping import in_markdown
from papers import PLAN, Reader, paper, plan_for_papers
from repositories import committed_plan, git

TEMPLATES = ("progress", "exception", "plan", "lead")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return plan_for_papers(tmp_path)


def test_the_progress_report_says_first_what_to_decide_and_what_is_wrong(plan: Path) -> None:
    text = paper(plan)
    headings = re.findall(r"(?m)^## (.*)$", text)
    assert headings == [
        "For decision: requests for more time", "The plan in figures",
        "What moved since the meeting of 4 December 2018", "Exceptions",
        "Reports owed to this meeting", "Due by 7 May 2019",
        "Success measures", "Annex: each outcome in full", "What each rating means",
    ]  # fmt: skip
    assert "**More time asked for: June 2019** (1 March 2019): A new vendor began." in text
    assert "| **Sub-actions in the plan** | 3 | as before |" in text
    assert "| – not rated | 1 | −2 |" in text
    assert "contradicted: rated green, but past its last day" in text
    assert "No update since 1 September 2018; lead: nobody" in text
    assert "| Meeting | 12 March 2019 |" in text


def test_an_action_is_told_in_full_once(plan: Path) -> None:
    before_annex = paper(plan).partition("## Annex")[0]
    at_a_glance, _, below = before_annex.partition("## For decision")
    assert at_a_glance.count("The vendor left.") == 1
    assert below.count("The vendor left.") == 2  # under what moved, and once in full
    assert "Told above: 1.11 (33 days late)" in below
    assert "| **1.11** Replace the forms | ▲ amber" in paper(plan).partition("## Annex")[2]
    assert "1.11 is told above" in paper(plan)


@pytest.mark.parametrize(("many", "rest"), [(40, ""), (301, " others")])
def test_the_first_page_of_a_large_plan_names_the_worst_and_counts_the_rest(
    tmp_path: Path, many: int, rest: str
) -> None:
    red = "updates: [{date: 2019-01-15, rag: red, why: No money.}]"
    subs = [f'      - {{id: "1.1.{n}", title: Ask, {red}}}\n' for n in range(many)]
    begins = PLAN.partition('      - id: "1.11"')[0]
    text = paper(write_plan(tmp_path, begins + "".join(subs))).partition("## For decision")[0]
    rows = len(re.findall(r"(?m)^\| \*\*1\.", text))
    ((more, told),) = re.findall(r"(?m)^And ([0-9]+) more, told below: (.*)\.$", text)
    named, _, others = told.partition(" and ")
    assert rows > 5
    assert int(more) == many - rows
    assert len(named.split(", ")) == min(many - rows, 60)
    assert others == (f"{many - rows - 60}{rest}" if rest else "")


def test_notes_are_told_where_they_moved_something_and_beside_their_action(tmp_path: Path) -> None:
    noted = "{date: 2019-02-01, note: A new vendor is found.}"
    old = "{date: 2018-11-01, note: Older.}"
    told = PLAN.replace(
        "why: The vendor left., next: NHS asks again.}", f"why: x}}\n          - {noted}"
    )
    plan = write_plan(
        tmp_path, told.replace("        updates:\n", f"        updates:\n          - {old}\n")
    )
    for form in ("md", "html"):
        text = paper(plan, "--format", form, "--since", "2019-01-01")
        assert text.count("A new vendor is found.") == 2
        assert "Older." not in text
    assert "Replace the forms, 1 February 2019. A new vendor is found." in paper(
        plan, "--since", "2019-01-01"
    )
    assert "<br>**Noted** 1 February 2019: A new vendor is found." in paper(plan)
    assert "A new vendor" not in paper(plan, "--template", "plan")


def test_a_key_action_is_heard_of_where_its_sub_actions_are(plan: Path) -> None:
    annex = paper(plan).partition("## Annex")[2]
    assert re.search(r"Key action \*\*1.1\*\* One form.*\| ▲ amber, derived .*See its sub", annex)
    assert "No update since 1 September 2018" in annex  # of 1.12, which nobody told anything of


def test_a_key_action_left_open_is_silent_however_its_sub_actions_ended(tmp_path: Path) -> None:
    done = """\
    sub_actions:
      - id: "1.11"
        title: Replace the forms
        updates: [{date: 2018-10-01, state: complete, why: All use it., evidence: CPC 4}]
"""
    plan = write_plan(tmp_path, PLAN.partition("    sub_actions:")[0] + done)
    with (plan / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("meetings: [2018-12-04, 2019-03-01, 2019-06-11]\n")
    (row,) = re.findall(r"(?m)^\| Key action \*\*1.1\*\*.*$", paper(plan))
    assert "No update since 1 September 2018; lead: nobody" in row


def test_a_derived_green_is_contradicted_by_its_own_lateness_too(tmp_path: Path) -> None:
    parts = """\
    sub_actions:
      - id: "1.11"
        title: Replace the forms
        timescale: January 2019
        updates: [{date: 2018-12-04, rag: green, why: Begun.}]
"""
    begins = PLAN.partition("    sub_actions:")[0].replace("June 2019", "February 2019")
    text = paper(write_plan(tmp_path, begins + parts))
    both = "rated green, but past its last day; derived from 1.11, which the plan contradicts"
    assert f"derived from its sub-actions (**contradicted: {both}**)" in text
    assert "| Key action **1.1** One form | ● green" in text  # at a glance


def test_a_measure_stands_beside_what_it_speaks_of(tmp_path: Path) -> None:
    measures = """\
    success_measures:
      - {id: 1.1a, measure: Forms in use}
      - {id: 1.1b, measure: Parents told, for: ["1.13"]}
      - {id: 1.1c, measure: Asked too, for: ["1.21"]}
  - id: "1.2"
    title: Elsewhere
    timescale: May 2020
    sub_actions: [{id: "1.21", title: Ask}]
"""
    measures, elsewhere = measures.partition('  - id: "1.2"')[::2]
    elsewhere = f'  - id: "1.2"{elsewhere}'
    plan = write_plan(
        tmp_path, PLAN.replace("    sub_actions:\n", f"{measures}    sub_actions:\n") + elsewhere
    )
    rows = re.findall(
        r"(?m)^\| \*\*(1.1[0-9])\*\* .*\| ([^|]*) \| [^|]* \|$", paper(plan, "--template", "plan")
    )
    assert rows == [
        ("1.11", "1.1a Forms in use<br>1.1c Asked too"),
        ("1.12", "As above: 1.1a, 1.1c"),
        ("1.13", "1.1b Parents told"),
    ]


def test_key_actions_are_owed_reports_and_fall_due_too(tmp_path: Path) -> None:
    alone = """\
  - {id: "1.2", title: Meet the schools, leads: [police], timescale: monthly}
  - id: "1.3"
    title: One voice
    leads: [police]
    timescale: January 2019
    sub_actions:
      - {id: "1.31", title: Ask them, leads: [nhs], timescale: May 2020}
"""
    plan = write_plan(tmp_path, PLAN + alone)
    text = paper(plan)
    assert re.search(
        r"\*\*1.2\*\* .*\| missed: 31 October 2018", text.partition("## Reports owed")[2]
    )
    theirs = paper(plan, "--lead", "police")
    assert "- **1.3** One voice<br>**Overdue 33 days, since 31 January 2019. When" in theirs
    assert "**1.31**" not in theirs


def test_evidence_of_a_closing_that_was_undone_stands_nowhere(tmp_path: Path) -> None:
    updates = """\
        updates:
          - {date: 2019-01-15, state: complete, why: Printed., evidence: CPC 15 January 2019}
          - {date: 2019-02-15, state: open, rag: red, why: They are wrong., next: NHS prints again.}
"""
    text = paper(write_plan(tmp_path, PLAN.partition("        updates: [")[0] + updates))
    assert "They are wrong." in text
    assert "CPC 15 January 2019" not in text


class Tables(HTMLParser):
    """The tables of a page, row by row, with the text of each cell that is to be seen."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[list[list[str]]] = []
        self._within: str | None = None
        self._is_spoken = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.found.append([])
        elif tag == "tr":
            self.found[-1].append([])
        elif tag in ("th", "td"):
            self.found[-1][-1].append("")
            self._within = tag
        elif self._within:
            self._is_spoken = self._is_spoken or ("class", "spoken") in attrs
            self.found[-1][-1][-1] += " "

    def handle_endtag(self, tag: str) -> None:
        self._within = None if tag == self._within else self._within
        self._is_spoken = self._is_spoken and tag != "span"

    def handle_data(self, data: str) -> None:
        if self._within and not self._is_spoken:
            self.found[-1][-1][-1] += data


def tables(page: str) -> list[list[list[str]]]:
    """Rows of cells, the words of each in the order of letters; the heads first."""
    return [
        [[" ".join(sorted(re.findall(r"\w+", cell.lower()))) for cell in row] for row in table]
        for table in Tables(page).found
    ]


def test_figures_add_up(demo: Path) -> None:
    text = run("report", "--plan", str(demo / "plan"), "--as-of", "2026-09-15").out
    rows = dict(re.findall(r"(?m)^\| (?:– |\*\*)(.*?)(?:\*\*)? \| ([0-9]+) \|", text))
    n = {label: int(count) for label, count in rows.items()}
    assert n["Sub-actions in the plan"] == (
        n["complete"] + n["withdrawn or carried forward"] + n["open"]
    )
    assert n["Open sub-actions"] == n["red"] + n["amber"] + n["green"] + n["not rated"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_both_formats_say_the_same(demo: Path, template: str) -> None:
    options = ("--template", template, *(("--lead", "nhs") if template == "lead" else ()))
    plan = demo / "plan"
    markdown = paper(plan, *options, on="2026-09-15")
    page = Reader(paper(plan, *options, "--format", "html", on="2026-09-15"))
    made = Reader(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown))
    said, said_too = (set(re.findall(r"\w{5,}", read.text.lower())) for read in (page, made))
    assert said_too - said == set()


@pytest.mark.parametrize(
    ("template", "heads"),
    [
        ("progress", ("now", "not rated", "complete", "when", "latest move")),
        ("exception", ("complete",)),
        ("plan", ("lead strategic",)),
    ],
)
def test_both_formats_have_the_same_in_the_same_cells(
    demo: Path, template: str, heads: tuple[str, ...]
) -> None:
    options = ("--template", template)
    plan = demo / "plan"
    page = tables(paper(plan, *options, "--format", "html", on="2026-09-15"))
    markdown = paper(plan, *options, on="2026-09-15")
    made = tables(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown))
    for head in heads:
        in_page, in_markdown = (
            [table[1:] for table in found if head in table[0]] for found in (page, made)
        )
        assert in_page, head
        assert in_page == in_markdown, head


def test_the_plan_for_everybody_tells_no_reasons_requests_or_names(demo: Path) -> None:
    text = paper(demo / "plan", "--template", "plan", on="2026-09-15")
    for secret in ("More time asked for", "supplier’s July version", "no decision recorded"):
        assert secret not in text
    assert "contradicted" in text


def test_a_leads_paper_holds_what_is_theirs_alone(plan: Path) -> None:
    text = paper(plan, "--template", "lead", "--lead", "NHS")
    assert "1.11" in text
    assert "1.13" not in text
    assert run("report", "--template", "lead", "--plan", str(plan)).code == 4


def test_a_key_action_that_only_holds_others_is_theirs_and_not_asked_about(plan: Path) -> None:
    file = plan / "outcome-1.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("    timescale: June 2019\n", "    leads: [nhs]\n"), "utf-8")
    asked, _, rest = paper(plan, "--template", "lead", "--lead", "nhs").partition("## Due by")
    assert "**1.1** One form" not in asked
    assert "**1.1** One form" in rest.partition("## All that is theirs")[2]


def test_an_agency_has_a_paper_of_all_its_leads(plan: Path) -> None:
    for file, old, new in (
        ("plan.yaml", "leads:\n", "leads:\n  visitors: {name: Health visitors, agency: NHS}\n"),
        ("outcome-1.yaml", "title: Tell parents\n", "title: Tell\n        leads: [visitors]\n"),
    ):
        text = (plan / file).read_text(encoding="utf-8")
        (plan / file).write_text(text.replace(old, new), encoding="utf-8")
    for named, whom, theirs in (
        ("nhs", "CPC Lead – NHS", {"1.11"}),
        ("NHS", "NHS", {"1.11", "1.13"}),
        ("health visitors", "Health visitors", {"1.13"}),
    ):
        text = paper(plan, "--lead", named)
        assert text.startswith(f"# What is asked of {whom}\n")
        assert set(re.findall(r"\*\*(1\.1[0-9])\*\*", text)) == theirs
    for options, code in ((("--lead", "nobody"), 4), (("--lead", "NHS", "--template", "plan"), 2)):
        assert run("report", *options, "--plan", str(plan)).code == code


def test_two_reports_missed_on_one_day_are_told_as_two(plan: Path) -> None:
    file = plan / "outcome-1.yaml"
    text = file.read_text(encoding="utf-8").replace("6 monthly", "quarterly and 6 monthly")
    file.write_text(text, encoding="utf-8")
    text = paper(plan, on="2019-04-05")
    days = "31 December 2018, 31 March 2019 (2 reports)"
    assert f"Reports missed: {days}**" in text
    assert f"| missed: {days}" in text.partition("## Reports owed")[2]


def test_a_lead_is_asked_what_the_committee_will_ask(plan: Path) -> None:
    text = paper(plan, "--template", "lead", "--lead", "nhs").partition("## Due by")[0]
    assert (
        "Overdue 33 days, since 31 January 2019. When is it done, or is more time needed?" in text
    )
    assert "More time is asked for (June 2019); the committee has not decided." in text
    assert "Rated amber on 4 December 2018. Is it so still?" in text


def test_somebody_who_reads_one_page_knows_what_matters(demo: Path) -> None:
    first_page = paper(demo / "plan", on="2026-09-15").partition("## For decision")[0]
    for said in (
        "For decision: 2 requests for more time (1.13, 3.12).",
        "Of 25 sub-actions 17 are open: 3 red (+2), 6 amber (−3)",
        "the plan contradicts 1 of the green",
        "5 overdue (+4), and key action 1.1; 2 reports missed (+1)",
        "3 worse and 4 better (1 of these contradicted by the plan) since the paper of 2 June",
        "6 slipped past a first date: 1.13, 1.21, 2.12, 2.21, 2.33, 3.12; 1 without any last",
        "Of 2.31, 3.23 nothing was heard since the meeting before last.",
        "Success measures 1.1a, 1.2c, 2.2a moved away from the target.",
        "| due 18 September 2026 |",
        "That the committee decide on the requests for more time for 1.13 and 3.12, and note the",
        "■ red, was amber | The supplier’s July version mended the three old faults",
        "| 107 days | CPC Lead – Third Sector and 1 other |",
    ):
        assert said in first_page


def test_a_first_page_has_room_for_so_much_and_names_the_rest() -> None:
    first_page = paper(FALKIRK, on="2020-03-01").partition("## For decision")[0]
    rows = re.findall(r"(?m)^\| \*\*([0-9.]+)\*\*", first_page)
    assert len(rows) >= 12
    assert f"And {29 - len(rows)} more, told below: " in first_page


def test_a_green_that_the_plan_contradicts_is_never_shown_as_fine(plan: Path) -> None:
    text = paper(plan)
    assert "| 1 Children are heard | ▲ amber | 0 | 1 | 1 (1 contradicted) |" in text
    page = paper(plan, "--format", "html")
    assert 'class="rag rag-doubt"><span aria-hidden="true">●</span> green' in page
    assert 'class="rag rag-G"' not in page.partition('id="legend"')[0]
    assert "1 green, contradicted by the plan" in page


def test_what_was_closed_shows_as_closed_at_later_meetings(demo: Path) -> None:
    text = paper(demo / "plan", on="2026-09-15")
    assert re.search(r"\*\*1.11\*\* .*✓ complete, 25 March 2025 \(C C C C\)", text)
    assert "The letters beside a rating say how it was rated on" in text


def test_the_same_plan_and_day_give_the_same_bytes(demo: Path) -> None:
    first, second = (paper(demo / "plan", "--format", "html", on="2026-09-15") for _ in range(2))
    assert first == second


def test_it_says_what_it_was_made_from(tmp_path: Path) -> None:
    plan = committed_plan(tmp_path, PLAN)
    commit = git(plan, "rev-parse", "--short=10", "HEAD").strip()
    assert f"from the plan as of 5 March 2019, commit {commit}." in paper(plan)
    (plan / "outcome-1.yaml").write_text(f"{PLAN}# more\n", encoding="utf-8")
    assert f"commit {commit} and changes since that are not committed." in paper(plan)
    assert f"commit {commit}." in paper(plan, "--at", "HEAD")


def test_an_agreed_timescale_that_was_rewritten_is_told_apart_from_other_words(
    tmp_path: Path,
) -> None:
    plan = committed_plan(tmp_path, PLAN)
    assert run("report", "--issue", "--plan", str(plan), "--as-of", "2019-03-05").code == 0
    text = PLAN.replace("timescale: February 2019", "timescale: June 2019")
    (plan / "outcome-1.yaml").write_text(text.replace("Report on it", "Report"), encoding="utf-8")
    told = paper(plan, on="2019-03-06")
    apart = "### Agreed timescale changed without a decision\n\n- **1.13** Tell parents: "
    assert f"{apart}**timescale: February 2019 → timescale: June 2019**" in told
    assert told.index(apart) < told.index("### Added, removed or reworded\n\n- **1.12** Report: ")
    other = text.replace("Tell parents", "Something else")
    (plan / "outcome-1.yaml").write_text(other, encoding="utf-8")
    assert "changed without a decision" not in paper(plan, on="2019-03-06")


def test_a_revision_without_a_decision_is_told_as_one_wherever_it_is_told(plan: Path) -> None:
    file = plan / "outcome-1.yaml"
    revised = "{date: 2019-03-04, timescale: May 2019, why: A new vendor.}"
    text = file.read_text(encoding="utf-8").replace("updates: [", f"updates: [{revised}, ")
    file.write_text(text, encoding="utf-8")
    assert "**February 2019 → May 2019, no decision recorded**" in paper(plan)
    exception = paper(plan, "--template", "exception")
    assert "1.13 (February 2019 → May 2019, no decision recorded)" in exception


def test_what_takes_its_key_actions_timescale_says_where_that_was_agreed(tmp_path: Path) -> None:
    whole = """\
    timescale: January 2019
    updates: [{date: 2019-01-15, timescale: May 2019, why: A new vendor., agreed: CPC item 4}]
    sub_actions:
      - {id: "1.11", title: Replace the forms}
"""
    plan = write_plan(tmp_path, PLAN.partition("    timescale: June")[0] + whole)
    (row,) = re.findall(r"(?m)^\| \*\*1.11\*\* .*$", paper(plan))
    assert "First 31 January 2019; moved once, 120 days later than first agreed" in row
    assert row.endswith("<br>Agreed: CPC item 4 |")


def test_the_plan_for_everybody_says_what_is_overdue(plan: Path) -> None:
    assert "January 2019; **overdue 33 days, since 31 January 2019**" in paper(
        plan, "--template", "plan"
    )


# --- files ----------------------------------------------------------------------------------


def test_a_file_is_replaced_only_where_cpcplan_made_it(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "paper.html"
    for _ in range(2):
        assert "Written to paper.html" in paper(plan, "-o", "paper.html")
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    file.write_text("mine", encoding="utf-8")
    ran = run("report", "-o", "paper.html", "--plan", str(plan))
    assert (ran.code, ran.out) == (4, "")
    assert file.read_text(encoding="utf-8") == "mine"
    paper(plan, "-o", "paper.html", "--force")
    for options, code in (
        (("-o", "nowhere/paper.html"), 4), (("-o", "paper.docx"), 2), (("-o", "plan.md/"), 4),
        (("--format", "pdf"), 2), (("--template", "none"), 4),
    ):  # fmt: skip
        (tmp_path / "plan.md").mkdir(exist_ok=True)
        ran = run("report", *options, "--plan", str(plan))
        assert (ran.code, ran.out) == (code, ""), options


def test_a_paper_that_somebody_changed_or_that_was_issued_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = committed_plan(tmp_path, PLAN)
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "paper.md"
    paper(plan, "-o", "paper.md")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))  # as git may on Windows
    paper(plan, "-o", "paper.md")
    corrected = file.read_text(encoding="utf-8").replace("Progress report", "Progress, corrected")
    file.write_text(corrected, encoding="utf-8")
    ran = run("report", "-o", "paper.md", "--plan", str(plan))
    assert (ran.code, ran.out) == (4, "")
    assert "paper.md was changed after cpcplan made it: name another file" in ran.err
    assert file.read_text(encoding="utf-8") == corrected
    paper(plan, "-o", "paper.md", "--force")
    paper(plan, "-o", "paper.md")
    assert run("report", "--issue", "--plan", str(plan), "--as-of", "2019-03-05").code == 0
    (kept,) = (plan.parent / "papers").iterdir()
    issued = kept.read_bytes()
    ran = run("report", "-o", str(kept), "--plan", str(plan))
    assert (ran.code, ran.out) == (4, "")
    assert "was issued, and is what its readers have" in ran.err
    assert kept.read_bytes() == issued


# --- hostile words --------------------------------------------------------------------------

HOSTILE = (
    "<script>alert(1)</script>", "</td></table><h1>x</h1>", "<img src=x onerror=alert(1)>",
    "[link](javascript:alert(1))", "| a | b |", "`code` **bold** _it_ ~~no~~", "# heading",
    "- item", "1. one", "---", "&lt;b&gt; &amp;", "{{ 7 * 7 }} {% raw %}", "<!-- x", "]]>",
    "![x](http://example.org/x.png)", "<http://example.org>", "a\\|b \\", "$x$ ^y^", "=====", "+ x",
    "\x1b[31mred", "\u202eturned", "a\nb\n\nc", "> quoted", "\tindented", "'\"`",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_the_plan_are_printed_as_text(tmp_path: Path, words: str) -> None:
    from cpcplan.storage.splice import append

    entry = {"date": "2019-01-10", "rag": "red", "why": words, "next": words}
    text = append(
        "id: \"1\"\ntitle: T\nkey_actions:\n  - {id: \"1.1\", title: K, timescale: June 2019}\n",
        (), "key_actions",
        {"id": "1.2", "title": words, "leads": ["odd"], "updates": [entry]},
    ).text  # fmt: skip
    plan = write_plan(tmp_path, text)
    shared = (plan / "plan.yaml").read_text(encoding="utf-8")
    from cpcplan.storage.render import double_quoted

    shared += f"  odd: {double_quoted(words)}\n"
    (plan / "plan.yaml").write_text(shared, encoding="utf-8")
    shown = " ".join(re.sub("[\x1b\u202e]", lambda c: _written_out(c[0]), words).split())
    page = Reader(paper(plan, "--format", "html"))
    made = Reader(
        MarkdownIt("commonmark", {"html": True})
        .enable(["table", "strikethrough"])
        .render(paper(plan))
    )
    usual = {"script", "img", "h1"} & {tag for tag, _ in page.tags}
    assert usual <= {"h1"}
    assert [tag for tag, _ in page.tags].count("h1") == 1
    for read in (page, made):
        assert shown in read.text
        assert not any("onerror" in attrs for _, attrs in read.tags)
        assert not any(str(a.get("href", "")).startswith("javascript") for _, a in read.tags)
        assert not {"script", "img", "em", "code", "s", "blockquote"} & {t for t, _ in read.tags}


def _written_out(character: str) -> str:
    return f"\\x{ord(character):02x}" if ord(character) < 0x100 else f"\\u{ord(character):04x}"


def test_the_shipped_plan_has_no_blank_cell() -> None:
    text = paper(FALKIRK, on="2019-04-01")
    rows = [line for line in text.splitlines() if line.startswith("|") and "---" not in line]
    cells = [cell.strip() for row in rows for cell in re.split(r"(?<!\\)\|", row)[1:-1]]
    assert cells.count("") == 2  # the head of the paper's own table


def test_an_address_is_not_made_a_link_of_what_escapes_it() -> None:
    for words in ("http://example.org/a_b?c=1&d", "see www.example.org/a_b", "a <ftp://x.y>"):
        made = in_markdown(words)
        assert not re.search(r"[a-z]://|www\.", made)  # what GitHub takes for an address
        assert f"<p>{escape(words)}</p>" == MarkdownIt("commonmark").render(made).strip()


# --- never shown as fine --------------------------------------------------------------------

LATE_KEY_ACTION = """\
id: "1"
title: Homes are safe
key_actions:
  - id: "1.1"
    title: Homes
    timescale: February 2019
    updates: [{date: 2019-01-05, rag: green, why: All is well.}]
    sub_actions:
      - id: "1.11"
        title: Visit
        timescale: March 2020
        updates: [{date: 2019-01-05, rag: green, why: Visits are made.}]
"""


def test_an_outcome_is_not_green_where_its_key_action_is_contradicted(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, LATE_KEY_ACTION)
    said = "● green (**contradicted: key action 1.1**)"
    text = paper(plan)
    assert f"| 1 Homes are safe | {said} |" in text
    assert f"| All outcomes | {said} |" in text
    assert f"### 1 Homes are safe: {said}" in text
    page = paper(plan, "--format", "html")
    assert page.count("Contradicted: key action 1.1") == 3
    assert "● green (**contradicted: rated green, but past its last day**)" in paper(
        plan, "--template", "plan"
    )


def test_better_says_where_the_plan_contradicts_the_green(demo: Path) -> None:
    better = paper(demo / "plan", on="2026-09-15").partition("### Better")[2]
    line = next(line for line in better.splitlines() if line.startswith("- **2.33**"))
    assert "(**contradicted: rated green, but past its last day**)" in line


def test_an_outcome_is_closed_only_where_its_key_actions_are_too(tmp_path: Path) -> None:
    text = PLAN.partition("        leads: [nhs]")[0] + (
        "        updates: [{date: 2019-01-05, state: complete, why: Done., evidence: Minute}]\n"
    )
    plan = write_plan(tmp_path, text)
    assert "| 1 Children are heard | ○ not rated | 0 | 0 | 0 | 0 | 1 | 0 | 1 | 0 |" in paper(plan)
    closed = "    updates: [{date: 2019-01-06, state: withdrawn, why: No need.}]\n"
    (plan / "outcome-1.yaml").write_text(
        text.replace("    sub_actions:", f"{closed}    sub_actions:"), encoding="utf-8"
    )
    assert "| 1 Children are heard | ✓ closed |" in paper(plan)
    assert "| All outcomes | ✓ closed |" in paper(plan)


def test_no_update_is_said_since_a_day_that_has_come(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN)
    assert "No update yet; lead: CPC Lead – NHS" in paper(plan, on="2018-03-01")
    later = PLAN.replace("    title: One form\n", "    title: One form\n    added: 2018-11-01\n")
    (plan / "outcome-1.yaml").write_text(later, encoding="utf-8")
    assert "No update since 1 November 2018; lead: nobody" in paper(plan)


# --- ids ------------------------------------------------------------------------------------

ODD_IDS = ("1.1.1", "1.1-1", "1-1-1", "a/b", "a|b", "_2d_", "É", "é", "*x*", "'", "..", "#", "%20")


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_two_ids_come_to_one_anchor_and_every_link_leads_somewhere(
    tmp_path: Path, template: str
) -> None:
    colours = ("red", "amber", "green")
    subs = "".join(
        f'      - id: "{identifier}"\n        title: T{n}\n        leads: [nhs]\n'
        f"        updates: [{{date: 2019-01-05, rag: {colours[n % 3]}, why: W}}]\n"
        for n, identifier in enumerate(ODD_IDS)
    )
    head = 'id: "o.1"\ntitle: T\nkey_actions:\n  - id: "k"\n    title: K\n    timescale: May 2019\n'
    plan = write_plan(tmp_path, f"{head}    sub_actions:\n{subs}", outcome_2=(
        'id: "o-1"\ntitle: T\nkey_actions: [{id: "k2", title: K, sub_actions: '
        '[{id: "s", title: S, timescale: May 2019, added: 2019-02-01}]}]\n'
    ))  # fmt: skip
    lead = ("--lead", "nhs") if template == "lead" else ()
    tags = Reader(paper(plan, "--template", template, *lead, "--format", "html")).tags
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    links = [str(attrs["href"])[1:] for tag, attrs in tags if tag == "a"]
    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)
    assert "1-1-1 is told above" not in paper(plan)  # it is green: 1.1.1 and 1.1-1 are told
