"""Isotherms from measured points: least squares of relative deviations.

A deviation is computed/measured − 1, so that a point at a low pressure counts as much as one near
saturation; a bed lives between the two. The choice matters: by absolute deviations, E of toluene
on Sorbonorit 4 at 293 K is 1 % lower.

Validity: what is fitted holds between the pressures and the temperatures that were measured.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from domain.adsorption.dubinin_radushkevich import Pores
from domain.adsorption.from_scipy import GAS_CONSTANT_J_PER_MOL_K, Floats, least_squares
from domain.adsorption.toth import HETEROGENEITIES, Toth, coverage
from domain.adsorption.toth_across_temperatures import TothAcrossTemperatures
from domain.adsorption.validity import within

_HIGHEST_LOADING = 50.0
"""mol/kg: more than any carbon takes up of a solvent."""

_J_PER_KJ = 1e3
_HETEROGENEITIES_TO_START_AT = (0.3, 0.6, 0.9)

# ln qs, ln b, t, Q in kJ/mol, α, χ: bounds a hair inside those of `Toth`, and where to start.
_LOW = np.array([np.log(1.001e-3), np.log(1.001e-12), HETEROGENEITIES[0], 0.0, -2.0, 0.0])
_HIGH = np.array([np.log(99.9), np.log(0.999e12), HETEROGENEITIES[1], 200.0, 2.0, 2.0])
_REST = np.array([50.0, 0.1, 0.1])


def mean_deviation(computed: ArrayLike, measured: ArrayLike) -> float:
    """The mean of |computed/measured − 1|, a share."""
    return float(np.mean(_deviations(computed, measured)))


def largest_deviation(computed: ArrayLike, measured: ArrayLike) -> float:
    """The largest |computed/measured − 1|, a share."""
    return float(np.max(_deviations(computed, measured)))


def fit_pores(potential_j_per_mol: ArrayLike, filled_cm3_per_g: ArrayLike) -> Pores:
    """W0 and E from points (A, W) at one or several temperatures; two arrays of one length.

    Starts at the line ln W = ln W0 − A²/E².
    """
    potential, filled = _points(2, potential_j_per_mol, filled_cm3_per_g)
    slope, intercept = np.polyfit(potential**2, np.log(filled), 1)
    if not slope < 0:
        raise ValueError("the filled volume must fall as the potential rises")

    def deviations(sought: Floats) -> Floats:
        return np.exp(sought[0] - (potential * sought[1]) ** 2) / filled - 1

    start = np.array([intercept, np.sqrt(-slope)])
    found, _ = least_squares(deviations, start, np.array([-np.inf, 0.0]), np.full(2, np.inf))
    return Pores(float(np.exp(found[0])), float(1 / found[1]))


def fit_toth(pressure_pa: ArrayLike, loading_mol_per_kg: ArrayLike) -> Toth:
    """qs, b and t from points (p, q) at one temperature; two arrays of one length."""
    pressure, loading = _points(3, pressure_pa, loading_mol_per_kg)
    within(0.0, _HIGHEST_LOADING, loading_mol_per_kg=loading)

    def deviations(sought: Floats) -> Floats:
        logarithm = sought[1] + np.log(pressure)
        return np.exp(sought[0]) * coverage(logarithm, sought[2]) / loading - 1

    return _toth(_best(deviations, pressure, loading, _LOW[:3], _HIGH[:3]))


def fit_toth_across_temperatures(
    temperature_k: ArrayLike,
    pressure_pa: ArrayLike,
    loading_mol_per_kg: ArrayLike,
    reference_k: float,
) -> TothAcrossTemperatures:
    """All six parameters from points (T, p, q); three arrays of one length."""
    temperature, pressure, loading = _points(6, temperature_k, pressure_pa, loading_mol_per_kg)
    within(0.0, _HIGHEST_LOADING, loading_mol_per_kg=loading)
    warmer, cooler = 1 - reference_k / temperature, 1 - temperature / reference_k
    thermal = GAS_CONSTANT_J_PER_MOL_K * reference_k

    def deviations(sought: Floats) -> Floats:
        ln_capacity, ln_affinity, heterogeneity, heat, rise, fall = sought
        logarithm = ln_affinity - heat * _J_PER_KJ / thermal * warmer + np.log(pressure)
        # A t beyond its bounds fits no better than the bound; the result is refused where it does.
        t = np.clip(heterogeneity + rise * warmer, *HETEROGENEITIES)
        return np.exp(ln_capacity + fall * cooler) * coverage(logarithm, t) / loading - 1

    found = _best(deviations, pressure, loading, _LOW, _HIGH)
    lowest, highest = float(temperature.min()), float(temperature.max())
    heat, rise, fall = float(found[3] * _J_PER_KJ), float(found[4]), float(found[5])
    return TothAcrossTemperatures(
        _toth(found), reference_k, heat, rise, fall, lowest_k=lowest, highest_k=highest
    )


def _best(
    deviations: Callable[[Floats], Floats],
    pressure: Floats,
    loading: Floats,
    low: Floats,
    high: Floats,
) -> Floats:
    """The best of several fits: from one start alone, a fit may end in a side valley."""
    rest = _REST[: low.size - 3]
    found = [
        least_squares(
            deviations,
            np.array([np.log(1.1 * loading.max()), -np.log(np.median(pressure)), t, *rest]),
            low,
            high,
        )
        for t in _HETEROGENEITIES_TO_START_AT
    ]
    best, _ = min(found, key=lambda each: each[1])
    if best[0] > high[0] - 0.01:
        raise ValueError("the points do not bend enough to tell the loading when full")
    return best


def _toth(sought: Floats) -> Toth:
    return Toth(float(np.exp(sought[0])), float(np.exp(sought[1])), float(sought[2]))


def _points(parameters: int, *columns: ArrayLike) -> tuple[Floats, ...]:
    """The columns as arrays; refuses what cannot determine so many parameters."""
    points = tuple(np.asarray(column, dtype=float) for column in columns)
    if len({column.shape for column in points}) > 1 or points[0].ndim != 1:
        raise ValueError("points come as columns of one length")
    if points[0].size < parameters:
        raise ValueError(f"{parameters} parameters need as many points: {points[0].size}")
    if not all(np.all(np.isfinite(column) & (column > 0)) for column in points):
        raise ValueError("a point must lie above 0")
    return points


def _deviations(computed: ArrayLike, measured: ArrayLike) -> Floats:
    return np.abs(np.asarray(computed, dtype=float) / np.asarray(measured, dtype=float) - 1)
