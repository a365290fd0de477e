"""What people do to a ledger, and what is read all the same."""

from pathlib import Path

from adapters.workbook.reader import read_ledger
from application.ledger_file import LedgerFile, Outcome
from application.ledger_rows import SwapRow
from domain.identifiers import AdsorberId, LotId
from domain.occurred import Occurred
from tests.adapters.workbook.books import (
    SWAP_HEADINGS,
    Cell,
    remarks,
    swap,
    xlsx,
)


def read_swaps(folder: Path, *rows: list[Cell], merged: tuple[str, ...] = ()) -> LedgerFile:
    """A workbook with these rows of 换炭记录, read."""
    sheet: list[list[Cell]] = [["活性炭填装与更换记录"], [*SWAP_HEADINGS], *rows]
    return read_ledger([xlsx(folder / "swaps.xlsx", {"换炭记录": sheet}, {"换炭记录": merged})])


def test_a_plain_row_is_accepted_without_remark(tmp_path: Path) -> None:
    (line,) = read_swaps(tmp_path, swap()).swaps
    assert line.outcome is Outcome.ACCEPTED
    assert line.value == SwapRow(
        occurred=Occurred("2022-09-03T10:30:00+08:00"),
        adsorber=AdsorberId("TA00000001"),
        beds=(),
        removed_g=590_000,
        filled_g=500_000,
        lot=LotId("XT220108008"),
        vehicle=None,
        manifest=None,
        operator=None,
    )
    assert (line.row, line.key) == (3, "TA00000001@2022-09-03 10:30")
    assert line.typed()["装填量(kg)"] == "500"


def test_codes_are_read_whatever_their_width_case_and_spaces(tmp_path: Path) -> None:
    (line,) = read_swaps(
        tmp_path, swap(adsorber="ｔａ ００００ ０００１", lot=" xt220108008", vehicle="浙f·8k26z")
    ).swaps
    assert line.value is not None
    assert (line.value.adsorber, line.value.lot) == ("TA00000001", "XT220108008")
    assert line.value.vehicle == "浙F8K26Z"
    assert line.outcome is Outcome.NORMALISED


def test_a_rough_weight_is_taken_and_flagged(tmp_path: Path) -> None:
    (line,) = read_swaps(tmp_path, swap(filled="约1吨")).swaps
    assert line.value is not None
    assert line.value.filled_g == 1_000_000
    assert line.outcome is Outcome.FLAGGED
    assert remarks(line) == [("装填量(kg)", "约1吨", "approximate-value")]
    assert "1000 kg" in line.notes[0].message_zh


def test_a_row_counts_under_its_gravest_outcome(tmp_path: Path) -> None:
    (line,) = read_swaps(tmp_path, swap("2022.9.3 10:30", filled="-1t", removed="约1吨")).swaps
    assert {note.outcome for note in line.notes} == {
        Outcome.NORMALISED,
        Outcome.FLAGGED,
        Outcome.REFUSED,
    }
    assert line.outcome is Outcome.REFUSED
    assert line.value is None


def test_a_row_without_its_time_is_refused_naming_column_and_value(tmp_path: Path) -> None:
    (line,) = read_swaps(tmp_path, swap("九月三日")).swaps
    assert line.value is None
    assert remarks(line) == [("时间", "九月三日", "illegible-value")]
    assert line.key == "TA00000001@九月三日"


def test_an_unreadable_trifle_is_left_out_and_flagged(tmp_path: Path) -> None:
    (line,) = read_swaps(tmp_path, swap(manifest="2022-1")).swaps
    assert line.value is not None
    assert line.value.manifest is None
    assert line.outcome is Outcome.FLAGGED
    assert remarks(line) == [("联单编号", "2022-1", "bad-manifest-number")]


def test_a_swap_with_an_unreadable_weight_is_refused(tmp_path: Path) -> None:
    (line,) = read_swaps(tmp_path, swap(removed="五百")).swaps
    assert line.value is None
    assert remarks(line) == [("卸出量(kg)", "五百", "illegible-value")]


def test_nothing_written_is_not_the_same_as_zero(tmp_path: Path) -> None:
    dash, zero = read_swaps(tmp_path, swap(removed="/"), swap(removed=0)).swaps
    assert dash.value is not None
    assert dash.value.removed_g is None
    assert zero.value is not None
    assert zero.value.removed_g == 0


def test_a_swap_without_any_weight_is_refused(tmp_path: Path) -> None:
    (line,) = read_swaps(tmp_path, swap(filled=None, removed="")).swaps
    assert remarks(line) == [("卸出量(kg)", "", "missing-value")]
    assert line.outcome is Outcome.REFUSED


def test_the_same_row_again_is_counted_once_however_it_is_written(tmp_path: Path) -> None:
    first, again, other = read_swaps(
        tmp_path, swap(), swap("2022年9月3日 10:30", filled="0.5t"), swap(filled=501)
    ).swaps
    assert first.value is not None
    assert again.value is None
    assert again.outcome is Outcome.IGNORED
    assert again.notes[-1].code == "duplicate-row"
    assert again.key == first.key
    assert other.value is not None


def test_totals_repeated_headings_notes_and_blank_rows_are_no_entries(tmp_path: Path) -> None:
    ledger = read_swaps(
        tmp_path,
        swap(),
        [],
        ["本月 合计：", None, 590, 500],
        [*SWAP_HEADINGS],
        ["备注：数据截至十一月"],
        [None, " ", ""],
        ["总计", None, 590, 500],
    )
    entry, *others = ledger.swaps
    assert entry.value is not None
    assert [line.notes[0].code for line in others] == [
        "total-row",
        "repeated-heading",
        "note-row",
        "total-row",
    ]
    assert [line.row for line in others] == [5, 6, 7, 9]
    assert all(line.outcome is Outcome.IGNORED for line in others)


def test_a_merged_area_says_the_same_in_all_its_rows(tmp_path: Path) -> None:
    first, second = read_swaps(
        tmp_path, swap(), [None, "TA00000002", 600, 500, None], merged=("A3:A4", "E3:E4")
    ).swaps
    assert first.notes == ()
    assert second.value is not None
    assert second.value.occurred == "2022-09-03T10:30:00+08:00"
    assert second.value.lot == "XT220108008"
    assert [code for _, _, code in remarks(second)] == ["merged-cell", "merged-cell"]


def test_a_caption_across_the_table_is_no_entry(tmp_path: Path) -> None:
    caption, entry = read_swaps(tmp_path, ["九月"], swap(), merged=("A3:G3",)).swaps
    assert [note.code for note in caption.notes] == ["note-row"]
    assert entry.value is not None
