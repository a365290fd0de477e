"""What comes to the beds, day by day and hour by hour: shifts, products, weather.

Every day of a plant is drawn from the seed, the plant and the date alone, so that the past can be
told again and the present goes on from it.
"""

import math
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from adapters.simulator.cast import Fault, Plant

Floats = NDArray[np.float64]
HOURS = 24
_KG_PER_MG = 1e-6
_HOURLY_MEMORY, _HOURLY_SPREAD, _DAILY_SPREAD = 0.85, 0.40, 0.20
_NEW_YEAR_REST = ((1, 1, 1), (2, 8, 16), (10, 1, 6))
"""Month, first and last day on which everybody rests; the spring festival about its usual time."""


@dataclass(frozen=True, slots=True)
class Nature:
    """What a plant is like, drawn once."""

    airflow_m3_per_h: int
    level_mg_per_m3: float
    first_hour: int
    shift_h: int
    works_saturdays: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day's exhaust, an entry for each hour; `runs` says whether air flows."""

    runs: NDArray[np.bool_]
    airflow_m3_per_h: Floats
    inlet_mg_per_m3: Floats
    temperature_c: Floats
    humidity_percent: Floats

    @property
    def run_h(self) -> float:
        """Hours with air flowing."""
        return float(self.runs.sum())

    @property
    def air_m3(self) -> float:
        """Air that goes through."""
        return float((self.airflow_m3_per_h * self.runs).sum())

    @property
    def mean_inlet_mg_per_m3(self) -> float:
        """Mean by air; 0 on a day of rest."""
        air = self.airflow_m3_per_h * self.runs
        return float((air * self.inlet_mg_per_m3).sum() / air.sum()) if air.sum() else 0.0

    @property
    def passage(self) -> tuple[float, float, float, float, float]:
        """The air of the day as a bed meets it, in the order of `Passage`."""
        there = self.runs if self.runs.any() else ~self.runs
        return (
            self.run_h,
            self.air_m3,
            max(self.mean_inlet_mg_per_m3, 1e-3) * _KG_PER_MG,
            float(self.humidity_percent[there].mean()),
            float(self.temperature_c[there].mean()),
        )


def nature(plant: Plant, seed: int) -> Nature:
    """Draw a plant."""
    rng = np.random.default_rng([seed, plant.number])
    return Nature(
        airflow_m3_per_h=int(rng.integers(6, 25)) * 500,
        level_mg_per_m3=math.exp(rng.normal(math.log(32), 0.3)),
        first_hour=int(rng.choice([7, 8])),
        shift_h=int(rng.choice([8, 10, 12])),
        works_saturdays=bool(rng.random() < 0.6),
    )


def exhaust(plant: Plant, its: Nature, day: date, opening: date, seed: int) -> Day:
    """Draw a day of a plant; `opening` is the day from which its faults are counted back."""
    rng = np.random.default_rng([seed, plant.number, day.toordinal()])
    swing = _walk(rng)
    inlet = its.level_mg_per_m3 * np.exp(swing + rng.normal(0, _DAILY_SPREAD))
    # Cleaning, colour changes and waiting: hours of almost nothing.
    inlet = np.where(rng.random(HOURS) < 0.12, 0.05 * inlet, inlet)
    hours: NDArray[np.int64] = np.arange(HOURS)
    season = -math.cos((day.timetuple().tm_yday - 15) / 365 * 2 * math.pi)
    noon: Floats = np.sin((hours - 9) * (math.pi / 12))
    temperature = 21 + 8 * season + 2 * noon + rng.normal(0, 1)
    humidity = np.clip(56 + 7 * season - 4 * noon + rng.normal(0, 5), 25, 78)
    since = (opening - day).days
    if plant.part.fault is Fault.HOT and since <= plant.part.faulty_days:
        temperature = temperature + 24
    if plant.part.fault is Fault.WET and since <= plant.part.faulty_days:
        humidity = np.full(HOURS, 88.0)
    return Day(
        runs=_runs(plant, its, day, opening) & (hours >= its.first_hour) & _in_shift(its, hours),
        airflow_m3_per_h=its.airflow_m3_per_h * np.exp(rng.normal(0, 0.04, HOURS)),
        inlet_mg_per_m3=inlet,
        temperature_c=temperature,
        humidity_percent=humidity,
    )


def _in_shift(its: Nature, hours: NDArray[np.int64]) -> NDArray[np.bool_]:
    return hours < its.first_hour + its.shift_h


def _runs(plant: Plant, its: Nature, day: date, opening: date) -> bool:
    if day.weekday() == 6 or (day.weekday() == 5 and not its.works_saturdays):
        return False
    if any(day.month == month and a <= day.day <= b for month, a, b in _NEW_YEAR_REST):
        return False
    resting = plant.part.resting_days
    return resting is None or (opening - day).days > resting


def _walk(rng: np.random.Generator) -> Floats:
    noise = rng.normal(0, _HOURLY_SPREAD * np.sqrt(1 - _HOURLY_MEMORY**2), HOURS)
    noise[0] = rng.normal(0, _HOURLY_SPREAD)
    for hour in range(1, HOURS):
        noise[hour] += _HOURLY_MEMORY * noise[hour - 1]
    return noise
