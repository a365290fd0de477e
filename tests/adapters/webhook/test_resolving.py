"""A resolver that hangs costs a delivery its time and the process a bounded number of threads."""

import threading
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic

import pytest

from adapters.webhook.courier import HttpCourier
from adapters.webhook.resolving import Resolver, TooManyLookUps
from application.endpoint import Endpoint
from application.ports.courier import Outcome, Reply
from tests.receiver import Receiver, listening
from tests.subscribing import HERE

WITHIN_S = 0.3
MARGIN_S = 10.0
"""A busy machine is late; what must not happen is that nobody comes back."""
PATIENCE_S = 60
AT_ONCE = 3


class Hanging:
    """Says nothing of some names until it is let go; every other is this machine."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.let_go = Event()

    def __call__(self, host: str) -> list[str]:
        self.asked.append(host)
        if host.startswith("slow"):
            self.let_go.wait(PATIENCE_S)
        return ["127.0.0.1"]


@pytest.fixture
def system() -> Generator[Hanging]:
    hanging = Hanging()
    yield hanging
    hanging.let_go.set()


@pytest.fixture
def courier(system: Hanging) -> HttpCourier:
    return HttpCourier(HERE, within_s=WITHIN_S, resolver=Resolver(system, AT_ONCE))


@pytest.fixture
def receiver() -> Generator[Receiver]:
    with listening() as opened:
        yield opened


def named(host: str, receiver: Receiver) -> Endpoint:
    return HERE.read(f"http://{host}.example:{receiver.port}/")


def threads() -> int:
    return sum(each.name == "resolver" for each in threading.enumerate())


def test_a_delivery_is_back_in_time(courier: HttpCourier, receiver: Receiver) -> None:
    began = monotonic()
    reply = courier.deliver(named("slow", receiver), {}, b"{}")
    assert reply.outcome is Outcome.NOT_RESOLVED
    assert WITHIN_S <= reply.duration_s <= monotonic() - began < WITHIN_S + MARGIN_S
    assert receiver.heard == []


def test_threads_do_not_pile_up(courier: HttpCourier, system: Hanging, receiver: Receiver) -> None:
    def deliver(to: Endpoint) -> Reply:
        return courier.deliver(to, {}, b"{}")

    before = threads()
    slow = [named(f"slow{number % 10}", receiver) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(deliver, slow))
    assert {each.outcome for each in replies} == {Outcome.NOT_RESOLVED}
    assert threads() <= before + AT_ONCE
    assert len(system.asked) == len(set(system.asked)) == AT_ONCE


def test_others_are_told_meanwhile_and_the_slow_one_when_its_name_is_known(
    courier: HttpCourier, system: Hanging, receiver: Receiver
) -> None:
    assert not courier.deliver(named("slow", receiver), {}, b"{}").delivered
    assert courier.deliver(named("quick", receiver), {}, b"{}").delivered
    system.let_go.set()
    deadline = monotonic() + PATIENCE_S
    while not courier.deliver(named("slow", receiver), {}, b"{}").delivered:
        assert monotonic() < deadline


def test_what_the_system_says_goes_to_all_who_wait(system: Hanging) -> None:
    resolver = Resolver(system, at_once=1)
    first, second = resolver.asked("slow"), resolver.asked("slow")
    with pytest.raises(TooManyLookUps):
        resolver.asked("quick")
    system.let_go.set()
    assert first.result(PATIENCE_S) == second.result(PATIENCE_S) == ["127.0.0.1"]
    # The place is free again; what was found is not kept, since it may change.
    assert resolver.asked("slow").result(PATIENCE_S) == ["127.0.0.1"]
    assert system.asked == ["slow", "slow"]
