"""Public positions are dense and final, also where appends run beside each other."""

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier
from typing import Any

import psycopg
import pytest

from adapters.sql import postgres_recorder
from adapters.sql.books import open_book
from application import answering
from application.act import Change, Read
from application.carbon_log import Answer, LogUnreachable
from application.ports.fact_book import Entry
from application.ports.log_keeping import Ordering
from domain.identifiers import LotId
from domain.lot import LOT
from domain.refusal import Refusal
from tests.databases import database_by_xid, empty_database, order_by
from tests.logbook import LOT_A, LOT_B, Office, asked, drawn, left_g, open_office, received

APPEND = """
SELECT first FROM append_command(%s, '', '', 'live', '', '', NULL,
    ARRAY[%s], ARRAY[%s::integer], ARRAY['a.v1'], ARRAY[''::bytea], ARRAY[''], NULL, NULL)
"""


@pytest.fixture
def url(postgres: str) -> Generator[str]:
    with database_by_xid(postgres) as database:
        yield database


@pytest.fixture
def office(url: str) -> Generator[Office]:
    with open_office(url) as opened:
        yield opened


@pytest.fixture
def clients(url: str) -> Generator[list["psycopg.Connection[Any]"]]:
    with ExitStack() as opened:
        yield [opened.enter_context(psycopg.connect(url)) for _ in range(3)]


def positions(office: Office) -> list[int]:
    return [fact.position for fact in office.log.page(0, 10_000)]


def test_refused_commands_leave_no_gap(ordered_database: str) -> None:
    with open_office(ordered_database) as office:

        def work(number: int) -> None:
            act = received(LotId(f"LOT-{number}")) if number % 3 else drawn(LOT_B, f"TADF{number}")
            try:
                office.log.perform(act, asked(f"{number}"))
            except Refusal:
                return

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(work, range(60)))
        assert positions(office) == list(range(1, 41))


def test_appends_that_were_rolled_back_leave_no_gap(ordered_database: str) -> None:
    with open_office(ordered_database) as office:
        log = office.log
        log.perform(received(LOT_A), asked("1"))

        def stale(read: Read) -> Sequence[Change]:
            (change,) = received(LOT_B)(read)
            return [change, Change(f"lot:{LOT_A}", 0, change.facts)]

        book = open_book(office.engine)
        lines = [("b", 1, "a.v1", b"", ""), (f"lot:{LOT_A}", 1, "a.v1", b"", "")]
        entry = Entry("2", (), "", "live", "", "", None, lines)
        for way in (book.alone, book.together):
            with pytest.raises(Exception, match=r"lot:LOT-A|UNIQUE"):
                way(lambda open_: open_.append_all([entry]))
        book.close()
        assert log.perform(received(LOT_B), asked("3")) == Answer(2, 2)
        with pytest.raises(Refusal):
            log.perform(stale, asked("4"))
        assert log.perform(received(LotId("LOT-C")), asked("5")) == Answer(3, 3)
        assert positions(office) == [1, 2, 3]


def test_acts_over_the_same_streams_in_opposite_orders_wait_in_no_circle(office: Office) -> None:
    lots = [LotId(f"LOT-{number}") for number in range(6)]
    for lot in lots:
        office.log.perform(received(lot), asked(lot))
    together = Barrier(4)

    def write(writer: int) -> None:
        mine = lots if writer % 2 else lots[::-1]
        together.wait()
        for turn in range(10):

            def act(read: Read, turn: int = turn) -> Sequence[Change]:
                changes = [
                    change
                    for lot in mine
                    for change in drawn(lot, f"TADF{writer}{turn:02}", 1)(read)
                ]
                return [*changes, Change("lot:other", 0, ())]

            for attempt in range(50):
                try:
                    office.log.perform(act, asked(f"{writer}-{turn}"))
                    break
                except Refusal:
                    assert attempt < 49, "decided again in vain"

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert [left_g(office.log, lot) for lot in lots] == [1_000_000 - 40] * 6
    assert positions(office) == list(range(1, 6 + 4 * 10 * 6 + 1))
    for lot in lots:
        of_lot = [fact.position for fact in office.log.facts(f"lot:{lot}")]
        assert of_lot == sorted(of_lot), "a stream keeps its order in public"


def test_what_is_relied_on_cannot_change_at_the_same_moment(
    clients: list["psycopg.Connection[Any]"],
) -> None:
    relying = """
    SELECT stale FROM append_command(%s, '', '', 'live', '', '', NULL, ARRAY[%s], ARRAY[1],
        ARRAY['a.v1'], ARRAY[''::bytea], ARRAY[''], ARRAY[%s], ARRAY[0])
    """
    one, other, _ = clients
    assert one.execute(relying, ("1", "a", "b")).fetchone() == (None,)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(lambda: other.execute(relying, ("2", "b", "a")).fetchone())
        one.commit()
        assert waiting.result() == ("a",)


def test_a_filled_log_keeps_its_positions_when_its_ordering_changes(postgres: str) -> None:
    with empty_database(postgres) as url, open_office(url) as office:
        log = office.log
        log.perform_all([(received(LOT_A), asked("1")), (received(LOT_B), asked("2"))])
        before = log.page(0, 10)
        order_by(office.engine, Ordering.XID)
        assert log.page(0, 10) == before
        assert log.perform(received(LOT_A), asked("1")) == Answer(1, 1, repeated=True)
        assert log.perform(drawn(LOT_A, "TADF1"), asked("3")) == Answer(3, 3)
        assert log.perform_all([(drawn(LOT_A, "TADF2"), asked("4"))]) == [Answer(4, 4)]
        before = log.page(0, 10)
        order_by(office.engine, Ordering.LOCK)
        assert log.page(0, 10) == before
        assert log.perform(drawn(LOT_A, "TADF3"), asked("5")) == Answer(5, 5)
        assert log.perform(drawn(LOT_A, "TADF2"), asked("4")) == Answer(4, 4, repeated=True)
        order_by(office.engine, Ordering.XID)
        assert log.perform(drawn(LOT_A, "TADF4"), asked("6")) == Answer(6, 6)
        assert [fact.position for fact in log.facts(f"lot:{LOT_A}")] == [1, 3, 4, 5, 6]
        assert log.read(LOT, LOT_A).version == 5


def test_changing_the_ordering_waits_for_writers_and_they_for_it(postgres: str) -> None:
    with empty_database(postgres) as url, open_office(url) as office:

        def write(writer: int) -> None:
            for number in range(20):
                lot = LotId(f"LOT-{writer}-{number}")
                office.log.perform(received(lot), asked(f"{writer}-{number}"))

        with ThreadPoolExecutor(4) as pool:
            writers = [pool.submit(write, number) for number in range(4)]
            for ordering in (Ordering.XID, Ordering.LOCK, Ordering.XID):
                order_by(office.engine, ordering)
            for writer in writers:
                writer.result()
        assert positions(office) == list(range(1, 81))


def test_who_needs_no_position_does_not_wait_for_one(
    office: Office, clients: list["psycopg.Connection[Any]"]
) -> None:
    clients[0].execute(APPEND, ("older", "a", 1))
    office.log.record(received(LOT_A), asked("1"))
    assert left_g(office.log, LOT_A) == 1_000_000
    assert [fact.position for fact in office.log.facts(f"lot:{LOT_A}")] == [0]
    assert office.log.head() == 0
    clients[0].commit()
    office.log.record(received(LOT_A), asked("1"))
    assert office.log.perform(received(LOT_A), asked("1")) == Answer(2, 2, repeated=True)


def test_a_command_that_waits_too_long_is_told_that_its_outcome_is_unknown(
    office: Office, clients: list["psycopg.Connection[Any]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "PAUSES_S", (0.01,))
    monkeypatch.setattr(postgres_recorder, "PATIENCE_S", 0.05)
    clients[0].execute(APPEND, ("older", "a", 1))
    with pytest.raises(LogUnreachable, match="older transaction"):
        office.log.perform(received(LOT_A), asked("1"))
    clients[0].rollback()
    assert office.log.perform(received(LOT_A), asked("1")) == Answer(1, 1, repeated=True)
