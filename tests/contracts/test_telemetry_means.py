"""What every `TelemetryStore` keeps to when means are made of readings, on demand and for good."""

from datetime import timedelta

import numpy as np
import pytest

from application.ports.telemetry_store import (
    BadRetention,
    Kept,
    Retention,
    Sample,
    TelemetryStore,
)
from domain.reading import Quality, Quantity
from tests.readings import (
    DAY_S,
    DEVICE,
    MIDNIGHT,
    all_rolled_up,
    at_s,
    ms,
    outlet,
    outlet_told,
    readings,
)

TODAY = MIDNIGHT.date()
MINUTE = timedelta(minutes=1)
RETENTION = Retention(timedelta(days=10), timedelta(days=20), MINUTE)
RECEIVED = at_s(DAY_S)
OTHER = "VOC-0002"


def after(days: int) -> int:
    """So many days after the tests' day is over."""
    return ms(MIDNIGHT + timedelta(days=1 + days))


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


@pytest.mark.parametrize(
    "given",
    [
        (timedelta(hours=23), timedelta(0), MINUTE),
        (timedelta(days=9), timedelta(seconds=-1), MINUTE),
        (timedelta(days=9), timedelta(0), timedelta(milliseconds=999)),
        (timedelta(days=9), timedelta(0), timedelta(days=1, seconds=1)),
    ],
)
def test_a_retention_has_bounds(given: tuple[timedelta, timedelta, timedelta]) -> None:
    with pytest.raises(BadRetention):
        Retention(*given)


def test_a_mean_may_be_of_a_whole_day(store: TelemetryStore) -> None:
    store.keep(outlet((0, 1), (DAY_S - 1, 3), (DAY_S, 8)), RECEIVED)
    all_rolled_up(store)
    daily = Retention(timedelta(days=1), timedelta(days=99), timedelta(days=1))
    assert store.shrink(after(days=9), daily) == 3
    found = store.sampled(DEVICE, at_s(0), at_s(2 * DAY_S), MINUTE)
    assert [(each.from_ms, each.mean) for each in found] == [(at_s(0), 2.0), (at_s(DAY_S), 8.0)]
