"""Connections kept open, each with its cursor, for statements that run too often for ceremony."""

from collections import deque
from contextlib import suppress
from threading import BoundedSemaphore
from typing import Any

from sqlalchemy import Engine

LIMIT = 8
"""How many of them there are at most."""


class Desk:
    """A DBAPI connection in autocommit mode and its cursor."""

    __slots__ = ("_fairy", "connection", "cursor")

    def __init__(self, engine: Engine) -> None:
        """Connect, outside the engine's pool, since transactions are handled by hand here."""
        self._fairy = engine.raw_connection()
        self._fairy.detach()
        self.connection: Any = self._fairy.dbapi_connection
        if engine.dialect.name == "postgresql":
            self.connection.autocommit = True
            self.cursor: Any = self.connection.cursor(binary=True)
        else:
            self.cursor = self.connection.cursor()

    def close(self) -> None:
        """Hang up; the engine's pool need not try to bring the connection back into order."""
        if self.connection is not None:
            self.connection.close()
            self._fairy.invalidate()
            self.connection = None


class Connections:
    """A few desks, lent to one thread each."""

    def __init__(self, engine: Engine) -> None:
        """Open none yet."""
        self._engine = engine
        self._idle: deque[Desk] = deque()
        self._free = BoundedSemaphore(LIMIT)
        self._closed = False

    def take(self) -> Desk:
        """Borrow a desk; waits while all are lent."""
        self._free.acquire()
        with suppress(IndexError):
            return self._idle.pop()
        try:
            return Desk(self._engine)
        except BaseException:
            self._free.release()
            raise

    def give_back(self, desk: Desk) -> None:
        """Return a desk in working order."""
        self._idle.append(desk)
        self._free.release()
        if self._closed:
            self._drop_idle()

    def discard(self, desk: Desk) -> None:
        """Return a desk that is broken; whatever broke it has mostly broken the idle ones too."""
        desk.close()
        self._free.release()
        self._drop_idle()

    def close(self) -> None:
        """Close the idle desks now, and those that are lent when they come back."""
        self._closed = True
        self._drop_idle()

    def _drop_idle(self) -> None:
        with suppress(IndexError):
            while True:
                self._idle.pop().close()
