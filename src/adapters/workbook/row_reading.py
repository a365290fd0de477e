"""One row being read: every column gives a value or None, and everything odd is noted.

A value that cannot be read costs the row if the row means nothing without it; any other is left
out and the row is flagged.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from adapters.workbook import amounts, codes, moments
from adapters.workbook.grid import UNCALCULATED, Cell, GridRow, shown
from adapters.workbook.headings import Column, Headings
from adapters.workbook.remarks import sentences
from adapters.workbook.told import NOTHING, Illegible, Told
from application.ledger_file import Finding, Outcome
from domain.occurred import Occurred
from domain.quantities import NegativeMass, kilograms
from domain.refusal import Refusal

T = TypeVar("T")
_Remark = tuple[str, str, Outcome, str, str, str]


class RowReading:
    """Reads the cells of one row by the names of their columns."""

    __slots__ = ("_headings", "_remarks", "_row", "key")

    def __init__(self, headings: Headings, row: GridRow) -> None:
        """Start with an unread row."""
        self._headings = headings
        self._row = row
        self._remarks: list[_Remark] = []
        self.key = ""

    # --- typed values

    def text(self, name: str) -> str | None:
        """Words, as typed. What looks like a formula is only words here, and a remark says so."""
        if self._cell(name) is UNCALCULATED:
            return self._note(name, self._cost(name), "illegible-value")
        words = shown(self._cell(name))
        if words in NOTHING:
            return self._absent(name)
        if looks_like_formula(words):
            self._note(name, Outcome.ACCEPTED, "formula-as-text")
        self._remark_on(name, Told(words), str)
        return words

    def code(self, name: str, make: Callable[[str], T]) -> T | None:
        """A code, folded and in upper case, checked by `make`."""
        return self._told(name, lambda cell: codes.code(cell, make), str)

    def words(self, name: str, make: Callable[[str], T]) -> T | None:
        """Whatever `make` finds in the words; how they were written needs no remark."""
        return self._told(name, lambda cell: Told(make(shown(cell))), str)

    def phone(self, name: str) -> str | None:
        """A telephone number without the blanks in it."""
        return self._told(name, codes.phone, str)

    def listing(self, name: str, make: Callable[[str], T]) -> tuple[T, ...] | None:
        """Codes in one cell, usually with `、` between them."""
        return self._told(name, lambda cell: codes.listing(cell, make), codes.joined)

    def mass_g(self, name: str) -> int | None:
        """A weight in grams; a negative one costs the row wherever it stands."""
        column = self._headings.columns.get(name)
        unit = column.unit if column else None
        mass_g = self._told(name, lambda cell: amounts.weight(cell, unit), _in_kilograms)
        if mass_g is not None and mass_g < 0:
            self._refuse(name, NegativeMass(), Outcome.REFUSED)
        return mass_g

    def number(self, name: str) -> Decimal | None:
        """A number in the unit of the heading."""
        return self._told(name, amounts.number, str)

    def fen(self, name: str) -> int | None:
        """A price in yuan, as integer fen."""
        return self._told(name, amounts.fen, _in_yuan)

    def whole(self, name: str) -> int | None:
        """A whole number, zero or more."""
        return self._told(name, amounts.count, str)

    def day(self, name: str) -> Occurred | None:
        """A date."""
        return self._told(name, moments.day, str)

    def moment(self, name: str) -> Occurred | None:
        """A moment, or a date where no time of day was written."""
        return self._told(name, moments.moment, str)

    # --- as typed, and what was noticed

    def typed(self, name: str) -> str:
        """The cell as typed, for the key of a row that cannot be read."""
        return shown(self._cell(name))

    def lacks(self, *names: str) -> None:
        """Refuse the row for saying nothing in any of these columns."""
        first = next(name for name in names if name in self._headings.columns)
        self._note(first, Outcome.REFUSED, "missing-value")

    def all_typed(self) -> tuple[str, ...]:
        """Every known cell as typed, in the order of the headings."""
        cells, width = self._row.cells, len(self._row.cells)
        columns = self._headings.columns.values()
        return tuple(shown(cells[c.index]) if c.index < width else "" for c in columns)

    def pass_over(self, code: str, told: str = "") -> None:
        """Leave the row out, since it is no entry of its own."""
        words = sentences(code, told=told)
        self._remarks.append(("", self.key, Outcome.IGNORED, code, *words))

    @property
    def refused(self) -> bool:
        """Whether the row has become useless."""
        return any(outcome is Outcome.REFUSED for _, _, outcome, *_ in self._remarks)

    def findings(self, sheet: str) -> tuple[Finding, ...]:
        """All remarks, under the row's key."""
        return tuple(
            Finding(sheet, self._row.number, column, value, self.key, outcome, code, zh, en)
            for column, value, outcome, code, zh, en in self._remarks
        )

    # --- how

    def _told(
        self, name: str, read: Callable[[Cell], Told[T]], show: Callable[[T], str]
    ) -> T | None:
        cell = self._cell(name)
        if cell is None or (isinstance(cell, str) and cell.strip() in NOTHING):
            return self._absent(name)
        try:
            told = read(cell)
        except Illegible:
            return self._note(name, self._cost(name), "illegible-value")
        except Refusal as refusal:
            return self._refuse(name, refusal, self._cost(name))
        self._remark_on(name, told, show)
        return told.value

    def _cell(self, name: str) -> Cell:
        column = self._headings.columns.get(name)
        if column is None or column.index >= len(self._row.cells):
            return None
        return self._row.cells[column.index]

    def _absent(self, name: str) -> None:
        if name in self._headings.kind.required:
            self._note(name, Outcome.REFUSED, "missing-value")

    def _remark_on(self, name: str, told: Told[T], show: Callable[[T], str]) -> None:
        if told.approximate:
            self._note(name, Outcome.FLAGGED, "approximate-value", show(told.value))
        elif not told.plain:
            self._note(name, Outcome.NORMALISED, "written-otherwise", show(told.value))
        if self._row.merged and self._headings.columns[name].index in self._row.merged:
            self._note(name, Outcome.NORMALISED, "merged-cell", show(told.value))

    def _cost(self, name: str) -> Outcome:
        kind = self._headings.kind
        vital = name in kind.required or name in kind.alternatives
        return Outcome.REFUSED if vital else Outcome.FLAGGED

    def _refuse(self, name: str, refusal: Refusal, outcome: Outcome) -> None:
        heading, value = self._column(name).heading, self.typed(name)
        self._remarks.append((heading, value, outcome, refusal.code, refusal.zh, refusal.en))

    def _note(self, name: str, outcome: Outcome, code: str, told: str = "") -> None:
        heading, value = self._column(name).heading, self.typed(name)
        words = sentences(code, heading, value, told)
        self._remarks.append((heading, value, outcome, code, *words))

    def _column(self, name: str) -> Column:
        return self._headings.columns[name]


def looks_like_formula(words: str) -> bool:
    """Whether a spreadsheet might calculate the text; a number or a phone is harmless."""
    signed = words[0] in "+-" and bool(words[1:].strip("0123456789 ().-"))
    return words[0] in "=@＝＠" or signed


def _in_yuan(price_fen: int) -> str:
    return f"{price_fen // 100}.{price_fen % 100:02}"


def _in_kilograms(mass_g: int) -> str:
    return f"{kilograms(mass_g):f} kg"
