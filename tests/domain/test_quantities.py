"""Masses are whole grams; what is shared is shared to the last one."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.quantities import (
    NegativeMass,
    NoMass,
    grams,
    kilograms,
    not_negative,
    positive,
    share,
)

totals = st.integers(0, 10**12)
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("mass_kg", "mass_g"),
    [
        (1200, 1_200_000),
        ("1200", 1_200_000),
        (Decimal("0.001"), 1),
        (1.2, 1_200),
        # the shortest text of this float is 0.1 + 0.2's famous one, 300.00000000000004 g
        (0.1 + 0.2, 300),
        ("0.0005", 1),
        ("0.00049", 0),
        ("-0.0005", -1),
    ],
)
def test_kilograms_as_written_become_the_nearest_gram(
    mass_kg: Decimal | float | str, mass_g: int
) -> None:
    assert grams(mass_kg) == mass_g


@pytest.mark.parametrize(
    ("mass_g", "text"),
    [(1_200, "1.2"), (1_000, "1"), (1_000_000, "1000"), (1, "0.001"), (0, "0"), (-500, "-0.5")],
)
def test_grams_are_shown_as_kilograms_without_trailing_zeros(mass_g: int, text: str) -> None:
    assert str(kilograms(mass_g)) == text


@given(st.integers(-(10**15), 10**15))
def test_grams_shown_as_kilograms_are_read_back_as_the_same_grams(mass_g: int) -> None:
    assert grams(kilograms(mass_g)) == mass_g


def test_a_mass_may_be_required_to_be_more_than_zero_or_not_negative() -> None:
    assert positive(1) == 1
    assert not_negative(0) == 0
    with pytest.raises(NoMass):
        positive(0)
    for refuse in (positive, not_negative):
        with pytest.raises(NegativeMass) as refused:
            refuse(-1_500)
        assert refused.value.facts == {"mass_kg": Decimal("-1.5")}


def test_a_total_is_shared_by_weights() -> None:
    # 100 by 1 : 2 : 3 is 16.67, 33.33 and 50; the gram left over goes to the largest remainder
    assert share(100, [1, 2, 3]) == (17, 33, 50)


def test_ties_go_to_the_earlier_one() -> None:
    assert share(5, [1, 1, 1]) == (2, 2, 1)


def test_weights_that_are_all_zero_count_as_equal() -> None:
    assert share(3, [0, 0]) == (2, 1)


def test_what_has_no_weight_gets_nothing_where_others_have_some() -> None:
    assert share(7, [0, 1, 0]) == (0, 7, 0)


@given(totals, weights)
def test_shares_add_up_to_the_total(total: int, weights: list[int]) -> None:
    assert sum(share(total, weights)) == total


@given(totals, weights)
def test_each_share_lies_within_one_of_its_exact_part(total: int, weights: list[int]) -> None:
    counted = weights if any(weights) else [1] * len(weights)
    for part, weight in zip(share(total, weights), counted, strict=True):
        # |part - total x weight / sum| < 1, without dividing
        assert abs(part * sum(counted) - total * weight) < sum(counted)


@given(totals, weights)
def test_a_heavier_one_never_gets_less(total: int, weights: list[int]) -> None:
    shared = sorted(zip(weights, share(total, weights), strict=True))
    for (lighter, less), (heavier, more) in pairwise(shared):
        assert less <= more or lighter == heavier


@given(weights.filter(any))
def test_nobody_gets_more_than_they_have_of_what_all_have(held_g: list[int]) -> None:
    # so a kiln never takes more of one consignment than the yard holds of it
    for total in {0, 1, sum(held_g) // 2, sum(held_g)}:
        parts = zip(share(total, held_g), held_g, strict=True)
        assert all(part_g <= have_g for part_g, have_g in parts)
