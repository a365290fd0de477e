"""`tanguanjia serve` is stopped while a receiver has not answered yet."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx

from tests.receiver import Says, listening
from tests.served import served

RECEIVERS_HERE = {
    "TANGUANJIA_WEBHOOK_ALLOW_HTTP": "1",
    "TANGUANJIA_WEBHOOK_NETWORKS": "127.0.0.0/8",
}
PATIENCE_S = 60
PROMPT_S = 10
"""A delivery may take 15 s; a stop takes about two, and a busy machine is late."""


def test_a_stop_waits_for_no_receiver_and_the_next_start_tells_him(tmp_path: Path) -> None:
    with listening(lambda _: Says(wait_s=PATIENCE_S)) as receiver:
        with served(tmp_path, own=RECEIVERS_HERE) as port:
            opened = subscribe(port, receiver.url)
            wait_until(lambda: bool(receiver.heard))
            began = monotonic()
        assert monotonic() - began < PROMPT_S
        receiver.says(204)
        with served(tmp_path, own=RECEIVERS_HERE) as port:
            wait_until(lambda: len(deliveries(port, opened)) > 1)
            told = deliveries(port, opened)
    outcomes = [(each["position"], each["outcome"]) for each in told]
    assert outcomes == [(1, "delivered"), (1, "called-off")]
    assert receiver.ids() == ["1", "1"]


def subscribe(port: int, url: str) -> str:
    """Open the first subscription of these books; that it was opened is the first it is told."""
    answer = httpx.post(
        f"http://127.0.0.1:{port}/v1/subscriptions",
        json={"name": "看板", "url": url, "start": {"at": "index", "index": 0}},
        headers={"Idempotency-Key": "k"},
        timeout=PATIENCE_S,
    )
    assert answer.status_code == 201
    return answer.json()["subscription"]


def deliveries(port: int, subscription: str) -> list[dict[str, Any]]:
    """What was tried, the newest first."""
    at = f"http://127.0.0.1:{port}/v1/subscriptions/{subscription}/deliveries"
    return httpx.get(at, timeout=PATIENCE_S).json()["items"]


def wait_until(happens: Callable[[], bool]) -> None:
    deadline = monotonic() + PATIENCE_S
    while not happens():
        assert monotonic() < deadline, "it does not happen"
        sleep(0.05)
