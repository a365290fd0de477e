"""Readers ask without pause while a view is rebuilt and switched, and facts keep coming.

The log holds receipts of lots of 1 kg and nothing else. So what a view must say at any place is
known: as many lots as there are facts up to there, a kilogram in store for each, and nothing amiss.
"""

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event
from time import monotonic

import pytest
from sqlalchemy import text

from application.act import Act
from application.viewpoint import Viewpoint
from domain.identifiers import LotId
from domain.record import Request
from tests.logbook import asked, received
from tests.view_desk import ViewDesk, open_view_desk

BEFORE = 1500
"""Facts to begin with, so that a rebuild has several pages."""
REBUILDS = 3
LOT_G = 1_000
WAIT_AT_MOST_S = 10
"""A writer never waits for a rebuild, only for a page of it. The machine may be slow."""
WHOLE = Viewpoint("2099-12-31T00:00:00.000000+08:00", "2099-12-31T00:00:00.000000+08:00")

Ask = Callable[[ViewDesk], int]
"""Asks how many lots there are, and holds the answer against itself."""


@pytest.fixture
def desk(database: str) -> Generator[ViewDesk]:
    with open_view_desk(database) as opened:
        for first in range(0, BEFORE, 500):
            orders = [receipt(number) for number in range(first, first + 500)]
            opened.log.perform_all(orders)
        opened.followers.catch_up()
        yield opened


def receipt(number: int) -> tuple[Act, Request]:
    return received(LotId(f"LOT-{number}"), LOT_G), asked(f"receive {number}")


def totals(desk: ViewDesk) -> int:
    """Three questions of one snapshot."""
    told = desk.ledger.totals(WHOLE)
    assert told.closing_difference_g == 0
    assert told.bought_g == told.held_in_store_g == told.lots * LOT_G
    return told.lots


def accounts(desk: ViewDesk) -> int:
    """One question with two tables in it."""
    assert len(desk.ledger.accounts(WHOLE, limit=20)) == 20
    assert desk.ledger.unbalanced(WHOLE) == []
    return BEFORE


def counted(desk: ViewDesk) -> int:
    """One statement by itself."""
    with desk.engine.connect() as connection:
        return connection.execute(text("SELECT count(*) FROM ledger_counted")).scalar_one()


def test_no_reader_sees_a_gap_while_a_view_is_rebuilt_under_load(desk: ViewDesk) -> None:
    stop = Event()

    def reading(ask: Ask) -> int:
        answers, before = 0, BEFORE
        while not stop.is_set():
            now = ask(desk)
            assert before <= now <= desk.log.head()
            answers, before = answers + 1, now
        return answers

    def verifying() -> int:
        """Reads whole tables, row by row; the longest of all."""
        answers = 0
        while not stop.wait(0.3):
            assert desk.followers.differences() == []
            answers += 1
        return answers

    def following() -> None:
        while not stop.wait(0.005):
            desk.followers.catch_up()

    def writing() -> float:
        longest_s = 0.0
        for number in count(BEFORE):
            began = monotonic()
            desk.log.perform(*receipt(number))
            longest_s = max(longest_s, monotonic() - began)
            if stop.wait(0.01):
                break
        return longest_s

    with ThreadPoolExecutor(7) as pool:
        readers = [pool.submit(reading, ask) for ask in (totals, totals, accounts, counted)]
        readers.append(pool.submit(verifying))
        follower, writer = pool.submit(following), pool.submit(writing)
        try:
            for _ in range(REBUILDS):
                assert desk.followers.rebuild("carbon-ledger").rebuilding is None
        finally:
            stop.set()
        assert all(reader.result() for reader in readers)
        follower.result()
        assert writer.result() < WAIT_AT_MOST_S
    desk.followers.catch_up()
    assert totals(desk) == counted(desk)
    assert desk.followers.differences() == []
