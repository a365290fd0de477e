"""Somebody's SMS gateway: a small server on this machine, that misbehaves as it is told to."""

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from time import time
from typing import Any

from adapters.messaging.by_gateway import Gateway, GatewayMessenger
from adapters.messaging.signing import is_signed, signed
from tests.receiver import Heard, Receiver, Says, listening

SECRET = b"a secret of the gateway"
KEY = "tanguanjia"


@dataclass
class SmsGateway:
    """Keeps what it took, by id. `moods` are how it answers the next sendings; then it is well.

    A mood is `500` (broken before it took the message), `lost` (it took it, and the answer never
    came), `busy` or `no such number`.
    """

    receiver: Receiver
    moods: list[str] = field(default_factory=list[str])
    down: bool = False
    taken: dict[str, Any] = field(default_factory=dict[str, Any])
    handed_out: list[str] = field(default_factory=list[str])
    lock: Lock = field(default_factory=Lock)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.receiver.port}/sms"

    def messenger(self, secret: bytes = SECRET, within_s: float = 2) -> GatewayMessenger:
        """Somebody who sends by it."""
        gateway = Gateway(self.url, KEY, secret, (("yellow", "T-001"),))
        return GatewayMessenger(gateway, time, within_s)

    def answer(self, heard: Heard) -> Says:
        """Answer one request."""
        if self.down:
            return Says(503)
        if not _is_ours(heard):
            return Says(401)
        with self.lock:
            return self._sent(heard) if heard.body else self._asked(heard.path.rpartition("/")[2])

    def _asked(self, identity: str) -> Says:
        return _says(200, status="sent") if identity in self.taken else Says(404)

    def _sent(self, heard: Heard) -> Says:
        told = json.loads(heard.body)
        mood = self.moods.pop(0) if self.moods else "well"
        if mood == "500":
            return Says(500)
        if mood == "busy":
            return Says(429)
        if mood == "no such number":
            return Says(422)
        if told["id"] not in self.taken:
            self.taken[told["id"]] = told
            self.handed_out.append(told["id"])
        return Says(200, wait_s=5) if mood == "lost" else _says(202, status="accepted")


def report(identity: str, status: str, secret: bytes = SECRET, at_s: int | None = None) -> Any:
    """What the gateway would report of a message: headers and body."""
    body = json.dumps({"id": identity, "status": status}).encode()
    timestamp_s = int(time()) if at_s is None else at_s
    headers = {"X-Timestamp": str(timestamp_s), "X-Signature": signed(secret, timestamp_s, body)}
    return headers, body


@contextmanager
def sms_gateway() -> Generator[SmsGateway]:
    """Run a gateway for as long as the context lasts."""
    with listening() as receiver:
        gateway = SmsGateway(receiver)
        answers: Callable[[Heard], Says] = gateway.answer
        receiver.answers = answers
        yield gateway


def _says(answer: int, **told: str) -> Says:
    return Says(answer, body=json.dumps(told).encode())


def _is_ours(heard: Heard) -> bool:
    headers = {name.lower(): value for name, value in heard.headers.items()}
    timestamp, signature = headers.get("x-timestamp", ""), headers.get("x-signature", "")
    return headers.get("x-key") == KEY and is_signed(
        SECRET, timestamp, signature, heard.body, time()
    )
