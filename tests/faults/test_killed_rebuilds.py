"""Rebuilds are killed, taken up again, and compete: the view is whole all the time."""

from pathlib import Path
from random import Random
from time import monotonic, sleep

import pytest
from sqlalchemy import Engine, text

from adapters.sql.engine import open_engine
from tests.faults.conftest import NewBooks
from tests.faults.followers import REBUILT, lags, rebuild
from tests.faults.office_books import PATIENCE_S, Books
from tests.faults.processes import ended, killed, started

BESIDE = text("SELECT max(position) FROM follower WHERE name LIKE '%_next'")


@pytest.mark.fault
def test_a_killed_rebuild_is_taken_up_where_it_was_and_nobody_misses_a_row(
    new_books: NewBooks, year_book: Path, repetitions: int
) -> None:
    chance = Random(2022)  # noqa: S311 - nothing secret about when a process dies
    with new_books() as books:
        books.take(year_book)
        engine, head = open_engine(books.url), len(books.written())
        whole = rows(engine)
        try:
            for _ in range(repetitions):
                builder = started(rebuild, books.url)
                wait_until_beyond(chance.randrange(head * 3 // 4), engine)
                sleep(chance.uniform(0, 0.02))
                killed(builder)
                reached = beside(engine)
                assert reached > 0
                assert rows(engine) == whole
                assert ended(started(rebuild, books.url, reached)) == [0]
                assert beside(engine) == 0
                assert rows(engine) == whole
            rivals = [started(rebuild, books.url) for _ in range(2)]
            assert ended(*rivals) == [0, 0]
        finally:
            engine.dispose()
        sound(books)


def wait_until_beyond(position: int, engine: Engine) -> None:
    deadline = monotonic() + PATIENCE_S
    while beside(engine) <= position:
        assert monotonic() < deadline
        sleep(0.001)


def beside(engine: Engine) -> int:
    """How far the rebuild has come; 0 where there is none."""
    with engine.connect() as connection:
        return connection.execute(BESIDE).scalar() or 0


def rows(engine: Engine) -> dict[str, int]:
    """How many rows stand in each table of the live view."""
    with engine.connect() as connection:
        return {
            table.name: connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar_one()
            for table in REBUILT.tables
        }


def sound(books: Books) -> None:
    books.check()
    assert set(lags(books).values()) == {0}
