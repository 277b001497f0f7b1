"""Papers for tests: a small plan with much to tell, and what somebody reads on a page."""

from html.parser import HTMLParser
from pathlib import Path

from builders import write_plan
from conftest import run

PLAN = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    timescale: June 2019
    sub_actions:
      - id: "1.11"
        title: Replace the forms
        leads: [nhs]
        timescale: January 2019
        updates:
          - {date: 2018-12-04, rag: amber, why: The vendor left., next: NHS asks again.}
          - {date: 2019-03-01, timescale_requested: June 2019, why: A new vendor began.}
      - {id: "1.12", title: Report on it, timescale: 6 monthly}
      - id: "1.13"
        title: Tell parents
        timescale: February 2019
        updates: [{date: 2019-01-15, rag: green, why: Leaflets are printed.}]
"""
MEETINGS = "meetings: [2018-12-04, 2019-03-12]\nlegend: {red: Off course, green: On course}\n"


def plan_for_papers(folder: Path) -> Path:
    """The folder of that plan."""
    plan = write_plan(folder, PLAN)
    with (plan / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write(MEETINGS)
    return plan


def paper(plan: Path, *options: str, on: str = "2019-03-05") -> str:
    """What `cpcplan report` prints of a plan on a day."""
    ran = run("report", *options, "--plan", str(plan), "--as-of", on)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


class Reader(HTMLParser):
    """A page as somebody reads it: the words, and the tags that stand in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._skipped = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._skipped += tag in ("style", "svg")

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in ("style", "svg")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.words += data.split()

    @property
    def text(self) -> str:
        return " ".join(self.words)
