"""What is learned from charges that are over, and what is said where the outlet has told enough."""

from dataclasses import replace

import numpy as np
import pytest

from domain.adsorption.conformal import Calibration
from domain.adsorption.evidence import Charge, Days, Removal
from domain.adsorption.life_parameters import Unknown
from domain.adsorption.life_prior import Instruments, declared_mean
from domain.adsorption.service_life import (
    LEVELS,
    VERSION,
    Learned,
    Outcome,
    assess,
    learn,
    outcomes,
)
from tests.domain.adsorption.charges import (
    CALIBRATION,
    FILL,
    OTHERS,
    charge_of,
    days_of,
    lived,
    seen_by,
)

SEED = 7
NOTHING_LEARNED = Learned(OTHERS, {})
DAYS, THROUGH = lived(declared_mean(FILL) + OTHERS.mean, 120, seed=0)


def completed(instruments: Instruments = Instruments.BOTH, bed: str = "A") -> Charge:
    """The first fill of a bed, changed when it broke through."""
    held_kg = 0.085 * FILL.carbon_kg
    removal = Removal(1.07 * FILL.carbon_kg + held_kg, None)
    return Charge(bed, 1, FILL, seen_by(instruments, DAYS.first(THROUGH + 1)), removal)


def next_fill(learned: Learned) -> Outcome:
    """Of bed A, on its first day."""
    return outcomes([charge_of(days_of(0), number=2)], learned, SEED)[0]


def test_learning_from_a_completed_charge_narrows_the_next_fill() -> None:
    first = next_fill(NOTHING_LEARNED).forecast
    found = next_fill(learn([completed()], OTHERS, SEED)).forecast
    assert found.high - found.low < 0.75 * (first.high - first.low)
    assert abs(found.middle - THROUGH) < 0.2 * THROUGH


def test_a_bed_learns_from_its_own_last_fill_and_not_from_a_neighbours() -> None:
    others_bed = learn([completed(bed="B")], OTHERS, SEED)
    wide = next_fill(others_bed).forecast
    own = next_fill(learn([completed()], OTHERS, SEED)).forecast
    assert own.high - own.low < 0.8 * (wide.high - wide.low)
    assert set(others_bed.last) == {"B"}


def test_of_several_fills_the_last_one_counts() -> None:
    second = replace(completed(), number=2)
    learned = learn([second, completed()], OTHERS, SEED)
    assert learned.last["A"][0] is second


@pytest.mark.parametrize("instruments", Instruments)
def test_a_district_learns_from_beds_whose_outlet_was_watched(instruments: Instruments) -> None:
    learned = learn([completed(instruments)], OTHERS, SEED)
    taught = not np.array_equal(learned.others.mean, OTHERS.mean)
    assert taught is (instruments in (Instruments.BOTH, Instruments.OUTLET))


def test_what_is_learned_does_not_depend_on_the_order_of_what_is_over() -> None:
    charges = [completed(bed="A"), completed(Instruments.OUTLET, bed="B")]
    one, other = learn(charges, OTHERS, SEED), learn(charges[::-1], OTHERS, SEED)
    for bed in "AB":
        assert np.array_equal(one.last[bed][1].mean, other.last[bed][1].mean)
    assert one.others.mean == pytest.approx(other.others.mean, abs=1e-12)


def test_a_weighing_of_spent_carbon_teaches_what_came_in() -> None:
    bare = seen_by(Instruments.NONE, DAYS.first(70))
    loads: list[float] = []
    for weighed in (4_360.0, 4_440.0, 4_520.0):
        over = Charge("A", 1, FILL, bare, Removal(weighed, None))
        _, belief = learn([over], OTHERS, SEED).last["A"]
        loads.append(float(belief.mean[Unknown.LOAD]))
    assert loads[0] < loads[1] < loads[2]


def through_in(share: float, *, read: int = 5, inlet_read: bool = True) -> Days:
    """Four weeks of an outlet below detection, of which the last days read show a share."""
    worked = np.flatnonzero(np.arange(28) % 7 < 5)
    outlet = np.full(28, 0.5)
    outlet[worked[-read:]] = share * 40.0
    return days_of(28, inlet=40.0 if inlet_read else np.nan, outlet=outlet)


def test_a_week_in_which_both_instruments_show_too_little_efficiency_is_due_today() -> None:
    (found,) = outcomes([charge_of(through_in(0.21))], NOTHING_LEARNED, SEED)
    assert (found.forecast.low, found.forecast.middle, found.forecast.high) == (28, 28, 28)
    assert found.saturation == (1, 1, 1)
    (said,) = assess([charge_of(through_in(0.21))], NOTHING_LEARNED, CALIBRATION, SEED)
    assert said.breakthrough_day[LEVELS.index(0.5)] == pytest.approx(28)


@pytest.mark.parametrize(
    "days",
    [
        through_in(0.19),
        through_in(0.23, read=4),
        through_in(0.9, inlet_read=False),
        days_of(4, inlet=40.0, outlet=9.2),
    ],
    ids=["enough efficiency", "four days", "no inlet", "too young"],
)
def test_less_than_that_is_left_to_the_guesses(days: Days) -> None:
    (found,) = outcomes([charge_of(days)], NOTHING_LEARNED, SEED)
    assert found.forecast.low < found.forecast.high


def test_an_outlet_that_is_read_and_low_forgets_crossings_of_the_past() -> None:
    # By its declaration alone this bed was through long ago.
    heavy = replace(FILL, carbon_kg=400.0)
    low = days_of(42, inlet=40.0, outlet=0.5)
    (blind,) = outcomes([charge_of(seen_by(Instruments.INLET, low), heavy)], NOTHING_LEARNED, SEED)
    (seen,) = outcomes([charge_of(low, heavy)], NOTHING_LEARNED, SEED)
    assert blind.forecast.middle < 42 <= seen.forecast.low


def test_an_assessment_names_its_version_and_calibration() -> None:
    named = Calibration("of the tests", CALIBRATION.distances)
    (said,) = assess([charge_of(DAYS.first(30))], NOTHING_LEARNED, named, SEED)
    assert (said.version, said.calibration) == (VERSION, "of the tests")


def test_an_assessment_is_its_outcome_at_the_levels_of_the_calibration() -> None:
    charge = charge_of(DAYS.first(60))
    (said,) = assess([charge], NOTHING_LEARNED, CALIBRATION, SEED)
    (found,) = outcomes([charge], NOTHING_LEARNED, SEED)
    days = CALIBRATION.days(found.forecast, found.instruments, np.array(LEVELS))
    assert said.breakthrough_day == tuple(days.tolist())
    assert said.saturation == found.saturation
    assert said.breakthrough_day[LEVELS.index(0.5)] == pytest.approx(found.forecast.middle)
