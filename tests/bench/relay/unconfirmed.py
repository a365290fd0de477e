"""The floor of the relay: publishing as a program does it that hopes for the best.

The library's own way, one persistent message after the other into the same kind of queue, and no
confirms: at the end the broker has read everything, and nobody knows whether it has kept it.
"""

from collections.abc import Sequence
from time import perf_counter

import aio_pika

EXCHANGE = "bench.unconfirmed"


async def publish(url: str, queue: str, bodies: Sequence[bytes]) -> float:
    """Publish all of them and give how long it took, connecting left out."""
    async with await aio_pika.connect(url) as connection:
        channel = await connection.channel(publisher_confirms=False)
        exchange = await channel.declare_exchange(
            EXCHANGE, aio_pika.ExchangeType.TOPIC, durable=True
        )
        await (await channel.get_queue(queue, ensure=False)).bind(exchange, "#")
        began = perf_counter()
        for number, body in enumerate(bodies):
            message = aio_pika.Message(
                body,
                content_type="application/cloudevents+json",
                delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
                message_id=str(number),
            )
            await exchange.publish(message, "kind.fact.330411105", mandatory=False)
        # Its answer comes after everything before it on the channel has been read.
        await channel.declare_queue(queue, passive=True)
        lasted_s = perf_counter() - began
        await channel.exchange_delete(EXCHANGE)
        return lasted_s
