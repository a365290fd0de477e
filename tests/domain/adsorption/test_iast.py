"""Ideal adsorbed solutions: what holds for every mixture, and where the answer is known."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.adsorption.dubinin_radushkevich import DubininRadushkevich, Pores
from domain.adsorption.iast import PureIsotherm, loadings_mol_per_kg, spreading_mol_per_kg
from domain.adsorption.langmuir import Langmuir, competing_loadings_mol_per_kg
from domain.adsorption.toth import Toth
from domain.adsorption.validity import OutOfRange
from tests.domain.adsorption.isotherms.liquids import TOLUENE

Mixture: TypeAlias = tuple[list[PureIsotherm], list[float]]

langmuirs = st.builds(Langmuir, st.floats(0.1, 10.0), st.floats(1e-6, 1e2))
toths = st.builds(Toth, st.floats(0.1, 10.0), st.floats(1e-6, 1e4), st.floats(0.1, 1.0))
pores = st.builds(Pores, st.floats(0.1, 0.8), st.floats(8e3, 3e4))
dubinins = st.builds(DubininRadushkevich, pores, st.floats(288.0, 353.0).map(TOLUENE.at))
# Between toluene's 10⁻⁵ psat at 353 K and its psat at 288 K, where Dubinin's equation answers.
pressures = st.floats(0.5, 1.9e3)
components = st.tuples(st.one_of(langmuirs, toths, dubinins), pressures)
concave_components = st.tuples(st.one_of(langmuirs, toths), pressures)


def _apart(pairs: Sequence[tuple[PureIsotherm, float]]) -> Mixture:
    return [isotherm for isotherm, _ in pairs], [pressure for _, pressure in pairs]


mixtures = st.lists(components, min_size=2, max_size=4).map(_apart)
concave_mixtures = st.lists(concave_components, min_size=2, max_size=4).map(_apart)

# A mixture takes milliseconds, but not on a machine that does much else.
unhurried = settings(deadline=None, max_examples=60)


@given(st.lists(st.floats(1e-5, 1.0), min_size=2, max_size=2), pressures, pressures)
def test_vapours_with_one_capacity_are_langmuir_s_mixture(
    affinities: list[float], one: float, other: float
) -> None:
    isotherms = [Langmuir(3.0, affinity) for affinity in affinities]
    assert loadings_mol_per_kg(isotherms, [one, other]) == pytest.approx(
        competing_loadings_mol_per_kg([3.0, 3.0], affinities, [one, other]), rel=1e-9
    )


def test_a_mixture_can_be_done_by_hand() -> None:
    # qs 2 and 1, b 1/Pa each; z/2 = ln 3 needs p1° = 2 and p2° = 8, and 1/2 + 4/8 = 1.
    # q1° = 2·2/3 = 4/3, q2° = 8/9; 1/q = ½·¾ + ½·9/8 = 15/16, and half of q is each one's.
    isotherms = [Langmuir(2.0, 1.0), Langmuir(1.0, 1.0)]
    assert float(spreading_mol_per_kg(isotherms, [1.0, 4.0])) == pytest.approx(2 * np.log(3))
    assert loadings_mol_per_kg(isotherms, [1.0, 4.0]) == pytest.approx([8 / 15, 8 / 15])


@given(components)
@unhurried
def test_one_vapour_is_adsorbed_as_if_alone(component: tuple[Langmuir, float]) -> None:
    isotherm, pressure = component
    alone = float(isotherm.loading_mol_per_kg(pressure))
    assert loadings_mol_per_kg([isotherm], [pressure]) == pytest.approx([alone], rel=1e-6)


@given(components, langmuirs)
@unhurried
def test_a_vapour_that_is_absent_changes_nothing(
    component: tuple[Langmuir, float], absent: Langmuir
) -> None:
    isotherm, pressure = component
    alone = float(isotherm.loading_mol_per_kg(pressure))
    found = loadings_mol_per_kg([isotherm, absent], [pressure, 0.0])
    assert found == pytest.approx([alone, 0.0], rel=1e-6)


@given(toths, pressures, pressures)
@unhurried
def test_a_vapour_split_in_two_is_adsorbed_as_before(
    isotherm: Toth, one: float, other: float
) -> None:
    whole = float(isotherm.loading_mol_per_kg(one + other))
    halves = loadings_mol_per_kg([isotherm, isotherm], [one, other])
    assert halves == pytest.approx(whole * np.array([one, other]) / (one + other), rel=1e-6)


@given(mixtures)
@unhurried
def test_shares_add_up_and_every_component_has_its_place(mixture: Mixture) -> None:
    isotherms, partial = mixture
    z = spreading_mol_per_kg(isotherms, partial)
    loadings = loadings_mol_per_kg(isotherms, partial)
    pure = [isotherm.at_spreading(z) for isotherm in isotherms]
    shares = np.array([p / float(pressure) for p, (pressure, _) in zip(partial, pure, strict=True)])
    assert shares.sum() == pytest.approx(1.0, abs=1e-9)
    assert loadings / loadings.sum() == pytest.approx(shares, rel=1e-6)
    # Σ qi/qi° = 1: the components fill the carbon between them.
    alone = np.array([float(loading) for _, loading in pure])
    assert (loadings / alone).sum() == pytest.approx(1.0, abs=1e-9)


@given(mixtures, st.data())
@unhurried
def test_loadings_are_the_slopes_of_the_spreading_pressure(
    mixture: Mixture, data: st.DataObject
) -> None:
    # Gibbs: qi = ∂z/∂(ln pi), by a central difference of 2 · 10⁻³.
    isotherms, partial = mixture
    chosen = data.draw(st.integers(0, len(partial) - 1))
    step = np.zeros((2, len(partial)))
    step[:, chosen] = [-1e-3, 1e-3]
    before, after = spreading_mol_per_kg(isotherms, np.array(partial) * np.exp(step))
    total = loadings_mol_per_kg(isotherms, partial)
    assert (after - before) / 2e-3 == pytest.approx(
        total[chosen], rel=1e-4, abs=1e-6 * float(total.sum()) + 1e-6 * float(after)
    )


@given(concave_mixtures)
@unhurried
def test_beside_others_no_vapour_is_adsorbed_more_than_alone(mixture: Mixture) -> None:
    isotherms, partial = mixture
    together = loadings_mol_per_kg(isotherms, partial)
    alone = np.diag(loadings_mol_per_kg(isotherms, np.diag(partial)))
    assert np.all(together <= alone * (1 + 1e-6))


def test_at_the_foot_of_dubinin_s_isotherm_a_neighbour_seems_to_help() -> None:
    # Where A > E²/2RT, q rises faster than p: no adsorption does, and the mixture shows it.
    isotherms = [Langmuir(1.0, 1.0), DubininRadushkevich(Pores(0.5, 8_000), TOLUENE.at(288.0))]
    alone = loadings_mol_per_kg(isotherms, [0.0, 1.0])[1]
    assert loadings_mol_per_kg(isotherms, [1.0, 1.0])[1] > alone


@given(mixtures, st.floats(1.01, 3.0), st.data())
@unhurried
def test_more_of_one_vapour_raises_its_own_loading_and_the_spreading_pressure(
    mixture: Mixture, times: float, data: st.DataObject
) -> None:
    isotherms, partial = mixture
    chosen = data.draw(st.integers(0, len(partial) - 1))
    # Dubinin's pure isotherm is answered for up to saturation only.
    more = [p * (times if i == chosen else 1.0) for i, p in enumerate(partial)]
    pairs = np.array([partial, more]) / 3
    less_z, more_z = spreading_mol_per_kg(isotherms, pairs)
    before, after = loadings_mol_per_kg(isotherms, pairs)[:, chosen]
    assert less_z <= more_z * (1 + 1e-9)
    assert before <= after * (1 + 1e-6)


def test_the_order_of_the_components_is_theirs_alone() -> None:
    isotherms = [Toth(4.2, 80.0, 0.32), Langmuir(3.0, 1e-3)]
    forth = loadings_mol_per_kg(isotherms, [5.0, 300.0])
    back = loadings_mol_per_kg(isotherms[::-1], [300.0, 5.0])
    assert back[::-1] == pytest.approx(forth)


def test_many_mixtures_at_once_are_each_by_itself() -> None:
    isotherms = [
        Toth(4.2, 80.0, 0.32),
        Langmuir(3.0, 1e-3),
        DubininRadushkevich(Pores(0.42, 26_885), TOLUENE.at(303.0)),
    ]
    grid = np.random.default_rng(7).uniform(0.0, 1e3, size=(4, 5, 3))
    together = loadings_mol_per_kg(isotherms, grid)
    assert together.shape == (4, 5, 3)
    alone = [loadings_mol_per_kg(isotherms, mixture) for mixture in grid.reshape(-1, 3)]
    assert together.reshape(-1, 3) == pytest.approx(np.array(alone), rel=1e-8)


def test_air_without_vapours_leaves_the_carbon_empty() -> None:
    isotherms = [Langmuir(3.0, 1e-3), Toth(4.2, 80.0, 0.32)]
    found = loadings_mol_per_kg(isotherms, [[0.0, 0.0], [1.0, 0.0]])
    assert found[0] == pytest.approx([0.0, 0.0], abs=0)
    assert found[1, 0] > 0
    assert float(spreading_mol_per_kg(isotherms, [0.0, 0.0])) == 0.0


@pytest.mark.parametrize("scale", [1e-9, 1e-3, 1.0])
def test_capacities_that_differ_a_thousandfold_are_solved(scale: float) -> None:
    isotherms = [Langmuir(10.0, 10.0), Langmuir(0.01, 1e-6), Toth(5.0, 1e4, 0.1)]
    loadings = loadings_mol_per_kg(isotherms, np.array([1e5, 1e5, 1e5]) * scale)
    assert np.all(np.isfinite(loadings))
    assert np.all(loadings >= 0)
    assert loadings.sum() > 0


def test_a_pressure_below_0_is_refused() -> None:
    with pytest.raises(OutOfRange, match=r"pressures_pa must be within 0 … 1e\+06: -1"):
        loadings_mol_per_kg([Langmuir(3.0, 1e-3)], [-1.0])


def test_a_vapour_without_an_isotherm_is_refused() -> None:
    with pytest.raises(ValueError, match=r"1 isotherms for pressures of shape \(2,\)"):
        loadings_mol_per_kg([Langmuir(3.0, 1e-3)], [1.0, 2.0])
