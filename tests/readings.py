"""Readings to try things with."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import isnan

import numpy as np

from application.ports.telemetry_store import TelemetryStore
from domain.occurred import SHANGHAI
from domain.reading import QUANTITIES, Quantity, Readings

DEVICE = "VOC-0001"
MIDNIGHT = datetime(2026, 11, 2, tzinfo=SHANGHAI)
"""A Monday; the day is all the tests' own."""

DAY_S = 86_400

Value = float | None
Line = tuple[int, int, Mapping[Quantity, float]]
"""Device time in milliseconds, counter, values."""


def ms(moment: datetime) -> int:
    """A moment as devices tell it."""
    return int(moment.timestamp() * 1000)


def at_s(seconds: float) -> int:
    """So many seconds after midnight, in milliseconds since 1970."""
    return ms(MIDNIGHT + timedelta(seconds=seconds))


def readings(*lines: Line, device: str = DEVICE) -> Readings:
    """Readings, line by line."""
    values = np.full((len(lines), len(QUANTITIES)), np.nan)
    for row, (_, _, told) in enumerate(lines):
        for quantity, value in told.items():
            values[row, QUANTITIES.index(quantity)] = value
    at_ms = np.array([line[0] for line in lines], np.int64)
    counter = np.array([line[1] for line in lines], np.int64)
    return Readings(device, at_ms, counter, values, np.zeros(len(lines), np.int64))


def outlet(*told: tuple[float, float], device: str = DEVICE) -> Readings:
    """Outlet concentrations, each with its seconds after midnight, and no counter."""
    lines: list[Line] = [(at_s(seconds), -1, {Quantity.OUTLET: value}) for seconds, value in told]
    return readings(*lines, device=device)


def told(kept: Readings) -> list[tuple[int, int, int, tuple[Value, ...]]]:
    """Readings as they can be compared: time, counter, marks, values."""
    columns: list[list[int]] = [
        kept.at_ms.tolist(),
        kept.counter.tolist(),
        kept.quality.tolist(),
    ]
    rows: list[list[float]] = kept.values.tolist()
    values = [tuple(None if isnan(each) else each for each in row) for row in rows]
    return list(zip(*columns, values, strict=True))


def outlet_told(store: TelemetryStore, device: str = DEVICE) -> list[tuple[int, float | None]]:
    """Everything that is kept of a device's outlet, in seconds after midnight."""
    kept = told(store.read(device, at_s(-99 * DAY_S), at_s(99 * DAY_S)))
    return [((at - at_s(0)) // 1000, values[1]) for at, _, _, values in kept]


def all_rolled_up(store: TelemetryStore) -> None:
    """Say of every day that it was rolled up."""
    store.rolled_up(store.touched())
