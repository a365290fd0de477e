"""How long after a fact is durable a subscriber has it, while facts come steadily."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import quantiles
from threading import Thread
from time import perf_counter, sleep

import aio_pika
from aio_pika.abc import AbstractIncomingMessage

from adapters.rabbit.outlet import RabbitOutlet
from adapters.wiring import open_office
from application.act import only
from application.following import followed
from application.office import Office, request
from application.relaying import relayed
from domain.identifiers import LotId
from domain.lot import LOT, ReceiveLot, Source
from domain.occurred import Occurred
from tests.amqp import Amqp
from tests.bench.relay.rates import empty_queue
from tests.faults.relays import address_of

PER_S = 100


@dataclass(frozen=True, slots=True)
class Lag:
    """From the answer to a command until a subscriber has its fact, on one engine."""

    engine: str
    facts: int
    p50_ms: float
    p99_ms: float
    most_ms: float


def lag(engine: str, url: str, broker: str, seconds: float) -> Lag:
    """Write a hundred facts a second for so long, and watch them arrive."""
    amqp = Amqp(broker)
    with (
        open_office(url) as office,
        empty_queue(amqp) as queue,
        followed(office),
        relayed(office, RabbitOutlet(address_of(broker))),
        watched(broker, queue) as arrived,
    ):
        written = write_steadily(office, int(seconds * PER_S))
        while len(arrived) < len(written):
            sleep(0.01)
    amqp.clear()
    found = [1000 * (arrived[position] - at) for position, at in written.items()]
    cuts = quantiles(found, n=100, method="inclusive")
    return Lag(engine, len(found), cuts[49], cuts[98], max(found))


def write_steadily(office: Office, count: int) -> dict[int, float]:
    """Record lots, each at its time; give when each position was answered."""
    answered: dict[int, float] = {}
    began = perf_counter()
    for number in range(count):
        sleep(max(0.0, began + number / PER_S - perf_counter()))
        receipt = ReceiveLot(Occurred("2022-11-01"), Source.VIRGIN, "厂家", 1_000_000)
        act = only(LOT, LotId(f"XT{number:06}"), receipt)
        position = office.log.perform(act, request("bench", None)).last
        answered[position] = perf_counter()
    return answered


@contextmanager
def watched(broker: str, queue: str) -> Generator[dict[int, float]]:
    """Note when each position arrives at a subscriber."""
    arrived: dict[int, float] = {}

    async def note(message: AbstractIncomingMessage) -> None:
        arrived[int(message.message_id or 0)] = perf_counter()
        await message.ack()

    async def consume(enough: asyncio.Event) -> None:
        async with await aio_pika.connect(broker) as connection:
            channel = await connection.channel()
            await channel.set_qos(prefetch_count=100)
            await (await channel.get_queue(queue, ensure=False)).consume(note)
            await enough.wait()

    with asyncio.Runner() as runner:
        loop, enough = runner.get_loop(), asyncio.Event()
        thread = Thread(target=loop.run_until_complete, args=(consume(enough),))
        thread.start()
        try:
            yield arrived
        finally:
            loop.call_soon_threadsafe(enough.set)
            thread.join()
