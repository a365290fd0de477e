"""Files that are broken, locked, dangerous or no ledger at all: one clear sentence each."""

from contextlib import suppress
from importlib import import_module
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.workbook import safety
from adapters.workbook.parsing import parsing
from adapters.workbook.reader import read_ledger
from application.ledger_file import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    HugeFile,
    LockedFile,
    MissingFile,
    NotALedger,
    UnreadableFile,
    WrongFileType,
)
from tests.adapters.workbook.books import DEMO, SWAP_HEADINGS, csv_file, repacked, swap, xls, xlsx

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match=r"找不到文件.*no such file"):
        read_ledger([tmp_path / "a.xlsx"])


def test_a_folder_without_any_csv_file(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        read_ledger([tmp_path])


def test_a_file_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": [SWAP_HEADINGS]})

    def held(*_: object, **__: object) -> object:
        raise PermissionError

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(LockedFile):
        read_ledger([path])


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.touch()
    with pytest.raises(EmptyFile):
        read_ledger([path])


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_workbook_cut_off_in_transfer(tmp_path: Path, share: float) -> None:
    whole = DEMO.read_bytes()
    path = tmp_path / "a.xlsx"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(DamagedFile):
        read_ledger([path])


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_an_old_workbook_cut_off_in_transfer(tmp_path: Path, share: float) -> None:
    rows = [SWAP_HEADINGS, *[swap(filled=n) for n in range(300)]]
    whole = xls(tmp_path / "a.xls", {"换炭记录": rows}).read_bytes()
    path = tmp_path / "b.xls"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises((DamagedFile, WrongFileType)):
        read_ledger([path])


def test_a_workbook_with_broken_cells(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"换炭记录": [SWAP_HEADINGS, swap()]})
    with pytest.raises(DamagedFile):
        read_ledger([repacked(path, "xl/worksheets/sheet1.xml", "</row>", "</wor>")])


def test_a_workbook_protected_by_a_password(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le") + bytes(200))
    with pytest.raises(EncryptedFile, match="密码"):
        read_ledger([path])


def test_an_old_workbook_protected_by_a_password(tmp_path: Path) -> None:
    xlwt = import_module("xlwt")
    book = xlwt.Workbook()
    book.add_sheet("换炭记录")
    plain: bytes = book.get_biff_data()
    opening = 4 + int.from_bytes(plain[2:4], "little")
    lock = bytes.fromhex("2F000600000012345678")
    path = tmp_path / "a.xls"
    document = import_module("xlwt.CompoundDoc").XlsDoc()
    document.save(str(path), plain[:opening] + lock + plain[opening:])
    with pytest.raises(EncryptedFile):
        read_ledger([path])


def test_an_old_workbook_with_a_cell_in_no_possible_place_is_damaged(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", {"换炭记录": [SWAP_HEADINGS, swap()]})
    lot = bytes.fromhex("FD000A00 0100 0400")
    whole = path.read_bytes()
    assert whole.count(lot) == 1
    path.write_bytes(whole.replace(lot, lot[:4] + b"\xff\xff\xff\xff"))
    with pytest.raises(DamagedFile):
        read_ledger([path])


def test_a_parser_in_rust_that_gives_up_means_damage_and_an_interruption_does_not() -> None:
    panic = type("PanicException", (BaseException,), {})
    with pytest.raises(DamagedFile), parsing("a.xlsx"):
        raise panic
    with pytest.raises(KeyboardInterrupt), parsing("a.xlsx"):
        raise KeyboardInterrupt


def packed(path: Path, **parts: bytes) -> Path:
    """A package with these parts; `__` in a name stands for a slash."""
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", content)
    return path


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


def test_a_text_document_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(WrongFileType, match=r"\.xlsx"):
        read_ledger([packed(tmp_path / "a.docx", word__document=b"<a/>")])


def test_an_old_text_document_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(OLE + "WordDocument".encode("utf-16-le"))
    with pytest.raises(WrongFileType):
        read_ledger([path])


def test_a_photo_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 8)
    with pytest.raises(WrongFileType):
        read_ledger([path])


@pytest.mark.parametrize("text", [b"\xff\xff\xff,\xfe\xff\n", b"\xfe\xff\xd8\x00\x00"])
def test_a_text_in_no_known_encoding_is_damaged(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text)
    with pytest.raises(DamagedFile):
        read_ledger([path])


@settings(deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), noise=st.binary(max_size=8), old=st.booleans())
def test_no_damage_whatever_ends_in_anything_but_a_clear_sentence(
    tmp_path_factory: pytest.TempPathFactory, place: float, noise: bytes, old: bool
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    sheets = {"换炭记录": [SWAP_HEADINGS, swap()]}
    path = xls(folder / "a.xls", sheets) if old else xlsx(folder / "a.xlsx", sheets)
    whole = path.read_bytes()
    at = int(len(whole) * place)
    path.write_bytes(whole[:at] + noise + whole[at + len(noise) + 1 :])
    with suppress(UnreadableFile):
        read_ledger([path])


def test_a_workbook_about_something_else_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(NotALedger):
        read_ledger([xlsx(tmp_path / "a.xlsx", {"菜单": [["日期", "午餐"], ["周一", "面"]]})])
    with pytest.raises(NotALedger):
        read_ledger([csv_file(tmp_path / "a.csv", [["a", "b"], [1, 2]])])


def test_macros_are_not_even_looked_at(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsm", {"换炭记录": [SWAP_HEADINGS, swap()]})
    with ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"Sub AutoOpen()")
    (line,) = read_ledger([path]).swaps
    assert line.value is not None


def test_every_refusal_says_it_in_chinese_first() -> None:
    for refusal in UnreadableFile.__subclasses__():
        said = refusal(file="a.xlsx")
        assert not said.zh.isascii()
        assert said.en.isascii()
        assert str(said).endswith("(file=a.xlsx)")
