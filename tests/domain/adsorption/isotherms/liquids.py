"""The liquids of the measured vapours.

Toluene's constants are those that the reference fit was made with (Antoine in mmHg and °C); the
ketones' are from Poling, Prausnitz, O'Connell, The Properties of Gases and Liquids, 5th ed. (2000),
Appendix A, in bar and °C, with densities from the CRC Handbook.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from domain.adsorption.dubinin_radushkevich import Liquid
from domain.adsorption.from_scipy import GAS_CONSTANT_J_PER_MOL_K, Floats

_PA_PER_MMHG = 133.322368
_PA_PER_BAR = 1e5
_ZERO_CELSIUS_K = 273.15


@dataclass(frozen=True)
class Solvent:
    """A liquid whose saturation pressure and density are known as functions of T."""

    molar_mass_g_per_mol: float
    saturation_pa: Callable[[Floats | float], Floats]
    density_g_per_cm3: Callable[[Floats | float], Floats]

    def at(self, temperature_k: float) -> Liquid:
        """The liquid at T."""
        saturation, density = (
            self.saturation_pa(temperature_k),
            self.density_g_per_cm3(temperature_k),
        )
        return Liquid(temperature_k, float(saturation), float(density), self.molar_mass_g_per_mol)

    def pressure_pa(self, mg_per_m3: float, temperature_k: float) -> float:
        """p of a concentration: c/M·R·T."""
        return (
            mg_per_m3 * 1e-3 / self.molar_mass_g_per_mol * GAS_CONSTANT_J_PER_MOL_K * temperature_k
        )


def _antoine(a: float, b: float, c: float, unit_pa: float) -> Callable[[Floats | float], Floats]:
    return lambda kelvin: np.asarray(unit_pa * 10 ** (a - b / (kelvin - _ZERO_CELSIUS_K + c)))


def _line(at_20_c: float, per_k: float) -> Callable[[Floats | float], Floats]:
    return lambda kelvin: np.asarray(at_20_c - per_k * (kelvin - 293.15))


TOLUENE = Solvent(92.14, _antoine(6.95464, 1344.8, 219.482, _PA_PER_MMHG), _line(0.8669, 0.00093))
ACETONE = Solvent(58.08, _antoine(4.2184, 1197.01, 228.06, _PA_PER_BAR), _line(0.7902, 0.00114))
METHYL_ETHYL_KETONE = Solvent(
    72.107, _antoine(4.1386, 1232.63, 218.69, _PA_PER_BAR), _line(0.8051, 0.00104)
)
