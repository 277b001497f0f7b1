"""Whatever a file holds, it is a plan, or its faults are told with places within it."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import PLAN_YAML
from conftest import FALKIRK
from cpcplan.errors import PlanUnreadable
from cpcplan.storage.folder import Folder
from cpcplan.storage.reading import read_plan
from cpcplan.storage.salvage import salvage
from cpcplan.storage.source import Source

SHIPPED = tuple((FALKIRK / f"outcome-{n}.yaml").read_bytes().decode() for n in (1, 2, 3))
LAW = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# What YAML and a plan give a meaning to, more often than chance would have it.
SIGNS = ":-?[]{},#&*!|>'\"%@`\\=~<\n\r\t\ufeff\x85\u2028\x00😀é"
WORDS = (
    "id title key_actions sub_actions success_measures measure for leads timescale text due points "
    "updates date rag red why readings reported state printed 2019-02-30 2019-03-12 1.1 nhs yes"
)
MARKS = ("  ", "- ", ": ", "\n  ", "\n    - ", "---\n", "...\n", "<<<<<<< ")
PIECES = st.sampled_from([*SIGNS, *MARKS, *WORDS.split()])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))


def check(folder: Path, data: bytes, plan: bytes | None = None) -> None:
    """Read the bytes as an outcome file."""
    (folder / "plan.yaml").write_bytes(plan or PLAN_YAML.encode())
    (folder / "outcome-1.yaml").write_bytes(data)
    try:
        read_plan(Folder(folder, folder))
    except PlanUnreadable as unreadable:
        faults = unreadable.faults
    else:
        return
    lines = {
        path.name: path.read_bytes().decode("utf-8-sig", "replace").split("\n")
        for path in folder.iterdir()
    }
    assert faults
    for fault in faults:
        assert 1 <= fault.line <= len(lines[fault.file]), fault
        assert 1 <= fault.column <= len(lines[fault.file][fault.line - 1]) + 1, fault
        assert fault.message
        assert "\n" not in str(fault)


@given(text=TEXTS)
@LAW
def test_any_text(text: str, tmp_path: Path) -> None:
    check(tmp_path, text.encode("utf-8", "surrogatepass"))


@given(data=st.binary())
@LAW
def test_any_bytes(data: bytes, tmp_path: Path) -> None:
    check(tmp_path, data)


@given(text=TEXTS)
@LAW
def test_any_text_behind_a_plan(text: str, tmp_path: Path) -> None:
    start = 'id: "1"\ntitle: x\nkey_actions:\n  - id: "1.1"\n    title: y\n    updates:\n      - '
    check(tmp_path, (start + text).encode("utf-8", "surrogatepass"))


@given(text=TEXTS)
@LAW
def test_any_text_as_plan_yaml(text: str, tmp_path: Path) -> None:
    plan = (PLAN_YAML + text).encode("utf-8", "surrogatepass")
    check(tmp_path, b'id: "1"\ntitle: x\n', plan=plan)


@given(text=TEXTS)
@LAW
def test_what_is_mended_moves_nothing(text: str) -> None:
    read = salvage(Source("f.yaml", text))
    assert len(read.mended.text) == len(text)
    assert read.mended.text.count("\n") == text.count("\n")


@pytest.mark.parametrize("text", ["text\n---\x13\0", "- x\n---   ", "text\n--- |\n"])
def test_what_fuzzing_found(text: str, tmp_path: Path) -> None:
    """A second document of nothing stood for the first, with a place behind the end of the file."""
    check(tmp_path, text.encode())


def mutated(text: str, chance: random.Random) -> str:
    """The text with one to four slips of the keyboard."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        slip = chance.randrange(4)
        if slip == 0:
            text = text[:at] + text[at + 1 :]
        elif slip == 1:
            text = text[:at] + chance.choice(":-[]{}'\"#&*!|>%@`\\\t \n,?~ax\x85\r") + text[at:]
        else:
            lines = text.split("\n")
            a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
            if slip == 2:
                lines[a], lines[b] = lines[b], lines[a]
            else:
                lines[a] = " " * chance.randrange(9) + lines[a].lstrip()
            text = "\n".join(lines)
    return text


@pytest.mark.parametrize("number", [1, 2, 3])
def test_slips_in_the_shipped_plan(number: int, tmp_path: Path) -> None:
    chance = random.Random(number)
    plan = (FALKIRK / "plan.yaml").read_bytes()
    for _ in range(120):
        check(tmp_path, mutated(SHIPPED[number - 1], chance).encode(), plan=plan)


def test_slips_in_plan_yaml(tmp_path: Path) -> None:
    chance = random.Random(4)
    plan = (FALKIRK / "plan.yaml").read_bytes().decode()
    for _ in range(120):
        check(tmp_path, SHIPPED[0].encode(), plan=mutated(plan, chance).encode())


BOMBS = {
    "brackets": "a: " + "[" * 100_000,
    "brackets closed": "a: " + "[" * 100_000 + "]" * 100_000,
    "braces": "{a: " * 100_000,
    "dashes": "- " * 100_000,
    "questions": "? " * 100_000,
    "colons": "a: " * 300_000,
    "laughs": "a: &a [x]\n" + "".join(f"b{n}: &b{n} [{'*a, ' * 9}]\n" for n in range(99)),
    "a long line": f"a: {'x' * 5_000_000}\n",
    "a long id": f"id: {'x ' * 500_000}\n",
    "tabs": "a: " + "b\t" * 300_000,
    "hashes and tabs": "a: '" + " #\t" * 100_000,
    "control characters": "x\x85\n" * 300_000,
    "conflicts": "<<<<<<< \n" * 100_000,
    "bad updates": 'id: "1"\ntitle: x\nkey_actions:\n' + "  - x\n" * 50_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_file_keeps_anybody_waiting(name: str, tmp_path: Path) -> None:
    check(tmp_path, BOMBS[name].encode())
