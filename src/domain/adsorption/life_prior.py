"""What is believed of a bed before its carbon is used: from what is declared, then from others.

The first fill of a bed: a dry carbon of the lot's iodine value, affinities from the declared
solvents (`vapour_capacity`), corrected by how other beds turned out against the same declaration.
A later fill: as the bed's last fill turned out, a little less certain.
"""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from domain.adsorption.evidence import Charge, Fill
from domain.adsorption.from_scipy import Floats, logit
from domain.adsorption.life_parameters import COUNT, Gaussian, Unknown
from domain.adsorption.solvents import by_cas, by_name
from domain.adsorption.vapour_capacity import carbon_of, equilibrium_capacity, partial_pressure_pa


class Instruments(StrEnum):
    """Where VOC is measured."""

    BOTH = "inlet and outlet"
    INLET = "inlet only"
    OUTLET = "outlet only"
    NONE = "none"

    @property
    def at_inlet(self) -> bool:
        """Whether what comes in is measured."""
        return self in (Instruments.BOTH, Instruments.INLET)

    @property
    def at_outlet(self) -> bool:
        """Whether what comes out is."""
        return self in (Instruments.BOTH, Instruments.OUTLET)


USUAL_IODINE_MG_PER_G = 800.0
_USED_KG_PER_KG = 0.25
"""Capacity of a bed as it is packed, with carbon of 900 mg/g iodine. Chosen."""
_CARBON = carbon_of(0.40)
_LANGMUIR_KG_PER_KG, _AT_MG_PER_M3, _AT_K = 0.34, 50.0, 298.15
_DECLARED_SHARES = (0.70, 0.21, 0.09)
"""Of solvents in the order in which they are declared. Chosen."""
_UNKNOWN_SOLVENT_KG_PER_KG = 0.15
_UPTAKE_PER_H, _BYPASS, _HUMIDITY_LOSS = 0.02, 0.012, 0.4
_OUTLET_SPREAD, _MEASURED_LOAD_SPREAD, _DECLARED_LOAD_SPREAD = 0.12, 0.12, 0.35
"""How far an instrument, or a declaration of the inlet, is off. Chosen."""
_ENOUGH_BEDS = 40
"""So many watched beds of a district count as much as what was believed before. Chosen."""
FROM_FILL_TO_FILL = np.array([0.08, 0.09, 0.12, 0.15, 0.06, 0.06, 0.09, 0.02, 0.08])
"""How much each unknown of a bed changes when it is filled again. Chosen on tuning data."""


def instruments_of(charge: Charge, before: Charge | None) -> Instruments:
    """What the days say was measured; a charge that has none yet is fitted as the last one."""
    if not len(charge.days):
        return Instruments.NONE if before is None else instruments_of(before, None)
    inlet = not np.isnan(charge.days.inlet_mg_per_m3).all()
    outlet = not np.isnan(charge.days.outlet_mg_per_m3).all()
    return {
        (True, True): Instruments.BOTH,
        (True, False): Instruments.INLET,
        (False, True): Instruments.OUTLET,
        (False, False): Instruments.NONE,
    }[inlet, outlet]


def declared_mean(fill: Fill) -> Floats:
    """What the declaration alone leads one to expect, (9,)."""
    heavy, light, share = _two_components(fill.solvents)
    mean = np.zeros(COUNT)
    mean[Unknown.CAPACITY] = np.log(_USED_KG_PER_KG * _iodine_mg_per_g(fill) / 900)
    mean[Unknown.HEAVY], mean[Unknown.LIGHT] = heavy, light
    mean[Unknown.SHARE] = logit(share)
    mean[Unknown.UPTAKE], mean[Unknown.BYPASS] = np.log(_UPTAKE_PER_H), np.log(_BYPASS)
    mean[Unknown.HUMIDITY] = np.log(_HUMIDITY_LOSS)
    return mean


