"""An office whose commands come by message, on the evening of 2022-11-30."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import aio_pika
import msgspec
import pytest
from aio_pika.abc import AbstractIncomingMessage

from adapters.clock import StandingClock
from adapters.rabbit.inbox import taking_commands
from adapters.rabbit.layout import COMMANDS, REFUSED_COMMANDS
from adapters.web.by_message import PATHS
from adapters.wiring import command_door, open_office
from application.following import followed
from application.office import Office
from domain.access import Role
from domain.occurred import SHANGHAI
from tests.adapters.web.writing.conftest import served
from tests.adapters.web.writing.scribe import STORY, Scribe, typed
from tests.amqp import Amqp
from tests.faults.relays import address_of
from tests.key_desk import give

EVENING = datetime(2022, 11, 30, 18, 0, tzinfo=SHANGHAI)
REPLIES = "replies"


def example(operation: str) -> tuple[str, bytes]:
    """What the documented example of an operation is about, and its body."""
    said = typed(operation)
    path = said.address.partition("?")[0]
    about = path.split("/")[3] if "{" in PATHS[operation] else ""
    return about, said.body.encode()


@dataclass
class Plant:
    """A system of somebody's own, that sends commands and waits for answers."""

    amqp: Amqp
    office: Office
    key: str
    _numbers: "count[int]" = field(default_factory=count)

    def message(
        self, operation: str, body: bytes, about: str = "", **told: Any
    ) -> aio_pika.Message:
        """Write a command; what is not told is as it should be."""
        headers = {"authorization": f"Bearer {self.key}"} | ({"about": about} if about else {})
        usual: dict[str, Any] = {
            "type": operation,
            "message_id": f"plant-{next(self._numbers)}",
            "content_type": "application/json",
            "headers": headers,
            "reply_to": REPLIES,
        }
        return aio_pika.Message(body, **(usual | told))

    def send(self, *messages: aio_pika.Message) -> None:
        """Put commands into the queue."""
        self.amqp.send(COMMANDS, *messages)

    def answers(self, number: int = 1) -> list[AbstractIncomingMessage]:
        """Wait for so many answers."""
        return self.amqp.fetch(REPLIES, number)

    def ask(self, message: aio_pika.Message) -> tuple[AbstractIncomingMessage, dict[str, Any]]:
        """Send one command; give the answer and what it says."""
        self.send(message)
        (answer,) = self.answers()
        return answer, msgspec.json.decode(answer.body)

    def tell(self, operation: str, **told: Any) -> tuple[AbstractIncomingMessage, dict[str, Any]]:
        """Send the documented example of an operation."""
        about, body = example(operation)
        return self.ask(self.message(operation, body, about, **told))

    def tell_until(self, last: str) -> None:
        """Tell the story up to and with one operation."""
        for operation in STORY[: STORY.index(last) + 1]:
            answer, told = self.tell(operation)
            assert answer.type == "recorded", told

    def put_aside(self) -> AbstractIncomingMessage:
        """Wait for a command that was put aside."""
        (message,) = self.amqp.fetch(REFUSED_COMMANDS, 1)
        return message


@pytest.fixture
def empty_office(tmp_path: Path) -> Generator[Office]:
    """An office without anything in its books, whose views follow."""
    url = f"sqlite:///{tmp_path / 'books.sqlite'}"
    with open_office(url, clock=StandingClock(EVENING)) as office, followed(office):
        yield office


@pytest.fixture
def scribe_elsewhere(tmp_path: Path) -> Generator[Scribe]:
    """Somebody who records in other books by the API."""
    url = f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"
    with open_office(url, clock=StandingClock(EVENING)) as office, served(office) as scribe:
        yield scribe


@pytest.fixture
def plant(empty_office: Office, amqp: Amqp) -> Generator[Plant]:
    """A plant whose commands are taken, with the district's own key."""
    key = give(empty_office, Role.DISTRICT)
    amqp.queue(REPLIES)
    # The queue is there before the first command, however slow the inbox is.
    with taking_commands(address_of(amqp.url), command_door(empty_office, demo=None)):
        amqp.wait_for(COMMANDS, 0)
        yield Plant(amqp, empty_office, key.text)
