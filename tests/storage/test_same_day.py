"""What one day is told of twice, and not alike, is named, with what counts of it."""

from cpcplan.storage.same_day import at_odds

BEFORE = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    updates:
"""


def told(*entries: str) -> list[tuple[str, tuple[str, ...]]]:
    """What is at odds in entries of one day: the field, and the values in their order."""
    text = BEFORE + "".join(f"      - {{date: 2019-03-01, {each}, why: x}}\n" for each in entries)
    return [(each.field, tuple(value for value, _ in each.said)) for each in at_odds(text, "")]


def test_the_last_of_the_file_counts_though_it_was_said_before() -> None:
    assert told("rag: red", "rag: amber", "rag: red") == [("rag", ("red", "amber", "red"))]


def test_what_is_said_twice_in_a_row_is_said_once() -> None:
    assert told("rag: red", "rag: red", "rag: amber") == [("rag", ("red", "amber"))]
    assert told("rag: red", "rag: red") == []


def test_more_time_agreed_and_refused_is_a_contradiction() -> None:
    agreed, refused = "timescale: May 2019, agreed: CPC", "timescale_refused: yes"
    for entries in ((agreed, refused), (refused, agreed)):
        assert told(*entries) == [("timescale_refused", ("May 2019", "yes"))]
    assert told(refused, refused) == []
    assert told(f"{agreed}, timescale_refused: yes") == []


def test_a_timescale_with_a_day_of_its_own_is_one_too() -> None:
    with_day = "timescale: {text: After the review, due: 2019-06-30}"
    assert told("timescale: May 2019", with_day) == [
        ("timescale", ("May 2019", "After the review (due 2019-06-30)"))
    ]


def test_leads_and_requests_are_at_odds_like_ratings() -> None:
    assert told("leads: [nhs]", "leads: [police, nhs]") == [("leads", ("nhs", "police, nhs"))]
    requested = ("timescale_requested: May 2019", "timescale_requested: June 2019")
    assert told(*requested) == [("timescale_requested", ("May 2019", "June 2019"))]


def test_what_only_some_entries_speak_of_is_not() -> None:
    assert told("rag: red", "note: Met.", "leads: [nhs]", "timescale: May 2019") == []
