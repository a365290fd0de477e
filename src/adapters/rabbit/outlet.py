"""The outlet to RabbitMQ: the exchange of events, persistent messages, confirms."""

from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

import msgspec
from aio_pika.abc import AbstractConnection
from aio_pika.exceptions import DeliveryError
from pamqp.commands import Basic

from adapters.rabbit.address import LOST, BrokerAddress
from adapters.rabbit.background import BackgroundLoop, background_loop
from adapters.rabbit.layout import EVENTS, lay_out_events
from adapters.rabbit.pipeline import Outgoing, Pipeline
from adapters.rabbit.routing import routing_key
from application.envelope import MEDIA_TYPE, Envelope, position_of
from application.ports.outlet import OutletAway, OutletRefuses, Progress
from domain.refusal import Refusal

NAME = "rabbitmq"
PATIENCE_S = 10.0
"""How long a broker may take nothing, as one that has no memory or disk left does."""
OPENING_S = 20.0
LEAVE_S = 3.0
_PERSISTENT = 2


class RabbitOutlet:
    """Hands events to the exchange of one broker."""

    def __init__(self, address: BrokerAddress, patience_s: float = PATIENCE_S) -> None:
        """Name the broker; nothing is connected yet."""
        self._address = address
        self._patience_s = patience_s
        self._loop: BackgroundLoop | None = None

    @property
    def name(self) -> str:
        """Under which name its place in the log is kept."""
        return NAME

    @contextmanager
    def open(self, after: int) -> Generator["RabbitDelivery"]:
        """Connect, lay out what is missing, and be ready to publish; raises `OutletAway`."""
        with background_loop("rabbitmq relay") as loop:
            self._loop = loop
            connection, pipeline = self._connected(loop, after)
            try:
                yield RabbitDelivery(loop, pipeline, self._patience_s)
            finally:
                with suppress(*LOST, TimeoutError, CancelledError):
                    loop.call(connection.close(), LEAVE_S)

    def break_off(self) -> None:
        """Let whatever is under way in another thread end at once."""
        if self._loop is not None:
            self._loop.break_off()

    def _connected(self, loop: BackgroundLoop, after: int) -> tuple[AbstractConnection, Pipeline]:
        with _away():
            return loop.call(_opened(self._address, after), OPENING_S)


async def _opened(address: BrokerAddress, after: int) -> tuple[AbstractConnection, Pipeline]:
    connection = await address.connect("relay")
    try:
        channel = await connection.channel(publisher_confirms=True)
        await lay_out_events(channel)
        return connection, Pipeline(await channel.get_underlay_channel(), after)
    except BaseException:
        await connection.close()
        raise


class RabbitDelivery:
    """One connection, on which the confirmations of what was sent before come in meanwhile.

    Reading the next page while one is being written would be slower: two threads that compute
    take turns, and the one that writes would wait for its turn after every batch.
    """

    def __init__(self, loop: BackgroundLoop, pipeline: Pipeline, patience_s: float) -> None:
        """Send through a pipeline that lives in the loop."""
        self._loop = loop
        self._pipeline = pipeline
        self._patience_s = patience_s

    def hand_over(self, events: Sequence[Envelope]) -> None:
        """Send events in their order."""
        if events:
            messages = [outgoing(each) for each in events]
            with _away():
                self._loop.call(self._pipeline.send(messages), self._patience_s)

    def progress(self) -> Progress:
        """Say how far everything has been confirmed."""
        with _away():
            return self._loop.call(_looked_at(self._pipeline), self._patience_s)

    def settle(self, timeout_s: float) -> Progress:
        """Wait until all that was handed over is confirmed."""
        with _away():
            self._loop.call(self._pipeline.settle(), timeout_s)
        return self.progress()


async def _looked_at(pipeline: Pipeline) -> Progress:
    progress = pipeline.advance()
    if pipeline.is_closed:
        raise ConnectionError("the channel is closed")
    return progress


@contextmanager
def _away() -> Generator[None]:
    """Say in the application's words that the broker has not taken what it was given."""
    try:
        yield
    except DeliveryError as refused:
        raise OutletRefuses from refused
    except (*LOST, Refusal, TimeoutError, CancelledError) as lost:
        raise OutletAway from lost


def outgoing(told: Envelope) -> Outgoing:
    """Make a message of an event."""
    return Outgoing(
        position_of(told), EVENTS, routing_key(told), _properties(told), msgspec.json.encode(told)
    )


def _properties(told: Mapping[str, Any]) -> Basic.Properties:
    headers = {"source": told["source"], "sequence": told["sequence"]}
    return Basic.Properties(
        content_type=MEDIA_TYPE,
        content_encoding="utf-8",
        headers=headers,
        delivery_mode=_PERSISTENT,
        message_id=told["id"],
        timestamp=datetime.fromisoformat(told["recordedtime"]),
        message_type=told["type"],
        app_id="tanguanjia",
    )
