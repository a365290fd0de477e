"""Open a file by what it is."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from adapters.workbook import csv_files, xls, xlsx
from adapters.workbook.grid import Grid
from adapters.workbook.safety import FileType, inspected
from application.ledger_file import MissingFile

_OPENERS = {
    FileType.XLSX: xlsx.grids,
    FileType.XLS: xls.grids,
    FileType.CSV: csv_files.grids,
}


def grids_of(path: Path) -> AbstractContextManager[Iterator[Grid]]:
    """The sheets of a file that has passed inspection, one after the other."""
    return _OPENERS[inspected(path)](path)


def members(paths: Sequence[Path]) -> Iterator[Path]:
    """The files themselves; a folder stands for the CSV files in it, in the order of names."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv")
        if not inside:
            raise MissingFile(file=f"{path.name}/*.csv")
        yield from inside
