"""The documents, held against the program: what they show is run, what they list is counted.

Examples, whole files and the tables of timescales are written anew by `--update-golden`.
"""

import ast
import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
import yaml
from jsonschema import validate

from builders import read_back
from conftest import FALKIRK, REPOSITORY, run
from cpcplan.domain.checks.catalogue import ERRORS
from cpcplan.errors import CpcplanError
from cpcplan.storage import plan_shapes, shapes
from documents import BLOCK, DOCS, EXAMPLE, PAGES, README, blocks, name

# --- README ---------------------------------------------------------------------------------


def test_readme_begins_with_a_first_look_and_then_the_tests() -> None:
    first, second, *_ = (block["body"] for block in blocks(README, "sh"))

    assert len(first.splitlines()) <= 2
    assert first.rstrip().endswith(".venv/bin/cpcplan status")
    assert len(second.splitlines()) <= 2
    for tool in ("pytest", "ruff check", "ruff format --check", "mypy", "lint-imports"):
        assert f".venv/bin/{tool}" in second


def test_every_exit_code_is_documented() -> None:
    codes = {0, 1, *(error.exit_code for error in CpcplanError.__subclasses__())}

    for page in (README, DOCS / "json.md"):
        assert codes == set(
            map(int, re.findall(r"^\| ([0-9]|1[0-9]+) \|", page.read_text("utf-8"), re.MULTILINE))
        )


# --- the plan's files -----------------------------------------------------------------------


def test_the_example_plan_reads() -> None:
    assert read_back(EXAMPLE).outcomes


@pytest.mark.parametrize("file", [*sorted(EXAMPLE.iterdir()), *sorted(FALKIRK.iterdir())], ids=name)
def test_an_editor_finds_nothing_wrong_with_a_plan_in_order(file: Path) -> None:
    schema = json.loads(run("schema").out)

    validate(yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader), schema)  # noqa: S506


SNIPPETS = [block["body"] for block in blocks(DOCS / "plan-format.md", "yaml") if not block["path"]]


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda text: text.strip().partition("\n")[0])
def test_what_is_said_of_the_format_reads_as_a_plan(snippet: str, tmp_path: Path) -> None:
    """A snippet is a whole file, or what a sub-action may hold."""
    shutil.copy(EXAMPLE / "plan.yaml", tmp_path)
    if not re.search("^(committee|key_actions):", snippet, re.MULTILINE):
        wrapped = indent(snippet, " " * 8)
        head = 'id: "9"\ntitle: Nine\nkey_actions:\n  - id: "9.1"\n    title: Key\n    sub_actions:'
        snippet = f'{head}\n      - id: "9.11"\n        title: Sub\n{wrapped}'
    kind = "plan" if "\ncommittee:" in snippet else "outcome-9"
    (tmp_path / f"{kind}.yaml").write_text(snippet, encoding="utf-8")

    assert read_back(tmp_path)


# --- what is listed is all that there is ----------------------------------------------------


def tables(page: Path) -> dict[str, dict[str, str]]:
    """Under each heading that has a table: its first column and its second."""
    found: dict[str, dict[str, str]] = {}
    heading = ""
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif row := re.match(r"\| `([^`]+)` \| ([^|]*?) \|", line):
            found.setdefault(heading, {})[row[1]] = row[2]
    return found


FIELDS = {
    "plan.yaml": (plan_shapes.PlanShape,),
    "outcome-N.yaml": (shapes.OutcomeShape,),
    "Key actions and sub-actions": (shapes.KeyActionShape, shapes.SubActionShape),
    "Success measures": (shapes.MeasureShape,),
    "Updates": (shapes.UpdateShape,),
    "issued.yaml": (plan_shapes.IssuedShape,),
}


@pytest.mark.parametrize("heading", FIELDS)
def test_every_field_of_the_format_is_documented(heading: str) -> None:
    known = {field for shape in FIELDS[heading] for field in shape.__annotations__}

    assert set(tables(DOCS / "plan-format.md")[heading]) == known


def test_every_error_of_the_reader_is_one_of_the_rules_of_check() -> None:
    """docs/checks.md is written from these, and so knows every one."""
    errors = {rule.name for rule in ERRORS}
    words = set(_words_of_the_reader())

    assert errors <= words
    assert {word for word in words if "-" in word} <= {*errors, *NO_RULES}


NO_RULES = ("utf-8", "sub-action")
"""Words with a hyphen that storage uses for something else."""


def _words_of_the_reader() -> Iterator[str]:
    """Texts in the code that reads plan files that could be a rule's name."""
    for file in (REPOSITORY / "cpcplan" / "storage").glob("*.py"):
        if file.stem in (
            "conflicts",
            "git",
            "git_conflicts",
            "git_settings",
            "merging",
        ):  # these read no plan's words
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from re.findall(r"^[a-z]+(?:-[a-z0-9]+)*$", node.value)


# --- JSON and CSV ---------------------------------------------------------------------------


ON = "2025-06-09"


