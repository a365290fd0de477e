"""However many readings there are, a question about one device reads what is the device's."""

from collections.abc import Callable, Generator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from adapters.sql.engine import open_engine, writing
from adapters.sql.schema import migrate
from adapters.sql.telemetry import TelemetryInSql
from application.ports.telemetry_store import Retention
from tests.adapters.sql.plans import asked_by, large_tables, scanned
from tests.databases import empty_database
from tests.readings import DAY_S, DEVICE, all_rolled_up, at_s, outlet

LARGE = 4_000
RETENTION = Retention(timedelta(days=400), timedelta(days=400), timedelta(minutes=10))
DAYS = text("INSERT INTO reading_day VALUES (:device, :day, 1, 1, 0, :sampled)")
SAMPLES = text("INSERT INTO reading_sample VALUES (:device, :at, 1, 600000, 9, 0, 5, 1, 9)")
HOUR_MS = 3_600_000

QUESTIONS: dict[str, Callable[[TelemetryInSql], object]] = {
    "readings": lambda store: store.read(DEVICE, at_s(0), at_s(DAY_S)),
    "means": lambda store: store.sampled(DEVICE, at_s(0), at_s(DAY_S), timedelta(minutes=10)),
    "the last reading": lambda store: store.last([DEVICE, "VOC-7"]),
    "what is too old": lambda store: store.shrink(at_s(0), RETENTION),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Engine]:
    if request.param == "sqlite":
        yield from filled(f"sqlite:///{tmp_path_factory.mktemp('plans')}/books.db")
    else:
        with empty_database(request.getfixturevalue("postgres")) as url:
            yield from filled(url)


def filled(url: str) -> Generator[Engine]:
    """Five devices with a day of readings, and a thousand that sent some before."""
    engine = open_engine(url)
    migrate(engine)
    store = TelemetryInSql(engine)
    for device in (DEVICE, "VOC-7", "VOC-8", "VOC-9", "VOC-10"):
        rows = [(10 * n, float(n)) for n in range(8640)]
        store.keep(outlet(*rows, device=device), 0)
    all_rolled_up(store)
    days = [
        {"device": f"OLD-{n}", "day": 20_700 + day, "sampled": int(n < 500)}
        for n in range(1000)
        for day in range(6)
    ]
    samples = [{"device": f"OLD-{n}", "at": n * HOUR_MS} for n in range(6000)]
    with writing(engine) as connection:
        connection.execute(DAYS, days)
        connection.execute(SAMPLES, samples)
        connection.exec_driver_sql("ANALYZE")
    yield engine
    engine.dispose()


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_large_table_is_read_from_end_to_end(engine: Engine, question: str) -> None:
    store = TelemetryInSql(engine)
    asked = asked_by(engine, lambda: QUESTIONS[question](store))
    assert asked
    with engine.connect() as connection:
        large = large_tables(connection, LARGE)
        assert {"reading", "reading_day", "reading_sample"} <= large
        assert scanned(connection, asked) & large == set()


def test_days_to_roll_up_are_found_by_an_index_of_nothing_else(engine: Engine) -> None:
    ((statement, values),) = asked_by(engine, TelemetryInSql(engine).touched)
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"{explain} {statement}", values).all()
    assert "reading_day_touched" in str(plan)
