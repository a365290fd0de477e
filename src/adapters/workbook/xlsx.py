"""Workbooks of today (.xlsx, .xlsm), read by calamine. Macros are never even looked at."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import ZipFile

from python_calamine import CalamineSheet, CalamineWorkbook

from adapters.workbook.grid import Cell, Grid, GridRow
from adapters.workbook.merges import Area, spread
from adapters.workbook.package import parts_of
from adapters.workbook.parsing import guarded, parsing
from adapters.workbook.survey import Survey
from application.ledger_file import HugeFile

MAX_COLUMNS = 128
"""Wider sheets are read up to here; no ledger needs a fifth of it."""

_MAX_AREAS = 200_000

_Value = str | int | float | bool | datetime | date | time | timedelta
_Lost = dict[int, dict[int, Cell]]


@contextmanager
def grids(path: Path) -> Generator[Iterator[Grid]]:
    """The sheets in the order of their tabs, hidden ones too; one of them is held at a time."""
    with parsing(path.name):
        archive = ZipFile(path)
    with archive:
        with parsing(path.name), path.open("rb") as file:
            parts = parts_of(archive)
            # Given a path, it would believe the name; given a file, it looks at what it is.
            book = CalamineWorkbook.from_filelike(file)
        with book:
            titles = [title for title in book.sheet_names if title in parts]
            yield (_grid(book, title, archive, parts[title], path.name) for title in titles)


def _grid(book: CalamineWorkbook, title: str, archive: ZipFile, part: str, file: str) -> Grid:
    with parsing(file):
        with archive.open(part) as source:
            lost = Survey(source).lost
        sheet = book.get_sheet_by_name(title)
        areas = _areas(sheet, file)
    expected = sheet.end[0] + 1 if sheet.end else None
    return Grid(title, expected, spread(guarded(_rows(sheet, lost), file), areas))


def _areas(sheet: CalamineSheet, file: str) -> list[Area]:
    """Only as wide as the columns that are read at all."""
    ranges = sheet.merged_cell_ranges or []
    if len(ranges) > _MAX_AREAS:
        raise HugeFile(file=file)
    return [
        Area(top + 1, bottom + 1, left, min(right, MAX_COLUMNS - 1))
        for (top, left), (bottom, right) in ranges
        if left < MAX_COLUMNS
    ]


def _rows(sheet: CalamineSheet, lost: _Lost) -> Iterator[GridRow]:
    """Every row from the first, with what calamine leaves out put back."""
    margin: list[Cell] = [None] * (sheet.start[1] if sheet.start else 0)
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = (margin + [_cell(value) for value in values])[:MAX_COLUMNS]
        yield GridRow(number, _restored(cells, lost.pop(number, None)))
    for number in sorted(lost):
        yield GridRow(number, _restored([], lost[number]))


def _restored(cells: list[Cell], lost: dict[int, Cell] | None) -> list[Cell]:
    for column, cell in (lost or {}).items():
        if column < MAX_COLUMNS:
            cells += [None] * (column + 1 - len(cells))
            cells[column] = cell
    return cells


def _cell(value: _Value) -> Cell:
    if value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return _at_second(value) if isinstance(value, datetime) else value


def _at_second(moment: datetime) -> datetime:
    """A fraction of a day is a few microseconds off the second that was typed."""
    if not moment.microsecond:
        return moment
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0)
