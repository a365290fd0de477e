"""What is remarkable and yet no reason to refuse."""

import pytest

from domain.observation import (
    Observation,
    iodine_below_floor,
    permit_expired,
    removed_mass_implausible,
    under_filled,
    weight_discrepancy,
)
from domain.occurred import Occurred


@pytest.mark.parametrize("observation", Observation)
def test_every_remark_can_be_read_in_chinese(observation: Observation) -> None:
    assert observation.zh


@pytest.mark.parametrize(
    ("filled_g", "expected"), [(899_999, True), (900_000, False), (1_000_000, False)]
)
def test_a_fill_under_nine_tenths_of_one_ton_is_too_small(filled_g: int, expected: bool) -> None:
    assert under_filled(filled_g, 1_000_000) is expected


@pytest.mark.parametrize(
    ("removed_g", "expected"),
    [(799_999, True), (800_000, False), (1_700_000, False), (1_700_001, True)],
)
def test_a_ton_comes_out_as_eight_to_seventeen_tenths_of_a_ton(
    removed_g: int, expected: bool
) -> None:
    assert removed_mass_implausible(removed_g, 1_000_000) is expected


@pytest.mark.parametrize(("iodine_mg_per_g", "expected"), [(799, True), (800, False)])
def test_granular_carbon_has_an_iodine_value_of_800(iodine_mg_per_g: int, expected: bool) -> None:
    assert iodine_below_floor(iodine_mg_per_g) is expected


@pytest.mark.parametrize(
    ("sent_g", "received_g", "expected"),
    [
        # 2 % of 500 kg is 10 kg, so the 20 kg count
        (500_000, 480_000, False),
        (500_000, 479_999, True),
        (500_000, 520_001, True),
        # 2 % of 2 t is 40 kg
        (2_000_000, 1_960_000, False),
        (2_000_000, 1_959_999, True),
        (2_000_000, 2_040_001, True),
        # 2 % of 1 000.05 kg is 20.001 kg
        (1_000_050, 980_049, False),
        (1_000_050, 980_048, True),
    ],
)
def test_two_scales_may_differ_by_two_percent_or_twenty_kilograms(
    sent_g: int, received_g: int, expected: bool
) -> None:
    assert weight_discrepancy(sent_g, received_g) is expected


@pytest.mark.parametrize(
    ("valid_until", "expected"),
    [(None, False), ("2022-04-09", True), ("2022-04-10", False), ("2022-04-11", False)],
)
def test_a_permit_holds_to_the_end_of_its_last_day(valid_until: str | None, expected: bool) -> None:
    until = None if valid_until is None else Occurred(valid_until)
    assert permit_expired(until, Occurred("2022-04-10T16:00:00+08:00")) is expected
