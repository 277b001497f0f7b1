"""Names that are files and folders on every system."""

import ntpath
import shlex
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcplan.errors import WrongUsage
from cpcplan.storage.naming import alike, as_typed, fit, refuse_unfit, same, unfit


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("con", "a device"),
        ("NUL", "a device"),
        ("aux.html", "a device"),
        ("Com1.tar.gz", "a device"),
        ("lpt9 .md", "a device"),
        ("COM²", "a device"),
        ("paper.", "end in a dot or a space"),
        ("paper.html ", "end in a dot or a space"),
        ("paper.html:hidden", "names with : in them"),
        ("why?.md", r"names with ? in them"),
        ("C:\\papers\\june.html", "names with : in them"),
        ("a\tb", "U+0009"),
        ("", "end in a dot or a space"),
    ],
)
def test_names_that_windows_has_not(name: str, why: str) -> None:
    assert why in (unfit(name) or "")


@pytest.mark.parametrize(
    "name", ["paper.html", "Console", "com10", "aux-1.html", ".git", "a b.md", "Zoë’s 2026.md"]
)
def test_names_that_every_system_has(name: str) -> None:
    assert unfit(name) is None
    assert fit(name) == name


words = st.text(st.sampled_from("aucNOn1$. :*é\u0301\\/"), max_size=8)


@given(words)
def test_what_python_calls_reserved_is_unfit(name: str) -> None:
    """From 3.13 on Python knows all of it; before that, the devices."""
    if hasattr(ntpath, "isreserved"):
        is_reserved = (
            bool(name) and "/" not in name and "\\" not in name and ntpath.isreserved(name)
        )
    else:
        is_reserved = PureWindowsPath(name).name == name and PureWindowsPath(name).is_reserved()
    assert unfit(name) or not is_reserved


@given(words)
def test_what_is_made_fit_is_fit(name: str) -> None:
    assert unfit(fit(name)) is None
    assert fit(fit(name)) == fit(name)


def test_names_that_are_one_on_windows_or_a_mac() -> None:
    names = ["outcome-A.yaml", "outcome-é.yaml", "outcome-a.yaml", "outcome-e\u0301.yaml", "b"]
    assert same(names) == (
        ("outcome-A.yaml", "outcome-a.yaml"),
        ("outcome-é.yaml", "outcome-e\u0301.yaml"),
    )
    assert alike("STRASSE") == alike("straße")


def test_only_what_is_new_must_have_a_name_for_every_system(tmp_path: Path) -> None:
    (tmp_path / "a:b").mkdir()
    refuse_unfit(str(tmp_path / "a:b" / "plan"))
    refuse_unfit("../plan")
    for typed in (tmp_path / "a:b" / "con", tmp_path / "c:d" / "plan", Path("aux") / "plan"):
        with pytest.raises(WrongUsage, match="cannot be a name everywhere"):
            refuse_unfit(str(typed))


@pytest.mark.parametrize(
    "typed",
    [r"C:\Users\An Officer\papers\june.html", r"\\server\share\plan", "C:june.html", "D:/plan"],
)
def test_drives_and_shares_are_no_names(typed: str) -> None:
    refuse_unfit(typed, kind=PureWindowsPath)


@pytest.mark.parametrize(
    "typed", [r"C:\papers\nul", r"\\server\share\aux.md", "june.html:june.html"]
)
def test_behind_drives_and_shares_names_are_looked_at(typed: str) -> None:
    with pytest.raises(WrongUsage, match="cannot be a name everywhere"):
        refuse_unfit(typed, kind=PureWindowsPath)


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("plan", "plan"),
        ("../plan", "../plan"),
        (r"C:\Users\officer\plan", r"C:\Users\officer\plan"),
        (r"\\server\share\plan", r"\\server\share\plan"),
        ("C:/Users/An Officer/OneDrive - The Council/plan",
         '"C:/Users/An Officer/OneDrive - The Council/plan"'),
        ("Children’s plan", '"Children’s plan"'),
        ("R&D (old); x", '"R&D (old); x"'),
        ("it's", '"it\'s"'),
        ("$plans", "'$plans'"),
        ("$it's ’", "'$it''s ’’'"),
        ("@plans", '"@plans"'),
    ],
)  # fmt: skip
def test_a_path_is_typed_as_powershell_reads_it(path: str, typed: str) -> None:
    assert as_typed(path, windows=True) == typed
    assert shlex.split(as_typed(path, windows=False)) == [path]
