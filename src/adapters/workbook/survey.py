"""Walk over a sheet's XML before calamine reads it, for the two things calamine cannot do.

It lays a sheet out as a full rectangle, and where memory for that is lacking it does not raise
but ends the process: two cells in opposite corners are enough. So how far the cells reach, and
that they come in order, has to be known beforehand. And it gives the same empty text for an empty
cell, for an error such as `#DIV/0!` and for a formula that no program has calculated, whereas
only the first of them means that nothing was written.
"""

from functools import lru_cache
from typing import IO
from xml.parsers import expat

from adapters.workbook.grid import UNCALCULATED, Cell

MAX_CELLS = 16_000_000
"""Of the rectangle; calamine takes 32 bytes for each, so half a gigabyte."""

_MAX_ROWS = 1_048_576
_MAX_COLUMNS = 16_384
_CHUNK = 1 << 16


class MalformedSheetError(ValueError):
    """The XML is well-formed, but no program that keeps sheets would write it."""


class TooSpreadOutError(MemoryError):
    """The cells lie so far apart that the rectangle around them cannot be held."""


class Survey:
    """What calamine does not say: `lost` are errors and uncalculated formulas, by row and column.

    Rows count from 1, columns from 0.
    """

    def __init__(self, source: IO[bytes]) -> None:
        """Read the XML through once; raises what is wrong with it."""
        self.lost: dict[int, dict[int, Cell]] = {}
        self._row = self._rows = self._columns = self._values = 0
        self._column = -1
        self._kind = ""
        self._is_formula = self._is_value = False
        self._pieces: list[str] = []
        self._parse(source)

    def _parse(self, source: IO[bytes]) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        while chunk := source.read(_CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes no keywords

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._start_cell(attributes)
            case "v" | "is":
                self._start_value()
            case "f":
                self._is_formula = True
            case "row":
                self._start_row(attributes)
            case _:
                pass

    def _end(self, name: str) -> None:
        self._is_value = False
        if name.rpartition(":")[2] == "c" and (self._is_formula or self._kind == "e"):
            self._end_odd_cell()

    def _characters(self, text: str) -> None:
        if self._is_value:
            self._pieces.append(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self._row + 1))
        if not self._row < number <= _MAX_ROWS:
            raise MalformedSheetError
        self._row, self._column = number, -1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        column = self._column_of(reference) if reference else self._column + 1
        if not self._column < column < _MAX_COLUMNS:
            raise MalformedSheetError
        self._column = column
        self._kind = attributes.get("t", "n")
        self._is_formula = False
        self._pieces.clear()

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        if reference[len(letters) :] != str(self._row):
            raise MalformedSheetError
        return _column(letters)

    def _start_value(self) -> None:
        self._is_value = True
        self._values += 1
        self._rows, self._columns = self._row, max(self._columns, self._column + 1)
        if max(self._rows * self._columns, self._values) > MAX_CELLS:
            raise TooSpreadOutError

    def _end_odd_cell(self) -> None:
        text = "".join(self._pieces)
        if self._kind == "e" and text:
            self._lose(text)
        # A calculated formula may well have come to an empty text.
        elif not text and self._kind != "str":
            self._lose(UNCALCULATED)

    def _lose(self, cell: Cell) -> None:
        self.lost.setdefault(self._row, {})[self._column] = cell


@lru_cache(maxsize=4096)
def _column(letters: str) -> int:
    """`A` is 0, `Z` 25, `AA` 26."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1
