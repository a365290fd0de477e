"""Inputs outside the range of an equation are refused with the range."""

import numpy as np
import pytest

from domain.adsorption.validity import OutOfRange, within


def test_both_ends_of_a_range_belong_to_it() -> None:
    within(0.0, 1.0, share=0.0, other=np.array([0.0, 0.5, 1.0]))


@pytest.mark.parametrize("value", [-0.001, 1.001, float("nan"), float("inf")])
def test_what_lies_outside_is_refused_with_the_range(value: float) -> None:
    with pytest.raises(OutOfRange, match=r"share must be within 0 … 1: ") as refused:
        within(0.0, 1.0, fine=0.5, share=np.array([0.5, value, 2.0]))
    assert (refused.value.name, refused.value.low, refused.value.high) == ("share", 0.0, 1.0)
