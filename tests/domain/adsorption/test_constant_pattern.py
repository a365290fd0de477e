from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.adsorption.constant_pattern import ConstantPattern, front_width
from domain.adsorption.validity import OutOfRange
from tests.domain.adsorption.cases import cases, to_its_digits

R, SHARES = st.floats(0.001, 0.9), st.floats(1e-6, 1 - 1e-6)


@pytest.mark.parametrize(
    "case", cases("constant_pattern_langmuir"), ids=lambda c: f"{c['R']}-{c['y1']}-{c['y2']}"
)
def test_the_reference_values_are_met_to_their_printed_digits(case: dict[str, Any]) -> None:
    width = float(front_width(case["R"], case["y1"], case["y2"]))
    assert width == to_its_digits(case["k_dt"])


def test_from_a_tenth_to_nine_tenths_takes_one_and_a_half_times_ln_9_at_a_fifth() -> None:
    # [0.2·ln 9 + ln 9]/0.8 = 1.5·ln 9
    assert float(front_width(0.2, 0.1, 0.9)) == pytest.approx(1.5 * np.log(9))


@given(R, R, SHARES, SHARES)
def test_a_flatter_isotherm_has_a_wider_front(a: float, b: float, y1: float, y2: float) -> None:
    narrow = front_width(min(a, b), min(y1, y2), max(y1, y2))
    wide = front_width(max(a, b), min(y1, y2), max(y1, y2))
    assert 0 <= narrow <= wide * (1 + 1e-12)


@given(R, SHARES)
def test_the_time_of_a_share_is_the_time_at_which_it_is_reached(r: float, share: float) -> None:
    front = ConstantPattern(r, rate_per_h=2.0, stoichiometric_h=1e5)
    reached = float(front.outlet_share(front.time_h(share)))
    assert reached == pytest.approx(share, rel=1e-7)


@given(R, st.floats(0.01, 10))
def test_the_front_balances_about_the_stoichiometric_time(r: float, rate: float) -> None:
    # the mean of t over y, by the middles of 20,000 slices; the ends of the logarithms cost 1e-4
    front = ConstantPattern(r, rate, stoichiometric_h=1e6)
    middles = (np.arange(20_000) + 0.5) / 20_000
    assert front.time_h(middles).mean() - 1e6 == pytest.approx(0, abs=3e-4 / rate / (1 - r))


@given(R, st.floats(0, 200), st.floats(0, 200))
def test_the_outlet_rises_from_0_to_1(r: float, a: float, b: float) -> None:
    front = ConstantPattern(r, rate_per_h=3.0, stoichiometric_h=100)
    assert 0 <= front.outlet_share(min(a, b)) <= front.outlet_share(max(a, b)) + 1e-12 <= 1 + 1e-12


@pytest.mark.parametrize("r", [0.0, 0.95, 1.0, float("nan")])
def test_an_isotherm_without_a_settled_front_is_refused(r: float) -> None:
    with pytest.raises(OutOfRange, match=r"separation_factor must be within 0\.001 … 0\.9"):
        front_width(r, 0.1, 0.9)
    with pytest.raises(OutOfRange, match="separation_factor"):
        ConstantPattern(r, 1, 1)


@pytest.mark.parametrize("share", [0.0, 1.0, 1.1])
def test_a_share_that_is_never_reached_has_no_time(share: float) -> None:
    with pytest.raises(OutOfRange, match="outlet_share"):
        ConstantPattern(0.2, 1, 1).time_h(share)


def test_there_is_no_time_before_the_beginning() -> None:
    with pytest.raises(OutOfRange, match="time_h"):
        ConstantPattern(0.2, 1, 1).outlet_share(-1)
