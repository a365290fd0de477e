"""Where the answer is known on paper, the guesses find it."""

import numpy as np
import pytest

from domain.adsorption.from_scipy import Floats
from domain.adsorption.importance_sampling import (
    GUESSES,
    ROUNDS,
    Weighted,
    sample,
    standard_guesses,
)
from domain.adsorption.life_parameters import COUNT, Gaussian

SEEDS = range(4)


def prior(rng: np.random.Generator) -> Gaussian:
    """A normal distribution whose unknowns hang together."""
    root = np.diag(rng.uniform(0.1, 0.6, COUNT)) @ (
        np.eye(COUNT) + rng.normal(0, 0.2, (COUNT,) * 2)
    )
    return Gaussian(rng.normal(0, 2, COUNT), root @ root.T)


class LinearReadings:
    """Three numbers that are read, each a sum of unknowns, with normal errors."""

    def __init__(self, rng: np.random.Generator, believed: Gaussian) -> None:
        """Draw what is read of a bed that is such as is believed."""
        self._believed = believed
        self._slopes = rng.normal(0, 1, (3, COUNT))
        truth = rng.multivariate_normal(believed.mean, believed.covariance)
        scale = np.sqrt(np.diag(self._slopes @ believed.covariance @ self._slopes.T))
        self._error = 0.5 * scale
        self._read = self._slopes @ truth + rng.normal(0, self._error)

    def likelihood(self, guesses: Floats) -> Floats:
        """Of (charges, guesses, 9)."""
        distance = (self._read - guesses @ self._slopes.T) / self._error
        return -0.5 * np.square(distance).sum(axis=-1)

    def posterior(self) -> Gaussian:
        """(P⁻¹ + AᵀR⁻¹A)⁻¹ and what it makes of prior mean and readings."""
        weighed = self._slopes.T / np.square(self._error)
        precision = np.linalg.inv(self._believed.covariance)
        covariance = np.linalg.inv(precision + weighed @ self._slopes).astype(np.float64)
        mean = covariance @ (precision @ self._believed.mean + weighed @ self._read)
        return Gaussian(mean, covariance)


def nothing_seen(guesses: Floats) -> Floats:
    """Every guess is as good as another."""
    return np.zeros(guesses.shape[:2])


def misses(seed: int) -> tuple[float, float, float]:
    """How far belief and answer are from the posterior's mean, and the answer from its covariance.

    In standard deviations of the posterior, and for the unknown that is worst off.
    """
    rng = np.random.default_rng(seed)
    believed = prior(rng)
    problem = LinearReadings(rng, believed)
    exact = problem.posterior()
    (found,) = sample([believed], standard_guesses(seed), problem.likelihood).moments()
    spread = np.sqrt(np.diag(exact.covariance))
    before, after = believed.mean - exact.mean, found.mean - exact.mean
    off = (found.covariance - exact.covariance) / np.outer(spread, spread)
    return np.abs(before / spread).max(), np.abs(after / spread).max(), np.abs(off).max()


def test_the_posterior_of_a_linear_problem_is_found() -> None:
    before, mean, covariance = np.array([misses(seed) for seed in range(20)]).T
    assert np.median(before) > 1
    assert np.median(mean) < 0.08
    assert mean.max() < 0.25
    assert np.median(covariance) < 0.2
    assert covariance.max() < 0.4


@pytest.mark.parametrize("seed", SEEDS)
def test_a_reading_three_spreads_from_what_was_believed_is_found(seed: int) -> None:
    believed = Gaussian(np.zeros(COUNT), np.eye(COUNT))

    def seen(guesses: Floats) -> Floats:
        return -0.5 * np.square((guesses[..., 0] - 3.0) / 0.3)

    # Mean 3/(1 + 0.09) = 2.75, spread √[0.09/(1 + 0.09)] = 0.29; the others stay as they were.
    (found,) = sample([believed], standard_guesses(seed), seen).moments()
    assert found.mean[0] == pytest.approx(3 / 1.09, abs=0.29 / 5)
    assert np.sqrt(found.covariance[0, 0]) == pytest.approx(0.29, rel=0.25)
    assert np.abs(found.mean[1:]).max() < 0.3


def test_where_nothing_is_seen_what_was_believed_stays() -> None:
    believed = prior(np.random.default_rng(5))
    (found,) = sample([believed], standard_guesses(2), nothing_seen).moments()
    spread = np.sqrt(np.diag(believed.covariance))
    assert np.abs((found.mean - believed.mean) / spread).max() < 0.1
    off = (found.covariance - believed.covariance) / np.outer(spread, spread)
    assert np.abs(off).max() < 0.2


@pytest.mark.parametrize("sharpness", [0.0, 1.0, 1e6])
def test_weights_add_up_to_1_for_each_charge(sharpness: float) -> None:
    believed = [prior(np.random.default_rng(seed)) for seed in SEEDS]

    def seen(guesses: Floats) -> Floats:
        return -sharpness * np.square(guesses[..., 0])

    weighted = sample(believed, standard_guesses(3), seen)
    assert weighted.weights.shape == (len(SEEDS), GUESSES)
    assert weighted.guesses.shape == (len(SEEDS), GUESSES, COUNT)
    assert (weighted.weights >= 0).all()
    assert weighted.weights.sum(axis=1) == pytest.approx(np.ones(len(SEEDS)), rel=1e-12)


def test_charges_are_sampled_as_if_alone() -> None:
    rng = np.random.default_rng(6)
    believed = [prior(rng) for _ in range(5)]
    standard = standard_guesses(4)

    def seen(guesses: Floats) -> Floats:
        return -np.square(guesses[..., 3])

    together = sample(believed, standard, seen)
    for row, each in enumerate(believed):
        alone = sample([each], standard, seen)
        assert np.array_equal(alone.guesses[0], together.guesses[row])
        assert np.array_equal(alone.weights[0], together.weights[row])


def test_one_seed_gives_the_same_bits_and_another_gives_others() -> None:
    first, again, other = (np.array(standard_guesses(seed)) for seed in (7, 7, 8))
    assert np.array_equal(first, again)
    assert not np.isclose(first, other).mean() > 0.01


def test_standard_guesses_are_normal_in_every_round_and_no_two_rounds_alike() -> None:
    rounds = standard_guesses(9)
    assert [each.shape for each in rounds] == [(GUESSES, COUNT)] * ROUNDS
    for each in rounds:
        # Ten times as even as chance, whose means would scatter by 1/16.
        assert np.abs(each.mean(axis=0)).max() < 0.03
        assert each.std(axis=0) == pytest.approx(np.ones(COUNT), abs=0.05)
    assert not np.isclose(rounds[0], rounds[1]).any(axis=1).all()


def test_moments_are_those_of_weighted_guesses() -> None:
    # 0 with weight 3/4 and 4 with 1/4: mean 1, variance (3·1 + 1·9)/4
    guesses = np.zeros((1, 2, COUNT))
    guesses[0, 1, 0] = 4.0
    (found,) = Weighted(guesses, np.array([[0.75, 0.25]])).moments()
    assert found.mean[0] == 1.0
    assert found.covariance[0, 0] == 3.0
    assert not found.mean[1:].any()
