"""Folders of tables that are handed to others, or come from them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from application.table_file import Value
from application.tables.manifest import FileMark, Manifest
from domain.refusal import Refusal


class TablesAlreadyThere(Refusal):
    """该日的表已经写过, 不会覆盖; 请换一个文件夹, 或先移走它。

    The tables of that day have been written and are not written over; choose another folder, or
    move them away.
    """


class TablesNotWritten(Refusal):
    """表写不进去, 请检查文件夹、权限和磁盘空间; 没有留下写了一半的表。

    The tables cannot be written; check the folder, the permissions and the space on the disk.
    Nothing half written has been left.
    """


class NoTables(Refusal):
    """这个文件夹里没有清单(manifest.json), 或清单读不懂。

    There is no manifest.json in this folder, or none that can be read.
    """


class UnreadableTable(Exception):  # noqa: N818 - a finding, which whoever checks the folder names
    """A file of a folder that is not there, or is no table."""


class NewFolder(Protocol):
    """A folder that nobody sees before it is whole."""

    def table(self, file: str, heading: Sequence[str], rows: Iterable[Sequence[Value]]) -> FileMark:
        """Write a table."""
        ...

    def manifest(self, manifest: Manifest) -> None:
        """Write what is in the folder; it comes last."""
        ...


class TableFolders(Protocol):
    """Writes folders, and reads what others wrote."""

    def laid_out(self, parent: Path, name: str) -> AbstractContextManager[NewFolder]:
        """Write a new folder; it is there, with all that is in it, once the context has ended.

        Raises `TablesAlreadyThere` and `TablesNotWritten`.
        """
        ...

    def names(self, parent: Path) -> Sequence[str]:
        """The folders below one that have a manifest, in order."""
        ...

    def manifest(self, folder: Path) -> Manifest:
        """Read what a folder says it holds; raises `NoTables`."""
        ...

    def files(self, folder: Path) -> Sequence[str]:
        """What lies in it, in order."""
        ...

    def mark(self, folder: Path, file: str) -> FileMark:
        """Measure a file; raises `UnreadableTable`."""
        ...

    def rows(self, folder: Path, file: str) -> Iterator[tuple[int, Sequence[str]]]:
        """The rows of a table by the number a spreadsheet shows, its heading first.

        Raises `UnreadableTable`.
        """
        ...
