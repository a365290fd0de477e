"""What changed in a table between two days: both are read in order of their keys, side by side."""

from collections.abc import Generator, Iterable, Iterator
from enum import StrEnum

from application.ports.table_rows import Row, TableRows
from application.tables.declared import Table
from application.viewpoint import Viewpoint

PAGE = 1000
"""How many rows are held at once, of each of the two days."""


class Change(StrEnum):
    """What became of a row. Whoever had the earlier day takes out what is 撤销 and puts in the
    others, and has the later day."""

    ADDED = "新增"
    CORRECTED = "更正"
    """The row as it now is; as it was, it is withdrawn."""
    WITHDRAWN = "撤销"


Changed = tuple[Change, Row]


def every_row(
    rows: TableRows, table: Table, at: Viewpoint, page: int | None = None
) -> Generator[Row]:
    """All rows of a table, of which a page at a time is held."""
    after = ""
    while found := rows.page(table, at, after=after, limit=page or PAGE):
        yield from found
        after = str(found[-1][0])


def changes(earlier: Iterable[Row], later: Iterable[Row]) -> Iterator[Changed]:
    """Compare two days of a table, each in order of its keys."""
    before, now = iter(earlier), iter(later)
    old, new = next(before, None), next(now, None)
    while old is not None or new is not None:
        if old is not None and (new is None or _key(old) < _key(new)):
            yield Change.WITHDRAWN, old
            old = next(before, None)
        elif new is not None and (old is None or _key(new) < _key(old)):
            yield Change.ADDED, new
            new = next(now, None)
        else:
            if old is not None and new is not None and old != new:
                yield Change.WITHDRAWN, old
                yield Change.CORRECTED, new
            old, new = next(before, None), next(now, None)


def _key(row: Row) -> str:
    return str(row[0])
