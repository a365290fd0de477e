"""Laws of the daily roll-up: what it says depends on what was read, and on nothing else."""

from dataclasses import replace
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.day_of_operation import WatchedBed, day_of_operation
from domain.reading import Column, Quality, Readings
from tests.read_days import (
    BED,
    START_MS,
    instrument,
)


@st.composite
def days(draw: st.DrawFn) -> Readings:
    """A day of any readings: values, gaps, limits, flags."""
    rows = draw(st.integers(1, 60))
    minutes = draw(st.lists(st.integers(0, 1439), min_size=rows, max_size=rows, unique=True))
    seed = draw(st.integers(0, 2**32 - 1))
    chance = np.random.default_rng(seed)
    values = np.round(chance.gamma(1.0, [60, 8, 5000, 25, 50, 300, 30], (rows, 7)), 1)
    values[chance.random((rows, 7)) < draw(st.sampled_from([0.0, 0.3, 0.9]))] = np.nan
    values[chance.random((rows, 7)) < 0.3] = 0.0
    flags = chance.choice([0, 0, 0, 1, 2, 4, 8, 16], rows).astype(np.int64)
    at_ms = START_MS + np.array(minutes, np.int64) * 60_000
    return Readings("PID-1", at_ms, np.arange(rows, dtype=np.int64), values, flags)


def some(readings: Readings, rows: list[int]) -> Readings:
    chosen = np.asarray(rows, np.int64)
    return Readings(
        readings.device,
        readings.at_ms[chosen],
        readings.counter[chosen],
        readings.values[chosen],
        readings.quality[chosen],
    )


@given(days(), st.randoms(use_true_random=False))
def test_the_order_of_the_readings_is_nothing(readings: Readings, chance: Random) -> None:
    rows = list(range(len(readings)))
    chance.shuffle(rows)
    shuffled = some(readings, rows)
    assert day_of_operation(BED, [instrument(shuffled)]) == day_of_operation(
        BED, [instrument(readings)]
    )


@given(days())
def test_readings_that_come_twice_count_once(readings: Readings) -> None:
    twice = some(readings, [*range(len(readings)), *range(len(readings))])
    assert day_of_operation(BED, [instrument(twice)]) == day_of_operation(
        BED, [instrument(readings)]
    )


@given(days())
def test_two_instruments_that_share_the_quantities_tell_what_one_tells(readings: Readings) -> None:
    # Without gaps within a row and impossible ones, which concern what is read beside them.
    whole = replace(
        readings,
        values=np.nan_to_num(readings.values, nan=7.0),
        quality=readings.quality & ~int(Quality.IMPOSSIBLE),
    )
    voc, rest = whole.values.copy(), whole.values.copy()
    voc[:, Column.AIRFLOW :] = np.nan
    rest[:, : Column.AIRFLOW] = np.nan
    one = day_of_operation(BED, [instrument(whole)])
    split = [
        instrument(replace(whole, values=rest), device="B"),
        instrument(replace(whole, values=voc), device="A"),
    ]
    two = day_of_operation(BED, split)
    assert replace(two, devices=one.devices, flaws=()) == replace(one, flaws=())


@given(days(), st.floats(0.05, 1.0))
def test_what_is_told_lies_within_what_was_read(readings: Readings, share: float) -> None:
    told = day_of_operation(WatchedBed(1, share, None), [instrument(readings, bed=None)])
    assert 0 <= told.coverage_percent <= 100
    assert 0 <= told.run_h <= 24
    for side in (told.inlet, told.outlet):
        if side is not None:
            assert 0 <= side.mean_mg_per_m3 <= side.peak_hour_mg_per_m3 + 1e-4
            assert 0 <= side.below_detection <= side.readings <= len(readings)
