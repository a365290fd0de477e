"""Somebody else who speaks AMQP: what any subscriber or plant could do with a client library."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any, TypeVar

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage
from aiormq.exceptions import ChannelNotFoundEntity

from adapters.rabbit.layout import COMMANDS, EVENTS, REFUSED_COMMANDS, UNROUTED

T = TypeVar("T")
PATIENCE_S = 30.0


@dataclass
class Amqp:
    """One virtual host; every act has a connection of its own."""

    url: str
    _queues: list[str] = field(default_factory=list[str])

    def queue(
        self, name: str, *keys: str, arguments: dict[str, Any] | None = None, durable: bool = True
    ) -> str:
        """Declare a queue, bind it to our events by these keys; gone after the test."""

        async def declare(channel: AbstractChannel) -> None:
            queue = await channel.declare_queue(name, durable=durable, arguments=arguments)
            for key in keys:
                await queue.bind(EVENTS, key)

        self._queues.append(name)
        self.act(declare)
        return name

    def forget(self, *queues: str) -> None:
        """Let queues be deleted after the test, or now."""
        self._queues += queues

    def fetch(self, queue: str, count: int) -> list[AbstractIncomingMessage]:
        """Take so many messages out of a queue, waiting for them."""
        if not count:
            return []

        async def take(channel: AbstractChannel) -> list[AbstractIncomingMessage]:
            opened = await channel.get_queue(queue, ensure=False)
            come: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
            await channel.set_qos(prefetch_count=count)
            await opened.consume(come.put)
            async with asyncio.timeout(PATIENCE_S):
                found = [await come.get() for _ in range(count)]
            for message in found:
                await message.ack()
            return found

        return self.act(take)

    def count(self, queue: str) -> int:
        """How many messages are ready in a queue; -1 where there is none."""

        async def look(channel: AbstractChannel) -> int:
            opened = await channel.declare_queue(queue, passive=True)
            return opened.declaration_result.message_count or 0

        try:
            return self.act(look)
        except ChannelNotFoundEntity:
            return -1

    def wait_for(self, queue: str, count: int) -> None:
        """Wait until so many messages are ready in a queue."""
        deadline = monotonic() + PATIENCE_S
        while self.count(queue) != count:
            assert monotonic() < deadline, f"{self.count(queue)} messages in {queue}, not {count}"
            sleep(0.05)

    def send(self, queue: str, *messages: aio_pika.Message) -> None:
        """Put messages into a queue."""

        async def put(channel: AbstractChannel) -> None:
            for message in messages:
                await channel.default_exchange.publish(message, queue)

        self.act(put)

    def delete(self, exchanges: Sequence[str], queues: Sequence[str]) -> None:
        """Delete what may be there."""

        async def clear(channel: AbstractChannel) -> None:
            for exchange in exchanges:
                await channel.exchange_delete(exchange)
            for queue in queues:
                await channel.queue_delete(queue)

        self.act(clear)

    def clear(self) -> None:
        """Delete everything of ours."""
        self.delete((EVENTS, UNROUTED), (UNROUTED, COMMANDS, REFUSED_COMMANDS, *self._queues))

    def act(self, work: Callable[[AbstractChannel], Awaitable[T]]) -> T:
        """Do something on a channel."""

        async def carry_out() -> T:
            async with await aio_pika.connect(self.url) as connection:
                return await work(await connection.channel())

        return asyncio.run(carry_out())
