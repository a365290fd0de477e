"""The inbox: commands that a plant's own system puts into a queue, one after the other.

A command is acknowledged when its answer is out. Whatever happens before, it comes again under
the same number, and has one effect.
"""

import asyncio
import logging
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

from aio_pika import DeliveryMode, Message
from aio_pika.abc import AbstractChannel, AbstractConnection, AbstractIncomingMessage
from aio_pika.exceptions import DeliveryError

from adapters.rabbit.address import LOST, BrokerAddress
from adapters.rabbit.incoming import Incoming
from adapters.rabbit.layout import COMMANDS, REFUSED_COMMANDS, lay_out_commands
from application.journal import note
from application.ports.commands import Command, Outcome, TakeCommand
from domain.refusal import Refusal

PREFETCH = 10
PAUSE_S = 1.0
"""How long to wait where the broker or the books are away."""
LEAVE_S = 5.0

_log = logging.getLogger(__name__)


@contextmanager
def taking_commands(address: BrokerAddress, take: TakeCommand) -> Generator[None]:
    """Take commands in a thread of its own for as long as the context lasts."""
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        work = loop.create_task(Inbox(address, take).go_on())
        thread = Thread(target=_run, args=(loop, work), name="inbox")
        thread.start()
        try:
            yield
        finally:
            # A second time, where the first is spent on taking leave of a broker that is silent.
            while thread.is_alive():
                loop.call_soon_threadsafe(work.cancel)
                thread.join(LEAVE_S)


def _run(loop: asyncio.AbstractEventLoop, work: "asyncio.Task[None]") -> None:
    with suppress(asyncio.CancelledError):
        loop.run_until_complete(work)


class Inbox:
    """Takes one command at a time, so that their order is the queue's."""

    def __init__(self, address: BrokerAddress, take: TakeCommand) -> None:
        """Take from a broker, and let commands be carried out."""
        self._address = address
        self._take = take
        self._away = False

    async def go_on(self) -> None:
        """Take commands until cancelled; a lost broker is waited for."""
        while True:
            try:
                async with await self._address.connect("commands") as connection:
                    await self._serve(connection)
            except (*LOST, Refusal) as lost:
                self._note_loss(lost.__cause__ or lost)
            await asyncio.sleep(PAUSE_S)

    def _note_loss(self, fault: BaseException) -> None:
        if not self._away:
            self._away = True
            note(
                _log,
                "inbox-away",
                "消息服务无法访问, 暂不接收命令",
                level=logging.WARNING,
                fault=fault,
            )

    async def _serve(self, connection: AbstractConnection) -> None:
        channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
        await lay_out_commands(channel)
        incoming = Incoming(connection, channel)
        await incoming.consume(await channel.get_queue(COMMANDS, ensure=False), prefetch=PREFETCH)
        self._away = False
        note(_log, "inbox-open", "开始接收命令", queue=COMMANDS)
        while True:
            for message in await incoming.some(PREFETCH):
                await self._settle(channel, message)

    async def _settle(self, channel: AbstractChannel, message: AbstractIncomingMessage) -> None:
        outcome = await self._take(command(message))
        while outcome.later:
            await asyncio.sleep(PAUSE_S)
            outcome = await self._take(command(message))
        answered = await _answer(channel, message, outcome)
        if not answered and not outcome.taken:
            await _put_aside(channel, message, outcome)
        await message.ack()


def command(message: AbstractIncomingMessage) -> Command:
    """Read from a message what it asks for."""
    headers = message.headers
    return Command(
        operation=message.type or "",
        about=_text(headers, "about"),
        key=message.message_id or "",
        authorization=_text(headers, "authorization"),
        sender=message.user_id or "",
        media_type=message.content_type or "application/json",
        body=message.body,
    )


def _text(headers: Mapping[str, Any], name: str) -> str:
    value = headers.get(name)
    return value if isinstance(value, str) else ""


async def _answer(
    channel: AbstractChannel, message: AbstractIncomingMessage, outcome: Outcome
) -> bool:
    """Answer whoever waits; False where nobody does."""
    if not message.reply_to:
        return False
    told = Message(
        outcome.body,
        content_type=outcome.media_type,
        correlation_id=message.correlation_id or message.message_id,
        type="recorded" if outcome.taken else "refused",
        headers={"status": outcome.status, "code": outcome.code},
        delivery_mode=DeliveryMode.PERSISTENT,
        app_id="tanguanjia",
    )
    try:
        await channel.default_exchange.publish(told, message.reply_to, mandatory=True)
    except DeliveryError:
        return False
    return True


async def _put_aside(
    channel: AbstractChannel, message: AbstractIncomingMessage, outcome: Outcome
) -> None:
    """Keep a refused command that nobody was told about; its key is not kept with it."""
    about = _text(message.headers, "about")
    reason = outcome.body.decode()
    put_aside = Message(
        message.body,
        headers={"about": about, "status": outcome.status, "code": outcome.code, "reason": reason},
        content_type=message.content_type,
        message_id=message.message_id,
        type=message.type,
        correlation_id=message.correlation_id,
        delivery_mode=DeliveryMode.PERSISTENT,
    )
    await channel.default_exchange.publish(put_aside, REFUSED_COMMANDS, mandatory=True)
    note(
        _log,
        "command-put-aside",
        "命令被拒且无人等待答复, 已放入备查队列",
        level=logging.WARNING,
        code=outcome.code,
        queue=REFUSED_COMMANDS,
    )
