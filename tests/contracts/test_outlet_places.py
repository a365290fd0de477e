"""What every `OutletPlaces` keeps to, on each engine."""

from collections.abc import Generator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from adapters.sql.engine import open_engine
from adapters.sql.outlets import OutletPlacesInSql
from adapters.sql.schema import migrate
from application.ports.outlet_places import MOST_QUIET, HeldPlace, OutletPlaces, OutletStanding

AT = "2022-11-30T18:00:00.000000+08:00"


@pytest.fixture
def engine(database: str) -> Generator[Engine]:
    opened = open_engine(database)
    migrate(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def places(engine: Engine, tmp_path: Path) -> OutletPlaces:
    return OutletPlacesInSql(engine, tmp_path / "relay")


def held(place: HeldPlace | None) -> HeldPlace:
    assert place is not None
    return place


def test_an_outlet_that_was_never_served_stands_before_the_first_fact(places: OutletPlaces) -> None:
    assert places.standing() == []
    with places.hold("rabbitmq") as place:
        assert held(place).position == 0


def test_a_place_is_where_it_was_told_to_be(places: OutletPlaces) -> None:
    with places.hold("rabbitmq") as place:
        held(place).tell(7, connected=True, at=AT)
        assert held(place).position == 7
        held(place).tell(9, connected=False, at=AT)
    assert places.standing() == [OutletStanding("rabbitmq", 9, -9, connected=False, told_at=AT)]
    with places.hold("rabbitmq") as place:
        assert held(place).position == 9


def test_one_holds_a_place_and_others_wait(places: OutletPlaces) -> None:
    with places.hold("rabbitmq") as place, places.hold("rabbitmq") as other:
        assert held(place).position == 0
        assert other is None
    with places.hold("rabbitmq") as place:
        assert place is not None


def test_outlets_do_not_wait_for_each_other(places: OutletPlaces) -> None:
    with places.hold("rabbitmq") as one, places.hold("elsewhere") as other:
        held(one).tell(1, connected=True, at=AT)
        held(other).tell(2, connected=True, at=AT)
    assert [(each.outlet, each.position) for each in places.standing()] == [
        ("elsewhere", 2),
        ("rabbitmq", 1),
    ]


def test_whoever_says_nothing_any_more_is_not_connected() -> None:
    told = OutletStanding("rabbitmq", 9, 0, connected=True, told_at=AT)
    at = datetime.fromisoformat(AT)
    assert told.is_connected(at + MOST_QUIET)
    assert not told.is_connected(at + MOST_QUIET + timedelta(seconds=1))
