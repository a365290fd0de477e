"""A view that follows the log: a page of facts, its rows and the new place in one transaction.

Exactly once: a page is either folded with its place moved, or not at all. Two workers of one
follower wait for each other at its row in `follower`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, inspect

from adapters.sql.engine import writing
from adapters.sql.views import tables
from adapters.sql.views.desk import Desk, Scribe, desk_of
from application.ports.codec import Codec
from application.ports.followers import Poison
from projections.rows import Noted, Projection

PAGE = 4000
"""How many facts are folded in one transaction."""

_PREPARATION_LOCK = 0x7C4156

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
_PLACE = "SELECT position, stopped_at FROM follower WHERE name = ?"
_SHAPE = "SELECT shape FROM follower WHERE name = ?"
_BEHIND = """
SELECT 1 FROM follower
WHERE name = ? AND stopped_at IS NULL AND position <
    (SELECT position FROM log ORDER BY position DESC LIMIT 1)
"""
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
    """How far a follower has come, and whether it has stopped there."""

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
    """One projection and its place in the log."""

    def __init__(self, engine: Engine, projection: Projection, codec: Codec) -> None:
        """Follow with a projection; `prepare` comes first."""
        self._engine = engine
        self._projection = projection
        self._codec = codec
        self._reader = Reader(projection, codec)

    @property
    def projection(self) -> Projection:
        """What is folded."""
        return self._projection

    def prepare(self) -> None:
        """Create the tables; where their shape has changed, throw the view away and begin again."""
        # Mostly there is nothing to do, and a reader need not wait for whoever is writing.
        with self._engine.connect() as connection:
            if inspect(connection).has_table("follower") and self._in_shape(connection):
                return
        with writing(self._engine) as connection:
            if connection.dialect.name == "postgresql":
                # Of two that open new books at once, only one may create the tables.
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_PREPARATION_LOCK})")
            connection.exec_driver_sql(SCHEMA)
            if not self._in_shape(connection):
                self._begin_again(connection, desk_of(connection))

    def step(self, limit: int = PAGE) -> int:
        """Fold the next page and give the number of facts; 0 at the head or where it stopped."""
        with writing(self._engine) as connection:
            desk = desk_of(connection)
            place = self._locked_place(connection, desk)
            return 0 if place.stopped else self._fold_page(desk, place.position, limit)

    def catch_up(self) -> None:
        """Fold to the head of the log, or to the fact that cannot be folded."""
        while self._is_behind() and self.step() == PAGE:
            pass

    def retry(self) -> None:
        """Forget what stopped it."""
        with writing(self._engine) as connection:
            values = (None, None, None, None, self._projection.name)
            desk_of(connection).run(_STOP, values)

    def rebuild(self) -> None:
        """Fold the view again from the first fact; readers see the old one until it is done."""
        with writing(self._engine) as connection:
            desk = desk_of(connection)
            place = self._locked_place(connection, desk)
            self._begin_again(connection, desk)
            before, position = -1, 0
            while before < position < place.position:
                self._fold_page(desk, position, min(PAGE, place.position - position))
                before = position
                position = desk.fetch(_PLACE, (self._projection.name,))[0][0]

    def _in_shape(self, connection: Connection) -> bool:
        found = desk_of(connection).fetch(_SHAPE, (self._projection.name,))
        return bool(found) and found[0][0] == tables.shape(self._projection)

    def _is_behind(self) -> bool:
        with self._engine.connect() as connection:
            return bool(desk_of(connection).fetch(_BEHIND, (self._projection.name,)))

    def _begin_again(self, connection: Connection, desk: Desk) -> None:
        name, shape = self._projection.name, tables.shape(self._projection)
        tables.drop(connection, self._projection.tables)
        tables.create(connection, self._projection.tables)
        desk.run("DELETE FROM follower WHERE name = ?", (name,))
        desk.run("INSERT INTO follower (name, shape, position) VALUES (?, ?, 0)", (name, shape))

    def _locked_place(self, connection: Connection, desk: Desk) -> Place:
        # SQLite has locked the whole database when the transaction began.
        lock = " FOR UPDATE" if connection.dialect.name == "postgresql" else ""
        position, stopped_at = desk.fetch(_PLACE + lock, (self._projection.name,))[0]
        return Place(position, stopped_at is not None)

    def _fold_page(self, desk: Desk, after: int, limit: int) -> int:
        spelled: list[Any] = desk.fetch(_READ, (after, limit))
        if not spelled:
            return 0
        scribe = Scribe(desk)
        reached = spelled[-1][0]
        try:
            self._reader.fold(spelled, scribe)
        except Undigested as undigested:
            poison = undigested.poison
            reached = _before(spelled, poison.position, after)
            self._stop(desk, poison)
        scribe.write()
        moved = desk.run(_MOVE, (reached, self._projection.name, after))
        if moved != 1:
            raise RuntimeError(f"{self._projection.name} was moved by someone else meanwhile")
        return len(spelled)

    def _stop(self, desk: Desk, poison: Poison) -> None:
        values = (poison.position, poison.stream, poison.name, poison.reason)
        desk.run(_STOP, (*values, self._projection.name))


def _before(spelled: Sequence[Spelled], position: int, after: int) -> int:
    earlier = [row[0] for row in spelled if row[0] < position]
    return earlier[-1] if earlier else after
