"""Ideal adsorbed solution theory: what a carbon takes up of each vapour in a mixture.

    pi = xi · pi°(z),   Σ xi = 1,   1/q = Σ xi/qi°(z),   qi = xi · q

in which z = Π·a/(R·T) = ∫qi° d(ln p) from 0 to pi° is the same for every component.

Source: A. L. Myers, J. M. Prausnitz, AIChE J. 11 (1965) 121.

pi  partial pressure of i, Pa          pi°  pressure at which i alone would have z, Pa
xi  share of i in what is adsorbed     qi°  loading of i alone at pi°, mol/kg
qi  loading of i, mol/kg               z    reduced spreading pressure, mol/kg

Validity: as good as the pure isotherms are from zero pressure up to pi°, and for vapours that mix
ideally on the carbon. Vapours of one kind, as aromatics, come close to that; polar beside non-polar
ones and traces beside much of another do not: 50 … 130 % off is reported (not checked here). Water
does not mix so at all: see `humidity`. Up to 10⁶ Pa; with Dubinin's isotherm, up to its psat.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from domain.adsorption.from_scipy import Floats
from domain.adsorption.langmuir import HIGHEST_PA
from domain.adsorption.validity import within

_MOST_STEPS = 100
_FAINT_PA = 1e-3
"""Below the saturation pressure of every liquid."""


class PureIsotherm(Protocol):
    """What the theory needs to know of a component: `Langmuir`, `Toth`, `DubininRadushkevich`."""

    def spreading_mol_per_kg(self, pressure_pa: ArrayLike) -> Floats:
        """z at p, 0 at 0."""
        ...

    def at_spreading(self, spreading_mol_per_kg: ArrayLike) -> tuple[Floats, Floats]:
        """p and q at z > 0."""
        ...


def loadings_mol_per_kg(isotherms: Sequence[PureIsotherm], pressures_pa: ArrayLike) -> Floats:
    """qi; the last axis of the array runs over the components, the others over mixtures."""
    some, pressures = _mixtures(isotherms, pressures_pa)
    pressure, loading = _pure(isotherms, _spreading(isotherms, pressures))
    shares = pressures / pressure
    shares /= shares.sum(axis=-1, keepdims=True)
    total = 1 / (shares / loading).sum(axis=-1)
    return np.where(some[..., np.newaxis], shares * total[..., np.newaxis], 0.0)


def spreading_mol_per_kg(isotherms: Sequence[PureIsotherm], pressures_pa: ArrayLike) -> Floats:
    """z of the mixture; in the array's shape without its last axis."""
    some, pressures = _mixtures(isotherms, pressures_pa)
    return np.where(some, _spreading(isotherms, pressures), 0.0)


def _mixtures(
    isotherms: Sequence[PureIsotherm], pressures_pa: ArrayLike
) -> tuple[NDArray[np.bool_], Floats]:
    """Where there is some vapour, and pressures that can be solved everywhere.

    Air without any has z = 0, of which nothing has a logarithm: any mixture stands in for it.
    """
    within(0.0, HIGHEST_PA, pressures_pa=pressures_pa)
    pressures = np.asarray(pressures_pa, dtype=float)
    if pressures.shape[-1:] != (len(isotherms),):
        raise ValueError(f"{len(isotherms)} isotherms for pressures of shape {pressures.shape}")
    some = np.any(pressures > 0, axis=-1)
    return some, np.where(some[..., np.newaxis], pressures, _FAINT_PA)


def _spreading(isotherms: Sequence[PureIsotherm], pressures: Floats) -> Floats:
    """z, by Newton's method for f(z) = Σ pi/pi°(z) − 1.

    f falls and is convex, because ln pi° rises with z at the rate 1/qi°, which falls. So from the
    greatest z that a component would have alone, where f ≥ 0, every step stays left of the answer.
    """
    alone = [each.spreading_mol_per_kg(pressures[..., i]) for i, each in enumerate(isotherms)]
    z = np.max(np.stack(alone, axis=-1), axis=-1)
    for _ in range(_MOST_STEPS):
        pressure, loading = _pure(isotherms, z)
        shares = pressures / pressure
        step = (shares.sum(axis=-1) - 1) / (shares / loading).sum(axis=-1)
        z = z + step
        if np.all(np.abs(step) < 1e-9 * z):
            return z
    raise ArithmeticError(f"no spreading pressure found in {_MOST_STEPS} steps")


def _pure(isotherms: Sequence[PureIsotherm], z: Floats) -> tuple[Floats, Floats]:
    """pi° and qi° at z, the components along a new last axis."""
    states = [each.at_spreading(z) for each in isotherms]
    return (
        np.stack([pressure for pressure, _ in states], axis=-1),
        np.stack([loading for _, loading in states], axis=-1),
    )
