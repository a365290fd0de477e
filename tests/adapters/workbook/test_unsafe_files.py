"""Files that are broken, locked, dangerous or no ledger at all: one clear sentence each."""

from contextlib import suppress
from importlib import import_module
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.workbook.parsing import parsing
from adapters.workbook.reader import read_ledger
from application.ledger_file import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    LockedFile,
    MissingFile,
    NotALedger,
    UnreadableFile,
    WrongFileType,
)
from tests.adapters.workbook.books import (
    DEMO,
    SWAP_HEADINGS,
    csv_file,
    packed,
    repacked,
    swap,
    xls,
    xlsx,
)

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
