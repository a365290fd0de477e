"""What a carbon takes up: limits, order, and a fit that was printed elsewhere."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.adsorption.solvent import Solvent
from domain.adsorption.solvent_table import SOLVENTS
from domain.adsorption.solvents import by_name, vapour_pressure_pa
from domain.adsorption.validity import OutOfRange
from domain.adsorption.vapour_capacity import (
    Carbon,
    affinity,
    carbon_of,
    concentration_mg_per_m3,
    equilibrium_capacity,
    partial_pressure_pa,
)

CARBON = carbon_of(0.45)
ROOM_K = 298.15
solvents = st.sampled_from(SOLVENTS)


def named(name: str) -> Solvent:
    found = by_name(name)
    assert found
    return found


def test_benzene_is_the_measure_of_affinity() -> None:
    assert affinity(named("苯")) == pytest.approx(1, rel=1e-3)
    assert affinity(named("methanol")) < 0.5 < 1 < affinity(named("toluene"))


def test_an_uptake_can_be_followed_by_hand() -> None:
    # Pe of toluene 31.11, β = (31.11/26.26)^0.9 = 1.1648; E = 1.1648 · 20,000 = 23,296 J/mol
    # A = 8.3145 · 298.15 · ln(3,789.1/37.891) = 11,416 J/mol; exp[−(11,416/23,296)²] = 0.78652
    # 0.45 cm³/g · 0.8623 g/cm³ · 0.78652 = 0.30520
    taken_up = equilibrium_capacity(Carbon(0.45, 20_000), named("甲苯"), 37.891, ROOM_K)
    assert taken_up == pytest.approx(0.30520, rel=2e-4)


def test_the_energy_of_an_unknown_carbon_is_like_that_of_a_measured_one() -> None:
    # Sorbonorit 4 and toluene at 293 K: W0 0.4182 cm³/g and E 26,885 J/mol, tabulated with DOI
    # 10.1021/je400517c. The estimate knows W0 only.
    estimated = carbon_of(0.4182).energy_j_per_mol * affinity(named("甲苯"))
    assert estimated == pytest.approx(26_885, rel=0.12)


# Isopropanol on Sorbonorit 4 at 293 K, Pa and mmol/g: tabulated with DOI 10.1021/je400517c.
MEASURED = (
    (89.1, 3.86358),
    (223.99, 4.33728),
    (443.0, 4.57547),
    (893.9, 4.7892),
    (2229.0, 5.05194),
)
WEAK = ((4.3, 1.2408), (19.9, 2.22344))


def from_toluene_mmol_per_g(pressure_pa: float) -> float:
    """What a carbon that is known by toluene alone is said to take up of isopropanol."""
    known = Carbon(0.4182, 26_885 / affinity(named("甲苯")))
    isopropanol = named("异丙醇")
    taken_up = float(equilibrium_capacity(known, isopropanol, pressure_pa, 293.0))
    return 1e3 * taken_up / isopropanol.molar_mass_g_per_mol


@pytest.mark.parametrize(("pressure_pa", "mmol_per_g"), MEASURED)
def test_what_a_carbon_does_with_toluene_tells_what_it_does_with_isopropanol(
    pressure_pa: float, mmol_per_g: float
) -> None:
    assert from_toluene_mmol_per_g(pressure_pa) == pytest.approx(mmol_per_g, rel=0.08)


@pytest.mark.parametrize(("pressure_pa", "mmol_per_g"), WEAK)
def test_of_a_trace_of_isopropanol_it_promises_too_much(
    pressure_pa: float, mmol_per_g: float
) -> None:
    assert 1.2 < from_toluene_mmol_per_g(pressure_pa) / mmol_per_g < 1.6


@given(solvents)
def test_at_saturation_the_pores_are_full_of_liquid(solvent: Solvent) -> None:
    full = equilibrium_capacity(CARBON, solvent, vapour_pressure_pa(solvent, ROOM_K), ROOM_K)
    assert full == pytest.approx(0.45 * solvent.density_g_per_cm3.value)


@given(solvents, st.floats(1e-6, 0.98), st.floats(0.1, 1.2))
def test_more_vapour_or_more_pores_mean_more_uptake(
    solvent: Solvent, share: float, micropores: float
) -> None:
    saturation_pa = float(vapour_pressure_pa(solvent, ROOM_K))
    pressures_pa = saturation_pa * np.array([share, share * 1.02])
    for carbon in (Carbon(micropores, 20_000), CARBON):
        less, more = equilibrium_capacity(carbon, solvent, pressures_pa, ROOM_K)
        assert 0 <= less <= more <= carbon.micropore_cm3_per_g * 1.7
    twice = equilibrium_capacity(Carbon(0.2, 20_000), solvent, pressures_pa, ROOM_K)
    once = equilibrium_capacity(Carbon(0.1, 20_000), solvent, pressures_pa, ROOM_K)
    assert twice == pytest.approx(2 * once)


@given(solvents, st.floats(283.15, 313.15))
def test_a_warm_carbon_holds_less(solvent: Solvent, kelvin: float) -> None:
    low = max(kelvin, solvent.antoine.lowest_k)
    pressure_pa = 1e-3 * float(vapour_pressure_pa(solvent, low))
    cold = equilibrium_capacity(CARBON, solvent, pressure_pa, low)
    assert equilibrium_capacity(CARBON, solvent, pressure_pa, low + 10) < cold


@given(solvents, st.floats(0.1, 1e5), st.floats(273.15, 323.15))
def test_pressure_and_concentration_are_each_others_inverse(
    solvent: Solvent, mg_per_m3: float, kelvin: float
) -> None:
    pressure_pa = partial_pressure_pa(solvent, mg_per_m3, kelvin)
    assert concentration_mg_per_m3(solvent, pressure_pa, kelvin) == pytest.approx(mg_per_m3)


def test_a_concentration_can_be_followed_by_hand() -> None:
    # 101.325 Pa / (8.3145 · 295.15) = 0.041289 mol/m³ of 92.141 g/mol: 3,804.4 mg/m³
    assert concentration_mg_per_m3(named("甲苯"), 101.325, 295.15) == pytest.approx(3_804.4, 1e-4)


@pytest.mark.parametrize(
    ("micropores", "energy"), [(0.05, 2e4), (1.3, 2e4), (0.4, 7e3), (0.4, 5e4)]
)
def test_what_is_no_activated_carbon_is_refused(micropores: float, energy: float) -> None:
    with pytest.raises(OutOfRange):
        Carbon(micropores, energy)


def test_a_vapour_beyond_saturation_or_no_vapour_is_refused() -> None:
    toluene = named("甲苯")
    for pressure_pa in (0.0, -1.0, 5_000.0):
        with pytest.raises(OutOfRange, match="pressure_over_saturation"):
            equilibrium_capacity(CARBON, toluene, pressure_pa, ROOM_K)
