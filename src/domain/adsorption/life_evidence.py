"""How well a guess of a bed's unknowns agrees with what was seen of it, as a log-likelihood.

An outlet reading scatters around the guess's outlet by Student's t with four degrees of freedom on
the logarithm; one below the detection limit says only that. Readings of one week are alike, and
the reduced bed is not the bed: what is older than some days counts for less. A weighing of the
spent carbon sees VOC, water and dust together; its iodine value falls as it fills.
"""

from collections.abc import Sequence

import numpy as np

from domain.adsorption.evidence import Charge
from domain.adsorption.from_scipy import Floats, ln_normal
from domain.adsorption.life_parameters import Unknown
from domain.adsorption.load_steps import STEP_DAYS, Steps

_OUTLET_SPREAD = 0.35
_FRESH, _FORGET_DAYS, _OLD = 1.0, 10.0, 0.1
"""What a day's reading counts: at first, how soon less, and in the end. Chosen on tuning data."""
_LEAST_KG_PER_M3 = 1e-10
_MOSTLY = 0.5
"""A step is taken as below the limit where so much of it was read as that."""

_WATER_AND_DUST, _WATER_AND_DUST_SPREAD, _WEIGHING_SPREAD = 0.07, 0.025, 0.15
"""Shares of the fresh mass, and of the uptake. Chosen."""
_IODINE_LOST, _IODINE_SPREAD = 0.8, 0.12
"""How far a full carbon's iodine value falls. Chosen."""


def outlet_says(steps: Steps, step: int, through: Floats, unknowns: Floats) -> Floats:
    """Log-likelihood of one step's outlet, (charges, guesses), given outlet over inlet."""
    one = slice(step, step + 1)
    off = np.exp(unknowns[..., Unknown.OUTLET] + unknowns[..., Unknown.LOAD])
    expected = np.log(np.maximum(through * steps.inlet_kg_per_m3[:, one] * off, _LEAST_KG_PER_M3))
    read = steps.outlet_kg_per_m3[:, one]
    distance = (np.log(np.maximum(read, _LEAST_KG_PER_M3)) - expected) / _OUTLET_SPREAD
    least = np.maximum(steps.detection_kg_per_m3, _LEAST_KG_PER_M3)
    limit = (np.log(least) - expected) / _OUTLET_SPREAD
    below = steps.outlet_below[:, one] >= _MOSTLY
    says = np.where(below, ln_normal(limit), -2.5 * np.log1p(np.square(distance) / 4))
    age_days = steps.days - (step + 0.5) * STEP_DAYS
    weight = STEP_DAYS * (_FRESH * np.exp(-np.maximum(age_days, 0) / _FORGET_DAYS) + _OLD)
    return np.where(np.isnan(read), 0.0, says * weight)


def removal_says(charges: Sequence[Charge], held_kg_per_kg: Floats, unknowns: Floats) -> Floats:
    """Log-likelihood of what was found when the carbon came out, (charges, guesses)."""
    capacity = np.exp(unknowns[..., Unknown.CAPACITY])
    return np.stack(
        [
            _weighing(charge, held) + _iodine(charge, held / full)
            for charge, held, full in zip(charges, held_kg_per_kg, capacity, strict=True)
        ]
    )


def _weighing(charge: Charge, held: Floats) -> Floats:
    removal = charge.removal
    if removal is None or removal.removed_kg is None:
        return np.zeros_like(held)
    gained = removal.removed_kg / charge.fill.carbon_kg - 1 - _WATER_AND_DUST
    spread = np.hypot(_WATER_AND_DUST_SPREAD, _WEIGHING_SPREAD * held)
    return -2.5 * np.log1p(np.square((gained - held) / spread) / 4) - np.log(spread)


def _iodine(charge: Charge, full: Floats) -> Floats:
    removal, fresh = charge.removal, charge.fill.iodine_mg_per_g
    if removal is None or removal.spent_iodine_mg_per_g is None or fresh is None:
        return np.zeros_like(full)
    left = removal.spent_iodine_mg_per_g / fresh
    return -0.5 * np.square((left - (1 - _IODINE_LOST * full)) / _IODINE_SPREAD)
