"""Bohart and Adams's breakthrough curve: what is taken up stays.

    C/C0 = e^A / (e^A + e^B − 1),  A = k·C0·t,  B = k·N0·Z/v

from ∂q/∂t = k·C·(N0 − q), the rate of a reaction that uses up the carbon.

k   rate, m³/(mg·h)
C0  inlet, mg/m³;  N0  capacity of the bed by volume, mg/m³
Z   depth, m;  v  velocity of the gas, m/h
t   time since the first of the gas has come through, Z/v after the inlet was switched on, h

Source: Bohart and Adams, J. Am. Chem. Soc. 42 (1920) 523 (chlorine on charcoal).

Validity: clean bed, constant inlet and flow, an isotherm so steep that nothing is given back. It is
`thomas` at R = 0, with N = B and N·T = A. Where e^B ≫ 1 the −1 may be left out, which leaves the
logistic of `yoon_nelson`.
"""

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import ArrayLike

from domain.adsorption.from_scipy import Floats, logistic
from domain.adsorption.validity import within
from domain.adsorption.yoon_nelson import YoonNelson

_LARGEST = np.finfo(float).max
_SMALLEST = np.finfo(float).tiny


@dataclass(frozen=True, slots=True)
class BohartAdamsBed:
    """A bed that takes up and does not give back."""

    rate_m3_per_mg_h: float
    inlet_mg_per_m3: float
    capacity_mg_per_m3: float
    depth_m: float
    velocity_m_per_h: float

    def __post_init__(self) -> None:
        """Refuse a bed of nothing."""
        within(_SMALLEST, _LARGEST, **asdict(self))

    def outlet_share(self, time_h: ArrayLike) -> Floats:
        """C/C0 at a time, between 0 and 1; the shape is that of the times.

        C/C0 = 1/(1 + (e^B − 1)·e^(−A)), and ln(e^B − 1) = B + ln(1 − e^(−B)) for any B.
        """
        within(0.0, _LARGEST, time_h=time_h)
        sent = self.rate_m3_per_mg_h * self.inlet_mg_per_m3 * np.asarray(time_h, dtype=float)
        units = self.rate_m3_per_mg_h * self.capacity_mg_per_m3 * self._gas_h
        return logistic(sent - units - np.log(-np.expm1(-units)))

    def simplified(self) -> YoonNelson:
        """The logistic of this bed: k_YN = k·C0, τ = N0·Z/(C0·v)."""
        return YoonNelson(
            rate_per_h=self.rate_m3_per_mg_h * self.inlet_mg_per_m3,
            half_time_h=self.capacity_mg_per_m3 * self._gas_h / self.inlet_mg_per_m3,
        )

    @property
    def _gas_h(self) -> float:
        return self.depth_m / self.velocity_m_per_h
