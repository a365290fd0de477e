"""Messages by an SMS gateway over HTTP: `POST <url>/messages`, `GET <url>/messages/<id>`.

The id is the idempotency key: the gateway sends what it knows already no second time, and tells
what became of it. Example contract: docs/operating/alerts.md.
"""

import json
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from adapters.messaging.signing import SIGNATURE_HEADER, TIME_HEADER, is_signed, signed
from application.ports.messenger import BadReport, Message, Outcome, Receipt, Report

WITHIN_S = 10.0
MOST_READ_BYTES = 65_536
_TAKEN = frozenset({"accepted", "queued", "sent", "delivered", "undelivered"})
_OK, _CONFLICT, _NOT_FOUND, _BROKEN = 200, 409, 404, 500
_REFUSALS = frozenset({400, 410, 422})
"""What says that this message will never be taken; other 4xx are about us, and may be put right."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """A gateway and how we show who we are; its text holds no credentials."""

    url: str
    key_id: str
    secret: bytes = field(repr=False)
    templates: tuple[tuple[str, str], ...] = ()
    """Our template's name, and the gateway's number of it."""
    tls: ssl.SSLContext | None = field(default=None, repr=False)


class _Unreached(Exception):  # noqa: N818 - an outcome
    """Nothing was handed over."""


class GatewayMessenger:
    """Asks a gateway in a connection of its own for each question."""

    def __init__(
        self, gateway: Gateway, now_s: Callable[[], float], within_s: float = WITHIN_S
    ) -> None:
        """Use a gateway; `now_s` is the time of day that requests are signed with."""
        self._gateway = gateway
        self._now_s = now_s
        self._within_s = within_s

    @property
    def way(self) -> str:
        """What the way is called."""
        return "sms"

    def send(self, message: Message) -> Receipt:
        """Hand a message over."""
        if message.phone is None:
            return Receipt(Outcome.REFUSED, "no-number")
        templates = dict(self._gateway.templates)
        told = {
            "id": message.id,
            "to": message.phone,
            "template": templates.get(message.template, message.template),
            "parameters": dict(message.parameters),
            "text": message.text,
        }
        body = json.dumps(told, ensure_ascii=False).encode()
        try:
            status, answer = self._asked("POST", "/messages", body)
        except _Unreached as away:
            return Receipt(Outcome.NOT_TAKEN, str(away))
        except (OSError, HTTPException, ValueError) as lost:
            return Receipt(Outcome.IN_DOUBT, type(lost).__name__)
        return Receipt(_of_sending(status, answer), f"http {status}")

    def status(self, identity: str) -> Outcome | None:
        """Ask what became of a message."""
        try:
            status, answer = self._asked("GET", f"/messages/{identity}", b"")
        except (_Unreached, OSError, HTTPException, ValueError):
            return Outcome.IN_DOUBT
        if status == _NOT_FOUND:
            return Outcome.NOT_TAKEN
        if status != _OK:
            return Outcome.IN_DOUBT
        return _of_account(answer)

    def _asked(self, method: str, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        connection, base = self._connection()
        try:
            try:
                connection.connect()
            except OSError as away:
                raise _Unreached(type(away).__name__) from away
            timestamp_s = int(self._now_s())
            headers = {
                "Content-Type": "application/json; charset=utf-8",
                "X-Key": self._gateway.key_id,
                TIME_HEADER: str(timestamp_s),
                SIGNATURE_HEADER: signed(self._gateway.secret, timestamp_s, body),
            }
            connection.request(method, f"{base}{path}", body or None, headers)
            answer = connection.getresponse()
            return answer.status, _read(answer.read(MOST_READ_BYTES))
        finally:
            connection.close()

    def _connection(self) -> tuple[HTTPConnection, str]:
        parts = urlsplit(self._gateway.url)
        host = parts.hostname or ""
        if parts.scheme == "https":
            tls = self._gateway.tls or ssl.create_default_context()
            secure = HTTPSConnection(host, parts.port, timeout=self._within_s, context=tls)
            return secure, parts.path.rstrip("/")
        plain = HTTPConnection(host, parts.port, timeout=self._within_s)
        return plain, parts.path.rstrip("/")


class GatewayReports:
    """Reads what the gateway tells of a message afterwards, if the gateway has signed it."""

    def __init__(self, secret: bytes, now_s: Callable[[], float]) -> None:
        """Believe who knows a secret."""
        self._secret = secret
        self._now_s = now_s

    def read(self, timestamp: str, signature: str, body: bytes) -> Report | None:
        """Read a report; raises `BadReport`."""
        if not is_signed(self._secret, timestamp, signature, body, self._now_s()):
            return None
        told = _read(body)
        identity, status = told.get("id"), told.get("status")
        if not isinstance(identity, str) or status not in {"delivered", "undelivered"}:
            raise BadReport
        return Report(identity, status == "delivered")


def _read(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}  # pyright: ignore[reportUnknownVariableType] - any object


def _of_sending(status: int, answer: dict[str, Any]) -> Outcome:
    """What an answer to a message means; a gateway that fails may have taken it all the same."""
    if _OK <= status < _OK + 100:
        return _of_account(answer) if "status" in answer else Outcome.ACCEPTED
    if status == _CONFLICT:
        return Outcome.ACCEPTED
    if status in _REFUSALS:
        return Outcome.REFUSED
    return Outcome.IN_DOUBT if status >= _BROKEN else Outcome.NOT_TAKEN


def _of_account(answer: dict[str, Any]) -> Outcome:
    told = str(answer.get("status", ""))
    if told == "refused":
        return Outcome.REFUSED
    return Outcome.ACCEPTED if told in _TAKEN else Outcome.IN_DOUBT
