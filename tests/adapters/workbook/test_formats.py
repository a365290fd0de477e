"""The same ledger in every format that offices keep it in."""

from datetime import datetime
from pathlib import Path

import pytest

from adapters.workbook.reader import read_ledger
from application.ledger_file import LedgerFile
from application.ledger_rows import ManifestRow, SwapRow
from tests.adapters.workbook.books import (
    ENTERPRISE,
    MANIFEST_HEADINGS,
    SWAP_HEADINGS,
    Cell,
    csv_file,
    swap,
    xls,
    xlsx,
)

SWAPS: list[list[Cell]] = [
    ["填装与更换记录"],
    [*SWAP_HEADINGS],
    swap("2022.9.3 10:30"),
    swap(filled="约1吨"),
]
MANIFESTS: list[list[Cell]] = [
    [*MANIFEST_HEADINGS],
    ["20223304120001", "2022年9月3日", ENTERPRISE, "1,200", "１１９０"],
]
SHEETS = {"换炭记录": SWAPS, "转移联单": MANIFESTS}


def entries(ledger: LedgerFile) -> tuple[list[SwapRow | None], list[ManifestRow | None]]:
    """What the rows say, without where they stand."""
    return [line.value for line in ledger.swaps], [line.value for line in ledger.manifests]


@pytest.fixture
def expected(tmp_path: Path) -> tuple[list[SwapRow | None], list[ManifestRow | None]]:
    """The ledger as a workbook of today."""
    return entries(read_ledger([xlsx(tmp_path / "expected.xlsx", SHEETS)]))


def test_an_old_workbook_says_the_same(
    tmp_path: Path, expected: tuple[list[SwapRow | None], list[ManifestRow | None]]
) -> None:
    assert entries(read_ledger([xls(tmp_path / "a.xls", SHEETS)])) == expected


def test_a_file_is_read_by_what_it_is_and_not_by_its_name(
    tmp_path: Path, expected: tuple[list[SwapRow | None], list[ManifestRow | None]]
) -> None:
    assert entries(read_ledger([xlsx(tmp_path / "a.xls", SHEETS)])) == expected
    assert entries(read_ledger([xls(tmp_path / "b.xlsx", SHEETS)])) == expected


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_csv_files_say_the_same_in_every_encoding(
    tmp_path: Path,
    encoding: str,
    expected: tuple[list[SwapRow | None], list[ManifestRow | None]],
) -> None:
    paths = [csv_file(tmp_path / f"{title}.csv", rows, encoding) for title, rows in SHEETS.items()]
    assert entries(read_ledger(paths)) == expected


def test_a_folder_of_csv_files_is_one_ledger(
    tmp_path: Path, expected: tuple[list[SwapRow | None], list[ManifestRow | None]]
) -> None:
    folder = tmp_path / "台账"
    folder.mkdir()
    for title, rows in SHEETS.items():
        csv_file(folder / f"{title}.CSV", rows)
    (folder / "readme.txt").write_text("…", "utf-8")
    assert entries(read_ledger([folder])) == expected


def test_a_csv_file_with_any_name_is_known_by_its_headings(tmp_path: Path) -> None:
    ledger = read_ledger([csv_file(tmp_path / "export (3).csv", SWAPS)])
    assert [line.row for line in ledger.swaps] == [3, 4]
    assert ledger.swaps[0].sheet == "export (3)"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_files_may_use_any_common_delimiter(tmp_path: Path, delimiter: str) -> None:
    lines = [
        delimiter.join(SWAP_HEADINGS),
        delimiter.join(["2022.9.3", "TA00000001", "0", "500", "X1"]),
    ]
    path = tmp_path / "换炭记录.csv"
    path.write_text("\n".join(lines), "gb18030")
    (line,) = read_ledger([path]).swaps
    assert line.value is not None
    assert line.value.filled_g == 500_000


def test_rows_are_numbered_as_excel_shows_them(tmp_path: Path) -> None:
    broken: list[Cell] = [*swap()[:5], "浙F\n8K26Z", None]
    rows: list[list[Cell]] = [[], ["标题"], [], [*SWAP_HEADINGS], broken, [], swap(filled=1)]
    by_csv = read_ledger([csv_file(tmp_path / "换炭记录.csv", rows)])
    by_xls = read_ledger([xls(tmp_path / "a.xls", {"换炭记录": rows})])
    by_xlsx = read_ledger([xlsx(tmp_path / "a.xlsx", {"换炭记录": rows})])
    for ledger in (by_csv, by_xls, by_xlsx):
        assert [line.row for line in ledger.swaps] == [5, 7]


def test_dates_in_old_workbooks_are_dates(tmp_path: Path) -> None:
    moment = datetime(2022, 9, 3, 10, 30)  # noqa: DTZ001
    (line,) = read_ledger(
        [xls(tmp_path / "a.xls", {"换炭记录": [SWAP_HEADINGS, swap(moment)]})]
    ).swaps
    assert line.key == "TA00000001@2022-09-03 10:30"
    assert line.notes == ()
