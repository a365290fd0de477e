"""Whatever is done to it, the store in SQL answers as the one in memory does."""

from collections.abc import Generator, Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from adapters.sql.engine import open_engine, writing
from adapters.sql.schema import migrate
from adapters.sql.telemetry import TelemetryInSql
from application.ports.telemetry_store import Retention, TelemetryStore
from domain.reading import Quantity
from domain.reading_rules import Instrument, Service, judge
from tests.databases import empty_database
from tests.readings import DAY_S, DEVICE, Line, at_s, readings, told
from tests.telemetry_in_memory import TelemetryInMemory

SERVICE = Service(0, tuple(Quantity), (Instrument(0, 0.5, 100.0),))
RETENTION = Retention(timedelta(days=2), timedelta(days=2), timedelta(minutes=10))
RECEIVED_S = 6 * DAY_S
TABLES = ("reading", "reading_day", "reading_sample")

VALUES = st.sampled_from([-1.0, -0.2, 0.0, 0.4, 7.0, 100.0, 1e9])
TIMES = st.sampled_from([day * DAY_S + second for day in range(5) for second in (-1, 0, 700)])
LINES = st.tuples(TIMES, st.integers(-1, 3), st.dictionaries(st.sampled_from(Quantity), VALUES))
BATCHES = st.lists(LINES, max_size=6)
ROLL_UP, SHRINK = "roll up", st.integers(0, 12)
DOINGS = st.lists(BATCHES | st.just(ROLL_UP) | SHRINK, max_size=8)

Batch = list[tuple[int, int, dict[Quantity, float]]]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Engine]:
    if request.param == "sqlite":
        yield from opened(f"sqlite:///{tmp_path_factory.mktemp('alike')}/books.db")
    else:
        with empty_database(request.getfixturevalue("postgres")) as url:
            yield from opened(url)


def opened(url: str) -> Generator[Engine]:
    engine = open_engine(url)
    migrate(engine)
    yield engine
    engine.dispose()


def emptied(engine: Engine) -> TelemetryStore:
    with writing(engine) as connection:
        for table in TABLES:
            connection.exec_driver_sql(f"DELETE FROM {table}")
    return TelemetryInSql(engine)


def done(store: TelemetryStore, doing: Batch | str | int) -> object:
    """Do something and give the answer."""
    if isinstance(doing, int):
        return store.shrink(at_s(doing * DAY_S), RETENTION)
    if isinstance(doing, str):
        store.rolled_up(store.touched())
        return None
    lines: list[Line] = [(at_s(second), counter, values) for second, counter, values in doing]
    judged = judge(readings(*lines), at_s(RECEIVED_S), 0, SERVICE)
    return store.keep(judged.fit, at_s(RECEIVED_S))


def seen(store: TelemetryStore, every: timedelta) -> Sequence[object]:
    """Everything that it can be asked."""
    means = store.sampled(DEVICE, 0, at_s(99 * DAY_S), every)
    return [
        told(store.read(DEVICE, 0, at_s(99 * DAY_S))),
        told(store.read(DEVICE, at_s(DAY_S), at_s(2 * DAY_S))),
        [(s.from_ms, s.quantity, s.readings, s.below_detection) for s in means],
        [(round(s.mean, 6), s.least, s.most) for s in means],
        store.touched(),
        store.last([DEVICE]),
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    DOINGS, SHRINK, st.sampled_from([timedelta(minutes=1), timedelta(hours=1), timedelta(days=3)])
)
def test_both_answer_alike(
    engine: Engine, doings: list[Batch | str | int], then: int, every: timedelta
) -> None:
    ours, simple = emptied(engine), TelemetryInMemory()
    for doing in (*doings, ROLL_UP, then):
        assert done(ours, doing) == done(simple, doing)
    assert seen(ours, every) == seen(simple, every)
