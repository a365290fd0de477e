"""The small bed keeps mass as the large one does, and breaks through when it does."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.adsorption.from_scipy import Floats
from domain.adsorption.humidity import capacity_factor
from domain.adsorption.linear_driving_force_bed import Bed, Feed, clean, pass_through
from domain.adsorption.reduced_bed import BedParameters, Passage, ReducedBed

CARBON_KG, AIR_M3_PER_H, INLET_KG_PER_M3 = 1_000.0, 8_000.0, 40e-6
REFERENCE_C = 23.0

Step = tuple[float, float, float, float, float]


def one(value: float) -> Floats:
    """Of one charge and one guess."""
    return np.full((1, 1), value)


USUAL = BedParameters(
    capacity_kg_per_kg=one(0.25),
    affinity_m3_per_kg=np.array([20_000.0, 2_000.0])[:, None, None],
    light_share=one(0.2),
    uptake_per_h=one(0.02),
    bypass=one(0.0),
    humidity_loss=one(0.4),
)


def passage(
    run_h: float = 30.0,
    air_m3_per_h: float = AIR_M3_PER_H,
    inlet_kg_per_m3: float = INLET_KG_PER_M3,
    humidity_percent: float = 40.0,
    temperature_c: float = REFERENCE_C,
) -> Passage:
    """The air of one step of one charge."""
    air = run_h * air_m3_per_h
    return Passage(*map(one, (run_h, air, inlet_kg_per_m3, humidity_percent, temperature_c)))


def bed_of(parameters: BedParameters) -> ReducedBed:
    """One fresh bed."""
    return ReducedBed(parameters, one(CARBON_KG))


def held_after(parameters: BedParameters, *air: Passage) -> float:
    """kg/kg"""
    bed = bed_of(parameters)
    for each in air:
        bed.pass_through(each)
    return bed.held_kg_per_kg.item()


def hours_until(share: float, parameters: BedParameters, step_h: float = 5.0) -> float:
    """How long a fresh bed lasts until so much of the inlet comes through."""
    bed, air = bed_of(parameters), passage(run_h=step_h)
    for step in range(1, 2_000):
        if bed.pass_through(air).item() >= share:
            return step * step_h
    return np.inf


def any_parameters() -> st.SearchStrategy[BedParameters]:
    """Beds that may be guessed, without bypass."""
    single = [
        st.floats(*bounds).map(one)
        for bounds in ((0.01, 1.0), (0.01, 0.99), (1e-4, 10.0), (0.01, 5.0))
    ]
    affinities = st.tuples(st.floats(100, 1e6), st.floats(10, 1e5))
    return st.builds(
        BedParameters,
        capacity_kg_per_kg=single[0],
        affinity_m3_per_kg=affinities.map(lambda pair: np.array(pair)[:, None, None]),
        light_share=single[1],
        uptake_per_h=single[2],
        bypass=st.sampled_from([0.0, 0.01, 0.2]).map(one),
        humidity_loss=single[3],
    )


ANY_STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(
        st.floats(0.01, 72),
        st.one_of(st.just(0.0), st.floats(1, 1e5)),
        st.floats(1e-9, 1e-2),
        st.floats(0, 100),
        st.floats(-10, 60),
    ),
    min_size=1,
    max_size=15,
)


@settings(max_examples=60)
@given(any_parameters(), ANY_STEPS)
def test_what_the_air_loses_the_carbon_gains_and_nothing_is_negative(
    parameters: BedParameters, steps: list[Step]
) -> None:
    bed, came_kg, left_kg = bed_of(parameters), 0.0, 0.0
    for step in steps:
        air = passage(*step)
        through = bed.pass_through(air).item()
        inlet_kg = (air.air_m3 * air.inlet_kg_per_m3).item()
        assert through >= 0
        came_kg, left_kg = came_kg + inlet_kg, left_kg + inlet_kg * through
        held_kg = bed.held_kg_per_kg.item() * CARBON_KG
        assert held_kg >= 0
        assert abs(came_kg - left_kg - held_kg) <= 1e-12 * came_kg


@settings(max_examples=30)
@given(any_parameters(), st.floats(0, 100), st.floats(-10, 60), st.sampled_from([0.0, 1e-3, 72.0]))
def test_without_air_nothing_moves_bit_by_bit(
    parameters: BedParameters, humidity: float, temperature_c: float, run_h: float
) -> None:
    rest = passage(run_h, 0.0, 1.0, humidity, temperature_c)
    worked, rested = bed_of(parameters), bed_of(parameters)
    worked.pass_through(passage())
    rested.pass_through(passage())
    rested.pass_through(rest)
    assert rested.held_kg_per_kg.item() == worked.held_kg_per_kg.item()
    assert rested.pass_through(passage()).item() == worked.pass_through(passage()).item()
    assert rested.held_kg_per_kg.item() == worked.held_kg_per_kg.item()


def test_after_the_inlet_drops_more_comes_out_than_goes_in() -> None:
    bed = bed_of(USUAL)
    for _ in range(60):
        bed.pass_through(passage())
    assert bed.pass_through(passage()).item() == pytest.approx(1, abs=0.05)
    assert bed.pass_through(passage(inlet_kg_per_m3=INLET_KG_PER_M3 / 10)).item() > 2


def test_a_bed_long_blown_through_holds_what_two_components_share_in_equilibrium() -> None:
    # b·c: 20,000 · 32e-6 = 0.64 heavy, 2,000 · 8e-6 = 0.016 light; q = 0.25 · 0.656 / 1.656
    held = held_after(USUAL, *[passage()] * 400)
    assert held == pytest.approx(0.25 * 0.656 / 1.656, rel=1e-6)


def test_warm_carbon_holds_less_as_the_heat_of_adsorption_says() -> None:
    # b at 33 °C: 20,000 · exp[55,000/8.314462618 · (1/306.15 − 1/296.15)] = 20,000 · 0.4822
    affinity = 20_000 * np.exp(55_000 / 8.314462618 * (1 / 306.15 - 1 / 296.15))
    assert affinity == pytest.approx(20_000 * 0.4822, rel=1e-3)
    crowding = affinity * INLET_KG_PER_M3
    held = held_after(replace(USUAL, light_share=one(0.0)), *[passage(temperature_c=33.0)] * 400)
    assert held == pytest.approx(0.25 * crowding / (1 + crowding), rel=1e-6)


@pytest.mark.parametrize("humidity_percent", [0.0, 50.0, 65.0, 90.0])
def test_humid_carbon_holds_what_the_humidity_factor_leaves(humidity_percent: float) -> None:
    dry = held_after(USUAL, *[passage()] * 400)
    humid = held_after(USUAL, *[passage(humidity_percent=humidity_percent)] * 400)
    assert humid / dry == pytest.approx(capacity_factor(humidity_percent, 0.4), rel=1e-6)


@pytest.mark.parametrize("bypass", [0.01, 0.2])
def test_of_a_fresh_bed_only_what_meets_no_carbon_comes_out(bypass: float) -> None:
    tight = replace(
        USUAL, uptake_per_h=one(10.0), affinity_m3_per_kg=1e3 * USUAL.affinity_m3_per_kg
    )
    bed = bed_of(replace(tight, bypass=one(bypass)))
    assert bed.pass_through(passage(run_h=1.0)).item() == pytest.approx(bypass, abs=1e-6)


@settings(max_examples=15)
@given(
    st.floats(0.05, 0.5), st.floats(1.15, 3), st.floats(0.1, 0.6), st.sampled_from([0.01, 0.1, 1.0])
)
def test_more_capacity_lasts_longer(
    capacity: float, times: float, share: float, uptake: float
) -> None:
    less = replace(USUAL, capacity_kg_per_kg=one(capacity), uptake_per_h=one(uptake))
    more = replace(less, capacity_kg_per_kg=one(capacity * times))
    sooner, later = hours_until(share, less), hours_until(share, more)
    assert sooner <= later
    bed_a, bed_b = bed_of(less), bed_of(more)
    for _ in range(20):
        assert bed_b.pass_through(passage()).item() < bed_a.pass_through(passage()).item()


def by_the_accurate_bed(cells: int, step_h: float, until_h: float, crowding: float) -> Floats:
    """Outlet over inlet of a bed of one component, step by step; b·c = `crowding` at the inlet."""
    inlet_mg_per_m3 = INLET_KG_PER_M3 * 1e6
    slope = 20_000 * 1e-6

    def langmuir(concentration: Floats) -> Floats:
        share = concentration / inlet_mg_per_m3
        return 0.25 * slope * concentration / (1 + crowding * share)

    steps = round(until_h / step_h)
    bed = Bed(isotherm=langmuir, rate_per_h=0.02, carbon_kg=CARBON_KG, cells=cells)
    feed = Feed(np.full(steps, inlet_mg_per_m3), AIR_M3_PER_H, step_h)
    outlet, _ = pass_through(bed, feed, clean(bed))
    return outlet / inlet_mg_per_m3


def of_one_component(crowding: float) -> BedParameters:
    """The same bed, reduced: q*/c is the same at c → 0 whatever the crowding."""
    times = crowding / (20_000 * INLET_KG_PER_M3)
    return replace(
        USUAL,
        light_share=one(0.0),
        capacity_kg_per_kg=USUAL.capacity_kg_per_kg / times,
        affinity_m3_per_kg=USUAL.affinity_m3_per_kg * times,
    )


@pytest.mark.parametrize(("crowding", "off"), [(1e-6, 0.005), (0.8, 0.045)])
def test_in_small_steps_it_is_the_accurate_bed_of_as_many_cells(
    crowding: float, off: float
) -> None:
    # Crowding is told by what enters a cell, not by what is in it: that costs 4 % of the inlet.
    bed, air = bed_of(of_one_component(crowding)), passage(run_h=1.0)
    found = np.array([bed.pass_through(air).item() for _ in range(800)])
    assert found == pytest.approx(by_the_accurate_bed(10, 1.0, 800, crowding), abs=off)


@pytest.mark.parametrize(("share", "off"), [(0.2, 0.20), (0.5, 0.05), (0.8, 0.15)])
def test_in_steps_of_three_days_its_middle_comes_when_that_of_a_fine_bed_does(
    share: float, off: float
) -> None:
    # Ten cells and long steps widen the front, by a sixth at 20 and 80 %; they do not move it.
    step_h = 30.0
    times = np.arange(step_h, 901, step_h)
    bed, air = bed_of(of_one_component(0.8)), passage(run_h=step_h)
    found = np.array([bed.pass_through(air).item() for _ in times])
    exact = by_the_accurate_bed(100, 3.0, 900, 0.8)
    truly_h = float(np.interp(share, exact, np.arange(3.0, 901, 3.0)))
    assert float(np.interp(share, found, times)) == pytest.approx(truly_h, rel=off)
