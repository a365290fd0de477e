"""A day of readings made up for a test: a shift of ten hours, every ten minutes a reading."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from domain.day_of_operation import WatchedBed, bounds_ms
from domain.reading import QUANTITIES, Column, Floats, Quality, Readings
from domain.watched_bed import Instrument

DAY = date(2026, 3, 2)
START_MS, END_MS = bounds_ms(DAY)
HOUR_MS = 3_600_000
TEN_MINUTES_S = 600
ROWS = 144
"""A reading every ten minutes."""
NOTHING = Readings(
    "",
    np.zeros(0, np.int64),
    np.zeros(0, np.int64),
    np.zeros((0, len(QUANTITIES))),
    np.zeros(0, np.int64),
)
BED = WatchedBed(1, 1.0, 10_000.0)
SHIFT = slice(48, 108)
"""Ten hours: from 8 to 18."""


def columns(rows: int = ROWS, **told: float | Floats) -> Floats:
    values = np.full((rows, len(QUANTITIES)), np.nan)
    for name, value in told.items():
        values[:, Column[name.upper()]] = value
    return values


def read(values: Floats, quality: Mapping[int, Quality] | None = None) -> Readings:
    """Readings at even distances over the day."""
    rows = len(values)
    flags = np.zeros(rows, np.int64)
    for row, flag in (quality or {}).items():
        flags[row] = flag
    at_ms = START_MS + np.arange(rows, dtype=np.int64) * ((END_MS - START_MS) // rows)
    return Readings("PID-1", at_ms, np.arange(rows, dtype=np.int64), values, flags)


def instrument(readings: Readings, *, device: str = "PID-1", bed: int | None = 1) -> Instrument:
    interval_s = TEN_MINUTES_S
    return Instrument(
        device,
        bed,
        interval_s,
        1.0,
        500.0,
        START_MS,
        END_MS,
        replace(readings, device=device),
        NOTHING,
    )


def worked(**told: float | Floats) -> Floats:
    """A shift of ten hours at 8,000 m³/h."""
    values = columns(ROWS, **told)
    values[:, Column.AIRFLOW] = 0.0
    values[SHIFT, Column.AIRFLOW] = 8_000 + np.arange(60) % 2
    return values


def wandering(middle: float, step: float = 0.01) -> Floats:
    """Values about a middle, each another one, with the middle as their mean in every shift."""
    half = (np.arange(ROWS) // 2 + 1) * step
    return middle + np.where(np.arange(ROWS) % 2 == 0, half, -half)
