"""The contract of the events as it is served."""

import pytest

from adapters.eventlog.published import PUBLISHED
from adapters.web.event_types import EXAMPLE, SCHEMA_MEDIA_TYPE
from application.lives import DECIDERS
from application.ports.event_types import DIALECT, ENVELOPE
from tests.adapters.web.conftest import Client
from tests.schemas import faults


def test_every_published_name_is_served_with_schema_sample_and_changes(client: Client) -> None:
    answer = client.get("/v1/event-types").json()
    assert [each["name"] for each in answer["items"]] == list(PUBLISHED)
    for each in answer["items"]:
        assert each["changes"]
        assert faults(each["sample"], answer["envelope"]) == []
        assert faults(each["sample"]["data"], each["json_schema"]) == []
        one = client.get(f"/v1/event-types/{each['name']}").json()
        assert one == {"event_type": each}


@pytest.mark.parametrize("kind", DECIDERS)
def test_the_types_of_one_kind_can_be_asked_for(client: Client, kind: str) -> None:
    answer = client.get("/v1/event-types", params={"kind": kind}).json()
    names = [each["name"] for each in answer["items"]]
    assert names == [name for name in PUBLISHED if name.startswith(f"{kind}-")]


@pytest.mark.parametrize("kind", ["", "lots", "Lot", "lot-drawn.v1"])
def test_a_kind_that_is_none_is_refused_by_name(client: Client, kind: str) -> None:
    answer = client.get("/v1/event-types", params={"kind": kind})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-parameter")
    assert answer.json()["field"] == "kind"


@pytest.mark.parametrize("name", [*PUBLISHED, ENVELOPE])
def test_a_schema_is_served_as_a_document_of_its_own(client: Client, name: str) -> None:
    answer = client.get(f"/v1/event-types/{name}/schema")
    assert answer.headers["content-type"] == SCHEMA_MEDIA_TYPE
    schema = answer.json()
    assert schema.pop("$schema") == DIALECT
    assert schema["$id"] == f"urn:tanguanjia:schema:{name}"
    whole = client.get("/v1/event-types").json()
    embedded = {each["name"]: each["json_schema"] for each in whole["items"]}
    assert schema == {**embedded, ENVELOPE: whole["envelope"]}[name]


@pytest.mark.parametrize(
    "path", ["lot-drawn.v2", "lot-drawn", ENVELOPE, "lot-drawn.v2/schema", "envelope.v2/schema"]
)
def test_there_is_nothing_under_a_name_that_was_not_published(client: Client, path: str) -> None:
    answer = client.get(f"/v1/event-types/{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "nothing-under-this-number")


def test_the_example_is_what_is_served(client: Client) -> None:
    answer = client.get(f"/v1/event-types/{EXAMPLE.name}").json()
    assert answer == {"event_type": EXAMPLE.model_dump(mode="json")}
