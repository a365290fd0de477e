"""Intervals that hold what they promise: split-conformal, by kind of instruments and by stage.

How far the truth of past charges lay from what was forecast of them, in units of the forecast's own
spread, is how far it will lie this time. With n past charges the level p is the ⌈p·(n+1)⌉-th of
their ordered distances.

Source: V. Vovk, J. Shen, V. Manokhin and M. Xie, Proc. Mach. Learn. Res. 60 (2017) 82, conformal
predictive distributions; by category as in V. Vovk et al., Algorithmic Learning in a Random World
(2005). Promised for charges that are like those calibrated on, and for nobody else.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from domain.adsorption.from_scipy import Floats
from domain.adsorption.life_prior import Instruments

GRID = (
    0.005,
    0.01,
    0.02,
    0.03,
    0.05,
    *(round(0.05 * step, 2) for step in range(2, 20)),
    0.97,
    0.98,
)
"""Levels at which distances are kept."""
_LEAST_DAYS, _LEAST_SHARE = 1.0, 0.02
"""The least spread of a forecast, days and share of the life."""


class Stage(StrEnum):
    """How soon the middle of the forecast comes."""

    NOW = "within 5 days"
    SOON = "within 12 days"
    WEEKS = "within 24 days"
    MONTH = "within 45 days"
    LATER = "later"


_ENDS_DAYS = (5.0, 12.0, 24.0, 45.0)

Category = tuple[Instruments, Stage]


@dataclass(frozen=True, slots=True)
class RawForecast:
    """Days since the fill, before calibration: 5 %, middle, 95 %; and the day it was made."""

    day: int
    low: float
    middle: float
    high: float

    @property
    def spread(self) -> float:
        """One standard deviation, days."""
        return (self.high - self.low) / 3.29 + _LEAST_DAYS + _LEAST_SHARE * self.middle

    @property
    def stage(self) -> Stage:
        """How soon it comes."""
        return tuple(Stage)[bisect_right(_ENDS_DAYS, self.middle - self.day)]

    def distance(self, true_day: float) -> float:
        """How far the truth is from the middle, in spreads."""
        return (true_day - self.middle) / self.spread


@dataclass(frozen=True, slots=True)
class Calibration:
    """Distances at the levels of GRID, by category; `name` stands in every assessment."""

    name: str
    distances: Mapping[Category, tuple[float, ...]]

    def days(self, forecast: RawForecast, instruments: Instruments, levels: Floats) -> Floats:
        """The forecast's days at levels, never before the day it was made."""
        distances = self.distances[instruments, forecast.stage]
        moved = forecast.middle + forecast.spread * np.interp(levels, GRID, distances)
        return np.maximum(moved, forecast.day)


def calibrate(name: str, known: Iterable[tuple[Instruments, RawForecast, float]]) -> Calibration:
    """Learn from forecasts of charges whose true day is known; every category must have some."""
    found: dict[Category, list[float]] = {(i, s): [] for i in Instruments for s in Stage}
    for instruments, forecast, true_day in known:
        found[instruments, forecast.stage].append(forecast.distance(true_day))
    return Calibration(name, {key: _at_grid(each) for key, each in found.items()})


def _at_grid(distances: list[float]) -> tuple[float, ...]:
    ordered = np.sort(np.array(distances))
    places = np.ceil(np.array(GRID) * (len(ordered) + 1)).astype(int) - 1
    return tuple(float(d) for d in ordered[np.clip(places, 0, len(ordered) - 1)].round(3))
