"""Files that lie about their size or place: bombs, entities, cells where none can be."""

from pathlib import Path
from zipfile import ZipFile
from zlib import crc32

import pytest

from adapters.workbook import safety
from adapters.workbook.reader import read_ledger
from application.ledger_file import (
    DamagedFile,
    HugeFile,
)
from tests.adapters.workbook.books import SWAP_HEADINGS, packed, repacked, swap, xlsx

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)


def test_a_file_that_would_unpack_to_something_enormous(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "a.xlsx", xl__workbook=b"<a/>", xl__worksheets__sheet1=bytes(1 << 25))
    with pytest.raises(HugeFile):
        read_ledger([bomb])


def test_a_file_that_is_too_large_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": [SWAP_HEADINGS]})
    monkeypatch.setattr(safety, "MAX_FILE_BYTES", 1000)
    with pytest.raises(HugeFile):
        read_ledger([path])


ENTITIES = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY file SYSTEM "file:///etc/passwd">]>"""


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path, part: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": [SWAP_HEADINGS, swap()]})
    root = {"xl/workbook.xml": "<workbook ", "xl/styles.xml": "<styleSheet "}
    opening = root.get(part, "<worksheet ")
    with pytest.raises(DamagedFile):
        read_ledger([repacked(path, part, opening, ENTITIES + opening)])


@pytest.mark.parametrize("number", ["99999999999", "1048577", "0"])
def test_a_row_number_beyond_the_sheet_is_not_counted_up_to(tmp_path: Path, number: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": [SWAP_HEADINGS, swap()]})
    with pytest.raises(DamagedFile):
        read_ledger(
            [repacked(path, "xl/worksheets/sheet1.xml", '<row r="2"', f'<row r="{number}"')]
        )


def test_a_cell_in_the_last_column_costs_nothing(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": [SWAP_HEADINGS, swap()]})
    far = '<c r="XFD2"><v>1</v></c></row></sheetData>'
    (line,) = read_ledger(
        [repacked(path, "xl/worksheets/sheet1.xml", "</row></sheetData>", far)]
    ).swaps
    assert line.value is not None


@pytest.mark.parametrize("corner", ["XFD1048576", "XFD5000", "Z1048576"])
def test_cells_in_opposite_corners_are_refused_before_room_is_made_for_all_between(
    tmp_path: Path, corner: str
) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": [SWAP_HEADINGS, swap()]})
    row = corner.lstrip("XFDZ")
    far = f'</row><row r="{row}"><c r="{corner}"><v>1</v></c></row></sheetData>'
    with pytest.raises(HugeFile):
        read_ledger([repacked(path, "xl/worksheets/sheet1.xml", "</row></sheetData>", far)])


def test_an_empty_cell_with_a_colour_in_the_far_corner_costs_nothing(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": [SWAP_HEADINGS, swap()]})
    far = '</row><row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    (line,) = read_ledger(
        [repacked(path, "xl/worksheets/sheet1.xml", "</row></sheetData>", far)]
    ).swaps
    assert line.value is not None


@pytest.mark.parametrize("place", ["A1048576", "XFE2", "A1", "A0", "A", "2", "B3"])
def test_a_cell_that_does_not_belong_where_it_stands_is_damage(tmp_path: Path, place: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": [SWAP_HEADINGS, swap()]})
    with pytest.raises(DamagedFile):
        read_ledger([repacked(path, "xl/worksheets/sheet1.xml", 'r="A2"', f'r="{place}"')])


def test_a_part_that_unpacks_to_more_than_it_declares_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    xlsx(path, {"换炭记录": [SWAP_HEADINGS, swap()]})
    with ZipFile(path) as package:
        part = package.getinfo("xl/theme/theme1.xml")
        content = package.read(part)
    directory = path.read_bytes()
    declared, shorter = (
        b"".join(number.to_bytes(4, "little") for number in (crc, part.compress_size, size))
        for crc, size in ((part.CRC, len(content)), (crc32(content[:-9]), len(content) - 9))
    )
    assert directory.count(declared) == 2
    path.write_bytes(directory.replace(declared, shorter))
    with pytest.raises(DamagedFile):
        read_ledger([path])
