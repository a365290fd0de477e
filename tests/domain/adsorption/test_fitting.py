"""Fits give back what made the points, and what the reference fit of measured points gave."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.adsorption.dubinin_radushkevich import (
    DubininRadushkevich,
    Pores,
    filled_cm3_per_g,
    potential_j_per_mol,
)
from domain.adsorption.fitting import (
    fit_pores,
    fit_toth,
    fit_toth_across_temperatures,
    largest_deviation,
    mean_deviation,
)
from domain.adsorption.toth import Toth
from domain.adsorption.toth_across_temperatures import TothAcrossTemperatures
from domain.adsorption.validity import OutOfRange
from tests.domain.adsorption.isotherms.liquids import TOLUENE
from tests.domain.adsorption.isotherms.points import toluene

PRESSURES = np.logspace(0, 3.4, 20)


def toluene_s_pores(kelvin: float) -> Pores:
    """Fitted to the measured points at one temperature."""
    _, pressure, loading = toluene(kelvin)
    liquid = TOLUENE.at(kelvin)
    potential = potential_j_per_mol(kelvin, pressure, liquid.saturation_pa)
    return fit_pores(potential, loading * 92.14e-3 / liquid.density_g_per_cm3)


def test_deviations_are_shares_of_what_was_measured() -> None:
    # 11/10 − 1 = 0.1, 18/20 − 1 = −0.1, 8/5 − 1 = 0.6
    computed, measured = [11.0, 18.0, 8.0], [10.0, 20.0, 5.0]
    assert mean_deviation(computed, measured) == pytest.approx(0.8 / 3)
    assert largest_deviation(computed, measured) == pytest.approx(0.6)


def test_toluene_at_293_k_gives_the_reference_s_pores() -> None:
    pores = toluene_s_pores(293.0)
    assert round(pores.volume_cm3_per_g, 4) == 0.4182
    assert round(pores.energy_j_per_mol) == 26_885


@pytest.mark.parametrize(("kelvin", "printed_percent"), [(293.0, 1.1), (313.0, 2.3), (333.0, 1.4)])
def test_the_fit_at_293_k_deviates_as_the_reference_s_does(
    kelvin: float, printed_percent: float
) -> None:
    _, pressure, measured = toluene(kelvin)
    isotherm = DubininRadushkevich(toluene_s_pores(293.0), TOLUENE.at(kelvin))
    computed = isotherm.loading_mol_per_kg(pressure)
    assert round(100 * mean_deviation(computed, measured), 1) == printed_percent


def test_low_relative_pressures_are_where_the_fit_fails() -> None:
    _, pressure, measured = toluene(373.0)
    isotherm = DubininRadushkevich(toluene_s_pores(293.0), TOLUENE.at(373.0))
    deviation = isotherm.loading_mol_per_kg(pressure) / measured - 1
    relative = pressure / isotherm.liquid.saturation_pa
    assert deviation[relative < 1e-4].max() > 0.4
    assert np.abs(deviation[relative > 1e-2]).max() < 0.09


@given(st.floats(0.1, 1.0), st.floats(8e3, 3e4))
@settings(max_examples=30)
def test_pores_are_found_again_from_points_without_error(volume: float, energy: float) -> None:
    potential = np.linspace(1e3, 2e4, 12)
    found = fit_pores(potential, filled_cm3_per_g(Pores(volume, energy), potential))
    assert found.volume_cm3_per_g == pytest.approx(volume, rel=1e-6)
    assert found.energy_j_per_mol == pytest.approx(energy, rel=1e-6)


@given(st.floats(1.0, 8.0), st.floats(1e-2, 1.0), st.floats(0.3, 0.95))
@settings(max_examples=15, deadline=None)
def test_toth_s_parameters_are_found_again_from_points_without_error(
    capacity: float, affinity: float, heterogeneity: float
) -> None:
    made = Toth(capacity, affinity, heterogeneity).loading_mol_per_kg(PRESSURES)
    found = fit_toth(PRESSURES, made)
    assert found.capacity_mol_per_kg == pytest.approx(capacity, rel=1e-3)
    assert found.heterogeneity == pytest.approx(heterogeneity, rel=1e-3)
    assert largest_deviation(found.loading_mol_per_kg(PRESSURES), made) < 1e-6


def test_all_six_parameters_are_found_again_from_points_without_error() -> None:
    made_with = TothAcrossTemperatures(Toth(4.0, 0.8, 0.5), 300.0, 45e3, 0.2, 0.3, 290.0, 330.0)
    temperature, pressure = (each.ravel() for each in np.meshgrid([290.0, 310.0, 330.0], PRESSURES))
    loading = made_with.loading_mol_per_kg(temperature, pressure)
    found = fit_toth_across_temperatures(temperature, pressure, loading, 300.0)
    assert (found.lowest_k, found.highest_k, found.reference_k) == (290.0, 330.0, 300.0)
    assert found.heat_j_per_mol == pytest.approx(45e3, rel=1e-4)
    assert found.heterogeneity_rise == pytest.approx(0.2, rel=1e-3)
    assert found.capacity_fall == pytest.approx(0.3, rel=1e-3)
    assert found.at_reference.affinity_per_pa == pytest.approx(0.8, rel=1e-3)


def test_toth_s_equation_meets_toluene_at_293_k_within_half_a_percent() -> None:
    _, pressure, measured = toluene(293.0)
    computed = fit_toth(pressure, measured).loading_mol_per_kg(pressure)
    assert mean_deviation(computed, measured) < 0.005
    assert largest_deviation(computed, measured) < 0.013


def test_one_set_of_six_meets_toluene_from_293_to_333_k_within_1_percent() -> None:
    temperature, pressure, measured = toluene(293.0, 313.0, 333.0)
    found = fit_toth_across_temperatures(temperature, pressure, measured, 293.0)
    computed = found.loading_mol_per_kg(temperature, pressure)
    assert mean_deviation(computed, measured) < 0.009
    assert largest_deviation(computed, measured) < 0.03


def test_points_on_henry_s_line_do_not_tell_the_capacity() -> None:
    with pytest.raises(ValueError, match="do not bend enough"):
        fit_toth([1.0, 2.0, 4.0, 8.0], [0.1, 0.2, 0.4, 0.8])


def test_too_few_points_are_refused() -> None:
    with pytest.raises(ValueError, match="3 parameters need as many points: 2"):
        fit_toth([1.0, 2.0], [1.0, 1.5])


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
def test_a_point_that_is_none_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        fit_toth([1.0, 2.0, 3.0], [1.0, 1.5, bad])


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="columns of one length"):
        fit_pores([1e3, 2e3, 3e3], [0.4, 0.3])


def test_pores_that_fill_as_the_potential_rises_are_refused() -> None:
    with pytest.raises(ValueError, match="must fall"):
        fit_pores([1e3, 1e4], [0.3, 0.4])


def test_loadings_in_grams_per_kilogram_are_refused() -> None:
    with pytest.raises(OutOfRange, match="loading_mol_per_kg must be within 0 … 50: 150"):
        fit_toth([1.0, 2.0, 3.0], [150.0, 200.0, 220.0])
