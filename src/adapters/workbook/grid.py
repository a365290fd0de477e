"""A sheet before anyone knows what it is about: numbered rows of raw cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple


class Uncalculated:
    """A formula that no program has ever calculated, so that there is no value to read."""

    def __repr__(self) -> str:
        """Show what stands in the cell as far as it is known."""
        return "=?"


UNCALCULATED = Uncalculated()

Cell = str | int | float | bool | datetime | date | time | timedelta | Uncalculated | None


class GridRow(NamedTuple):
    """One row; `number` is what Excel shows, `merged` the columns filled from a merged area.

    The corner of an area, where its value was typed, is not among them.
    """

    number: int
    cells: Sequence[Cell]
    merged: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet; its rows can be walked through once. `expected` is how many, where known."""

    title: str
    expected: int | None
    rows: Iterator[GridRow]


def shown(cell: Cell) -> str:
    """The cell as the person sees it, more or less: dates without an empty time of day."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, datetime):
        return _shown_moment(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def _shown_moment(moment: datetime) -> str:
    if moment.time() == time(0):
        return moment.strftime("%Y-%m-%d")
    return moment.isoformat(" ", "minutes" if moment.second == 0 else "seconds")


def is_blank(row: GridRow) -> bool:
    """Whether nothing was written into the row; what a merged area spreads into it is nothing."""
    return not any(
        cell is not None and (not isinstance(cell, str) or cell.strip())
        for index, cell in enumerate(row.cells)
        if index not in row.merged
    )