def answer(*arguments: str) -> Any:
    ran = run(*arguments, "--json", "--plan", str(EXAMPLE), "--as-of", ON)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def _every_record(demo: Path) -> dict[str, list[dict[str, Any]]]:
    """What each heading of docs/json.md speaks of, as the program gives it."""
    status, listed, shown = answer("status"), answer("list"), answer("show", "1.11")
    late, due = answer("overdue"), answer("due")
    outcome, key_action = answer("show", "1"), answer("show", "1.1")["action"]
    leads, changes, checked = answer("leads"), answer("changes"), answer("check")
    measures = answer("measures")
    asked = ("issued", "--json", "--plan", str(demo / "plan"), "--as-of", "2026-09-15")
    papers = json.loads(run(*asked).out)
    actions = [*listed["actions"], *key_action["sub_actions"]]
    plain = set(actions[0])
    return {
        "Every answer about a plan": [{k: status[k] for k in ("format", "plan", "as_of")}],
        "An action": actions,
        "A lead": [lead for action in actions for lead in action["leads"]],
        "A timescale": [action["timescale"] for action in actions],
        "A cycle": [cycle for action in actions for cycle in action["timescale"]["cycles"]],
        "A request": [action["requested"] for action in actions if action["requested"]],
        "A rating": [rating for action in actions for rating in action["last_ratings"]],
        "`list`": [_own(listed)],
        "`overdue`": [_own(late)],
        "`due`": [_own(due)],
        "`status`": [_own(status)],
        "Counts": [status["totals"]],
        "An outcome in `status`": status["outcomes"],
        "A key action in `status`": status["outcomes"][0]["key_actions"],
        "A contradiction": status["contradictions"],
        "`show` of an action": [
            {key: value for key, value in shown["action"].items() if key not in plain}
        ],
        "`show` of a key action": [
            {k: v for k, v in key_action.items() if k not in {*plain, *shown["action"]}}
        ],
        "`show` of an outcome": [outcome["outcome"]],
        "`history`": [answer("history")],
        "`changes`": [changes],
        "A change": changes["changes"],
        "`leads`": [_own(leads)],
        "The counts of a lead": leads["leads"],
        "The counts of an agency": leads["agencies"],
        "`measures`": [_own(measures)],
        "A measure": [*measures["measures"], *shown["action"]["success_measures"]],
        "A reading": [each for measure in measures["measures"] for each in measure["readings"]],
        "`check`": [checked],
        "A finding": checked["warnings"],
        "`issued`": [_own(papers)],
        "A paper": papers["issued"],
    }


def _own(record: dict[str, Any]) -> dict[str, Any]:
    return {key: record[key] for key in record if key not in ("format", "plan", "as_of")}


def test_json_has_the_keys_and_the_types_that_are_documented(demo: Path) -> None:
    documented = tables(DOCS / "json.md")
    updates = documented.pop("An update")
    records = _every_record(demo)

    assert set(updates) == {"id", *shapes.UpdateShape.__annotations__}
    assert set(documented) == set(records)
    for heading, found in records.items():
        assert found, heading
        for record in found:
            assert list(record) == list(documented[heading]), heading
            for key, value in record.items():
                assert fits(value, documented[heading][key]), f"{heading}: {key}: {value}"
    for record in answer("history")["updates"]:
        for key, value in record.items():
            assert fits(value, updates[key]), f"{key}: {value}"


KINDS: dict[str, Callable[[Any], bool]] = {
    "null": lambda value: value is None,
    "text": lambda value: isinstance(value, str),
    "day": lambda value: isinstance(value, str) and bool(date.fromisoformat(value)),
    "number": lambda value: type(value) is int,
    "true": lambda value: value is True,
    "false": lambda value: value is False,
    "list": lambda value: isinstance(value, list),
    "mapping": lambda value: isinstance(value, dict),
}


def fits(value: Any, kinds: str) -> bool:
    """Whether the value is of one of the kinds, such as `day or null` or `list of leads`."""
    return any(KINDS[kind.split()[0]](value) for kind in kinds.split(" or "))


def test_csv_has_the_columns_that_are_documented() -> None:
    text = (DOCS / "json.md").read_text(encoding="utf-8")
    documented = {
        command: re.sub(r"\s", "", columns)
        for command, columns in re.findall(r"^- `(\w+) --csv`: `([^`]+)`", text, re.MULTILINE)
    }

    found = {}
    for command in ("list", "overdue", "due", "history", "changes", "leads", "measures", "issued"):
        ran = run(command, "--csv", "--plan", str(EXAMPLE), "--as-of", ON)
        found[command] = ran.out.partition("\n")[0]
    assert documented == found


# --- links and places -----------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith(("https://", "http://")):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        if anchor:
            assert anchor in _anchors(file), target


def _anchors(page: Path) -> set[str]:
    """What a heading is called in an address."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_modules_and_what_is_named_in_them_are_there(page: Path) -> None:
    """`cpcplan/domain/rag.py` (`derived`, `worst`)"""
    text = page.read_text(encoding="utf-8")
    for file, _, names in re.findall(r"`(cpcplan/[\w/]+\.py)`( \(((?:`\w+`(?:, )?)+)\))?", text):
        assert (REPOSITORY / file).is_file(), file
        module = import_module(file.removesuffix(".py").replace("/", "."))
        for named in re.findall(r"`(\w+)`", names):
            assert hasattr(module, named), f"{file}: {named}"
