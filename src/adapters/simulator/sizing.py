"""How much carbon a bed gets, as whoever designs it reckons: for the worst time of the year.

Warm and humid air leaves a carbon half of what it holds in winter. A fill that is reckoned for the
mean of the year breaks through early every summer, so ever more carbon is tried from several
starts, and the lightest fill that lasts from each of them is the one.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from adapters.simulator.exhaust import Day
from domain.adsorption.life_parameters import bed_parameters
from domain.adsorption.reduced_bed import Passage, ReducedBed

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

LADDER_KG: Floats = np.geomspace(50, 20_000, 124)
"""Fills that are tried, each 5 % heavier than the one before."""
WORKING_DAYS, THROUGH_SUM = 5, 1.0
"""Carbon is through once less than 80 % was taken out over so many working days."""


def lightest_kg(
    unknowns: Floats, days: Sequence[Day], starts: Sequence[int], lasts_days: int
) -> float:
    """The lightest fill of a bed that is not through so many days after any of its starts.

    `unknowns` is one vector; `starts` are places in `days`. Raises `ValueError` where none lasts.
    """
    beds = np.broadcast_to(unknowns, (len(starts), len(LADDER_KG), len(unknowns)))
    bed = ReducedBed(bed_parameters(beds), LADDER_KG[None, :])
    air: Floats = np.array([day.passage for day in days])
    places = np.arange(lasts_days)[:, None] + np.array(starts)
    through: Floats = np.stack([bed.pass_through(passage(air[now])) for now in places])
    works: Truths = np.greater(air[places, 0], 0)
    from_each: Truths = np.stack(
        [_lasts(through[works[:, start], start]) for start in range(len(starts))]
    )
    lasting: Truths = np.logical_and.reduce(from_each, axis=0)
    if not lasting.any():
        raise ValueError(f"no fill up to {LADDER_KG[-1]:.0f} kg lasts so long")
    return float(LADDER_KG[lasting.argmax()])


def passage(air: Floats) -> Passage:
    """A day's air as it goes through beds, each with its own, (beds, 5)."""
    run_h, air_m3, inlet_kg_per_m3, humidity_percent, temperature_c = air.T[:, :, None]
    return Passage(run_h, air_m3, inlet_kg_per_m3, humidity_percent, temperature_c)


def _lasts(through: Floats) -> Truths:
    """Whether each fill held on, from outlet over inlet on its working days, (days, fills)."""
    before = np.cumsum(np.vstack([np.zeros((1, through.shape[1])), through]), axis=0)
    over_days = before[WORKING_DAYS:] - before[:-WORKING_DAYS]
    lasts: Truths = np.logical_and.reduce(over_days <= THROUGH_SUM, axis=0)
    return lasts
