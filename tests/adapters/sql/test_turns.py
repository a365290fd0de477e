"""Writers of an embedded database are called in the order in which they came."""

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from adapters.sql.engine import writing
from adapters.sql.telemetry import TelemetryInSql
from adapters.sql.turns import Turns, turns
from application.act import Change, Read
from domain.identifiers import LotId
from tests.logbook import Office, asked, open_office, received
from tests.readings import DEVICE, at_s, outlet


@pytest.fixture
def office(tmp_path: Path) -> Generator[Office]:
    with open_office(f"sqlite:///{tmp_path}/books.db") as office:
        yield office


@pytest.fixture
def pool() -> Generator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(9) as pool:
        yield pool


def until(happens: Callable[[], bool]) -> None:
    while not happens():
        sleep(0.001)


def test_the_first_to_come_is_the_first_to_be_called(pool: ThreadPoolExecutor) -> None:
    own, called = Turns(), list[int]()

    def take(number: int) -> None:
        with own:
            called.append(number)

    with own:
        for number in range(5):
            pool.submit(take, number)
            until(lambda n=number: len(own) == n + 1)
        assert called == []
    pool.shutdown()
    assert called == [0, 1, 2, 3, 4]
    with own:
        assert len(own) == 0


def test_a_turn_that_failed_is_over() -> None:
    own = Turns()
    with pytest.raises(KeyError), own:
        raise KeyError
    with own:
        pass


def test_an_entry_of_the_log_waits_for_few_of_many_batches(
    office: Office, pool: ThreadPoolExecutor
) -> None:
    store, before = TelemetryInSql(office.engine), list[int]()

    def keep(number: int) -> None:
        store.keep(outlet((number, 1.0)), 0)

    def act(read: Read) -> Sequence[Change]:
        before.append(len(store.read(DEVICE, 0, at_s(99))))
        return received(LotId("L1"))(read)

    queue = turns(office.engine)
    with writing(office.engine):
        for number in range(6):
            pool.submit(keep, number)
        until(lambda: len(queue) == 1)
        pool.submit(office.log.perform, act, asked("write"))
        until(lambda: len(queue) == 2)
    pool.shutdown()
    assert before == [1]
    assert len(store.read(DEVICE, 0, at_s(99))) == 6
