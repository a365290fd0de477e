"""How much a reading says, and what: above and below detection, old and new, on the scale."""

from dataclasses import replace
from math import exp
from statistics import NormalDist

import numpy as np
import pytest

from domain.adsorption.evidence import Charge, Removal
from domain.adsorption.from_scipy import Floats
from domain.adsorption.life_evidence import outlet_says, removal_says
from domain.adsorption.life_parameters import COUNT, Unknown
from domain.adsorption.load_steps import STEP_DAYS, steps_of
from tests.domain.adsorption.charges import FILL, charge_of, days_of

INLET, DETECTION = 40.0, 1.0
GUESSED = np.zeros((1, 1, COUNT))
SPREAD = 0.35


def weight(age_days: float) -> float:
    """Of a step of three days whose middle lies so long ago."""
    return 3 * (exp(-age_days / 10) + 0.1)


def said(
    outlet: float,
    through: float,
    *,
    step: int = 0,
    days: int = STEP_DAYS,
    detection: float = DETECTION,
    guessed: Floats = GUESSED,
) -> float:
    """The log-likelihood of one step of a charge of so many days."""
    charge = charge_of(days_of(days, inlet=INLET, outlet=outlet, detection=detection))
    return outlet_says(steps_of([charge]), step, np.full((1, 1), through), guessed).item()


def shifted(**unknowns: float) -> Floats:
    """A guess that is other than 0 in these."""
    guessed = GUESSED.copy()
    for name, value in unknowns.items():
        guessed[..., Unknown[name.upper()]] = value
    return guessed


def found(
    removal: Removal | None, held: float, *, full: float = 0.25, iodine: float | None = 900.0
) -> float:
    """The log-likelihood of a removal, if the carbon held so much, kg/kg."""
    fill = replace(FILL, iodine_mg_per_g=iodine)
    charge = Charge("A", 1, fill, days_of(0), removal)
    return removal_says([charge], np.full((1, 1), held), shifted(capacity=np.log(full))).item()


def test_a_reading_that_is_as_guessed_is_the_likeliest() -> None:
    # 40 mg/m³ · 0.1 = 4
    assert said(4.0, 0.1) == pytest.approx(0, abs=1e-12)
    assert max(said(4.0, share) for share in (0.05, 0.08, 0.125, 0.2)) < -0.1


@pytest.mark.parametrize("spreads", [-3.0, -1.0, 0.5, 2.0])
def test_readings_scatter_as_student_says_with_four_degrees_of_freedom(spreads: float) -> None:
    read = 4.0 * np.exp(SPREAD * spreads)
    expected = -2.5 * np.log(1 + spreads**2 / 4) * weight(1.5)
    assert said(read, 0.1) == pytest.approx(expected)


@pytest.mark.parametrize("through", [0.001, 0.025, 0.2])
def test_below_detection_only_that_is_known(through: float) -> None:
    # ln Φ[ln(1 mg/m³ / guessed) / 0.35]; at 0.025 the guess is the limit itself, and Φ is a half
    from_limit = float(np.log(DETECTION / (INLET * through))) / SPREAD
    expected = np.log(NormalDist().cdf(from_limit)) * weight(1.5)
    assert said(0.5, through) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_below_detection_every_small_outlet_is_as_likely() -> None:
    assert said(0.5, 1e-6) == pytest.approx(said(0.5, 1e-4), abs=1e-6)
    assert said(0.5, 0.5) < said(0.5, 0.1) < said(0.5, 0.01)


@pytest.mark.parametrize(("share", "censored"), [(0.0, False), (0.49, False), (0.5, True)])
def test_a_step_is_below_detection_where_half_of_it_was(share: float, censored: bool) -> None:
    days = days_of(STEP_DAYS, inlet=INLET, outlet=4.0)
    steps = steps_of([charge_of(replace(days, outlet_below=np.full(STEP_DAYS, share)))])
    as_read = outlet_says(steps, 0, np.full((1, 1), 0.1), GUESSED).item()
    assert (as_read != 0.0) is censored


def test_where_the_outlet_was_not_read_nothing_is_said() -> None:
    assert said(np.nan, 0.1) == 0.0
    # In the last three days the fan stood, whatever the instrument read.
    unread = replace(days_of(9, inlet=INLET, outlet=8.0), air_m3=np.repeat([8e4, 0.0], [6, 3]))
    says = [
        outlet_says(steps_of([charge_of(unread)]), step, np.full((1, 1), 0.1), GUESSED).item()
        for step in range(3)
    ]
    assert says[0] < 0
    assert says[1] < 0
    assert says[2] == 0


