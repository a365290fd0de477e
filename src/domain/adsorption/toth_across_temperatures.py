"""Toth's isotherm as the temperature of the carbon changes.

    b = b0 · exp[Q/(R·T0) · (T0/T − 1)],   t = t0 + α · (1 − T0/T),   qs = qs0 · exp[χ · (1 − T/T0)]

Source: D. D. Do, Adsorption Analysis: Equilibria and Kinetics (1998), chapter 3.

T  temperature, K              T0  reference temperature, at which b, t, qs are b0, t0, qs0, K
Q  heat of adsorption on a bare carbon, J/mol
α  rise of t, 1                χ   fall of qs, 1

Validity: between the lowest and the highest temperature it was fitted to, and at pressures that
were measured there. The three laws are empirical; six parameters fit much without being right.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from domain.adsorption.from_scipy import Floats
from domain.adsorption.langmuir import HIGHEST_PA, affinity_per_pa
from domain.adsorption.toth import HETEROGENEITIES, Toth, coverage
from domain.adsorption.validity import within


@dataclass(frozen=True, slots=True)
class TothAcrossTemperatures:
    """Toth's parameters at T0, and how they change between two temperatures."""

    at_reference: Toth
    reference_k: float
    heat_j_per_mol: float
    heterogeneity_rise: float
    """α."""
    capacity_fall: float
    """χ."""
    lowest_k: float
    highest_k: float

    def at(self, temperature_k: float) -> Toth:
        """The isotherm at T; refuses temperatures that were not measured."""
        within(self.lowest_k, self.highest_k, temperature_k=temperature_k)
        capacity, affinity, heterogeneity = self._parameters(np.asarray(temperature_k, dtype=float))
        return Toth(float(capacity), float(affinity), float(heterogeneity))

    def loading_mol_per_kg(self, temperature_k: ArrayLike, pressure_pa: ArrayLike) -> Floats:
        """q at T and p: arrays of shapes that broadcast."""
        within(self.lowest_k, self.highest_k, temperature_k=temperature_k)
        within(0.0, HIGHEST_PA, pressure_pa=pressure_pa)
        capacity, affinity, heterogeneity = self._parameters(np.asarray(temperature_k, dtype=float))
        within(*HETEROGENEITIES, heterogeneity=heterogeneity)
        with np.errstate(divide="ignore"):
            logarithm = np.log(affinity * np.asarray(pressure_pa, dtype=float))
        return capacity * coverage(logarithm, heterogeneity)

    def _parameters(self, temperature_k: Floats) -> tuple[Floats, Floats, Floats]:
        """qs, b and t at T."""
        bare, reference_k = self.at_reference, self.reference_k
        fall = np.exp(self.capacity_fall * (1 - temperature_k / reference_k))
        affinity = affinity_per_pa(
            bare.affinity_per_pa, self.heat_j_per_mol, temperature_k, reference_k
        )
        rise = self.heterogeneity_rise * (1 - reference_k / temperature_k)
        return bare.capacity_mol_per_kg * fall, affinity, bare.heterogeneity + rise
