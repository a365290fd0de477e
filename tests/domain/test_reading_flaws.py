"""Which readings of a day are not to be believed as they stand, and which only look odd."""

from dataclasses import replace

import pytest

from domain.day_of_operation import day_of_operation
from domain.operation import Flaw
from domain.reading import Column, Quality
from tests.read_days import (
    BED,
    HOUR_MS,
    columns,
    instrument,
    read,
    wandering,
    worked,
)


def test_values_at_the_end_of_the_range_are_clipped() -> None:
    values = worked(inlet=wandering(60.0))
    values[70, Column.INLET] = 500.0
    assert day_of_operation(BED, [instrument(read(values))]).flaws == (Flaw.CLIPPED,)
    flagged = read(worked(inlet=wandering(60.0)), {3: Quality.CLIPPED})
    assert day_of_operation(BED, [instrument(flagged)]).flaws == (Flaw.CLIPPED,)


def test_one_value_for_hours_is_frozen_while_something_moves() -> None:
    values = worked(inlet=wandering(60.0), temperature=wandering(25.0))
    values[50:69, Column.INLET] = 61.5
    # Nineteen readings: three hours from the first to the last.
    assert day_of_operation(BED, [instrument(read(values))]).flaws == (Flaw.FROZEN,)
    values[68, Column.INLET] = 61.6
    assert day_of_operation(BED, [instrument(read(values))]).flaws == ()


def test_where_all_stands_still_the_plant_does() -> None:
    values = worked(inlet=wandering(60.0), temperature=wandering(25.0))
    values[110:140, :] = values[110, :]
    assert day_of_operation(BED, [instrument(read(values))]).flaws == ()


@pytest.mark.parametrize("value", [0.0, 0.6])
def test_nothing_and_what_lies_below_the_limit_may_stand_for_hours(value: float) -> None:
    values = worked(outlet=value, temperature=wandering(25.0))
    assert day_of_operation(BED, [instrument(read(values))]).flaws == ()


def test_a_counter_that_went_back_is_a_replay() -> None:
    gone_back = read(worked(inlet=wandering(60.0)), {9: Quality.COUNTER_WENT_BACK})
    assert day_of_operation(BED, [instrument(gone_back)]).flaws == (Flaw.REPLAYED,)


def test_a_stretch_that_repeats_an_earlier_one_digit_for_digit_is_a_replay() -> None:
    values = worked(inlet=wandering(60.0))
    yesterday = read(worked(inlet=wandering(60.0, 0.017)))
    before = replace(yesterday, at_ms=yesterday.at_ms - 24 * HOUR_MS)
    honest = replace(instrument(read(values)), earlier=before)
    assert day_of_operation(BED, [honest]).flaws == ()
    # Thirty readings of yesterday morning as those of this afternoon; twenty-nine are not enough.
    values[90:120] = before.values[40:70]
    copied = replace(instrument(read(values)), earlier=before)
    assert day_of_operation(BED, [copied]).flaws == (Flaw.REPLAYED,)
    values[119, Column.INLET] += 0.001
    nearly = replace(instrument(read(values)), earlier=before)
    assert day_of_operation(BED, [nearly]).flaws == ()


def test_a_stretch_of_the_same_day_is_a_replay_too() -> None:
    values = worked(inlet=wandering(60.0))
    values[100:130] = values[50:80]
    assert day_of_operation(BED, [instrument(read(values))]).flaws == (Flaw.REPLAYED,)


def test_nights_without_air_are_alike_and_no_replay() -> None:
    values = columns(inlet=0.0, airflow=0.0)
    yesterday = read(values)
    before = replace(yesterday, at_ms=yesterday.at_ms - 24 * HOUR_MS)
    night = replace(instrument(read(values)), earlier=before)
    assert day_of_operation(BED, [night]).flaws == ()
