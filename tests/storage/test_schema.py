"""The JSON Schema that editors use agrees with what the program reads."""

import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from conftest import FALKIRK, run
from cpcplan.storage.salvage import parse
from cpcplan.storage.schema import json_schema
from cpcplan.storage.source import Source


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def shipped(name: str) -> Any:
    return parse(Source(name, (FALKIRK / name).read_text(encoding="utf-8")))[0]


class WithoutDates(yaml.SafeLoader):
    """YAML as editors read it: dates are a type of its own there, and JSON has none."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as the class above has it
        first: [(tag, pattern) for tag, pattern in known if not tag.endswith(":timestamp")]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


FILES = sorted(path.name for path in FALKIRK.glob("*.yaml"))


@pytest.mark.parametrize("name", FILES)
def test_the_shipped_plan_fits(name: str, validator: Draft202012Validator) -> None:
    assert list(validator.iter_errors(shipped(name))) == []


@pytest.mark.parametrize("name", FILES)
def test_the_shipped_plan_fits_as_editors_read_it(
    name: str, validator: Draft202012Validator
) -> None:
    text = (FALKIRK / name).read_text(encoding="utf-8")
    read = yaml.load(text, Loader=WithoutDates)  # noqa: S506 - a safe loader all the same
    assert list(validator.iter_errors(read)) == []


@pytest.mark.parametrize("name", FILES)
def test_an_unknown_key_does_not_fit(name: str, validator: Draft202012Validator) -> None:
    assert not validator.is_valid(shipped(name) | {"foo": "x"})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("id",), "1.1 a"),
        (("title",), " "),
        (("title",), ["x"]),
        (("key_actions", 0, "foo"), "x"),
        (("key_actions", 0, "sub_actions", 0, "leads"), "nhs"),
        (("key_actions", 0, "sub_actions", 0, "timescale"), {"text": "x"}),
        (("key_actions", 0, "updates"), [{"rag": "red", "why": "x"}]),
        (("key_actions", 0, "updates"), [{"date": "2019-03-12", "rag": "yellow", "why": "x"}]),
    ],
)
def test_what_the_program_refuses_does_not_fit(
    path: tuple[str | int, ...], value: Any, validator: Draft202012Validator
) -> None:
    outcome = shipped("outcome-1.yaml")
    node = outcome
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    assert not validator.is_valid(outcome)


def test_the_command_prints_it() -> None:
    ran = run("schema")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == json_schema()
