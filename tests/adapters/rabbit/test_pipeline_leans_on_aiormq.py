"""What the pipeline uses of aiormq beyond its documentation is there, and does what it did.

Where an upgrade changes it, this says what; see `src/adapters/rabbit/pipeline.py`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from importlib.metadata import version
from inspect import iscoroutinefunction, signature
from typing import Any, TypeVar

import aio_pika
import pytest
from aiormq.abc import ChannelFrame
from pamqp.commands import Basic

from adapters.rabbit.pipeline import Outgoing, Pipeline

T = TypeVar("T")
PATIENCE_S = 30.0

CHANNEL: Mapping[str, Callable[[Any], bool]] = {
    "lock": lambda channel: hasattr(channel.lock, "__aenter__"),
    "write_queue": lambda channel: iscoroutinefunction(channel.write_queue.put),
    "confirmations": lambda channel: (
        hasattr(channel.confirmations, "__setitem__") and len(channel.confirmations) == 0
    ),
    "delivery_tag": lambda channel: channel.delivery_tag == 0,
    "create_future": lambda channel: asyncio.isfuture(channel.create_future()),
    "number": lambda channel: channel.number > 0,
    "max_content_size": lambda channel: channel.max_content_size > 0,
    "is_closed": lambda channel: channel.is_closed is False,
}
"""What is needed of a fresh channel in confirm mode."""


def wanting(channel: Any, frame: Any) -> list[str]:
    """Name what is not there, or is not what it was."""
    found = [f"Channel.{name}" for name, fits in CHANNEL.items() if not holds(fits, channel)]
    if not holds(takes_a_drain_future, frame):
        found.append("ChannelFrame.marshall(channel_number, frames, drain_future=)")
    return found


def holds(fits: Callable[[Any], bool], part: Any) -> bool:
    try:
        return fits(part)
    except Exception:
        return False


def takes_a_drain_future(frame: Any) -> bool:
    names = list(signature(frame.marshall).parameters)
    return names[:2] == ["channel_number", "frames"] and "drain_future" in names


def complaint(found: list[str]) -> str:
    """Say what is to be done."""
    named = ", ".join(found) or "nothing by name, but how confirmations come"
    return f"aiormq {version('aiormq')} has changed what rabbit/pipeline.py leans on: {named}"


def on_a_channel(url: str, look: Callable[[Any], Awaitable[T]]) -> T:
    """Look at a channel such as the relay has."""

    async def looked() -> T:
        async with asyncio.timeout(PATIENCE_S), await aio_pika.connect(url) as connection:
            channel = await connection.channel(publisher_confirms=True)
            return await look(await channel.get_underlay_channel())

    return asyncio.run(looked())


class Without:
    """A channel after an upgrade that took something away."""

    def __init__(self, channel: Any, name: str) -> None:
        self._channel, self._name = channel, name

    def __getattr__(self, name: str) -> Any:
        if name == self._name:
            raise AttributeError(name)
        return getattr(self._channel, name)


def test_all_that_it_leans_on_is_there(virtual_host: str) -> None:
    async def look(channel: Any) -> list[str]:
        return wanting(channel, ChannelFrame)

    found = on_a_channel(virtual_host, look)
    assert found == [], complaint(found)


def test_what_is_missing_is_named(virtual_host: str) -> None:
    async def look(channel: Any) -> dict[str, list[str]]:
        return {name: wanting(Without(channel, name), ChannelFrame) for name in CHANNEL}

    assert on_a_channel(virtual_host, look) == {name: [f"Channel.{name}"] for name in CHANNEL}
    assert "Channel.lock" in complaint(["Channel.lock"])

    async def look_at_frames(channel: Any) -> list[str]:
        return wanting(channel, object)

    (named,) = on_a_channel(virtual_host, look_at_frames)
    assert named.startswith("ChannelFrame.marshall")


def test_what_is_written_in_its_way_is_confirmed_in_its_way(virtual_host: str) -> None:
    async def send(channel: Any) -> tuple[int, int, int]:
        pipeline = Pipeline(channel, after=0)
        # Nobody has bound a queue to this: the broker confirms it all the same.
        message = Outgoing(7, "amq.topic", "nobody.hears", Basic.Properties(), b"x" * 300_000)
        await pipeline.send([message])
        await pipeline.settle()
        return pipeline.advance().position, channel.delivery_tag, len(channel.confirmations)

    try:
        told = on_a_channel(virtual_host, send)
    except (AttributeError, TypeError, TimeoutError) as changed:
        pytest.fail(f"{complaint([])} ({changed!r})")
    assert told == (7, 1, 0), complaint([])
