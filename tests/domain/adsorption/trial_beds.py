"""The bed of the trials: 100 kg of carbon, 1,000 m³/h with 1,000 mg/m³, 0.1 kg/kg at equilibrium.

So 1 kg comes in each hour, and a front without width comes through after 10 h.
"""

import numpy as np
from hypothesis import strategies as st

from domain.adsorption import from_scipy as special
from domain.adsorption.cell_balance import Curve
from domain.adsorption.from_scipy import Floats
from domain.adsorption.linear_driving_force_bed import Bed, Feed, clean, pass_through

CARBON_KG, AIRFLOW_M3_PER_H, INLET_MG_PER_M3, LOADING_KG_PER_KG = 100.0, 1_000.0, 1_000.0, 0.1
STOICHIOMETRIC_H = 10.0


def up_to(largest: int) -> st.SearchStrategy[float]:
    """Amounts as they are written down, to three digits behind the point."""
    return st.integers(0, largest * 1_000).map(lambda thousandths: thousandths / 1_000)


def langmuir(separation_factor: float) -> Curve:
    """Langmuir's isotherm through 0.1 kg/kg at 1,000 mg/m³; a straight line for R = 1."""

    def loading(concentration: Floats) -> Floats:
        y = concentration / INLET_MG_PER_M3
        return LOADING_KG_PER_KG * y / (separation_factor + (1 - separation_factor) * y)

    return loading


def steep_at_zero(concentration: Floats) -> Floats:
    """Freundlich's isotherm, which rises without limit at 0."""
    return LOADING_KG_PER_KG * (concentration / INLET_MG_PER_M3) ** 0.4


def with_a_step(concentration: Floats) -> Floats:
    """An isotherm that rises at 500 mg/m³ almost at once, as that of water does on carbon."""
    return 0.3 * (special.logistic((concentration - 500) / 5) - special.logistic(-100.0))


def breakthrough(
    isotherm: Curve, rate_per_h: float | Curve, cells: int, until_h: float = 20.0
) -> tuple[Floats, Floats]:
    """Times, h, and C/C0 of the trial bed from its first hour on; four steps per cell."""
    steps = 4 * cells
    bed = Bed(isotherm=isotherm, rate_per_h=rate_per_h, carbon_kg=CARBON_KG, cells=cells)
    feed = Feed(np.full(steps, INLET_MG_PER_M3), AIRFLOW_M3_PER_H, until_h / steps)
    outlet, _ = pass_through(bed, feed, clean(bed))
    return np.arange(1, steps + 1) * until_h / steps, outlet / INLET_MG_PER_M3
