"""Yoon and Nelson's breakthrough curve: a logistic in time.

    C/C0 = 1 / (1 + exp[k_YN·(τ − t)])

k_YN  rate, 1/h
τ     time at which the outlet is at half of the inlet, h
t     time since the inlet was switched on, h

Source: Yoon and Nelson, Am. Ind. Hyg. Assoc. J. 45 (1984) 509: the share that gets through grows
in proportion to itself and to the share that is held back.

Validity: constant inlet, one solvent. The curve is symmetrical about τ and says nothing of what
lies outside the data it was fitted to: at t = 0 it is 1/(1 + e^(k_YN·τ)), not 0. The simplified
curves of `thomas` and `bohart_adams` are this one under other names; they return it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from domain.adsorption.from_scipy import Floats, logistic, logit
from domain.adsorption.validity import within


@dataclass(frozen=True, slots=True)
class YoonNelson:
    """The logistic of one bed at one inlet concentration."""

    rate_per_h: float
    half_time_h: float

    def __post_init__(self) -> None:
        """Refuse a curve that does not rise, or has risen before it began."""
        within(np.finfo(float).tiny, np.finfo(float).max, rate_per_h=self.rate_per_h)
        within(0.0, np.finfo(float).max, half_time_h=self.half_time_h)

    def outlet_share(self, time_h: ArrayLike) -> Floats:
        """C/C0 at a time, between 0 and 1; the shape is that of the times."""
        within(0.0, np.finfo(float).max, time_h=time_h)
        exponent = self.rate_per_h * (np.asarray(time_h, dtype=float) - self.half_time_h)
        return logistic(exponent)

    def time_h(self, outlet_share: ArrayLike) -> Floats:
        """When the outlet reaches a share of the inlet: t = τ + ln[y/(1 − y)]/k_YN.

        Negative for a share that the curve has passed before it began.
        """
        within(np.finfo(float).tiny, 1 - np.finfo(float).epsneg, outlet_share=outlet_share)
        return self.half_time_h + logit(outlet_share) / self.rate_per_h
