"""What is believed before the carbon is used, and how it changes from fill to fill."""

from dataclasses import replace

import numpy as np
import pytest

from domain.adsorption.from_scipy import Floats
from domain.adsorption.life_parameters import COUNT, Gaussian, Unknown
from domain.adsorption.life_prior import (
    FROM_FILL_TO_FILL,
    USUAL_IODINE_MG_PER_G,
    Instruments,
    declared_mean,
    district,
    first_fill,
    instruments_of,
    next_fill,
)
from domain.adsorption.solvent import Solvent
from domain.adsorption.solvent_table import SOLVENTS
from domain.adsorption.solvents import by_name
from domain.adsorption.vapour_capacity import carbon_of, equilibrium_capacity, partial_pressure_pa
from tests.domain.adsorption.charges import FILL, OTHERS, charge_of, days_of, seen_by

WATCHED = (Instruments.BOTH, Instruments.OUTLET)
UNWATCHED = (Instruments.INLET, Instruments.NONE)
FULL = days_of(7, inlet=40.0, outlet=2.0)


def mean_of(*solvents: str) -> Floats:
    """What is expected of a bed for these."""
    return declared_mean(replace(FILL, solvents=solvents))


def light_share(mean: Floats) -> float:
    """Of the mass that comes in."""
    return float(1 / (1 + np.exp(-mean[Unknown.SHARE])))


def ln_affinity(name: str) -> float:
    """ln b by hand: b·c/(1 + b·c) = q/0.34 at 50 mg/m³ and 25 °C, q as `vapour_capacity` says.

    Langmuir's 0.34 kg/kg is never more than 95 % full, however heavy the vapour.
    """
    solvent = by_name(name)
    assert solvent is not None
    pressure = partial_pressure_pa(solvent, 50.0, 298.15)
    held = float(equilibrium_capacity(carbon_of(0.40), solvent, pressure, 298.15))
    share = min(held / 0.34, 0.95)
    return float(np.log(share / (1 - share) / 50e-6))


def learned(shift: float = 0.3, spread: float = 0.1) -> Gaussian:
    """How a fill turned out: not as declared, and known well."""
    covariance = np.full((COUNT, COUNT), 0.2 * spread**2) + np.diag(np.full(COUNT, spread**2))
    return Gaussian(declared_mean(FILL) + shift, covariance)


def differ(fill_to_fill: Gaussian, other: Gaussian) -> bool:
    """Whether two beliefs are not the same."""
    same_mean = np.array_equal(fill_to_fill.mean, other.mean)
    return not (same_mean and np.array_equal(fill_to_fill.covariance, other.covariance))


@pytest.mark.parametrize("named", ["甲苯", "toluene", " TOLUENE", "甲基苯", "108-88-3"])
def test_a_solvent_may_be_named_in_either_language_or_by_its_number(named: str) -> None:
    assert mean_of(named).tolist() == mean_of("甲苯").tolist()
    assert mean_of(named, "乙酸乙酯").tolist() == mean_of("甲苯", "141-78-6").tolist()


@pytest.mark.parametrize("solvent", SOLVENTS, ids=lambda each: each.en)
def test_every_solvent_of_the_table_has_an_affinity(solvent: Solvent) -> None:
    # Methanol, of which carbon holds next to nothing from dilute air, is the least.
    heavy = mean_of(solvent.cas)[Unknown.HEAVY]
    assert mean_of("甲醇")[Unknown.HEAVY] <= heavy < np.log(1e7)
    assert heavy == pytest.approx(ln_affinity(solvent.zh))


def test_a_single_solvent_has_a_tenth_of_something_lighter_beside_it() -> None:
    mean = mean_of("乙酸乙酯")
    assert mean[Unknown.HEAVY] == pytest.approx(ln_affinity("乙酸乙酯"))
    assert mean[Unknown.LIGHT] == pytest.approx(ln_affinity("乙酸乙酯") - 2)
    assert light_share(mean) == pytest.approx(0.1)


