"""What both documents tell, they tell alike: ways, what can be asked of them, and answers."""

from typing import Any

import pytest

from adapters.web.feed.pull import TAG
from application.ports.event_types import ENVELOPE
from tests.adapters.web.described import DOCUMENT as OPENAPI
from tests.adapters.web.test_asyncapi import DOCUMENT as ASYNCAPI

Part = dict[str, Any]
CHANNELS: Part = {
    name: channel
    for name, channel in ASYNCAPI["channels"].items()
    if channel.get("servers") == [{"$ref": "#/servers/api"}]
}
SCHEMAS: Part = OPENAPI["components"]["schemas"]
MESSAGES: Part = ASYNCAPI["components"]["messages"]
WAYS = sorted(CHANNELS)


def http_of(way: str) -> Part:
    """How a way is asked by HTTP."""
    (operation,) = (
        each
        for each in ASYNCAPI["operations"].values()
        if each["channel"] == {"$ref": f"#/channels/{way}"}
    )
    return operation["bindings"]["http"]


def operation_of(way: str) -> Part:
    """The same way in the document of the API."""
    return OPENAPI["paths"][CHANNELS[way]["address"]][http_of(way)["method"].lower()]


def parameters(way: str, where: str) -> dict[str, Part]:
    return {each["name"]: each for each in operation_of(way)["parameters"] if each["in"] == where}


def without_examples(schema: Part) -> Part:
    return {word: said for word, said in schema.items() if word != "examples"}


def shape(schema: Part) -> Any:
    """What a value may be, whatever is said of it."""
    return schema.get("type", "object" if "allOf" in schema else None)


def test_every_way_of_following_by_the_api_is_in_both() -> None:
    following = {
        path
        for path, operations in OPENAPI["paths"].items()
        if any(TAG in operation["tags"] for operation in operations.values())
    }
    assert {channel["address"] for channel in CHANNELS.values()} == following
    assert len(following) == len(WAYS) > 1
    for way in WAYS:
        assert TAG in operation_of(way)["tags"]


@pytest.mark.parametrize("way", WAYS)
def test_the_same_can_be_asked(way: str) -> None:
    declared = parameters(way, "query")
    asked = http_of(way)["query"]
    assert set(asked["properties"]) == set(declared)
    for name, parameter in declared.items():
        assert asked["properties"][name] == without_examples(parameter["schema"]), name
    # Neither has any that must be there, and neither takes one that it does not name.
    assert not any(each["required"] for each in declared.values())
    assert "required" not in asked
    assert asked["additionalProperties"] is False


@pytest.mark.parametrize("way", WAYS)
def test_a_header_that_can_be_sent_is_named(way: str) -> None:
    # The binding has no place for headers of a request.
    for name in parameters(way, "header"):
        assert CHANNELS[way]["description"].count(name) == 2, name
    described = CHANNELS[way]["description"]
    assert ("Last-Event-ID" in described) == ("Last-Event-ID" in parameters(way, "header"))


def test_who_pulls_is_answered_in_the_same_forms() -> None:
    reply = ASYNCAPI["operations"]["answer"]["reply"]["messages"]
    names = [each["$ref"].rpartition("/")[2] for each in reply]
    answer = operation_of("pull")["responses"]["200"]
    assert {MESSAGES[name]["contentType"] for name in names} == set(answer["content"])
    headers = MESSAGES["batch"]["headers"]["properties"]
    assert set(headers) == set(answer["headers"])
    for name, header in answer["headers"].items():
        assert shape(headers[name]) == shape(header["schema"])


def test_a_page_is_the_same() -> None:
    page, declared = MESSAGES["page"]["payload"], SCHEMAS["EventPage"]
    assert set(page["required"]) == set(declared["required"]) == set(page["properties"])
    for name, schema in declared["properties"].items():
        assert shape(page["properties"][name]) == shape(schema), name


def test_an_event_is_the_same_on_a_page_and_in_a_batch() -> None:
    envelope, declared = ASYNCAPI["components"]["schemas"][ENVELOPE], SCHEMAS["Event"]
    assert set(envelope["properties"]) == set(declared["properties"])
    page, batch = MESSAGES["page"]["payload"], MESSAGES["batch"]["payload"]
    for events in (page["properties"]["events"], batch):
        (of_all,) = events["items"]["allOf"]
        assert of_all == {"$ref": f"#/components/schemas/{ENVELOPE}"}
        required = {*envelope["required"], *events["items"]["required"]}
        assert required == set(declared["required"])


def test_the_key_the_version_and_the_licence_are_the_same() -> None:
    ours, theirs = (each["components"]["securitySchemes"]["bearer"] for each in (ASYNCAPI, OPENAPI))
    for word in ("type", "scheme", "bearerFormat"):
        assert ours[word] == theirs[word]
    assert ASYNCAPI["info"]["version"] == OPENAPI["info"]["version"]
    assert ASYNCAPI["info"]["license"]["name"] == OPENAPI["info"]["license"]["name"]
