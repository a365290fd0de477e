"""What every `Streams` keeps to."""

from collections.abc import Generator

import pytest

from adapters.sql.streams import StreamsInSql
from application.ports.streams import Streams
from domain.identifiers import LotId
from tests.logbook import asked, open_office, received

LOTS = ["L1", "L10", "L2", "M1"]


@pytest.fixture
def streams(database: str) -> Generator[Streams]:
    """The lots that were received, in another order than that of their numbers."""
    with open_office(database) as office:
        for lot in reversed(LOTS):
            office.log.perform(received(LotId(lot)), asked(lot))
        yield StreamsInSql(office.engine)


def test_lives_of_a_kind_come_in_order_of_their_identity(streams: Streams) -> None:
    assert list(streams.of_kind("lot")) == LOTS


def test_another_kind_is_not_among_them(streams: Streams) -> None:
    assert list(streams.of_kind("lo")) == []
    assert list(streams.of_kind("lot1")) == []
    assert list(streams.of_kind("key")) == []


def test_they_are_read_page_by_page(streams: Streams) -> None:
    assert list(streams.of_kind("lot", limit=2)) == LOTS[:2]
    assert list(streams.of_kind("lot", since="L2", limit=5)) == LOTS[2:]
    assert list(streams.of_kind("lot", since="L2\x7f")) == ["M1"]


def test_a_life_is_there_as_soon_as_it_is_written(database: str) -> None:
    with open_office(database) as office:
        streams: Streams = StreamsInSql(office.engine)
        assert list(streams.of_kind("lot")) == []
        office.log.perform(received(LotId("L1")), asked("1"))
        assert list(streams.of_kind("lot")) == ["L1"]
