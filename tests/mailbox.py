"""A real SMTP server on this machine, which refuses and hangs up as it is told to."""

import socket
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


@dataclass
class Mailbox:
    """Keeps letters. `answers` are what it says to the next ones; `hang up` says nothing."""

    port: int = 0
    answers: list[str] = field(default_factory=list[str])
    letters: list[Message] = field(default_factory=list[Message])

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a letter."""
        del session
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer[0] in "45":
            return answer
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        if answer == "hang up":
            transport: Any = server.transport
            transport.abort()
        return "250 OK"


class _Controller(Controller):
    def factory(self) -> SMTP:
        """Speak SMTP in UTF-8."""
        return SMTP(self.handler, enable_SMTPUTF8=True)


@contextmanager
def mailbox() -> Generator[Mailbox]:
    """Run a server for as long as the context lasts."""
    box = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        box.port = probe.getsockname()[1]
    controller = _Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
