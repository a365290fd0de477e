"""Queues of named subscribers: events are kept for them whether they are there or not."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence

from aio_pika.abc import AbstractChannel
from aiormq.exceptions import ChannelNotFoundEntity

from adapters.rabbit.address import LOST, BrokerAddress, BrokerAway
from adapters.rabbit.layout import EVENTS, IN_ORDER, SUBSCRIBER, lay_out_events
from adapters.rabbit.routing import binding_keys
from domain.refusal import Refusal

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


class UnusableQueueName(Refusal):
    """订阅队列的名称须为 1 至 63 个小写字母、数字或连字符, 以字母或数字开头。

    The name of a subscriber's queue is 1 to 63 lower-case letters, digits or hyphens, and begins
    with a letter or digit.
    """


class NoSuchQueue(Refusal):
    """没有这个订阅队列; 请先建立: tanguanjia relay queue add 名称。

    There is no such queue; make it first with `tanguanjia relay queue add NAME`.
    """


def full_name(name: str) -> str:
    """Spell the name of a subscriber's queue as the broker has it; raises `UnusableQueueName`."""
    if not _NAME.fullmatch(name):
        raise UnusableQueueName(given=name)
    return SUBSCRIBER + name


def add(address: BrokerAddress, name: str, types: Sequence[str]) -> str:
    """Declare a queue that outlives broker and subscriber, and ask for events; raises a `Refusal`.

    Asking again asks for more, and takes nothing back.
    """
    queue_name, keys = full_name(name), binding_keys(types)

    async def declare(channel: AbstractChannel) -> None:
        await lay_out_events(channel)
        queue = await channel.declare_queue(queue_name, durable=True, arguments=dict(IN_ORDER))
        for key in keys:
            await queue.bind(EVENTS, key)

    _on_channel(address, declare)
    return queue_name


def remove(address: BrokerAddress, name: str) -> str:
    """Delete a queue with all that is in it; raises `NoSuchQueue` and other refusals."""
    queue_name = full_name(name)

    async def delete(channel: AbstractChannel) -> None:
        # Deleting what is not there is no error to the broker, but it is one to a person.
        await must_be_there(channel, queue_name)
        await channel.queue_delete(queue_name)

    _on_channel(address, delete)
    return queue_name


def probe(address: BrokerAddress) -> None:
    """Connect and leave again; raises a `Refusal`."""

    async def nothing(_: AbstractChannel) -> None:
        pass

    _on_channel(address, nothing)


async def must_be_there(channel: AbstractChannel, queue_name: str) -> None:
    """Raise `NoSuchQueue` where a queue is not; then the channel is gone."""
    try:
        await channel.declare_queue(queue_name, passive=True)
    except ChannelNotFoundEntity as missing:
        raise NoSuchQueue(queue=queue_name) from missing


def _on_channel(address: BrokerAddress, work: Callable[[AbstractChannel], Awaitable[None]]) -> None:
    async def carry_out() -> None:
        async with await address.connect("tool") as connection:
            await work(await connection.channel())

    try:
        asyncio.run(carry_out())
    except LOST as lost:
        raise BrokerAway(broker=address, reason=type(lost).__name__) from lost
