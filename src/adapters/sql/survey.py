"""What a database says about itself: its schema, its guards, how durably it writes."""

import shutil
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool

from adapters.sql.steps import STEPS
from application.premises import Premises

_GUARDED = ("command", "epoch", "fact")
"""Tables that accept neither UPDATE nor DELETE."""

_GUARDED_ON_POSTGRESQL = (*_GUARDED, "seal")

_GUARDS_ON_SQLITE = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
_GUARDS_ON_POSTGRESQL = """
SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'
"""


def survey(engine: Engine) -> Premises:
    """Ask the database; nothing is changed."""
    on_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        durability, durable = (_sqlite if on_sqlite else _postgresql)(connection)
        return Premises(
            engine.url.render_as_string(hide_password=True),
            engine.dialect.name,
            int(_scalar(connection, "SELECT max(number) FROM schema_version")),
            max(step.number for step in STEPS),
            _unguarded(connection, per_table=2 if on_sqlite else 1),
            durability,
            durable,
            _free_bytes(engine.url.database) if on_sqlite else None,
            *_connections(engine),
        )


def _connections(engine: Engine) -> tuple[int, int]:
    """How many connections of the pool are lent, this one aside, and how many are idle."""
    pool = engine.pool
    if not isinstance(pool, QueuePool):
        return 0, 0
    return pool.checkedout() - 1, pool.checkedin()


def _unguarded(connection: Connection, *, per_table: int) -> tuple[str, ...]:
    """SQLite has one trigger for each of UPDATE and DELETE, PostgreSQL one for both."""
    guards = _GUARDS_ON_SQLITE if per_table == 2 else _GUARDS_ON_POSTGRESQL
    tables = [row[0] for row in connection.exec_driver_sql(guards)]
    guarded = _GUARDED if per_table == 2 else _GUARDED_ON_POSTGRESQL
    return tuple(table for table in guarded if tables.count(table) < per_table)


def _sqlite(connection: Connection) -> tuple[str, bool]:
    synchronous = int(_scalar(connection, "PRAGMA synchronous"))
    journal = _scalar(connection, "PRAGMA journal_mode")
    # 2 is FULL, 3 is EXTRA: both are on disk before a commit returns.
    return f"synchronous={synchronous}, journal_mode={journal}", synchronous >= 2


def _postgresql(connection: Connection) -> tuple[str, bool]:
    settings = {
        name: _scalar(connection, f"SHOW {name}")
        for name in ("fsync", "synchronous_commit", "full_page_writes")
    }
    told = ", ".join(f"{name}={value}" for name, value in settings.items())
    return told, "off" not in settings.values()


def _scalar(connection: Connection, statement: str) -> str:
    return str(connection.exec_driver_sql(statement).scalar_one())


def _free_bytes(database: str | None) -> int | None:
    if database is None:
        return None
    return shutil.disk_usage(Path(database).resolve().parent).free
