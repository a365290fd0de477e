"""A bed in cells: nearer to the exact curves with every doubling, and what a plant does to it."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.adsorption.cell_balance import Curve
from domain.adsorption.constant_pattern import ConstantPattern
from domain.adsorption.from_scipy import Floats
from domain.adsorption.j_function import j_function
from domain.adsorption.linear_driving_force_bed import Bed, Content, Feed, clean, pass_through
from domain.adsorption.thomas import thomas
from domain.adsorption.validity import OutOfRange
from tests.domain.adsorption.trial_beds import (
    AIRFLOW_M3_PER_H,
    CARBON_KG,
    INLET_MG_PER_M3,
    LOADING_KG_PER_KG,
    STOICHIOMETRIC_H,
    breakthrough,
    langmuir,
    steep_at_zero,
    up_to,
    with_a_step,
)

FAVOURABLE = langmuir(0.2)


def errors(
    exact: Callable[[Floats], Floats], run: Callable[[int], tuple[Floats, Floats]]
) -> Floats:
    """The largest distance from an exact curve with 50, 100 and 200 cells."""
    runs = [run(cells) for cells in (50, 100, 200)]
    return np.array([np.abs(outlet - exact(time)).max() for time, outlet in runs])


def converges(found: Floats, finest: float) -> bool:
    """Whether each doubling of cells and steps halves the error, and the last is small enough."""
    return bool(np.all(found[1:] < 0.56 * found[:-1]) and found[-1] < finest)


def in_kg(feed: Feed, concentration: Floats) -> Floats:
    """What went through a bed's inlet or outlet, by bed."""
    return (feed.blown_m3() * concentration).sum(axis=0) / 1e6


def test_a_linear_isotherm_converges_to_j() -> None:
    units = 10.0
    rate = units / STOICHIOMETRIC_H
    found = errors(
        lambda time: j_function(units, rate * time), lambda n: breakthrough(langmuir(1), rate, n)
    )
    assert converges(found, finest=0.003)


@pytest.mark.parametrize("r", [0.2, 0.5, 0.8])
def test_langmuirs_kinetics_converge_to_thomas(r: float) -> None:
    # k_Th·[C·(q_m − q) − q/b] = k_Th·(C + 1/b)·(q* − q), with 1/b = C0·R/(1 − R)
    units = 20.0
    capacity, inverse_affinity = LOADING_KG_PER_KG / (1 - r), INLET_MG_PER_M3 * r / (1 - r)
    rate = units * AIRFLOW_M3_PER_H / (capacity * CARBON_KG * 1e6)
    found = errors(
        lambda time: thomas(r, units, time / STOICHIOMETRIC_H),
        lambda n: breakthrough(langmuir(r), lambda c: rate * (c + inverse_affinity), n),
    )
    assert converges(found, finest=0.012)


@pytest.mark.parametrize(("r", "units", "finest"), [(0.05, 15, 0.012), (0.2, 30, 0.02)])
def test_a_long_bed_converges_to_its_constant_pattern(
    r: float, units: float, finest: float
) -> None:
    front = ConstantPattern(r, units / STOICHIOMETRIC_H, STOICHIOMETRIC_H)
    found = errors(
        front.outlet_share, lambda n: breakthrough(langmuir(r), units / STOICHIOMETRIC_H, n)
    )
    assert converges(found, finest)


@settings(max_examples=40)
@given(
    st.lists(up_to(5_000), min_size=12, max_size=12),
    st.lists(up_to(20_000), min_size=12, max_size=12),
    st.floats(1e-3, 1e9),
    st.sampled_from([langmuir(0.01), langmuir(1), steep_at_zero, with_a_step]),
    up_to(50),
)
def test_whatever_is_blown_in_mass_is_kept_and_nothing_is_negative(
    inlet: list[float], airflow: list[float], rate: float, isotherm: Curve, gas_m3: float
) -> None:
    bed = Bed(isotherm=isotherm, rate_per_h=rate, carbon_kg=50, gas_m3=gas_m3, cells=10)
    feed = Feed(np.array(inlet), airflow, step_h=0.7)
    outlet, content = pass_through(bed, feed, clean(bed))
    came_kg, went_kg = in_kg(feed, feed.inlet_mg_per_m3), in_kg(feed, outlet)
    assert abs(came_kg - went_kg - content.held_kg(bed)) <= 1e-9 * came_kg
    assert np.all(outlet >= 0)
    assert np.all(content.loading_kg_per_kg >= 0)


@settings(max_examples=20)
@given(st.floats(0.05, 1e12), st.floats(0.01, 50), st.sampled_from([0.02, 0.2, 1.0]))
def test_no_rate_and_no_step_make_a_clean_bed_overshoot(
    rate: float, step_h: float, r: float
) -> None:
    bed = Bed(isotherm=langmuir(r), rate_per_h=rate, carbon_kg=CARBON_KG, cells=20)
    feed = Feed(np.full(60, INLET_MG_PER_M3), AIRFLOW_M3_PER_H, step_h)
    outlet, content = pass_through(bed, feed, clean(bed))
    rounding = 1e-8 * INLET_MG_PER_M3
    assert np.all(np.diff(outlet) >= -rounding)
    assert np.all(outlet <= INLET_MG_PER_M3 + rounding)
    assert np.all(content.loading_kg_per_kg <= LOADING_KG_PER_KG * (1 + 1e-8))


def test_after_the_inlet_drops_the_bed_gives_back_more_than_comes_in() -> None:
    bed = Bed(isotherm=FAVOURABLE, rate_per_h=2.0, carbon_kg=CARBON_KG, cells=50)
    feed = Feed(np.repeat([1_000.0, 100.0], 200), AIRFLOW_M3_PER_H, 0.1)
    outlet, _ = pass_through(bed, feed, clean(bed))
    assert outlet[199] == pytest.approx(1_000, rel=0.01)
    assert np.all(outlet[200:250] > 500)


