"""The relay, its listeners and its broker are killed and stopped while others write: whoever
subscribed has every event, after dedup once and in order.
"""

import json
from collections.abc import Generator
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from time import monotonic, sleep

import psycopg
import pytest

from adapters.rabbit.outlet import RabbitOutlet
from adapters.rabbit.queues import add
from adapters.wiring import open_office
from application.following import followed
from application.relaying import relayed
from tests import brokers, servers
from tests.amqp import Amqp
from tests.databases import empty_database
from tests.faults.office_books import PATIENCE_S, Books
from tests.faults.processes import killed, started
from tests.faults.relays import (
    Told,
    address_of,
    check_complete,
    lines,
    listen,
    outlet,
    relay,
    wait_until_relayed,
)
from tests.faults.writers import at_work, furnish

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


@pytest.fixture(scope="module")
def own_broker() -> Generator[brokers.RabbitServer]:
    """A RabbitMQ that the test may take down."""
    program = brokers.installed_program()
    if program is None and servers.nothing_may_be_left_out():
        pytest.fail(brokers.LEFT_OUT)
    if program is None:
        pytest.skip(brokers.LEFT_OUT)
    with brokers.own_rabbitmq(program) as running:
        yield running


def relay_to_the_end(books: Books, broker: str) -> int:
    """Relay what is left, and give the last position."""
    with open_office(books.url) as office, followed(office), relayed(office, outlet(broker)):
        wait_until_relayed(office, head := office.log.head())
        return head


def delivered(amqp: Amqp) -> list[Told]:
    """Everything in the queue."""
    count = amqp.count(QUEUE)
    return [json.loads(message.body) for message in amqp.fetch(QUEUE, count)]


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
    books: Books, subscribed: Amqp, tmp_path: Path, repetitions: int
) -> None:
    chance = Random(2022)  # noqa: S311 - nothing secret about when a process dies
    furnish(books, WRITERS)
    with at_work(books, WRITERS, Path(mkdtemp(dir=tmp_path))) as writers:
        for _ in range(repetitions):
            before = subscribed.count(QUEUE)
            process = started(relay, books.url, subscribed.url)
            deadline = monotonic() + PATIENCE_S
            while subscribed.count(QUEUE) <= before:
                assert monotonic() < deadline, "nothing was relayed"
                sleep(0.02)
            sleep(chance.uniform(0, 0.3))
            killed(process)
        writers.kill()
    head = relay_to_the_end(books, subscribed.url)
    check_complete(delivered(subscribed), head)


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
    told = delivered(subscribed)
    assert [int(each["id"]) for each in told] == list(range(1, head + 1))


def stop_under_load(
    server: brokers.RabbitServer, database: str, folder: Path, seconds: float
) -> float:
    """Stop the broker while eight write; gives how many events a second were caught up with."""
    books = Books(database)
    furnish(books, MANY)
    amqp = Amqp(server.url)
    add(address_of(server.url), "tests", ())
    with (
        open_office(books.url) as office,
        followed(office),
        relayed(office, outlet(server.url)),
        at_work(books, MANY, folder) as writers,
    ):
        writers.wait_for_more()
        wait_until_relayed(office, 1)
        server.stop()
        sleep(seconds)
        assert not office.outlets.standing()[0].connected
        writers.wait_for_more()
        assert writers.stop() == [0] * MANY
        office.followers.catch_up()
        head, left_at = office.log.head(), office.outlets.standing()[0].position
        server.start()
        began = monotonic()
        wait_until_relayed(office, head)
        lasted_s = monotonic() - began
    check_complete(delivered(amqp), head)
    amqp.forget(QUEUE)
    amqp.clear()
    return (head - left_at) / lasted_s


@pytest.mark.fault
@pytest.mark.parametrize("seconds", [3.0, pytest.param(60.0, marks=pytest.mark.soak)])
def test_a_broker_that_was_stopped_under_load_gets_what_it_missed(
    own_broker: brokers.RabbitServer,
    postgres: str,
    tmp_path: Path,
    seconds: float,
) -> None:
    with empty_database(postgres) as database:
        rate = stop_under_load(own_broker, database, tmp_path, seconds)
    print(f"caught up at {rate:,.0f} events/s after {seconds:.0f} s")


@pytest.mark.fault
def test_a_broker_that_was_killed_gets_what_it_missed(
    own_broker: brokers.RabbitServer, books: Books, tmp_path: Path
) -> None:
    furnish(books, WRITERS)
    amqp = Amqp(own_broker.url)
    add(address_of(own_broker.url), "tests", ())
    with (
        open_office(books.url) as office,
        followed(office),
        relayed(office, outlet(own_broker.url)),
        at_work(books, WRITERS, Path(mkdtemp(dir=tmp_path))) as writers,
    ):
        wait_until_relayed(office, 1)
        writers.wait_for_more()
        own_broker.kill()
        writers.wait_for_more()
        own_broker.start()
        writers.wait_for_more()
        assert writers.stop() == [0] * WRITERS
        office.followers.catch_up()
        wait_until_relayed(office, head := office.log.head())
    check_complete(delivered(amqp), head)
    amqp.forget(QUEUE)
    amqp.clear()


@pytest.mark.fault
def test_a_broker_that_says_nothing_any_more_is_left_and_found_again(
    own_broker: brokers.RabbitServer, books: Books, tmp_path: Path
) -> None:
    furnish(books, WRITERS)
    amqp = Amqp(own_broker.url)
    add(address_of(own_broker.url), "tests", ())
    impatient = RabbitOutlet(address_of(own_broker.url), patience_s=1)
    with open_office(books.url) as office, followed(office):
        with (
            relayed(office, impatient),
            at_work(books, WRITERS, Path(mkdtemp(dir=tmp_path))) as writers,
        ):
            wait_until_relayed(office, 1)
            own_broker.pause()
            try:
                deadline = monotonic() + PATIENCE_S
                while office.outlets.standing()[0].connected:
                    assert monotonic() < deadline, "it did not notice"
                    sleep(0.1)
            finally:
                own_broker.resume()
            writers.wait_for_more()
            assert writers.stop() == [0] * WRITERS
            office.followers.catch_up()
            wait_until_relayed(office, head := office.log.head())
        check_complete(delivered(amqp), head)
        own_broker.pause()
        try:
            # Whoever stops meanwhile does not wait for it.
            with relayed(office, outlet(own_broker.url)):
                sleep(0.5)
        finally:
            own_broker.resume()
    amqp.forget(QUEUE)
    amqp.clear()


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
            office.followers.catch_up()
            wait_until_relayed(office, head := office.log.head())
        check_complete(delivered(subscribed), head)


def send_home(server: str, database: str) -> None:
    """End every connection to a database."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            (database.rpartition("/")[2],),
        )
