"""What the instrument of a plant reads, with its noise and its faults."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from adapters.simulator.cast import Fault, Fitting, Plant
from adapters.simulator.exhaust import Day
from domain.occurred import SHANGHAI
from domain.reading import QUANTITIES, Column, Quantity, Readings

Floats = NDArray[np.float64]

INTERVAL_S = 600
DETECTION_MG_PER_M3, RANGE_MG_PER_M3 = 0.5, 2000.0
_TURN_S = 1800
"""How long a switched instrument stays on one side."""
_NOISE = 0.06
_MEASURES: dict[Fitting, tuple[Quantity, ...]] = {
    Fitting.BOTH: QUANTITIES,
    Fitting.SWITCHED: QUANTITIES[:5],
    Fitting.INLET: tuple(each for each in QUANTITIES if each is not Quantity.OUTLET)[:4],
    Fitting.NONE: (),
}


def measures(plant: Plant) -> tuple[Quantity, ...]:
    """What the plant's instrument measures."""
    return _MEASURES[plant.part.fitting]


def readings(
    plant: Plant, day: date, exhaust: Day, through: float, opening: date, seed: int
) -> Readings | None:
    """A whole day's readings, in order; None where the plant has no instrument or it is silent."""
    device = plant.device
    since = (opening - day).days
    if device is None or (plant.part.fault is Fault.SILENT and since <= plant.part.faulty_days):
        return None
    rng = np.random.default_rng([seed, plant.number, day.toordinal(), 2])
    second = np.arange(plant.number % INTERVAL_S, 86_400, INTERVAL_S)
    values = _values(plant, second, exhaust, through, rng)
    if plant.part.fault is Fault.FROZEN and since <= plant.part.faulty_days:
        values[:, Column.INLET] = values[:, Column.OUTLET] = 37.5
    midnight = datetime.combine(day, datetime.min.time(), SHANGHAI)
    at_ms = int(midnight.timestamp() * 1000) + second * 1000
    first = (midnight - datetime(2020, 1, 1, tzinfo=SHANGHAI)) // timedelta(seconds=INTERVAL_S)
    counter = first + np.arange(len(second))
    return Readings(device, at_ms, counter, values, np.zeros(len(second), dtype=np.int64))


def parts_of(whole: Readings, from_ms: int, until_ms: int) -> Readings:
    """The readings of a stretch of time, half-open."""
    there = (whole.at_ms >= from_ms) & (whole.at_ms < until_ms)
    return Readings(
        whole.device,
        whole.at_ms[there],
        whole.counter[there],
        whole.values[there],
        whole.quality[there],
    )


def _values(
    plant: Plant,
    second: NDArray[np.int64],
    exhaust: Day,
    through: float,
    rng: np.random.Generator,
) -> Floats:
    hour = second // 3600
    runs = exhaust.runs[hour]
    noise = np.exp(rng.normal(0, _NOISE, (len(second), 3)))
    inlet = np.where(runs, exhaust.inlet_mg_per_m3[hour], 0.0) * noise[:, 0]
    outlet = np.where(runs, exhaust.inlet_mg_per_m3[hour] * through, 0.0) * noise[:, 1]
    airflow = np.where(runs, exhaust.airflow_m3_per_h[hour], 0.0) * noise[:, 2]
    temperature = exhaust.temperature_c[hour]
    columns: Sequence[Floats] = (
        _seen(inlet),
        _seen(outlet),
        airflow.round(0),
        temperature.round(1),
        exhaust.humidity_percent[hour].round(1),
        np.where(runs, 700 * noise[:, 2], 0.0).round(0),
        (temperature + np.where(runs, 3.0, 0.0) + rng.normal(0, 0.2, len(second))).round(1),
    )
    values = np.stack(columns, axis=1)
    _blank_what_is_not_measured(plant, second, values)
    return values


def _seen(true: Floats) -> Floats:
    """To a tenth; what is below the detection limit shows as zero."""
    return np.where(true < DETECTION_MG_PER_M3, 0.0, true.round(1))


def _blank_what_is_not_measured(plant: Plant, second: NDArray[np.int64], values: Floats) -> None:
    measured = measures(plant)
    for column, quantity in enumerate(QUANTITIES):
        if quantity not in measured:
            values[:, column] = np.nan
    if plant.part.fitting is Fitting.SWITCHED:
        at_inlet = second // _TURN_S % 2 == 0
        values[at_inlet, Column.OUTLET] = np.nan
        values[~at_inlet, Column.INLET] = np.nan
