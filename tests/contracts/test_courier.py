"""What every `Courier` keeps to: back in time whatever happens there, and going nowhere else."""

import socket
import ssl
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any

import pytest

from adapters.webhook.courier import EXCERPT_BYTES, HttpCourier
from application.endpoint import Endpoint, EndpointRules
from application.ports.courier import Courier, Outcome
from tests.certificates import certificate
from tests.receiver import Receiver, Says, listening, nobody_listens_at
from tests.subscribing import HERE

WITHIN_S = 1.0
MARGIN_S = 10.0
"""A busy machine is late; what must not happen is that nobody comes back."""


@pytest.fixture
def courier() -> Courier:
    return HttpCourier(HERE, within_s=WITHIN_S)


@pytest.fixture
def receiver() -> Generator[Receiver]:
    with listening() as opened:
        yield opened


def endpoint(receiver: Receiver) -> Endpoint:
    return HERE.read(receiver.url)


def test_what_is_sent_arrives_as_it_is(courier: Courier, receiver: Receiver) -> None:
    reply = courier.deliver(endpoint(receiver), {"x-own": "1"}, "正文".encode())
    assert (reply.outcome, reply.status, reply.delivered) == (Outcome.ANSWERED, 204, True)
    (heard,) = receiver.heard
    assert (heard.path, heard.body.decode()) == ("/hooks?token=secret-in-the-address", "正文")
    assert heard.headers["x-own"] == "1"
    assert heard.headers["host"] == f"127.0.0.1:{receiver.port}"


@pytest.mark.parametrize("status", [199, 300, 301, 400, 410, 429, 500, 599])
def test_any_other_status_is_told_and_is_no_delivery(
    courier: Courier, receiver: Receiver, status: int
) -> None:
    receiver.says(status, Retry_After="7", Location="http://127.0.0.1:1/")
    reply = courier.deliver(endpoint(receiver), {}, b"{}")
    assert not reply.delivered
    if status >= 200:
        assert (reply.status, reply.retry_after) == (status, "7")
    assert len(receiver.heard) == 1


def test_of_a_long_answer_the_beginning_is_kept(courier: Courier, receiver: Receiver) -> None:
    receiver.answers = lambda _: Says(200, body=b"a" * 1_000_000)
    reply = courier.deliver(endpoint(receiver), {}, b"{}")
    assert (reply.delivered, reply.excerpt) == (True, b"a" * EXCERPT_BYTES)


@pytest.mark.parametrize(
    ("says", "outcome"),
    [
        (Says(200, wait_s=60), Outcome.TIMED_OUT),
        (Says(200, drip_s=0.1, drip_head=True), Outcome.TIMED_OUT),
        (Says(200, body=b"x" * 10_000, drip_s=0.1), Outcome.ANSWERED),
    ],
    ids=["silent", "dripping head", "dripping body"],
)
def test_it_is_back_in_time(
    courier: Courier, receiver: Receiver, says: Says, outcome: Outcome
) -> None:
    receiver.answers = lambda _: says
    began = monotonic()
    reply = courier.deliver(endpoint(receiver), {}, b"{}")
    assert reply.outcome is outcome
    assert monotonic() - began < WITHIN_S + MARGIN_S


def test_where_nobody_listens_is_said(courier: Courier) -> None:
    nowhere = HERE.read(f"http://127.0.0.1:{nobody_listens_at()}/")
    assert courier.deliver(nowhere, {}, b"{}").outcome is Outcome.NOT_CONNECTED


@pytest.mark.parametrize("said", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 twohundred\r\n\r\n"])
def test_what_is_no_http_is_said(courier: Courier, said: bytes) -> None:
    with _speaking(said) as port:
        reply = courier.deliver(HERE.read(f"http://127.0.0.1:{port}/"), {}, b"{}")
    assert reply.outcome is Outcome.BROKEN_OFF


def test_a_name_that_leads_inside_is_not_followed(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = HttpCourier(EndpointRules(allow_http=True), within_s=WITHIN_S)
    named = EndpointRules(allow_http=True).read(f"http://receiver.example:{receiver.port}/")
    for addresses in (["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:127.0.0.1"]):
        _resolve_to(monkeypatch, receiver.port, addresses)
        assert public.deliver(named, {}, b"{}").outcome is Outcome.NOT_ALLOWED
    assert receiver.heard == []


def test_a_name_is_resolved_once_and_the_checked_address_is_spoken_to(
    courier: Courier, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _resolve_to(monkeypatch, receiver.port, ["127.0.0.1"])
    named = HERE.read(f"http://receiver.example:{receiver.port}/")
    assert courier.deliver(named, {}, b"{}").delivered
    assert asked == ["receiver.example"]
    assert receiver.heard[0].headers["host"] == f"receiver.example:{receiver.port}"


def test_an_unknown_name_is_said(courier: Courier, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    reply = courier.deliver(HERE.read("http://receiver.example/"), {}, b"{}")
    assert reply.outcome is Outcome.NOT_RESOLVED


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("receiver.example", Outcome.ANSWERED), ("other.example", Outcome.NOT_TRUSTED)],
)
def test_a_certificate_must_be_the_hosts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, outcome: Outcome
) -> None:
    file = certificate(tmp_path, "receiver.example")
    with listening(certificate=file) as receiver:
        trusted = ssl.create_default_context(cafile=str(file))
        courier = HttpCourier(HERE, trusted, within_s=WITHIN_S * 5)
        _resolve_to(monkeypatch, receiver.port, ["127.0.0.1"])
        reply = courier.deliver(HERE.read(f"https://{name}:{receiver.port}/"), {}, b"{}")
        assert reply.outcome is outcome
        assert len(receiver.heard) == (outcome is Outcome.ANSWERED)


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = certificate(tmp_path, "receiver.example")
    with listening(certificate=file) as receiver:
        _resolve_to(monkeypatch, receiver.port, ["127.0.0.1"])
        named = HERE.read(f"https://receiver.example:{receiver.port}/")
        reply = HttpCourier(HERE, within_s=WITHIN_S * 5).deliver(named, {}, b"{}")
        assert (reply.outcome, receiver.heard) == (Outcome.NOT_TRUSTED, [])


def _resolve_to(patch: pytest.MonkeyPatch, port: int, addresses: list[str]) -> list[str]:
    """Let every name stand for these addresses; gives the names that are asked for."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: str, *rest: Any, **more: Any) -> Any:
        if not host.endswith(".example"):
            return real(host, *rest, **more)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    patch.setattr(socket, "getaddrinfo", resolve)
    return asked


@contextmanager
def _speaking(said: bytes) -> Generator[int]:
    """Listen for one connection, say something, and hang up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(said)

        thread = Thread(target=answer)
        thread.start()
        yield server.getsockname()[1]
        thread.join()
