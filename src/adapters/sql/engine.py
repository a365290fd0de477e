"""One SQLAlchemy engine for log, keys and views: an embedded SQLite file, or PostgreSQL."""

import re
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from time import monotonic, sleep
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

from adapters.sql.turns import turns

BUSY_TIMEOUT_S = 30
"""How long a SQLite connection waits for another process that is writing."""

_MOMENT_S = 0.01
_WAL = "PRAGMA journal_mode = WAL"
_PRAGMAS = (
    # A command that was acknowledged survives a power cut.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # Without this, INSERT OR REPLACE would delete a row past the trigger that forbids it.
    "PRAGMA recursive_triggers = ON",
)


def open_engine(url: str) -> Engine:
    """Open `sqlite:///path/to/file.db` or `postgresql://user@host/database`.

    Several PostgreSQL hosts are written as its own programs want them, `host1:port1,host2:port2`.
    """
    parsed = make_url(_with_hosts_apart(url))
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    return _postgresql(parsed.set(drivername="postgresql+psycopg"))


_SEVERAL_HOSTS = re.compile(
    r"(?P<before>postgres(ql)?(\+\w+)?://([^@/?]*@)?)(?P<hosts>[^/?,]+(,[^/?,]+)+)"
    r"(?P<database>/[^?]*)?(\?(?P<query>.*))?"
)


def _with_hosts_apart(url: str) -> str:
    """SQLAlchemy wants several hosts in the query, one by one."""
    several = _SEVERAL_HOSTS.fullmatch(url)
    if several is None:
        return url
    hosts = "&".join(f"host={host}" for host in several["hosts"].split(","))
    asked = f"&{several['query']}" if several["query"] else ""
    return f"{several['before']}{several['database'] or '/'}?{hosts}{asked}"


@contextmanager
def writing(engine: Engine) -> Generator[Connection]:
    """Open a transaction that is going to write.

    On SQLite it waits for its turn and takes its place among the writers at once: a reader that
    turns into a writer halfway could only be refused.
    """
    turn = turns(engine) if engine.dialect.name == "sqlite" else nullcontext()
    with turn, engine.connect() as connection:
        connection = connection.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        with connection.begin():
            yield connection


def _sqlite(url: URL) -> Engine:
    engine = create_engine(
        url,
        # What was asked with may be somebody's name; an error message does not repeat it.
        hide_parameters=True,
        connect_args={
            "timeout": BUSY_TIMEOUT_S,
            "cached_statements": 256,
            "check_same_thread": False,
            # The driver would begin transactions by itself, and late; `_begin` does it instead.
            "isolation_level": None,
        },
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    _use_wal(connection)
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _use_wal(connection: Any) -> None:
    """SQLite does not wait by itself while another process lays out the same new file."""
    deadline = monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute(_WAL)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(_MOMENT_S)
        else:
            return


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql(options.get("sqlite_begin", "BEGIN"))


def _postgresql(url: URL) -> Engine:
    # What the address says of a connection goes before what is usual here.
    usual = {name: value for name, value in _USUAL.items() if name not in url.query}
    # The append takes a lock and then looks again, which only READ COMMITTED lets it do.
    session = {"options": _SESSION, **usual}
    engine = create_engine(
        url, connect_args=session, pool_reset_on_return=None, hide_parameters=True
    )
    event.listen(engine, "reset", _roll_back_or_drop)
    return engine


def _roll_back_or_drop(connection: Any, record: Any, _state: object) -> None:
    """Leave nothing half done in a connection that goes back to the pool.

    One whose server went away is dropped quietly: whoever used it has been told already, and the
    pool would print the same trouble once more, with a stack trace.
    """
    try:
        connection.rollback()
    except psycopg.OperationalError:
        record.invalidate()


_USUAL = {
    "connect_timeout": 10,
    # A server whose machine lost its power says nothing any more: without these, whoever waits
    # for it would wait for a quarter of an hour.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
_SESSION = r"-c default_transaction_isolation=read\ committed -c timezone=Asia/Shanghai"
