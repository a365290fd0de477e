"""Judging a few beds reads their own days and estimates, however many other beds have."""

from collections.abc import Callable, Generator
from datetime import date, timedelta
from functools import partial

import pytest

from adapters.sql.engine import writing
from adapters.sql.views.desk import desk_of
from projections.health_course import DAY, DISREGARDED, ESTIMATE, STOPPED
from projections.health_watching import WATCHING
from projections.rows import OPEN
from tests.adapters.sql.plans import asked_by, large_tables, scanned
from tests.small_ledger import ADSORBER, FIRM
from tests.view_desk import ViewDesk, at, one_round, open_view_desk

LARGE = 4_000
CHARGES, DAYS = 60, 90
ASKED: dict[str, Callable[[ViewDesk], object]] = {
    "the board": lambda desk: desk.health.board(at()),
    "one enterprise": lambda desk: desk.health.enterprise(FIRM, at()),
    "one adsorber": lambda desk: desk.health.adsorber(ADSORBER, at()),
    "the running charges": lambda desk: desk.health.charges(at()),
}


@pytest.fixture
def desk(database: str) -> Generator[ViewDesk]:
    """A firm, and beside it the record of many other beds."""
    with open_view_desk(database) as opened:
        opened.take(one_round())
        _fill(opened)
        yield opened


def _fill(desk: ViewDesk) -> None:
    place, known = 1_000_000, "2022-11-30T00:00:00.000000+08:00"
    rows: dict[str, list[tuple[object, ...]]] = {
        table.name: [] for table in (DAY, ESTIMATE, STOPPED, DISREGARDED, WATCHING)
    }
    for number in range(CHARGES):
        charge = f"TB{number:06}-1-1"
        for back in range(DAYS):
            place += 1
            day = (date(2022, 11, 29) - timedelta(days=back)).isoformat()
            first = (date(2022, 10, 18) - timedelta(days=back)).isoformat()
            when = (day, OPEN, known, OPEN)
            slot = f"{charge}/day/{day}"
            measured = (8.0, 1.0, 2.0, 3.0, 25.0, 50.0, 30.0, "", day)
            rows[DAY.name].append((place, 0, slot, charge, first, *measured, *when))
            told = (50.0, 60.0, 70.0, "0.5 2022-12-31", 1)
            rows[ESTIMATE.name].append((place, 0, charge, day, *told, *when))
            rows[STOPPED.name].append((place, 0, slot, charge, day, day, *when))
            rows[DISREGARDED.name].append((place, 0, charge, day, day, *when))
            watched = (f"V{place}", f"TB{number:06}", 1, day, None, None, None)
            rows[WATCHING.name].append((place, 0, slot, *watched, *when))
    with writing(desk.engine) as connection:
        for name, some in rows.items():
            desk_of(connection).insert(name, some)
    with desk.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def test_what_other_beds_did_is_not_read(desk: ViewDesk) -> None:
    with desk.engine.connect() as connection:
        large = large_tables(connection, LARGE)
        assert {"health_day", "health_estimate", "health_device"} <= large
        for question in ASKED.values():
            asked = asked_by(desk.engine, partial(question, desk))
            assert asked
            assert not scanned(connection, asked) & large
