"""What a mistyped word may be meant for."""

import pytest

from cpcplan.domain.near import did_you_mean, near


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("polise", ["police", "nhs"], ["police"]),
        ("POLICE", ["police"], ["police"]),
        ("police", ["police-scotland", "nhs"], ["police-scotland"]),
        ("Requested timescale", ["timescale", "timescale_requested"], ["timescale_requested"]),
        ("1.111", ["1.1", "1.11", "2.9"], ["1.11", "1.1"]),
        ("nhs", ["NHS", "nhs"], ["NHS"]),  # one spelling: the first counts
        ("zzz", ["nhs"], []),
        ("", ["nhs"], []),
        ("a", [str(n) for n in range(501)], []),  # too many to compare
        ("x" * 501, ["x" * 501], []),
    ],
)
def test_what_is_near(word: str, known: list[str], found: list[str]) -> None:
    assert near(word, known)[: len(found) or None] == found


def test_it_is_asked_in_words_that_anything_can_stand_behind() -> None:
    assert did_you_mean("nsh", ["nhs", "nsw"]) == " (did you mean `nsw` or `nhs`?)"
    assert did_you_mean("zzz", ["nhs"]) == ""
