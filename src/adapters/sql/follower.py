"""A view that follows the log: a page of facts, its rows and the new place in one transaction.

Exactly once: a page is either folded with its place moved, or not at all. Two workers of one
follower wait for each other at its row in `follower`.
"""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, inspect

from adapters.sql import statistics
from adapters.sql.engine import writing
from adapters.sql.views import tables
from adapters.sql.views.desk import Desk, Scribe, desk_of
from adapters.sql.views.tables import Edition, Shape
from application.ports.codec import Codec
from application.ports.followers import Poison
from projections.rows import Noted, Projection

PAGE = 4000
"""How many facts are folded in one transaction."""

_LAYING_OUT_LOCK = 0x7C4156

SCHEMA = """
CREATE TABLE IF NOT EXISTS follower (
    name TEXT NOT NULL PRIMARY KEY,
    shape TEXT NOT NULL,
    position BIGINT NOT NULL,
    stopped_at BIGINT,
    stopped_stream TEXT,
    stopped_name TEXT,
    reason TEXT
)
"""

_READ = """
SELECT position, stream, name, body, provenance, recorded_at FROM log
WHERE position > ? ORDER BY position LIMIT ?
"""
_PLACE = "SELECT shape, position, stopped_at FROM follower WHERE name = ?"
_BEHIND = """
SELECT 1 FROM follower
WHERE name = ? AND shape = ? AND stopped_at IS NULL
    AND position < (SELECT position FROM log ORDER BY position DESC LIMIT 1)
"""
_BEGIN = "INSERT INTO follower (name, shape, position) VALUES (?, ?, 0)"
_MOVE = "UPDATE follower SET position = ? WHERE name = ? AND position = ?"
_STOP = """
UPDATE follower SET stopped_at = ?, stopped_stream = ?, stopped_name = ?, reason = ?
WHERE name = ?
"""

Spelled = tuple[int, str, str, bytes, str, str]


class Undigested(Exception):  # noqa: N818 - the follower writes it down and stops
    """A fact could not be read or folded."""

    def __init__(self, poison: Poison) -> None:
        """Keep where and why."""
        super().__init__(poison.reason)
        self.poison = poison


@dataclass(frozen=True, slots=True)
class Place:
    """How far a follower has come, what it has written, and whether it has stopped there."""

    shape: Shape
    position: int
    stopped: bool


class Reader:
    """Folds spelled facts; those a projection does not read are not even decoded."""

    def __init__(self, projection: Projection, codec: Codec) -> None:
        """Learn the names to pass over while reading."""
        self._projection = projection
        self._decode = codec.decode
        self._passed_over: set[str] = set()

    def fold(self, spelled: Sequence[Spelled], scribe: Scribe) -> None:
        """Fold facts in order; raises `Undigested` after taking all before the bad one."""
        fold, recall = self._projection.fold, scribe.recall
        for position, stream, name, body, provenance, recorded_at in spelled:
            if name in self._passed_over:
                continue
            try:
                fact = self._decode(name, body)
                if type(fact) not in self._projection.reads:
                    self._passed_over.add(name)
                    continue
                noted = Noted(position, stream, name, fact, provenance, recorded_at)
                changes = list(fold(noted, recall))
            except Exception as bad:
                reason = f"{type(bad).__name__}: {bad}"
                raise Undigested(Poison(position, stream, name, reason)) from bad
            scribe.take(changes, position, recorded_at)


