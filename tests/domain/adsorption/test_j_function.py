from math import exp, factorial
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.adsorption.j_function import j_function, klinkenberg
from domain.adsorption.validity import OutOfRange
from tests.domain.adsorption.cases import cases, to_its_digits

ARGUMENTS = st.floats(0, 500)


@pytest.mark.parametrize("case", cases("J_linear_LDF"), ids=lambda c: f"{c['xi']}-{c['tau']}")
def test_the_reference_values_are_met_to_their_printed_digits(case: dict[str, Any]) -> None:
    xi, tau = case["xi"], case["tau"]
    assert float(j_function(xi, tau)) == to_its_digits(case["c_over_c0"])
    assert float(klinkenberg(xi, tau)) == to_its_digits(case["klinkenberg"])


def test_a_molecule_is_through_when_it_was_held_no_more_often_than_time_allowed() -> None:
    # J is a sum over Poisson numbers: it was taken up k times on ξ = 3, let go n ≥ k times in τ = 2
    def poisson(number: int, mean: float) -> float:
        return exp(-mean) * mean**number / factorial(number)

    through = sum(poisson(n, 2) * sum(poisson(k, 3) for k in range(n + 1)) for n in range(60))
    assert float(j_function(3, 2)) == pytest.approx(through, rel=1e-13)


@given(ARGUMENTS)
def test_no_bed_holds_nothing_back_and_at_first_only_what_was_never_held_is_through(
    length: float,
) -> None:
    assert float(j_function(0, length)) == 1
    assert float(j_function(length, 0)) == pytest.approx(exp(-length), rel=1e-12, abs=0)


@given(ARGUMENTS, ARGUMENTS, ARGUMENTS)
def test_the_outlet_rises_with_time_and_falls_with_length(a: float, b: float, other: float) -> None:
    low, high = min(a, b), max(a, b)
    assert 0 <= j_function(other, low) <= j_function(other, high) + 1e-14 <= 1 + 1e-14
    assert j_function(high, other) <= j_function(low, other) + 1e-14


@given(st.floats(1e-3, 60))
def test_both_ways_of_computing_it_meet_at_the_front(at: float) -> None:
    before, after = j_function(at * (1 + 1e-12), at), j_function(at, at)
    assert float(before) == pytest.approx(float(after), rel=1e-11)


def test_the_tail_before_a_front_keeps_its_digits() -> None:
    # J(100, 10) by 60-digit sums; as 1 − F it would be lost in the last digit of 1
    assert float(j_function(100, 10)) == pytest.approx(3.615476e-22, rel=1e-6, abs=0)


@given(st.floats(0.5, 10_000), st.floats(0.5, 10_000))
def test_klinkenberg_is_as_near_as_he_is_said_to_be(xi: float, tau: float) -> None:
    both = min(xi, tau)
    within = 0.001 if both >= 6 else 0.005 if both >= 2 else 0.042
    assert abs(klinkenberg(xi, tau) - j_function(xi, tau)) < within


def test_arrays_are_broadcast() -> None:
    table = j_function(np.array([[1.0], [2.0]]), np.array([1.0, 2.0, 3.0]))
    assert table.shape == (2, 3)
    assert table[1, 2] == j_function(2, 3)


@pytest.mark.parametrize(("xi", "tau"), [(-1, 1), (1, -1), (10_001, 1), (1, float("nan"))])
def test_what_was_not_compared_is_refused(xi: float, tau: float) -> None:
    with pytest.raises(OutOfRange, match=r"must be within 0 … 10000"):
        j_function(xi, tau)


@pytest.mark.parametrize(("xi", "tau"), [(0.4, 1), (1, 0.4)])
def test_klinkenberg_is_refused_where_he_is_far_off(xi: float, tau: float) -> None:
    with pytest.raises(OutOfRange, match=r"must be within 0\.5 … 10000"):
        klinkenberg(xi, tau)
