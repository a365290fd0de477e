"""What every request passes first, and every answer last: host check, HEAD, security headers."""

import re
from collections.abc import Iterable
from typing import Any

from litestar import Litestar
from litestar.concurrency import sync_to_thread
from litestar.types import Message, Receive, Scope, Send

from adapters.web.calling import PORTER
from adapters.web.feed.feeds import Feeds
from adapters.web.porter import Porter
from adapters.web.problem import FOREIGN_HOST, encoded
from adapters.web.refusing import SEEN, Seen
from adapters.web.witness import Witness

WITNESS, FEEDS = "witness", "feeds"
"""Where the witness of an application, and those who follow, stand in its state."""

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Under these names this machine reaches itself. Until there are keys nobody else may ask."""

_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^:\[\]]+)(:\d{1,5})?")

_HEADERS = (
    # Nothing is fetched from another host, and nothing is run: the pages have no scripts.
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
        b"form-action 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_NOT_KEPT = (b"cache-control", b"no-cache")


def is_loopback(host: str) -> bool:
    """Whether a Host header names this machine as seen from itself.

    A page on the internet can point its own name at 127.0.0.1 (DNS rebinding); its requests then
    arrive here under that name, and are turned away.
    """
    return _name(host) in LOOPBACK_NAMES


def _name(host: str) -> str | None:
    found = _HOST.fullmatch(host.lower())
    return None if found is None else found["name"].removesuffix(".")


class Doorway(Litestar):
    """A Litestar application that lets only this machine in until there are keys."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(hosts) == 1 and await self._lets_in(hosts[0]):
            await self._witnessed(scope, receive, _guarded(send))
        else:
            await _turn_away(scope, _guarded(send))

    def leave(self) -> None:
        """Let every stream and everybody who waits go home: the server is about to stop."""
        feeds: Feeds = self.state[FEEDS]
        feeds.watch.close()

    async def _lets_in(self, host: str) -> bool:
        if is_loopback(host):
            return True
        porter: Porter = self.state[PORTER]
        name = _name(host)
        return name is not None and await sync_to_thread(porter.lets_in, name)

    async def _witnessed(self, scope: Any, receive: Receive, send: Send) -> None:
        # The application writes in its scope, so what may be asked again is put aside first.
        as_asked, seen = {**scope, "state": dict(scope.get("state", {}))}, Seen()
        scope[SEEN] = seen
        await self._answer(scope, receive, send)
        witness: Witness = self.state[WITNESS]
        await witness.note(as_asked, seen, self._status)

    async def _status(self, scope: Any) -> int:
        """Answer a GET to nobody, and give the status."""
        statuses: list[int] = []

        async def nothing_more() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def unheard(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        await super().__call__(scope, nothing_more, unheard)
        return statuses[0]

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "HEAD":
            # HEAD is GET without the body; the length that the header tells stays GET's.
            as_get: Any = {**scope, "method": "GET"}
            await super().__call__(as_get, *_without_body(receive, send))
        else:
            await super().__call__(scope, receive, send)


def _guarded(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            message["headers"] = [*headers, *_missing(headers)]
        await send(message)

    return guarded


def _missing(headers: list[tuple[bytes, bytes]]) -> Iterable[tuple[bytes, bytes]]:
    present = {name.lower() for name, _ in headers}
    return [header for header in (*_HEADERS, _NOT_KEPT) if header[0] not in present]


def _without_body(receive: Receive, send: Send) -> tuple[Receive, Send]:
    """Send the head, and let an answer without an end think that its client has gone."""
    answered = False

    async def bodiless(message: Message) -> None:
        nonlocal answered
        if message["type"] == "http.response.start":
            answered = True
            await send(message)
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def gone() -> Any:
        return {"type": "http.disconnect"} if answered else await receive()

    return gone, bodiless


async def _turn_away(scope: Any, send: Send) -> None:
    body = encoded(FOREIGN_HOST.problem(instance=scope["path"]))
    length = str(len(body)).encode()
    await send(
        {
            "type": "http.response.start",
            "status": FOREIGN_HOST.status,
            "headers": [
                (b"content-type", b"application/problem+json"),
                (b"content-length", length),
            ],
        }
    )
    shown = b"" if scope["method"] == "HEAD" else body
    await send({"type": "http.response.body", "body": shown, "more_body": False})
