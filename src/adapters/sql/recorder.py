"""The book of facts in SQL: what is the same on both engines."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from time import monotonic
from typing import Any
from uuid import UUID

import msgspec
from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Notification,
    StoredEvent,
    Subscription,
    Tracking,
)
from sqlalchemy import Engine

from adapters.sql import statements
from adapters.sql.bell import Bell
from adapters.sql.connections import Connections
from adapters.sql.subscription import FactSubscription
from application.ports.fact_book import Entry, Known, Row
from application.recording import FactRecorder, StoredFact

POLL_S = 0.5
"""How long facts written by other processes may go unnoticed, in seconds."""

encode_contents = msgspec.json.Encoder().encode
decode_contents = msgspec.json.Decoder(tuple[tuple[str, str], ...]).decode

_NO_COMMAND = ("", "", "", "", "", None)


class SqlRecorder(FactRecorder):
    """Reads the book; the engines differ in how they write."""

    def __init__(self, engine: Engine) -> None:
        """Use a database whose schema is up to date."""
        self._connections = Connections(engine)
        self._bell = Bell()

    @abstractmethod
    def _fetch(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run a statement of `statements` on its own and give all rows."""

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._connections.close()

    # What the log asks.

    def spelled(self, stream: str, upto: int | None = None) -> Sequence[tuple[str, bytes]]:
        """Name and body of the facts of one stream, in order of version."""
        if upto is None:
            return self._fetch(statements.SPELLED, (stream,))  # pyright: ignore[reportReturnType] - the columns of the statement
        return self._fetch(statements.SPELLED_UPTO, (stream, upto))  # pyright: ignore[reportReturnType] - as above

    def rows(self, stream: str) -> list[Row]:
        """All of one stream, in order of version."""
        return list(map(Row._make, self._fetch(statements.STREAM, (stream,))))

    def page(self, after: int, limit: int) -> list[Row]:
        """The book from a position on, in order of position."""
        return list(map(Row._make, self._fetch(statements.PAGE, (after, limit))))

    def head(self) -> int:
        """The last position; 0 in an empty book."""
        return self.max_notification_id() or 0

    def wait_beyond(self, after: int, timeout_s: float) -> bool:
        """Wait until something stands after a position; False when the time is over first."""
        deadline = monotonic() + timeout_s
        while True:
            heard = self._bell.heard()
            if self.head() > after:
                return True
            left = deadline - monotonic()
            if left <= 0:
                return False
            self._bell.listen(heard, min(left, POLL_S))

    # What the library asks.

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Read a part of one stream."""
        statement, values = statements.selected_events(gt=gt, lte=lte, desc=desc, limit=limit)
        found = self._fetch(statement, (str(originator_id), *values))
        return [_event(Row._make(row)) for row in found]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Read a part of the log."""
        statement, values = statements.selected_notifications(
            start=start, stop=stop, topics=len(topics), limit=limit, inclusive=inclusive_of_start
        )
        return [_notification(Row._make(row)) for row in self._fetch(statement, (*topics, *values))]

    def max_notification_id(self) -> int | None:
        """Give the last position, None in an empty log."""
        return self._fetch(statements.HEAD, ())[0][0]

    def max_tracking_id(self, application_name: str) -> int | None:
        """Give the last position that was tracked under a name."""
        found = self._fetch(statements.TRACKED, (application_name,))
        return found[0][0] if found else None

    def insert_tracking(self, tracking: Tracking) -> None:
        """Track a position; raises `IntegrityError` unless it is higher than the last."""
        self.insert_events([], tracking=tracking)

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Follow the log and wait at its end for more."""
        return FactSubscription(self, gt, topics)


def known_commands(rows: Iterable[Sequence[Any]]) -> dict[str, Known]:
    """Read rows of the table `command`."""
    return {id_: Known(first, last, decode_contents(said)) for id_, first, last, said in rows}


def written_lines(entry: Entry) -> list[tuple[Any, ...]]:
    """Complete the lines of an entry with what they share."""
    shared = (entry.command_id, *entry[2:7])
    return [line + shared for line in entry.lines]


def written_commands(entries: Sequence[Entry], position: int) -> list[tuple[str, bytes, int, int]]:
    """Give the rows of `command` for entries whose first line stands at a position."""
    commands: list[tuple[str, bytes, int, int]] = []
    for entry in entries:
        following = position + len(entry.lines)
        first, last = (position, following - 1) if entry.lines else (0, 0)
        commands.append((entry.command_id, encode_contents(entry.contents), first, last))
        position = following
    return commands


def without_command(stored_events: Sequence[StoredEvent]) -> list[tuple[Any, ...]]:
    """Complete what the library itself stores: it knows no command and no time."""
    return [
        (
            str(event.originator_id),
            event.originator_version,
            event.topic,
            event.state,
            "",
            *_NO_COMMAND,
        )
        for event in stored_events
    ]


def tracked(moved: int, tracking: Tracking) -> None:
    """Raise `IntegrityError` where a tracked position did not move forwards."""
    if not moved:
        raise IntegrityError(f"{tracking.application_name} has passed {tracking.notification_id}")


def _event(row: Row) -> StoredEvent:
    if row.command_id:
        return _notification(row)
    return StoredEvent(row.stream, row.version, row.name, row.body)


def _notification(row: Row) -> Notification:
    if row.command_id:
        return StoredFact(row.stream, row.version, row.name, row.body, row.position, row)
    return Notification(row.stream, row.version, row.name, row.body, row.position)
