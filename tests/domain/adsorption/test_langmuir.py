"""Langmuir: Henry's law, saturation, and vapours that compete for the same sites."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.adsorption.langmuir import (
    Langmuir,
    affinity_per_pa,
    competing_loadings_mol_per_kg,
)
from domain.adsorption.validity import OutOfRange

isotherms = st.builds(Langmuir, st.floats(0.1, 10.0), st.floats(1e-6, 1e2))
pressures = st.floats(1e-3, 1e5)


def test_half_of_the_sites_are_taken_where_pressure_times_affinity_is_1() -> None:
    assert float(Langmuir(4.0, 0.01).loading_mol_per_kg(100.0)) == pytest.approx(2.0)


@given(isotherms)
def test_traces_follow_henry_s_law(isotherm: Langmuir) -> None:
    trace = 1e-8 / isotherm.affinity_per_pa
    henry = isotherm.capacity_mol_per_kg * isotherm.affinity_per_pa
    assert float(isotherm.loading_mol_per_kg(trace)) == pytest.approx(henry * trace, rel=2e-8)


@given(st.floats(0.1, 10.0))
def test_at_high_pressure_every_site_is_taken(capacity: float) -> None:
    assert float(Langmuir(capacity, 1e4).loading_mol_per_kg(1e6)) == pytest.approx(capacity)


@given(isotherms, pressures, pressures)
def test_more_vapour_never_means_less_loading(isotherm: Langmuir, one: float, other: float) -> None:
    loadings = isotherm.loading_mol_per_kg(np.sort([one, other]))
    assert 0 < loadings[0] <= loadings[1] * (1 + 1e-12)
    assert loadings[1] <= isotherm.capacity_mol_per_kg


@given(isotherms, pressures)
def test_the_loading_is_the_slope_of_the_spreading_pressure(
    isotherm: Langmuir, pressure: float
) -> None:
    # q = dz/d(ln p), by a central difference of 2 · 10⁻⁴
    before, after = isotherm.spreading_mol_per_kg(pressure * np.exp([-1e-4, 1e-4]))
    assert (after - before) / 2e-4 == pytest.approx(
        float(isotherm.loading_mol_per_kg(pressure)), rel=1e-6
    )


@given(isotherms, pressures)
def test_a_spreading_pressure_leads_back_to_the_pressure(
    isotherm: Langmuir, pressure: float
) -> None:
    back, loading = isotherm.at_spreading(isotherm.spreading_mol_per_kg(pressure))
    assert float(back) == pytest.approx(pressure, rel=1e-9)
    assert float(loading) == pytest.approx(float(isotherm.loading_mol_per_kg(pressure)), rel=1e-9)


def test_the_affinity_falls_with_temperature_as_van_t_hoff_has_it() -> None:
    # 50,000/8.314463 · (1/323 − 1/293) = −1.90629, and e to that is 0.14863
    assert float(affinity_per_pa(2.0, 50_000.0, 323.0, 293.0)) == pytest.approx(0.29726, abs=1e-5)


@given(st.floats(0.0, 2e5), st.floats(250.0, 400.0), st.floats(0.1, 50.0))
def test_a_warmer_carbon_never_holds_a_vapour_more_tightly(
    heat: float, kelvin: float, warmer_by: float
) -> None:
    cool, warm = affinity_per_pa(1.0, heat, np.array([kelvin, kelvin + warmer_by]), 300.0)
    assert 0 < warm <= cool


@given(isotherms, pressures)
def test_one_vapour_competes_with_none(isotherm: Langmuir, pressure: float) -> None:
    alone = competing_loadings_mol_per_kg(
        [isotherm.capacity_mol_per_kg], [isotherm.affinity_per_pa], [pressure]
    )
    assert alone == pytest.approx([float(isotherm.loading_mol_per_kg(pressure))])


@given(st.lists(pressures, min_size=3, max_size=3), st.floats(0.1, 10.0))
def test_competing_vapours_share_the_sites(mixture: list[float], capacity: float) -> None:
    affinities = [1e-3, 1e-2, 1e-1]
    loadings = competing_loadings_mol_per_kg([capacity] * 3, affinities, mixture)
    covered = np.dot(affinities, mixture)
    assert loadings.sum() == pytest.approx(capacity * covered / (1 + covered))


@pytest.mark.parametrize("pressure", [-1.0, 1.1e6, float("nan")])
def test_a_pressure_outside_the_range_is_refused_with_it(pressure: float) -> None:
    isotherm = Langmuir(4.0, 0.01)
    for ask in (isotherm.loading_mol_per_kg, isotherm.spreading_mol_per_kg):
        with pytest.raises(OutOfRange, match=r"pressure_pa must be within 0 … 1e\+06: "):
            ask(pressure)
    with pytest.raises(OutOfRange, match="pressures_pa"):
        competing_loadings_mol_per_kg([4.0], [0.01], [pressure])


@pytest.mark.parametrize("impossible", [(0.0, 1.0), (4.0, 0.0), (4000.0, 1.0)])
def test_sites_that_no_carbon_has_are_refused(impossible: tuple[float, float]) -> None:
    with pytest.raises(OutOfRange, match="must be within"):
        Langmuir(*impossible)


def test_a_heat_below_0_is_refused() -> None:
    with pytest.raises(OutOfRange, match="heat_j_per_mol must be within 0 … 200000"):
        affinity_per_pa(1.0, -1.0, 300.0, 300.0)
