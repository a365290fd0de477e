"""Levels mean what they say where the past is like the present."""

from collections.abc import Iterator

import numpy as np
import pytest

from domain.adsorption.conformal import GRID, Calibration, RawForecast, Stage, calibrate
from domain.adsorption.life_prior import Instruments

PAST_CHARGES, TRIALS = 19, 1_500
"""Of 19 distances the 1st, 2nd … 19th are exactly the levels 0.05, 0.10 … 0.95."""

AHEAD = (3.0, 8.0, 20.0, 40.0, 90.0)
"""A forecast of each stage."""

Known = tuple[Instruments, RawForecast, float]


def forecast(day: int, ahead: float = 20.0, half_width: float = 3.29) -> RawForecast:
    """As wide as is said, to both sides; by default one standard deviation is 2 days."""
    middle = day + ahead
    return RawForecast(day, middle - half_width, middle, middle + half_width)


def one_each(distance: float = 0.0) -> Iterator[Known]:
    """A known charge for every category."""
    for instruments in Instruments:
        for ahead in AHEAD:
            said = forecast(100, ahead)
            yield instruments, said, said.middle + distance * said.spread


def days(
    calibration: Calibration, said: RawForecast, levels: list[float], of: Instruments
) -> list[float]:
    """Days at levels."""
    return calibration.days(said, of, np.array(levels)).tolist()


def test_a_spread_is_that_of_a_normal_distribution_and_never_nothing() -> None:
    # From 5 to 95 % a normal distribution has 3.29 standard deviations.
    assert RawForecast(0, 50 - 3.29, 50.0, 50 + 3.29).spread == pytest.approx(2 + 1 + 0.02 * 50)
    assert RawForecast(0, 50.0, 50.0, 50.0).spread == pytest.approx(2)


def test_a_distance_counts_in_spreads_from_the_middle() -> None:
    said = forecast(30)  # middle 50, spread 4
    assert said.distance(58.0) == pytest.approx(2)
    assert said.distance(46.0) == pytest.approx(-1)


@pytest.mark.parametrize(
    ("ahead", "stage"),
    [
        (-5.0, Stage.NOW),
        (4.9, Stage.NOW),
        (5.0, Stage.SOON),
        (11.9, Stage.SOON),
        (12.0, Stage.WEEKS),
        (23.9, Stage.WEEKS),
        (24.0, Stage.MONTH),
        (44.9, Stage.MONTH),
        (45.0, Stage.LATER),
        (300.0, Stage.LATER),
    ],
)
def test_a_stage_is_told_by_how_soon_the_middle_comes(ahead: float, stage: Stage) -> None:
    assert forecast(40, ahead).stage is stage


def test_the_truth_comes_before_a_level_as_often_as_the_level_says() -> None:
    # Forecasts are too narrow, late by a spread, and skewed, each in its own width.
    rng = np.random.default_rng(20)

    def known() -> Known:
        said = forecast(0, rng.uniform(12, 24), rng.uniform(0.5, 8))
        return Instruments.BOTH, said, said.middle + said.spread * (rng.gamma(2, 1) - 3)

    others = [each for each in one_each() if each[:1] != (Instruments.BOTH,)]
    others += [each for each in one_each() if each[1].stage is not Stage.WEEKS]
    levels = np.array([0.05, 0.10, 0.20, 0.35, 0.50, 0.80, 0.90, 0.95])
    came = np.zeros(len(levels))
    for _ in range(TRIALS):
        calibration = calibrate("", [*others, *(known() for _ in range(PAST_CHARGES))])
        instruments, said, truth = known()
        came += truth <= calibration.days(said, instruments, levels)
    error = np.sqrt(levels * (1 - levels) / TRIALS)
    assert np.abs((came / TRIALS - levels) / error).max() < 3.3


@pytest.mark.parametrize("instruments", Instruments)
@pytest.mark.parametrize(("ahead", "stage"), [*zip(AHEAD, range(5), strict=True)])
def test_each_category_learns_from_its_own_alone(
    instruments: Instruments, ahead: float, stage: int
) -> None:
    known = [
        (each, forecast(100, at), forecast(100, at).middle + number * forecast(100, at).spread)
        for number, (each, at) in enumerate((each, at) for each in Instruments for at in AHEAD)
    ]
    number = list(Instruments).index(instruments) * len(AHEAD) + stage
    said = forecast(50, ahead)
    found = days(calibrate("", known), said, [0.005, 0.5, 0.95], instruments)
    assert found == pytest.approx([said.middle + number * said.spread] * 3)


def test_the_level_p_is_that_of_n_and_one_more() -> None:
    # Of 20 distances 1 … 20 the ⌈0.05 · 21⌉-th is the second, the ⌈0.97 · 21⌉-th would be the 21st
    said = forecast(100)
    known = [(Instruments.BOTH, said, said.middle + said.spread * each) for each in range(1, 21)]
    others = [each for each in one_each() if each[1].stage is not Stage.WEEKS]
    others += [(each, said, said.middle) for each in Instruments if each is not Instruments.BOTH]
    calibration = calibrate("twenty", [*reversed(known), *others])
    found = calibration.distances[Instruments.BOTH, Stage.WEEKS]
    distances = dict(zip(GRID, found, strict=True))
    asked = (0.005, 0.05, 0.10, 0.50, 0.95, 0.98)
    assert [distances[level] for level in asked] == [1, 2, 3, 11, 20, 20]
    assert calibration.name == "twenty"


def test_between_levels_of_the_grid_a_straight_line_is_drawn() -> None:
    distances = tuple(np.array(GRID) * 10)
    calibration = Calibration("", {(Instruments.NONE, Stage.WEEKS): distances})
    said = forecast(0)  # middle 20, spread 3.4
    found = days(calibration, said, [0.12, 0.5, 0.975], Instruments.NONE)
    assert found == pytest.approx([20 + 3.4 * 1.2, 20 + 3.4 * 5, 20 + 3.4 * 9.75])


def test_a_single_known_charge_is_all_that_can_be_said() -> None:
    calibration = calibrate("", one_each(distance=0.5))
    said = forecast(10, 20.0)
    found = days(calibration, said, [0.005, 0.5, 0.95], Instruments.OUTLET)
    assert found == pytest.approx([said.middle + 0.5 * said.spread] * 3)


def test_a_category_of_which_nothing_is_known_is_refused() -> None:
    with pytest.raises(IndexError):
        calibrate("", list(one_each())[1:])


@pytest.mark.parametrize("ahead", [-40.0, 0.0, 5.0, 200.0])
@pytest.mark.parametrize("seed", range(3))
def test_days_are_never_before_today_and_never_fall_with_the_level(seed: int, ahead: float) -> None:
    rng = np.random.default_rng(seed)
    known = [
        (each, said := forecast(100, at), said.middle + rng.normal(0, 20))
        for each in Instruments
        for at in rng.uniform(0, 90, 60)
    ]
    levels = np.linspace(0.005, 0.98, 50)
    said = forecast(60, ahead)
    found = calibrate("", known).days(said, Instruments.INLET, levels)
    assert found.min() >= 60
    assert (np.diff(found) >= 0).all()


def test_a_day_that_would_lie_before_today_is_today() -> None:
    calibration = calibrate("", one_each(distance=-3.0))
    said = forecast(60, 5.0)  # middle 65, spread 4.3
    assert days(calibration, said, [0.5], Instruments.BOTH) == [60.0]
