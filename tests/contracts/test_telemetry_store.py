"""What every `TelemetryStore` keeps to: in memory, and on each engine."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import numpy as np
import pytest
from sqlalchemy import Engine

from adapters.sql.engine import open_engine
from adapters.sql.telemetry import TelemetryInSql
from application.ports.telemetry_store import (
    Kept,
    ReadingsNotKept,
    Retention,
    TelemetryStore,
    Touched,
)
from domain.reading import Quality, Quantity
from tests.readings import (
    DAY_S,
    DEVICE,
    MIDNIGHT,
    all_rolled_up,
    at_s,
    outlet,
    outlet_told,
    readings,
    told,
)

TODAY = MIDNIGHT.date()
MINUTE = timedelta(minutes=1)
RETENTION = Retention(timedelta(days=10), timedelta(days=20), MINUTE)
RECEIVED = at_s(DAY_S)
OTHER = "VOC-0002"


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
    store.rolled_up([own])
    assert store.touched() == [yesterday, others]


def test_what_comes_while_a_day_is_rolled_up_keeps_it_touched(store: TelemetryStore) -> None:
    store.keep(outlet((0, 1)), RECEIVED)
    (seen,) = store.touched()
    store.keep(outlet((10, 1)), RECEIVED)
    store.rolled_up([seen])
    (again,) = store.touched()
    assert again == Touched(DEVICE, TODAY, again.mark)
    store.rolled_up([again])
    # Whoever is late says nothing new.
    store.rolled_up([seen])
    assert store.touched() == []


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
