"""Days become steps of three: sums, means by air, and what is expected where nobody looked."""

from dataclasses import fields, replace

import numpy as np
import pytest

from domain.adsorption.evidence import Charge, Days
from domain.adsorption.load_steps import (
    RECENT_DAYS,
    USUAL_HUMIDITY_PERCENT,
    USUAL_TEMPERATURE_C,
    Steps,
    inlet_mg_per_m3,
    outlook,
    steps_of,
)
from domain.adsorption.reduced_bed import Passage
from tests.domain.adsorption.charges import (
    AIRFLOW_M3_PER_H,
    FILL,
    INLET_MG_PER_M3,
    RUN_H,
    charge_of,
    days_of,
)

NAN = np.nan
FIVE = charge_of(
    Days(
        run_h=np.array([8.0, 10.0, 6.0, 5.0, 0.0]),
        air_m3=np.array([100.0, 200.0, 300.0, 400.0, 0.0]),
        inlet_mg_per_m3=np.array([10.0, NAN, 30.0, 50.0, NAN]),
        inlet_below=np.array([0.0, NAN, 0.0, 0.0, NAN]),
        outlet_mg_per_m3=np.array([1.0, 3.0, NAN, NAN, NAN]),
        outlet_below=np.array([1.0, 0.25, NAN, NAN, NAN]),
        humidity_percent=np.array([40.0, 50.0, 60.0, NAN, NAN]),
        temperature_c=np.array([20.0, 20.0, 26.0, 30.0, NAN]),
        detection_mg_per_m3=2.0,
    )
)


def told(air: Passage) -> list[float]:
    """Of one charge: run_h, air_m3, inlet_kg_per_m3, humidity_percent, temperature_c."""
    return [getattr(air, each.name).item() for each in fields(Passage)]


def usual_outlook(charge: Charge, before: Charge | None = None) -> list[float]:
    """Of one charge."""
    return told(outlook([charge], [before]))


def test_hours_and_air_are_summed_over_three_days() -> None:
    steps = steps_of([FIVE])
    assert steps.run_h.tolist() == [[8 + 10 + 6, 5]]
    assert steps.air_m3.tolist() == [[100 + 200 + 300, 400]]
    assert (steps.days.item(), steps.carbon_kg.item()) == (5, FILL.carbon_kg)
    assert steps.detection_kg_per_m3.item() == pytest.approx(2e-6)


def test_a_gap_in_the_inlet_is_the_mean_of_what_was_read_and_counts_by_its_air() -> None:
    # The gap is (10 + 30 + 50)/3 = 30; (100·10 + 200·30 + 300·30)/600 = 26.67 mg/m³
    assert inlet_mg_per_m3(FIVE).tolist() == [10, 30, 30, 50, 30]
    assert steps_of([FIVE]).inlet_kg_per_m3[0] == pytest.approx([16_000 / 600 * 1e-6, 50e-6])


def test_the_outlet_is_the_mean_of_the_days_on_which_it_was_read() -> None:
    # (100·1 + 200·3)/300 mg/m³, and (100·1 + 200·0.25)/300 of it below the limit
    steps = steps_of([FIVE])
    assert steps.outlet_kg_per_m3[0] == pytest.approx([700 / 300 * 1e-6, NAN], nan_ok=True)
    assert steps.outlet_below[0] == pytest.approx([150 / 300, NAN], nan_ok=True)


def test_the_climate_is_the_mean_by_air_with_what_is_usual_of_the_charge_in_gaps() -> None:
    # (100·40 + 200·50 + 300·60)/600 %, then the mean of 40, 50, 60; (100·20 + 200·20 + 300·26)/600
    steps = steps_of([FIVE])
    assert steps.humidity_percent[0] == pytest.approx([32_000 / 600, 50])
    assert steps.temperature_c[0] == pytest.approx([13_800 / 600, 30])


def test_where_nobody_measures_the_declared_inlet_and_the_usual_climate_count() -> None:
    nothing = np.full(6, NAN)
    bare = replace(days_of(6), humidity_percent=nothing, temperature_c=nothing)
    steps = steps_of([charge_of(bare)])
    assert steps.inlet_kg_per_m3 == pytest.approx(np.full((1, 2), INLET_MG_PER_M3 * 1e-6))
    assert (steps.humidity_percent == USUAL_HUMIDITY_PERCENT).all()
    assert (steps.temperature_c == USUAL_TEMPERATURE_C).all()
    assert np.isnan(steps.outlet_kg_per_m3).all()


def test_air_that_was_not_measured_is_no_air() -> None:
    days = replace(FIVE.days, air_m3=np.array([100.0, NAN, 300.0, NAN, 0.0]))
    assert steps_of([charge_of(days)]).air_m3.tolist() == [[400, 0]]


