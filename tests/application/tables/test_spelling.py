"""How values stand in a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.tables.plants import ENTERPRISES, SWAPS
from application.tables.spelling import cells, grams_read, heading, kilograms_told, mark


@given(st.integers())
def test_no_gram_is_lost_in_kilograms(mass_g: int) -> None:
    assert grams_read(kilograms_told(mass_g)) == mass_g


@pytest.mark.parametrize(
    ("mass_g", "told"),
    [(0, "0.000"), (7, "0.007"), (-7, "-0.007"), (264_255_000, "264255.000"), (-1_200, "-1.200")],
)
def test_a_mass_has_three_decimals(mass_g: int, told: str) -> None:
    assert kilograms_told(mass_g) == told


@pytest.mark.parametrize(
    "told", ["", "590", "590.0", "5.9e2", "1,200.000", " 1.000", "1.000 ", "x"]
)
def test_nothing_else_is_read_as_a_mass(told: str) -> None:
    assert grams_read(told) is None


def test_a_row_is_told_column_by_column() -> None:
    row = ("T-1-1", "T", 1, "C", "甲", "L", "2022-02-01", 1_000_000, None, None, None)
    assert cells(SWAPS, row)[-5:] == ["2022-02-01", "1000.000", "", "", ""]
    assert heading(SWAPS)[-3:] == ["卸出时间", "卸出量(kg)", "吸附增重(kg)"]
    place = ("C", "甲", None, "", "", 120.5, 30.0, "WGS-84", "2022-01-01", None)
    assert cells(ENTERPRISES, place)[5:7] == ["120.5", "30.0"]


def test_a_mark_knows_a_row_again_and_no_other() -> None:
    values = ["T-1-1", "=1+1", ""]
    assert mark(values) == mark(["T-1-1", "'=1+1", ""])
    for other in (["T-1-1", "=1+2", ""], ["T-1-1=1+1", "", ""], ["T-1-1", "=1+1"]):
        assert mark(other) != mark(values)
