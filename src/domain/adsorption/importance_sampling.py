"""Adaptive importance sampling: guesses of unknowns, drawn closer to the evidence round by round.

Source: M.-S. Oh and J. O. Berger, J. Stat. Comput. Simul. 41 (1992) 143. Guesses are quasi-random
(Sobol, scrambled by a seed), so that a few hundred fill the space; the same for every charge.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from domain.adsorption.from_scipy import Floats, normal_quantile, sobol
from domain.adsorption.life_parameters import COUNT, Gaussian

GUESSES, ROUNDS = 256, 3
_POINTS = 1024
"""The first of these are used; Sobol's sequence is balanced for powers of 2."""
_LEAST_EFFECTIVE = 25.0
"""So many guesses must carry weight before the next round is drawn around them."""
_SOFTER, _SOFTEST = 0.7, 0.02
_WIDER, _FLOOR = 1.15, 0.01
"""The next round is drawn a little wider than the last one found."""

LogLikelihood = Callable[[Floats], Floats]
"""From guesses (charges, guesses, 9) to (charges, guesses)."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """Guesses and their weights, which add up to 1 for each charge."""

    guesses: Floats
    """(charges, guesses, 9)"""
    weights: Floats
    """(charges, guesses)"""

    def moments(self) -> list[Gaussian]:
        """Mean and covariance of each charge's guesses."""
        mean, covariance = _moments(self.guesses, self.weights)
        return [Gaussian(*pair) for pair in zip(mean, covariance, strict=True)]


def standard_guesses(seed: int) -> Sequence[Floats]:
    """Standard normal guesses for each round, (guesses, 9)."""
    points = sobol(COUNT, _POINTS, seed)[: ROUNDS * GUESSES]
    return np.split(normal_quantile(np.clip(points, 1e-6, 1 - 1e-6)), ROUNDS)


def sample(
    priors: Sequence[Gaussian], standard: Sequence[Floats], likelihood: LogLikelihood
) -> Weighted:
    """Draw, look, and draw again around what agreed."""
    mean = np.array([each.mean for each in priors])
    covariance = np.array([each.covariance for each in priors])
    precision = np.linalg.inv(covariance).astype(np.float64)
    centre, spread = mean, _root(covariance)
    for draw in standard[:-1]:
        guesses, log_weights = _look(mean, precision, centre, spread, draw, likelihood)
        centre, found = _moments(guesses, _softened(log_weights))
        spread = _root(_WIDER * found + _FLOOR * covariance)
    guesses, log_weights = _look(mean, precision, centre, spread, standard[-1], likelihood)
    return Weighted(guesses, _weights(log_weights))


def _look(
    mean: Floats,
    precision: Floats,
    centre: Floats,
    spread: Floats,
    draw: Floats,
    likelihood: LogLikelihood,
) -> tuple[Floats, Floats]:
    """Guesses around a centre, and the logarithms of prior times likelihood over their density.

    What is the same for all guesses of a charge is left out: weights add up to 1 without it.
    """
    guesses = centre[:, None, :] + np.einsum("cij,gj->cgi", spread, draw)
    apart = guesses - mean[:, None, :]
    prior = -0.5 * np.einsum("cgi,cij,cgj->cg", apart, precision, apart)
    drawn = -0.5 * np.square(draw).sum(axis=1)[None, :]
    return guesses, likelihood(guesses) + prior - drawn


def _root(covariance: Floats) -> Floats:
    return np.linalg.cholesky(covariance).astype(np.float64)


def _weights(log_weights: Floats) -> Floats:
    weights = np.exp(log_weights - log_weights.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)


def _softened(log_weights: Floats) -> Floats:
    """Weights, evened out for the charges where too few guesses would carry all."""
    softness = np.ones((len(log_weights), 1))
    weights = _weights(log_weights)
    for _ in range(round(np.log(_SOFTEST) / np.log(_SOFTER))):
        few = 1 / np.square(weights).sum(axis=1, keepdims=True) < _LEAST_EFFECTIVE
        if not few.any():
            break
        softness = np.where(few, softness * _SOFTER, softness)
        weights = _weights(log_weights * softness)
    return weights


def _moments(guesses: Floats, weights: Floats) -> tuple[Floats, Floats]:
    mean = np.einsum("cg,cgi->ci", weights, guesses)
    apart = guesses - mean[:, None, :]
    return mean, np.einsum("cg,cgi,cgj->cij", weights, apart, apart)
