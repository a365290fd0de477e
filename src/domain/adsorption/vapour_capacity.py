"""How much of a vapour a carbon takes up at equilibrium, from properties of the vapour alone.

    q = W0 · ρ · exp[−(R·T·ln(psat/p) / E)²],   E = β · E0,   β = (Pe / 26.26)^0.9

and, for a carbon of which nothing but W0 is known,

    E0 = 4.184 · 26.26^0.9 / √(3.56·10⁻⁵ · W0)

Source: M. M. Dubinin and L. V. Radushkevich, Dokl. Akad. Nauk SSSR 55 (1947) 331, for the
equation; G. O. Wood, Am. Ind. Hyg. Assoc. J. 55 (1994) 11 for β and E0. Wood writes the exponent as
b′·W0·Pe^(−1.8)·(R·T·ln(psat/p))² in calories with b′ = 3.56·10⁻⁵, which is the same. b′ was read
second hand; the times that Wood's model prints are met with it (docs/science/wheeler-jonas.md).

q     uptake at equilibrium, kg vapour per kg carbon
W0    micropore volume, cm³/g
ρ     density of the liquid, g/cm³
p, psat  partial pressure and vapour pressure at T, Pa
T     temperature, K;  R = 8.314 J/(mol·K)
E     characteristic energy for this vapour, J/mol; E0 that for benzene, whose Pe is 26.26
β     affinity coefficient, 1 for benzene
Pe    molar polarisation, cm³/mol (`solvent`)

Validity: one vapour in dry air on microporous carbon, p ≤ psat. At very low p/psat it falls to zero
faster than Henry's law allows. Small polar molecules (methanol, ethanol, acetone) are held less
well than β says. Humid air holds less: the equation knows nothing of water.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from domain.adsorption.dubinin_radushkevich import Pores, filled_cm3_per_g
from domain.adsorption.from_scipy import GAS_CONSTANT_J_PER_MOL_K
from domain.adsorption.solvent import Solvent, molar_polarisation_cm3_per_mol
from domain.adsorption.solvents import vapour_pressure_pa
from domain.adsorption.validity import within

_BENZENE_CM3_PER_MOL = 26.26
_AFFINITY_EXPONENT = 0.9
_WOOD_B_PER_CAL2 = 3.56e-5
_J_PER_CAL = 4.184


@dataclass(frozen=True, slots=True)
class Carbon:
    """W0 in cm³/g and E0 in J/mol of a carbon, as a test report or an isotherm gives them."""

    micropore_cm3_per_g: float
    energy_j_per_mol: float

    def __post_init__(self) -> None:
        """Raise `OutOfRange` for what no activated carbon is."""
        within(0.1, 1.2, micropore_cm3_per_g=self.micropore_cm3_per_g)
        within(8_000, 40_000, energy_j_per_mol=self.energy_j_per_mol)


def carbon_of(micropore_cm3_per_g: float) -> Carbon:
    """A carbon of which W0 alone is known, with E0 of the second equation above."""
    within(0.1, 1.2, micropore_cm3_per_g=micropore_cm3_per_g)
    benzene = _BENZENE_CM3_PER_MOL**_AFFINITY_EXPONENT
    energy = _J_PER_CAL * benzene / (_WOOD_B_PER_CAL2 * micropore_cm3_per_g) ** 0.5
    return Carbon(micropore_cm3_per_g, energy)


def affinity(solvent: Solvent) -> float:
    """β of the equation above."""
    return (molar_polarisation_cm3_per_mol(solvent) / _BENZENE_CM3_PER_MOL) ** _AFFINITY_EXPONENT


def equilibrium_capacity(
    carbon: Carbon, solvent: Solvent, partial_pressure_pa: ArrayLike, temperature_k: float
) -> NDArray[np.float64]:
    """q of the equation above, kg/kg, in the shape of the partial pressures."""
    saturation_pa = float(vapour_pressure_pa(solvent, temperature_k))
    share = np.asarray(partial_pressure_pa, dtype=float) / saturation_pa
    within(1e-9, 1.0, pressure_over_saturation=share)
    potential = -GAS_CONSTANT_J_PER_MOL_K * temperature_k * np.log(share)
    pores = Pores(carbon.micropore_cm3_per_g, affinity(solvent) * carbon.energy_j_per_mol)
    return filled_cm3_per_g(pores, potential) * solvent.density_g_per_cm3.value


def partial_pressure_pa(
    solvent: Solvent, concentration_mg_per_m3: ArrayLike, temperature_k: float
) -> NDArray[np.float64]:
    """Partial pressure in Pa of a vapour as an ideal gas, in the shape of the concentrations."""
    mol_per_m3 = np.asarray(concentration_mg_per_m3) / (1e3 * solvent.molar_mass_g_per_mol)
    return mol_per_m3 * GAS_CONSTANT_J_PER_MOL_K * temperature_k


def concentration_mg_per_m3(
    solvent: Solvent, pressure_pa: ArrayLike, temperature_k: float
) -> NDArray[np.float64]:
    """Concentration in mg/m³ of a vapour as an ideal gas, in the shape of the pressures."""
    mol_per_m3 = np.asarray(pressure_pa) / (GAS_CONSTANT_J_PER_MOL_K * temperature_k)
    return 1e3 * solvent.molar_mass_g_per_mol * mol_per_m3
