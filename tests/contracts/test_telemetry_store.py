"""What every `TelemetryStore` keeps to: in memory, and on each engine."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import numpy as np
import pytest
from sqlalchemy import Engine

from adapters.sql.engine import open_engine
from adapters.sql.schema import migrate
from adapters.sql.telemetry import TelemetryInSql
from application.ports.telemetry_store import (
    Kept,
    ReadingsNotKept,
    Retention,
    Sample,
    TelemetryStore,
    Touched,
)
from domain.reading import Quality, Quantity
from tests.databases import empty_database
from tests.readings import DEVICE, MIDNIGHT, TelemetryInMemory, at_s, ms, outlet, readings, told

TODAY = MIDNIGHT.date()
DAY_S = 86_400
MINUTE = timedelta(minutes=1)
RETENTION = Retention(timedelta(days=10), timedelta(days=20), MINUTE)
RECEIVED = at_s(DAY_S)
OTHER = "VOC-0002"


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Generator[TelemetryStore]:
    if request.param == "memory":
        yield TelemetryInMemory()
        return
    engine: Engine = request.getfixturevalue(request.param)
    yield TelemetryInSql(engine)


@pytest.fixture
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Generator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('readings')}/books.db")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql(postgres: str) -> Generator[Engine]:
    with empty_database(postgres) as url:
        engine = open_engine(url)
        migrate(engine)
        yield engine
        engine.dispose()


def outlet_told(store: TelemetryStore, device: str = DEVICE) -> list[tuple[int, float | None]]:
    """Everything that is kept of a device's outlet, in seconds after midnight."""
    kept = told(store.read(device, at_s(-99 * DAY_S), at_s(99 * DAY_S)))
    return [((at - at_s(0)) // 1000, values[1]) for at, _, _, values in kept]


def after(days: int) -> int:
    """So many days after the tests' day is over."""
    return ms(MIDNIGHT + timedelta(days=1 + days))


def all_rolled_up(store: TelemetryStore) -> None:
    for day in store.touched():
        store.rolled_up(day)


def test_readings_are_read_as_they_came_in_order_of_time(store: TelemetryStore) -> None:
    batch = readings(
        (at_s(20), 8, {Quantity.INLET: 12.5, Quantity.BED_TEMPERATURE: -3.25}),
        (at_s(0), 6, {Quantity.OUTLET: 0.1}),
        (at_s(10) + 7, 7, dict.fromkeys(Quantity, 1 / 3)),
    )
    marks = np.array([int(Quality.LATE), int(Quality.OUTLET_BELOW), 0])
    batch = type(batch)(DEVICE, batch.at_ms, batch.counter, batch.values, marks)
    assert store.keep(batch, RECEIVED) == Kept(3)
    third = 1 / 3
    assert told(store.read(DEVICE, at_s(0), at_s(21))) == [
        (at_s(0), 6, 2, (None, 0.1, None, None, None, None, None)),
        (at_s(10) + 7, 7, 0, (third,) * 7),
        (at_s(20), 8, 16, (12.5, None, None, None, None, None, -3.25)),
    ]


def test_a_stretch_of_time_is_half_open(store: TelemetryStore) -> None:
    store.keep(outlet((0, 1), (10, 2), (20, 3)), RECEIVED)
    assert len(store.read(DEVICE, at_s(0), at_s(20))) == 2
    assert len(store.read(OTHER, at_s(0), at_s(20))) == 0


def test_nothing_is_kept_of_an_empty_batch(store: TelemetryStore) -> None:
    assert store.keep(outlet(), RECEIVED) == Kept(0)
    assert store.touched() == []


def test_a_repeated_reading_changes_nothing(store: TelemetryStore) -> None:
    store.keep(outlet((0, 1), (10, 2)), RECEIVED)
    all_rolled_up(store)
    assert store.keep(outlet((10, 2), (0, 1)), RECEIVED + 1) == Kept(0, (0, 1))
    assert store.touched() == []
    assert store.keep(outlet((10, 2), (30, 4), (30, 4)), RECEIVED) == Kept(1, (0, 2))
    assert outlet_told(store) == [(0, 1), (10, 2), (30, 4)]


def test_of_readings_that_contradict_each_other_the_first_stays(store: TelemetryStore) -> None:
    store.keep(outlet((0, 1)), RECEIVED)
    assert store.keep(outlet((0, 2), (10, 3), (10, 4), (10, 3)), RECEIVED) == Kept(1, (3,), (0, 2))
    assert outlet_told(store) == [(0, 1), (10, 3)]


def test_another_counter_or_a_value_more_is_a_contradiction(store: TelemetryStore) -> None:
    store.keep(readings((at_s(0), 1, {Quantity.INLET: 5.0})), RECEIVED)
    counted = readings((at_s(0), 2, {Quantity.INLET: 5.0}))
    more = readings((at_s(0), 1, {Quantity.INLET: 5.0, Quantity.OUTLET: 1.0}))
    assert store.keep(counted, RECEIVED) == Kept(0, contradictory=(0,))
    assert store.keep(more, RECEIVED) == Kept(0, contradictory=(0,))


def test_devices_do_not_disturb_each_other(store: TelemetryStore) -> None:
    store.keep(outlet((0, 1)), RECEIVED)
    assert store.keep(outlet((0, 2), device=OTHER), RECEIVED) == Kept(1)
    assert outlet_told(store) == [(0, 1)]
    assert outlet_told(store, OTHER) == [(0, 2)]


def test_a_counter_that_went_back_is_told_by_the_order_of_time(store: TelemetryStore) -> None:
    def lines(*counters: int, since: int) -> None:
        told = [(at_s(since + n), count, {Quantity.INLET: 1.0}) for n, count in enumerate(counters)]
        store.keep(readings(*told), RECEIVED)

    def marked(since: int = 0) -> list[int]:
        kept = store.read(DEVICE, at_s(since), at_s(99))
        return np.flatnonzero(kept.quality & int(Quality.COUNTER_WENT_BACK)).tolist()

    lines(7, 7, 8, 1, -1, 0, since=10)
    assert marked() == [1, 3]
    assert marked(since=13) == [0]
    # One that comes late is the one before the first.
    lines(9, since=5)
    assert marked() == [1, 2, 4]
    assert marked(since=10) == [0, 1, 3]


def test_the_last_reading_is_the_last_in_time(store: TelemetryStore) -> None:
    store.keep(outlet((50, 1), (20, 1)), RECEIVED)
    store.keep(outlet((30, 1)), RECEIVED)
    assert store.last([DEVICE, OTHER]) == {DEVICE: at_s(50)}


def test_a_day_in_china_is_touched_until_it_is_rolled_up(store: TelemetryStore) -> None:
    store.keep(outlet((-1, 1), (0, 2)), RECEIVED)
    store.keep(outlet((0, 1), device=OTHER), RECEIVED)
    yesterday, own, others = store.touched()
    assert (yesterday.device, yesterday.day) == (DEVICE, TODAY - timedelta(days=1))
    assert (own.device, own.day) == (DEVICE, TODAY)
    assert (others.device, others.day) == (OTHER, TODAY)
    assert store.touched(1) == [yesterday]
    store.rolled_up(own)
    assert store.touched() == [yesterday, others]


def test_what_comes_while_a_day_is_rolled_up_keeps_it_touched(store: TelemetryStore) -> None:
    store.keep(outlet((0, 1)), RECEIVED)
    (seen,) = store.touched()
    store.keep(outlet((10, 1)), RECEIVED)
    store.rolled_up(seen)
    (again,) = store.touched()
    assert again == Touched(DEVICE, TODAY, again.mark)
    store.rolled_up(again)
    # Whoever is late says nothing new.
    store.rolled_up(seen)
    assert store.touched() == []


def test_means_are_told_for_each_quantity_and_stretch(store: TelemetryStore) -> None:
    batch = readings(
        (at_s(0), -1, {Quantity.INLET: 10.0, Quantity.OUTLET: 0.0}),
        (at_s(59), -1, {Quantity.INLET: 20.0, Quantity.OUTLET: 3.0}),
        (at_s(60), -1, {Quantity.OUTLET: 5.0}),
    )
    marks = np.array([int(Quality.OUTLET_BELOW), 0, 0])
    store.keep(type(batch)(DEVICE, batch.at_ms, batch.counter, batch.values, marks), RECEIVED)
    assert store.sampled(DEVICE, at_s(0), at_s(99), MINUTE) == [
        Sample(at_s(0), Quantity.INLET, 2, 0, 15.0, 10.0, 20.0),
        Sample(at_s(0), Quantity.OUTLET, 2, 1, 1.5, 0.0, 3.0),
        Sample(at_s(60), Quantity.OUTLET, 1, 0, 5.0, 5.0, 5.0),
    ]
    assert store.sampled(OTHER, at_s(0), at_s(99), MINUTE) == []


def test_values_that_cannot_be_are_left_out_of_means(store: TelemetryStore) -> None:
    batch = readings(
        (at_s(0), -1, {Quantity.HUMIDITY: 50.0, Quantity.TEMPERATURE: -273.0}),
        (at_s(1), -1, {Quantity.HUMIDITY: 300.0, Quantity.TEMPERATURE: 20.0}),
        (at_s(2), -1, {Quantity.OUTLET: -0.1}),
        (at_s(3), -1, {Quantity.INLET: -0.1}),
    )
    marks = np.array([4, 4, int(Quality.OUTLET_BELOW), 4])
    store.keep(type(batch)(DEVICE, batch.at_ms, batch.counter, batch.values, marks), RECEIVED)
    found = store.sampled(DEVICE, at_s(0), at_s(99), MINUTE)
    assert [(each.quantity, each.readings, each.mean) for each in found] == [
        (Quantity.OUTLET, 1, -0.1),
        (Quantity.TEMPERATURE, 1, 20.0),
        (Quantity.HUMIDITY, 1, 50.0),
    ]


@pytest.mark.parametrize("minutes", [7, 60, 1440])
def test_stretches_are_counted_from_midnight_in_china(store: TelemetryStore, minutes: int) -> None:
    store.keep(outlet((DAY_S - 1, 1), (DAY_S, 2), (DAY_S + 60, 4)), RECEIVED)
    found = store.sampled(DEVICE, at_s(0), at_s(2 * DAY_S), timedelta(minutes=minutes))
    assert [each.mean for each in found] == [1.0, 3.0]
    assert found[1].from_ms == at_s(DAY_S)
    assert (found[0].from_ms - at_s(0)) % (minutes * 60_000) == 0


def test_what_is_too_old_becomes_means(store: TelemetryStore) -> None:
    store.keep(outlet((0, 1), (30, 3), (60, 8), (DAY_S, 1)), RECEIVED)
    all_rolled_up(store)
    before = store.sampled(DEVICE, at_s(0), at_s(2 * DAY_S), MINUTE)
    assert store.shrink(after(days=10) - 1, RETENTION) == 0
    assert store.shrink(after(days=10), RETENTION) == 3
    assert outlet_told(store) == [(DAY_S, 1)]
    assert store.sampled(DEVICE, at_s(0), at_s(2 * DAY_S), MINUTE) == before
    assert store.last([DEVICE]) == {DEVICE: at_s(DAY_S)}
    assert store.shrink(after(days=10), RETENTION) == 0


def test_longer_stretches_are_put_together_from_means(store: TelemetryStore) -> None:
    store.keep(outlet((0, 1), (30, 3), (60, 8), (DAY_S, 100)), RECEIVED)
    all_rolled_up(store)
    store.shrink(after(days=10), RETENTION)
    ask = (DEVICE, at_s(0), at_s(2 * DAY_S))
    assert store.sampled(*ask, timedelta(hours=1)) == [
        Sample(at_s(0), Quantity.OUTLET, 3, 0, 4.0, 1.0, 8.0),
        Sample(at_s(DAY_S), Quantity.OUTLET, 1, 0, 100.0, 100.0, 100.0),
    ]
    (week,) = store.sampled(*ask, timedelta(days=70))
    assert (week.readings, week.mean, week.most) == (4, 28.0, 100.0)
    # Shorter ones are not to be had any more.
    shorter = store.sampled(*ask, timedelta(seconds=1))
    assert [each.from_ms for each in shorter] == [at_s(0), at_s(60), at_s(DAY_S)]


def test_a_day_that_is_touched_is_not_made_means_of(store: TelemetryStore) -> None:
    store.keep(outlet((0, 1)), RECEIVED)
    assert store.shrink(after(days=99), RETENTION) == 0
    assert outlet_told(store) == [(0, 1)]


def test_a_day_of_which_means_are_kept_takes_no_readings(store: TelemetryStore) -> None:
    store.keep(outlet((0, 1)), RECEIVED)
    all_rolled_up(store)
    store.shrink(after(days=10), RETENTION)
    late = outlet((0, 1), (10, 2), (-1, 3), (-1, 4))
    assert store.keep(late, RECEIVED) == Kept(1, contradictory=(3,), sampled=(0, 1))
    assert outlet_told(store) == [(-1, 3)]
    assert [each.day for each in store.touched()] == [TODAY - timedelta(days=1)]


def test_means_go_as_well_in_time(store: TelemetryStore) -> None:
    store.keep(outlet((0, 1), (DAY_S, 2)), RECEIVED)
    all_rolled_up(store)
    assert store.shrink(after(days=30), RETENTION) == 2
    found = store.sampled(DEVICE, at_s(0), at_s(2 * DAY_S), MINUTE)
    assert [each.mean for each in found] == [2.0]
    assert store.last([DEVICE]) == {DEVICE: at_s(DAY_S)}
    store.shrink(after(days=31), RETENTION)
    assert store.sampled(DEVICE, at_s(0), at_s(2 * DAY_S), MINUTE) == []
    assert store.last([DEVICE]) == {}


def test_readings_of_many_years_have_room(store: TelemetryStore) -> None:
    years = [(365.25 * DAY_S * n, n) for n in range(-6, 2)]
    assert store.keep(outlet(*years), RECEIVED) == Kept(len(years))
    assert len(store.read(DEVICE, 0, at_s(999 * DAY_S))) == len(years)
    assert {each.day for each in store.touched()} >= {date(2020, 11, 1), date(2027, 11, 2)}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_many_may_keep_readings_at_once(kind: str, request: pytest.FixtureRequest) -> None:
    """Of one device and of several, in months of which none is there yet."""
    store = TelemetryInSql(request.getfixturevalue(kind))
    batches = [
        outlet(*((DAY_S * 31 * month + n, n) for n in range(50)), device=f"VOC-{device}")
        for month in range(6)
        for device in range(3)
    ]

    def keep(n: int) -> Kept:
        return store.keep(batches[n % len(batches)], RECEIVED)

    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(keep, range(2 * len(batches))))
    assert sum(each.new for each in kept) == sum(map(len, batches))
    assert sum(len(each.repeated) for each in kept) == sum(map(len, batches))
    assert sum(len(outlet_told(store, f"VOC-{device}")) for device in range(3)) == sum(
        50 for each in batches if each.at_ms[0] < at_s(99 * DAY_S)
    )


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_database_that_is_away_keeps_nothing(kind: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(kind)
    store = TelemetryInSql(engine)
    away = TelemetryInSql(open_engine(str(engine.url.set(database="/nowhere/at/all"))))
    with pytest.raises(ReadingsNotKept):
        away.keep(outlet((0, 1)), RECEIVED)
    assert outlet_told(store) == []
