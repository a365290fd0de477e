"""A relay and a listener in processes of their own, and what a subscriber has of the log then:
every event, after dedup once and in order.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from adapters.rabbit.address import BrokerAddress
from adapters.rabbit.broker import RabbitBroker
from adapters.rabbit.outlet import RabbitOutlet
from adapters.wiring import command_door, open_office
from application.following import followed
from application.office import Office
from application.relaying import relayed
from tests.amqp import Amqp

Told = dict[str, Any]
PATIENCE_S = 120


def address_of(url: str) -> BrokerAddress:
    """The address of a broker."""
    address = BrokerAddress.chosen(url, {})
    assert address is not None
    return address


def outlet(url: str) -> RabbitOutlet:
    """The outlet to a broker."""
    return RabbitOutlet(address_of(url))


def deduplicated(events: Iterable[Told]) -> list[Told]:
    """Leave out what came before."""
    seen: dict[str, Told] = {}
    for each in events:
        seen.setdefault(f"{each['source']} {each['id']}", each)
    return list(seen.values())


def check_complete(events: Sequence[Told], head: int) -> None:
    """After dedup every position is there once, and each stream is in its order."""
    first_seen = deduplicated(events)
    assert sorted(int(each["id"]) for each in first_seen) == list(range(1, head + 1))
    streams: dict[str, list[int]] = defaultdict(list)
    for each in first_seen:
        streams[each["subject"]].append(int(each["id"]))
    for places in streams.values():
        assert all(later > earlier for earlier, later in pairwise(places))


def lines(file: Path) -> list[Told]:
    """The events of a file, each on its line."""
    return [json.loads(line) for line in file.read_bytes().splitlines()]


def delivered(amqp: Amqp, queue: str) -> list[Told]:
    """Everything in a queue."""
    return [json.loads(message.body) for message in amqp.fetch(queue, amqp.count(queue))]


def wait_until_relayed(office: Office, position: int) -> None:
    """Wait until everything up to a position is confirmed."""
    deadline = monotonic() + PATIENCE_S
    while not any(each.position >= position for each in office.outlets.standing()):
        assert monotonic() < deadline, office.outlets.standing()
        sleep(0.05)


def wait_for_more_than(count: int, amqp: Amqp, queue: str) -> None:
    """Wait until more messages than this are ready in a queue."""
    deadline = monotonic() + PATIENCE_S
    while amqp.count(queue) <= count:
        assert monotonic() < deadline, "nothing was relayed"
        sleep(0.02)


def relay(url: str, broker: str) -> None:
    """Relay the books at a URL until killed; for a process of its own."""
    with open_office(url) as office, followed(office), relayed(office, outlet(broker)):
        while True:
            sleep(1)


def relay_to_the_end(url: str, broker: str) -> int:
    """Relay what is left, and give the last position."""
    with open_office(url) as office, followed(office), relayed(office, outlet(broker)):
        wait_until_relayed(office, head := office.log.head())
        return head


def listen(broker: str, queue: str, state: Path, out: Path) -> None:
    """Append the events of a queue to a file until killed; for a process of its own."""
    with out.open("ab") as opened:
        RabbitBroker(address_of(broker)).listen(queue, (), state, opened.fileno(), lambda _: None)


def take_commands(url: str, broker: str) -> None:
    """Take commands into the books at a URL until killed; for a process of its own."""
    with (
        open_office(url) as office,
        RabbitBroker(address_of(broker)).taking_commands(command_door(office, demo=None)),
    ):
        while True:
            sleep(1)
