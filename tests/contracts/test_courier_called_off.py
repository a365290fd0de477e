"""Whoever delivers comes back at once when he is called off, wherever he is."""

import socket
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from threading import Event
from time import monotonic, sleep

import pytest

from adapters.webhook.courier import HttpCourier
from adapters.webhook.resolving import Resolver
from application.ports.courier import Courier, Outcome
from tests.receiver import Receiver, Says, listening
from tests.subscribing import HERE

WITHIN_S = 60.0
"""So long nobody here waits."""
PROMPT_S = 10.0
"""A busy machine is late."""
UNDER_WAY_S = 0.2
MANY = 8


@contextmanager
def silent() -> Generator[str]:
    """Take connections and say nothing, not even to shake hands."""
    with socket.create_server(("127.0.0.1", 0), backlog=MANY) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


@contextmanager
def full() -> Generator[str]:
    """Take no connections: so many wait already that the system answers no more."""
    with ExitStack() as stack:
        server = stack.enter_context(socket.socket())
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        for _ in range(MANY):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(server.getsockname())
        yield f"127.0.0.1:{server.getsockname()[1]}"


@contextmanager
def nameless() -> Generator[str]:
    """Stand for no address as long as anybody asks."""
    yield "nameless.example:8443"


@contextmanager
def dripping() -> Generator[str]:
    """Answer a byte at a time."""
    with listening(lambda _: Says(200, drip_s=0.1, drip_head=True)) as receiver:
        yield f"127.0.0.1:{receiver.port}"


@pytest.fixture
def courier() -> Generator[Courier]:
    over = Event()

    def look_up(host: str) -> list[str]:
        if host == "nameless.example":
            over.wait(WITHIN_S)
        return ["127.0.0.1"]

    yield HttpCourier(HERE, within_s=WITHIN_S, resolver=Resolver(look_up))
    over.set()


@pytest.fixture
def receiver() -> Generator[Receiver]:
    with listening() as opened:
        yield opened


Somewhere = Callable[[], AbstractContextManager[str]]


@pytest.mark.parametrize(
    ("scheme", "somewhere"),
    [
        ("http", nameless),
        ("https", nameless),
        ("http", full),
        ("https", full),
        ("http", silent),
        ("https", silent),
        ("http", dripping),
    ],
)
def test_everybody_is_back_at_once(courier: Courier, scheme: str, somewhere: Somewhere) -> None:
    with somewhere() as host, ThreadPoolExecutor(MANY) as pool:
        endpoint = HERE.read(f"{scheme}://{host}/")
        under_way = [pool.submit(courier.deliver, endpoint, {}, b"{}") for _ in range(MANY)]
        sleep(UNDER_WAY_S)
        assert not any(each.done() for each in under_way)
        deadline = monotonic() + PROMPT_S
        while not all(each.done() for each in under_way):
            courier.break_off()
            assert monotonic() < deadline
            sleep(0.01)
    replies = [each.result() for each in under_way]
    assert {(each.outcome, each.delivered) for each in replies} == {(Outcome.CALLED_OFF, False)}


def test_whoever_sets_out_afterwards_arrives(courier: Courier, receiver: Receiver) -> None:
    courier.break_off()
    assert courier.deliver(HERE.read(receiver.url), {}, b"{}").delivered
    courier.break_off()
    assert courier.deliver(HERE.read(receiver.url), {}, b"{}").delivered


def test_what_was_answered_stays_answered(courier: Courier, receiver: Receiver) -> None:
    receiver.answers = lambda _: Says(200, body=b"x" * 1000, drip_s=0.1)
    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(courier.deliver, HERE.read(receiver.url), {}, b"{}")
        while not receiver.heard:
            sleep(0.01)
        sleep(UNDER_WAY_S)
        courier.break_off()
        reply = under_way.result(PROMPT_S)
    assert (reply.outcome, reply.delivered) == (Outcome.ANSWERED, True)
