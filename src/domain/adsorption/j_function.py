"""The breakthrough curve of a linear isotherm: the J function.

    J(ξ, τ) = 1 − e^(−τ) ∫₀^ξ e^(−x) I₀(2√(τx)) dx

Outlet over inlet concentration of a clean bed from the moment at which a constant inlet is switched
on, for q* = K·c and a linear driving force dq/dt = k·(q* − q).

ξ  length of the bed in transfer units, k·K·m/Q: rate k 1/h, K m³ gas per kg carbon, m kg, Q m³/h
τ  time in units of the rate, k·(t − t_gas): t_gas h is the time that the gas takes to pass the bed

Sources: Anzelius, Z. Angew. Math. Mech. 6 (1926) 291; Hiester and Vermeulen, Chem. Eng. Prog. 48
(1952) 505 (the name J); Klinkenberg, Ind. Eng. Chem. 46 (1954) 2285 (the approximation).

Validity: plug flow, constant temperature and flow, trace concentrations; the isotherm must be
linear up to the inlet concentration. Both arguments within 0 … 10,000. Beside exact sums, 13 digits
are right where J is above 1e−70, and below that the order of magnitude.
"""

import numpy as np
from numpy.typing import ArrayLike

from domain.adsorption.from_scipy import Floats, erf, noncentral_chi_square, scaled_bessel_i0
from domain.adsorption.validity import within

LARGEST = 10_000.0
"""The largest ξ and τ at which J was compared with exact sums."""

SMALLEST_OF_KLINKENBERG = 0.5
"""The ξ and τ from which Klinkenberg's approximation is given."""


def j_function(xi: ArrayLike, tau: ArrayLike) -> Floats:
    """J(ξ, τ), between 0 and 1; arrays are broadcast.

    The integral is the distribution function F of the noncentral χ² with two degrees of freedom:
    J(ξ, τ) = 1 − F(2ξ; 2, 2τ). Before the front (τ < ξ) that would be a difference of nearly equal
    numbers, so there its mirror image stands, in which nothing is subtracted:
    J(ξ, τ) = F(2τ; 2, 2ξ) + e^(−ξ−τ) I₀(2√(ξτ)).
    """
    within(0.0, LARGEST, xi=xi, tau=tau)
    xi, tau = np.broadcast_arrays(np.asarray(xi, dtype=float), np.asarray(tau, dtype=float))
    before = noncentral_chi_square(2 * tau, 2 * xi) + _middle(xi, tau)
    after = 1 - noncentral_chi_square(2 * xi, 2 * tau)
    return np.where(tau < xi, before, after)


def klinkenberg(xi: ArrayLike, tau: ArrayLike) -> Floats:
    """J(ξ, τ) ≈ ½·[1 + erf(√τ − √ξ + 1/(8√τ) + 1/(8√ξ))], for ξ and τ from 0.5 to 10,000.

    Within 0.042 of J there, within 0.005 where both are at least 2, within 0.001 from 6 on. Arrays
    are broadcast.
    """
    within(SMALLEST_OF_KLINKENBERG, LARGEST, xi=xi, tau=tau)
    root_xi, root_tau = np.sqrt(xi), np.sqrt(tau)
    return (1 + erf(root_tau - root_xi + 1 / (8 * root_tau) + 1 / (8 * root_xi))) / 2


def _middle(xi: Floats, tau: Floats) -> Floats:
    """e^(−ξ−τ) I₀(2√(ξτ)), with the largest part of both exponents taken together."""
    apart = np.exp(-((np.sqrt(xi) - np.sqrt(tau)) ** 2))
    return apart * scaled_bessel_i0(2 * np.sqrt(xi * tau))
