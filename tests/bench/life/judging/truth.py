"""When each charge truly breaks through, and how much it holds until then.

Breakthrough is the first day on which the carbon has taken out less than 80 % of the VOC that came
in the last five working days, by mass: the efficiency that GB 37822-2019 asks of treatment. It is
where the charge would have broken through had nobody changed it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.bench.life.judging.hours import Hours
from tests.bench.life.judging.plants import HORIZON_DAYS, Floats

LEAST_EFFICIENCY = 0.80
WORKING_DAYS = 5
NEVER = -1


@dataclass(frozen=True, slots=True)
class Truth:
    """A row for each charge."""

    breakthrough_day: NDArray[np.int64]
    """Counted from the fill, which is day 0; NEVER where it is beyond the horizon."""
    held_kg: Floats
    """(charges, days): VOC on the carbon at the end of each day."""

    def share_used(self, row: int, day: int) -> float:
        """What the carbon holds on a day, of what it holds at breakthrough."""
        return float(self.held_kg[row, day] / self.held_kg[row, self.breakthrough_day[row]])


def truth(hours: Hours, outlet_g_per_m3: Floats) -> Truth:
    """Look at what truly came out."""
    air = hours.airflow_m3_per_h * 1e-3
    came = by_day(hours.day, hours.inlet_g_per_m3.sum(axis=2) * air)
    left = by_day(hours.day, outlet_g_per_m3.sum(axis=2) * air)
    days = [_breakthrough(*pair) for pair in zip(came, left, strict=True)]
    return Truth(np.array(days), np.cumsum(came - left, axis=1))


def by_day(day: NDArray[np.int64], values: Floats) -> Floats:
    """Sums over the hours of each day, (charges, days)."""
    sums = np.zeros((len(day), HORIZON_DAYS + 1))
    for row in range(len(day)):
        sums[row] = np.bincount(day[row], weights=values[row], minlength=HORIZON_DAYS + 1)
    return sums[:, :HORIZON_DAYS]


def _breakthrough(came: Floats, left: Floats) -> int:
    worked = np.flatnonzero(came > 0)
    window = np.ones(WORKING_DAYS)
    share = np.convolve(left[worked], window, "valid") / np.convolve(came[worked], window, "valid")
    through = np.flatnonzero(share > 1 - LEAST_EFFICIENCY)
    return int(worked[through[0] + WORKING_DAYS - 1]) if through.size else NEVER
