"""What is known of a charge when its saturation is asked for: the fill, its days, its end."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Daily = NDArray[np.float64]
"""A value for each day since the fill, shape (days,)."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a charge from its fill on, one row each, days of rest included.

    Concentrations are means over the day's readings while air was flowing, mg/m³, of total VOC;
    a reading below the detection limit counts as half the limit. NaN where nothing was read.
    """

    run_h: Daily
    """Hours with air flowing, measured or declared."""
    air_m3: Daily
    inlet_mg_per_m3: Daily
    inlet_below: Daily
    """Share of the inlet's readings below the detection limit; NaN where nothing was read."""
    outlet_mg_per_m3: Daily
    outlet_below: Daily
    humidity_percent: Daily
    temperature_c: Daily
    detection_mg_per_m3: float

    def __len__(self) -> int:
        """How many days."""
        return len(self.run_h)

    def first(self, days: int) -> "Days":
        """Only so many days from the fill on."""
        return Days(
            self.run_h[:days],
            self.air_m3[:days],
            self.inlet_mg_per_m3[:days],
            self.inlet_below[:days],
            self.outlet_mg_per_m3[:days],
            self.outlet_below[:days],
            self.humidity_percent[:days],
            self.temperature_c[:days],
            self.detection_mg_per_m3,
        )


@dataclass(frozen=True, slots=True)
class Fill:
    """What was put in, and what the enterprise has declared of its exhaust."""

    carbon_kg: float
    iodine_mg_per_g: float | None
    """Of the lot's test report."""
    solvents: tuple[str, ...]
    """Names or CAS numbers, as declared; the first is the main one."""
    declared_mg_per_m3: float
    """VOC in the exhaust, as declared or as the permit says."""
    declared_air_m3_per_day: float
    """Air that goes through, averaged over days of work and rest."""

    @property
    def told_once(self) -> tuple[float, float | None, tuple[str, ...]]:
        """What does not move from day to day, as averages do: mass, iodine value, solvents."""
        return self.carbon_kg, self.iodine_mg_per_g, self.solvents


@dataclass(frozen=True, slots=True)
class Removal:
    """What was found when the carbon came out; None where it was not measured."""

    removed_kg: float | None
    spent_iodine_mg_per_g: float | None


@dataclass(frozen=True, slots=True)
class Charge:
    """One fill of one bed, running, or over where there is a removal."""

    bed: str
    number: int
    """Counts the fills of the bed, from 1."""
    fill: Fill
    days: Days
    removal: Removal | None
