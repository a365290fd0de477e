"""The special functions of the breakthrough curves, with types: scipy itself states none."""

from typing import Any

import numpy as np
import scipy.special  # pyright: ignore[reportMissingTypeStubs]
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_special: Any = scipy.special


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
