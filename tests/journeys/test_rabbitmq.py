"""A server with its message broker: it runs whether the broker is there or not, and tells nobody
how it is let in there.
"""

import json
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest

from adapters.rabbit.layout import COMMANDS, UNROUTED
from tests.amqp import Amqp
from tests.demo_books import copied
from tests.served import served

PASSWORD = "s3cret-of-the-broker"
FACTS = 4159


def until_noted(folder: Path, event: str) -> list[dict[str, object]]:
    """Wait until the journal has an event, and give the whole journal."""
    deadline = monotonic() + 60
    while True:
        lines = (folder / "errors.txt").read_text().splitlines()
        journal = [json.loads(line) for line in lines if line.startswith("{")]
        if any(each["event"] == event for each in journal):
            return journal
        assert monotonic() < deadline, lines
        sleep(0.05)


@pytest.fixture
def folder(loaded: Path, tmp_path: Path) -> Path:
    return copied(loaded, tmp_path)


def test_a_server_hands_its_events_to_the_broker_and_says_so(folder: Path, amqp: Amqp) -> None:
    options = ("--demo", "--rabbitmq", amqp.url, "--log-format", "json")
    with served(folder, *options) as port:
        amqp.wait_for(UNROUTED, FACTS)
        amqp.wait_for(COMMANDS, 0)
        until_noted(folder, "relay-serves")
        here = f"http://127.0.0.1:{port}"
        deadline = monotonic() + 30
        while (told := httpx.get(f"{here}/health/ready").json()["relay"][0])["lag"]:
            assert monotonic() < deadline
        assert told == {"outlet": "rabbitmq", "connected": True, "position": FACTS, "lag": 0}
        metrics = httpx.get(f"{here}/metrics").text
    assert f'tanguanjia_relay_position{{outlet="rabbitmq"}} {FACTS}' in metrics
    assert 'tanguanjia_relay_connected{outlet="rabbitmq"} 1' in metrics
    assert f'tanguanjia_relay_events_total{{outcome="confirmed"}} {FACTS}' in metrics


def test_a_server_without_its_broker_does_everything_else(folder: Path) -> None:
    nowhere = f"amqp://plant7:{PASSWORD}@127.0.0.1:1/"
    options = ("--demo", "--rabbitmq", nowhere, "--log-format", "json")
    with served(folder, *options) as port:
        journal = until_noted(folder, "broker-away")
        until_noted(folder, "inbox-away")
        here = f"http://127.0.0.1:{port}"
        ready = httpx.get(f"{here}/health/ready")
        assert ready.status_code == 200
        assert ready.json()["relay"][0]["connected"] is False
        assert httpx.get(f"{here}/v1/ledger").status_code == 200
        shown = ready.text + httpx.get(f"{here}/metrics").text
        sleep(2)
        journal = until_noted(folder, "broker-away")
    # However often it is tried, it is said once.
    assert [each["event"] for each in journal].count("broker-away") == 1
    assert [each["event"] for each in journal].count("inbox-away") == 1
    for text in (shown, (folder / "errors.txt").read_text()):
        assert PASSWORD not in text
        assert "plant7" not in text


def test_a_wrong_password_is_in_no_journal(folder: Path, amqp: Amqp) -> None:
    wrong = amqp.url.replace("guest:guest", f"guest:{PASSWORD}")
    with served(folder, "--demo", "--rabbitmq", wrong, "--log-format", "json"):
        until_noted(folder, "broker-away")
        until_noted(folder, "inbox-away")
    assert PASSWORD not in (folder / "errors.txt").read_text()
