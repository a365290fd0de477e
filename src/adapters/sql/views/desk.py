"""Rows into tables at the speed of the driver: executemany on SQLite, COPY on PostgreSQL."""

from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import Connection

from adapters.sql.statements import for_psycopg
from adapters.sql.views.tables import Edition
from projections.rows import OPEN, Assert, Change, Table


class Desk(Protocol):
    """A cursor within one transaction; `?` stands for a value on either engine."""

    def fetch(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a query and give all rows."""
        ...

    def run(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Run a statement and give the number of rows it touched."""
        ...

    def insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write many rows, but one at least."""
        ...


class SqliteDesk:
    """A cursor of sqlite3."""

    def __init__(self, cursor: Any) -> None:
        """Use a cursor whose transaction someone else ends."""
        self._cursor = cursor

    def fetch(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a query and give all rows."""
        return self._cursor.execute(statement, values).fetchall()

    def run(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Run a statement and give the number of rows it touched."""
        return self._cursor.execute(statement, values).rowcount

    def insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write many rows, but one at least."""
        marks = ", ".join("?" * len(rows[0]))
        self._cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


class PsycopgDesk:
    """A cursor of psycopg."""

    def __init__(self, cursor: Any) -> None:
        """Use a cursor whose transaction someone else ends."""
        self._cursor = cursor

    def fetch(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a query and give all rows."""
        return self._cursor.execute(for_psycopg(statement), values).fetchall()

    def run(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Run a statement and give the number of rows it touched."""
        return self._cursor.execute(for_psycopg(statement), values).rowcount

    def insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write many rows, but one at least."""
        with self._cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def desk_of(connection: Connection) -> Desk:
    """Sit down within the transaction of a connection."""
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        return SqliteDesk(driver.cursor())
    return PsycopgDesk(driver.cursor(binary=True))


class Scribe:
    """Collects changes and writes them in bulk, in the order that they need."""

    def __init__(self, desk: Desk, edition: Edition = Edition.LIVE) -> None:
        """Write an edition of a view at a desk."""
        self._desk = desk
        self._edition = edition
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._superseded: list[tuple[Table, str, int, str]] = []

    def take(self, changes: Sequence[Change], position: int, recorded_at: str) -> None:
        """Take over what one fact changes."""
        rows = self._rows
        for change in changes:
            if isinstance(change, Assert):
                name = change.table.name
                if name in rows:
                    rows[name].append(change.row)
                else:
                    rows[name] = [change.row]
            else:
                self._superseded.append((change.table, change.slot, position, recorded_at))

    def write(self) -> None:
        """Write what was taken so far; rows first, so that they can be superseded at once."""
        for name, rows in self._rows.items():
            self._desk.insert(self._edition.of(name), rows)
        self._rows.clear()
        for table, slot, position, recorded_at in self._superseded:
            where, values = _slot(table, slot)
            self._desk.run(
                f"UPDATE {self._edition.of(table.name)} SET recorded_to = ?"
                f" WHERE {where} AND position < ?",
                (recorded_at, *values, position),
            )
        self._superseded.clear()

    def recall(self, table: Table, slot: str) -> list[Any]:
        """Give the rows of a slot that are believed at present."""
        self.write()
        where, values = _slot(table, slot)
        name = self._edition.of(table.name)
        query = f"SELECT * FROM {name} WHERE {where} ORDER BY position, line"
        return [table.row(*row) for row in self._desk.fetch(query, values)]


def _slot(table: Table, slot: str) -> tuple[str, tuple[str, ...]]:
    """The rows of a slot that are believed at present."""
    if table.found_by is None:
        return "slot = ? AND recorded_to = ?", (slot, OPEN)
    owner = slot.partition("/")[0]
    return f"{table.found_by} = ? AND slot = ? AND recorded_to = ?", (owner, slot, OPEN)
