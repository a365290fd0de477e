"""Toth: a carbon whose sites differ, with Henry's law at one end and saturation at the other.

    q = qs · b·p / [1 + (b·p)^t]^(1/t)

Source: J. Tóth, Acta Chim. Acad. Sci. Hung. 69 (1971) 311.

q  loading, mol/kg                    qs  loading when full, mol/kg
b  affinity, 1/Pa                     t   1 where all sites are alike (Langmuir), less otherwise
p  partial pressure, Pa

Validity: single vapours, 0.05 ≤ t ≤ 1, at one temperature; `toth_across_temperatures` has the rest.
The Henry constant qs·b is an extrapolation where no trace was measured, for small t a wild one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from domain.adsorption.from_scipy import Floats, digamma, hyp2f1
from domain.adsorption.langmuir import HIGHEST_PA
from domain.adsorption.validity import within

HETEROGENEITIES = (0.05, 1.0)
"""The least and the greatest t."""

_NEARLY_FULL = 1e6
"""From this (b·p)^t on, two terms of the series for full sites are exact to double precision."""

_EULER = float(np.euler_gamma)
_MOST_STEPS = 100


def coverage(logarithm: ArrayLike, heterogeneity: ArrayLike) -> Floats:
    """q/qs at ln(b·p), written as (1 + x⁻¹)^(−1/t) with x = (b·p)^t so that nothing overflows."""
    t = np.asarray(heterogeneity, dtype=float)
    return np.exp(-np.logaddexp(0.0, -t * np.asarray(logarithm, dtype=float)) / t)


@dataclass(frozen=True, slots=True)
class Toth:
    """The isotherm of one vapour on one carbon at one temperature; arrays of any shape."""

    capacity_mol_per_kg: float
    affinity_per_pa: float
    heterogeneity: float

    def __post_init__(self) -> None:
        """Raise `OutOfRange` for what no carbon has."""
        within(1e-3, 100.0, capacity_mol_per_kg=self.capacity_mol_per_kg)
        within(1e-12, 1e12, affinity_per_pa=self.affinity_per_pa)
        within(*HETEROGENEITIES, heterogeneity=self.heterogeneity)

    def loading_mol_per_kg(self, pressure_pa: ArrayLike) -> Floats:
        """q of the formula above."""
        return self.capacity_mol_per_kg * self._coverage(self._logarithm(pressure_pa))

    def spreading_mol_per_kg(self, pressure_pa: ArrayLike) -> Floats:
        """z = ∫q d(ln p) from 0 to p; in closed form, see `_spreading`."""
        return self.capacity_mol_per_kg * self._spreading(self._logarithm(pressure_pa))

    def at_spreading(self, spreading_mol_per_kg: ArrayLike) -> tuple[Floats, Floats]:
        """The pressure, Pa, and the loading, mol/kg, at which the spreading pressure is z > 0.

        Newton's method for ln z as a function of ln p, which rises and is concave: from the left,
        where Henry's law would have it, every step stays left of the answer and none is wasted.
        """
        share = np.asarray(spreading_mol_per_kg, dtype=float) / self.capacity_mol_per_kg
        logarithm = np.log(share)
        for _ in range(_MOST_STEPS):
            reached = self._spreading(logarithm)
            step = np.log(share / reached) * reached / self._coverage(logarithm)
            logarithm = logarithm + step
            if np.all(np.abs(step) < 1e-9 * (1 + np.abs(logarithm))):
                break
        else:
            raise ArithmeticError(f"no pressure found in {_MOST_STEPS} steps")
        with np.errstate(over="ignore"):
            pressure = np.exp(logarithm) / self.affinity_per_pa
        return pressure, self.capacity_mol_per_kg * self._coverage(logarithm)

    def _logarithm(self, pressure_pa: ArrayLike) -> Floats:
        """ln(b·p)."""
        within(0.0, HIGHEST_PA, pressure_pa=pressure_pa)
        with np.errstate(divide="ignore"):
            return np.log(self.affinity_per_pa * np.asarray(pressure_pa, dtype=float))

    def _coverage(self, logarithm: Floats) -> Floats:
        return coverage(logarithm, self.heterogeneity)

    def _spreading(self, logarithm: Floats) -> Floats:
        """z/qs = (q/qs)·(1 + x)·₂F₁(1, 1; 1 + 1/t; −x), with x = (b·p)^t.

        Substituting w = x/(1 + x) in ∫(q/qs) d(ln p) gives (1/t)·∫w^(1/t−1)/(1−w) dw, an incomplete
        beta function. For large x it tends to ln(b·p) − [ψ(1/t) + γ]/t + 1/(t²·x).
        """
        t = self.heterogeneity
        nearly_full = np.log(_NEARLY_FULL) / t
        x = np.exp(t * np.minimum(logarithm, nearly_full))
        below = self._coverage(logarithm) * (1 + x) * hyp2f1(1.0, 1.0, 1 + 1 / t, -x)
        above = np.maximum(logarithm, nearly_full)
        full = above - (digamma(1 / t) + _EULER) / t + np.exp(-t * above) / t**2
        return np.where(logarithm < nearly_full, below, full)
