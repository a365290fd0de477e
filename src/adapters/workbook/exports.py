"""Write tables for people to open in Excel, such that no text in them is ever calculated."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, TextIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value = str | int | float | Decimal | bool | date | datetime | None

_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def neutral(value: Value) -> Value:
    """The value for a CSV file: text that a spreadsheet might calculate gets `'` before it.

    Numbers stay numbers, and so does text that is nothing but a number.
    """
    return f"'{value}" if isinstance(value, str) and is_dangerous(value) else value


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula; blanks before it do not help."""
    starts = text.startswith(_TRIGGERS) or text.lstrip().startswith(_TRIGGERS)
    return starts and _NUMBER.fullmatch(text) is None


def write_csv(file: TextIO, heading: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Write a table as CSV; open the file with `utf-8-sig` and `newline=""`, for Excel's sake."""
    writer = csv.writer(file)
    writer.writerow([neutral(name) for name in heading])
    writer.writerows([neutral(value) for value in row] for row in rows)


def write_xlsx(
    file: IO[bytes], sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Value]]]]
) -> None:
    """Write sheets (title, heading, rows) row by row, without holding them in memory.

    Text is stored as text and marked as quoted, so that it stays so when someone edits it.
    """
    book = Workbook(write_only=True)
    for title, heading, rows in sheets:
        sheet = book.create_sheet(title)
        sheet.append([_stored(sheet, name) for name in heading])
        for row in rows:
            sheet.append([_stored(sheet, value) for value in row])
    book.save(file)


def _stored(sheet: WriteOnlyWorksheet, value: Value) -> Value | Cell:
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    if not is_dangerous(text):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
