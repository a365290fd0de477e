"""Commands by message: all of the API's, with its keys, rights and answers, and one effect each."""

import asyncio
from typing import Any

import aio_pika
import pytest

from adapters.rabbit.inbox import taking_commands
from adapters.rabbit.layout import COMMANDS, REFUSED_COMMANDS
from adapters.web.by_message import PATHS
from adapters.wiring import command_door
from application.office import Office
from application.ports.commands import Command, Outcome
from domain.access import Role
from tests.adapters.rabbit.conftest import REPLIES, Plant, example
from tests.adapters.web.writing.scribe import STORY, Scribe
from tests.amqp import Amqp
from tests.faults.relays import address_of
from tests.key_desk import give

LOT = "receive_carbon_lot"


def books(office: Office) -> list[tuple[str, int, str, str]]:
    """What happened, however it came in."""
    return [
        (each.stream, each.version, type(each.fact).__name__, str(each.fact.occurred))
        for each in office.log.page(0, 10_000)
        if not each.stream.startswith(("key:", "access:"))
    ]


def test_every_operation_that_writes_can_be_told_by_message(plant: Plant) -> None:
    assert set(PATHS) == set(STORY)
    plant.tell_until(STORY[-1])
    actors = {each.actor for each in plant.office.log.page(1, 10_000)}
    assert actors == {f"key:{plant.key.split('_')[1]}"}


def test_the_books_are_those_that_the_api_would_have_written(
    plant: Plant, scribe_elsewhere: Scribe
) -> None:
    plant.tell_until(STORY[-1])
    scribe_elsewhere.tell_until(STORY[-1])
    assert books(plant.office) == books(scribe_elsewhere.office)


def test_an_answer_says_where_it_stands_and_what_it_answers(plant: Plant) -> None:
    answer, told = plant.tell(LOT, message_id="m-1", correlation_id="c-1")
    assert (answer.type, answer.correlation_id, answer.headers["status"]) == (
        "recorded",
        "c-1",
        201,
    )
    assert told["first"] == told["last"] == plant.office.log.head()
    assert told["command_id"].endswith(":m-1")
    answer, _ = plant.tell(LOT, message_id="m-1")
    assert answer.correlation_id == "m-1"


def test_a_repeated_command_has_one_effect_and_its_first_answer(plant: Plant) -> None:
    _, first = plant.tell(LOT, message_id="m-1")
    head = plant.office.log.head()
    _, again = plant.tell(LOT, message_id="m-1")
    assert again == first | {"repeated": True}
    assert plant.office.log.head() == head


def test_the_same_number_with_other_contents_is_refused(plant: Plant) -> None:
    plant.tell(LOT, message_id="m-1")
    about, body = example(LOT)
    other = body.replace(b'"received_kg": 2000', b'"received_kg": 2001')
    answer, told = plant.ask(plant.message(LOT, other, about, message_id="m-1"))
    assert (answer.type, told["code"]) == ("refused", "contradicts-recorded")


def test_a_refusal_is_told_in_both_languages_with_its_facts(plant: Plant) -> None:
    plant.tell_until("fill_carbon")
    answer, told = plant.tell("fill_carbon", message_id="again")
    assert (answer.type, answer.headers["code"]) == ("refused", told["code"])
    assert told["code"] == "later-change-recorded"
    assert told["detail"]
    assert told["detail_en"]
    assert told["facts"]


def with_key(plant: Plant, shown: str) -> dict[str, Any]:
    _, told = plant.tell(LOT, headers={"authorization": shown})
    return told


@pytest.mark.parametrize("shown", ["", "tgj_x", "Basic eDp5", "Bearer", "bearer"])
def test_nobody_is_let_in_without_a_key(plant: Plant, shown: str) -> None:
    assert with_key(plant, shown)["code"] == "key-missing"


def test_a_wrong_key_opens_nothing(plant: Plant) -> None:
    wrong = plant.key[:-1] + ("a" if plant.key[-1] != "a" else "b")
    assert with_key(plant, f"Bearer {wrong}")["code"] == "key-unknown"
    assert with_key(plant, "Bearer ")["code"] == "key-unknown"


def test_what_a_key_may_not_do_is_refused_and_put_on_record(plant: Plant) -> None:
    auditor = give(plant.office, Role.AUDITOR)
    told = with_key(plant, f"Bearer {auditor.text}")
    assert told["code"] == "forbidden"
    streams = {each.stream for each in plant.office.log.page(0, 10_000)}
    assert any(each.startswith("access:") for each in streams)


