"""Where a plan is found, which of its files are read, and how messages call them."""

import os
import sys
from pathlib import Path

import pytest

from builders import PLAN_YAML, read_back, write_plan
from conftest import run
from cpcplan.errors import PlanNotFound, PlanUnreadable
from cpcplan.storage.folder import Folder, find
from cpcplan.storage.reading import read_plan

OUTCOME = 'id: "{0}"\ntitle: Outcome {0}\n'


def faults(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(PlanUnreadable) as caught:
        read_back(folder)
    return [(fault.file, fault.rule) for fault in caught.value.faults]


def test_a_copy_of_an_outcomes_file_is_what_has_to_go(tmp_path: Path) -> None:
    text = 'id: "1"\ntitle: Heard\n'
    plan = write_plan(tmp_path, text)
    (plan / "outcome-1 (copy).yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PlanUnreadable) as unreadable:
        read_back(plan)
    (fault,) = (each for each in unreadable.value.faults if each.rule == "id-used-twice")
    assert fault.file.endswith("outcome-1 (copy).yaml")
    assert "by an outcome in outcome-1.yaml" in fault.message
    assert "if this file is a copy, move it out of the plan folder" in fault.message


def test_a_plan_is_found_from_anywhere_below_its_folder(tmp_path: Path) -> None:
    folder = write_plan(tmp_path, OUTCOME.format(1))
    below = tmp_path / "papers" / "2019"
    below.mkdir(parents=True)
    assert find(tmp_path) == find(below) == find(folder) == folder


def test_the_nearest_plan_is_the_one(tmp_path: Path) -> None:
    write_plan(tmp_path, OUTCOME.format(1))
    inner = write_plan(tmp_path / "inner", OUTCOME.format(1))
    assert find(tmp_path / "inner") == inner


def test_only_where_one_stands_does_a_folder_of_another_name_serve(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN_YAML, encoding="utf-8")
    (tmp_path / "below").mkdir()
    assert find(tmp_path) == tmp_path
    with pytest.raises(PlanNotFound, match="go to the folder that holds the plan, name it with"):
        find(tmp_path / "below")


def test_outcomes_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    numbers = ("10", "2", "1")
    texts = {f"outcome_{number}": OUTCOME.format(number) for number in numbers}
    folder = write_plan(tmp_path, **texts)
    assert [outcome.id for outcome in read_back(folder).outcomes] == ["1", "2", "10"]


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    folder = write_plan(tmp_path, OUTCOME.format(1), issued="[", notes="[")
    for name in ("outcome-1.yaml~", "outcome-1.yaml.orig", ".outcome-1.yaml.swp", "my outcome.md"):
        (folder / name).write_text("[")
    assert len(read_back(folder).outcomes) == 1


@pytest.mark.parametrize(
    "name",
    ["outcome-2.yml", "outcome_2.yaml", "Outcome-2.yaml", "outcome2.yaml", "outcome-2.yaml.txt"],
)
def test_a_file_named_nearly_like_an_outcome_is_never_passed_over(
    name: str, tmp_path: Path
) -> None:
    folder = write_plan(tmp_path, OUTCOME.format(1))
    (folder / name).write_text(OUTCOME.format(2))
    assert faults(folder) == [(name, "stray-file")]


def test_a_plan_needs_an_outcome(tmp_path: Path) -> None:
    assert faults(write_plan(tmp_path)) == [("plan.yaml", "no-outcomes")]


def test_the_same_number_in_two_files(tmp_path: Path) -> None:
    folder = write_plan(tmp_path, OUTCOME.format(1), outcome_2=OUTCOME.format(1))
    with pytest.raises(PlanUnreadable, match=r"by an outcome in outcome-1\.yaml: give this one"):
        read_back(folder)


def test_a_newer_format_is_all_that_is_told(tmp_path: Path) -> None:
    folder = write_plan(tmp_path, "new: x\n", plan=f"format: 12\nnew: x\n{PLAN_YAML}")
    assert faults(folder) == [("plan.yaml", "unknown-format")]


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    folder = write_plan(tmp_path, "id: x: y\ntitle: z\n")
    (folder / "outcome-2.yaml").mkdir()
    with pytest.raises(
        PlanUnreadable, match="this is a folder, and a plan file is needed"
    ) as caught:
        read_back(folder)
    assert [(f.file, f.rule) for f in caught.value.faults] == [
        ("outcome-1.yaml", "yaml"),
        ("outcome-2.yaml", "unreadable-file"),
    ]


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may read whatever it likes"
)
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    folder = write_plan(tmp_path, OUTCOME.format(1))
    (folder / "outcome-1.yaml").chmod(0)
    with pytest.raises(PlanUnreadable, match="check that you may read it"):
        read_back(folder)


def test_a_file_that_goes_nowhere(tmp_path: Path) -> None:
    folder = write_plan(tmp_path, OUTCOME.format(1))
    (folder / "outcome-2.yaml").symlink_to(tmp_path / "gone.yaml")
    assert faults(folder) == [("outcome-2.yaml", "unreadable-file")]


def test_plan_yaml_is_missing(tmp_path: Path) -> None:
    folder = write_plan(tmp_path, OUTCOME.format(1))
    (folder / "plan.yaml").unlink()
    with pytest.raises(PlanUnreadable, match=r"there is no plan\.yaml in this folder: restore it"):
        read_back(folder)


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("nowhere", "there is no folder nowhere"),
        (".", "the folder . holds no plan.yaml; plan does"),
        ("plan/plan.yaml", "plan/plan.yaml is a file: name the folder"),
        ("papers", "the folder papers holds no plan.yaml"),
    ],
)
def test_a_folder_that_is_named_and_holds_no_plan(
    named: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_plan(tmp_path, OUTCOME.format(1))
    (tmp_path / "papers").mkdir()
    monkeypatch.chdir(tmp_path)
    ran = run("status", "--plan", named)
    assert (ran.code, ran.out) == (3, "")
    assert words in ran.err


def test_files_are_called_as_one_would_type_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_plan(tmp_path / "our plans", "<<<<<<< HEAD\n")
    below = tmp_path / "papers"
    below.mkdir()
    monkeypatch.chdir(below)
    ran = run("status", "--plan", "../our plans/plan")
    name = os.path.join("..", "our plans", "plan", "outcome-1.yaml")  # noqa: PTH118 - as shown
    assert ran.err.startswith(f"{name}:1:1: ")
    assert f'`git diff "{name}"`' in ran.err
    monkeypatch.setenv("CPCPLAN_PLAN", str(folder))
    assert run("status").err == ran.err


def test_reading_changes_nothing(tmp_path: Path) -> None:
    folder = write_plan(tmp_path, OUTCOME.format(1))
    before = {path: path.read_bytes() for path in folder.iterdir()}
    read_plan(Folder(folder, tmp_path))
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
