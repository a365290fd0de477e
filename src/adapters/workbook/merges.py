"""Merged cells: what stands in the top left corner holds for the whole area."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from adapters.workbook.grid import Cell, GridRow


class Area(NamedTuple):
    """A merged area, all four sides included; rows count from 1, columns from 0."""

    top: int
    bottom: int
    left: int
    right: int


def spread(rows: Iterable[GridRow], areas: Iterable[Area]) -> Iterator[GridRow]:
    """Fill every merged area with its corner's value, in one pass over rows and areas.

    Areas do not overlap in a sound file; in any other the later one counts, so that the work per
    row stays bounded by the width of the sheet.
    """
    waiting = sorted(areas, reverse=True)
    covering: dict[int, tuple[Area, Cell]] = {}
    for row in rows:
        covering = {left: each for left, each in covering.items() if each[0].bottom >= row.number}
        while waiting and waiting[-1].top <= row.number:
            area = waiting.pop()
            if area.top == row.number:
                covering[area.left] = (area, _at(row, area.left))
        yield _covered(row, covering.values()) if covering else row


def _at(row: GridRow, column: int) -> Cell:
    return row.cells[column] if column < len(row.cells) else None


def _covered(row: GridRow, covering: Collection[tuple[Area, Cell]]) -> GridRow:
    width = max(area.right + 1 for area, _ in covering)
    cells = list(row.cells) + [None] * (width - len(row.cells))
    filled: set[int] = set()
    for area, value in covering:
        columns = range(area.left, area.right + 1)
        cells[area.left : area.right + 1] = [value] * len(columns)
        filled |= set(columns) - ({area.left} if area.top == row.number else set())
    return GridRow(row.number, cells, frozenset(filled))
