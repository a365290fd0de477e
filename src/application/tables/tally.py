"""Rows counted and masses summed as a table is written, and again as it is checked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from application.ports.table_rows import Row
from application.tables.changing import Change, Changed
from application.tables.declared import Table
from application.tables.spelling import kilograms_told


@dataclass
class Tally:
    """How many rows, and grams by the name of the column."""

    table: Table
    rows: int = 0
    grams: dict[str, int] = field(default_factory=dict[str, int])

    def __post_init__(self) -> None:
        """Begin with nothing in every column that is summed."""
        self.grams = {column.name: 0 for column in self.table.masses.values()}

    def take(self, row: Row, times: int = 1) -> None:
        """Count a row; a withdrawn one is taken −1 times."""
        self.rows += times
        for place, column in self.table.masses.items():
            self.grams[column.name] += times * int(row[place] or 0)

    def counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Count rows as they go by."""
        for row in rows:
            self.take(row)
            yield row

    @property
    def kg(self) -> dict[str, str]:
        """The sums as they are told."""
        return {name: kilograms_told(mass_g) for name, mass_g in self.grams.items()}


class ChangeTally:
    """The same of changes: of each kind, and what they come to together."""

    def __init__(self, table: Table) -> None:
        """Begin with nothing."""
        self.net = Tally(table)
        self.by_change = {change: Tally(table) for change in Change}

    def counted(self, changed: Iterable[Changed]) -> Iterator[Changed]:
        """Count changes as they go by."""
        for change, row in changed:
            self.take(change, row)
            yield change, row

    def take(self, change: Change, row: Row) -> None:
        """Count one."""
        self.by_change[change].take(row)
        self.net.take(row, -1 if change is Change.WITHDRAWN else 1)

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return sum(tally.rows for tally in self.by_change.values())
