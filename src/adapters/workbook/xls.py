"""Workbooks of Excel 97 to 2003, read by xlrd: calamine ends the process over a damaged one.

Such a sheet has 65,536 rows at most, so it is simply held.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.sheet import Sheet
from xlrd.xldate import XLDateError

from adapters.workbook.grid import Cell, Grid, GridRow
from adapters.workbook.merges import Area, spread
from adapters.workbook.parsing import guarded, parsing
from application.ledger_file import EncryptedFile


@contextmanager
def grids(path: Path) -> Generator[Iterator[Grid]]:
    """The sheets, opened one at a time."""
    with parsing(path.name):
        book = _opened(path)
    with book:
        yield _sheets(book, path.name)


def _opened(path: Path) -> Book:
    """Only with its formatting does xlrd know the merged cells; what it prints helps nobody."""
    try:
        return xlrd.open_workbook(
            str(path), logfile=StringIO(), on_demand=True, formatting_info=True
        )
    except XLRDError as refused:
        if "encrypt" in str(refused).lower():
            raise EncryptedFile(file=path.name) from refused
        raise


def _sheets(book: Book, file: str) -> Iterator[Grid]:
    for index, title in enumerate(book.sheet_names()):
        with parsing(file):
            sheet = book.sheet_by_index(index)
        areas = [
            Area(top + 1, bottom, left, right - 1)
            for top, bottom, left, right in sheet.merged_cells
        ]
        yield Grid(title, sheet.nrows, spread(guarded(_rows(sheet, book.datemode), file), areas))
        book.unload_sheet(index)


def _rows(sheet: Sheet, datemode: int) -> Iterator[GridRow]:
    for index in range(sheet.nrows):
        kinds, values = sheet.row_types(index), sheet.row_values(index)
        cells = [_cell(kind, value, datemode) for kind, value in zip(kinds, values, strict=True)]
        yield GridRow(index + 1, cells)


def _cell(kind: int, value: str | float, datemode: int) -> Cell:
    if kind == xlrd.XL_CELL_DATE and isinstance(value, float):
        return _moment(value, datemode)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(int(value), "#ERR")
    return value


def _moment(serial: float, datemode: int) -> Cell:
    """A number outside the calendar that only looks like a date stays a number."""
    try:
        return xlrd.xldate_as_datetime(serial, 1 if datemode else 0)
    except (XLDateError, OverflowError):
        return serial
