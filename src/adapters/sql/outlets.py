"""The places of outlets in SQL, and who may serve them: one process at a time.

On PostgreSQL he holds a lock of his session and moves the place through the same session, so
whoever has lost the lock can no longer move it. An SQLite file is used on one machine only; there
the lock is a file beside it. Either lock is gone with its process.
"""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, text

from adapters.sql.engine import writing
from adapters.sql.tenure import FileTenure
from application.ports.outlet_places import HeldPlace, OutletStanding

SCHEMA = """
CREATE TABLE outlet (
    name {text} NOT NULL PRIMARY KEY,
    position bigint NOT NULL,
    connected integer NOT NULL,
    told_at {text} NOT NULL
)
"""

_LOCK_SPACE = 0x7C4F
"""Sets our locks apart from others' in the same database."""

_PLACE = text("SELECT position FROM outlet WHERE name = :name")
_TELL = text("""
INSERT INTO outlet (name, position, connected, told_at) VALUES (:name, :position, :connected, :at)
ON CONFLICT (name) DO UPDATE SET position = excluded.position, connected = excluded.connected,
    told_at = excluded.told_at
""")
_STANDING = text("""
SELECT name, position, connected, told_at,
    coalesce((SELECT position FROM log ORDER BY position DESC LIMIT 1), 0)
FROM outlet ORDER BY name
""")
_TRY = text("SELECT pg_try_advisory_lock(:space, hashtext(:name))")
_LET_GO = text("SELECT pg_advisory_unlock(:space, hashtext(:name))")


class OutletPlacesInSql:
    """Keeps the places in the log's own database."""

    def __init__(self, engine: Engine, lock_file: Path) -> None:
        """Use this database; beside an embedded one there is a file for every outlet."""
        self._engine = engine
        self._lock_file = lock_file

    @contextmanager
    def hold(self, outlet: str) -> Generator[HeldPlace | None]:
        """Be the only one who serves an outlet; None where another process does."""
        embedded = self._engine.dialect.name == "sqlite"
        with self._by_file(outlet) if embedded else self._by_session(outlet) as held:
            yield held

    def standing(self) -> Sequence[OutletStanding]:
        """Say of each outlet that was ever served where it stands."""
        with self._engine.connect() as connection:
            rows = connection.execute(_STANDING).all()
        return [
            OutletStanding(name, position, head - position, bool(connected), told_at)
            for name, position, connected, told_at, head in rows
        ]

    @contextmanager
    def _by_file(self, outlet: str) -> Generator[HeldPlace | None]:
        right = FileTenure(Path(f"{self._lock_file}-{outlet}"))
        if not right.is_ours():
            yield None
            return
        try:
            yield Place(outlet, _EachTime(self._engine))
        finally:
            right.leave()

    @contextmanager
    def _by_session(self, outlet: str) -> Generator[HeldPlace | None]:
        named = {"space": _LOCK_SPACE, "name": outlet}
        with self._engine.connect() as plain:
            session = plain.execution_options(isolation_level="AUTOCOMMIT")
            if not session.execute(_TRY, named).scalar():
                yield None
                return
            try:
                yield Place(outlet, _Session(session))
            finally:
                # A session that is gone has let go of its lock by itself.
                with suppress(Exception):
                    session.execute(_LET_GO, named)


class _Executes(Protocol):
    def run(self, statement: Any, values: Mapping[str, object]) -> Any: ...


class _EachTime:
    """Takes its turn among the writers for every statement."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def run(self, statement: Any, values: Mapping[str, object]) -> Any:
        with writing(self._engine) as connection:
            return _found(connection, statement, values)


class _Session:
    """Stays in the one session that holds the lock."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def run(self, statement: Any, values: Mapping[str, object]) -> Any:
        return _found(self._connection, statement, values)


def _found(connection: Connection, statement: Any, values: Mapping[str, object]) -> Any:
    result = connection.execute(statement, values)
    return result.scalar() if result.returns_rows else None


class Place:
    """A place that is held."""

    def __init__(self, outlet: str, executes: _Executes) -> None:
        """Read where it is; an outlet that was never served stands before the first fact."""
        self._outlet = outlet
        self._executes = executes
        self._position = int(executes.run(_PLACE, {"name": outlet}) or 0)

    @property
    def position(self) -> int:
        """Up to where everything is confirmed."""
        return self._position

    def tell(self, position: int, *, connected: bool, at: str) -> None:
        """Say how far the outlet has come."""
        told = {"name": self._outlet, "position": position, "connected": int(connected), "at": at}
        self._executes.run(_TELL, told)
        self._position = position
