"""docs/checks.md has every rule, in the words of the code, and its examples are tried."""

import json
import os
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from textwrap import fill

import pytest

from conftest import REPOSITORY, run
from cpcplan.domain.checks.catalogue import ALLOWABLE, ERRORS, WARNINGS
from cpcplan.domain.checks.files import ABOUT_ALLOWANCES
from cpcplan.domain.checks.rules import OUTCOME, PLAN, Example, Rule
from repositories import NOBODY, git

PAGE = REPOSITORY / "docs" / "checks.md"
HEAD = "## The rules\n"
ABOUT = fill(
    "Below each rule is a file in which `check` finds it, and nothing else; where it is not the "
    "outcome’s, its name stands above. The plan runs from January 2025 to December 2026, and lists "
    "no meetings unless its plan.yaml is shown.",
    100,
)
GROUPS = (
    ("Warnings", ALLOWABLE),
    ("About allowances", ABOUT_ALLOWANCES),
    ("Errors", ERRORS),
)


Answer = dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    """What `check` says of the example of each rule."""
    found = {}
    os.environ |= NOBODY
    for rule in (*WARNINGS, *ERRORS):
        folder = tmp_path_factory.mktemp(rule.name)
        written(rule.example, folder / "plan")
        with chdir(folder):
            found[rule.name] = json.loads(run("check", "--json", "--as-of", rule.example.on).out)
    return found


@pytest.mark.parametrize("rule", [*WARNINGS, *ERRORS], ids=lambda rule: rule.name)
def test_an_example_of_a_rule_raises_just_that_rule(rule: Rule, answers: dict[str, Answer]) -> None:
    answer = answers[rule.name]
    found = {kind: [each["rule"] for each in answer[kind]] for kind in ("errors", "warnings")}
    assert found == {"errors": [], "warnings": []} | {f"{rule.severity}s": [rule.name]}
    assert answer["allowed"] == []


def written(example: Example, plan: Path) -> None:
    """The files of an example."""
    plan.mkdir()
    if example.committed:
        git(plan, "init", "--quiet")
    texts = {"plan.yaml": PLAN, "outcome-1.yaml": OUTCOME}
    if example.alone:
        del texts["outcome-1.yaml"]
    texts |= dict(example.more) | {example.file: example.text} | dict(example.committed)
    for name, text in texts.items():
        if name.endswith("/"):
            (plan / name).mkdir()
        else:
            (plan / name).write_bytes(
                text.encode(example.encoding if name == example.file else "utf-8")
            )
    if example.committed:
        git(plan, "add", ".")
        git(plan, "commit", "--quiet", "-m", "Begin")
    for name, _ in example.committed:
        (plan / name).unlink()


def test_every_rule_is_documented(
    request: pytest.FixtureRequest, answers: dict[str, Answer]
) -> None:
    before, _, _ = PAGE.read_text(encoding="utf-8").partition(HEAD)
    sections = [ABOUT]
    for heading, rules in GROUPS:
        sections += [f"### {heading}", _list(rules)]
        for rule in rules:
            sections += _section(rule, answers[rule.name])
    wanted = before + HEAD + "\n" + "\n\n".join(sections) + "\n"
    if request.config.getoption("--update-golden"):
        PAGE.write_text(wanted, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == wanted, "write it anew with --update-golden"


def _list(rules: tuple[Rule, ...]) -> str:
    rows = [f"| [`{rule.name}`](#{rule.name}) | {rule.reason} |" for rule in rules]
    return "\n".join(("| Rule | Why |\n|---|---|", *rows))


def _section(rule: Rule, answer: Answer) -> Iterator[str]:
    example = rule.example
    yield f"#### `{rule.name}`"
    yield fill(f"{rule.reason} What to do: {rule.advice}. {rule.more}", 100, break_on_hyphens=False)
    files = [each for each in (*example.more, (example.file, example.text)) if each[1]]
    for name, text in files:
        if name != "outcome-1.yaml" or len(files) > 1:
            yield f"`{name}`:"
        shown = "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in text)
        yield f"```yaml\n{shown}```"
    for said in answer[f"{rule.severity}s"]:
        line = "{file}:{line}:{column}: {severity}: {message} [{rule}]"
        told = line.format(severity=rule.severity, **said)
        yield f"```text\n{fill(told, 100, break_on_hyphens=False, break_long_words=False)}\n```"
