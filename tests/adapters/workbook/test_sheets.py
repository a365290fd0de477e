"""How sheets, headings and cells are laid out, and what is read all the same."""

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from adapters.workbook.reader import read_ledger
from application.ledger_file import Outcome
from tests.adapters.workbook.books import (
    ENTERPRISE,
    MANIFEST_HEADINGS,
    SWAP_HEADINGS,
    Cell,
    remarks,
    repacked,
    shaped,
    swap,
    xlsx,
)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    name = '=HYPERLINK("http://x","点我")'
    headings = ["企业名称", "统一社会信用代码"]
    path = xlsx(tmp_path / "a.xlsx", {"企业名单": [headings, ["甲", ENTERPRISE]]})
    repacked(path, "xl/worksheets/sheet1.xml", "甲", name.replace('"', "&quot;"))
    (line,) = read_ledger([path]).enterprises
    assert line.value is not None
    assert line.value.name == name
    assert (line.outcome, line.key) == (Outcome.ACCEPTED, ENTERPRISE)
    assert [note.code for note in line.notes] == ["formula-as-text"]


def test_of_a_formula_the_calculated_value_is_read(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": [SWAP_HEADINGS, swap(filled="=250*2")]})
    repacked(path, "xl/worksheets/sheet1.xml", "<f>250*2</f><v />", "<f>250*2</f><v>500</v>")
    (line,) = read_ledger([path]).swaps
    assert line.value is not None
    assert line.value.filled_g == 500_000


def test_a_formula_that_was_never_calculated_cannot_be_read(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": [SWAP_HEADINGS, swap("=NOW()")]})
    (line,) = read_ledger([path]).swaps
    assert remarks(line) == [("时间", "=?", "illegible-value")]
    assert line.outcome is Outcome.REFUSED


def test_headings_are_found_by_name_in_any_order_with_their_unit(tmp_path: Path) -> None:
    headings = ["备注", "装填量（吨）", "更换 时间", "天气", "设施编号"]
    row = ["", 0.5, datetime(2022, 9, 3, 10, 30), "晴", "TA00000001"]  # noqa: DTZ001
    path = xlsx(tmp_path / "a.xlsx", {"Sheet1": [["标题"], [], headings, row], "Sheet2": []})
    ledger = read_ledger([path])
    (line,) = ledger.swaps
    assert line.value is not None
    assert line.value.filled_g == 500_000
    assert line.value.lot is None
    assert line.row == 4
    assert [(note.code, note.column) for note in ledger.notes] == [("unknown-column", "天气")]


def test_a_sheet_that_lacks_a_needed_column_says_which(tmp_path: Path) -> None:
    sheets = {"换炭记录": [["时间", "炭批号"], ["2022.9.3", "XT220108008"]], "菜单": [["午餐"]]}
    ledger = read_ledger([xlsx(tmp_path / "a.xlsx", sheets)])
    assert ledger.swaps == ()
    assert [(note.sheet, note.code, note.column) for note in ledger.notes] == [
        ("换炭记录", "missing-column", "装置编号"),
        ("换炭记录", "missing-column", "卸出量"),
        ("换炭记录", "missing-column", "装填量"),
        ("菜单", "unknown-sheet", ""),
    ]


def test_a_ledger_spread_over_monthly_sheets_is_one_ledger(tmp_path: Path) -> None:
    september, october = swap("2022-09-03 10:30"), swap("2022-10-03 10:30")
    sheets = {"9月": [SWAP_HEADINGS, september], "10月": [SWAP_HEADINGS, october, september]}
    ledger = read_ledger([xlsx(tmp_path / "a.xlsx", sheets)])
    assert [line.sheet for line in ledger.swaps] == ["9月", "10月", "10月"]
    assert ledger.swaps[2].notes[0].message_en == "the same as 9月!2, counted once"


def test_manifests_of_a_kiln_run_are_listed_with_any_separator(tmp_path: Path) -> None:
    numbers = [f"2022330412000{n}" for n in range(1, 6)]
    listed = f"{numbers[0]}、{numbers[1]}，{numbers[2]}；{numbers[3]}\n{numbers[4]}"
    headings = ["批次号", "开始", "投料联单", "投料量(kg)"]
    row = ["RK20220906", "2022-09-06", listed, "1.2t"]
    (line,) = read_ledger([xlsx(tmp_path / "a.xlsx", {"再生批次": [headings, row]})]).batches
    assert line.value is not None
    assert list(line.value.manifests) == numbers
    assert line.outcome is Outcome.NORMALISED


def test_a_number_cell_holds_a_code_as_well_as_text_does(tmp_path: Path) -> None:
    row: list[Cell] = [20223304120001, 44807, ENTERPRISE.lower(), 590, ""]
    path = xlsx(tmp_path / "a.xlsx", {"转移联单": [MANIFEST_HEADINGS, row]})
    (line,) = read_ledger([path]).manifests
    assert line.value is not None
    assert line.value.number == "20223304120001"
    assert line.value.occurred == "2022-09-03"
    assert line.value.received_g is None
    assert [column for column, _, _ in remarks(line)] == ["转移日期", "产生单位信用代码"]


def test_towns_go_by_short_and_long_names_and_by_code(tmp_path: Path) -> None:
    names = ["王店镇", "王店", "嘉兴市秀洲区王店镇", "330411105", "330411105000", "某镇"]
    rows = [["甲", ENTERPRISE, town] for town in names]
    headings = ["企业名称", "统一社会信用代码", "所属镇街"]
    ledger = read_ledger([xlsx(tmp_path / "a.xlsx", {"企业名单": [headings, *rows]})])
    first, *same, unknown = ledger.enterprises
    assert first.value is not None
    assert first.value.town == "330411105"
    assert {line.notes[-1].code for line in same} == {"duplicate-row"}
    assert unknown.value is not None
    assert unknown.value.town is None
    assert [code for _, _, code in remarks(unknown)] == ["unknown-town"]


def test_chinese_built_in_date_formats_are_dates(tmp_path: Path) -> None:
    moment = datetime(2022, 9, 3, 10, 30)  # noqa: DTZ001
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": [SWAP_HEADINGS, swap(moment)]})
    repacked(path, "xl/styles.xml", 'numFmtId="164"', 'numFmtId="31"')
    (line,) = read_ledger([path]).swaps
    assert line.key == "TA00000001@2022-09-03 10:30"
    assert line.outcome is Outcome.ACCEPTED


def test_progress_is_told_sheet_by_sheet(tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    rows = [swap(filled=n) for n in range(1200)]
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": [SWAP_HEADINGS, *rows]})
    read_ledger([path], lambda sheet, done, expected: told.append((sheet, done, expected)))
    assert [done for _, done, _ in told] == [500, 1000, 1200]
    assert told[0] == ("换炭记录", 500, 1201)


def test_a_manifest_whose_received_weight_is_illegible_still_says_what_was_sent(
    tmp_path: Path,
) -> None:
    row: list[Cell] = ["20223304120001", "2022-09-03", ENTERPRISE, 590, "五百"]
    path = xlsx(tmp_path / "a.xlsx", {"转移联单": [MANIFEST_HEADINGS, row]})
    (line,) = read_ledger([path]).manifests
    assert line.value is not None
    assert (line.value.sent_g, line.value.received_g) == (590_000, None)
    assert line.outcome is Outcome.FLAGGED
    assert remarks(line) == [("接收量(kg)", "五百", "illegible-value")]


def test_a_formula_that_came_to_an_error_is_not_the_same_as_nothing(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": [SWAP_HEADINGS, swap(filled="=1/0")]})
    repacked(
        path, "xl/worksheets/sheet1.xml", '"><f>1/0</f><v />', '" t="e"><f>1/0</f><v>#DIV/0!</v>'
    )
    (line,) = read_ledger([path]).swaps
    assert remarks(line) == [("装填量(kg)", "#DIV/0!", "illegible-value")]


def test_a_formula_that_came_to_an_empty_text_says_nothing(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": [SWAP_HEADINGS, swap(manifest='=""')]})
    repacked(path, "xl/worksheets/sheet1.xml", '"><f>""</f><v />', '" t="str"><f>""</f><v></v>')
    (line,) = read_ledger([path]).swaps
    assert line.value is not None
    assert line.notes == ()


def test_a_row_of_nothing_but_uncalculated_formulas_is_still_a_row(tmp_path: Path) -> None:
    formulas: list[Cell] = ["=A1", "=A1", "=A1", "=A1", "=A1"]
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": [SWAP_HEADINGS, swap(), [], formulas]})
    assert [line.row for line in read_ledger([path]).swaps] == [2, 4]


def test_a_table_that_does_not_begin_in_the_corner_is_read_where_it_stands(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [[], [], [None, *SWAP_HEADINGS], [None, *swap()]]
    rows.append([None, None, *swap(adsorber="TA00000002")[1:]])
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": rows}, {"换炭记录": ("B4:B5",)})
    first, second = read_ledger([path]).swaps
    assert (first.row, first.notes) == (4, ())
    assert second.key == "TA00000002@2022-09-03 10:30"


@pytest.mark.parametrize(
    "shape",
    [
        'yyyy"年"m"月"d"日";@',
        '[$-804]yyyy"年"m"月"d"日" h"时"mm"分"',
        "[DBNum1][$-804]yyyy年m月d日",
        "yyyy/m/d h:mm",
        "[$-F800]dddd, mmmm dd, yyyy",
    ],
)
def test_dates_in_the_formats_of_chinese_offices_are_dates(tmp_path: Path, shape: str) -> None:
    path = shaped(tmp_path, "A2", datetime(2022, 9, 3, 10, 30), shape)  # noqa: DTZ001
    (line,) = read_ledger([path]).swaps
    assert line.key == "TA00000001@2022-09-03 10:30"
    assert line.notes == ()


@pytest.mark.parametrize("shape", ['#,##0.00"吨";[Red]-0.00', '0"天"', '"单重"0.0"kg"', "0.0%"])
def test_a_number_is_no_date_whatever_is_printed_behind_it(tmp_path: Path, shape: str) -> None:
    (line,) = read_ledger([shaped(tmp_path, "D2", 500, shape)]).swaps
    assert line.value is not None
    assert line.value.filled_g == 500_000


def test_days_may_be_counted_from_1904(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.create_sheet("换炭记录", 0)
    sheet.append(SWAP_HEADINGS)
    sheet.append(swap(datetime(2022, 9, 3, 10, 30)))  # noqa: DTZ001
    book.save(tmp_path / "a.xlsx")
    (line,) = read_ledger([tmp_path / "a.xlsx"]).swaps
    assert line.key == "TA00000001@2022-09-03 10:30"
