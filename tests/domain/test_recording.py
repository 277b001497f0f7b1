"""What an action's state on a day rules out."""

import pytest

from builders import day, key_action, sub_action, update
from cpcplan.domain.model import SubAction, Update
from cpcplan.domain.recording import objection

TODAY = day("2019-12-31")
COMPLETE = update("2019-03-12", state="complete", why="Done.")


def refused(sub: SubAction, entry: Update) -> str | None:
    return objection(sub, entry, key_action=key_action(timescale="6 monthly"), today=TODAY)


def test_what_is_open_can_be_rated_moved_reported_and_closed() -> None:
    sub = sub_action(timescale="quarterly")
    for entry in (
        update("2019-03-12", rag="red"),
        update("2019-03-12", timescale="June 2019"),
        update("2019-03-12", timescale_requested="June 2019"),
        update("2019-03-12", reported="every 3 months"),
        COMPLETE,
    ):
        assert refused(sub, entry) is None


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (update("2020-01-01", note="x"), "still to come"),
        (update("2019-06-11", rag="red"), "1.11 is complete since 12 March 2019: open it again"),
        (update("2019-06-11", state="complete"), "is complete since"),
        (update("2019-06-11", reported=True), "is complete since"),
        (update("2019-06-11", timescale="June 2020"), "is complete since"),
    ],
    ids=["future", "rating", "completing again", "report", "revision"],
)
def test_what_is_closed_or_to_come_cannot_be_recorded(entry: Update, why: str) -> None:
    assert why in (refused(sub_action("1.11", COMPLETE, timescale="quarterly"), entry) or "")


def test_what_is_closed_can_be_opened_and_rated_in_one_entry() -> None:
    sub = sub_action("1.11", COMPLETE)
    assert refused(sub, update("2019-06-11", state="open", rag="red")) is None
    assert refused(sub, update("2019-06-11", note="Seen in use.")) is None


def test_what_is_open_cannot_be_opened() -> None:
    assert "is open already" in (refused(sub_action(), update("2019-06-11", state="open")) or "")


def test_a_report_needs_a_cycle_of_its_own_or_inherited() -> None:
    assert "no cycle of reports" in (
        refused(sub_action(timescale="June 2019"), update("2019-06-11", reported=True)) or ""
    )
    assert refused(sub_action(), update("2019-06-11", reported="6 monthly")) is None
    assert "its cycle is 6 monthly" in (
        refused(sub_action(), update("2019-06-11", reported="monthly")) or ""
    )


def test_a_refusal_needs_a_pending_request() -> None:
    asked = update("2019-03-12", timescale_requested="June 2019")
    no = update("2019-03-12", timescale_refused=True)
    assert "no request" in (refused(sub_action(timescale="March 2019"), no) or "")
    assert refused(sub_action("1.11", asked, timescale="March 2019"), no) is None


def test_what_is_so_already_is_refused() -> None:
    sub = sub_action(timescale="June 2019", leads=("nhs",))
    assert "already" in (refused(sub, update("2019-03-12", timescale="June 2019")) or "")
    assert "already" in (refused(sub, update("2019-03-12", leads=("nhs",))) or "")


def test_it_is_judged_by_the_state_on_its_own_day() -> None:
    sub = sub_action("1.11", COMPLETE)
    assert refused(sub, update("2019-03-11", rag="red")) is None


def test_it_must_not_make_a_later_entry_impossible() -> None:
    rated = sub_action("1.11", update("2019-06-11", rag="red"))
    assert "11 June 2019 could not stand" in (refused(rated, COMPLETE) or "")


def test_nothing_is_recorded_before_the_action_joined() -> None:
    sub = sub_action(added="2019-03-12")
    assert "joined the plan on 12 March 2019" in (
        refused(sub, update("2019-03-11", note="x")) or ""
    )