def test_without_any_keys_yet_a_message_still_needs_one(empty_office: Office, amqp: Amqp) -> None:
    amqp.queue(REPLIES)
    with taking_commands(address_of(amqp.url), command_door(empty_office, demo=None)):
        amqp.wait_for(COMMANDS, 0)
        plant = Plant(amqp, empty_office, "")
        for shown in ("", "Basic x", "Bearer tgj_aaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"):
            assert with_key(plant, shown)["status"] == 401
    assert empty_office.log.head() == 0


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"type": "nothing"}, "bad-header"),
        ({"type": None}, "bad-header"),
        ({"message_id": "号"}, "bad-header"),
        ({"message_id": "x" * 129}, "bad-header"),
        ({"content_type": "text/plain"}, "unsupported-media-type"),
    ],
)
def test_a_message_that_says_too_little_is_refused(
    plant: Plant, changed: dict[str, Any], code: str
) -> None:
    about, body = example(LOT)
    _, told = plant.ask(plant.message(LOT, body, about, **changed))
    assert told["code"] == code


@pytest.mark.parametrize("about", ["", "a/b", "../lots", "A B", "x" * 101, "%2e", "TA?x", "TA#x"])
def test_what_it_is_about_is_one_number_and_no_path(plant: Plant, about: str) -> None:
    _, body = example("fill_carbon")
    _, told = plant.ask(plant.message("fill_carbon", body, about))
    assert (told["code"], told["field"]) == ("bad-header", "about")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "unreadable-body"),
        (b"[]", "unreadable-body"),
        (b'{"lot": "A", "lot": "B"}', "unreadable-body"),
        (b"\xff", "unreadable-body"),
        (b"{}", "misshapen-body"),
        (b" " * 1_000_001, "body-too-large"),
    ],
)
def test_a_body_is_read_as_strictly_as_the_apis(plant: Plant, body: bytes, code: str) -> None:
    _, told = plant.ask(plant.message(LOT, body))
    assert told["code"] == code


@pytest.mark.parametrize("reply_to", [None, "nobody-waits-here"])
def test_a_refused_command_that_nobody_waits_for_is_put_aside_without_its_key(
    plant: Plant, reply_to: str | None
) -> None:
    plant.send(plant.message(LOT, b"{", reply_to=reply_to, message_id="m-9"))
    message = plant.put_aside()
    assert (message.message_id, message.type, message.body) == ("m-9", LOT, b"{")
    assert message.headers["code"] == "unreadable-body"
    assert "正文" in str(message.headers["reason"])
    assert plant.key not in repr(message.headers)


def test_a_command_that_nobody_waits_for_is_carried_out_all_the_same(plant: Plant) -> None:
    about, body = example(LOT)
    plant.send(plant.message(LOT, body, about, reply_to=None))
    _, told = plant.ask(plant.message(LOT, body, about))
    assert told["code"]
    assert plant.amqp.count(REFUSED_COMMANDS) == 0


def test_commands_are_carried_out_in_the_order_of_the_queue(plant: Plant) -> None:
    plant.send(*(plant.message(each, example(each)[1], example(each)[0]) for each in STORY))
    assert [answer.type for answer in plant.answers(len(STORY))] == ["recorded"] * len(STORY)


def test_a_command_from_before_the_inbox_was_there_is_taken(
    empty_office: Office, amqp: Amqp
) -> None:
    key = give(empty_office, Role.DISTRICT)
    amqp.queue(REPLIES)
    plant = Plant(amqp, empty_office, key.text)
    about, body = example(LOT)
    for _ in range(2):
        with taking_commands(address_of(amqp.url), command_door(empty_office, demo=None)):
            amqp.wait_for(COMMANDS, 0)
        plant.send(plant.message(LOT, body, about, message_id="waits"))
    assert amqp.count(REPLIES) <= 1
    with taking_commands(address_of(amqp.url), command_door(empty_office, demo=None)):
        answers = plant.answers(2)
    assert {answer.type for answer in answers} == {"recorded"}
    assert len(books(empty_office)) == 1


def test_what_the_office_cannot_take_now_is_tried_until_it_can(amqp: Amqp) -> None:
    tried: list[str] = []

    async def take(command: Command) -> Outcome:
        tried.append(command.key)
        return Outcome(201, "", b"{}", "application/json", later=len(tried) < 3)

    amqp.queue(REPLIES)
    with taking_commands(address_of(amqp.url), take):
        amqp.wait_for(COMMANDS, 0)
        sent = aio_pika.Message(b"{}", type=LOT, message_id="m-1", reply_to=REPLIES)
        amqp.send(COMMANDS, sent)
        (answer,) = amqp.fetch(REPLIES, 1)
    assert (tried, answer.type) == (["m-1"] * 3, "recorded")


def test_a_reply_goes_to_whoever_waits_by_direct_reply(plant: Plant) -> None:
    about, body = example(LOT)

    async def ask(channel: Any) -> bytes:
        come: asyncio.Queue[Any] = asyncio.Queue()
        queue = await channel.get_queue("amq.rabbitmq.reply-to", ensure=False)
        await queue.consume(come.put, no_ack=True)
        message = plant.message(LOT, body, about, reply_to="amq.rabbitmq.reply-to")
        await channel.default_exchange.publish(message, COMMANDS)
        return (await asyncio.wait_for(come.get(), 20)).body

    assert b'"repeated":false' in plant.amqp.act(ask)
