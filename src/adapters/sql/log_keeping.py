"""The log's housekeeping in SQL: choosing what orders it, and going on after a restore."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import astuple

from sqlalchemy import Connection, Engine

from adapters.sql.append_functions import LOG_LOCK, SEALER_LOCK
from adapters.sql.engine import writing
from adapters.sql.high_water import NO_FACT, HighWater, Mark
from adapters.sql.public_order import SEALED_VIEWS
from adapters.sql.sealer import unsealed
from adapters.sql.settings import KEEP, READ
from adapters.sql.standing import mark_of, reached, wrong_with
from adapters.sql.views.desk import desk_of
from application.ports.log_keeping import Epoch, Ordering, Standing
from domain.refusal import Refusal

SETTING = "ordering"

_EPOCHS = "SELECT number, began_at, reason, actor, stood_at, marked FROM epoch ORDER BY number"
_BEGIN_EPOCH = "INSERT INTO epoch VALUES (?, ?, ?, ?, ?, ?)"
_COUNT_FROM = (
    "INSERT INTO sqlite_sequence (name, seq) SELECT 'fact', 0"
    " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'fact')",
    "UPDATE sqlite_sequence SET seq = ? WHERE name = 'fact'",
)
_BEGIN_SEALING = (
    "CREATE INDEX fact_in_order ON fact (epoch, xid, position)",
    "INSERT INTO seal SELECT position, position FROM fact",
    *SEALED_VIEWS,
    "SELECT setval('fact_place', 1 + coalesce((SELECT max(position) FROM fact), 0), false)",
)


class OrderingNeedsPostgres(Refusal):
    """SQLite 一次只有一个写入者, 位置总在加锁时给出, 不能改用 xid。

    SQLite has one writer at a time and gives positions under its lock; `xid` is for PostgreSQL.
    """


class NothingToContinue(Refusal):
    """账册完整, 与高水位一致, 没有需要继续的; 未作任何改动。

    The log is complete and agrees with its mark, so there is nothing to go on from; nothing was
    changed.
    """


class LogKeepingInSql:
    """Looks after the log of one database."""

    def __init__(self, engine: Engine, water: HighWater) -> None:
        """Use a database and the mark beside it."""
        self._engine = engine
        self._water = water

    def standing(self) -> Standing:
        """Say where the log stands."""
        mark = self._water.read()
        with self._engine.connect() as connection:
            position, epoch, _ = reached(desk_of(connection))
            return Standing(
                _ordering(connection),
                position,
                unsealed(connection),
                epoch,
                [Epoch(*row) for row in desk_of(connection).fetch(_EPOCHS)],
                None if mark is None else mark.position,
            )

    def order_by(self, ordering: Ordering, *, actor: str, at: str) -> bool:
        """Choose what orders the facts from now on."""
        with self._alone() as connection:
            if _ordering(connection) is ordering:
                return False
            if connection.dialect.name == "sqlite":
                raise OrderingNeedsPostgres(ordering=ordering.value)
            if not desk_of(connection).fetch("SELECT 1 FROM sealer"):
                _begin_sealing(connection, actor, at)
            desk_of(connection).fetch("SELECT seal_facts(NULL, true)")
            connection.execute(KEEP, {"name": SETTING, "value": ordering.value.encode()})
            return True

    def go_on(self, *, reason: str, actor: str, at: str) -> Epoch:
        """Begin an epoch in a log that was restored."""
        with self._alone() as connection:
            desk = desk_of(connection)
            if wrong_with(desk, self._water) is None:
                raise NothingToContinue(position=reached(desk).position)
            position, number, marked = reached(desk)
            mark = self._water.read() or Mark(number, position, NO_FACT)
            stood_at = max(position, marked)
            number = max(number, mark.epoch) + 1
            began = Epoch(number, at, reason, actor, stood_at, max(stood_at, mark.position))
            _begin(connection, began)
        with self._engine.connect() as connection:
            self._water.raise_to(mark_of(desk_of(connection)))
        return began

    @contextmanager
    def _alone(self) -> Generator[Connection]:
        """Open a transaction in which nobody else appends or seals."""
        with writing(self._engine) as connection:
            if connection.dialect.name == "postgresql":
                for lock in (LOG_LOCK, SEALER_LOCK):
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({lock})")
            yield connection


def _ordering(connection: Connection) -> Ordering:
    chosen = connection.execute(READ, {"name": SETTING}).scalar()
    return Ordering.LOCK if chosen is None else Ordering(bytes(chosen).decode())


def _begin(connection: Connection, epoch: Epoch) -> None:
    """Write an epoch down, and count on from what had been published."""
    desk = desk_of(connection)
    desk.run(_BEGIN_EPOCH, astuple(epoch))
    if connection.dialect.name == "sqlite":
        for statement, values in zip(_COUNT_FROM, ((), (epoch.marked,)), strict=True):
            desk.run(statement, values)
    else:
        desk.run("UPDATE sealer SET index = ?", (epoch.marked,))


def _begin_sealing(connection: Connection, actor: str, at: str) -> None:
    """Seal every fact under the position it has; those that come are ordered by their xid.

    The xids of facts so far may be another server's, so an epoch begins with those to come.
    """
    for statement in _BEGIN_SEALING:
        connection.exec_driver_sql(statement)
    position, number, marked = reached(desk_of(connection))
    level = max(position, marked)
    desk_of(connection).run("INSERT INTO sealer VALUES (?, ?, '0', 0)", (level, number + 1))
    _begin(connection, Epoch(number + 1, at, "xid", actor, level, level))
