from math import exp
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.adsorption.bohart_adams import BohartAdamsBed
from domain.adsorption.thomas import thomas
from domain.adsorption.validity import OutOfRange
from tests.domain.adsorption.cases import cases, to_its_digits

UNITS = st.floats(0.01, 300)


def bed_of(transfer_units: float) -> BohartAdamsBed:
    """A bed with k·C0 = 1 per hour and k·N0·Z/v = B."""
    return BohartAdamsBed(0.01, 100, transfer_units * 100, 1, 1)


@pytest.mark.parametrize("case", cases("bohart_adams_full"), ids=lambda case: str(case["k"]))
def test_the_reference_values_are_met_to_their_printed_digits(case: dict[str, Any]) -> None:
    bed = BohartAdamsBed(case["k"], case["C0"], case["N0"], case["Z"], case["v"])
    assert float(bed.outlet_share(case["t"])) == to_its_digits(case["c_over_c0"])
    logistic = float(bed.simplified().outlet_share(case["t"]))
    assert logistic == to_its_digits(case["simplified_logistic"])


@given(UNITS, st.floats(0, 30))
def test_it_is_thomas_where_nothing_is_given_back(units: float, throughput: float) -> None:
    share = float(bed_of(units).outlet_share(units * throughput))
    assert share == pytest.approx(float(thomas(0, units, throughput)), rel=1e-9, abs=1e-60)


@given(UNITS)
def test_the_first_that_comes_through_was_never_held(units: float) -> None:
    # e^0/(e^0 + e^B − 1) = e^(−B)
    assert float(bed_of(units).outlet_share(0)) == pytest.approx(exp(-units), rel=1e-9, abs=0)


@given(UNITS, st.floats(0, 1_000), st.floats(0, 1_000))
def test_the_outlet_rises(units: float, a: float, b: float) -> None:
    bed = bed_of(units)
    assert 0 <= bed.outlet_share(min(a, b)) <= bed.outlet_share(max(a, b)) <= 1


@given(st.floats(8, 300), st.floats(0, 600))
def test_a_long_bed_is_a_logistic(units: float, hours: float) -> None:
    # what is left out, the −1, is e^(−8) of what stays
    bed = bed_of(units)
    logistic = float(bed.simplified().outlet_share(hours))
    assert float(bed.outlet_share(hours)) == pytest.approx(logistic, rel=4e-4, abs=0)


def test_a_short_bed_is_none() -> None:
    # B = 0.1: at the half time e^0.1/(2·e^0.1 − 1) = 0.913, not a half
    assert float(bed_of(0.1).outlet_share(0.1)) == pytest.approx(0.9131, abs=1e-4)


@pytest.mark.parametrize("missing", range(5))
def test_a_bed_of_nothing_is_refused(missing: int) -> None:
    bed = [0.01, 100, 1_000, 1, 1]
    bed[missing] = 0
    with pytest.raises(OutOfRange):
        BohartAdamsBed(*bed)


def test_there_is_no_time_before_the_beginning() -> None:
    with pytest.raises(OutOfRange, match="time_h"):
        bed_of(1).outlet_share(-1)
