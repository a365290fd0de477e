"""The relay and its listeners are killed while others write: whoever subscribed has every event,
after dedup once and in order.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from time import monotonic, sleep
from typing import Any, TypeVar

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from adapters.rabbit.pipeline import WINDOW
from adapters.rabbit.queues import add
from adapters.wiring import open_office
from application.answering import LogUnreachable
from application.following import followed
from application.relaying import PAGE, relayed
from tests.amqp import Amqp
from tests.databases import empty_database
from tests.faults.conftest import NewBooks
from tests.faults.office_books import PATIENCE_S, Books
from tests.faults.processes import killed, started
from tests.faults.relays import (
    Told,
    address_of,
    check_complete,
    delivered,
    lines,
    listen,
    outlet,
    relay,
    relay_to_the_end,
    wait_for_more_than,
    wait_until_relayed,
)
from tests.faults.writers import at_work, furnish
from tests.terminal import WORKBOOK

T = TypeVar("T")
QUEUE = "tanguanjia.for.tests"
WRITERS, MANY = 2, 8


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return Books(f"sqlite:///{tmp_path / 'books.sqlite'}")


@pytest.fixture
def subscribed(amqp: Amqp) -> Amqp:
    """A broker in which somebody has subscribed."""
    add(address_of(amqp.url), "tests", ())
    amqp.forget(QUEUE)
    return amqp


def wait_for_growth(file: Path) -> None:
    before = file.stat().st_size if file.exists() else 0
    deadline = monotonic() + PATIENCE_S
    while not file.exists() or file.stat().st_size <= before:
        assert monotonic() < deadline, "nothing more was written"
        sleep(0.002)


@pytest.mark.fault
def test_a_killed_listener_leaves_nothing_out(
    books: Books, subscribed: Amqp, tmp_path: Path, repetitions: int
) -> None:
    chance = Random(2022)  # noqa: S311 - nothing secret about when a process dies
    state, out = tmp_path / "state.json", tmp_path / "events.jsonl"
    furnish(books, WRITERS)
    listening = (subscribed.url, "tests", state, out)
    with (
        open_office(books.url) as office,
        followed(office),
        relayed(office, outlet(subscribed.url)),
        at_work(books, WRITERS, Path(mkdtemp(dir=tmp_path))) as writers,
    ):
        for _ in range(repetitions):
            listener = started(listen, *listening)
            wait_for_growth(out)
            sleep(chance.uniform(0, 0.1))
            killed(listener)
        writers.kill()
        office.followers.catch_up()
        wait_until_relayed(office, head := office.log.head())
    last = started(listen, *listening)
    deadline = monotonic() + PATIENCE_S
    while not any(int(each["id"]) == head for each in lines(out)[-300:]):
        assert monotonic() < deadline
        sleep(0.1)
    killed(last)
    told = lines(out)
    check_complete(told, head)
    # At most what one kill left between a line and its being remembered comes twice.
    assert len(told) - head <= repetitions * 100


@pytest.mark.fault
def test_a_killed_relay_leaves_nothing_out(
    new_books: NewBooks, subscribed: Amqp, repetitions: int
) -> None:
    chance = Random(2022)  # noqa: S311 - nothing secret about when a process dies
    told: list[Told] = []
    with new_books() as books:
        books.take(WORKBOOK)
        for _ in range(repetitions):
            begin_again_at_the_end(books)
            before = subscribed.count(QUEUE)
            process = started(relay, books.url, subscribed.url)
            wait_for_more_than(before, subscribed, QUEUE)
            sleep(chance.uniform(0, 0.3))
            killed(process)
            told += delivered(subscribed, QUEUE)
        head = relay_to_the_end(books.url, subscribed.url)
    check_complete([*told, *delivered(subscribed, QUEUE)], head)


@pytest.mark.fault
def test_a_relay_killed_beside_an_embedded_database_while_others_write_leaves_nothing_out(
    books: Books, subscribed: Amqp, tmp_path: Path, repetitions: int
) -> None:
    chance = Random(2022)  # noqa: S311 - nothing secret about when a process dies
    told: list[Told] = []
    furnish(books, WRITERS)
    with at_work(books, WRITERS, Path(mkdtemp(dir=tmp_path))) as writers:
        for _ in range(repetitions):
            before = subscribed.count(QUEUE)
            # The file that the dead one had locked is free, and what he was writing is undone.
            process = started(relay, books.url, subscribed.url)
            wait_for_more_than(before, subscribed, QUEUE)
            writers.wait_for_more()
            sleep(chance.uniform(0, 0.3))
            killed(process)
            told += delivered(subscribed, QUEUE)
            # He is in nobody's way: the others write on.
            writers.wait_for_more()
        assert writers.stop() == [0] * WRITERS
        acknowledged = writers.acknowledged()
    head = relay_to_the_end(books.url, subscribed.url)
    assert max(int(each["id"]) for each in told) < head
    told += delivered(subscribed, QUEUE)
    check_complete(told, head)
    commands = {each["correlationid"] for each in told}
    assert set(acknowledged) <= commands


def begin_again_at_the_end(books: Books) -> None:
    """Let a relay that has everything behind it believe that it is new."""
    with open_office(books.url) as office, office.outlets.hold("rabbitmq") as place:
        if place is not None and place.position == office.log.head():
            place.tell(0, connected=False, at=office.clock.now().isoformat())


def test_a_queue_that_refuses_costs_the_others_little_and_loses_nothing(
    books: Books, subscribed: Amqp
) -> None:
    books.take(WORKBOOK)
    full: dict[str, Any] = {"x-max-length": 50, "x-overflow": "reject-publish"}
    subscribed.queue("full", "#", arguments=full)
    with (
        open_office(books.url) as office,
        followed(office),
        relayed(office, outlet(subscribed.url)),
    ):
        deadline = monotonic() + PATIENCE_S
        while subscribed.count("full") < full["x-max-length"]:
            assert monotonic() < deadline
            sleep(0.05)
        # It tries again and again.
        sleep(3)
        assert not office.outlets.standing()[0].connected
        subscribed.delete((), ("full",))
        wait_until_relayed(office, head := office.log.head())
    told = delivered(subscribed, QUEUE)
    check_complete(told, head)
    # What was on its way when it was first refused, and then one event for each try.
    assert len(told) - head <= 2 * (PAGE + WINDOW)


def test_many_writers_at_once_are_relayed_in_order(
    ordered_database: str, subscribed: Amqp, tmp_path: Path
) -> None:
    books = Books(ordered_database)
    furnish(books, MANY)
    with (
        open_office(books.url) as office,
        followed(office),
        relayed(office, outlet(subscribed.url)),
        at_work(books, MANY, Path(mkdtemp(dir=tmp_path))) as writers,
    ):
        for _ in range(3):
            writers.wait_for_more()
        sleep(1)
        assert writers.stop() == [0] * MANY
        office.followers.catch_up()
        wait_until_relayed(office, head := office.log.head())
    told = delivered(subscribed, QUEUE)
    assert [int(each["id"]) for each in told] == list(range(1, head + 1))


@pytest.mark.fault
def test_a_relay_whose_database_sends_it_home_goes_on(
    postgres: str, subscribed: Amqp, tmp_path: Path, repetitions: int
) -> None:
    with empty_database(postgres) as database:
        books = Books(database)
        furnish(books, WRITERS)
        with (
            open_office(books.url) as office,
            followed(office),
            relayed(office, outlet(subscribed.url)),
            at_work(books, WRITERS, Path(mkdtemp(dir=tmp_path))) as writers,
        ):
            wait_until_relayed(office, 1)
            for _ in range(repetitions):
                send_home(postgres, database)
                writers.wait_for_more()
            assert writers.stop() == [0] * WRITERS
            # Whoever asks right after that finds his connection closed as well, and asks again.
            head = patiently(office.log.head)
            patiently(lambda: office.followers.wait_for(head, PATIENCE_S))
            patiently(lambda: wait_until_relayed(office, head))
        check_complete(delivered(subscribed, QUEUE), head)


def patiently(ask: Callable[[], T]) -> T:
    """Ask again where the database is lost."""
    deadline = monotonic() + PATIENCE_S
    while True:
        try:
            return ask()
        except (LogUnreachable, DBAPIError):
            assert monotonic() < deadline
            sleep(0.1)


def send_home(server: str, database: str) -> None:
    """End every connection to a database."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            (database.rpartition("/")[2],),
        )
