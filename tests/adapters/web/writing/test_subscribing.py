"""Subscriptions by the API: what is shown, and what each operation does."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from adapters.web.writing import story
from application.webhooks import MOST_EACH, MOST_SECRETS
from tests.adapters.web.described import DOCUMENT
from tests.adapters.web.json_schema import faults
from tests.adapters.web.writing.conftest import EVENING
from tests.adapters.web.writing.scribe import COMMANDS, Scribe, refused
from tests.adapters.web.writing.subscribers import (
    NOWHERE,
    at,
    deliver,
    near_receivers,
    opened,
    shown,
)
from tests.receiver import Receiver, listening


@pytest.fixture
def scribe(tmp_path: Path) -> Generator[Scribe]:
    with near_receivers(tmp_path) as opened:
        yield opened


@pytest.fixture
def receiver() -> Generator[Receiver]:
    with listening() as opened:
        yield opened


def test_what_is_opened_is_told_and_its_secret_shown_once(
    scribe: Scribe, receiver: Receiver
) -> None:
    body = {"name": "看板", "url": receiver.url, "filter": [{"prefix": {"type": "lot-"}}]}
    first = scribe.send("/v1/subscriptions", body, "k")
    again = scribe.send("/v1/subscriptions", body, "k")
    told = first.json()
    assert told["secret"].startswith("whsec_")
    assert (again.status_code, again.json()) == (200, {**told, "repeated": True, "secret": None})
    assert first.headers["location"] == at(told["subscription"])
    found = shown(scribe, told["subscription"])
    assert (found["state"], found["origin"]) == ("open", receiver.url.partition("/hooks")[0])
    assert found["filter"] == body["filter"]
    listed = scribe.client.get("/v1/subscriptions").text
    for text in (listed, str(found)):
        assert "whsec" not in text
        assert "token" not in text


def test_a_key_of_a_command_is_not_used_for_another_address(
    scribe: Scribe, receiver: Receiver
) -> None:
    body = {"name": "看板", "url": receiver.url}
    assert scribe.send("/v1/subscriptions", body, "k").status_code == 201
    other = scribe.send("/v1/subscriptions", {**body, "url": f"{receiver.url}2"}, "k")
    refused(other, 409, "contradicts-recorded")
    contents = str(scribe.office.log.facts("subscription:" + NOWHERE))
    assert "token" not in contents


def test_what_happens_is_delivered_and_every_delivery_is_shown(
    scribe: Scribe, receiver: Receiver
) -> None:
    identity = opened(
        scribe, receiver.url, filter=[{"exact": {"type": "enterprise-registered.v1"}}]
    )
    scribe.tell("register_enterprise")
    deliver(scribe)
    (heard,) = receiver.heard
    assert heard.event["subject"] == f"enterprise:{story.FIRM}"
    (delivery,) = shown(scribe, identity["subscription"], "deliveries")["items"]
    assert (delivery["outcome"], delivery["status"]) == ("delivered", 204)
    assert f"webhook-id: {heard.id}" in delivery["request_headers"]


def test_a_ping_is_signed_sent_now_and_its_answer_told(scribe: Scribe, receiver: Receiver) -> None:
    identity = opened(scribe, receiver.url)["subscription"]
    receiver.says(418)
    before = scribe.head()
    answer = scribe.send(at(identity, "ping"), {})
    assert answer.status_code == 201
    assert (answer.json()["outcome"], answer.json()["number"]) == ("status-418", 1)
    assert receiver.heard[0].event["type"] == "tanguanjia.ping"
    assert receiver.heard[0].headers["webhook-signature"].startswith("v1,")
    assert scribe.head() == before


def test_each_operation_answers_as_documented(scribe: Scribe, receiver: Receiver) -> None:
    identity = opened(scribe, receiver.url)["subscription"]
    scribe.tell("register_enterprise")
    bodies = {
        "ping_subscription": {},
        "pause_subscription": {},
        "seek_in_subscription": {"to": {"at": "time", "time": "2022-11-01"}},
        "resume_subscription": {},
        "replay_events": {"first": 1, "last": 2},
        "rotate_secret": {},
        "close_subscription": {},
    }
    for operation, body in bodies.items():
        path, described = COMMANDS[operation]
        answer = scribe.send(path.format(subscription=identity), body)
        assert answer.status_code == 201, (operation, answer.text)
        content = described["responses"]["201"]["content"]["application/json"]
        assert faults(answer.json(), content["schema"], DOCUMENT) == []
        deliver(scribe)
    found = shown(scribe, identity)
    assert found["state"] == "closed"
    assert faults(found, DOCUMENT["components"]["schemas"]["Subscription"], DOCUMENT) == []
    assert scribe.client.get("/v1/subscriptions").json()["items"] == []
    assert scribe.office.followers.differences() == []


def test_a_seek_to_the_beginning_sends_everything(scribe: Scribe, receiver: Receiver) -> None:
    scribe.tell("register_enterprise")
    assert scribe.office.followers.wait_for(scribe.office.log.head(), 10)
    identity = opened(scribe, receiver.url)["subscription"]
    deliver(scribe)
    before = len(receiver.heard)
    answer = scribe.send(at(identity, "seek"), {"to": {"at": "index", "index": 0}})
    assert answer.status_code == 201
    deliver(scribe)
    assert len(receiver.heard) > before
    assert "1" in receiver.ids()


def test_parked_events_are_let_go_by_those_who_see_them(scribe: Scribe, receiver: Receiver) -> None:
    identity = opened(scribe, receiver.url)["subscription"]
    answer = scribe.send(at(identity, "parked", "1", "release"), {})
    refused(answer, 409, "nothing-parked")
    refused(scribe.send(at(identity, "parked", "1", "skip"), {}), 409, "nothing-parked")
    assert shown(scribe, identity, "parked") == {"items": []}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"url": "https://127.0.0.1/"}, None),
        ({"url": "https://10.0.0.1/"}, "address-not-allowed"),
        ({"url": "https://user:password@example.com/"}, "address-not-allowed"),
        ({"url": "ftp://example.com/"}, "address-not-allowed"),
        ({"url": "https://example.com:25/"}, "address-not-allowed"),
        ({"filter": [{"like": {"type": "x"}}]}, "unreadable-filter"),
        ({"start": {"at": "index"}}, "start-needs-place"),
        ({"start": {"at": "head", "index": 3}}, "start-needs-place"),
        ({"start": {"at": "index", "index": 10**9}}, "no-such-place"),
    ],
)
def test_what_cannot_be_opened_is_refused(
    scribe: Scribe, more: dict[str, Any], code: str | None
) -> None:
    body = {"name": "看板", "url": "https://receiver.example/", **more}
    answer = scribe.send("/v1/subscriptions", body)
    if code is None:
        assert answer.status_code == 201
        return
    problem = refused(answer, 409, code)
    assert "password" not in str(problem["facts"].get("url", ""))
    assert scribe.client.get("/v1/subscriptions").json()["items"] == []


def test_what_is_refused_leaves_nothing_behind(scribe: Scribe, receiver: Receiver) -> None:
    unnamed = {"name": "看板 ", "url": receiver.url}
    refused(scribe.send("/v1/subscriptions", unnamed), 409, "subscription-needs-name")
    assert scribe.office.webhooks.desk.every() == []


def test_secrets_are_rotated_so_often_at_most(scribe: Scribe, receiver: Receiver) -> None:
    identity = opened(scribe, receiver.url)["subscription"]
    secrets = set[str]()
    for number in range(MOST_SECRETS - 1):
        answer = scribe.send(at(identity, "rotate-secret"), {}, f"k{number}")
        assert answer.status_code == 201
        secrets.add(answer.json()["secret"])
    assert len(secrets) == MOST_SECRETS - 1
    refused(scribe.send(at(identity, "rotate-secret"), {}), 409, "too-many-secrets")
    again = scribe.send(at(identity, "rotate-secret"), {}, "k0")
    assert (again.status_code, again.json()["secret"]) == (200, None)


def test_a_closed_subscription_is_neither_pinged_nor_changed(
    scribe: Scribe, receiver: Receiver
) -> None:
    identity = opened(scribe, receiver.url)["subscription"]
    assert scribe.send(at(identity, "close"), {}).status_code == 201
    deliver(scribe)
    for path in ("ping", "pause", "resume", "rotate-secret"):
        refused(scribe.send(at(identity, path), {}), 409, "subscription-is-closed")
    assert receiver.heard == []
    assert scribe.office.webhooks.desk.secrets(identity, EVENING) == []


def test_so_many_pings_are_on_their_way_at_most(scribe: Scribe, receiver: Receiver) -> None:
    identity = opened(scribe, receiver.url)["subscription"]
    pings = scribe.office.webhooks.pings
    while pings.acquire(blocking=False):
        pass
    refused(scribe.send(at(identity, "ping"), {}), 409, "too-many-pings")
    pings.release()
    assert scribe.send(at(identity, "ping"), {}).status_code == 201


def test_there_is_room_for_so_many(scribe: Scribe, receiver: Receiver) -> None:
    for number in range(MOST_EACH):
        opened(scribe, f"{receiver.url}{number}")
    one_more = {"name": "看板", "url": receiver.url}
    refused(scribe.send("/v1/subscriptions", one_more), 409, "too-many-subscriptions")
    page = scribe.client.get("/v1/subscriptions?limit=15").json()
    rest = scribe.client.get(page["next"]).json()
    assert (len(page["items"]), len(rest["items"]), rest["next"]) == (15, MOST_EACH - 15, None)
