"""A consumer anybody can run: events as lines, each at least once, none after a repetition.

A line is out before it is remembered, and remembered before it is acknowledged. So whoever is
killed in between says a line again at most, and leaves none out.
"""

import asyncio
import os
from collections.abc import Sequence
from typing import NoReturn

from aio_pika.abc import AbstractChannel, AbstractConnection, AbstractIncomingMessage, AbstractQueue

from adapters.rabbit.address import LOST, BrokerAddress, BrokerAway
from adapters.rabbit.incoming import Incoming
from adapters.rabbit.layout import EVENTS, lay_out_events
from adapters.rabbit.memory import Memory
from adapters.rabbit.pipeline import SETTLED
from adapters.rabbit.queues import must_be_there
from adapters.rabbit.routing import binding_keys
from application.ports.broker import Say

PREFETCH = 200
BATCH = 100
PAUSE_S = 1.0

BACK = "已连接 / connected"
LOST_IT = "连接中断, 重连中 / the connection is lost, trying again"
MISSED = "其间的事件不会补发(临时队列) / what happened meanwhile does not come (temporary queue)"


class _NotWritten(Exception):  # noqa: N818 - carries what was raised past the broker's troubles
    """A line or the state could not be written; the cause says why."""


class Listener:
    """Writes what one queue delivers to a file descriptor."""

    def __init__(
        self,
        address: BrokerAddress,
        queue_name: str | None,
        types: Sequence[str],
        memory: Memory,
        out: int,
        say: Say,
    ) -> None:
        """Listen to a named queue, or else to one of our own that goes away with us."""
        self._address = address
        self._queue_name = queue_name
        self._keys = binding_keys(types)
        self._memory = memory
        self._out = out
        self._say = say
        self._was_connected = False

    def run(self) -> NoReturn:
        """Write until interrupted; raises a `Refusal`, or what writing raises."""
        try:
            asyncio.run(self._go_on())
        except _NotWritten as no:
            raise no.__cause__ or no from None
        raise AssertionError("listening has no end")

    async def _go_on(self) -> None:
        while True:
            try:
                async with await self._address.connect("listen") as connection:
                    await self._listen(connection)
            except BrokerAway:
                # Whoever starts wants to know at once; whoever runs waits for the broker.
                if not self._was_connected:
                    raise
            except LOST:
                self._say(LOST_IT)
                if self._queue_name is None:
                    self._say(MISSED)
            await asyncio.sleep(PAUSE_S)

    async def _listen(self, connection: AbstractConnection) -> None:
        channel = await connection.channel()
        incoming = Incoming(connection, channel)
        await incoming.consume(await self._queue(channel), prefetch=PREFETCH)
        self._was_connected = True
        self._say(f"{BACK}: {self._address}")
        while True:
            messages = await incoming.some(BATCH)
            try:
                self._take(messages)
            except Exception as wrong:
                raise _NotWritten from wrong
            await messages[-1].ack(multiple=True)

    async def _queue(self, channel: AbstractChannel) -> AbstractQueue:
        if self._queue_name is not None:
            await must_be_there(channel, self._queue_name)
            return await channel.get_queue(self._queue_name, ensure=False)
        await lay_out_events(channel)
        queue = await channel.declare_queue(exclusive=True, auto_delete=True)
        for key in self._keys:
            await queue.bind(EVENTS, key)
        return queue

    def _take(self, messages: Sequence[AbstractIncomingMessage]) -> None:
        for message in messages:
            known = self._memory.of(str(message.headers.get("source", "")))
            position = int(message.message_id or 0)
            if not known.has(position):
                self._write(message.body + b"\n")
                known.add(position, int(str(message.headers.get(SETTLED, 0))))
        self._memory.keep()

    def _write(self, line: bytes) -> None:
        left = memoryview(line)
        while left:
            left = left[os.write(self._out, left) :]
