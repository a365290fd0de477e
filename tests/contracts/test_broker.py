"""What a `Broker` keeps to; whoever is told about the connection is a `Say`."""

import os
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from adapters.rabbit.broker import broker
from adapters.rabbit.queues import NoSuchQueue, UnusableQueueName
from adapters.rabbit.routing import UnroutableType
from application.ports.broker import Broker, Say
from application.ports.outlet import Outlet
from domain.refusal import Refusal
from tests.amqp import Amqp
from tests.contracts.test_outlet import events


def named(url: str) -> Broker:
    found = broker(url, {})
    assert found is not None
    return found


@pytest.fixture
def real(amqp: Amqp) -> Broker:
    return named(amqp.url)


def publish(outlet: Outlet) -> None:
    with outlet.open(0) as delivery:
        delivery.hand_over(events(1, 2))
        delivery.settle(20)


def test_where_none_is_named_there_is_none() -> None:
    assert broker(None, {}) is None


def test_a_probe_is_quiet_or_says_why(real: Broker) -> None:
    real.probe()
    with pytest.raises(Refusal) as refused:
        named("amqp://guest:guest@127.0.0.1:1/").probe()
    assert refused.value.code == "broker-away"


def test_a_queue_keeps_what_it_asked_for_from_then_on(real: Broker, amqp: Amqp) -> None:
    lots = real.add_queue("lots", ["lot-*"])
    others = real.add_queue("others", ["manifest-*", "lot-received.v1"])
    amqp.forget(lots, others)
    publish(real.outlet())
    assert (amqp.count(lots), amqp.count(others)) == (2, 0)
    assert real.add_queue("others", ["lot-drawn.v1"]) == others
    publish(real.outlet())
    assert (amqp.count(lots), amqp.count(others)) == (4, 2)


def test_a_queue_that_is_removed_is_gone(real: Broker, amqp: Amqp) -> None:
    queue = real.add_queue("lots", ())
    assert real.remove_queue("lots") == queue
    assert amqp.count(queue) == -1
    with pytest.raises(NoSuchQueue):
        real.remove_queue("lots")


@pytest.mark.parametrize("name", ["", "Lots", "lots.all", "炭", "-x", "x" * 64])
def test_a_queue_has_a_plain_name(real: Broker, name: str) -> None:
    with pytest.raises(UnusableQueueName):
        real.add_queue(name, ())


def test_a_queue_asks_for_what_can_be_routed(real: Broker, amqp: Amqp) -> None:
    with pytest.raises(UnroutableType):
        real.add_queue("lots", ["lo*"])
    assert amqp.count("tanguanjia.for.lots") == -1


def test_who_listens_to_a_queue_that_is_not_there_is_told_so(real: Broker) -> None:
    with pytest.raises(NoSuchQueue):
        real.listen("nobody", (), None, 1, print)


def test_what_is_listened_to_is_written_as_lines_until_nobody_reads(
    real: Broker, amqp: Amqp, tmp_path: Path
) -> None:
    queue = real.add_queue("lots", ())
    amqp.forget(queue)
    publish(real.outlet())
    read_end, write_end = os.pipe()
    said: list[str] = []
    say: Say = said.append

    def listen() -> None:
        with suppress(BrokenPipeError):
            real.listen("lots", (), tmp_path / "state.json", write_end, say)

    listener = Thread(target=listen)
    listener.start()
    with os.fdopen(read_end) as lines:
        assert '"id":"1"' in lines.readline()
        assert '"id":"2"' in lines.readline()
    publish(real.outlet())
    with real.outlet().open(2) as delivery:
        delivery.hand_over(events(3))
        delivery.settle(20)
    listener.join(20)
    os.close(write_end)
    assert not listener.is_alive()
    assert "guest" not in " ".join(said)
