"""What is known of a solvent, and how its molecules take to carbon: their polarisation.

    Pe = (n² − 1) / (n² + 2) · M / ρ

Source: H. A. Lorentz, Ann. Phys. 245 (1880) 641, and L. Lorenz, Ann. Phys. 247 (1880) 70.

Pe  molar polarisation (molar refraction) of the liquid, cm³/mol
n   refractive index at the sodium D line
M   molar mass, g/mol
ρ   density of the liquid, g/cm³

Validity: pure liquids near room temperature. n and ρ may be given at 20 and at 25 °C, which moves
Pe by less than 0.7 %; Pe itself hardly depends on temperature.
"""

from dataclasses import dataclass
from typing import Literal

from domain.adsorption.antoine import Antoine
from domain.adsorption.sources import Source

Property = Literal["density", "refraction", "boiling point", "vapour pressure", "vapour below"]
"""What can be unverified; `vapour below` is the pressure below the source's temperatures."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A number from a source, and the temperature in °C at which it was measured."""

    value: float
    at_c: float
    source: Source = Source.CRC


@dataclass(frozen=True, slots=True)
class Solvent:
    """One solvent, with the source of each number and the numbers that nobody has checked."""

    cas: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    formula: str
    molar_mass_g_per_mol: float
    density_g_per_cm3: Reading
    refraction: Reading
    boiling_c: float
    antoine: Antoine
    unverified: tuple[Property, ...] = ()


def molar_polarisation_cm3_per_mol(solvent: Solvent) -> float:
    """Pe of the equation above, in cm³/mol."""
    square = solvent.refraction.value**2
    return (square - 1) / (square + 2) * molar_volume_cm3_per_mol(solvent)


def molar_volume_cm3_per_mol(solvent: Solvent) -> float:
    """M/ρ, in cm³/mol, at the temperature of the density."""
    return solvent.molar_mass_g_per_mol / solvent.density_g_per_cm3.value
