"""Vapour pressure by Antoine's equation.

    log10(p / unit) = A − B / (T − zero + C)

Source: C. Antoine, Comptes rendus 107 (1888) 681; constants from the source that each row names,
as they are printed there: pressures in bar or kPa, temperatures in °C or K.

p     vapour pressure of the pure liquid, Pa
T     temperature, K
unit  what the constants' pressure is in, Pa; zero where their temperature begins, K
A, B, C  constants of one substance; B and C in K

Validity: between the temperatures that the source states, which mostly span 2 to 200 kPa. Where
the lower end lies above the temperatures of a plant, a row may reach further down: there Antoine's
equation is extrapolated, and each row says whether another source agrees with it (`below`).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from domain.adsorption.sources import Source
from domain.adsorption.validity import within

Below = Literal["not used", "agrees", "unverified"]
"""What holds below a source's lowest temperature: `agrees` within 5 % of Perry's equation."""

_UNIT_PA = {"bar": 1e5, "kPa": 1e3}
_ZERO_K = {"°C": 273.15, "K": 0.0}


@dataclass(frozen=True, slots=True)
class Antoine:
    """The constants of one substance as its source prints them, and where they hold."""

    a: float
    b: float
    c: float
    pressure_unit: Literal["bar", "kPa"]
    temperature_unit: Literal["°C", "K"]
    from_k: float
    to_k: float
    source: Source
    below: Below = "not used"
    down_to_k: float | None = None

    @property
    def units(self) -> str:
        """How the constants are meant to be used."""
        return f"log10 {self.pressure_unit}, {self.temperature_unit}"

    @property
    def lowest_k(self) -> float:
        """The lowest temperature at which the equation is used."""
        return self.from_k if self.down_to_k is None else self.down_to_k


def antoine_pressure_pa(antoine: Antoine, temperature_k: ArrayLike) -> NDArray[np.float64]:
    """p of the equation above in Pa, in the shape of the temperatures.

    Raises `OutOfRange` outside the row's temperatures.
    """
    within(antoine.lowest_k, antoine.to_k, temperature_k=temperature_k)
    kelvin = np.asarray(temperature_k, dtype=float)
    exponent = antoine.a - antoine.b / (kelvin - _ZERO_K[antoine.temperature_unit] + antoine.c)
    return _UNIT_PA[antoine.pressure_unit] * np.power(10.0, exponent)


def boiling_temperature_k(antoine: Antoine, pressure_pa: float) -> float:
    """T of the equation above at a pressure in Pa; a pressure may lie outside the row's range."""
    exponent = np.log10(pressure_pa / _UNIT_PA[antoine.pressure_unit])
    return float(antoine.b / (antoine.a - exponent) - antoine.c + _ZERO_K[antoine.temperature_unit])