class Follower:
    """One edition of a view and its place in the log."""

    def __init__(
        self,
        engine: Engine,
        projection: Projection,
        codec: Codec,
        edition: Edition = Edition.LIVE,
    ) -> None:
        """Follow with a projection; `prepare` comes first."""
        self._engine = engine
        self._edition = edition
        self._reader = Reader(projection, codec)
        self._folded = 0
        self.projection = projection
        self.shape = Shape.of(projection)
        self.name = edition.of(projection.name)

    def prepare(self) -> None:
        """Lay out a view that is not there yet; one of another shape stays as it is."""
        # Mostly there is nothing to do, and a reader need not wait for whoever is writing.
        with self._engine.connect() as connection:
            if inspect(connection).has_table("follower") and self._place(connection):
                return
        with self.laying_out() as connection:
            connection.exec_driver_sql(SCHEMA)
            if self._place(connection) is None:
                self.begin(connection)

    @contextmanager
    def laying_out(self) -> Generator[Connection]:
        """Open a transaction that may create tables: only one at a time may."""
        with writing(self._engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LAYING_OUT_LOCK})")
            yield connection

    def begin(self, connection: Connection) -> None:
        """Lay the view out empty, before the first fact, whatever was there."""
        desk = desk_of(connection)
        former = self.locked(connection)
        named = {table.name for table in self.projection.tables}
        named |= former.shape.columns.keys() if former else set()
        tables.drop(connection, map(self._edition.of, named))
        tables.create(connection, self.projection.tables, self._edition)
        desk.run("DELETE FROM follower WHERE name = ?", (self.name,))
        desk.run(_BEGIN, (self.name, str(self.shape)))

    def step(self, limit: int = PAGE) -> int:
        """Fold the next page and give the number of facts; 0 where there is nothing to go on with.

        That is at the head, at a fact that cannot be folded, and where the view is not there or
        has another shape.
        """
        with writing(self._engine) as connection:
            place = self.locked(connection)
            if place is None or place.shape != self.shape or place.stopped:
                return 0
            return self.fold_page(desk_of(connection), place.position, limit)

    def catch_up(self) -> None:
        """Fold to the head of the log, or to the fact that cannot be folded."""
        while self._is_behind() and (facts := self.step()):
            self._folded += facts
            if facts < PAGE:
                break
        if self._folded >= statistics.MANY:
            self._folded = 0
            self.look_through()

    def look_through(self) -> None:
        """Let the database see how much there is of what, in the log and in the view."""
        own = (self._edition.of(table.name) for table in self.projection.tables)
        statistics.look_through(self._engine, (*statistics.LOG, *own))

    def retry(self) -> None:
        """Forget what stopped it."""
        with writing(self._engine) as connection:
            desk_of(connection).run(_STOP, (None, None, None, None, self.name))

    def place(self) -> Place | None:
        """How far it has come; None where the view is not there."""
        with self._engine.connect() as connection:
            return self._place(connection)

    def locked(self, connection: Connection) -> Place | None:
        """The same for the rest of a transaction, in which nobody else moves it."""
        # SQLite has locked the whole database when the transaction began.
        postgresql = connection.dialect.name == "postgresql"
        return self._place(connection, " FOR UPDATE" if postgresql else "")

    def _place(self, connection: Connection, lock: str = "") -> Place | None:
        found = desk_of(connection).fetch(_PLACE + lock, (self.name,))
        if not found:
            return None
        ((shape, position, stopped_at),) = found
        return Place(Shape.spelled(shape), position, stopped_at is not None)

    def _is_behind(self) -> bool:
        with self._engine.connect() as connection:
            return bool(desk_of(connection).fetch(_BEHIND, (self.name, str(self.shape))))

    def fold_page(self, desk: Desk, after: int, limit: int) -> int:
        """Fold a page from a place that is locked, and move there; give the number of facts."""
        spelled: list[Any] = desk.fetch(_READ, (after, limit))
        if not spelled:
            return 0
        scribe = Scribe(desk, self._edition)
        reached = spelled[-1][0]
        try:
            self._reader.fold(spelled, scribe)
        except Undigested as undigested:
            poison = undigested.poison
            reached = _before(spelled, poison.position, after)
            self._stop(desk, poison)
        scribe.write()
        moved = desk.run(_MOVE, (reached, self.name, after))
        if moved != 1:
            raise RuntimeError(f"{self.name} was moved by someone else meanwhile")
        return len(spelled)

    def _stop(self, desk: Desk, poison: Poison) -> None:
        values = (poison.position, poison.stream, poison.name, poison.reason)
        desk.run(_STOP, (*values, self.name))


def _before(spelled: Sequence[Spelled], position: int, after: int) -> int:
    earlier = [row[0] for row in spelled if row[0] < position]
    return earlier[-1] if earlier else after
