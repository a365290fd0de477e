"""How a value stands in a file, and the mark by which a row is known again."""

import re
from collections.abc import Sequence
from hashlib import sha256

from application.ports.table_rows import Row
from application.tables.declared import Column, Kind, Table
from domain.quantities import GRAMS_PER_KG

MARK = "行校验"
"""The heading of the last column: a digest of the row's values."""

_MASS = re.compile(r"(-?)(\d+)\.(\d{3})")
_SEPARATOR = "\x1f"
_DIGITS = 16


def heading(table: Table) -> list[str]:
    """What stands on top of a table's values."""
    return [column.heading for column in table.columns]


def cells(table: Table, row: Row) -> list[str]:
    """A row as texts."""
    told = zip(table.columns, row, strict=True)
    return [_cell(column, value) for column, value in told]


def kilograms_told(mass_g: int) -> str:
    """Grams as kilograms with three decimals, so that a gram is never rounded away."""
    whole_kg, rest_g = divmod(abs(mass_g), GRAMS_PER_KG)
    return f"{'-' if mass_g < 0 else ''}{whole_kg}.{rest_g:03d}"


def grams_read(told: str) -> int | None:
    """Read what `kilograms_told` wrote; None for anything else."""
    found = _MASS.fullmatch(told)
    if found is None:
        return None
    mass_g = int(found[2]) * GRAMS_PER_KG + int(found[3])
    return -mass_g if found[1] else mass_g


def mark(values: Sequence[str]) -> str:
    """A digest of a row's values; the `'` that keeps a text from being calculated is none of them.

    So a row has the same mark in every file, and one that was changed is found without its like.
    """
    plain = _SEPARATOR.join(value.removeprefix("'") for value in values)
    return sha256(plain.encode()).hexdigest()[:_DIGITS]


def _cell(column: Column, value: str | int | float | None) -> str:
    if value is None:
        return ""
    if column.kind is Kind.MASS:
        return kilograms_told(int(value))
    # A float's shortest text is the same wherever it is written.
    return repr(float(value)) if column.kind is Kind.NUMBER else str(value)