def test_two_solvents_are_the_two_components_by_their_rank_in_the_declaration() -> None:
    # 0.70 and 0.21 of 0.91
    for solvents, share in (
        (("甲苯", "乙酸乙酯"), 0.21 / 0.91),
        (("乙酸乙酯", "甲苯"), 0.70 / 0.91),
    ):
        mean = mean_of(*solvents)
        assert mean[Unknown.HEAVY] == pytest.approx(ln_affinity("甲苯"))
        assert mean[Unknown.LIGHT] == pytest.approx(ln_affinity("乙酸乙酯"))
        assert light_share(mean) == pytest.approx(share)


def test_three_solvents_are_parted_where_their_affinities_lie_furthest_apart() -> None:
    # Acetone lies far below toluene and butyl acetate, which count by 0.70 and 0.09.
    mean = mean_of("甲苯", "丙酮", "乙酸丁酯")
    heavy = (0.70 * ln_affinity("甲苯") + 0.09 * ln_affinity("乙酸丁酯")) / 0.79
    assert mean[Unknown.HEAVY] == pytest.approx(heavy)
    assert mean[Unknown.LIGHT] == pytest.approx(ln_affinity("丙酮"))
    assert light_share(mean) == pytest.approx(0.21)


def test_a_fourth_solvent_is_a_trace() -> None:
    three = ("甲苯", "丙酮", "乙酸丁酯")
    assert mean_of(*three, "甲醇").tolist() == mean_of(*three).tolist()


def test_an_unknown_solvent_and_none_at_all_are_taken_as_middling() -> None:
    middling = float(np.log(0.15 / 0.19 / 50e-6))
    assert mean_of("某某溶剂")[Unknown.HEAVY] == pytest.approx(middling)
    assert mean_of().tolist() == mean_of("某某溶剂").tolist()
    assert ln_affinity("丙酮") < middling < ln_affinity("甲苯")


def test_capacity_goes_with_the_iodine_value_and_is_usual_where_none_is_given() -> None:
    def capacity(iodine: float | None) -> float:
        return float(np.exp(declared_mean(replace(FILL, iodine_mg_per_g=iodine))[Unknown.CAPACITY]))

    assert capacity(900.0) == pytest.approx(0.25)
    assert capacity(450.0) == pytest.approx(0.125)
    assert capacity(None) == capacity(USUAL_IODINE_MG_PER_G)


@pytest.mark.parametrize("instruments", Instruments)
def test_instruments_are_told_by_what_they_have_read(instruments: Instruments) -> None:
    charge = charge_of(seen_by(instruments, FULL))
    assert instruments_of(charge, charge_of(FULL)) is instruments
    assert instruments_of(charge_of(days_of(0)), charge) is instruments


def test_a_bed_of_which_there_are_no_days_has_no_instruments() -> None:
    assert instruments_of(charge_of(days_of(0)), None) is Instruments.NONE


@pytest.mark.parametrize(
    ("instruments", "load_spread"),
    [
        (Instruments.BOTH, 0.12),
        (Instruments.INLET, 0.12),
        (Instruments.OUTLET, 0.35),
        (Instruments.NONE, 0.35),
    ],
)
def test_the_first_fill_is_the_declaration_as_others_correct_it(
    instruments: Instruments, load_spread: float
) -> None:
    others = learned(0.5, 0.3)
    belief = first_fill(FILL, instruments, others)
    of_bed = slice(0, Unknown.OUTLET)
    expected = declared_mean(FILL) + others.mean
    assert belief.mean[of_bed] == pytest.approx(expected[of_bed])
    assert belief.covariance[of_bed, of_bed] == pytest.approx(others.covariance[of_bed, of_bed])
    assert belief.mean[Unknown.OUTLET :].tolist() == [0, 0]
    of_papers = np.diag(np.square([0.12, load_spread]))
    assert belief.covariance[Unknown.OUTLET :, Unknown.OUTLET :] == pytest.approx(of_papers)
    assert not belief.covariance[of_bed, Unknown.OUTLET :].any()


