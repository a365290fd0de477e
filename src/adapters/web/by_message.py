"""Commands that come by message, let in by the same door as requests.

Each is asked of the application as `POST /v1/…` would be: keys, rights, bodies, numbers and the
record of refusals are those of the API, and the two cannot drift apart.
"""

import json
import re
from typing import Any

from litestar.types import ASGIApp, Message

from adapters.web.body_problem import BAD_HEADER
from adapters.web.key_problems import KEY_MISSING
from adapters.web.problem import MEDIA_TYPE, Kind, Problem, encoded
from adapters.web.writing.operations import WRITES
from application.ports.commands import Command, Outcome

PREFIX = "/v1"
_PLACE = re.compile(r"\{[^}]*\}")
# It becomes a part of a path, and of nothing else.
_ABOUT = re.compile(r"[^/?#%\s]{1,100}")
_BEARER = re.compile(r"bearer ", re.IGNORECASE)
_AWAY = 503

PATHS = {handler.handler_name: min(handler.paths) for handler in WRITES}
"""The operations that write, by their names."""


class ByMessage:
    """Takes commands to an application; it may be called in one event loop only."""

    def __init__(self, app: ASGIApp) -> None:
        """Ask this application."""
        self._app = app

    async def __call__(self, command: Command) -> Outcome:
        """Carry out a command."""
        wrong = _wrong(command)
        if wrong is not None:
            return Outcome(wrong.status, wrong.code, encoded(wrong), MEDIA_TYPE)
        asked = _Asked(command)
        await self._app(asked.scope, asked.receive, asked.send)
        return asked.outcome()


class _Asked:
    """One command as the application sees it, and its answer."""

    def __init__(self, command: Command) -> None:
        self._body = command.body
        self._status = 0
        self._media_type = ""
        self._answer = bytearray()
        self.scope: Any = _scope(command)

    async def receive(self) -> Any:
        body, self._body = self._body, b""
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            kinds = [value for name, value in message["headers"] if name == b"content-type"]
            self._media_type = kinds[0].decode("latin-1") if kinds else ""
        elif message["type"] == "http.response.body":
            self._answer += message.get("body", b"")

    def outcome(self) -> Outcome:
        body = bytes(self._answer)
        problem: dict[str, Any] = json.loads(body) if self._media_type == MEDIA_TYPE else {}
        later = self._status == _AWAY
        return Outcome(self._status, problem.get("code", ""), body, self._media_type, later)


def _scope(command: Command) -> dict[str, Any]:
    path = _path(command)
    headers = {
        # What comes by the broker has come to this machine.
        "host": "localhost",
        "authorization": command.authorization,
        "idempotency-key": command.key,
        "content-type": command.media_type,
        "content-length": str(len(command.body)),
    }
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": (f"amqp {command.sender}", 0),
        "server": ("localhost", 0),
    }


def _path(command: Command) -> str:
    return PREFIX + _PLACE.sub(lambda _: command.about, PATHS[command.operation])


def _wrong(command: Command) -> Problem | None:
    """What is wrong with the outside of a message, that a request could not even have."""
    path = PATHS.get(command.operation)
    if path is None:
        return _problem(
            BAD_HEADER,
            "type",
            "没有这项操作; type 须为接口的操作名, 如 fill_carbon。",
            "There is no such operation; type is the API's name of one, such as fill_carbon.",
        )
    if _PLACE.search(path) and not _ABOUT.fullmatch(command.about):
        return _problem(
            BAD_HEADER,
            "about",
            "此操作须用头 about 写明对象的编号。",
            "This operation needs the header about: the number of the thing.",
        )
    if not _BEARER.match(command.authorization):
        # Who sits at this machine needs no key until there are keys; who writes to a queue does.
        return KEY_MISSING.problem(instance=PREFIX)
    return None


def _problem(kind: Kind, field: str, zh: str, en: str) -> Problem:
    return kind.problem(instance=PREFIX, detail=zh, detail_en=en, field=field)
