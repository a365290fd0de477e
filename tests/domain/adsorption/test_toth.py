"""Toth: Langmuir's at t = 1, Henry's law and saturation, and its integral in closed form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.adsorption.langmuir import Langmuir
from domain.adsorption.toth import Toth, coverage
from domain.adsorption.validity import OutOfRange
from tests.domain.adsorption.integral import integral

isotherms = st.builds(Toth, st.floats(0.1, 10.0), st.floats(1e-6, 1e4), st.floats(0.1, 1.0))
pressures = st.floats(1e-4, 1e6)


def test_a_square_root_is_a_case_done_by_hand() -> None:
    # t = ½, b·p = 4: q/qs = 4/(1 + √4)² = 4/9
    assert float(Toth(9.0, 0.04, 0.5).loading_mol_per_kg(100.0)) == pytest.approx(4.0)


def test_the_spreading_pressure_of_the_square_root_is_known() -> None:
    # t = ½: z/qs = ∫4·s·ds/(1 + s)² · ½ from 0 to 2, with s = √(b·p): 2·[ln 3 − 2/3]
    z = Toth(9.0, 0.04, 0.5).spreading_mol_per_kg(100.0)
    assert float(z) == pytest.approx(9 * 2 * (np.log(3) - 2 / 3))


@given(st.floats(0.1, 10.0), st.floats(1e-6, 1e3), pressures)
def test_with_equal_sites_it_is_langmuir_s(
    capacity: float, affinity: float, pressure: float
) -> None:
    toth, langmuir = Toth(capacity, affinity, 1.0), Langmuir(capacity, affinity)
    assert float(toth.loading_mol_per_kg(pressure)) == pytest.approx(
        float(langmuir.loading_mol_per_kg(pressure)), rel=1e-11
    )
    z = langmuir.spreading_mol_per_kg(pressure)
    assert float(toth.spreading_mol_per_kg(pressure)) == pytest.approx(float(z), rel=1e-9)
    assert [float(each) for each in toth.at_spreading(z)] == pytest.approx(
        [float(each) for each in langmuir.at_spreading(z)], rel=1e-6
    )


@given(isotherms)
def test_traces_follow_henry_s_law(isotherm: Toth) -> None:
    # (b·p)^t = 10⁻⁸, so the bracket is 1 to 10⁻⁸/t
    logarithm = np.log(1e-8) / isotherm.heterogeneity
    ratio = coverage(logarithm, isotherm.heterogeneity) / np.exp(logarithm)
    assert float(ratio) == pytest.approx(1.0, abs=1.1e-7)


@given(st.floats(0.1, 1.0))
def test_at_high_pressure_every_site_is_taken(heterogeneity: float) -> None:
    # (b·p)^t = 10⁹
    assert float(coverage(np.log(1e9) / heterogeneity, heterogeneity)) == pytest.approx(1.0)


@given(isotherms, pressures, pressures)
def test_more_vapour_never_means_less_loading(isotherm: Toth, one: float, other: float) -> None:
    loadings = isotherm.loading_mol_per_kg(np.sort([one, other]))
    assert 0 < loadings[0] <= loadings[1] * (1 + 1e-12)
    assert loadings[1] <= isotherm.capacity_mol_per_kg


@given(isotherms, pressures, st.floats(0.01, 0.5))
def test_unequal_sites_never_hold_more(isotherm: Toth, pressure: float, less: float) -> None:
    uneven = Toth(
        isotherm.capacity_mol_per_kg,
        isotherm.affinity_per_pa,
        max(0.05, isotherm.heterogeneity - less),
    )
    held = float(isotherm.loading_mol_per_kg(pressure))
    assert float(uneven.loading_mol_per_kg(pressure)) <= held * (1 + 1e-12)


@given(isotherms, pressures)
def test_the_spreading_pressure_is_the_integral_of_the_isotherm(
    isotherm: Toth, pressure: float
) -> None:
    # With v = (q/qs)^t, z/qs = (1/t)·∫v^(1/t − 1)/(1 − v) dv: without the pole, a smooth integral.
    t = isotherm.heterogeneity
    x = (isotherm.affinity_per_pa * pressure) ** t

    def smooth(v: float) -> float:
        return (v ** (1 / t - 1) - 1) / (1 - v) if v < 1 - 1e-12 else -(1 / t - 1)

    expected = (integral(smooth, 0.0, x / (1 + x)) + np.log1p(x)) / t
    z = float(isotherm.spreading_mol_per_kg(pressure)) / isotherm.capacity_mol_per_kg
    assert z == pytest.approx(expected, rel=1e-7, abs=1e-10)


@pytest.mark.parametrize("heterogeneity", [0.35, 0.5, 0.7, 1.0])
def test_both_ways_to_the_spreading_pressure_meet(heterogeneity: float) -> None:
    # Around (b·p)^t = 10⁶ the slope still is the loading: the two formulas join without a step.
    isotherm = Toth(1.0, 1e12, heterogeneity)
    at = 1e6 ** (1 / heterogeneity) / isotherm.affinity_per_pa
    before, after = isotherm.spreading_mol_per_kg(at * np.exp([-1e-3, 1e-3]))
    assert (after - before) / 2e-3 == pytest.approx(1.0, abs=1e-5)


@given(isotherms, pressures)
def test_a_spreading_pressure_leads_back_to_the_pressure(isotherm: Toth, pressure: float) -> None:
    back, loading = isotherm.at_spreading(isotherm.spreading_mol_per_kg(pressure))
    assert float(back) == pytest.approx(pressure, rel=1e-6)
    assert float(loading) == pytest.approx(float(isotherm.loading_mol_per_kg(pressure)), rel=1e-6)


def test_no_vapour_leaves_the_carbon_empty() -> None:
    isotherm = Toth(4.0, 80.0, 0.3)
    assert float(isotherm.loading_mol_per_kg(0.0)) == 0.0
    assert float(isotherm.spreading_mol_per_kg(0.0)) == 0.0


@pytest.mark.parametrize("pressure", [-1.0, 1.1e6, float("nan")])
def test_a_pressure_outside_the_range_is_refused_with_it(pressure: float) -> None:
    with pytest.raises(OutOfRange, match=r"pressure_pa must be within 0 … 1e\+06: "):
        Toth(4.0, 80.0, 0.3).loading_mol_per_kg(pressure)


@pytest.mark.parametrize("impossible", [(0.0, 1.0, 0.3), (4.0, 0.0, 0.3), (4.0, 1.0, 1.1)])
def test_sites_that_no_carbon_has_are_refused(impossible: tuple[float, float, float]) -> None:
    with pytest.raises(OutOfRange, match="must be within"):
        Toth(*impossible)
