"""When a guess crosses, by hand; what a watched outlet makes forget; and what lasts too long."""

import numpy as np
import pytest

from domain.adsorption.breakthrough_forecast import (
    LEAST_EFFICIENCY,
    THROUGH,
    Crossing,
    Past,
    look_ahead,
    looked_back,
)
from domain.adsorption.from_scipy import Floats
from domain.adsorption.life_parameters import Unknown, bed_parameters
from domain.adsorption.life_prior import declared_mean
from domain.adsorption.load_steps import outlook, steps_of
from domain.adsorption.reduced_bed import ReducedBed
from tests.domain.adsorption.charges import FILL, INLET_MG_PER_M3, charge_of, days_of

HORIZON_DAYS = 10 * 3 + 10 * 7 + 12 * 14


def row(*values: float) -> Floats:
    """Of one charge."""
    return np.array([values])


def past(*steps: tuple[float, float]) -> list[Past]:
    """Share that comes through and load, step by step; what is held counts the steps."""
    return [
        Past(row(through), row(float(number)), row(load))
        for number, (through, load) in enumerate(steps, 1)
    ]


def back(*steps: tuple[float, float]) -> tuple[float, float]:
    """The day on which one guess has crossed, and what it then held."""
    crossing = looked_back(past(*steps), (1, 1))
    return crossing.day.item(), crossing.held_kg_per_kg.item()


def ahead(
    capacity: float, *, seed: int = 1, guesses: int = 4, load: float = 0.0, days: int = 0
) -> Crossing:
    """Fresh beds, (1, guesses), from a day on."""
    unknowns = np.tile(declared_mean(FILL), (1, guesses, 1))
    unknowns[..., Unknown.CAPACITY], unknowns[..., Unknown.LOAD] = np.log(capacity), load
    unknowns[..., Unknown.BYPASS] = np.log(1e-6)
    charge, crossing = charge_of(days_of(days)), Crossing((1, guesses))
    bed = ReducedBed(bed_parameters(unknowns), row(FILL.carbon_kg))
    rng = np.random.default_rng(seed)
    look_ahead(crossing, bed, steps_of([charge]), outlook([charge], [None]), unknowns, rng)
    return crossing


def test_the_limit_lies_a_little_below_what_must_be_taken_out() -> None:
    assert 0.7 * (1 - LEAST_EFFICIENCY) < THROUGH < 1 - LEAST_EFFICIENCY


def test_a_guess_crosses_where_a_straight_line_between_two_steps_does() -> None:
    # The limit is in the middle of what the step rose by: a day and a half before day 6
    crossing = Crossing((1, 3))
    crossing.look(row(3.0), 3, row(THROUGH - 0.1, 0.1, 0.0), row(0.01, 0.02, 0.03))
    assert np.isinf(crossing.day).all()
    crossing.look(row(6.0), 3, row(THROUGH + 0.1, 0.1, THROUGH), row(0.04, 0.05, 0.06))
    assert crossing.day[0] == pytest.approx([4.5, np.inf, 6.0])
    assert crossing.held_kg_per_kg.tolist() == [[0.04, 0.0, 0.06]]


def test_only_the_first_time_counts() -> None:
    crossing = Crossing((1, 1))
    for day, through in ((3.0, 2 * THROUGH), (6.0, 0.0), (9.0, 1.0)):
        crossing.look(row(day), 3, row(through), row(day))
    assert crossing.day.item() == pytest.approx(1.5)
    assert crossing.held_kg_per_kg.item() == 3


def test_it_is_over_when_every_guess_has_crossed() -> None:
    crossing = Crossing((1, 2))
    crossing.look(row(3.0), 3, row(1.0, 0.0), row(0.1, 0.1))
    assert not crossing.over
    crossing.look(row(6.0), 3, row(1.0, 1.0), row(0.1, 0.1))
    assert crossing.over


def test_a_guess_that_is_forgotten_crosses_at_once_if_it_is_still_through() -> None:
    crossing = Crossing((2, 1))
    through = np.array([[0.5], [0.5]])
    crossing.look(np.full((2, 1), 3.0), 3, through, through)
    crossing.forget(np.array([True, False]))
    assert crossing.day[:, 0] == pytest.approx([np.inf, 3 * THROUGH / 0.5])
    crossing.look(np.full((2, 1), 10.0), 7, through, 2 * through)
    assert crossing.day[:, 0] == pytest.approx([3, 3 * THROUGH / 0.5])
    assert crossing.held_kg_per_kg[:, 0] == pytest.approx([1.0, 0.5])


