"""Following by a stream: it goes on where it was, and gives signs of life."""

import json
from itertools import islice
from typing import Any

import pytest
from litestar.testing import TestClient

from adapters.web import porter
from adapters.web.app import create_app
from adapters.web.limits import Limits
from application.office import Office
from application.public_form import MASKED
from domain.access import Caller, Role
from tests.adapters.web.conftest import HERE, Client
from tests.adapters.web.feed.conftest import Station, counted
from tests.sse import Message, Reader, heard, opened, pieces, whole_messages

STREAM = "/v1/events/stream"


def test_it_tells_what_is_there_and_then_what_comes(station: Station) -> None:
    head = station.receive(3)
    with opened(station.port, STREAM) as answer:
        assert answer.status == 200
        assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["x-accel-buffering"] == "no"
        messages = heard(answer)
        assert [each.id for each in islice(messages, head)] == ["1", "2", "3"]
        station.receive()
        last = next(messages)
    told: dict[str, Any] = json.loads(last.data)
    assert last == Message("4", "lot-received.v1", last.data)
    assert (told["id"], told["type"], told["subject"]) == ("4", last.event, "lot:LOT-4")


def test_the_stream_and_the_pages_tell_the_same(client: Client) -> None:
    streamed = [json.loads(each.data) for each in whole_messages(client.get(STREAM).content)]
    pulled: list[Any] = []
    page: dict[str, Any] = {"next": 0, "more": True}
    while page["more"]:
        page = client.get(f"/v1/events?limit=500&after={page['next']}").json()
        pulled += page["events"]
    assert streamed == pulled


def test_the_last_id_goes_before_after(client: Client) -> None:
    answer = client.get(f"{STREAM}?after=5", headers={"last-event-id": "7"})
    assert whole_messages(answer.content)[0].id == "8"
    assert whole_messages(client.get(f"{STREAM}?after=5").content)[0].id == "6"


@pytest.mark.parametrize("said", ["", "x", "-1", "1.5", "9" * 16, "٣"])
def test_a_last_id_that_is_none_is_refused(client: Client, said: str) -> None:
    answer = client.get(STREAM, headers=[(b"last-event-id", said.encode())])
    assert answer.status_code == 400
    assert (answer.json()["code"], answer.json()["field"]) == ("bad-header", "Last-Event-ID")


def test_a_last_id_beyond_the_log_is_named(client: Client) -> None:
    answer = client.get(STREAM, headers={"last-event-id": "999999"})
    assert answer.status_code == 409
    assert answer.json()["field"] == "Last-Event-ID"


def test_only_what_is_wanted_comes_down(client: Client) -> None:
    answer = client.get(f"{STREAM}?type=batch-*")
    messages = whole_messages(answer.content)
    assert messages
    assert all(each.event.startswith("batch-") for each in messages)


def test_where_nothing_is_wanted_the_place_moves_on(client: Client) -> None:
    reader = Reader()
    stream = client.get(f"{STREAM}?type=never-happened.v1").content
    assert list(reader.take(stream)) == []
    assert int(reader.last_id) == client.get("/v1/events").json()["head"]


def test_a_silent_stream_gives_signs_of_life_with_the_place(station: Station) -> None:
    head = station.receive(2)
    reader = Reader()
    with opened(station.port, f"{STREAM}?after={head}&type=batch-*") as answer:
        station.receive(3)
        for piece in islice(pieces(answer), 200):
            assert list(reader.take(piece)) == []
            if reader.last_id == str(head + 3):
                break
    assert reader.last_id == str(head + 3)
    assert "heartbeat" in reader.comments
    # Whoever comes again from there is told of nothing that he was spared before.
    with opened(station.port, f"{STREAM}?type=lot-*", {"Last-Event-ID": reader.last_id}) as answer:
        station.receive()
        assert next(heard(answer)).id == str(head + 4)


def test_persons_are_masked_for_an_integrator(
    demo_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Caller("集成方", Role.INTEGRATOR, frozenset({"330411105"}))
    told: dict[Role, list[dict[str, Any]]] = {}
    with TestClient(create_app(demo_office, limits=Limits(stream_s=0.01)), base_url=HERE) as reader:
        for caller in (town, Caller("镇", Role.TOWN, town.jurisdiction)):
            monkeypatch.setattr(porter, "AT_THIS_MACHINE", caller)
            messages = whole_messages(reader.get(f"{STREAM}?type=adsorber-*").content)
            told[caller.role] = [json.loads(each.data) for each in messages]
    masked, plain = told[Role.INTEGRATOR], told[Role.TOWN]
    assert [each["id"] for each in masked] == [each["id"] for each in plain]
    assert {each["town"] for each in masked} == {"330411105"}
    handled = [(m["data"], p["data"]) for m, p in zip(masked, plain, strict=True)]
    with_persons = [(m, p) for m, p in handled if p.get("operator")]
    assert with_persons
    assert all(m == {**p, "operator": MASKED} for m, p in with_persons)
    assert MASKED not in str(plain)


def test_what_went_out_is_counted_by_its_way(station: Station) -> None:
    head = station.receive(3)
    with opened(station.port, STREAM) as answer:
        list(islice(heard(answer), head))
    with opened(station.port, "/v1/events?limit=2") as answer:
        answer.read()
    assert counted(station.office, "tanguanjia_events_told_total") == {
        (("way", "sse"),): 3,
        (("way", "pull"),): 2,
    }
