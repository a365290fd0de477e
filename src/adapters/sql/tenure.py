"""One process at a time: a lock of the engine's own, which is gone when its process is."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy import Engine

LOCKS = {"webhooks": 0x7C4157, "alerts": 0x7C4158}
"""By what may be done by one process only."""

_HELD = """
SELECT count(*) FROM pg_locks
WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND classid = 0 AND objid = %s AND granted
"""
_UNLOCK = "SELECT pg_advisory_unlock_all()"
_LOCK = "SELECT pg_try_advisory_lock(%s::bigint)"


class Tenure(Protocol):
    """The right to do something that only one process may."""

    def is_ours(self) -> bool:
        """Get the right, or find that it is still ours."""
        ...

    def leave(self) -> None:
        """Give it up."""
        ...


def tenure(engine: Engine, what: str) -> Tenure:
    """The right in the books of an engine."""
    if engine.dialect.name == "sqlite":
        return FileTenure(Path(f"{engine.url.database}.{what}"))
    return PostgresTenure(engine, LOCKS[what])


class FileTenure:
    """A lock on a file beside an embedded database."""

    def __init__(self, file: Path) -> None:
        """Use a file, which is made when it is needed."""
        self._file = file
        self._descriptor: int | None = None

    def is_ours(self) -> bool:
        """Lock the file, unless another process has."""
        if self._descriptor is not None:
            return True
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def leave(self) -> None:
        """Unlock it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


class PostgresTenure:
    """An advisory lock of a connection that is kept for nothing else."""

    def __init__(self, engine: Engine, lock: int) -> None:
        """Use a connection of its own, which is opened when it is needed."""
        self._engine = engine
        self._lock = lock
        self._connection: Any = None

    def is_ours(self) -> bool:
        """Lock, or ask whether the connection that holds the lock is still there."""
        if self._connection is None:
            self._connection = self._opened()
        try:
            return bool(self._asked())
        except Exception:
            self._drop()
            raise

    def leave(self) -> None:
        """Unlock and hang up; the server would unlock by itself, but a moment later."""
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.execute(_UNLOCK)
        self._drop()

    def _asked(self) -> Any:
        # A lock that a session has already would be given to it once more, which counts.
        ours = self._connection.execute(_HELD, (self._lock,)).fetchone()[0]
        return ours or self._connection.execute(_LOCK, (self._lock,)).fetchone()[0]

    def _opened(self) -> Any:
        fairy = self._engine.raw_connection()
        connection: Any = fairy.dbapi_connection
        fairy.detach()
        connection.autocommit = True
        return connection

    def _drop(self) -> None:
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
            self._connection = None
