"""Who delivers is killed again and again, and many write at once: nobody misses an event, and
every stream is told in order.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

import pytest

from adapters.wiring import open_office
from application.act import only
from application.dispatching import delivering
from application.following import followed
from application.office import Office, request
from application.webhooks import identity_of
from domain.access import Role
from domain.identifiers import LotId
from domain.lot import LOT, TestLotQuality
from domain.occurred import Occurred
from domain.record import Recorded
from domain.subscription import SUBSCRIPTION, OpenSubscription, Payload
from tests.faults.conftest import NewBooks
from tests.faults.office_books import PATIENCE_S
from tests.faults.processes import killed, started
from tests.faults.writers import at_work, check_whole, furnish
from tests.logbook import received
from tests.receiver import Heard, Receiver, Says, listening

LOTS = [f"XT{number}" for number in range(6)]
AT_ONCE = 30
"""So many facts are recorded between two deaths."""


@pytest.fixture(autouse=True)
def receivers_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What whoever runs this installation would set."""
    monkeypatch.setenv("TANGUANJIA_WEBHOOK_ALLOW_HTTP", "1")
    monkeypatch.setenv("TANGUANJIA_WEBHOOK_NETWORKS", "127.0.0.0/8")


def subscribe(office: Office, url: str) -> str:
    """Have everything told, from the beginning."""
    identity = identity_of(url)
    office.webhooks.take_up(identity, "open", url, 0)
    command = OpenSubscription(
        office.now(), "看板", "区局", Role.DISTRICT, (), "http://127.0.0.1", Payload.FULL, "[]", 0
    )
    act = only(SUBSCRIPTION, identity, command)
    office.log.perform(act, request("tests", "open"))
    return identity


def serve(url: str) -> None:
    """Follow and deliver until killed."""
    with open_office(url) as office, followed(office), delivering(office.webhooks):
        while True:
            sleep(1)


def slowly(_: Heard) -> Says:
    return Says(200, wait_s=0.003)


def wait_until(happens: Callable[[], bool]) -> None:
    deadline = monotonic() + PATIENCE_S
    while not happens():
        assert monotonic() < deadline, "it does not happen"
        sleep(0.02)


def done(office: Office, identity: str) -> Callable[[], bool]:
    """Whether everything that is in the log was told."""

    def is_done() -> bool:
        entry = office.webhooks.entry(identity)
        assert entry is not None
        at_head = entry.head == office.log.head()
        return at_head and (entry.lag, entry.held, entry.parked) == (0, 0, 0)

    return is_done


def more_than(before: int, receiver: Receiver) -> Callable[[], bool]:
    """Whether something was told since."""
    return lambda: len(receiver.heard) > before


def check(office: Office, receiver: Receiver) -> None:
    """Everything was told, and each stream first learned of in order."""
    facts = list(every_fact(office))
    stream_of = {fact.position: fact.stream for fact in facts}
    assert set(receiver.firsts()) == set(stream_of)
    last: dict[str, int] = {}
    for position in receiver.firsts():
        assert position > last.get(stream_of[position], 0)
        last[stream_of[position]] = position


def every_fact(office: Office) -> Iterator[Recorded[Any]]:
    after = 0
    while page := office.log.page(after, 1000):
        yield from page
        after = page[-1].position


@pytest.mark.fault
def test_whoever_delivers_may_be_killed_at_any_time(new_books: NewBooks, repetitions: int) -> None:
    chance = Random(2022)  # noqa: S311 - nothing secret about when a process dies
    with new_books() as books, listening(slowly) as receiver, open_office(books.url) as office:
        identity = subscribe(office, receiver.url)
        for lot in LOTS:
            office.log.perform(received(LotId(lot)), request("tests", None))
        for _ in range(repetitions):
            server = started(serve, books.url)
            for _ in range(AT_ONCE):
                test = TestLotQuality(Occurred("2022-11-02"), chance.randrange(500, 1500), None)
                act = only(LOT, LotId(chance.choice(LOTS)), test)
                office.log.perform(act, request("tests", None))
            wait_until(more_than(len(receiver.heard), receiver))
            sleep(chance.uniform(0, 0.3))
            killed(server)
        server = started(serve, books.url)
        try:
            wait_until(done(office, identity))
        finally:
            killed(server)
        check(office, receiver)


@pytest.mark.fault
def test_many_write_while_somebody_is_told(new_books: NewBooks, tmp_path: Path) -> None:
    with new_books() as books, listening() as receiver:
        furnish(books, 8)
        with open_office(books.url) as office, followed(office):
            identity = subscribe(office, receiver.url)
            with delivering(office.webhooks):
                with at_work(books, 8, tmp_path) as writers:
                    for _ in range(5):
                        writers.wait_for_more()
                    assert writers.stop() == [0] * 8
                wait_until(done(office, identity))
            check(office, receiver)
        check_whole(books.written())
