"""What a file derives from its own readings, done again: where does it say something else?

Where a side was not measured within the hour, nothing can be told about it, so whatever number
stands there is wrong. The first hour of a file is not judged: what came before it is not there.
"""

from dataclasses import dataclass

import numpy as np

from adapters.devices.mapping import Numbers, Truths
from domain.reading import Column, Floats, Integers

HOUR_MS = 3_600_000
LEAST_MG_PER_M3 = 0.02
"""Two of the last digits that such files print. Chosen."""
OF_THE_MEAN = 0.1
EFFICIENCY_POINTS = 1.0
HALF_A_DIGIT_KG = 0.005
OF_THE_PRODUCT = 0.01


@dataclass(frozen=True, slots=True)
class MeanOfHour:
    """The mean of one side over the hour before a row."""

    side: Column

    def __call__(self, file: Numbers) -> Truths:
        """Where it is off by more than a tenth and two last digits, or nothing was measured."""
        mean = mean_of_hour(file.at_ms, file.values[:, self.side])
        allowed = np.maximum(LEAST_MG_PER_M3, OF_THE_MEAN * np.abs(mean))
        return _judgeable(file) & ~(np.abs(file.told - mean) <= allowed)


@dataclass(frozen=True, slots=True)
class Efficiency:
    """(inlet − outlet) ÷ inlet of the means of the hour, in percent."""

    def __call__(self, file: Numbers) -> Truths:
        """Where it is off by more than a point, or a side was not measured or nothing came in."""
        inlet = mean_of_hour(file.at_ms, file.values[:, Column.INLET])
        outlet = mean_of_hour(file.at_ms, file.values[:, Column.OUTLET])
        percent = 100 * (inlet - outlet) / np.where(inlet > 0, inlet, np.nan)
        return _judgeable(file) & ~(np.abs(file.told - percent) <= EFFICIENCY_POINTS)


@dataclass(frozen=True, slots=True)
class MassOfRow:
    """Concentration × air flow × the time to the next row, in kg: too little for two decimals."""

    side: Column

    def __call__(self, file: Numbers) -> Truths:
        """Where it says nothing although there was something, or is off by half a last digit."""
        steps: Integers = np.diff(file.at_ms)
        hours = float(np.median(steps)) / HOUR_MS if steps.size else 0.0
        kilograms = file.values[:, self.side] * file.values[:, Column.AIRFLOW] * hours * 1e-6
        nothing = (kilograms > 0) & (file.told == 0)
        return nothing | (np.abs(file.told - kilograms) > HALF_A_DIGIT_KG)


@dataclass(frozen=True, slots=True)
class SpeedOfAir:
    """Air flow ÷ cross-section of the duct; the section is what most rows imply."""

    def __call__(self, file: Numbers) -> Truths:
        """Where the air flow is off by more than a hundredth."""
        airflow, moving = file.values[:, Column.AIRFLOW], file.told > 0
        if not moving.any():
            return (file.told == 0) & (airflow > 0)
        per_speed = float(np.nanmedian(airflow[moving] / file.told[moving]))
        expected = file.told * per_speed
        return np.abs(airflow - expected) > np.maximum(1.0, OF_THE_PRODUCT * expected)


def mean_of_hour(at_ms: Integers, values: Floats) -> Floats:
    """Mean of what was read in the hour up to each row, itself included; NaN where nothing was."""
    read = ~np.isnan(values)
    sums: Floats = np.concatenate(([0.0], np.cumsum(np.where(read, values, 0.0))))
    counts: Integers = np.concatenate(([0], np.cumsum(read)))
    begin = np.searchsorted(at_ms, at_ms - HOUR_MS, side="right")
    end = np.arange(len(at_ms)) + 1
    count = counts[end] - counts[begin]
    total: Floats = sums[end] - sums[begin]
    return np.divide(total, count, out=np.full(len(at_ms), np.nan), where=count > 0)


def _judgeable(file: Numbers) -> Truths:
    """Where something is told, and the hour before it lies within the file."""
    within: Truths = file.at_ms - file.at_ms[:1] >= HOUR_MS
    return ~np.isnan(file.told) & within
