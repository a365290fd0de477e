"""The broker is stopped, killed and struck dumb while others write: it gets what it missed."""

from collections.abc import Generator
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic, sleep

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
from tests.faults.relays import (
    address_of,
    check_complete,
    delivered,
    outlet,
    wait_until_relayed,
)
from tests.faults.writers import at_work, furnish

QUEUE = "tanguanjia.for.tests"
WRITERS, MANY = 2, 8


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return Books(f"sqlite:///{tmp_path / 'books.sqlite'}")


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
    check_complete(delivered(amqp, QUEUE), head)
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
    # RabbitMQ registers a quorum queue some time after it has answered. One that is killed before
    # has the queue afterwards and finds no leader for it, for ever; that is not our question.
    own_broker.stop()
    own_broker.start()
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
    check_complete(delivered(amqp, QUEUE), head)
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
        check_complete(delivered(amqp, QUEUE), head)
        own_broker.pause()
        try:
            # Whoever stops meanwhile does not wait for it.
            with relayed(office, outlet(own_broker.url)):
                sleep(0.5)
        finally:
            own_broker.resume()
    amqp.forget(QUEUE)
    amqp.clear()