def test_a_bed_that_is_blown_out_long_enough_is_clean_again() -> None:
    bed = Bed(isotherm=FAVOURABLE, rate_per_h=2.0, carbon_kg=CARBON_KG, cells=20)
    full = Content(np.full(20, 0.1), np.zeros(20))
    _, content = pass_through(bed, Feed(np.zeros(400), AIRFLOW_M3_PER_H, 1.0), full)
    assert float(content.held_kg(bed)) < 1e-6 * 10


def test_many_beds_at_once_are_each_as_if_alone() -> None:
    carbon_kg, rates = np.array([60.0, 100.0, 150.0]), np.array([0.5, 2.0, 1e6])
    inlet = np.abs(np.sin(np.arange(40)[:, None] + np.arange(3))) * 1_500
    airflow = np.linspace(500, 1_500, 40)
    together = Bed(isotherm=FAVOURABLE, rate_per_h=rates, carbon_kg=carbon_kg, cells=15)
    outlet, _ = pass_through(together, Feed(inlet, airflow, 0.5), clean(together, (3,)))
    for i in range(3):
        alone = Bed(isotherm=FAVOURABLE, rate_per_h=rates[i], carbon_kg=carbon_kg[i], cells=15)
        expected, _ = pass_through(alone, Feed(inlet[:, i], airflow, 0.5), clean(alone))
        assert outlet[:, i] == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_a_day_in_two_parts_is_the_day() -> None:
    bed = Bed(isotherm=FAVOURABLE, rate_per_h=2.0, carbon_kg=CARBON_KG, gas_m3=5.0, cells=15)
    inlet = np.linspace(2_000, 0, 24)
    whole, held = pass_through(bed, Feed(inlet, AIRFLOW_M3_PER_H, 1.0), clean(bed))
    morning, at_noon = pass_through(bed, Feed(inlet[:12], AIRFLOW_M3_PER_H, 1.0), clean(bed))
    evening, at_night = pass_through(bed, Feed(inlet[12:], AIRFLOW_M3_PER_H, 1.0), at_noon)
    assert np.concatenate([morning, evening]) == pytest.approx(whole, rel=1e-8)
    assert at_night.loading_kg_per_kg == pytest.approx(held.loading_kg_per_kg, rel=1e-8)


def test_while_the_fan_stands_nothing_changes_and_no_air_has_no_concentration() -> None:
    bed = Bed(isotherm=FAVOURABLE, rate_per_h=2.0, carbon_kg=CARBON_KG, cells=15)
    blown, still = np.full(20, 1_000.0), np.array([1_000.0] * 10 + [0.0] * 5 + [1_000.0] * 10)
    without, expected = pass_through(bed, Feed(np.full(20, 1_000.0), blown, 1.0), clean(bed))
    outlet, held = pass_through(bed, Feed(np.full(25, 1_000.0), still, 1.0), clean(bed))
    assert np.all(outlet[10:15] == 0)
    assert np.delete(outlet, np.s_[10:15]) == pytest.approx(without, rel=1e-8)
    assert held.loading_kg_per_kg == pytest.approx(expected.loading_kg_per_kg, rel=1e-8)


def test_gas_in_the_bed_delays_the_front_by_the_time_it_takes_to_pass() -> None:
    # 500 m³ of gas at 1,000 m³/h: half an hour, in which τ of J does not yet run
    cells, steps = 200, 800
    bed = Bed(isotherm=langmuir(1), rate_per_h=1.0, carbon_kg=CARBON_KG, gas_m3=500.0, cells=cells)
    feed = Feed(np.full(steps, INLET_MG_PER_M3), AIRFLOW_M3_PER_H, 20 / steps)
    outlet, _ = pass_through(bed, feed, clean(bed))
    since = np.maximum(np.arange(1, steps + 1) * 20 / steps - 0.5, 0.0)
    assert outlet[100:] / INLET_MG_PER_M3 == pytest.approx(j_function(10, since[100:]), abs=0.005)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"carbon_kg": 0.0}, "carbon_kg"),
        ({"gas_m3": -1.0}, "gas_m3"),
        ({"cells": 0}, "cells must be within 1"),
        ({"rate_per_h": [1.0, 0.0]}, "rate_per_h"),
    ],
)
def test_a_bed_that_cannot_be_is_refused(change: dict[str, float], name: str) -> None:
    possible = {"rate_per_h": 1.0, "carbon_kg": 1.0}
    with pytest.raises(OutOfRange, match=name):
        Bed(isotherm=FAVOURABLE, **{**possible, **change})  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("inlet", "airflow", "step_h", "name"),
    [
        ([-1.0], 1.0, 1.0, "inlet_mg_per_m3 must be within 0"),
        ([1.0], -1.0, 1.0, "airflow_m3_per_h must be within 0"),
        ([1.0], 1.0, -1.0, "step_h must be within 0"),
        ([float("nan")], 1.0, 1.0, "inlet_mg_per_m3"),
    ],
)
def test_a_feed_that_cannot_be_is_refused(
    inlet: list[float], airflow: float, step_h: float, name: str
) -> None:
    with pytest.raises(OutOfRange, match=name):
        Feed(np.array(inlet), airflow, step_h)


def test_a_bed_cannot_hold_less_than_nothing() -> None:
    with pytest.raises(OutOfRange, match="loading_kg_per_kg"):
        Content(np.array([-0.1]), np.array([0.0]))
