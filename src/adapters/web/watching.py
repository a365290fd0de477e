"""Every request noted and counted: by its route, never by what a client typed.

The address that was asked may hold a name or a number, its query and its body even more so.
So the journal and the meter get the route's template, which is ours.
"""

import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, cast
from uuid import uuid4

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from adapters.web.problem import INTERNAL, MEDIA_TYPE
from application.journal import note
from application.ports.meter import Meter
from domain.access import Caller

_log = logging.getLogger(__name__)

ELSEWHERE = "(none)"
"""The route of a request that has none."""

REQUEST_ID = b"x-request-id"

OTHER = "other"
"""A method that HTTP does not know."""

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_ROUTE, _CALLER, _ID = "route", "caller", "request_id"
# A UUID or 32 hexadecimal digits, as proxies make them. No phone number and no name looks so.
_SAFE_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass
class _Seen:
    """What is seen of one answer while it goes out."""

    request_id: str
    began: float = field(default_factory=perf_counter)
    status: int = INTERNAL.status
    length_bytes: int = 0
    is_problem: bool = False
    code: str | None = None


class Watched:
    """An application whose every answer is noted, counted and given a number."""

    def __init__(
        self, app: ASGIApp, meter: Meter, leave: Callable[[], None] = lambda: None
    ) -> None:
        """Watch an application; `leave` lets its streams go home before the server stops."""
        self._app = app
        self._meter = meter
        self.leave = leave

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = _Seen(_request_id(scope))
        # What happens further in, where the scope may be a copy, is told through its state.
        state: dict[str, Any] = scope.setdefault("state", {})
        state[_ID] = seen.request_id
        try:
            await self._app(scope, receive, _seeing(seen, send))
        finally:
            method = scope["method"]
            self._tell(method if method in _METHODS else OTHER, state, seen)

    def _tell(self, method: str, state: dict[str, Any], seen: _Seen) -> None:
        lasted_s = perf_counter() - seen.began
        route = state.get(_ROUTE, ELSEWHERE)
        caller = state.get(_CALLER)
        self._meter.answered(method, route, seen.status, lasted_s, seen.code)
        note(
            _log,
            "request-answered",
            "已回答请求",
            level=logging.ERROR if seen.status >= INTERNAL.status else logging.INFO,
            method=method,
            route=route,
            status=seen.status,
            code=seen.code,
            duration_ms=round(lasted_s * 1000, 1),
            bytes=seen.length_bytes,
            caller=cast("Caller", caller).name if caller is not None else None,
            request_id=seen.request_id,
        )


def noting_route(app: ASGIApp) -> ASGIApp:
    """Keep the template of the route that was found; a middleware of the application itself."""

    async def noting(scope: Scope, receive: Receive, send: Send) -> None:
        state: dict[str, Any] = cast("Any", scope)["state"]
        state[_ROUTE] = cast("Any", scope).get("path_template") or ELSEWHERE
        await app(scope, receive, send)

    return noting


def note_caller(scope: Any, caller: Caller) -> None:
    """Say who turned out to be calling, for the journal."""
    scope["state"][_CALLER] = caller


def told_apart(scope: Any) -> dict[str, str | None]:
    """What an event within a request is told apart by: the request's route and its number."""
    state: dict[str, Any] = scope["state"]
    return {"route": state.get(_ROUTE, ELSEWHERE), "request_id": state.get(_ID)}


def _request_id(scope: Any) -> str:
    given = [value for name, value in scope["headers"] if name == REQUEST_ID]
    text = given[0].decode("latin-1").lower() if len(given) == 1 else ""
    return text if _SAFE_ID.fullmatch(text) else uuid4().hex


def _seeing(seen: _Seen, send: Send) -> Send:
    async def see(message: Message) -> None:
        if message["type"] == "http.response.start":
            seen.status = message["status"]
            headers = list(message.get("headers", ()))
            kinds = [value for name, value in headers if name.lower() == b"content-type"]
            seen.is_problem = kinds[:1] == [MEDIA_TYPE.encode()]
            message["headers"] = [*headers, (REQUEST_ID, seen.request_id.encode())]
        elif message["type"] == "http.response.body":
            body = message.get("body", b"")
            seen.length_bytes += len(body)
            if seen.is_problem and not message.get("more_body"):
                seen.code = _code(body)
        await send(message)

    return see


def _code(body: bytes) -> str | None:
    """The code that a problem tells, whoever told it; none in an answer without a body."""
    if not body:
        return None
    problem: dict[str, Any] = json.loads(body)
    return problem.get("code")
