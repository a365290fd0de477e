"""How fast the relay hands a log out, beside publishing without confirms."""

import asyncio
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from threading import Event
from time import perf_counter

import msgspec

from adapters import demo
from adapters.rabbit.address import BrokerAddress
from adapters.rabbit.outlet import NAME, RabbitDelivery, RabbitOutlet
from adapters.rabbit.queues import add
from adapters.wiring import open_office
from application.envelope import Envelope
from application.events import THE_DISTRICTS_SYSTEMS
from application.office import Office
from application.relaying import Round
from tests.amqp import Amqp
from tests.bench.relay.unconfirmed import publish

SUBSCRIBER = "bench"


@dataclass(frozen=True, slots=True)
class Rate:
    """Events per second on one engine: the middle of the rounds, which take turns."""

    engine: str
    events: int
    floor_per_s: float
    ours_per_s: float

    @property
    def to_floor(self) -> float:
        """Our rate over the floor's."""
        return self.ours_per_s / self.floor_per_s


def race(engine: str, url: str, broker: str, rounds: int) -> Rate:
    """Let floor and relay publish the demo's events in turn, each into an empty queue."""
    amqp = Amqp(broker)
    with books(url) as office:
        bodies = [msgspec.json.encode(each) for each in every_event(office)]
        floors, ours = list[float](), list[float]()
        for _ in range(rounds):
            with empty_queue(amqp) as queue:
                floors.append(len(bodies) / asyncio.run(publish(broker, queue, bodies)))
            with empty_queue(amqp):
                ours.append(len(bodies) / relay(office, broker))
                assert amqp.count(queue) == len(bodies)
    amqp.clear()
    return Rate(engine, len(bodies), median(floors), median(ours))


@contextmanager
def books(url: str) -> Generator[Office]:
    """The demo's books in a database of their own."""
    with open_office(url) as office:
        office.import_files([demo.WORKBOOK], actor=demo.ACTOR)
        yield office


def every_event(office: Office) -> list[Envelope]:
    """Everything that the relay will send."""
    found: list[Envelope] = []
    place, head = 0, 1
    while place < head:
        told = office.events.after(place, 500, THE_DISTRICTS_SYSTEMS)
        found += told.events
        place, head = told.next, told.head
    return found


@contextmanager
def empty_queue(amqp: Amqp) -> Generator[str]:
    """A subscriber's queue with nothing in it."""
    address = BrokerAddress.chosen(amqp.url, {})
    assert address is not None
    queue = add(address, SUBSCRIBER, ())
    try:
        yield queue
    finally:
        amqp.delete((), (queue,))


def relay(office: Office, broker: str) -> float:
    """Hand everything out, and give how long it took from the first read to the last confirm."""
    address = BrokerAddress.chosen(broker, {})
    assert address is not None
    stop = Event()
    head = office.events.feed.head()
    with office.outlets.hold(NAME) as place, RabbitOutlet(address).open(0) as delivery:
        assert place is not None
        place.tell(0, connected=True, at=office.clock.now().isoformat())
        until_head = UntilHead(delivery, head, stop)
        began = perf_counter()
        Round(office, place, stop, 0).go(until_head, lambda _: None)
        lasted_s = perf_counter() - began
        assert place.position == head
    return lasted_s


class UntilHead:
    """A delivery that stops the relay when it has been handed the last event."""

    def __init__(self, delivery: RabbitDelivery, head: int, stop: Event) -> None:
        """Pass everything on."""
        self._delivery = delivery
        self._head = head
        self._stop = stop
        self.progress = delivery.progress
        self.settle = delivery.settle

    def hand_over(self, events: Sequence[Envelope]) -> None:
        """Pass events on."""
        self._delivery.hand_over(events)
        if events and int(events[-1]["id"]) == self._head:
            self._stop.set()
