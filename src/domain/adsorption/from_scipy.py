"""What is used of scipy, with its types: scipy itself states none."""

from collections.abc import Callable
from typing import Any

import numpy as np
import scipy.constants  # pyright: ignore[reportMissingTypeStubs]
import scipy.optimize  # pyright: ignore[reportMissingTypeStubs]
import scipy.special  # pyright: ignore[reportMissingTypeStubs]
import scipy.stats  # pyright: ignore[reportMissingTypeStubs]
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

GAS_CONSTANT_J_PER_MOL_K = float(scipy.constants.gas_constant)

_special: Any = scipy.special
_optimize: Any = scipy.optimize
_qmc: Any = scipy.stats.qmc  # pyright: ignore[reportUnknownMemberType]


def erf(x: ArrayLike) -> Floats:
    """The error function."""
    return np.asarray(_special.erf(x), dtype=float)


def logistic(x: ArrayLike) -> Floats:
    """1/(1 + e^(−x)), for any x."""
    return np.asarray(_special.expit(x), dtype=float)


def logit(share: ArrayLike) -> Floats:
    """ln[y/(1 − y)], where the logistic is y."""
    return np.asarray(_special.logit(share), dtype=float)


def scaled_bessel_i0(x: ArrayLike) -> Floats:
    """e^(−x)·I₀(x) for x ≥ 0, which no x makes too large."""
    return np.asarray(_special.i0e(x), dtype=float)


def noncentral_chi_square(x: ArrayLike, noncentrality: ArrayLike) -> Floats:
    """The distribution function of the noncentral χ² with two degrees of freedom."""
    return np.asarray(_special.chndtr(x, 2, noncentrality), dtype=float)


def erfc(x: Floats) -> Floats:
    """1 − erf(x), elementwise."""
    return np.asarray(_special.erfc(x), dtype=float)


def erfcinv(y: Floats) -> Floats:
    """The x at which erfc(x) is y, elementwise."""
    return np.asarray(_special.erfcinv(y), dtype=float)


def ln_normal(x: Floats) -> Floats:
    """The logarithm of the normal distribution function, elementwise."""
    return np.asarray(_special.log_ndtr(x), dtype=float)


def normal_quantile(share: Floats) -> Floats:
    """Where the normal distribution function is a share, elementwise."""
    return np.asarray(_special.ndtri(share), dtype=float)


def sobol(dimensions: int, points: int, seed: int) -> Floats:
    """Evenly spread points of the unit cube, scrambled by a seed, (points, dimensions).

    A power of 2 of them spreads best.
    """
    drawn = _qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(seed)).random(points)
    return np.asarray(drawn, dtype=float)


def digamma(x: float) -> float:
    """The logarithmic derivative of Γ."""
    return float(_special.digamma(x))


def hyp2f1(a: float, b: float, c: float, z: Floats) -> Floats:
    """Gauss's hypergeometric function, elementwise in z."""
    return np.asarray(_special.hyp2f1(a, b, c, z), dtype=float)


def least_squares(
    residuals: Callable[[Floats], Floats], start: Floats, low: Floats, high: Floats
) -> tuple[Floats, float]:
    """Where the sum of squared residuals is least between two bounds, and half that sum."""
    found = _optimize.least_squares(
        residuals, start, bounds=(low, high), x_scale="jac", xtol=1e-12, ftol=1e-12, gtol=1e-12
    )
    return np.asarray(found.x, dtype=float), float(found.cost)
