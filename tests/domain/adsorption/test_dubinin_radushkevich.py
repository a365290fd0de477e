"""Dubinin–Radushkevich: its limits, its integral, and toluene on a measured carbon."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.adsorption.dubinin_radushkevich import (
    DubininRadushkevich,
    Liquid,
    Pores,
    filled_cm3_per_g,
    potential_j_per_mol,
)
from domain.adsorption.fitting import mean_deviation
from domain.adsorption.validity import OutOfRange
from tests.domain.adsorption.integral import integral
from tests.domain.adsorption.isotherms.liquids import TOLUENE
from tests.domain.adsorption.isotherms.points import toluene

SORBONORIT = Pores(volume_cm3_per_g=0.4182, energy_j_per_mol=26_885)
AT_20_C = DubininRadushkevich(SORBONORIT, TOLUENE.at(293.15))

carbons = st.builds(Pores, st.floats(0.05, 1.0), st.floats(5e3, 4e4))
isotherms = st.builds(DubininRadushkevich, carbons, st.floats(283.0, 363.0).map(TOLUENE.at))
relative_pressures = st.floats(1.001e-5, 0.999)


def test_at_saturation_the_pores_are_full_of_liquid() -> None:
    # 0.4182 cm³/g · 0.8669 g/cm³ = 0.36254 g/g
    full = AT_20_C.uptake_kg_per_kg(AT_20_C.liquid.saturation_pa)
    assert float(full) == pytest.approx(0.4182 * 0.8669)


def test_where_the_potential_is_the_energy_a_share_of_1_in_e_is_filled() -> None:
    assert float(filled_cm3_per_g(SORBONORIT, 26_885.0)) == pytest.approx(0.4182 / np.e)


def test_the_potential_is_the_work_of_compression_to_saturation() -> None:
    # 8.314462618 J/(mol·K) · 300 K · ln(1000/10) = 11,486.8 J/mol
    assert float(potential_j_per_mol(300.0, 10.0, 1000.0)) == pytest.approx(11_486.8, abs=0.1)


def test_loadings_in_moles_and_in_mass_are_one_uptake() -> None:
    # 92.14 g of toluene are a mole
    pressures = np.array([3.0, 30.0, 300.0])
    assert AT_20_C.loading_mol_per_kg(pressures) * 0.09214 == pytest.approx(
        AT_20_C.uptake_kg_per_kg(pressures)
    )


@given(isotherms, relative_pressures, relative_pressures)
def test_more_vapour_never_means_less_uptake(
    isotherm: DubininRadushkevich, one: float, other: float
) -> None:
    less, more = sorted((one, other))
    uptakes = isotherm.uptake_kg_per_kg(np.array([less, more]) * isotherm.liquid.saturation_pa)
    assert 0 <= uptakes[0] <= uptakes[1] * (1 + 1e-12)


@given(carbons, st.floats(283.0, 363.0), st.floats(0.5, 20.0), st.floats(1e-4, 1.0))
def test_at_one_pressure_a_warmer_carbon_holds_less(
    pores: Pores, kelvin: float, warmer_by: float, relative: float
) -> None:
    cool, warm = TOLUENE.at(kelvin), TOLUENE.at(kelvin + warmer_by)
    pressure = relative * cool.saturation_pa
    held = DubininRadushkevich(pores, cool).uptake_kg_per_kg(pressure)
    assert DubininRadushkevich(pores, warm).uptake_kg_per_kg(pressure) < held


def test_it_has_no_henry_s_law() -> None:
    pressures = AT_20_C.liquid.saturation_pa * np.array([1e-5, 2e-5])
    shallow = DubininRadushkevich(Pores(0.4182, 8_000), AT_20_C.liquid)
    one, two = shallow.uptake_kg_per_kg(pressures)
    assert two > 2.5 * one


@given(isotherms, st.floats(1e-4, 1.0))
def test_the_spreading_pressure_is_the_integral_of_the_isotherm(
    isotherm: DubininRadushkevich, relative: float
) -> None:
    def loading(logarithm: float) -> float:
        potential = -8.31446261815324 * isotherm.liquid.temperature_k * logarithm
        filled = filled_cm3_per_g(isotherm.pores, potential) * isotherm.liquid.density_g_per_cm3
        return float(filled) * 1000 / isotherm.liquid.molar_mass_g_per_mol

    reach = 12 * isotherm.pores.energy_j_per_mol / (8.314 * isotherm.liquid.temperature_k)
    expected = integral(loading, np.log(relative) - reach, np.log(relative))
    z = isotherm.spreading_mol_per_kg(relative * isotherm.liquid.saturation_pa)
    assert float(z) == pytest.approx(expected, rel=1e-8)


@given(isotherms, relative_pressures)
def test_a_spreading_pressure_leads_back_to_the_pressure(
    isotherm: DubininRadushkevich, relative: float
) -> None:
    pressure = relative * isotherm.liquid.saturation_pa
    back, loading = isotherm.at_spreading(isotherm.spreading_mol_per_kg(pressure))
    assert float(back) == pytest.approx(pressure, rel=1e-6)
    assert float(loading) == pytest.approx(float(isotherm.loading_mol_per_kg(pressure)), rel=1e-6)


def test_beyond_saturation_the_pores_stay_full() -> None:
    saturation = AT_20_C.liquid.saturation_pa
    z, full = AT_20_C.spreading_mol_per_kg(saturation), AT_20_C.loading_mol_per_kg(saturation)
    # z = zsat + q0·ln(p/psat), so one q0 more is a pressure e times as high
    pressure, loading = AT_20_C.at_spreading(z + full)
    assert float(pressure) == pytest.approx(np.e * saturation)
    assert float(loading) == pytest.approx(float(full))


def test_no_vapour_has_no_spreading_pressure() -> None:
    assert float(AT_20_C.spreading_mol_per_kg(0.0)) == 0.0


@pytest.mark.parametrize(
    ("kelvin", "least", "most"),
    [(293.0, 0.0108, 0.0110), (313.0, 0.022, 0.024), (333.0, 0.013, 0.015)],
)
def test_the_fit_at_293_k_meets_the_other_measured_temperatures(
    kelvin: float, least: float, most: float
) -> None:
    _, pressure, measured = toluene(kelvin)
    computed = DubininRadushkevich(SORBONORIT, TOLUENE.at(kelvin)).loading_mol_per_kg(pressure)
    assert least < mean_deviation(computed, measured) < most


@pytest.mark.parametrize("relative", [0.0, 0.9e-5, 1.01, float("nan")])
def test_a_pressure_outside_the_range_is_refused_with_it(relative: float) -> None:
    with pytest.raises(OutOfRange, match=r"relative_pressure must be within 1e-05 … 1: "):
        AT_20_C.uptake_kg_per_kg(relative * AT_20_C.liquid.saturation_pa)


@pytest.mark.parametrize("impossible", [(0.0, 2e4), (0.4, 10.0), (3.0, 2e4)])
def test_pores_that_no_carbon_has_are_refused(impossible: tuple[float, float]) -> None:
    with pytest.raises(OutOfRange, match="must be within"):
        Pores(*impossible)


@pytest.mark.parametrize(
    "impossible",
    [
        (100.0, 1e3, 0.87, 92.0),
        (293.0, 0.0, 0.87, 92.0),
        (293.0, 1e3, 870.0, 92.0),
        (293.0, 1e3, 0.87, 0.092),
    ],
)
def test_a_liquid_in_other_units_is_refused(impossible: tuple[float, float, float, float]) -> None:
    with pytest.raises(OutOfRange, match="must be within"):
        Liquid(*impossible)


def test_a_negative_potential_is_refused() -> None:
    with pytest.raises(OutOfRange, match="potential_j_per_mol"):
        filled_cm3_per_g(SORBONORIT, -1.0)
