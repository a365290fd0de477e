"""The book of facts in an embedded SQLite file."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from eventsourcing.persistence import IntegrityError, StoredEvent, Tracking
from sqlalchemy import Engine

from adapters.sql import statements
from adapters.sql.connections import Desk
from adapters.sql.group_commit import GroupCommit, Job
from adapters.sql.recorder import (
    SqlRecorder,
    known_commands,
    tracked,
    without_command,
    written_commands,
    written_lines,
)
from adapters.sql.turns import turns
from application.ports.fact_book import (
    Entry,
    Known,
    OpenBook,
    StaleVersion,
    Unreachable,
    Unwritable,
)

T = TypeVar("T")

_INSERT = """
INSERT INTO fact (stream, version, name, body, occurred, command_id, actor, provenance, recorded_at,
    correlation_id, causation_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_COMMAND = "INSERT INTO command VALUES (?, ?, ?, ?)"
_LAST = "SELECT last_insert_rowid()"
_IDS_AT_ONCE = 500


class OpenSqliteBook:
    """The book inside the transaction of the one writer."""

    __slots__ = ("_execute", "cursor")

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        """Write with a cursor whose transaction has begun."""
        self.cursor = cursor
        self._execute = cursor.execute

    def spelled(self, stream: str) -> Sequence[tuple[str, bytes]]:
        """Name and body of all facts of one stream."""
        return self._execute(statements.SPELLED, (stream,)).fetchall()

    def known(self, command_ids: Sequence[str]) -> Mapping[str, Known]:
        """Tell which commands are written, by id."""
        found: dict[str, Known] = {}
        for start in range(0, len(command_ids), _IDS_AT_ONCE):
            some = command_ids[start : start + _IDS_AT_ONCE]
            found |= known_commands(self._execute(_known_among(len(some)), some).fetchall())
        return found

    def head(self) -> int:
        """Give the last position."""
        return self._execute(statements.HEAD).fetchone()[0] or 0

    def append(self, entry: Entry, *, placed: bool = True) -> Known | int:
        """Write one entry unless its id is taken; positions are always given at once."""
        del placed
        already = self._execute(statements.KNOWN, (entry.command_id,)).fetchall()
        if already:
            return known_commands(already)[entry.command_id]
        return self.append_all((entry,))

    def append_all(self, entries: Sequence[Entry]) -> int:
        """Write entries; gives the first of their positions."""
        lines = [line for entry in entries for line in written_lines(entry)]
        first = self.write(lines)
        self.cursor.executemany(_INSERT_COMMAND, written_commands(entries, first))
        return first

    def write(self, lines: Sequence[tuple[Any, ...]]) -> int:
        """Write lines and give the position of the first; raises `StaleVersion`."""
        if not lines:
            return 0
        try:
            self.cursor.executemany(_INSERT, lines)
        except sqlite3.IntegrityError as taken:
            raise StaleVersion(str(taken)) from taken
        return self._execute(_LAST).fetchone()[0] - len(lines) + 1


class SqliteRecorder(SqlRecorder):
    """One writer at a time, and one flush to disk for all commands that came meanwhile."""

    def __init__(self, engine: Engine) -> None:
        """Use a database whose schema is up to date."""
        super().__init__(engine)
        self._writer = Desk(engine)
        self._book = OpenSqliteBook(self._writer.cursor)
        self._turns = turns(engine)
        self._group = GroupCommit(self._write)

    def close(self) -> None:
        """Close all connections that are kept open."""
        super().close()
        self._writer.close()

    def alone(self, work: Callable[[OpenBook], T]) -> T:
        """Let one command read and append, in one transaction with others that wait."""
        try:
            return self._group.do(work)
        except sqlite3.OperationalError as error:
            raise _clear(error) from error

    def together(self, work: Callable[[OpenBook], T]) -> T:
        """Let many commands read and append in one transaction."""
        return self.alone(work)

    def insert_events(
        self, stored_events: Sequence[StoredEvent], tracking: Tracking | None = None, **_: Any
    ) -> Sequence[int]:
        """Store what the library hands over."""

        def work(_: OpenBook) -> list[int]:
            first = self._book.write(without_command(stored_events))
            if tracking is not None:
                values = (tracking.application_name, tracking.notification_id)
                tracked(self._writer.cursor.execute(statements.TRACK, values).rowcount, tracking)
            return list(range(first, first + len(stored_events)))

        try:
            return self._group.do(work)
        except StaleVersion as taken:
            raise IntegrityError(str(taken)) from taken

    def _fetch(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        desk = self._connections.take()
        try:
            found = desk.cursor.execute(statement, values).fetchall()
        except sqlite3.Error:
            self._connections.discard(desk)
            raise
        self._connections.give_back(desk)
        return found

    def _write(self, group: Sequence[Job[Any]]) -> None:
        with self._turns:
            self._write_in_turn(group)

    def _write_in_turn(self, group: Sequence[Job[Any]]) -> None:
        execute = self._writer.cursor.execute
        try:
            execute("BEGIN IMMEDIATE")
            if len(group) > 1:
                for job in group:
                    self._run_in_savepoint(job)
            elif not group[0].run(self._book):
                self._roll_back()
                return
            execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        self._bell.ring()

    def _run_in_savepoint(self, job: Job[Any]) -> None:
        execute = self._writer.cursor.execute
        execute("SAVEPOINT command")
        if not job.run(self._book):
            if not self._writer.connection.in_transaction:
                raise job.error or Unwritable("the transaction was lost")
            execute("ROLLBACK TO command")
        execute("RELEASE command")

    def _roll_back(self) -> None:
        # A full disk makes SQLite roll back by itself.
        if self._writer.connection.in_transaction:
            self._writer.cursor.execute("ROLLBACK")


def _known_among(count: int) -> str:
    marks = ", ".join("?" * count)
    return statements.KNOWN.replace("= ?", f"IN ({marks})")


def _clear(error: sqlite3.OperationalError) -> Exception:
    busy = error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return Unreachable(str(error)) if busy else Unwritable(str(error))
