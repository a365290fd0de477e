"""Readings as rows of a table, and back."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from domain.reading import QUANTITIES, Column, Floats, Integers, Readings

DAY_MS = 86_400_000
ZONE_MS = 28_800_000
"""China is so far ahead of UTC."""

_EPOCH = date(1970, 1, 1)

VALUES = tuple(column.name.lower() for column in Column)
"""The columns of the values, in order."""

Row = tuple[Any, ...]


def rows_of(readings: Readings, received_ms: int) -> list[Row]:
    """Rows as the table has them."""
    count = len(readings)
    columns: list[Sequence[object]] = [
        [readings.device] * count,
        readings.at_ms.tolist(),
        [received_ms] * count,
        readings.counter.tolist(),
        readings.quality.tolist(),
        *(_column(readings.values[:, place]) for place in range(len(QUANTITIES))),
    ]
    return list(zip(*columns, strict=True))


def readings_of(device: str, rows: Sequence[Sequence[Any]]) -> Readings:
    """Rows of time, counter, quality and values as readings."""
    if not rows:
        nothing = np.empty(0, np.int64)
        return Readings(device, nothing, nothing, np.empty((0, len(QUANTITIES))), nothing)
    at_ms, counter, quality, *values = zip(*rows, strict=True)
    columns: Floats = np.array(values, np.float64)
    numbers = [np.array(each, np.int64) for each in (at_ms, counter, quality)]
    return Readings(device, numbers[0], numbers[1], columns.T.copy(), numbers[2])


def some_of(readings: Readings, rows: Integers) -> Readings:
    """Some of them."""
    return Readings(
        readings.device,
        readings.at_ms[rows],
        readings.counter[rows],
        readings.values[rows],
        readings.quality[rows],
    )


def days_of(at_ms: Integers) -> list[int]:
    """The days in China, each once, in order."""
    return np.unique((at_ms + ZONE_MS) // DAY_MS).tolist()


def last_by_day(at_ms: Integers) -> Iterator[tuple[int, int]]:
    """Each day with the last of its times."""
    in_order = np.sort(at_ms)
    days = (in_order + ZONE_MS) // DAY_MS
    ends: Integers = np.flatnonzero(np.append(np.diff(days), 1))
    return zip(days[ends].tolist(), in_order[ends].tolist(), strict=True)


def day_of(at_ms: int) -> int:
    """The day in China of a time."""
    return (at_ms + ZONE_MS) // DAY_MS


def start_ms(day: int) -> int:
    """When a day begins."""
    return day * DAY_MS - ZONE_MS


def as_date(day: int) -> date:
    """A day as people write it."""
    return _EPOCH + timedelta(days=day)


def as_day(day: date) -> int:
    """And back."""
    return (day - _EPOCH).days


def _column(values: Floats) -> list[float | None]:
    """What was not read is NULL, which takes no room."""
    told: list[float | None] = values.tolist()
    missing: list[int] = np.flatnonzero(np.isnan(values)).tolist()
    if len(missing) == len(told):
        return [None] * len(told)
    for place in missing:
        told[place] = None
    return told
