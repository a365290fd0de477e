"""Messages of one queue as they come, several at a time; a lost queue is noticed at once."""

import asyncio
from collections.abc import Sequence

from aio_pika.abc import AbstractChannel, AbstractConnection, AbstractIncomingMessage, AbstractQueue


class Incoming:
    """What a queue delivers, in its order."""

    def __init__(self, connection: AbstractConnection, channel: AbstractChannel) -> None:
        """Wait for what comes on a channel of a connection."""
        self._connection = connection
        self._channel = channel
        self._come: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
        self._gone = asyncio.Event()

    async def consume(self, queue: AbstractQueue, *, prefetch: int) -> None:
        """Let a queue deliver; so many messages may be unacknowledged."""
        await self._channel.set_qos(prefetch_count=prefetch)
        underlay = await self._channel.get_underlay_channel()
        underlay.on_consumer_cancel_callbacks.add(self._lost)
        self._connection.close_callbacks.add(self._lost)
        self._channel.close_callbacks.add(self._lost)
        await queue.consume(self._come.put)

    async def some(self, most: int) -> Sequence[AbstractIncomingMessage]:
        """Wait for a message, and take what has come with it; raises ConnectionError."""
        first = asyncio.ensure_future(self._come.get())
        gone = asyncio.ensure_future(self._gone.wait())
        try:
            await asyncio.wait({first, gone}, return_when=asyncio.FIRST_COMPLETED)
            if self._gone.is_set():
                raise ConnectionError("the queue delivers no more")
            found = [first.result()]
        finally:
            first.cancel()
            gone.cancel()
        while len(found) < most and not self._come.empty():
            found.append(self._come.get_nowait())
        return found

    async def _lost(self, *_: object) -> None:
        self._gone.set()