def test_looking_back_takes_two_steps_together_by_their_load() -> None:
    # Of twice the limit: a third, then all; the limit is a quarter of the way between these.
    twice = 2 * THROUGH
    assert back((0.0, 2.0), (twice, 1.0), (twice, 3.0)) == pytest.approx((6 + 3 / 4, 3))


def test_one_bad_step_in_a_good_week_is_not_through() -> None:
    assert back((0.0, 1.0), (1.9 * THROUGH, 1.0), (0.0, 1.0))[0] == np.inf


@pytest.mark.parametrize("rests", [1, 4])
def test_a_step_without_air_says_nothing_and_forgets_nothing(rests: int) -> None:
    # What is told of a step without air is meaningless. Then the mean is the limit at its end.
    steps = (0.1, 1.0), *[(9.9, 0.0)] * rests, (2 * THROUGH - 0.1, 1.0)
    assert back(*steps) == pytest.approx((3 * len(steps), len(steps)))
    # As far beyond it as it was below: the middle of the last step, as without a rest
    steps = (0.1, 1.0), *[(9.9, 0.0)] * rests, (4 * THROUGH - 0.3, 1.0)
    assert back(*steps)[0] == pytest.approx(3 * len(steps) - 1.5)


def test_where_the_past_ends_in_rest_what_was_coming_through_is_where_the_future_begins() -> None:
    crossing = looked_back(past((THROUGH - 0.05, 1.0), (0.0, 0.0), (0.0, 0.0)), (1, 1))
    crossing.look(row(12.0), 3, row(THROUGH + 0.05), row(1.0))
    assert crossing.day.item() == pytest.approx(10.5)


def test_without_a_past_nothing_has_come_through() -> None:
    crossing = looked_back([], (2, 3))
    assert crossing.day.shape == (2, 3)
    assert np.isinf(crossing.day).all()


@pytest.mark.parametrize("days", [0, 60])
def test_what_does_not_cross_before_the_horizon_is_given_a_fifth_more(days: int) -> None:
    crossing = ahead(capacity=1e6, days=days)
    assert crossing.day == pytest.approx(np.full((1, 4), 1.2 * (days + HORIZON_DAYS)))
    # It is told what it holds there: all that came, in 268 days at some 40 mg/m³.
    load_kg = HORIZON_DAYS * INLET_MG_PER_M3 * 1e-6 * 8e4 * (5 / 7)
    assert crossing.held_kg_per_kg * FILL.carbon_kg == pytest.approx(
        np.full((1, 4), load_kg), rel=0.3
    )


def test_a_bed_that_holds_nothing_is_through_within_the_first_step() -> None:
    crossing = ahead(capacity=1e-9, days=5)
    assert ((crossing.day > 5) & (crossing.day < 8)).all()


def test_what_has_crossed_before_is_not_moved() -> None:
    charge = charge_of(days_of(9))
    crossing = looked_back(past((2 * THROUGH, 1.0)), (1, 2))
    crossing.day[0, 1], unknowns = np.inf, np.tile(declared_mean(FILL), (1, 2, 1))
    bed = ReducedBed(bed_parameters(unknowns), row(FILL.carbon_kg))
    rng = np.random.default_rng(1)
    look_ahead(crossing, bed, steps_of([charge]), outlook([charge], [None]), unknowns, rng)
    assert crossing.day[0, 0] == pytest.approx(1.5)
    assert 9 < crossing.day[0, 1] < np.inf


def test_more_capacity_and_less_load_last_longer() -> None:
    usual = ahead(capacity=0.25).day
    assert (ahead(capacity=0.5).day > 1.3 * usual).all()
    assert (ahead(capacity=0.25, load=-0.7).day > usual).all()


def test_the_coming_inlet_wanders_otherwise_for_each_guess_and_seed_alone() -> None:
    first, again, other = (ahead(capacity=0.25, seed=seed).day for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not (first == other).any()
    assert len(set(first[0].tolist())) == first.size
    many = ahead(capacity=0.25, guesses=200).day
    assert 0.02 < many.std() / many.mean() < 0.15