def test_what_others_have_taught_is_not_changed_by_asking() -> None:
    others = learned()
    before = others.covariance.copy()
    first_fill(FILL, Instruments.NONE, others)
    next_fill(FILL, Instruments.NONE, others, (FILL, others))
    assert others.covariance.tolist() == before.tolist()


@pytest.mark.parametrize("instruments", WATCHED)
def test_a_watched_beds_next_fill_is_as_the_last_turned_out_and_less_certain(
    instruments: Instruments,
) -> None:
    last = learned()
    belief = next_fill(FILL, instruments, OTHERS, (FILL, last))
    assert belief.mean.tolist() == last.mean.tolist()
    added = np.diag(belief.covariance) - np.diag(last.covariance)
    assert np.sqrt(added) == pytest.approx(FROM_FILL_TO_FILL)
    assert (added > 0).all()
    off_diagonal = ~np.eye(COUNT, dtype=bool)
    assert (belief.covariance[off_diagonal] == last.covariance[off_diagonal]).all()


@pytest.mark.parametrize(("fresh", "used", "ratio"), [(900, 600, 1.5), (None, 600, 800 / 600)])
def test_a_better_carbon_than_last_time_holds_more(
    fresh: float | None, used: float, ratio: float
) -> None:
    now, before = replace(FILL, iodine_mg_per_g=fresh), replace(FILL, iodine_mg_per_g=used)
    belief = next_fill(now, Instruments.BOTH, OTHERS, (before, learned()))
    more = belief.mean - learned().mean
    assert np.exp(more[Unknown.CAPACITY]) == pytest.approx(ratio)
    assert not np.delete(more, Unknown.CAPACITY).any()


@pytest.mark.parametrize("instruments", UNWATCHED)
def test_a_bed_whose_outlet_nobody_watches_keeps_only_what_was_learned_of_its_load(
    instruments: Instruments,
) -> None:
    last, first = learned(), first_fill(FILL, instruments, OTHERS)
    belief = next_fill(FILL, instruments, OTHERS, (FILL, last))
    load = Unknown.LOAD
    assert belief.mean[load] == last.mean[load]
    variance = last.covariance[load, load] + FROM_FILL_TO_FILL[load] ** 2
    assert belief.covariance[load, load] == pytest.approx(variance)
    assert belief.mean[:load].tolist() == first.mean[:load].tolist()
    assert belief.covariance[:load, :load].tolist() == first.covariance[:load, :load].tolist()
    np.linalg.cholesky(belief.covariance)


def test_a_district_without_a_past_teaches_nothing() -> None:
    assert not differ(district(OTHERS, []), OTHERS)


@pytest.mark.parametrize(("beds", "share"), [(1, 1 / 41), (3, 3 / 43), (40, 0.5), (360, 0.9)])
def test_a_district_counts_by_how_many_beds_it_has(beds: int, share: float) -> None:
    # Every second bed is 0.4 off what is declared of it, the others 0.8: 0.6 in the mean.
    apart = np.resize([0.4, 0.8], beds)
    found = district(OTHERS, [(FILL, learned(float(each))) for each in apart])
    assert found.mean == pytest.approx((1 - share) * OTHERS.mean + share * apart.mean())
    assert found.covariance.tolist() == OTHERS.covariance.tolist()


def test_a_district_is_compared_with_what_each_of_its_beds_declared() -> None:
    poor = replace(FILL, iodine_mg_per_g=450.0, solvents=("丙酮",))
    as_others = Gaussian(declared_mean(poor) + OTHERS.mean, OTHERS.covariance)
    assert district(OTHERS, [(poor, as_others)]).mean == pytest.approx(OTHERS.mean)
