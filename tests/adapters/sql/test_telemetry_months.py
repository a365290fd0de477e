"""On PostgreSQL readings lie in a table for each month, which comes and goes by itself."""

from collections.abc import Generator
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from adapters.sql.engine import open_engine
from adapters.sql.schema import migrate
from adapters.sql.telemetry import TelemetryInSql
from application.ports.telemetry_store import Retention
from tests.databases import empty_database
from tests.readings import DEVICE, MIDNIGHT, at_s, ms, outlet

DAY_S = 86_400
RETENTION = Retention(timedelta(days=10), timedelta(days=20), timedelta(minutes=1))
MONTHS = """
SELECT relname, pg_get_expr(relpartbound, oid) FROM pg_inherits JOIN pg_class ON oid = inhrelid
WHERE inhparent = 'reading'::regclass ORDER BY relname
"""


@pytest.fixture
def url(postgres: str) -> Generator[str]:
    with empty_database(postgres) as url:
        yield url


@pytest.fixture
def engine(url: str) -> Generator[Engine]:
    engine = open_engine(url)
    migrate(engine)
    yield engine
    engine.dispose()


def months(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return [str(name) for name, _ in connection.exec_driver_sql(MONTHS)]


def shrink(store: TelemetryInSql) -> None:
    for day in store.touched():
        store.rolled_up([day])
    store.shrink(ms(MIDNIGHT + timedelta(days=60)), RETENTION)


def test_a_month_begins_at_midnight_in_china(engine: Engine) -> None:
    store = TelemetryInSql(engine)
    store.keep(outlet((29 * DAY_S - 1, 1), (29 * DAY_S, 2)), 0)
    assert months(engine) == ["reading_2026_11", "reading_2026_12"]
    with engine.connect() as connection:
        of_november = connection.exec_driver_sql("SELECT count(*) FROM reading_2026_11").scalar()
    assert of_november == 1


def test_a_month_that_is_empty_goes_once_it_is_too_old(engine: Engine) -> None:
    store = TelemetryInSql(engine)
    store.keep(outlet((0, 1), (59 * DAY_S, 2)), 0)
    shrink(store)
    assert months(engine) == ["reading_2026_12"]


def test_whoever_knew_a_month_that_is_gone_makes_it_again(engine: Engine, url: str) -> None:
    store = TelemetryInSql(engine)
    store.keep(outlet((0, 1)), 0)
    others = open_engine(url)
    shrink(TelemetryInSql(others))
    others.dispose()
    assert months(engine) == []
    assert store.keep(outlet((DAY_S, 1)), 0).new == 1
    assert months(engine) == ["reading_2026_11"]


def test_a_month_that_is_being_read_is_left_for_another_time(engine: Engine) -> None:
    store = TelemetryInSql(engine)
    store.keep(outlet((0, 1)), 0)
    with engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM reading").scalar()
        shrink(store)
        assert months(engine) == ["reading_2026_11"]
    assert len(store.read(DEVICE, 0, at_s(DAY_S))) == 0
    shrink(store)
    assert months(engine) == []


def test_making_a_month_waits_for_no_reader(engine: Engine) -> None:
    store = TelemetryInSql(engine)
    store.keep(outlet((0, 1)), 0)
    with engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM reading").scalar()
        assert store.keep(outlet((40 * DAY_S, 1)), 0).new == 1
