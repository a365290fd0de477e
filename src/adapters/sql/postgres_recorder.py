"""The book of facts in PostgreSQL."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any, TypeVar

import psycopg
from eventsourcing.persistence import IntegrityError, StoredEvent, Tracking

from adapters.sql import statements
from adapters.sql.append_functions import LOG_LOCK, PAGE
from adapters.sql.connections import Desk
from adapters.sql.recorder import (
    SqlRecorder,
    decode_contents,
    encode_contents,
    known_commands,
    tracked,
    without_command,
    written_commands,
    written_lines,
)
from adapters.sql.statements import for_psycopg
from application.answering import LogUnreachable
from application.ports.fact_book import (
    Entry,
    InDoubt,
    Known,
    OpenBook,
    StaleVersion,
    Unreachable,
    Unwritable,
)

T = TypeVar("T")

PATIENCE_S = 2.0
"""How long a command that is written waits for its public position, in seconds."""

MOMENT_S = 0.001

# Behind the lock nobody else writes, so whatever has no public position yet can be given one.
_BEGIN = f"BEGIN; SELECT pg_advisory_xact_lock({LOG_LOCK}); SELECT seal_facts(NULL, true)"
_APPEND = """
SELECT first, last, already, stale FROM append_command(%s, %b, %s, %s, %s, %s, %s,
    %b::text[], %b::integer[], %b::text[], %b::bytea[], %b::text[], %b::text[], %b::integer[])
"""
_INSERT = """
SELECT first, place FROM write_facts(
    %b::text[], %b::integer[], %b::text[], %b::bytea[], %b::text[],
    %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[])
