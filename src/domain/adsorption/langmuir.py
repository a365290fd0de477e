"""Langmuir: equal sites, one molecule to each, that do not feel each other.

    q = qs · b·p / (1 + b·p),   b = b0 · exp[Q/(R·T0) · (T0/T − 1)]

and for a mixture whose components share the same sites

    qi = qs,i · bi·pi / (1 + Σ bj·pj)

Source: I. Langmuir, J. Am. Chem. Soc. 40 (1918) 1361; for mixtures E. C. Markham, A. F. Benton,
J. Am. Chem. Soc. 53 (1931) 497.

q  loading, mol/kg                    qs  loading when full, mol/kg
b  affinity, 1/Pa                     p   partial pressure, Pa
Q  heat of adsorption, J/mol          T0  temperature at which b is b0, K

Validity: Henry's law q = qs·b·p for traces and saturation at qs are right in form. Activated carbon
is not made of equal sites, so b and qs fitted in one range of pressure do not hold for another. The
equation for mixtures agrees with thermodynamics only where all components have the same qs.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from domain.adsorption.from_scipy import GAS_CONSTANT_J_PER_MOL_K, Floats
from domain.adsorption.validity import within

HIGHEST_PA = 1e6
"""Far above any vapour that a bed meets; a pressure in kPa is as likely a slip as one in Pa."""


@dataclass(frozen=True, slots=True)
class Langmuir:
    """The isotherm of one vapour on one carbon; pressures may be arrays of any shape."""

    capacity_mol_per_kg: float
    affinity_per_pa: float

    def __post_init__(self) -> None:
        """Raise `OutOfRange` for what no carbon has."""
        within(1e-3, 100.0, capacity_mol_per_kg=self.capacity_mol_per_kg)
        within(1e-12, 1e12, affinity_per_pa=self.affinity_per_pa)

    def loading_mol_per_kg(self, pressure_pa: ArrayLike) -> Floats:
        """q of the formula above."""
        within(0.0, HIGHEST_PA, pressure_pa=pressure_pa)
        covered = self.affinity_per_pa * np.asarray(pressure_pa, dtype=float)
        return self.capacity_mol_per_kg * covered / (1 + covered)

    def spreading_mol_per_kg(self, pressure_pa: ArrayLike) -> Floats:
        """z = ∫q d(ln p) from 0 to p = qs · ln(1 + b·p)."""
        within(0.0, HIGHEST_PA, pressure_pa=pressure_pa)
        covered = self.affinity_per_pa * np.asarray(pressure_pa, dtype=float)
        return self.capacity_mol_per_kg * np.log1p(covered)

    def at_spreading(self, spreading_mol_per_kg: ArrayLike) -> tuple[Floats, Floats]:
        """The pressure, Pa, and the loading, mol/kg, at which the spreading pressure is z."""
        share = np.asarray(spreading_mol_per_kg, dtype=float) / self.capacity_mol_per_kg
        with np.errstate(over="ignore"):
            pressure = np.expm1(share) / self.affinity_per_pa
        return pressure, -self.capacity_mol_per_kg * np.expm1(-share)


def affinity_per_pa(
    reference_per_pa: float, heat_j_per_mol: float, temperature_k: ArrayLike, reference_k: float
) -> Floats:
    """b at T from b0 at T0; van 't Hoff's law with a constant heat, which is 0 … 200 kJ/mol."""
    within(0.0, 2e5, heat_j_per_mol=heat_j_per_mol)
    within(200.0, 500.0, temperature_k=temperature_k, reference_k=reference_k)
    steps = heat_j_per_mol / (GAS_CONSTANT_J_PER_MOL_K * reference_k)
    return reference_per_pa * np.exp(steps * (reference_k / np.asarray(temperature_k) - 1))


def competing_loadings_mol_per_kg(
    capacities_mol_per_kg: ArrayLike, affinities_per_pa: ArrayLike, pressures_pa: ArrayLike
) -> Floats:
    """qi of the mixture; the last axis of the arrays runs over its components."""
    within(0.0, HIGHEST_PA, pressures_pa=pressures_pa)
    covered = np.asarray(affinities_per_pa, dtype=float) * np.asarray(pressures_pa, dtype=float)
    free = 1 + covered.sum(axis=-1, keepdims=True)
    return np.asarray(capacities_mol_per_kg, dtype=float) * covered / free
