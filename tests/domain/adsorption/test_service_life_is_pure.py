"""An estimate is made of what it is given: no clock and no chance of its own."""

import random
import time
from collections.abc import Callable
from typing import NoReturn

import numpy as np
import pytest

from domain.adsorption.service_life import Assessment, assess, learn
from tests.domain.adsorption.charges import CALIBRATION, OTHERS, charge_of, days_of

CLOCKS = ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns")
CHANCES = ("random", "rand", "randn", "normal", "uniform", "choice", "permutation", "shuffle")


def assessed() -> list[Assessment]:
    """Of a bed's first fill, over, and its second."""
    over = charge_of(days_of(40, inlet=40.0, outlet=2.0))
    running = charge_of(days_of(9, inlet=40.0, outlet=1.5), number=2)
    return assess([running], learn([over], OTHERS, 3), CALIBRATION, 3)


def refused(*_: object, **__: object) -> NoReturn:
    """What nobody may call."""
    raise AssertionError


def only_seeded(make: Callable[..., object]) -> Callable[..., object]:
    """A source of chance that is not asked without a seed."""

    def seeded(seed: object = None) -> object:
        assert seed is not None
        return make(seed)

    return seeded


def test_neither_a_clock_nor_unseeded_chance_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        for clock in CLOCKS:
            patched.setattr(time, clock, refused)
        for chance in CHANCES:
            patched.setattr(np.random, chance, refused)
        patched.setattr(np.random, "default_rng", only_seeded(np.random.default_rng))
        patched.setattr(random, "random", refused)
        patched.setattr("os.urandom", refused)
        found = assessed()
    assert found == assessed()


def test_chance_that_others_use_changes_nothing_and_is_not_used_up() -> None:
    np.random.seed(1)
    expected = np.random.random(3).tolist()
    np.random.seed(1)
    first = assessed()
    assert np.random.random(3).tolist() == expected
    assert assessed() == first


def test_what_was_given_is_left_as_it_was() -> None:
    days = days_of(30, inlet=40.0, outlet=2.0)
    copies = [np.array(each) for each in (days.air_m3, days.inlet_mg_per_m3, days.outlet_below)]
    assess([charge_of(days)], learn([], OTHERS, 1), CALIBRATION, 1)
    for copy, each in zip(
        copies, (days.air_m3, days.inlet_mg_per_m3, days.outlet_below), strict=True
    ):
        np.testing.assert_array_equal(copy, each)
