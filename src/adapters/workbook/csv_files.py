"""CSV files, one per sheet: the file's name is the sheet's title."""

import csv
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from adapters.workbook.grid import Grid, GridRow
from application.ledger_file import DamagedFile

_ENCODINGS = ("utf-8-sig", "gb18030")
"""UTF-8 first: almost no text in GBK is valid UTF-8, while GB 18030 takes nearly anything."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = (",", "\t", ";")
_CHUNK = 1 << 20


@contextmanager
def grids(path: Path) -> Generator[Iterator[Grid]]:
    """The one sheet of a CSV file."""
    with path.open(encoding=_encoding(path), newline="") as file:
        expected = sum(1 for _ in file)
        file.seek(0)
        delimiter = _delimiter(file)
        yield iter([Grid(path.stem, expected, _rows(file, delimiter, path.name))])


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        marked = file.read(2) in _UTF16_MARKS
    for encoding in ("utf-16",) if marked else _ENCODINGS:
        if _decodes(path, encoding):
            return encoding
    raise DamagedFile(file=path.name)


def _decodes(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while file.read(_CHUNK):
                pass
    except UnicodeError:
        return False
    return True


def _delimiter(file: TextIO) -> str:
    """Whatever of comma, tab and semicolon is commonest in the first lines."""
    head = "".join(line for line, _ in zip(file, range(30), strict=False))
    file.seek(0)
    return max(_DELIMITERS, key=head.count)


def _rows(file: TextIO, delimiter: str, name: str) -> Iterator[GridRow]:
    """Excel counts a quoted line break as part of its row, and so does this."""
    try:
        for number, cells in enumerate(csv.reader(file, delimiter=delimiter), start=1):
            yield GridRow(number, cells)
    except (csv.Error, UnicodeError) as damaged:
        raise DamagedFile(file=name) from damaged
