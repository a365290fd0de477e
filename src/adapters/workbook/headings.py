"""Find out what a sheet is about, from its title and its headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from adapters.workbook.grid import Cell, GridRow, shown
from adapters.workbook.sheet_kinds import SHEET_KINDS, SheetKind
from adapters.workbook.told import folded

_WITH_UNIT = re.compile(
    r"(?P<name>.+?)[/_]?[(\[【]?(?:单位:)?(?P<unit>kgs?|公斤|千克|公吨|吨|t)(?:/年|/a)?[)\]】]?"
)
_PARENTHESES = re.compile(r"[(\[【].*[)\]】]$")
_UNREMARKABLE = frozenset({"序号", "编号", "备注", "说明", "no", "no.", "企业名称", "单位名称"})
"""Columns that ledgers have and the books do not need; nobody has to be told of them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column that the ledger knows: where it is, its heading as typed, and its unit if told."""

    index: int
    heading: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Headings:
    """A recognised heading row.

    `typed` are the headings of the known columns, `words` those of all, `unknown` those that mean
    nothing to the ledger.
    """

    kind: SheetKind
    row: int
    columns: dict[str, Column]
    typed: tuple[str, ...]
    words: frozenset[str]
    unknown: tuple[str, ...]

    def missing(self) -> tuple[str, ...]:
        """The usual names of columns without which the sheet cannot be read."""
        kind = self.kind
        lacking = [name for name in kind.required if name not in self.columns]
        if kind.alternatives and not self.columns.keys() & set(kind.alternatives):
            lacking += kind.alternatives
        return tuple(kind.columns[name][0] for name in lacking)


def recognised(title: str, rows: Sequence[GridRow]) -> Headings | None:
    """The best heading row among the first rows, or None if nothing looks like one.

    A sheet whose title says what it is needs two known headings; any other must have every
    required column.
    """
    found = [_headings(kind, row) for row in rows for kind in SHEET_KINDS]
    usable = [each for each in found if _is_likely(title, each)]
    return max(usable, key=lambda each: _rank(title, each), default=None)


def _is_likely(title: str, headings: Headings) -> bool:
    return len(headings.columns) > 1 and (
        not headings.missing() or _is_titled(title, headings.kind)
    )


def _rank(title: str, headings: Headings) -> tuple[bool, bool, int, int]:
    complete = not headings.missing()
    return complete, _is_titled(title, headings.kind), len(headings.columns), -headings.row


def _is_titled(title: str, kind: SheetKind) -> bool:
    return any(name in title for name in kind.titles)


def _headings(kind: SheetKind, row: GridRow) -> Headings:
    columns: dict[str, Column] = {}
    unknown: list[str] = []
    for index, cell in enumerate(row.cells):
        name, unit = _name_and_unit(cell)
        field = _fields(kind.name).get(name)
        if field is None or field in columns:
            unknown += [shown(cell)] if name and name not in _UNREMARKABLE else []
        else:
            columns[field] = Column(index, shown(cell), unit)
    typed = tuple(column.heading for column in columns.values())
    words = frozenset(shown(cell) for cell in row.cells)
    return Headings(kind, row.number, columns, typed, words, tuple(unknown))


def _name_and_unit(cell: Cell) -> tuple[str, str | None]:
    text = "".join(folded(shown(cell)).split()).lower()
    match = _WITH_UNIT.fullmatch(text)
    if match is not None:
        return match["name"], match["unit"]
    return _PARENTHESES.sub("", text) or text, None


@cache
def _fields(kind_name: str) -> dict[str, str]:
    kind = next(kind for kind in SHEET_KINDS if kind.name == kind_name)
    return {name.lower(): field for field, names in kind.columns.items() for name in names}
