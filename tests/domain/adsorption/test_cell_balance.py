"""What one cell settles at: any rising isotherm, and mixtures that share the carbon."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import ArrayLike

from domain.adsorption.cell_balance import (
    CellBalance,
    Curve,
    Unbalanced,
    balance_of_mixture,
    balance_of_one,
)
from domain.adsorption.from_scipy import Floats
from domain.adsorption.linear_driving_force_bed import Bed, Feed, clean, pass_through
from tests.domain.adsorption.trial_beds import langmuir, up_to, with_a_step

LIGHT, HEAVY = 1e-4, 1e-2
AFFINITIES_M3_PER_MG = np.array([LIGHT, HEAVY])


def competing(concentration: Floats) -> Floats:
    """Langmuir's isotherm of a light and a heavy vapour on the same 0.4 kg/kg of places."""
    taken = AFFINITIES_M3_PER_MG * concentration
    return 0.4 * taken / (1 + taken.sum(axis=-1, keepdims=True))


def heavy_alone(concentration: Floats) -> Floats:
    """The same places without the light vapour."""
    return 0.4 * HEAVY * concentration / (1 + HEAVY * concentration)


def cell_of(isotherm: Curve, arrived_mg: float, loading: float) -> CellBalance:
    """1 m³ of gas and 0.01 kg of carbon that comes into equilibrium."""
    return CellBalance(
        isotherm=isotherm,
        takers_mg=lambda c: np.full_like(c, 1e4),
        loading_kg_per_kg=np.array([loading]),
        gas_m3=np.array([1.0]),
        arrived_mg=np.array([arrived_mg]),
        carbon_mg=np.array([1e4]),
        been_mg_per_m3=np.array([100.0]),
    )


def test_a_linear_isotherm_shares_out_what_there_is() -> None:
    # 1 m³·C + 10⁴ mg·10⁻⁴·C = 1,000 mg, half of it in either
    assert balance_of_one(cell_of(langmuir(1), 1_000, 0.0)) == pytest.approx(500)


@pytest.mark.parametrize(("arrived", "loading"), [(0, 0.0), (400, 0.0), (5_000, 0.1), (0, 0.3)])
def test_a_step_in_the_isotherm_is_met(arrived: float, loading: float) -> None:
    cell = cell_of(with_a_step, arrived, loading)
    settled = balance_of_one(cell)
    held = settled + 1e4 * with_a_step(settled)
    assert held == pytest.approx(arrived + 1e4 * loading, rel=1e-9, abs=1e-9)


def test_a_balance_that_cannot_be_found_is_said() -> None:
    with pytest.raises(Unbalanced):
        balance_of_mixture(cell_of(lambda c: c * np.nan, 1_000, 0.0))


def _mixture(isotherm: Curve, rate_per_h: ArrayLike = 2.0) -> Bed:
    return Bed(
        isotherm=isotherm,
        rate_per_h=rate_per_h,
        carbon_kg=100.0,
        cells=25,
        balance=balance_of_mixture,
    )


def _alone(inlet: Floats) -> Floats:
    """The outlet of the heavy vapour by itself."""
    bed = Bed(
        isotherm=lambda c: 0.4 * HEAVY * c / (1 + HEAVY * c),
        rate_per_h=2.0,
        carbon_kg=100,
        cells=25,
    )
    outlet, _ = pass_through(bed, Feed(inlet, 1_000, 1.0), clean(bed))
    return outlet


def test_a_mixture_with_one_component_absent_is_the_other_alone() -> None:
    inlet = np.full(100, 400.0)
    expected = _alone(inlet)
    both = _mixture(competing)
    feed = Feed(np.stack([np.zeros(100), inlet], axis=-1), 1_000, 1.0)
    outlet, _ = pass_through(both, feed, clean(both, (2,)))
    assert outlet[:, 1] == pytest.approx(expected, rel=1e-8, abs=1e-8)
    assert np.all(outlet[:, 0] == 0)


