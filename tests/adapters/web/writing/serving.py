"""The application on a real socket, and requests that no client library would send."""

import socket
import time
from collections.abc import Generator
from contextlib import contextmanager
from threading import Thread

import httpx
import uvicorn

from adapters.cli.leaving import Leaving
from adapters.web.app import create_app
from adapters.web.limits import Limits
from application.following import followed
from application.office import Office
from tests.adapters.web.writing.scribe import STORY, typed


@contextmanager
def listening(office: Office, limits: Limits) -> Generator[int]:
    """Serve an office on a port of its own."""
    app = create_app(office, limits=limits)
    config = uvicorn.Config(app, port=0, log_level="error", backlog=2048)
    server = Leaving(config, app.leave)
    thread = Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        with followed(office):
            yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def spoken(port: int, *lines: str, body: bytes = b"") -> tuple[int, bytes]:
    """Send a request as it is written here; gives the status and everything that came back."""
    head = "\r\n".join([*lines, "Host: 127.0.0.1", "Connection: close", "", ""])
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(head.encode("latin-1") + body)
        came = b"".join(iter(lambda: connection.recv(65536), b""))
    return int(came.split(b" ", 2)[1]), came


def told_until(office: Office, port: int, last: str) -> None:
    """Tell the story over the socket, up to and with one operation."""
    for operation in STORY[: STORY.index(last) + 1]:
        said = typed(operation)
        address = f"http://127.0.0.1:{port}{said.address}"
        answer = httpx.post(address, content=said.body.encode(), headers=said.headers, timeout=60)
        assert answer.status_code == 201, answer.text
    assert office.log.head() > 0