@pytest.mark.parametrize("inlet", [0.0, 1e-9])
def test_an_inlet_of_nothing_is_taken_as_next_to_nothing(inlet: float) -> None:
    steps = steps_of([charge_of(days_of(3, inlet=inlet))])
    assert steps.inlet_kg_per_m3.item() == pytest.approx(1e-9)
    undeclared = replace(FILL, declared_mg_per_m3=inlet)
    assert usual_outlook(charge_of(days_of(0), undeclared))[2] == pytest.approx(1e-9)


def test_a_longer_neighbour_changes_nothing_but_adds_steps_without_air() -> None:
    alone, together = steps_of([FIVE]), steps_of([FIVE, charge_of(days_of(20, inlet=1.0))])
    for field in fields(Steps):
        one, two = getattr(alone, field.name), getattr(together, field.name)
        np.testing.assert_array_equal(two[:1, : one.shape[1]], one)
    assert together.run_h.shape == (2, 7)
    assert not together.air_m3[0, 2:].any()
    assert not together.run_h[0, 2:].any()
    assert np.isnan(together.outlet_kg_per_m3[0, 2:]).all()


def test_on_the_day_of_the_fill_there_are_no_steps() -> None:
    steps = steps_of([charge_of(days_of(0))])
    assert steps.run_h.shape == (1, 0)
    assert steps.days.item() == 0


def test_the_air_of_a_step_is_that_of_its_column() -> None:
    second = steps_of([FIVE]).passage(1)
    assert told(second) == pytest.approx([5, 400, 50e-6, 50, 30])


def test_what_is_to_come_is_like_the_last_six_weeks() -> None:
    # 30 of the last 42 days are worked: 3 weeks at 10, then 3 at 70 mg/m³; before that, 1,000
    inlet = np.repeat([1_000.0, 10.0, 70.0], [28, 21, 21])
    found = usual_outlook(charge_of(days_of(70, inlet=inlet)))
    a_day = 30 / RECENT_DAYS
    assert found[:2] == pytest.approx([RUN_H * a_day, RUN_H * AIRFLOW_M3_PER_H * a_day])
    assert found[2] == pytest.approx(40e-6)


def test_the_inlet_to_come_is_weighed_by_air_and_the_climate_is_that_of_a_fortnight() -> None:
    days = days_of(28, inlet=np.repeat([10.0, 70.0], 14))
    late = np.arange(28) >= 14
    days = replace(
        days,
        air_m3=np.where(late, days.air_m3 / 2, days.air_m3),
        humidity_percent=np.where(late, 80.0, 20.0),
        temperature_c=np.where(late, 30.0, 5.0),
    )
    # (2·10 + 1·70)/3 mg/m³
    assert usual_outlook(charge_of(days))[2:] == pytest.approx([30e-6, 80, 30])


def test_a_young_charge_is_expected_to_go_on_as_the_beds_last_one_ended() -> None:
    before = charge_of(days_of(42, inlet=100.0))
    # The last 42 days: 35 of the last charge (25 of them worked), 7 of this one (5 worked)
    found = usual_outlook(charge_of(days_of(7, inlet=40.0), number=2), before)
    assert found[2] == pytest.approx((25 * 100e-6 + 5 * 40e-6) / 30)


def test_after_two_weeks_a_charge_speaks_for_itself() -> None:
    before, fortnight = charge_of(days_of(42, inlet=100.0)), charge_of(days_of(14, inlet=40.0))
    assert usual_outlook(fortnight, before) == usual_outlook(fortnight)
    assert usual_outlook(fortnight)[2] == pytest.approx(40e-6)


def test_on_the_day_of_the_fill_the_beds_last_charge_is_all_there_is() -> None:
    before = charge_of(days_of(42, inlet=100.0))
    assert usual_outlook(charge_of(days_of(0)), before) == usual_outlook(before)


@pytest.mark.parametrize("count", [0, 2])
def test_where_there_is_no_past_it_goes_on_as_declared(count: int) -> None:
    found = usual_outlook(charge_of(days_of(count, inlet=7.0)))
    assert found[1:3] == pytest.approx([FILL.declared_air_m3_per_day, INLET_MG_PER_M3 * 1e-6])
    assert found[0] > 0
    assert found[3:] == [USUAL_HUMIDITY_PERCENT, USUAL_TEMPERATURE_C]


def test_where_no_air_has_come_yet_it_will_come_as_declared() -> None:
    still = days_of(20)
    still = replace(still, run_h=np.zeros(20), air_m3=np.zeros(20))
    assert usual_outlook(charge_of(still))[1] == pytest.approx(FILL.declared_air_m3_per_day)


def test_many_outlooks_are_each_as_if_alone() -> None:
    charges = [FIVE, charge_of(days_of(0)), charge_of(days_of(50, inlet=9.0))]
    together = outlook(charges, [None, FIVE, None])
    for row, (charge, before) in enumerate(zip(charges, [None, FIVE, None], strict=True)):
        found = [getattr(together, each.name)[row].item() for each in fields(Passage)]
        assert found == usual_outlook(charge, before)
