"""What folders of tables keep to."""

from dataclasses import replace
from pathlib import Path

import pytest

from adapters.table_folders import TableFoldersOnDisk
from adapters.workbook.exports import write_csv
from application.ports.table_folders import (
    NewFolder,
    NoTables,
    TableFolders,
    TablesAlreadyThere,
    TablesNotWritten,
    UnreadableTable,
)
from application.tables.manifest import FILE, FORMAT, FULL, FileMark, Manifest, Sums, TableFile

DAY = "2022-11-30-full"
END = "2022-11-30T23:59:59.999999+08:00"
HEADING = ("编号", "名称")
ROWS = (("1", "=1+1"), ("2", "换\n行"))


@pytest.fixture
def folders() -> TableFolders:
    return TableFoldersOnDisk(write_csv)


def manifest(written: FileMark) -> Manifest:
    entry = TableFile("swaps", written, Sums(2, {"filled_kg": "1.200"}), {"新增": Sums(2, {})})
    head = (FORMAT, 1, FULL, "urn:uuid:1", "2022-11-30", "2022-11-29", END, END, 7)
    return Manifest(*head, closed=True, tables=(entry,), others=(written,))


def laid_out(folders: TableFolders, parent: Path, name: str = DAY) -> Manifest:
    with folders.laid_out(parent, name) as folder:
        writer: NewFolder = folder
        told = manifest(writer.table("表.csv", HEADING, ROWS))
        writer.manifest(told)
        assert folders.names(parent) == []
        assert not (parent / name).exists()
    return told


def test_a_folder_is_there_when_it_is_whole_and_says_what_it_holds(
    folders: TableFolders, tmp_path: Path
) -> None:
    parent = tmp_path / "out"
    told = laid_out(folders, parent)
    assert folders.names(parent) == [DAY]
    assert folders.names(tmp_path / "nowhere") == ()
    assert [each.name for each in parent.iterdir()] == [DAY]
    assert folders.manifest(parent / DAY) == told
    assert folders.files(parent / DAY) == sorted([FILE, "表.csv"])
    assert folders.mark(parent / DAY, "表.csv") == told.others[0]


def test_a_table_opens_in_excel_and_calculates_nothing(
    folders: TableFolders, tmp_path: Path
) -> None:
    laid_out(folders, tmp_path)
    written = (tmp_path / DAY / "表.csv").read_bytes()
    assert written == '\ufeff编号,名称\r\n1,\'=1+1\r\n2,"换\n行"\r\n'.encode()
    assert [*folders.rows(tmp_path / DAY, "表.csv")] == [
        (1, ["编号", "名称"]),
        (2, ["1", "'=1+1"]),
        (3, ["2", "换\n行"]),
    ]


def test_what_is_there_is_not_written_over(folders: TableFolders, tmp_path: Path) -> None:
    laid_out(folders, tmp_path)
    with pytest.raises(TablesAlreadyThere), folders.laid_out(tmp_path, DAY):
        pytest.fail("it is there already")


def test_of_two_who_write_the_same_day_at_once_one_is_told_so(
    folders: TableFolders, tmp_path: Path
) -> None:
    told = manifest(FileMark("表.csv", "", 0))

    def write_while_another_does() -> None:
        with folders.laid_out(tmp_path, DAY) as late, folders.laid_out(tmp_path, DAY) as first:
            late.table("表.csv", HEADING, ())
            first.manifest(told)

    with pytest.raises(TablesAlreadyThere):
        write_while_another_does()
    assert folders.manifest(tmp_path / DAY) == told
    assert [each.name for each in tmp_path.iterdir()] == [DAY]


def test_what_breaks_off_leaves_nothing(folders: TableFolders, tmp_path: Path) -> None:
    def broken() -> list[tuple[str, ...]]:
        raise KeyError("views")

    def write() -> None:
        with folders.laid_out(tmp_path, DAY) as folder:
            folder.table("表.csv", HEADING, ROWS)
            folder.table("二.csv", HEADING, broken())

    with pytest.raises(KeyError):
        write()
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_it_is_said(folders: TableFolders, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TablesNotWritten), folders.laid_out(tmp_path / "file", DAY):
        pytest.fail("no folder can be below a file")


@pytest.mark.parametrize("bad", [b"", b"{}", b"\xff", b"[1]"])
def test_what_is_no_manifest_is_told_apart(
    folders: TableFolders, tmp_path: Path, bad: bytes
) -> None:
    with pytest.raises(NoTables):
        folders.manifest(tmp_path)
    (tmp_path / FILE).write_bytes(bad)
    with pytest.raises(NoTables):
        folders.manifest(tmp_path)


def test_a_manifest_of_other_tables_is_none(folders: TableFolders, tmp_path: Path) -> None:
    with folders.laid_out(tmp_path, DAY) as folder:
        folder.manifest(replace(manifest(FileMark("表.csv", "", 0)), format="others"))
    with pytest.raises(NoTables):
        folders.manifest(tmp_path / DAY)


@pytest.mark.parametrize("file", ["../secret", "/etc/hostname", "a/b", "..\\secret", "..", ""])
def test_a_manifest_cannot_lead_out_of_its_folder(
    folders: TableFolders, tmp_path: Path, file: str
) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "in").mkdir()
    with pytest.raises(UnreadableTable):
        folders.mark(tmp_path / "in", file)
    with pytest.raises(UnreadableTable):
        list(folders.rows(tmp_path / "in", file))


def test_a_link_that_leads_out_is_not_followed(folders: TableFolders, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "表.csv").symlink_to(tmp_path / "secret")
    with pytest.raises(UnreadableTable):
        folders.mark(tmp_path / "in", "表.csv")


@pytest.mark.parametrize("bad", [b"\xff\xfe\x00", b'"open', b'"a"b\r\n'])
def test_what_is_no_table_is_told_apart(folders: TableFolders, tmp_path: Path, bad: bytes) -> None:
    (tmp_path / "表.csv").write_bytes(bad)
    with pytest.raises(UnreadableTable):
        list(folders.rows(tmp_path, "表.csv"))
    with pytest.raises(UnreadableTable):
        folders.mark(tmp_path, "没有.csv")
