"""Who leads what: nobody, nothing, or twice."""

from builders import key_action, sub_action, update
from cpcplan.domain.checks.where import in_plan_file
from findings import at, found


def test_what_nobody_leads() -> None:
    led = sub_action("1.11", leads=("nhs",))
    alone = sub_action("1.12")
    closed = sub_action("1.13", update("2019-01-15", state="withdrawn"))
    given = sub_action("1.14", update("2019-01-15", leads=("police",)))
    assert found("no-lead", "2019-03-12", led, alone, closed, given) == [at("id", of="1.12")]
    inherited = key_action("1.1", sub_action("1.11"), leads=("nhs",))
    assert found("no-lead", "2019-03-12", inherited) == []


def test_a_key_action_leaves_it_to_its_sub_actions_if_it_has_any() -> None:
    assert (
        found("no-lead", "2019-03-12", key_action("1.1", sub_action("1.11", leads=("nhs",)))) == []
    )
    assert found("no-lead", "2019-03-12", key_action("1.1")) == [at("id", of="1.1")]


def idle(*told: object, **fields: object) -> list[str]:
    sub = sub_action("1.11", *told, leads=("nhs",))  # type: ignore[arg-type]
    where = found("idle-lead", "2019-03-12", sub, **fields)
    assert [each for each in where if each != in_plan_file("leads", str(each.path[-1]))] == []
    return [str(each.path[-1]) for each in where]


def test_who_leads_nothing_and_records_nothing() -> None:
    assert idle() == ["lead-officer", "police"]
    assert idle(update("2020-01-15", leads=("police",))) == ["lead-officer"]
    assert idle(update("2019-01-15", note="x", by="CPC Lead – Police")) == ["lead-officer"]
    assert idle(recorded_by="CPC Lead Officer") == ["police"]


def test_in_a_plan_that_has_yet_to_get_its_actions_nobody_is_idle() -> None:
    assert found("idle-lead", "2019-03-12") == []


def test_who_led_something_once_is_not_idle() -> None:
    assert "nhs" not in idle(update("2019-01-15", leads=("police",)))


def test_a_lead_named_twice_in_one_list() -> None:
    twice = update("2019-01-15", leads=("police", "nhs", "police"))
    sub = sub_action("1.11", twice, leads=("nhs", "nhs"))
    assert found("lead-named-twice", "2019-03-12", sub) == [
        at("leads", 1),
        at("updates", 0, "leads", 2),
    ]
    assert (
        found("lead-named-twice", "2019-03-12", sub_action("1.11", leads=("nhs", "police"))) == []
    )
