"""Whoever takes commands is killed again and again: each has one effect and is answered."""

from datetime import datetime
from pathlib import Path
from random import Random
from time import monotonic, sleep

import aio_pika
import msgspec
import pytest

from adapters.rabbit.layout import COMMANDS, REFUSED_COMMANDS
from adapters.wiring import open_office
from domain.access import Role
from tests.amqp import Amqp
from tests.faults.office_books import PATIENCE_S, Books
from tests.faults.processes import killed, started
from tests.faults.relays import take_commands
from tests.key_desk import give

REPLIES = "replies"


def commands(key: str, first: int, count: int) -> list[aio_pika.Message]:
    """Lots that arrive, each under a number of its own."""
    return [
        aio_pika.Message(
            msgspec.json.encode(
                {
                    "occurred": "2022-11-29",
                    "lot": f"XT{number:06}",
                    "source": "virgin",
                    "supplier": "厂家",
                    "received_kg": 1000,
                }
            ),
            type="receive_carbon_lot",
            message_id=f"lot-{number}",
            headers={"authorization": f"Bearer {key}"},
            content_type="application/json",
            reply_to=REPLIES,
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
            timestamp=datetime.now().astimezone(),
        )
        for number in range(first, first + count)
    ]


@pytest.mark.fault
def test_a_killed_inbox_carries_out_every_command_once(
    tmp_path: Path, amqp: Amqp, repetitions: int
) -> None:
    chance = Random(2022)  # noqa: S311 - nothing secret about when a process dies
    books = Books(f"sqlite:///{tmp_path / 'books.sqlite'}")
    with open_office(books.url) as office:
        key = give(office, Role.DISTRICT).text
    amqp.queue(REPLIES)
    at_a_time = 20
    for turn in range(repetitions):
        taking = started(take_commands, books.url, amqp.url)
        deadline = monotonic() + PATIENCE_S
        while amqp.count(COMMANDS) < 0:
            assert monotonic() < deadline
            sleep(0.05)
        before = amqp.count(REPLIES)
        amqp.send(COMMANDS, *commands(key, turn * at_a_time, at_a_time))
        while amqp.count(REPLIES) <= before:
            assert monotonic() < deadline, "no command was answered"
            sleep(0.002)
        sleep(chance.uniform(0, 0.05))
        killed(taking)
    taking = started(take_commands, books.url, amqp.url)
    total = repetitions * at_a_time
    answered: dict[str, set[int]] = {}
    while len(answered) < total:
        for answer in amqp.fetch(REPLIES, max(1, amqp.count(REPLIES))):
            assert answer.type == "recorded", answer.body
            told = msgspec.json.decode(answer.body)
            answered.setdefault(str(answer.correlation_id), set()).add(told["first"])
    killed(taking)
    assert {len(places) for places in answered.values()} == {1}
    lots = [each.stream for each in books.written() if each.stream.startswith("lot:")]
    assert (len(lots), len(set(lots))) == (total, total)
    assert amqp.count(REFUSED_COMMANDS) == 0
