"""Publishing with confirms, many at once: a batch is one write, and a window is under way.

The library publishes one message at a time and flushes the socket after each; confirmed one by
one that takes more time than everything else the relay does together. So a batch is put into its
write queue at once, as `aiormq.Channel.basic_publish` does with one message, under the same lock.

What is used for that is documented nowhere and may change with any release of aiormq: `lock`,
`write_queue`, `confirmations`, `delivery_tag`, `create_future`, `number` and `max_content_size` of
a channel, and `ChannelFrame.marshall`. `tests/adapters/rabbit/test_pipeline_leans_on_aiormq.py`
names what an upgrade has changed.
"""

from asyncio import Future
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from aiormq.abc import ChannelFrame
from pamqp.body import ContentBody
from pamqp.commands import Basic
from pamqp.header import ContentHeader

from application.ports.outlet import Progress

WINDOW = 500
"""So many messages may be on their way without being confirmed."""
BATCH = 50


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that is ready, but for what is known only when it is sent."""

    position: int
    exchange: str
    routing_key: str
    properties: Basic.Properties
    body: bytes


SETTLED = "settled"
"""A header: every event up to this position was confirmed before this message was sent."""


class Pipeline:
    """Sends on one channel, and knows up to where everything was confirmed.

    What the broker refuses, and what a lost channel leaves unconfirmed, breaks it for good.
    """

    def __init__(self, channel: Any, after: int, window: int = WINDOW) -> None:
        """Send on a channel in confirm mode, what stands after a position."""
        # Of type Any: it is an `aiormq.Channel`, most of whose attributes have types in part only.
        self._channel: Any = channel
        self._window = window
        self._pending: deque[tuple[int, Future[Any]]] = deque()
        self.fault: BaseException | None = None
        self.progress = Progress(after, 0)

    @property
    def is_closed(self) -> bool:
        """Whether the channel is gone."""
        return bool(self._channel.is_closed)

    async def send(self, messages: Sequence[Outgoing]) -> None:
        """Send messages in order; raises what the broker or the connection raises."""
        for start in range(0, len(messages), BATCH):
            await self._write(messages[start : start + BATCH])
            while len(self._pending) > self._window:
                await self._oldest()

    async def settle(self) -> None:
        """Wait until everything is confirmed."""
        while self._pending:
            await self._oldest()

    async def _oldest(self) -> None:
        _, confirmation = self._pending[0]
        await confirmation
        self._advance()

    async def _write(self, batch: Sequence[Outgoing]) -> None:
        channel = self._channel
        flushed = channel.create_future()
        async with channel.lock:
            self._advance()
            for each in batch:
                channel.delivery_tag += 1
                confirmation: Future[Any] = channel.create_future()
                # Whether it was confirmed is looked at in order; nobody else need be told.
                confirmation.add_done_callback(_take_note)
                channel.confirmations[channel.delivery_tag] = confirmation
                self._pending.append((each.position, confirmation))
            frames = [frame for each in batch for frame in self._frames(each)]
            await channel.write_queue.put(_marshalled(channel.number, frames, flushed))
        await flushed

    def _frames(self, message: Outgoing) -> Iterator[Any]:
        headers = {**(message.properties.headers or {}), SETTLED: self.progress.position}
        message.properties.headers = headers
        yield Basic.Publish(exchange=message.exchange, routing_key=message.routing_key)
        yield ContentHeader(body_size=len(message.body), properties=message.properties)
        most = self._channel.max_content_size
        for start in range(0, len(message.body), most):
            yield ContentBody(message.body[start : start + most])

    def advance(self) -> Progress:
        """Look how far everything is confirmed by now; raises what has broken it."""
        self._advance()
        if self.fault is not None:
            raise self.fault
        return self.progress

    def _advance(self) -> None:
        position, events = self.progress.position, self.progress.events
        while self._pending and self.fault is None and self._pending[0][1].done():
            confirmation = self._pending[0][1]
            self.fault = confirmation.exception()
            if self.fault is None:
                position, _ = self._pending.popleft()
                events += 1
        self.progress = Progress(position, events)


def _marshalled(channel: int, frames: Sequence[Any], flushed: Future[Any]) -> Any:
    frame: Any = ChannelFrame
    return frame.marshall(channel, frames, drain_future=flushed)


def _take_note(confirmation: Future[Any]) -> None:
    if not confirmation.cancelled():
        confirmation.exception()
