"""Toth's parameters as temperature changes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.adsorption.toth import Toth
from domain.adsorption.toth_across_temperatures import TothAcrossTemperatures
from domain.adsorption.validity import OutOfRange

TOLUENE = TothAcrossTemperatures(
    at_reference=Toth(4.213, 79.71, 0.3215),
    reference_k=293.0,
    heat_j_per_mol=55_840.0,
    heterogeneity_rise=0.0634,
    capacity_fall=0.2917,
    lowest_k=293.0,
    highest_k=333.0,
)
"""Toluene on Sorbonorit 4, as `test_fitting` fits it."""

pressures = st.floats(1e-2, 1e4)
kelvins = st.floats(293.0, 333.0)


def test_at_the_reference_it_is_the_isotherm_there() -> None:
    assert TOLUENE.at(293.0) == TOLUENE.at_reference


def test_each_parameter_changes_by_its_own_law() -> None:
    # 1 − 333/293 = −0.136519; 1 − 293/333 = 0.120120; 55,840/(8.314463·293) = 22.92160
    warm = TOLUENE.at(333.0)
    assert warm.capacity_mol_per_kg == pytest.approx(4.213 * np.exp(-0.2917 * 0.136519))
    assert warm.heterogeneity == pytest.approx(0.3215 + 0.0634 * 0.120120)
    assert warm.affinity_per_pa == pytest.approx(79.71 * np.exp(-22.92160 * 0.120120), rel=1e-5)


@given(kelvins, pressures)
def test_many_temperatures_at_once_are_each_by_itself(kelvin: float, pressure: float) -> None:
    together = TOLUENE.loading_mol_per_kg(np.array([293.0, kelvin]), pressure)
    alone = [TOLUENE.at(each).loading_mol_per_kg(pressure) for each in (293.0, kelvin)]
    assert together == pytest.approx([float(each) for each in alone])


@given(kelvins, st.floats(0.0, 20.0), pressures)
def test_at_one_pressure_a_warmer_carbon_holds_less(
    kelvin: float, warmer_by: float, pressure: float
) -> None:
    temperatures = np.array([kelvin, min(kelvin + warmer_by, 333.0)])
    cool, warm = TOLUENE.loading_mol_per_kg(temperatures, pressure)
    assert 0 < warm <= cool


@given(kelvins, pressures, pressures)
def test_more_vapour_never_means_less_loading(kelvin: float, one: float, other: float) -> None:
    less, more = TOLUENE.loading_mol_per_kg(kelvin, np.sort([one, other]))
    assert less <= more * (1 + 1e-12)


@pytest.mark.parametrize("kelvin", [292.9, 333.1, float("nan")])
def test_a_temperature_that_was_not_measured_is_refused_with_those_that_were(
    kelvin: float,
) -> None:
    with pytest.raises(OutOfRange, match="temperature_k must be within 293 … 333: "):
        TOLUENE.at(kelvin)
    with pytest.raises(OutOfRange, match="temperature_k must be within 293 … 333: "):
        TOLUENE.loading_mol_per_kg(kelvin, 10.0)


def test_a_temperature_at_which_no_such_carbon_is_possible_is_refused() -> None:
    # 0.95 + 0.9 · (1 − 293/333) = 1.058: sites more alike than alike
    steep = TothAcrossTemperatures(Toth(4.0, 80.0, 0.95), 293.0, 5e4, 0.9, 0.0, 293.0, 333.0)
    with pytest.raises(OutOfRange, match=r"heterogeneity must be within 0\.05 … 1: 1\.058"):
        steep.loading_mol_per_kg(333.0, 10.0)
    with pytest.raises(OutOfRange, match="heterogeneity"):
        steep.at(333.0)
