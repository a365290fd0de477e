"""Alerts over the web: seen, acknowledged, and what the gateway reports of their messages."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from time import time
from typing import Any

import pytest
from litestar.testing import TestClient

from adapters.messaging.by_gateway import GatewayReports
from adapters.web.app import create_app
from application.ports.alert_desk import Stage
from domain.code import Code
from tests.adapters.web.conftest import HERE
from tests.alarmed import CHARGE_ID, Alarmed, alarmed
from tests.gateway import SECRET, report
from tests.messengers import Pigeon

ALERT = f"{CHARGE_ID}-1"


@pytest.fixture
def firm(tmp_path: Path) -> Generator[Alarmed]:
    with alarmed(f"sqlite:///{tmp_path / 'books.db'}", Pigeon()) as opened:
        opened.becomes(Code.ORANGE)
        opened.work()
        opened.office.catch_up()
        yield opened


@pytest.fixture
def client(firm: Alarmed) -> Generator[TestClient[Any]]:
    office = replace(firm.office, reports=GatewayReports(SECRET, time))
    with TestClient(create_app(office), base_url=HERE) as opened:
        yield opened


def acknowledge(client: TestClient[Any], alert: str = ALERT, key: str = "k") -> Any:
    address = f"/v1/alerts/{alert}/acknowledgement"
    return client.post(address, json={"note": "明日换炭"}, headers={"idempotency-key": key})


def test_an_alert_is_shown_with_its_messages(client: TestClient[Any]) -> None:
    (listed,) = client.get("/v1/alerts?only_open=true&level=orange").json()["items"]
    assert (listed["id"], listed["level"]) == (ALERT, "orange")
    shown = client.get(f"/v1/alerts/{ALERT}").json()
    assert shown["alert"] == listed
    assert {message["to"] for message in shown["messages"]} == {"enterprise", "town"}
    assert "13800000001" not in client.get("/v1/messages").text


def test_the_code_in_a_message_leads_to_its_alert(client: TestClient[Any], firm: Alarmed) -> None:
    entry = firm.office.alerts.alert(ALERT, firm.office.viewpoint())
    assert entry is not None
    from application.alert_texts import spelled

    answer = client.get(f"/a/{spelled(entry.number)}", follow_redirects=False)
    assert answer.status_code == 302
    shown = client.get(answer.headers["location"]).json()
    assert shown["alert"]["id"] == ALERT
    assert client.get("/a/NOTHING", follow_redirects=False).status_code == 404
    assert client.get("/v1/alerts/zzzzzz").status_code == 404


def test_an_acknowledgement_is_recorded_once(client: TestClient[Any], firm: Alarmed) -> None:
    assert acknowledge(client).status_code == 201
    assert acknowledge(client).json()["repeated"] is True
    assert acknowledge(client, key="other").json()["code"] == "alert-already-acknowledged"
    firm.office.catch_up()
    shown = client.get(f"/v1/alerts/{ALERT}").json()["alert"]
    assert shown["note"] == "明日换炭"
    assert acknowledge(client, f"{CHARGE_ID}-7").status_code == 404


def test_a_receipt_is_kept_and_may_come_twice(client: TestClient[Any], firm: Alarmed) -> None:
    message = firm.outbox()[0].id
    for _ in range(2):
        headers, body = report(message, "delivered")
        answer = client.post("/v1/messages/receipts", content=body, headers=headers)
        assert answer.status_code == 204
    shown = client.get("/v1/messages?stage=sent").json()["items"]
    receipts = {each["id"]: each["receipt"] for each in shown}
    assert receipts[message] == "delivered"
    assert set(receipts.values()) == {"delivered", None}


@pytest.mark.parametrize(
    ("secret", "status", "answered"),
    [(b"another secret", "delivered", 403), (SECRET, "who knows", 400)],
)
def test_a_receipt_that_is_not_the_gateways_changes_nothing(
    client: TestClient[Any], firm: Alarmed, secret: bytes, status: str, answered: int
) -> None:
    headers, body = report(firm.outbox()[0].id, status, secret)
    answer = client.post("/v1/messages/receipts", content=body, headers=headers)
    assert answer.status_code == answered
    assert [message.receipt for message in firm.outbox()] == ["", ""]


def test_a_receipt_of_nothing_is_not_found_and_a_long_one_not_read(
    client: TestClient[Any], firm: Alarmed
) -> None:
    headers, body = report("0f8b7c1e-58f0-5d6f-9a37-0c4f5a1c2b3d", "delivered")
    assert client.post("/v1/messages/receipts", content=body, headers=headers).status_code == 404
    long = client.post("/v1/messages/receipts", content=b"x" * 5000, headers=headers)
    assert long.status_code == 413
    with TestClient(create_app(firm.office), base_url=HERE) as without:
        answer = without.post("/v1/messages/receipts", content=body, headers=headers)
        assert answer.status_code == 404


def test_a_receipt_for_a_message_in_doubt_settles_it(
    client: TestClient[Any], firm: Alarmed
) -> None:
    message = replace(firm.outbox()[0], id="11111111-58f0-5d6f-9a37-0c4f5a1c2b3d")
    firm.alerting.desk.save(replace(message, stage=Stage.TRYING, due=None))
    headers, body = report(message.id, "delivered")
    client.post("/v1/messages/receipts", content=body, headers=headers)
    firm.work()
    kept = firm.alerting.desk.message(message.id)
    assert kept is not None
    assert kept.stage is Stage.SENT


def test_somebody_is_named_for_a_duty_and_shown(client: TestClient[Any]) -> None:
    body = {
        "kind": "regenerator",
        "id": "嘉善再生中心（演示）",
        "contact": {"name": "赵工", "phone": "13800000009"},
        "email": "duty@example.cn",
    }
    answer = client.post("/v1/duty-contacts", json=body, headers={"idempotency-key": "d"})
    assert answer.status_code == 201
    found = {each["duty"]: each for each in client.get("/v1/duty-contacts").json()["items"]}
    assert found["regenerator:嘉善再生中心（演示）"]["contact"]["email"] == "duty@example.cn"
    wrong = client.post(
        "/v1/duty-contacts", json={**body, "kind": "district"}, headers={"idempotency-key": "e"}
    )
    assert wrong.json()["code"] == "no-such-duty"
