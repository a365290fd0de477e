"""The OpenAPI document leaves nothing to be guessed."""

import json
import re
from typing import Any

import pytest

from adapters.web.app import create_app
from adapters.web.openapi_document import document_of
from application.ports.event_types import DIALECT
from tests.adapters.web.conftest import Client
from tests.adapters.web.described import DOCUMENT, NOBODY, OPERATIONS, described_values
from tests.adapters.web.json_schema import faults

PROBLEM = "application/problem+json"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2}")

every_operation = pytest.mark.parametrize("path", OPERATIONS)


def _in_both_languages(text: str) -> bool:
    return bool(CHINESE.search(text) and ENGLISH.search(text))


def _is_on_the_books(path: str) -> bool:
    """Whether what is asked for depends on when it is looked at."""
    elsewhere = (
        "/v1/event",
        "/v1/subscriptions",
        "/v1/telemetry",
        "/v1/messages",
        "/v1/duty-contacts",
    )
    return path.startswith("/v1/") and not path.startswith(elsewhere)


def _faults(value: Any, content: dict[str, Any]) -> list[str]:
    return faults(value, content["schema"], DOCUMENT)


def test_it_is_openapi_3_1_and_served_as_it_is(client: Client) -> None:
    served = client.get("/openapi.json")
    assert served.headers["content-type"] == "application/json"
    assert served.json() == json.loads(json.dumps(DOCUMENT))
    assert DOCUMENT["openapi"].startswith("3.1")


def test_only_the_demo_is_called_demonstration_data() -> None:
    assert "演示数据" in DOCUMENT["info"]["title"]
    assert "演示数据" not in document_of(create_app(NOBODY))["info"]["title"]


def test_it_refers_to_nothing_elsewhere() -> None:
    # The name of a dialect is no address, and somebody may want to be told what happens.
    text = json.dumps(DOCUMENT).replace(DIALECT, "").replace("https://receiver.example", "")
    assert "://" not in text


def test_operations_have_names_of_their_own() -> None:
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(set(names)) == len(names)


@every_operation
def test_an_operation_says_what_it_does_in_both_languages(path: str) -> None:
    operation = OPERATIONS[path]
    assert _in_both_languages(operation["summary"])
    assert _in_both_languages(operation["description"])
    tags = {tag["name"] for tag in DOCUMENT["tags"] if _in_both_languages(tag["description"])}
    assert tags.issuperset(operation["tags"])


@every_operation
def test_a_parameter_is_described_with_an_example_that_fits(path: str) -> None:
    for parameter in OPERATIONS[path].get("parameters", ()):
        assert _in_both_languages(parameter["description"])
        assert parameter["examples"]
        for example in parameter["examples"].values():
            assert _faults(example["value"], parameter) == []


@every_operation
def test_every_operation_on_the_books_takes_both_times(path: str) -> None:
    names = {parameter["name"] for parameter in OPERATIONS[path].get("parameters", ())}
    assert names.issuperset({"as_of", "known_at"}) is _is_on_the_books(path)


@every_operation
def test_an_answer_has_an_example_that_fits(path: str) -> None:
    for media_type, content in OPERATIONS[path]["responses"]["200"]["content"].items():
        assert content["examples"]
        for example in content["examples"].values():
            assert set(example) <= {"summary", "value"}
            shown = example["value"]
            text = shown if isinstance(shown, str) else json.dumps(shown)
            values = described_values(media_type, text)
            assert values
            assert [fault for value in values for fault in _faults(value, content)] == []


@every_operation
def test_what_can_go_wrong_is_described_with_examples(path: str) -> None:
    responses = OPERATIONS[path]["responses"]
    expected = {"200", "421"}
    if path.startswith("/v1/"):
        expected |= {"400", "401", "403", "429", "500", "503"}
    if "{" in path:
        expected.add("404")
    assert expected <= set(responses)
    for status in set(responses) - {"200"}:
        content = responses[status]["content"][PROBLEM]
        for code, example in content["examples"].items():
            assert example["value"]["code"] == code
            assert str(example["value"]["status"]) == status
            assert _faults(example["value"], content) == []


@pytest.mark.parametrize("name", DOCUMENT["components"]["schemas"])
def test_every_field_of_an_answer_is_described_in_both_languages(name: str) -> None:
    schema = DOCUMENT["components"]["schemas"][name]
    fields = schema["properties"].items()
    assert [field for field, kind in fields if not _in_both_languages(kind["description"])] == []
    assert _in_both_languages(schema["description"])
