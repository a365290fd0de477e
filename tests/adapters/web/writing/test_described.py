"""The document says of every operation that writes what to send and what can go wrong."""

import json
from html import escape
from typing import Any

import pytest

from adapters.web.docs_command import example_body, example_command
from tests.adapters.web.described import DOCUMENT
from tests.adapters.web.json_schema import faults
from tests.adapters.web.test_document import CHINESE, ENGLISH
from tests.adapters.web.writing.scribe import COMMANDS, PROBLEM, STORY, Scribe, typed

every_operation = pytest.mark.parametrize("operation", STORY)
STATUSES = {
    "200",
    "201",
    *["400", "401", "403", "404", "409", "413", "415", "421", "422", "429", "500", "503"],
}
UNITS = {"kg", "fen", "deg", "h", "day", "g", "s", "m2"}


def _described(text: str) -> bool:
    return bool(CHINESE.search(text) and ENGLISH.search(text))


@every_operation
def test_it_says_what_it_does_in_both_languages(operation: str) -> None:
    _, told = COMMANDS[operation]
    assert _described(told["summary"])
    assert _described(told["description"])
    for parameter in told["parameters"]:
        assert _described(parameter["description"])
        for example in parameter["examples"].values():
            assert faults(example["value"], parameter["schema"], DOCUMENT) == []


@every_operation
def test_it_needs_a_key_and_a_body_whose_example_fits(operation: str) -> None:
    _, told = COMMANDS[operation]
    assert {(p["name"], p["in"], p["required"]) for p in told["parameters"]} >= {
        ("Idempotency-Key", "header", True),
        ("wait", "query", False),
    }
    content = told["requestBody"]["content"]["application/json"]
    assert told["requestBody"]["required"] is True
    assert faults(example_body(told), content["schema"], DOCUMENT) == []


@every_operation
def test_it_says_what_can_go_wrong_with_examples(operation: str) -> None:
    responses: dict[str, Any] = COMMANDS[operation][1]["responses"]
    assert set(responses) == STATUSES
    assert "Location" in responses["201"]["headers"]
    for status in STATUSES - {"200", "201"}:
        for code, example in responses[status]["content"][PROBLEM]["examples"].items():
            assert (example["value"]["code"], str(example["value"]["status"])) == (code, status)


@every_operation
def test_the_page_shows_a_command_that_does_it(told: Scribe, operation: str) -> None:
    here = str(told.client.base_url).rstrip("/")
    shown = example_command(*COMMANDS[operation], here)
    assert escape(shown) in told.client.get("/docs").text
    said = typed(operation)
    assert json.loads(said.body) == example_body(COMMANDS[operation][1])
    assert shown.count("'") == 8


def test_a_mass_is_described_by_its_unit() -> None:
    bodies = [
        DOCUMENT["components"]["schemas"][
            told["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        ]
        for _, told in COMMANDS.values()
    ]
    measured = {
        name
        for body in bodies
        for name, field in body["properties"].items()
        if {"number"} & {kind.get("type") for kind in (field, *field.get("anyOf", ()))}
    }
    assert {name for name in measured if name.rpartition("_")[2] not in UNITS} == {
        "removed_voc_mg_per_m3",
        "detection_mg_per_m3",
        "range_mg_per_m3",
    }
