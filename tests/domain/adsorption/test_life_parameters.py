"""What the numbers of a vector stand for."""

import numpy as np
import pytest

from domain.adsorption.life_parameters import COUNT, Unknown, bed_parameters

VECTOR = np.zeros(COUNT)
VECTOR[Unknown.CAPACITY] = np.log(0.25)
VECTOR[Unknown.HEAVY], VECTOR[Unknown.LIGHT] = np.log(20_000), np.log(3_000)
VECTOR[Unknown.SHARE] = np.log(0.2 / 0.8)
VECTOR[Unknown.UPTAKE], VECTOR[Unknown.BYPASS] = np.log(0.02), np.log(0.012)
VECTOR[Unknown.HUMIDITY] = np.log(0.4)


def test_each_place_is_read_as_what_it_stands_for() -> None:
    read = bed_parameters(VECTOR[None, None, :])
    assert read.capacity_kg_per_kg == pytest.approx(np.array([[0.25]]))
    assert read.affinity_m3_per_kg == pytest.approx(np.array([[[20_000]], [[3_000]]]))
    assert read.light_share == pytest.approx(np.array([[0.2]]))
    assert read.uptake_per_h == pytest.approx(np.array([[0.02]]))
    assert read.bypass == pytest.approx(np.array([[0.012]]))
    assert read.humidity_loss == pytest.approx(np.array([[0.4]]))


def test_every_charge_and_guess_keeps_its_place() -> None:
    guesses = VECTOR + np.arange(6.0).reshape(2, 3)[..., None] / 10
    read = bed_parameters(guesses)
    alone = bed_parameters(guesses[1:2, 2:3])
    assert read.affinity_m3_per_kg.shape == (2, 2, 3)
    assert read.capacity_kg_per_kg[1, 2] == alone.capacity_kg_per_kg[0, 0]
    assert (read.affinity_m3_per_kg[:, 1, 2] == alone.affinity_m3_per_kg[:, 0, 0]).all()


def test_no_bed_lets_more_than_a_fifth_of_the_air_past_the_carbon() -> None:
    leaky = VECTOR.copy()
    leaky[Unknown.BYPASS] = 5.0
    assert bed_parameters(leaky[None, None, :]).bypass.item() == 0.2


@pytest.mark.parametrize("far", [-30.0, 30.0])
def test_numbers_that_are_free_to_be_any_stand_for_a_bed_that_can_be(far: float) -> None:
    read = bed_parameters(np.full((1, 1, COUNT), far))
    assert read.capacity_kg_per_kg.item() > 0
    assert (read.affinity_m3_per_kg > 0).all()
    assert 0 < read.light_share.item() < 1
    assert read.uptake_per_h.item() > 0
    assert 0 < read.bypass.item() <= 0.2
