"""The AsyncAPI document says of the events what everything else says of them."""

import json
import shutil
import subprocess
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft7Validator

from adapters.eventlog.contract import PublishedEventTypes
from adapters.eventlog.published import PUBLISHED
from adapters.web.asyncapi_document import asyncapi_of
from application.lives import DECIDERS
from application.ports.event_types import ENVELOPE
from tests.adapters.web.conftest import Client
from tests.architecture.source import PROJECT, TESTS
from tests.servers import nothing_may_be_left_out

FOLDER = TESTS / "asyncapi"
LEFT_OUT = (
    "没有 Node.js 或 @asyncapi/parser:未按规范校验 AsyncAPI 文档。"
    "No Node.js or no @asyncapi/parser here: the AsyncAPI document is NOT checked by the parser. "
    "Run scripts/setup-asyncapi."
)
ERROR, WARNING = 0, 1
"""How grave a diagnostic is; what is above a warning is advice."""

Document = dict[str, Any]
DOCUMENT: Document = json.loads(json.dumps(asyncapi_of(PublishedEventTypes(PUBLISHED))))


@pytest.fixture(scope="module")
def node() -> str:
    """The program that runs the parser."""
    found = shutil.which("node")
    if found is None or not (FOLDER / "node_modules" / ".ready").exists():
        if nothing_may_be_left_out():
            pytest.fail(LEFT_OUT)
        pytest.skip(LEFT_OUT)
    return found


def diagnosed(node: str, *documents: Document) -> list[list[str]]:
    """What the specification's own parser finds wrong with each, all warnings included."""
    told = subprocess.run(
        [node, str(FOLDER / "check.mjs")],
        input=json.dumps(documents),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return [
        [each["message"] for each in found if each["severity"] in {ERROR, WARNING}]
        for found in json.loads(told.stdout)
    ]


def test_it_is_served_as_it_is(client: Client) -> None:
    served = client.get("/asyncapi.json")
    assert served.headers["content-type"] == "application/json"
    assert served.json() == DOCUMENT


def test_the_parser_of_the_specification_finds_nothing_wrong(node: str) -> None:
    assert diagnosed(node, DOCUMENT) == [[]]


def _without_action(document: Document) -> None:
    del document["operations"]["publish"]["action"]


def _with_a_message_of_no_channel(document: Document) -> None:
    stream = {"$ref": "#/channels/stream/messages/lot-lost.v1"}
    document["operations"]["stream"]["messages"].append(stream)


def _with_a_schema_that_is_none(document: Document) -> None:
    lot = document["components"]["schemas"]["lot-drawn.v1"]
    lot["properties"]["mass_g"]["type"] = "grams"


def _with_a_parameter_of_no_address(document: Document) -> None:
    document["channels"]["broker"]["parameters"]["district"] = {}


def _with_an_exchange_of_no_kind(document: Document) -> None:
    amqp = document["channels"]["broker"]["bindings"]["amqp"]
    amqp["exchange"]["type"] = "loud"


SPOILT: tuple[Callable[[Document], None], ...] = (
    _without_action,
    _with_a_message_of_no_channel,
    _with_a_schema_that_is_none,
    _with_a_parameter_of_no_address,
    _with_an_exchange_of_no_kind,
)


def test_the_parser_would_find_what_is_wrong(node: str) -> None:
    documents = [deepcopy(DOCUMENT) for _ in SPOILT]
    for spoil, document in zip(SPOILT, documents, strict=True):
        spoil(document)
    found = diagnosed(node, *documents)
    told = zip(SPOILT, found, strict=True)
    assert [spoil.__name__ for spoil, wrong in told if not wrong] == []


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_where_the_parser_cannot_be_had_the_check_is_left_out_aloud(
    tmp_path: Path, ci: str, status: int
) -> None:
    for program in ("sh", "dirname"):
        found = shutil.which(program)
        assert found
        (tmp_path / program).symlink_to(found)
    done = subprocess.run(
        [PROJECT / "scripts" / "setup-asyncapi"],
        env={"PATH": str(tmp_path), "CI": ci},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == status
    assert "NOT checked" in done.stderr


def test_every_published_name_is_a_message_on_every_way_that_events_come() -> None:
    for way in ("broker", "stream", "webhook"):
        assert list(DOCUMENT["channels"][way]["messages"]) == list(PUBLISHED)
    assert set(PUBLISHED) < set(DOCUMENT["components"]["messages"])


@pytest.mark.parametrize("name", DOCUMENT["components"]["messages"])
def test_an_example_is_what_its_message_has(name: str) -> None:
    message = DOCUMENT["components"]["messages"][name]
    validator = Draft7Validator({**message["payload"], "components": DOCUMENT["components"]})
    for example in message.get("examples", ()):
        assert [fault.message for fault in validator.iter_errors(example["payload"])] == []


def test_a_message_is_of_one_type_only() -> None:
    drawn, tested = (
        DOCUMENT["components"]["messages"][name]
        for name in ("lot-drawn.v1", "lot-quality-tested.v1")
    )
    validator = Draft7Validator({**drawn["payload"], "components": DOCUMENT["components"]})
    assert not validator.is_valid(tested["examples"][0]["payload"])


def test_its_schemas_are_those_that_are_served_by_themselves(client: Client) -> None:
    for name, schema in DOCUMENT["components"]["schemas"].items():
        served = client.get(f"/v1/event-types/{name}/schema").json()
        named = {"$schema": served["$schema"], "$id": served["$id"]}
        assert {**named, **schema} == served
    assert set(DOCUMENT["components"]["schemas"]) == {*PUBLISHED, ENVELOPE}


def test_the_routing_key_is_kind_fact_and_town() -> None:
    parameters = DOCUMENT["channels"]["broker"]["parameters"]
    assert parameters["kind"]["enum"] == list(DECIDERS)
    spelled = {f"{name.partition('-')[2].rpartition('.')[0]}" for name in PUBLISHED}
    assert set(parameters["fact"]["enum"]) == spelled
    assert "carbon-swapped" in spelled


def test_it_refers_to_nothing_elsewhere() -> None:
    # But for where somebody might want to be told what happens.
    assert "://" not in json.dumps(DOCUMENT).replace("https://receiver.example", "")
