"""All rows of one kind, gathered from however many sheets a ledger spreads them over."""

import re
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from adapters.workbook.grid import Cell, GridRow, shown
from adapters.workbook.headings import Headings
from adapters.workbook.row_reading import RowReading
from adapters.workbook.told import compact
from application.ledger_file import Line

R = TypeVar("R")

_TOTAL = re.compile(r"(?:本[年季月周页日]|全[年月])?[合小总累]计:?")
_NOTE = re.compile(r"(?:备注|注|说明|制表|填表|填报|审核|审批).*", re.DOTALL)


class Register(Generic[R]):
    """The lines of one kind. A row that says the same as an earlier one is counted once."""

    def __init__(self, build: Callable[[RowReading], R | None]) -> None:
        """Start empty; `build` makes a row of what the cells say, or None of a useless one."""
        self._build = build
        self._places: dict[R, int] = {}
        self.lines: list[Line[R]] = []

    def take(self, sheet: str, headings: Headings, row: GridRow) -> None:
        """Write down one row that is not blank."""
        reading = RowReading(headings, row)
        value = self._value(reading, headings, row.cells)
        findings = reading.findings(sheet)
        line = Line(
            sheet, row.number, reading.key, headings.typed, reading.all_typed(), value, findings
        )
        self.lines.append(line)

    def _value(self, reading: RowReading, headings: Headings, cells: Sequence[Cell]) -> R | None:
        no_entry = _no_entry(headings, cells)
        if no_entry is not None:
            code, reading.key = no_entry
            reading.pass_over(code)
            return None
        built = self._build(reading)
        if built is None or reading.refused:
            return None
        place = self._places.setdefault(built, len(self.lines))
        if place == len(self.lines):
            return built
        first = self.lines[place]
        reading.pass_over("duplicate-row", f"{first.sheet}!{first.row}")
        return None


def _no_entry(headings: Headings, cells: Sequence[Cell]) -> tuple[str, str] | None:
    """Why a row is no entry of the ledger, and the words that show it."""
    first_cell = next(cell for cell in cells if cell is not None)
    if not isinstance(first_cell, str):
        return None
    words = [text for text in map(shown, cells) if text]
    first = compact(words[0])
    if _TOTAL.fullmatch(first):
        return "total-row", first.removesuffix(":")
    if headings.words.issuperset(words):
        return "repeated-heading", words[0]
    is_caption = len(set(words)) == 1 and (len(words) > 1 or _NOTE.fullmatch(first))
    return ("note-row", words[0]) if is_caption else None
