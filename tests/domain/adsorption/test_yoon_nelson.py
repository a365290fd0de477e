import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.adsorption.bohart_adams import BohartAdamsBed
from domain.adsorption.thomas import ThomasBed
from domain.adsorption.validity import OutOfRange
from domain.adsorption.yoon_nelson import YoonNelson

RATES, TIMES, SHARES = st.floats(1e-3, 1e3), st.floats(0, 1e5), st.floats(0.001, 0.999)


def test_half_comes_through_at_the_half_time_and_nine_tenths_at_ln_9_over_the_rate_later() -> None:
    curve = YoonNelson(rate_per_h=0.5, half_time_h=40)
    assert float(curve.outlet_share(40)) == 0.5
    assert float(curve.time_h(0.9)) == pytest.approx(40 + np.log(9) / 0.5)


@given(RATES, TIMES, SHARES)
def test_the_time_of_a_share_is_the_time_at_which_it_is_reached(
    rate: float, half_time: float, share: float
) -> None:
    curve = YoonNelson(rate, half_time)
    time_h = max(float(curve.time_h(share)), 0.0)
    reached = share if time_h > 0 else float(curve.outlet_share(0))
    # a time of 10⁵ h keeps 11 digits behind the point, which the rate stretches
    assert float(curve.outlet_share(time_h)) == pytest.approx(reached, abs=1e-8)


@given(RATES, TIMES, TIMES, TIMES)
def test_the_outlet_rises_and_is_symmetrical_about_the_half_time(
    rate: float, half_time: float, a: float, b: float
) -> None:
    curve = YoonNelson(rate, half_time)
    assert 0 <= curve.outlet_share(min(a, b)) <= curve.outlet_share(max(a, b)) <= 1
    apart = min(a, half_time)
    both = curve.outlet_share(half_time - apart) + curve.outlet_share(half_time + apart)
    assert float(both) == pytest.approx(1, abs=1e-6)


@given(
    st.floats(1e-6, 1e-2),
    st.floats(10, 5_000),
    st.floats(0.01, 0.5),
    st.floats(100, 5_000),
    st.floats(500, 50_000),
)
def test_three_models_are_one_curve_under_three_names(
    rate: float, inlet: float, loading: float, carbon_kg: float, airflow: float
) -> None:
    # The same bed: 1 m² across, 450 kg of carbon in each m³, so that N0 = q0·450 and Z = m/450.
    depth_m, capacity = carbon_kg / 450, loading * 1e6 * 450
    thomas = ThomasBed(rate, loading, carbon_kg, airflow, inlet).simplified()
    bohart_adams = BohartAdamsBed(rate, inlet, capacity, depth_m, airflow).simplified()
    assert thomas.rate_per_h == bohart_adams.rate_per_h
    assert thomas.half_time_h == pytest.approx(bohart_adams.half_time_h, rel=1e-12)


@pytest.mark.parametrize(
    ("rate", "half_time", "name"), [(0, 1, "rate_per_h"), (1, -1, "half_time_h")]
)
def test_a_curve_that_does_not_rise_is_refused(rate: float, half_time: float, name: str) -> None:
    with pytest.raises(OutOfRange, match=name):
        YoonNelson(rate, half_time)


@pytest.mark.parametrize("share", [0, 1, -0.1, float("nan")])
def test_a_share_that_is_never_reached_has_no_time(share: float) -> None:
    with pytest.raises(OutOfRange, match="outlet_share"):
        YoonNelson(1, 1).time_h(share)


def test_there_is_no_time_before_the_beginning() -> None:
    with pytest.raises(OutOfRange, match="time_h must be within 0"):
        YoonNelson(1, 1).outlet_share([1.0, -1.0])
