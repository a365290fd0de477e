"""Hour by hour what comes to the beds: shifts, week-ends, holidays, batches, weather."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.bench.life.judging.plants import COMPONENTS, HORIZON_DAYS, Floats, Plants

FIRST_HOUR = 8
HOURLY_MEMORY, DAILY_MEMORY = 0.85, 0.75
"""Autocorrelation of the inlet from hour to hour and of a day's product from day to day."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours in which air flows, a column each; a charge has as many as it works."""

    day: NDArray[np.int64]
    """(charges, hours): the day since the fill; beyond the last hour, the horizon."""
    inlet_g_per_m3: Floats
    """(charges, hours, components)"""
    airflow_m3_per_h: Floats
    humidity_percent: Floats
    temperature_c: Floats

    @property
    def total_mg_per_m3(self) -> Floats:
        """The inlet as an instrument for all VOC would see it."""
        return self.inlet_g_per_m3.sum(axis=2) * 1e3


def draw(plants: Plants, seed: int) -> Hours:
    """Draw the hours of a district."""
    rng = np.random.default_rng([seed, 2])
    day, clock = _calendar(plants, rng)
    shape = day.shape
    swing = _walk(rng, shape, HOURLY_MEMORY, 0.40)
    product = _walk(rng, (len(plants), HORIZON_DAYS + 1), DAILY_MEMORY, 0.20)
    level = plants.level_mg_per_m3[:, None] * 1e-3
    total = level * np.exp(swing + np.take_along_axis(product, day, axis=1))
    # Cleaning, colour changes and waiting: hours of almost nothing.
    total = np.where(rng.random(shape) < 0.12, 0.05 * total, total)
    season = np.take_along_axis(_season(plants), day, axis=1)
    temperature = 17 + 7 * season + 2 * np.sin((clock - 9) / 12 * np.pi) + _walk(rng, shape, 0.9, 1)
    humidity = 58 + 8 * season - 4 * np.sin((clock - 9) / 12 * np.pi) + _walk(rng, shape, 0.97, 7)
    airflow = plants.airflow_m3_per_h[:, None] * np.exp(_walk(rng, shape, 0.9, 0.05))
    return Hours(
        day,
        total[:, :, None] * _mixture(plants, day, rng),
        airflow,
        np.clip(humidity, 20, 98),
        temperature + 6,
    )


def _calendar(
    plants: Plants, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The day and the hour of the day of each hour worked."""
    days = np.arange(HORIZON_DAYS)
    weekday = (days[None, :] + plants.start_day[:, None]) % 7
    works = (weekday < 5) | ((weekday == 5) & plants.works_saturdays[:, None])
    works &= ~_holidays(plants, rng)
    works[:, 0] = True
    most = int(works.sum(axis=1).max() * plants.shift_h.max())
    day = np.full((len(plants), most), HORIZON_DAYS)
    clock = np.zeros((len(plants), most), dtype=np.int64)
    for row in range(len(plants)):
        shift = int(plants.shift_h[row])
        worked = np.repeat(days[works[row]], shift)
        day[row, : len(worked)] = worked
        clock[row, : len(worked)] = FIRST_HOUR + np.tile(range(shift), int(works[row].sum()))
    return day, clock


def _holidays(plants: Plants, rng: np.random.Generator) -> NDArray[np.bool_]:
    """The spring festival, and a week of idleness somewhere for one firm in three."""
    days = np.arange(HORIZON_DAYS)
    date = (days[None, :] + plants.start_day[:, None]) % 365
    idle_from = rng.integers(0, HORIZON_DAYS, len(plants))[:, None]
    idle = (days >= idle_from) & (days < idle_from + 7) & (rng.random(len(plants)) < 0.33)[:, None]
    return ((date >= 32) & (date < 42)) | idle


def _season(plants: Plants) -> Floats:
    """−1 in midwinter, +1 in midsummer, (charges, days)."""
    date = np.arange(HORIZON_DAYS + 1)[None, :] + plants.start_day[:, None]
    return -np.cos((date - 15) / 365 * 2 * np.pi)


def _mixture(plants: Plants, day: NDArray[np.int64], rng: np.random.Generator) -> Floats:
    """Mass shares hour by hour: they change with the product of the day."""
    shape = (len(plants), HORIZON_DAYS + 1)
    drift = np.stack([_walk(rng, shape, 0.9, 0.12) for _ in range(COMPONENTS)], axis=2)
    daily = plants.shares[:, None, :] * np.exp(drift)
    daily /= daily.sum(axis=2, keepdims=True)
    return np.take_along_axis(daily, day[:, :, None], axis=1)


def _walk(rng: np.random.Generator, shape: tuple[int, ...], memory: float, spread: float) -> Floats:
    """A stationary process of first order along the second axis."""
    noise = rng.normal(0, spread * np.sqrt(1 - memory**2), shape)
    noise[:, 0] = rng.normal(0, spread, shape[0])
    for column in range(1, shape[1]):
        noise[:, column] += memory * noise[:, column - 1]
    return noise
