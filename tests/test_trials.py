"""What is fuzzed and soaked (`trials/`), tried on examples, so that it does not rot."""

from pathlib import Path
from random import Random

import pytest

import fuzz
import typed
from builders import read_back
from conftest import run
from targets import TARGETS

HOSTILE = (
    b"", b"\xff\xfe", b"\x00" * 9, b"- " * 500, b"{" * 500, "\ufeffid: 1\u2028".encode(),
    b"x\x1f'\x1f<script>alert(1)</script> | [a](javascript:b) \x1b[31m", b"9" * 300,
)  # fmt: skip


@pytest.mark.parametrize("name", TARGETS)
def test_each_target_takes_its_seeds_and_hostile_bytes(name: str) -> None:
    for data in (*list(fuzz.seeds(name))[:12], *HOSTILE):
        TARGETS[name](data)


def test_the_soak_knows_every_command() -> None:
    named = [line.split()[0] for line in run("--help").out.partition("Commands:\n")[2].splitlines()]
    known = (*typed.NAMES, "--version")
    assert sorted(named) == sorted(typed.NAMES)
    random, drawn = Random(1), set()
    for n in range(10_000):
        drawn.add(typed.draw(random, f"soak0x{n}z").words[:1])
    assert {words[0] for words in drawn if words} >= set(known)


def test_the_plan_of_the_soak_is_sound(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(typed.PLAN, encoding="utf-8")
    (tmp_path / "outcome-1.yaml").write_text(typed.outcome(1), encoding="utf-8")
    assert {action.id for action in read_back(tmp_path).actions()} == {
        each for each in (*typed.KEY_ACTIONS, *typed.SUB_ACTIONS) if each.startswith("1.")
    }
