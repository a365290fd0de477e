"""Bring a database to the schema this program knows, step by step, each at most once."""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, inspect

from adapters.sql.engine import writing
from adapters.sql.steps import STEPS, Step
from domain.refusal import Refusal

_MIGRATION_LOCK = 0x7C414D

_SCHEMA_VERSION = """
CREATE TABLE IF NOT EXISTS schema_version (
    number INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
)
"""


class DatabaseIsNewer(Refusal):
    """数据库由更新版本的炭管家写成, 本版本不能打开; 请升级程序。

    The database was written by a newer version of this program, which cannot open it; upgrade.
    """


def migrate(engine: Engine, steps: Sequence[Step] = STEPS) -> int:
    """Take the steps that are missing and give the version reached.

    Raises `DatabaseIsNewer`, and then has changed nothing.
    """
    newest = max((step.number for step in steps), default=0)
    if _stands_at(newest, engine):
        return newest
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
        connection.exec_driver_sql(_SCHEMA_VERSION)
        reached = _version(connection)
        if reached > newest:
            raise DatabaseIsNewer(database=reached, program=newest)
        for step in sorted(steps):
            if step.number > reached:
                _take(step, connection)
        return newest


def _stands_at(newest: int, engine: Engine) -> bool:
    """Look without a lock first: mostly there is nothing to do, and a writer may be at work."""
    with engine.connect() as connection:
        return inspect(connection).has_table("schema_version") and _version(connection) == newest


def _version(connection: Connection) -> int:
    number = connection.exec_driver_sql("SELECT max(number) FROM schema_version").scalar()
    return int(number or 0)


def _take(step: Step, connection: Connection) -> None:
    on_sqlite = connection.dialect.name == "sqlite"
    for statement in step.sqlite if on_sqlite else step.postgresql:
        connection.exec_driver_sql(statement)
    name = step.name.replace("'", "''")
    connection.exec_driver_sql(f"INSERT INTO schema_version VALUES ({step.number}, '{name}')")  # noqa: S608 - our own text
