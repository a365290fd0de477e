"""Telling one subscriber one event: what is sent, how it is signed, and what his answer means."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from hashlib import sha256

from application.endpoint import AddressNotAllowed, Endpoint, EndpointRules
from application.envelope import MEDIA_TYPE, Envelope, position_of, thin
from application.events import Audience, Events
from application.ports.clock import Clock
from application.ports.courier import Courier, Outcome, Reply
from application.ports.webhook_desk import Attempt
from application.webhook_signature import signed_headers
from domain.subscription import Payload

MOST_WAIT = timedelta(hours=1)
"""However long a receiver asks to be left alone, after this he is asked again. Chosen."""

_GONE, _BUSY = 410, (429, 503)
_AGENT = "tanguanjia"


class Verdict(StrEnum):
    """What becomes of an event that somebody was told, or was not."""

    DELIVERED = "delivered"
    FAILED = "failed"
    BUSY = "busy"
    """The receiver asks to be left alone for a while."""
    GONE = "gone"
    """The receiver asks never to be told again."""
    CALLED_OFF = "called-off"
    """We did not wait for his answer, which says nothing about him."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of telling."""

    verdict: Verdict
    attempt: Attempt
    wait: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Envoy:
    """Speaks for one subscription."""

    events: Events
    courier: Courier
    clock: Clock
    audience: Audience
    payload: Payload
    url: str | None = field(repr=False)
    """None where its key has been lost."""
    rules: EndpointRules
    secrets: Sequence[str] = field(repr=False)

    def tell(self, told: Envelope, attempt: int) -> Heard:
        """Tell an event, for the n-th time."""
        shown = thin(told) if self.payload is Payload.THIN else told
        heard = self.send(str(told["id"]), shown, position_of(told), attempt)
        if heard.attempt.excerpt and self._names_persons(shown):
            return replace(heard, attempt=replace(heard.attempt, excerpt=None))
        return heard

    def send(self, identity: str, shown: Envelope, position: int, attempt: int) -> Heard:
        """Send a message under an id and hear what is answered."""
        body = json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()
        now = self.clock.now()
        headers = {
            "content-type": MEDIA_TYPE,
            "user-agent": _AGENT,
            **signed_headers(identity, int(now.timestamp()), body, self.secrets),
        }
        reply = self._reply(headers, body)
        verdict, wait = judged(reply, now)
        attempted = Attempt(
            position=position,
            type=str(shown["type"]),
            stream=str(shown.get("subject", "")),
            attempt=attempt,
            at=now,
            outcome=_told(reply),
            status=reply.status,
            duration_ms=round(reply.duration_s * 1000),
            headers="\n".join(f"{name}: {value}" for name, value in headers.items()),
            body_sha256=sha256(body).hexdigest(),
            body_bytes=len(body),
            excerpt=_legible(reply.excerpt),
        )
        return Heard(verdict, attempted, wait)

    def _reply(self, headers: Mapping[str, str], body: bytes) -> Reply:
        endpoint = self._endpoint()
        if endpoint is None:
            return Reply(Outcome.NOT_ALLOWED)
        return self.courier.deliver(endpoint, headers, body)

    def _endpoint(self) -> Endpoint | None:
        """What was allowed when the subscription was opened may not be any more."""
        try:
            return None if self.url is None else self.rules.read(self.url)
        except AddressNotAllowed:
            return None

    def _names_persons(self, shown: Envelope) -> bool:
        """Whether what was sent told of persons; an answer may repeat it, and would be kept."""
        if not self.audience.sees_persons or "data" not in shown:
            return False
        masked = Audience(self.audience.scope, sees_persons=False)
        found = self.events.after(position_of(shown) - 1, 1, masked).events
        return not found or found[0].get("data") != shown["data"]


def judged(reply: Reply, now: datetime) -> tuple[Verdict, timedelta]:
    """Decide what an answer means, and how long its receiver wants to be left alone."""
    if reply.delivered:
        return Verdict.DELIVERED, timedelta()
    if reply.outcome is Outcome.CALLED_OFF:
        return Verdict.CALLED_OFF, timedelta()
    if reply.status == _GONE:
        return Verdict.GONE, timedelta()
    wait = _asked_for(reply.retry_after, now) if reply.status in _BUSY else None
    return (Verdict.FAILED, timedelta()) if wait is None else (Verdict.BUSY, wait)


def _asked_for(after: str | None, now: datetime) -> timedelta | None:
    """Read `Retry-After`: seconds, or a date."""
    if after is None:
        return None
    text = after.strip()
    if text.isascii() and text.isdigit():
        # A number of any length is cut before it is made a time.
        return min(timedelta(seconds=int(text[:6])), MOST_WAIT)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    if until.tzinfo is None:
        return None
    return min(max(until - now, timedelta()), MOST_WAIT)


def _told(reply: Reply) -> str:
    if reply.delivered:
        return Verdict.DELIVERED.value
    return reply.outcome.value if reply.status is None else f"status-{reply.status}"


def _legible(excerpt: bytes) -> str:
    text = excerpt.decode("utf-8", "replace")
    return "".join(each if each.isprintable() or each == "\n" else "?" for each in text)
