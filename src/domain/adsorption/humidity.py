"""How much of its dry capacity for a solvent a carbon keeps in humid air.

    f = exp[−a · (max(RH − 50, 0) / 50)^1.5],   a = 1.0 at ≤ 350 mg/m³ … 0.3 at ≥ 2,000 mg/m³

with a falling in proportion to the logarithm of the concentration in between.

Source: this equation is our own summary of measured toluene beside water on Sorbonorit 4 (293 and
313 K, 340 … 7,510 mg/m³), from a public database of isotherms; see docs/science/humidity.md.

f   capacity in humid air / capacity in dry air        RH  relative humidity, %
a   sensitivity of the carbon, 1

Validity: one carbon, one solvent, RH ≤ 90 %, ≤ 7,510 mg/m³. It depends on the carbon: BPL has lost
25 % at RH 50 % already, where f is 1. Solvents that mix with water, and oxidised or reactivated
carbons, were not measured. That the database's column is the relative humidity is inferred, not
stated there; the water taken up agrees with it. So f is a first guess, and a is to be learned
where a site has data.
"""

import numpy as np
from numpy.typing import ArrayLike

from domain.adsorption.from_scipy import Floats
from domain.adsorption.validity import within

HIGHEST_HUMIDITY_PERCENT = 90.0
"""Above this nothing was measured; near saturation water fills the pores whatever the solvent."""

HIGHEST_CONCENTRATION_MG_PER_M3 = 7510.0
"""The highest that was measured. Below the lowest, 340 mg/m³, `sensitivity` is held constant."""

MOST_SENSITIVE = 5.0
"""A carbon that keeps 3 % at RH 90 %: far beyond what was measured."""

_ONSET_PERCENT = 50.0
_EXPONENT = 1.5
_LOG_CONCENTRATIONS = np.log([350.0, 2000.0])
_SENSITIVITIES = np.array([1.0, 0.3])


def sensitivity(concentration_mg_per_m3: ArrayLike) -> Floats:
    """a of the formula above for toluene on Sorbonorit 4; any shape."""
    within(0.0, HIGHEST_CONCENTRATION_MG_PER_M3, concentration_mg_per_m3=concentration_mg_per_m3)
    with np.errstate(divide="ignore"):
        logarithm = np.log(np.asarray(concentration_mg_per_m3, dtype=float))
    return np.asarray(np.interp(logarithm, _LOG_CONCENTRATIONS, _SENSITIVITIES), dtype=float)


def capacity_factor(relative_humidity_percent: ArrayLike, sensitivity: ArrayLike) -> Floats:
    """f of the formula above, 0 … 1; arrays of shapes that broadcast."""
    within(0.0, HIGHEST_HUMIDITY_PERCENT, relative_humidity_percent=relative_humidity_percent)
    within(0.0, MOST_SENSITIVE, sensitivity=sensitivity)
    return unchecked_factor(relative_humidity_percent, sensitivity)


def unchecked_factor(relative_humidity_percent: ArrayLike, sensitivity: ArrayLike) -> Floats:
    """The same at any humidity: for whoever must go on where an instrument shows 100 %."""
    humidity = np.asarray(relative_humidity_percent, dtype=float)
    above = np.maximum(humidity - _ONSET_PERCENT, 0.0) / _ONSET_PERCENT
    return np.exp(-np.asarray(sensitivity, dtype=float) * above**_EXPONENT)
