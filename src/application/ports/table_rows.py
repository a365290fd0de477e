"""The rows of the 台账表, read from any viewpoint, page by page."""

from collections.abc import Sequence
from typing import Protocol

from application.tables.declared import Table
from application.viewpoint import Viewpoint

Row = tuple[str | int | float | None, ...]
"""A value for each column of the table; masses are integer grams."""


class TableRows(Protocol):
    """The rows of every declared table. What the viewpoint's scope does not cover is left out."""

    def page(
        self, table: Table, at: Viewpoint, *, after: str = "", limit: int = 1000
    ) -> Sequence[Row]:
        """Rows in order of their key, from after the key named, at most `limit`."""
        ...