def test_without_a_detection_limit_readings_count_and_nothing_warns() -> None:
    assert said(8.0, 0.1, detection=0.0) == pytest.approx(said(8.0, 0.1))


def test_an_instrument_that_shows_more_and_an_inlet_that_brings_more_are_not_told_apart() -> None:
    twice = np.log(2)
    assert said(8.0, 0.1, guessed=shifted(outlet=twice)) == pytest.approx(0, abs=1e-12)
    assert said(8.0, 0.1, guessed=shifted(load=twice)) == pytest.approx(0, abs=1e-12)
    assert said(8.0, 0.1, guessed=shifted(outlet=twice, load=-twice)) == said(8.0, 0.1)


@pytest.mark.parametrize("step", [0, 3, 7, 9])
def test_the_older_a_reading_the_less_it_counts(step: int) -> None:
    # Thirty days are over; the middle of step 0 lies 28.5 days ago, that of step 9 1.5 days.
    steps = steps_of([charge_of(replace(days_of(30), outlet_mg_per_m3=np.full(30, 8.0)))])
    through = np.full((1, 1), 0.1)
    new = -2.5 * np.log(1 + (np.log(2) / SPREAD) ** 2 / 4)
    assert steps.outlet_kg_per_m3[0, step] == pytest.approx(8e-6)
    expected = new * weight(28.5 - 3 * step)
    assert outlet_says(steps, step, through, GUESSED).item() == pytest.approx(expected)


def test_every_charge_and_guess_is_asked_for_itself() -> None:
    charges = [charge_of(days_of(3, inlet=INLET, outlet=each)) for each in (4.0, 9.0)]
    through = np.array([[0.1, 0.2, 0.3], [0.1, 0.2, 0.3]])
    says = outlet_says(steps_of(charges), 0, through, np.zeros((2, 3, COUNT)))
    expected = [[said(outlet, share) for share in (0.1, 0.2, 0.3)] for outlet in (4.0, 9.0)]
    assert says == pytest.approx(np.array(expected))


def test_spent_carbon_weighs_what_it_holds_and_water_and_dust() -> None:
    # 4,000 kg · (1 + 0.07 + 0.10) = 4,680 kg: the guess of 0.10 fits, by ln of its spread
    weighed = Removal(4_680.0, None)
    assert found(weighed, 0.10) == pytest.approx(-np.log(np.hypot(0.025, 0.015)))
    assert found(weighed, 0.10) > max(found(weighed, 0.05), found(weighed, 0.20))


def test_a_weighing_scatters_by_what_is_held_and_by_water_and_dust() -> None:
    # 5,000 kg: gained 0.18 besides water and dust, against 0.10 held
    spread = np.hypot(0.025, 0.15 * 0.10)
    expected = -2.5 * np.log(1 + (0.08 / spread) ** 2 / 4) - np.log(spread)
    assert found(Removal(5_000.0, None), 0.10) == pytest.approx(expected)


@pytest.mark.parametrize(("held", "iodine"), [(0.0, 900.0), (0.125, 540.0), (0.25, 180.0)])
def test_a_full_carbon_has_lost_four_fifths_of_its_iodine(held: float, iodine: float) -> None:
    # 900 mg/g · (1 − 0.8 · held/0.25)
    assert found(Removal(None, iodine), held) == pytest.approx(0, abs=1e-12)
    off = Removal(None, iodine + 0.12 * 900)
    assert found(off, held) == pytest.approx(-0.5)


def test_weight_and_iodine_are_told_together() -> None:
    both = found(Removal(4_900.0, 400.0), 0.1)
    assert both == pytest.approx(
        found(Removal(4_900.0, None), 0.1) + found(Removal(None, 400.0), 0.1)
    )


@pytest.mark.parametrize("removal", [None, Removal(None, None)])
def test_what_was_not_measured_says_nothing(removal: Removal | None) -> None:
    assert found(removal, 0.1) == found(removal, 0.2) == 0.0


def test_without_a_fresh_iodine_value_a_spent_one_says_nothing() -> None:
    assert found(Removal(None, 400.0), 0.1, iodine=None) == 0.0
