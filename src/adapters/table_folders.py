"""Folders of tables on a disk: CSV that Excel opens, and a manifest in JSON."""

import csv
import hashlib
import os
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import msgspec

from application.ports.table_folders import (
    NoTables,
    TablesAlreadyThere,
    TablesNotWritten,
    UnreadableTable,
)
from application.table_file import Value, WriteCsv
from application.tables.manifest import FILE, FORMAT, FileMark, Manifest

_HIDDEN = "."


def folder_set_by(environment: Mapping[str, str]) -> Path | None:
    """Where the tables of every day go, if TANGUANJIA_TABLES says so."""
    folder = environment.get("TANGUANJIA_TABLES")
    return Path(folder) if folder else None


class TableFoldersOnDisk:
    """Writes a folder under a hidden name, and gives it its own when all is on the disk."""

    def __init__(
        self, write_csv: WriteCsv, a_name: Callable[[], str] = lambda: uuid4().hex
    ) -> None:
        """Write tables with this; `a_name` tells folders apart that are written at once."""
        self._write_csv = write_csv
        self._a_name = a_name

    @contextmanager
    def laid_out(self, parent: Path, name: str) -> Generator["_FolderOnDisk"]:
        """Write a new folder."""
        there, being_written = parent / name, parent / f"{_HIDDEN}{name}-{self._a_name()}"
        if there.exists():
            raise TablesAlreadyThere(folder=there)
        try:
            being_written.mkdir(parents=True)
            yield _FolderOnDisk(being_written, self._write_csv)
            _on_disk(being_written)
            _take_name(being_written, there)
            _on_disk(parent)
        except OSError as error:
            raise TablesNotWritten(folder=there, reason=error.strerror or str(error)) from error
        finally:
            shutil.rmtree(being_written, ignore_errors=True)

    def names(self, parent: Path) -> Sequence[str]:
        """The folders that have a manifest."""
        if not parent.is_dir():
            return ()
        named = (each for each in parent.iterdir() if not each.name.startswith(_HIDDEN))
        return sorted(each.name for each in named if (each / FILE).is_file())

    def manifest(self, folder: Path) -> Manifest:
        """Read a manifest."""
        try:
            found = msgspec.json.decode((folder / FILE).read_bytes(), type=Manifest)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as unreadable:
            raise NoTables(folder=folder) from unreadable
        if found.format != FORMAT:
            raise NoTables(folder=folder, format=found.format)
        return found

    def files(self, folder: Path) -> Sequence[str]:
        """What lies in a folder."""
        return sorted(each.name for each in folder.iterdir())

    def mark(self, folder: Path, file: str) -> FileMark:
        """Measure a file."""
        with _readable(folder, file) as path:
            return _mark(path)

    def rows(self, folder: Path, file: str) -> Iterator[tuple[int, Sequence[str]]]:
        """Read a table."""
        with _readable(folder, file) as path, path.open(encoding="utf-8-sig", newline="") as lines:
            yield from enumerate(csv.reader(lines, strict=True), start=1)


class _FolderOnDisk:
    """A folder under its hidden name."""

    def __init__(self, folder: Path, write_csv: WriteCsv) -> None:
        self._folder = folder
        self._write_csv = write_csv

    def table(self, file: str, heading: Sequence[str], rows: Iterable[Sequence[Value]]) -> FileMark:
        """Write a table."""
        path = self._folder / file
        # With its mark, Excel reads the file as UTF-8.
        with path.open("x", encoding="utf-8-sig", newline="") as lines:
            self._write_csv(lines, heading, rows)
        _on_disk(path)
        return _mark(path)

    def manifest(self, manifest: Manifest) -> None:
        """Write the manifest, fit to be read by people as well."""
        path = self._folder / FILE
        path.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
        _on_disk(path)


def _mark(path: Path) -> FileMark:
    with path.open("rb") as file:
        return FileMark(path.name, hashlib.file_digest(file, "sha256").hexdigest(), file.tell())


@contextmanager
def _readable(folder: Path, file: str) -> Generator[Path]:
    """A file of the folder itself: a manifest from elsewhere may not name what lies outside."""
    if file != Path(file).name or "\\" in file or (folder / file).is_symlink():
        raise UnreadableTable("不是本文件夹中的文件 not a file of this folder")
    try:
        yield folder / file
    except FileNotFoundError as gone:
        raise UnreadableTable("文件不存在 there is no such file") from gone
    except (OSError, UnicodeError, csv.Error) as unreadable:
        raise UnreadableTable(
            f"读不出来 cannot be read: {type(unreadable).__name__}"
        ) from unreadable


def _take_name(being_written: Path, there: Path) -> None:
    try:
        being_written.rename(there)
    except OSError as taken:
        # Somebody else has written the same day meanwhile.
        if there.exists():
            raise TablesAlreadyThere(folder=there) from taken
        raise


def _on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
