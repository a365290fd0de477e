"""Somebody's system that is told what happens: a small server on this machine."""

import json
import socket
import ssl
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any


@dataclass(frozen=True)
class Heard:
    """A message as it came in."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        """What it says."""
        return json.loads(self.body)

    @property
    def id(self) -> str:
        """Which event it is about."""
        return self.headers["webhook-id"]


@dataclass(frozen=True)
class Says:
    """An answer; `drip_s` is how long to wait before each byte of it."""

    status: int = 204
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""
    drip_s: float = 0
    drip_head: bool = False
    wait_s: float = 0


Answers = Callable[[Heard], Says]


@dataclass
class Receiver:
    """Keeps what it hears, and answers as it is told."""

    port: int = 0
    answers: Answers = field(default=lambda _: Says())
    heard: list[Heard] = field(default_factory=list[Heard])
    closing: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/hooks?token=secret-in-the-address"

    def says(self, status: int, **headers: str) -> None:
        """Answer everything like this from now on."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers = lambda _: Says(status, told)

    def ids(self) -> list[str]:
        """What it was told, in order, as often as it was told."""
        return [each.id for each in self.heard]

    def firsts(self) -> list[int]:
        """What it was told, in the order in which it first learned of it."""
        return list(dict.fromkeys(map(int, self.ids())))


@contextmanager
def listening(
    answers: Answers | None = None, *, certificate: Path | None = None
) -> Generator[Receiver]:
    """Listen on a port of its own for as long as the context lasts; by TLS if it has a
    certificate.
    """
    receiver = Receiver()
    if answers is not None:
        receiver.answers = answers
    server = _Server(("127.0.0.1", 0), _handler(receiver))
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    receiver.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield receiver
    finally:
        receiver.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def nobody_listens_at() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hung up is no trouble."""


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.do_POST()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            told = {name.lower(): value for name, value in self.headers.items()}
            heard = Heard(self.path, told, body)
            with receiver.lock:
                receiver.heard.append(heard)
            says = receiver.answers(heard)
            receiver.closing.wait(says.wait_s)
            lines = [f"HTTP/1.1 {says.status} X", *(f"{n}: {v}" for n, v in says.headers.items())]
            lines.append(f"Content-Length: {len(says.body)}")
            head = "\r\n".join([*lines, "", ""]).encode()
            with suppress(OSError):
                self._send(head, says.drip_s if says.drip_head else 0)
                self._send(says.body, says.drip_s)

        def _send(self, part: bytes, drip_s: float) -> None:
            if not drip_s:
                self.wfile.write(part)
                return
            for byte in part:
                if receiver.closing.wait(drip_s):
                    return
                self.wfile.write(bytes([byte]))
                self.wfile.flush()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler
