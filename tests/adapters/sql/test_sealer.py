"""The sealer sees every fact once, whenever it was committed and whatever its number."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest

from adapters.sql.sealer import Sealer
from application.carbon_log import Answer
from tests.databases import database_by_xid
from tests.logbook import LOT_A, LOT_B, Office, asked, open_office, received

APPEND = """
SELECT first FROM append_command(%s, '', '', 'live', '', '', NULL,
    ARRAY[%s], ARRAY[%s::integer], ARRAY['a.v1'], ARRAY[''::bytea], ARRAY[''], NULL, NULL)
"""
POSITION_ONLY = "SELECT position, stream FROM fact WHERE position > %s ORDER BY position"
PUBLIC = "SELECT position, stream FROM log ORDER BY position"
WAITING = """
SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database
WHERE NOT granted AND datname = current_database()
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


def test_a_position_alone_would_skip_what_the_sealer_does_not(
    office: Office, clients: list["psycopg.Connection[Any]"]
) -> None:
    slow, quick, reader = clients
    reader.autocommit = True
    slow.execute(APPEND, ("slow", "a", 1))
    quick.execute(APPEND, ("quick", "b", 1))
    quick.commit()
    first = reader.execute(POSITION_ONLY, (0,)).fetchall()
    sealer = Sealer(office.engine)
    sealer.seal()
    assert office.log.head() == 0, "an older transaction is still open"
    slow.commit()
    rest = reader.execute(POSITION_ONLY, (first[-1][0],)).fetchall()
    assert ([stream for _, stream in first], rest) == (["b"], []), "a is skipped for ever"
    sealer.seal()
    assert reader.execute(PUBLIC).fetchall() == [(1, "a"), (2, "b")]


def test_a_later_place_under_an_older_transaction_is_sealed_first(
    office: Office, clients: list["psycopg.Connection[Any]"]
) -> None:
    older, younger, reader = clients
    older.execute(APPEND, ("1", "a", 1))
    younger.execute(APPEND, ("2", "b", 1))
    older.execute(
        "INSERT INTO fact (position, epoch, stream, version, name, body)"
        " SELECT nextval('fact_place'), max(number), 'a', 2, 'a.v1', '' FROM epoch"
    )
    younger.commit()
    older.commit()
    Sealer(office.engine).seal()
    sealed = reader.execute(PUBLIC).fetchall()
    assert [stream for _, stream in sealed] == ["a", "a", "b"]
    assert [position for position, _ in sealed] == [1, 2, 3]


def test_writers_of_other_things_do_not_hold_the_sealer_back(
    office: Office, clients: list["psycopg.Connection[Any]"]
) -> None:
    clients[0].execute("CREATE TABLE a_view_that_is_built_for_minutes (n integer)")
    assert office.log.perform(received(LOT_A), asked("1")) == Answer(1, 1)


def test_a_writer_that_waits_for_a_stream_comes_after_whom_it_waited_for(
    office: Office, clients: list["psycopg.Connection[Any]"]
) -> None:
    one, other, reader = clients
    one.execute(APPEND, ("1", "a", 1))
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(lambda: other.execute(APPEND, ("2", "a", 2)).fetchone())
        while not reader.execute(WAITING).fetchone():
            reader.rollback()
        Sealer(office.engine).seal()
        assert office.log.head() == 0
        one.commit()
        waiting.result()
    Sealer(office.engine).seal()
    assert office.log.head() == 1
    other.commit()
    Sealer(office.engine).seal()
    reader.rollback()
    assert reader.execute("SELECT position, version FROM log").fetchall() == [(1, 1), (2, 2)]


def test_gaps_of_the_sequence_are_not_public(
    office: Office, clients: list["psycopg.Connection[Any]"]
) -> None:
    lost, _, other = clients
    office.log.perform(received(LOT_A), asked("1"))
    lost.execute(APPEND, ("lost", "a", 1))
    lost.rollback()
    # As a server does that takes over: it goes on some numbers later.
    other.execute("SELECT setval('fact_place', 5000)")
    other.commit()
    assert office.log.perform(received(LOT_B), asked("2")) == Answer(2, 2)


def test_a_sealer_that_is_cut_off_between_pages_is_taken_up_where_it_was(
    office: Office, clients: list["psycopg.Connection[Any]"]
) -> None:
    writer, dying, reader = clients
    for number in range(10):
        writer.execute(APPEND, (f"{number}", f"s{number}", 1))
        writer.commit()
    assert Sealer(office.engine).step(4) == 4
    dying.execute("SELECT seal_facts(3, false)")
    dying.close()
    another = Sealer(office.engine)
    assert [following.lag for following in another.status()] == [6]
    assert [another.step(4), another.step(4)] == [4, 2]
    sealed = reader.execute(PUBLIC).fetchall()
    assert sealed == [(number + 1, f"s{number}") for number in range(10)]


def test_two_sealers_at_once_seal_every_fact_once(
    office: Office, clients: list["psycopg.Connection[Any]"]
) -> None:
    writer = clients[0]
    for number in range(60):
        writer.execute(APPEND, (f"{number}", f"s{number}", 1))
        writer.commit()

    def work(_: int) -> int:
        sealer, done = Sealer(office.engine), 0
        while sealed := sealer.step(3):
            done += sealed
        return done

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 60
    assert positions_of(writer) == list(range(1, 61))


def positions_of(connection: "psycopg.Connection[Any]") -> list[int]:
    return [position for position, _ in connection.execute(PUBLIC).fetchall()]