def first_fill(fill: Fill, instruments: Instruments, others: Gaussian) -> Gaussian:
    """The belief of a bed that has no past; `others` is how beds differ from their declaration."""
    mean, covariance = declared_mean(fill) + others.mean, others.covariance.copy()
    for unknown in (Unknown.OUTLET, Unknown.LOAD):
        mean[unknown] = 0
        covariance[unknown, :] = covariance[:, unknown] = 0
    load_spread = _MEASURED_LOAD_SPREAD if instruments.at_inlet else _DECLARED_LOAD_SPREAD
    covariance[Unknown.OUTLET, Unknown.OUTLET] = _OUTLET_SPREAD**2
    covariance[Unknown.LOAD, Unknown.LOAD] = load_spread**2
    return Gaussian(mean, covariance)


def district(others: Gaussian, watched: Sequence[tuple[Fill, Gaussian]]) -> Gaussian:
    """How beds differ from their declaration, after the watched beds of the district."""
    if not watched:
        return others
    apart = np.array([belief.mean - declared_mean(fill) for fill, belief in watched])
    return moved_towards(others, apart.mean(axis=0), len(watched))


def moved_towards(others: Gaussian, apart: Floats, watched: int) -> Gaussian:
    """What was believed, moved to how so many watched beds differ on average, (9,)."""
    share = watched / (watched + _ENOUGH_BEDS)
    return Gaussian((1 - share) * others.mean + share * apart, others.covariance)


def next_fill(
    fill: Fill, instruments: Instruments, others: Gaussian, last: tuple[Fill, Gaussian]
) -> Gaussian:
    """The belief of a bed's next fill, given how the last one turned out.

    Where no outlet is watched, the last fill told only of what came in.
    """
    before, learned = last
    if not instruments.at_outlet:
        return _with_load(first_fill(fill, instruments, others), learned)
    mean = learned.mean.copy()
    mean[Unknown.CAPACITY] += np.log(_iodine_mg_per_g(fill) / _iodine_mg_per_g(before))
    return Gaussian(mean, learned.covariance + np.diag(FROM_FILL_TO_FILL**2))


def _with_load(belief: Gaussian, learned: Gaussian) -> Gaussian:
    mean, covariance, load = belief.mean.copy(), belief.covariance.copy(), Unknown.LOAD
    mean[load] = learned.mean[load]
    covariance[load, load] = learned.covariance[load, load] + FROM_FILL_TO_FILL[load] ** 2
    return Gaussian(mean, covariance)


def _iodine_mg_per_g(fill: Fill) -> float:
    return fill.iodine_mg_per_g or USUAL_IODINE_MG_PER_G


def _two_components(solvents: tuple[str, ...]) -> tuple[float, float, float]:
    """ln of the heavy and of the light affinity, and the light share.

    The solvents are parted where their affinities lie furthest apart.
    """
    affinity = np.array([_ln_affinity(name) for name in solvents[:3]] or [_ln_affinity("")])
    shares = np.array(_DECLARED_SHARES[: len(affinity)])
    order = np.argsort(affinity, kind="stable")
    affinity, shares = affinity[order], shares[order] / shares.sum()
    if len(affinity) == 1:
        return float(affinity[0]), float(affinity[0]) - 2.0, 0.1
    cut = 1 + int(np.argmax(np.diff(affinity)))
    light = np.average(affinity[:cut], weights=shares[:cut])
    heavy = np.average(affinity[cut:], weights=shares[cut:])
    return float(heavy), float(light), float(shares[:cut].sum())


def _ln_affinity(name: str) -> float:
    """ln of b in m³/kg: Langmuir's through zero and the vapour's uptake at 50 mg/m³ and 25 °C."""
    solvent = by_name(name) or by_cas(name)
    uptake = _UNKNOWN_SOLVENT_KG_PER_KG
    if solvent is not None:
        pressure = partial_pressure_pa(solvent, _AT_MG_PER_M3, _AT_K)
        uptake = float(equilibrium_capacity(_CARBON, solvent, pressure, _AT_K))
    uptake = min(uptake, 0.95 * _LANGMUIR_KG_PER_KG)
    return float(np.log(uptake / (_LANGMUIR_KG_PER_KG - uptake) / (_AT_MG_PER_M3 * 1e-6)))
