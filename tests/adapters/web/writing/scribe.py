"""Somebody who records by the API, and the story that the examples tell."""

import shlex
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

from adapters.web.docs_command import HERE, example_command
from adapters.web.openapi_document import commands
from adapters.web.writing.operations import WRITES
from application.office import Office
from tests.adapters.web.conftest import Client
from tests.adapters.web.described import DOCUMENT

COMMANDS: dict[str, tuple[str, dict[str, Any]]] = {
    operation["operationId"]: (path, operation) for path, operation in commands(DOCUMENT)
}
STORY = [handler.handler_name for handler in WRITES]
PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class Typed:
    """A documented command as a shell would take it apart."""

    address: str
    headers: dict[str, str]
    body: str


def typed(operation: str) -> Typed:
    """Take the documented example of an operation apart."""
    words = iter(shlex.split(example_command(*COMMANDS[operation]).replace("\\\n", " ")))
    assert next(words) == "curl"
    address, headers, body = "", dict[str, str](), ""
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = next(words)
        else:
            address = word.removeprefix(HERE)
    return Typed(address, headers, body)


@dataclass
class Scribe:
    """Sends commands, each under a key of its own unless it is given one."""

    office: Office
    client: Client
    _keys: "count[int]" = field(default_factory=count)

    def send(self, path: str, body: object, key: str | None = None) -> httpx.Response:
        """Send a body."""
        headers = {"Idempotency-Key": key or f"scribe-{next(self._keys)}"}
        return self.client.post(path, json=body, headers=headers)

    def tell(self, operation: str) -> httpx.Response:
        """Send the example of one operation as documented."""
        said = typed(operation)
        return self.client.post(said.address, content=said.body.encode(), headers=said.headers)

    def tell_until(self, last: str) -> None:
        """Tell the story up to and with one operation."""
        for operation in STORY[: STORY.index(last) + 1]:
            assert self.tell(operation).status_code == 201

    def head(self) -> int:
        """The last position in the books; that a caller was refused is on record beside them."""
        facts = self.office.log.page(0, 100_000)
        books = (fact.position for fact in facts if not fact.stream.startswith("access:"))
        return max(books, default=0)


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Give the problem that came back."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    told: dict[str, Any] = answer.json()
    assert (told["status"], told["code"]) == (status, code)
    return told
