"""Dubinin–Radushkevich: how far a vapour fills the micropores of a carbon.

    W = W0 · exp[−(A/E)²],   A = R · T · ln(psat/p),   q = W · ρ

Source: M. M. Dubinin, L. V. Radushkevich, Proc. Acad. Sci. USSR, Phys. Chem. 55 (1947) 331.

W   volume of pores filled, cm³/g          W0  all of the micropores, cm³/g
A   adsorption potential, J/mol            E   characteristic energy of carbon and vapour, J/mol
p   partial pressure, Pa                   psat  saturation pressure at T, Pa
q   uptake, kg/kg                          ρ   density of the liquid at T, g/cm³
T   temperature, K                         R   gas constant, J/(mol·K)

Validity: vapours below their critical temperature on microporous carbon, at relative pressures
p/psat of 10⁻⁵ … 1 (chosen). There is no Henry's law: where A > E²/(2RT), q falls faster than p,
which no adsorption does, so it is not for traces of what adsorbs weakly. Toluene on Sorbonorit 4
(doi:10.1021/je400517c), fitted at 293 K, is met within 1.1 % there, 2.3 % at 313 K and 1.4 % at
333 K on average, but is 20 … 40 % too high below p/psat = 2·10⁻⁴ (348 … 393 K).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from domain.adsorption.from_scipy import GAS_CONSTANT_J_PER_MOL_K, Floats, erfc, erfcinv
from domain.adsorption.validity import within

RELATIVE_PRESSURES = (1e-5, 1.0)
"""Where the equation is answered for. The lower end is chosen."""

_G_PER_KG = 1000.0


@dataclass(frozen=True, slots=True)
class Pores:
    """W0 and E of one vapour on one carbon."""

    volume_cm3_per_g: float
    energy_j_per_mol: float

    def __post_init__(self) -> None:
        """Raise `OutOfRange` for what no carbon has."""
        within(0.01, 2.0, volume_cm3_per_g=self.volume_cm3_per_g)
        within(3e3, 1e5, energy_j_per_mol=self.energy_j_per_mol)


@dataclass(frozen=True, slots=True)
class Liquid:
    """A vapour's liquid at one temperature."""

    temperature_k: float
    saturation_pa: float
    density_g_per_cm3: float
    molar_mass_g_per_mol: float

    def __post_init__(self) -> None:
        """Raise `OutOfRange` for what no solvent is near the temperatures of a carbon bed."""
        within(200.0, 500.0, temperature_k=self.temperature_k)
        within(1e-3, 1e7, saturation_pa=self.saturation_pa)
        within(0.3, 4.0, density_g_per_cm3=self.density_g_per_cm3)
        within(10.0, 1000.0, molar_mass_g_per_mol=self.molar_mass_g_per_mol)


def potential_j_per_mol(
    temperature_k: ArrayLike, pressure_pa: ArrayLike, saturation_pa: ArrayLike
) -> Floats:
    """A: the work of compressing the vapour to saturation; arrays of shapes that broadcast."""
    relative = np.asarray(pressure_pa, dtype=float) / np.asarray(saturation_pa, dtype=float)
    within(*RELATIVE_PRESSURES, relative_pressure=relative)
    return -GAS_CONSTANT_J_PER_MOL_K * np.asarray(temperature_k, dtype=float) * np.log(relative)


def filled_cm3_per_g(pores: Pores, potential_j_per_mol: ArrayLike) -> Floats:
    """W at A, the characteristic curve: one for all temperatures; any shape."""
    within(0.0, np.inf, potential_j_per_mol=potential_j_per_mol)
    share = np.asarray(potential_j_per_mol, dtype=float) / pores.energy_j_per_mol
    return pores.volume_cm3_per_g * np.exp(-(share**2))


@dataclass(frozen=True, slots=True)
class DubininRadushkevich:
    """The isotherm of one vapour on one carbon; pressures may be arrays of any shape."""

    pores: Pores
    liquid: Liquid

    def uptake_kg_per_kg(self, pressure_pa: ArrayLike) -> Floats:
        """q, in kg of vapour per kg of carbon."""
        liquid = self.liquid
        potential = potential_j_per_mol(liquid.temperature_k, pressure_pa, liquid.saturation_pa)
        return filled_cm3_per_g(self.pores, potential) * liquid.density_g_per_cm3

    def loading_mol_per_kg(self, pressure_pa: ArrayLike) -> Floats:
        """q, in mol per kg of carbon."""
        return self.uptake_kg_per_kg(pressure_pa) * _G_PER_KG / self.liquid.molar_mass_g_per_mol

    def spreading_mol_per_kg(self, pressure_pa: ArrayLike) -> Floats:
        """z = ∫q d(ln p) from 0 to p = q0·(E/RT)·(√π/2)·erfc(A/E), for 0 ≤ p ≤ psat.

        With u = A/E, d(ln p) = −(E/RT) du, and q0 exp(−u²) is integrated from u to infinity. The
        part below the equation's range is counted in; there it has little to add.
        """
        within(0.0, self.liquid.saturation_pa, pressure_pa=pressure_pa)
        with np.errstate(divide="ignore"):
            logarithm = np.log(np.asarray(pressure_pa, dtype=float) / self.liquid.saturation_pa)
        return self._spreading_when_full * erfc(-logarithm / self._steps)

    def at_spreading(self, spreading_mol_per_kg: ArrayLike) -> tuple[Floats, Floats]:
        """The pressure, Pa, and the loading, mol/kg, at which the spreading pressure is z.

        Beyond saturation the pores are full and stay so: q = q0, ln(p/psat) = (z − zsat)/q0. There
        is no such vapour; as the pure state of a mixture's component it is needed all the same.
        """
        z = np.asarray(spreading_mol_per_kg, dtype=float)
        full = self._spreading_when_full
        u = erfcinv(np.minimum(z / full, 1.0))
        beyond = np.maximum(z - full, 0.0) / self._full_mol_per_kg
        with np.errstate(over="ignore"):
            pressure = self.liquid.saturation_pa * np.exp(beyond - u * self._steps)
        return pressure, self._full_mol_per_kg * np.exp(-(u**2))

    @property
    def _full_mol_per_kg(self) -> float:
        filled = self.pores.volume_cm3_per_g * self.liquid.density_g_per_cm3
        return filled * _G_PER_KG / self.liquid.molar_mass_g_per_mol

    @property
    def _steps(self) -> float:
        """E/RT."""
        thermal = GAS_CONSTANT_J_PER_MOL_K * self.liquid.temperature_k
        return self.pores.energy_j_per_mol / thermal

    @property
    def _spreading_when_full(self) -> float:
        return self._full_mol_per_kg * self._steps * np.sqrt(np.pi) / 2
