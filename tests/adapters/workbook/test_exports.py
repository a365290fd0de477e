"""Tables that people open in Excel: text in them is never calculated."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from adapters.workbook.exports import Value, neutral, write_csv, write_xlsx

FORMULA = '=HYPERLINK("http://x","点我")'


@pytest.mark.parametrize(
    "text",
    [FORMULA, "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1+1", "-A1", "\n@x"],
)
def test_text_that_could_be_calculated_is_quoted(text: str) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("value", ["嘉兴", "-300", "+1.5", "", -300, Decimal("-1.5"), None, "1=1"])
def test_numbers_stay_numbers_and_harmless_text_stays_as_it_is(value: Value) -> None:
    assert neutral(value) == value


@given(st.text())
def test_no_text_in_a_csv_file_begins_like_a_formula(text: str) -> None:
    quoted = str(neutral(text))
    is_number = quoted.lstrip("+-").replace(".", "").isdecimal()
    assert is_number or not quoted.lstrip().startswith(("=", "+", "-", "@"))


def test_a_csv_file_holds_the_quoted_text() -> None:
    file = StringIO(newline="")
    write_csv(file, ["名称", "数量(kg)"], [[FORMULA, Decimal("-1.5")], ["甲", 2]])
    rows = list(csv.reader(StringIO(file.getvalue(), newline="")))
    assert rows == [["名称", "数量(kg)"], [f"'{FORMULA}", "-1.5"], ["甲", "2"]]


def test_a_workbook_holds_the_text_itself_marked_as_text() -> None:
    file = BytesIO()
    rows: list[list[Value]] = [[FORMULA, 1.5, date(2022, 9, 3)], ["甲\x00", -2, None]]
    write_xlsx(file, [("台账", ["名称", "=数量", "日期"], rows)])
    sheet = load_workbook(file)["台账"]
    assert [cell.value for cell in sheet["A"]] == ["名称", FORMULA, "甲"]
    assert [cell.data_type for cell in sheet["A"]] == ["s", "s", "s"]
    assert [cell.quotePrefix for cell in sheet["A"]] == [False, True, False]
    assert [cell.value for cell in sheet["B"]] == ["=数量", 1.5, -2]
    assert [cell.data_type for cell in sheet["B"]] == ["s", "n", "n"]
