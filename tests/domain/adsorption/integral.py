"""Numerical integration, to hold closed forms to."""

from collections.abc import Callable
from typing import Any

import scipy.integrate  # pyright: ignore[reportMissingTypeStubs]

_integrate: Any = scipy.integrate


def integral(of: Callable[[float], float], start: float, end: float) -> float:
    """∫ from start to end, by adaptive quadrature."""
    return float(_integrate.quad(of, start, end, epsabs=1e-13, epsrel=1e-12, limit=300)[0])
