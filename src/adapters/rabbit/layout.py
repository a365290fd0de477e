"""What we lay out in the broker: an exchange of events, a queue of commands, and what stands
behind them. Everything has a lasting name, for those who connect are others.
"""

from typing import Any

from aio_pika import ExchangeType
from aio_pika.abc import AbstractChannel

EVENTS = "tanguanjia.events"
UNROUTED = "tanguanjia.unrouted"
"""An exchange and its queue: events that no queue has asked for."""
COMMANDS = "tanguanjia.commands"
REFUSED_COMMANDS = "tanguanjia.commands.refused"
"""Commands that were refused or could not be read, where nobody waits for the answer."""
SUBSCRIBER = "tanguanjia.for."
"""What the queue of a named subscriber begins with."""

MOST_UNROUTED = 100_000
MOST_UNROUTED_BYTES = 256 * 1024 * 1024
"""The oldest go first: nobody has asked for them, and they stand in the log."""
MOST_DELIVERIES = 50
"""A command that has come so often without being settled breaks whoever takes it."""

QUORUM: dict[str, Any] = {"x-queue-type": "quorum"}
IN_ORDER: dict[str, Any] = {
    **QUORUM,
    # One consumer at a time, and the next only when everything that the last one left has come
    # back: otherwise one that starts again at once could be given later messages first.
    "x-single-active-consumer": True,
}


async def lay_out_events(channel: AbstractChannel) -> None:
    """Declare where events go; what is there already stays as it is."""
    unrouted = await channel.declare_exchange(UNROUTED, ExchangeType.FANOUT, durable=True)
    bounds: dict[str, Any] = {
        "x-max-length": MOST_UNROUTED,
        "x-max-length-bytes": MOST_UNROUTED_BYTES,
        "x-overflow": "drop-head",
    }
    kept = await channel.declare_queue(UNROUTED, durable=True, arguments=bounds)
    await kept.bind(unrouted)
    await channel.declare_exchange(
        EVENTS,
        ExchangeType.TOPIC,
        durable=True,
        arguments={"alternate-exchange": UNROUTED},
    )


async def lay_out_commands(channel: AbstractChannel) -> None:
    """Declare where commands come in, and where those go that nobody is answered."""
    await channel.declare_queue(REFUSED_COMMANDS, durable=True, arguments=dict(QUORUM))
    behind: dict[str, Any] = {
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": REFUSED_COMMANDS,
        "x-delivery-limit": MOST_DELIVERIES,
    }
    await channel.declare_queue(COMMANDS, durable=True, arguments={**IN_ORDER, **behind})
