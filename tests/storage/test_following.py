"""A number that an earlier merge gave is followed by what was recorded of a thing, and by nothing
less: where that leaves a doubt, people decide.
"""

import pytest

from cpcplan.storage.following import aligned
from cpcplan.storage.sides import NotJoined, Side

BEFORE = """\
id: "1"
title: Children are heard
key_actions:
  - id: "1.1"
    title: One form
    success_measures:
      - {id: 1.1a, measure: Forms replaced}
    updates:
      - {date: 2018-12-04, readings: {1.1a: 40%}}
    sub_actions:
      - id: "1.11"
        title: Beta work
        updates:
          - {date: 2018-12-04, rag: green, why: Begun.}
      - id: "1.12"
        title: Not begun
  - id: "1.2"
    title: One voice
    success_measures:
      - {id: 1.2a, measure: Families asked}
    sub_actions:
      - {id: "1.21", title: Report on it}
"""
STORY = "        updates:\n          - {date: 2018-12-04, rag: green, why: Begun.}\n"
NOTE = "          - {date: 2019-03-01, note: Met.}\n"
RATED = "        updates:\n          - {date: 2019-03-01, rag: red, why: Late.}\n"


def followed(ours: str, theirs: str) -> list[tuple[str, str, str]]:
    """What has another number now on a side: the old one, the new one, and whose that is."""
    sides = (Side(*each) for each in (("before", BEFORE), ("ours", ours), ("theirs", theirs)))
    return [(each.thing.id, each.number, each.follows) for each in aligned(*sides).followed]


def test_an_action_reworded_keeps_its_number_though_another_has_its_words_now() -> None:
    new = '      - {id: "1.13", title: Beta work}\n  - id: "1.2"'
    ours = BEFORE.replace("Beta work", "Beta work for schools").replace('  - id: "1.2"', new)
    assert followed(ours, BEFORE.replace(STORY, STORY + NOTE)) == []


def test_where_no_story_tells_whose_number_it_is_people_decide() -> None:
    new = '      - {id: "1.13", title: Not begun}\n  - id: "1.2"'
    ours = BEFORE.replace("title: Not begun", "title: Begun").replace('  - id: "1.2"', new)
    theirs = BEFORE.replace("Not begun\n", "Not begun\n" + RATED)
    with pytest.raises(NotJoined, match=r"and one side has 1.12 “Begun” or 1.13 “Not begun”"):
        followed(ours, theirs)
    with pytest.raises(NotJoined, match=r"and one side has 1.12 “Begun” or 1.13 “Not begun”"):
        followed(theirs, ours)
    assert followed(ours, BEFORE.replace("One voice", "One choir")) == []


def test_across_key_actions_too() -> None:
    ours = BEFORE.replace("title: Not begun", "title: Begun") + (
        '      - {id: "1.22", title: Not begun}\n'
    )
    assert followed(ours, BEFORE.replace("Not begun\n", "Not begun\n" + RATED)) == []


def test_a_measure_of_another_action_is_another_whatever_its_words() -> None:
    ours = BEFORE.replace("Forms replaced", "All forms replaced").replace(
        "Families asked}", "Families asked}\n      - {id: 1.2b, measure: Forms replaced}"
    )
    theirs = BEFORE.replace("{1.1a: 40%}}", "{1.1a: 40%}}\n      - {date: 2019-03-01, note: x}")
    assert followed(ours, theirs) == []


def test_a_story_is_followed_to_its_new_number_and_both_ways_it_is_said() -> None:
    later = f'      - id: "1.13"\n        title: Beta work\n{STORY}  - id: "1.2"'
    ours = BEFORE.replace("Beta work\n" + STORY, "A leaflet\n").replace('  - id: "1.2"', later)
    theirs = BEFORE.replace(STORY, STORY + NOTE)
    assert followed(ours, theirs) == [("1.11", "1.13", "ours")]
    assert followed(theirs, ours) == [("1.11", "1.13", "theirs")]


def test_what_was_moved_by_hand_with_its_story_is_followed() -> None:
    gone = f'      - id: "1.11"\n        title: Beta work\n{STORY}'
    ours = BEFORE.replace(gone, "") + gone.replace("1.11", "1.22")
    assert followed(ours, BEFORE.replace(STORY, STORY + NOTE)) == [("1.11", "1.22", "ours")]


def test_a_number_whose_story_is_gone_from_it_is_not_trusted() -> None:
    ours = BEFORE.replace("Beta work\n" + STORY, "A leaflet\n")
    with pytest.raises(NotJoined, match=r"1.11 was “Beta work”"):
        followed(ours, BEFORE.replace(STORY, STORY + NOTE))


def test_what_stands_below_a_number_that_is_anothers_now_is_anothers() -> None:
    """Both have a part of the same words: it goes with its own key action."""
    told = BEFORE.replace("One voice\n", "One voice\n    updates: [{date: 2018-12-04, note: x}]\n")
    whole = told[told.index('  - id: "1.2"') :]
    other = '  - id: "1.2"\n    title: Another\n    sub_actions:\n'
    other += '      - {id: "1.21", title: Report on it}\n'
    ours = told.replace(whole, other + whole.replace("1.2", "1.3"))
    theirs = told.replace('"1.21", title: Report on it', '"1.21", title: Report on it, leads: [a]')
    sides = (Side(*each) for each in (("before", told), ("ours", ours), ("theirs", theirs)))
    found = {each.thing.id: each.number for each in aligned(*sides).followed}
    assert found == {"1.2": "1.3", "1.2a": "1.3a", "1.21": "1.31"}
