"""The 台账表 as views in the database, for colleagues who read by SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TableView:
    """A view that there could be: whether it is there, and as this program would make it."""

    name: str
    there: bool
    current: bool


class TableViews(Protocol):
    """Views with the rows of the tables as they are now, kept while the views below are rebuilt."""

    def create(self) -> None:
        """Make them, or make them anew; who may read them and what stands on them is kept where
        their columns are the same."""
        ...

    def drop(self) -> None:
        """Take them away."""
        ...

    def standing(self) -> Sequence[TableView]:
        """Say of each whether it is there."""
        ...
