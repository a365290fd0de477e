"""A copy of the books that somebody takes away, counted and put on record."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from adapters.cli import printing
from domain.access import Role

if TYPE_CHECKING:
    from application.office import Office
    from application.table_file import Table, Value
    from application.viewpoint import Viewpoint

NOT_RECORDED = (
    "注意: 这次导出未能记入访问记录: {reason}",
    "Note: this export could not be put on record: {reason}",
)


@dataclass
class Copy:
    """How many rows have left the office."""

    rows: int = 0

    def of(self, table: "Table") -> "Table":
        """The same table, whose rows are counted as they are taken."""
        from application.table_file import Table

        return Table(table.title, table.heading, self._counted(table.rows))

    def _counted(self, rows: "Iterable[Sequence[Value]]") -> "Generator[Sequence[Value]]":
        for row in rows:
            self.rows += 1
            yield row


@contextmanager
def taken(office: "Office", actor: str, what: str, form: str, at: "Viewpoint") -> Generator[Copy]:
    """Put on record what is taken while the context lasts, even if it is broken off.

    Whoever can read the books at this machine is the office. The copy is out by then, so a record
    that cannot be written is said aloud and fails nothing.
    """
    from application.access_record import Exported

    copied = Copy()
    try:
        yield copied
    finally:
        if copied.rows:
            exported = Exported(actor, Role.DISTRICT, what, form, copied.rows, at)
            try:
                office.access.exported(exported, f"export:{uuid4()}")
            except Exception as failed:
                printing.whisper(*(line.format(reason=failed) for line in NOT_RECORDED))
