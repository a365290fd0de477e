"""Asking the views: one snapshot per question, and what holds from a viewpoint.

A view that was rebuilt takes the place of the old one by its tables' names. On SQLite names belong
to the snapshot. On PostgreSQL they do not: a snapshot from before would find the new table by its
name, and in it no rows. So whoever asks more than one question of a snapshot keeps switches out
before taking it, and a switch keeps such readers out. A single statement takes its snapshot after
it has found its tables, and needs nothing.
"""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, text

from adapters.sql.views.sight import Sight
from application.viewpoint import Viewpoint

_ONE_SNAPSHOT = """
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
LOCK TABLE view_switch IN ACCESS SHARE MODE
"""
"""Neither of the two takes the snapshot; both go to the server at once."""

KEEP_READERS_OUT = """
SET LOCAL lock_timeout = '100ms';
LOCK TABLE view_switch IN ACCESS EXCLUSIVE MODE
"""
"""Or fail soon: while a switch waits for one reader, it makes all others wait."""


class Look:
    """A look at the views in one snapshot, from one viewpoint."""

    def __init__(self, connection: Connection, at: Viewpoint) -> None:
        """Look through a connection whose transaction someone else ends."""
        self._connection = connection
        self.at = at
        self.sight = Sight(at.scope, connection.dialect.name)
        self._asked = {"as_of": at.as_of, "known_at": at.known_at, **self.sight.bound()}

    def rows(self, query: str, **values: object) -> list[Any]:
        """Ask; `:as_of`, `:known_at` and what `sight` names are filled in."""
        return list(self._connection.execute(text(query), self._filled(values)).all())

    def first(self, query: str, **values: object) -> Any:
        """Ask for one row at most; None if there is none."""
        return self._connection.execute(text(query), self._filled(values)).first()

    def _filled(self, values: Mapping[str, object]) -> dict[str, object]:
        return {**self._asked, **values}


@contextmanager
def looking(engine: Engine, at: Viewpoint) -> Generator[Look]:
    """Look at everything as it stood when the first question was asked."""
    with one_snapshot(engine) as connection:
        yield Look(connection, at)


@contextmanager
def one_snapshot(engine: Engine) -> Generator[Connection]:
    """Open a transaction in which every question is asked of the same rows."""
    with engine.connect() as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(_ONE_SNAPSHOT)
        yield connection


def marks(name: str, values: int) -> str:
    """Placeholders for a list of values: `:node0, :node1`."""
    return ", ".join(f":{name}{n}" for n in range(values))


def named(name: str, values: list[str]) -> dict[str, object]:
    """The values for `marks`."""
    return {f"{name}{n}": value for n, value in enumerate(values)}