def test_two_halves_of_one_vapour_are_the_whole() -> None:
    def halves(concentration: Floats) -> Floats:
        total = concentration.sum(axis=-1, keepdims=True)
        return 0.4 * HEAVY * concentration / (1 + HEAVY * total)

    inlet = np.full(100, 400.0)
    expected = _alone(inlet)
    both = _mixture(halves)
    feed = Feed(np.stack([0.25 * inlet, 0.75 * inlet], axis=-1), 1_000, 1.0)
    outlet, _ = pass_through(both, feed, clean(both, (2,)))
    assert outlet.sum(axis=-1) == pytest.approx(expected, rel=1e-8, abs=1e-8)
    assert outlet[:, 0] == pytest.approx(outlet[:, 1] / 3)


@pytest.mark.parametrize("rate_per_h", [0.2, 20.0, 1e9])
def test_the_heavy_vapour_drives_the_light_one_out_and_no_mass_is_lost(rate_per_h: float) -> None:
    bed = _mixture(competing, rate_per_h)
    feed = Feed(np.tile([500.0, 300.0], (300, 1)), 1_000, 0.5)
    outlet, content = pass_through(bed, feed, clean(bed, (2,)))
    came, went = (feed.blown_m3() * feed.inlet_mg_per_m3 / 1e6, feed.blown_m3() * outlet / 1e6)
    assert content.held_kg(bed) == pytest.approx((came - went).sum(axis=0), rel=1e-9)
    assert outlet[:, 0].max() > 510
    assert outlet[:, 1].max() <= 300 * (1 + 1e-9)


@settings(max_examples=30)
@given(
    arrays(float, (8, 2), elements=up_to(5_000)),
    st.lists(up_to(20_000), min_size=8, max_size=8),
    st.floats(1e-3, 1e9),
)
def test_whatever_mixture_is_blown_in_every_component_keeps_its_mass(
    inlet: Floats, airflow: list[float], rate_per_h: float
) -> None:
    bed = _mixture(competing, rate_per_h)
    feed = Feed(inlet, airflow, 0.7)
    outlet, content = pass_through(bed, feed, clean(bed, (2,)))
    came_kg = (feed.blown_m3() * inlet).sum(axis=0) / 1e6
    went_kg = (feed.blown_m3() * outlet).sum(axis=0) / 1e6
    assert np.all(np.abs(came_kg - went_kg - content.held_kg(bed)) <= 1e-9 * came_kg)
    assert np.all(outlet >= 0)


def test_traces_beside_a_vapour_that_fills_the_carbon_settle_too() -> None:
    # 0.39997 of 0.4 kg/kg is taken, and what is left decides about the traces
    cell = CellBalance(
        isotherm=competing,
        takers_mg=lambda c: np.full_like(c, 5e6),
        loading_kg_per_kg=np.array([5e-9, 0.39997]),
        gas_m3=np.array([0.35, 0.35]),
        arrived_mg=np.array([3.5e-6, 583.0]),
        carbon_mg=np.array([5e6, 5e6]),
        been_mg_per_m3=np.array([1e-5, 1_600.0]),
    )
    settled = balance_of_mixture(cell)
    held = 0.35 * settled + 5e6 * competing(settled)
    assert held == pytest.approx(cell.arrived_mg + 5e6 * cell.loading_kg_per_kg, rel=1e-9)


def test_a_component_may_have_its_own_rate_and_beds_stand_before_components() -> None:
    bed = _mixture(competing, np.array([[0.5, 2.0], [5.0, 1.0]]))
    feed = Feed(np.tile([[500.0, 300.0], [100.0, 800.0]], (50, 1, 1)), np.full(50, 800.0), 1.0)
    outlet, _ = pass_through(bed, feed, clean(bed, (2, 2)))
    for i, rates in enumerate([[0.5, 2.0], [5.0, 1.0]]):
        alone = _mixture(competing, np.array(rates))
        one = Feed(feed.inlet_mg_per_m3[:, i], 800.0, 1.0)
        expected, _ = pass_through(alone, one, clean(alone, (2,)))
        assert outlet[:, i] == pytest.approx(expected, rel=1e-6, abs=1e-9)
