"""Tables that are handed out as files, for people to open in a spreadsheet."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import IO, NamedTuple, Protocol, TextIO

Value = str | int | float | Decimal | None
"""What a cell may hold. Whoever writes the file sees to it that no text is taken for a formula."""


class Table(NamedTuple):
    """A table with its headings; a workbook has one sheet for each."""

    title: str
    heading: Sequence[str]
    rows: Iterable[Sequence[Value]]


class WriteCsv(Protocol):
    """Write one table into an open text file."""

    def __call__(
        self, file: TextIO, heading: Sequence[str], rows: Iterable[Sequence[Value]], /
    ) -> None:
        """Write heading and rows."""
        ...


class WriteWorkbook(Protocol):
    """Write tables into an open binary file, one sheet each."""

    def __call__(self, file: IO[bytes], sheets: Iterable[Table], /) -> None:
        """Write all sheets."""
        ...
