from typing import Any

import pytest

from domain.adsorption.replacement_cycle import Load, replacement_cycle_days
from tests.domain.adsorption.cases import cases, to_its_digits


def test_the_first_printed_example_lasts_110_running_days() -> None:
    # 18.9 mg/m³ · 10⁻⁶ · 10,000 m³/h · 8 h = 1.512 kg of VOC a day; 450 kg · 0.37 = 166.5 kg
    load = Load(450, 18.9, 10_000, 8, capacity=0.37)
    assert replacement_cycle_days(load) == pytest.approx(166.5 / 1.512)
    assert round(replacement_cycle_days(load)) == 110


def test_the_second_printed_example_lasts_2_67_running_days() -> None:
    # 150 mg/m³ · 10⁻⁶ · 50,000 m³/h · 15 h = 112.5 kg of VOC a day; 1,000 kg · 0.30 = 300 kg
    load = Load(1_000, 150, 50_000, 15, capacity=0.30)
    assert replacement_cycle_days(load) == pytest.approx(300 / 112.5)
    assert round(replacement_cycle_days(load), 2) == 2.67


@pytest.mark.parametrize("case", cases("replacement_cycle"), ids=lambda case: str(case["m"]))
def test_the_reference_values_are_met_to_their_printed_digits(case: dict[str, Any]) -> None:
    load = Load(case["m"], case["c"], case["Q"], case["t"], capacity=case["s"])
    assert replacement_cycle_days(load) == to_its_digits(case["T_days"])


def test_a_tenth_of_the_carbon_is_taken_up_where_nothing_better_is_known() -> None:
    # 100 mg/m³ · 10⁻⁶ · 10,000 m³/h · 10 h = 10 kg a day; 1,000 kg · 0.10 = 100 kg
    assert replacement_cycle_days(Load(1_000, 100, 10_000, 10)) == pytest.approx(10)


@pytest.mark.parametrize(
    "impossible",
    [(0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 0, 1), (1, 1, 1, 0), (1, 1, 1, 25)],
)
def test_an_impossible_load_is_not_calculated(
    impossible: tuple[float, float, float, float],
) -> None:
    with pytest.raises(ValueError, match="must be"):
        Load(*impossible)


@pytest.mark.parametrize("capacity", [0, 1, -0.1])
def test_a_capacity_is_a_share_of_the_carbon(capacity: float) -> None:
    with pytest.raises(ValueError, match="capacity"):
        Load(1, 1, 1, 1, capacity=capacity)