"""
_INSERT_COMMANDS = """
INSERT INTO command
SELECT * FROM unnest(%b::text[], %b::bytea[], %b::bigint[], %b::bigint[])
"""
_ANSWERED = "SELECT first, last FROM answered(%b, %b)"
_KNOWN = statements.KNOWN.replace("= ?", "= ANY(%b::text[])")
_SPELLED = for_psycopg(statements.SPELLED)
_TRACK = for_psycopg(statements.TRACK)


class OpenPostgresBook:
    """The book as one connection sees it: inside the lock, or on its own for one append."""

    __slots__ = ("_cursor", "appending")

    def __init__(self, cursor: "psycopg.Cursor[Any]") -> None:
        """Read and write with a cursor."""
        self._cursor = cursor
        self.appending = False

    def spelled(self, stream: str) -> Sequence[tuple[str, bytes]]:
        """Name and body of all facts of one stream."""
        return self._cursor.execute(_SPELLED, (stream,)).fetchall()

    def known(self, command_ids: Sequence[str]) -> Mapping[str, Known]:
        """Tell which commands are written, by id."""
        found = self._cursor.execute(_KNOWN, (list(command_ids),)).fetchall()
        return known_commands((id_, *self._public(id_, place), said) for id_, *place, said in found)

    def head(self) -> int:
        """Give the last position."""
        found = self._cursor.execute(statements.HEAD).fetchone()
        return (found and found[0]) or 0

    def append(self, entry: Entry, *, placed: bool = True) -> Known | int:
        """Write one entry unless its id is taken: one round trip, durable when it returns."""
        self.appending = True
        said = encode_contents(entry.contents)
        relied = _columns(entry.relied, 2) if entry.relied else (None, None)
        arrays = (*_columns(entry.lines, 5), *relied)
        values = (entry.command_id, said, *entry[2:7], *arrays)
        try:
            self._cursor.execute(_APPEND, values, prepare=True)
        except psycopg.errors.UniqueViolation as taken:
            raise StaleVersion(str(taken)) from taken
        first, last, already, stale = self._cursor.fetchone() or (0, 0, None, None)
        if stale is not None:
            raise StaleVersion(stale)
        first, last = self._public(entry.command_id, (first, last)) if placed else (first or 0, 0)
        return first if already is None else Known(first, last, decode_contents(already))

    def append_all(self, entries: Sequence[Entry]) -> int:
        """Write entries; gives the first of their positions."""
        lines = [line for entry in entries for line in written_lines(entry)]
        first, place = self.write(lines)
        self._cursor.execute(_INSERT_COMMANDS, _columns(written_commands(entries, place), 4))
        return first

    def write(self, lines: Sequence[tuple[Any, ...]]) -> tuple[int, int]:
        """Write lines behind the lock; gives the position of the first and where it was laid down.

        Raises `StaleVersion`.
        """
        if not lines:
            return 0, 0
        try:
            self._cursor.execute(_INSERT, _columns(lines, 11))
        except psycopg.errors.UniqueViolation as taken:
            raise StaleVersion(str(taken)) from taken
        return self._cursor.fetchone() or (0, 0)

    def track(self, tracking: Tracking) -> None:
        """Track a position; raises `IntegrityError` unless it is higher than the last."""
        values = (tracking.application_name, tracking.notification_id)
        tracked(self._cursor.execute(_TRACK, values).rowcount, tracking)

    def _public(self, command_id: str, place: Sequence[int | None]) -> tuple[int, int]:
        """Give the positions of a command; where they are not given yet, help with the sealing."""
        first, last = place
        deadline = monotonic() + PATIENCE_S
        while first is None or last is None:
            if monotonic() > deadline:
                raise InDoubt("written, but an older transaction has been open for too long")
            found = self._cursor.execute(_ANSWERED, (command_id, PAGE), prepare=True).fetchone()
            first, last = found or (None, None)
            if last is None:
                sleep(MOMENT_S)
        return first, last


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[]] * width


class PostgresRecorder(SqlRecorder):
    """Reads without a lock; appends behind one, or by `xid` beside each other."""

    def alone(self, work: Callable[[OpenBook], T]) -> T:
        """Let one command read and append; its append is its transaction."""
        with self._desk() as desk:
            book = OpenPostgresBook(desk.cursor)
            with _told(book, desk):
                result = work(book)
        self._bell.ring()
        return result

    def together(self, work: Callable[[OpenBook], T]) -> T:
        """Let many commands read and append behind the lock, in one transaction."""
        return self._behind_lock(work)

    def insert_events(
        self, stored_events: Sequence[StoredEvent], tracking: Tracking | None = None, **_: Any
    ) -> Sequence[int]:
        """Store what the library hands over."""

        def work(book: OpenPostgresBook) -> list[int]:
            first, _ = book.write(without_command(stored_events))
            if tracking is not None:
                book.track(tracking)
            return list(range(first, first + len(stored_events)))

        try:
            return self._behind_lock(work)
        except StaleVersion as taken:
            raise IntegrityError(str(taken)) from taken

    def _behind_lock(self, work: Callable[[OpenPostgresBook], T]) -> T:
        with self._desk() as desk:
            book = OpenPostgresBook(desk.cursor)
            with _told(book, desk):
                result = self._in_transaction(work, book, desk)
        self._bell.ring()
        return result

    def _in_transaction(
        self, work: Callable[[OpenPostgresBook], T], book: OpenPostgresBook, desk: Desk
    ) -> T:
        # Two statements in one message need the simple protocol, which is not binary.
        desk.cursor.execute(_BEGIN, binary=False)
        try:
            result = work(book)
        except BaseException:
            if not desk.connection.closed:
                desk.cursor.execute("ROLLBACK")
            raise
        book.appending = True
        desk.cursor.execute("COMMIT")
        return result

    def _fetch(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        try:
            return self._fetch_once(statement, values)
        except Unreachable:
            # All idle connections have been dropped by now; a new one will do, if there is one.
            pass
        try:
            return self._fetch_once(statement, values)
        except Unreachable as lost:
            raise LogUnreachable(reason=str(lost)) from lost

    def _fetch_once(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self._desk() as desk, _told(OpenPostgresBook(desk.cursor), desk):
            return desk.cursor.execute(for_psycopg(statement), values).fetchall()

    @contextmanager
    def _desk(self) -> Generator[Desk]:
        try:
            desk = self._connections.take()
        except psycopg.OperationalError as error:
            raise Unreachable(str(error)) from error
        try:
            yield desk
        finally:
            if desk.connection.closed:
                self._connections.discard(desk)
            else:
                self._connections.give_back(desk)


@contextmanager
def _told(book: OpenPostgresBook, desk: Desk) -> Generator[None]:
    """Say in the log's words what went wrong with the connection or the disk."""
    try:
        yield
    except psycopg.OperationalError as error:
        if not desk.connection.closed:
            raise Unwritable(str(error)) from error
        raise (InDoubt if book.appending else Unreachable)(str(error)) from error
