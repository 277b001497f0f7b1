"""Actions that were closed, and what is said or left open beside that."""

from builders import key_action, sub_action, update
from findings import WAY_BACK, at, found, message

WITHDRAWN = update("2018-12-04", state="withdrawn")


def test_complete_without_evidence_points_to_the_completion() -> None:
    told = (update("2018-12-04", rag="green"), update("2019-03-12", state="complete"))
    where = [at("updates", 1, "state")]
    assert found("complete-without-evidence", "2019-03-12", sub_action("1.11", *told)) == where
    shown = told[1]._replace(evidence=("Minute 4",))
    assert found("complete-without-evidence", "2019-03-12", sub_action("1.11", shown)) == []


def test_what_is_said_of_a_closed_action_is_looked_at() -> None:
    red = update("2019-01-15", rag="red", next=WAY_BACK)
    sub = sub_action("1.11", red, WITHDRAWN)
    assert found("update-after-closing", "2019-03-12", sub) == [at("updates", 0, "rag")]
    opened = update("2018-12-20", state="open")
    sub = sub._replace(updates=(red, WITHDRAWN, opened))
    assert found("update-after-closing", "2019-03-12", sub) == []


def test_a_key_action_is_not_closed_while_something_under_it_is_open() -> None:
    closed = (update("2019-03-12", state="complete", evidence=("Minute 4",)),)
    parts = [sub_action(f"1.1{n}") for n in range(1, 7)]
    whole = key_action("1.1", *parts, updates=closed)
    assert found("closed-with-open-parts", "2019-03-11", whole) == []
    assert found("closed-with-open-parts", "2019-03-12", whole) == [
        at("updates", 0, "state", of="1.1")
    ]
    said = message("closed-with-open-parts", "2019-03-12", whole)
    assert "1.1 is complete, and of its sub-actions 1.11, 1.12, 1.13 and 3 more are open:" in said
    one_left = key_action("1.1", sub_action("1.11"), sub_action("1.12", WITHDRAWN), updates=closed)
    assert "sub-actions 1.11 is open:" in message("closed-with-open-parts", "2019-03-12", one_left)
    done = key_action("1.1", sub_action("1.12", WITHDRAWN), updates=closed)
    assert found("closed-with-open-parts", "2019-03-12", done) == []
