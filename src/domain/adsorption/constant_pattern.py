"""The front that a favourable isotherm keeps: constant pattern of Langmuir's isotherm.

    k·(t₂ − t₁) = [R·ln(y₂/y₁) + ln((1 − y₁)/(1 − y₂))] / (1 − R)

from dq/dt = k·(q* − q) in the solid, q* = q0·y/[R + (1 − R)·y], and a front that no longer changes
its shape, in which q/q0 = y everywhere.

y  outlet over inlet, C/C0
R  separation factor, 1/(1 + b·C0): near 0 for a steep isotherm, 1 for a linear one
k  rate of the linear driving force, 1/h;  t  time, h

Source: Hall, Eagleton, Acrivos and Vermeulen, Ind. Eng. Chem. Fundam. 5 (1966) 212.

Validity: constant inlet, flow and temperature, one solvent, a bed so long that its front has
settled: within 0.001 of `linear_driving_force_bed` from 10 transfer units k·q0·m/(C0·Q) on at
R = 0.2, from 40 on at R = 0.5. R within 0.001 … 0.9: nearer to 1 the front goes on widening.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from domain.adsorption.from_scipy import Floats, logistic
from domain.adsorption.validity import within

STEEPEST, FLATTEST = 0.001, 0.9
"""The separation factors for which the front is given."""

_NEWTON_STEPS = 40


def front_width(separation_factor: ArrayLike, share_from: ArrayLike, share_to: ArrayLike) -> Floats:
    """k·(t₂ − t₁), the time between two shares in units of the rate; arrays are broadcast."""
    within(STEEPEST, FLATTEST, separation_factor=separation_factor)
    return _place(separation_factor, share_to) - _place(separation_factor, share_from)


@dataclass(frozen=True, slots=True)
class ConstantPattern:
    """The settled front of one bed, placed where its mass balance has it."""

    separation_factor: float
    rate_per_h: float
    stoichiometric_h: float
    """q0·m/(C0·Q): when a front without width would come through, h."""

    def __post_init__(self) -> None:
        """Refuse a front that is none."""
        within(STEEPEST, FLATTEST, separation_factor=self.separation_factor)
        within(np.finfo(float).tiny, np.finfo(float).max, rate_per_h=self.rate_per_h)
        within(0.0, np.finfo(float).max, stoichiometric_h=self.stoichiometric_h)

    def half_time_h(self) -> float:
        """When the outlet is at half of the inlet.

        What has come through before t_st is what is still held back after it: the mean of t over y
        is t_st. That puts y = ½ at (1 − ln 2)/k before t_st, whatever R is.
        """
        return self.stoichiometric_h - (1 - float(np.log(2))) / self.rate_per_h

    def time_h(self, outlet_share: ArrayLike) -> Floats:
        """When the outlet reaches a share of the inlet; the shape is that of the shares."""
        width = front_width(self.separation_factor, 0.5, outlet_share)
        return self.half_time_h() + width / self.rate_per_h

    def outlet_share(self, time_h: ArrayLike) -> Floats:
        """C/C0 at a time, between 0 and 1; the shape is that of the times."""
        within(0.0, np.finfo(float).max, time_h=time_h)
        since = self.rate_per_h * (np.asarray(time_h, dtype=float) - self.half_time_h())
        return _share_at(self.separation_factor, since + _place(self.separation_factor, 0.5))


def _place(separation_factor: ArrayLike, share: ArrayLike) -> Floats:
    """[R·ln y − ln(1 − y)]/(1 − R): where in the front a share stands."""
    within(np.finfo(float).tiny, 1 - np.finfo(float).epsneg, outlet_share=share)
    r, y = np.asarray(separation_factor, dtype=float), np.asarray(share, dtype=float)
    return (r * np.log(y) - np.log1p(-y)) / (1 - r)


def _share_at(r: float, place: Floats) -> Floats:
    """The share that stands at a place of the front.

    With z = ln[y/(1 − y)] the place is g(z) = R·z + (1 − R)·ln(1 + e^z), increasing and convex, and
    g(z) ≥ z as well as ≥ R·z: Newton's method from min(g, g/R) on comes down to z and never misses.
    """
    wanted = (1 - r) * place
    z = np.minimum(wanted, wanted / r)
    for _ in range(_NEWTON_STEPS):
        z -= (r * z + (1 - r) * np.logaddexp(0, z) - wanted) / (r + (1 - r) * logistic(z))
    return logistic(z)
