from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.adsorption.j_function import j_function
from domain.adsorption.thomas import ThomasBed, thomas
from domain.adsorption.validity import OutOfRange
from domain.adsorption.yoon_nelson import YoonNelson
from tests.domain.adsorption.cases import cases, to_its_digits

R, N, T = st.floats(0, 1), st.floats(0, 300), st.floats(0, 30)


@pytest.mark.parametrize("case", cases("thomas"), ids=lambda c: f"{c['R']}-{c['N']}-{c['T']}")
def test_the_reference_values_are_met_to_their_printed_digits(case: dict[str, Any]) -> None:
    share = float(thomas(case["R"], case["N"], case["T"]))
    assert share == to_its_digits(case["c_over_c0"])


def test_a_favourable_isotherm_lets_a_sixth_through_at_four_fifths() -> None:
    assert float(thomas(0.2, 10, 0.8)) == pytest.approx(0.166760, abs=5e-7)


@given(N, T)
def test_a_linear_isotherm_gives_j(n: float, t: float) -> None:
    assert float(thomas(1, n, t)) == pytest.approx(float(j_function(n, n * t)), abs=1e-14)


@given(R, N, T, T)
def test_the_outlet_rises_from_0_towards_1(r: float, n: float, a: float, b: float) -> None:
    before, after = thomas(r, n, min(a, b)), thomas(r, n, max(a, b))
    assert 0 <= before <= after + 1e-13 <= 1 + 1e-13


@given(R, R, st.floats(5, 300))
def test_a_steeper_isotherm_holds_back_longer(a: float, b: float, n: float) -> None:
    # at half the throughput, before the front
    assert thomas(min(a, b), n, 0.5) <= thomas(max(a, b), n, 0.5) + 1e-13


@given(R, N, T)
def test_the_logistic_is_what_remains_of_a_long_bed(r: float, n: float, t: float) -> None:
    assume(n**0.5 * (1 - r**0.5) >= 2)
    logistic = 1 / (1 + np.exp((r - 1) * n * (t - 1)))
    assert float(thomas(r, n, t)) == pytest.approx(float(logistic), abs=0.004)


def test_on_a_short_bed_the_logistic_is_far_off() -> None:
    # R = 0.8, N = 10: √10·(1 − √0.8) = 0.33; at T = 0 a logistic lets 1/(1 + e²) = 0.12 through
    assert abs(float(thomas(0.8, 10, 0)) - 1 / (1 + np.e**2)) > 0.1


def test_a_bed_becomes_a_logistic() -> None:
    # 0.25 kg/kg · 400 kg = 100 kg; 200 mg/m³ · 10,000 m³/h = 2 kg/h; 0.0004 · 200 = 0.08 1/h
    bed = ThomasBed(0.0004, 0.25, 400, 10_000, 200)
    curve = bed.simplified()
    assert (curve.rate_per_h, curve.half_time_h) == pytest.approx((0.08, 50))
    assert isinstance(curve, YoonNelson)


@pytest.mark.parametrize(
    ("outside", "name"),
    [
        ((-0.1, 1, 1), "separation_factor must be within 0 … 1"),
        ((1.1, 1, 1), "separation_factor must be within 0 … 1"),
        ((0.5, 301, 1), "transfer_units must be within 0 … 300"),
        ((0.5, 1, 31), "throughput must be within 0 … 30"),
    ],
)
def test_what_lies_outside_is_refused(outside: tuple[float, float, float], name: str) -> None:
    with pytest.raises(OutOfRange, match=name):
        thomas(*outside)


@pytest.mark.parametrize("missing", range(5))
def test_a_bed_of_nothing_is_refused(missing: int) -> None:
    bed = [0.0004, 0.25, 400, 10_000, 200]
    bed[missing] = 0
    with pytest.raises(OutOfRange):
        ThomasBed(*bed)
