"""A CSV file as headings and rows, in whichever of two encodings it was written."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from adapters.devices.mapping import Truths
from adapters.devices.stamps import milliseconds
from application.ledger_file import EmptyFile, HugeFile, LockedFile, MissingFile
from application.telemetry_file import NotText
from domain.reading import Floats, Integers

MOST_BYTES = 200_000_000
"""A year of 10-second readings of one instrument takes about as much."""
_ENCODINGS = ("utf-8-sig", "gb18030")
_HEADINGS = 1
_NO_TIME = np.iinfo(np.int64).min

Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class CsvText:
    """The rows of a file that have as many cells as there are headings, and those that do not."""

    headings: Sequence[str]
    lines: Sequence[Line]
    """The number of each row as a spreadsheet shows it, and its cells."""
    misshapen: tuple[int, ...]

    def __len__(self) -> int:
        """How many rows with anything in them."""
        return len(self.lines) + len(self.misshapen)

    @property
    def numbers(self) -> Integers:
        """The number of each row."""
        return np.array([number for number, _ in self.lines], dtype=np.int64)

    def times(self, column: str) -> Integers:
        """A column of times in milliseconds; those that are none are the least number there is."""
        read = (milliseconds(cell) for cell in self.column(column))
        return np.array([_NO_TIME if each is None else each for each in read], dtype=np.int64)

    def column(self, name: str) -> list[str]:
        """The cells of a column, without spaces around them; empty where there is no such column.

        Of two columns of one name the first counts.
        """
        if name not in self.headings:
            return [""] * len(self.lines)
        place = self.headings.index(name)
        return [cells[place].strip() for _, cells in self.lines]


def read_csv(path: Path) -> CsvText:
    """Read a file; raises an `UnreadableFile`."""
    lines = _records(_decoded(path))
    nothing: Line = (0, [])
    _, headings = next(lines, nothing)
    named = [heading.strip() for heading in headings]
    if not any(named):
        raise EmptyFile(file=path.name)
    rows = list(lines)
    whole = [row for row in rows if len(row[1]) == len(named)]
    misshapen = tuple(number for number, cells in rows if len(cells) != len(named))
    return CsvText(named, whole, misshapen)


def is_no_time(at_ms: Integers) -> Truths:
    """Which times could not be read."""
    return at_ms == _NO_TIME


def as_numbers(cells: Sequence[str]) -> tuple[Floats, list[int]]:
    """Read cells as numbers, NaN where they are empty; gives the places of those that are none."""
    read: Floats = np.full(len(cells), np.nan)
    wrong: list[int] = []
    for place, cell in enumerate(cells):
        if cell:
            number = _number(cell)
            read[place] = number
            if number != number:
                wrong.append(place)
    return read, wrong


def _number(cell: str) -> float:
    try:
        number = float(cell)
    except ValueError:
        return np.nan
    # Python reads more than people write: 1_000 and inf.
    return number if np.isfinite(number) and "_" not in cell else np.nan


def _decoded(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise HugeFile(file=path.name, most_bytes=MOST_BYTES)
        raw = path.read_bytes()
    except FileNotFoundError as missing:
        raise MissingFile(file=path.name) from missing
    except OSError as locked:
        raise LockedFile(file=path.name, reason=locked.strerror) from locked
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotText(file=path.name)


def _records(text: str) -> Iterator[Line]:
    reader = csv.reader(text.splitlines(keepends=True))
    try:
        for number, cells in enumerate(reader, start=_HEADINGS):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as wrong:
        raise NotText(row=reader.line_num) from wrong
