"""The floor of the intake: rows that are there already, in bulk, into a table of the same shape.

No JSON, no rules, no device, no look at what is there already, no partitions: tuples go to the
driver as fast as it takes them (executemany on SQLite; binary COPY on PostgreSQL), a durable
transaction for each batch, on a connection that is kept open.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import psycopg

Row = tuple[str, int, int, int, int, *tuple[float | None, ...]]
"""Device, device time, time received, counter, quality, and seven values."""

_COLUMNS = """
device {text} NOT NULL, at_ms {integer} NOT NULL, received_ms {integer} NOT NULL,
counter {integer} NOT NULL, quality {integer} NOT NULL,
inlet {real}, outlet {real}, airflow {real}, temperature {real}, humidity {real},
pressure_drop {real}, bed_temperature {real}, PRIMARY KEY (device, at_ms)
"""
_SQLITE = _COLUMNS.format(text="TEXT", integer="INTEGER", real="REAL")
_POSTGRESQL = _COLUMNS.format(text='text COLLATE "C"', integer="bigint", real="double precision")
_INSERT = "INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_COPY = "COPY reading FROM STDIN (FORMAT BINARY)"
_TYPES = ["text", *["int8"] * 4, *["float8"] * 7]


class SqliteFloor:
    """A file of its own, with the pragmas that a durable log has."""

    def __init__(self, file: Path) -> None:
        """Lay out a table without a rowid."""
        self._connection = sqlite3.connect(file, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute(f"CREATE TABLE reading ({_SQLITE}) WITHOUT ROWID")

    def insert(self, rows: Sequence[Row]) -> None:
        """Write a batch; durable on return."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(_INSERT, rows)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


class PostgresFloor:
    """A database of its own, with `synchronous_commit` as the server has it (on)."""

    def __init__(self, address: str) -> None:
        """Lay out one table, in no partitions."""
        self._connection = psycopg.connect(address, autocommit=True)
        self._connection.execute(f"CREATE TABLE reading ({_POSTGRESQL})".encode())

    def insert(self, rows: Sequence[Row]) -> None:
        """Write a batch; durable on return."""
        with (
            self._connection.transaction(),
            self._connection.cursor() as cursor,
            cursor.copy(_COPY) as copy,
        ):
            copy.set_types(_TYPES)
            for row in rows:
                copy.write_row(row)

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()
