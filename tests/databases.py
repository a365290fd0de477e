"""Databases of the tests' own in a PostgreSQL that is there."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

import psycopg
from sqlalchemy import Engine

from adapters.sql.engine import open_engine
from adapters.sql.high_water import HighWater
from adapters.sql.log_keeping import LogKeepingInSql
from adapters.sql.schema import migrate
from application.ports.log_keeping import Ordering


@contextmanager
def empty_database(server: str) -> Generator[str]:
    """Create a database, give its URL, and drop it again, whoever is still connected."""
    name = f"tanguanjia_{token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
    try:
        yield server.rpartition("/")[0] + f"/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def database_by_xid(server: str) -> Generator[str]:
    """The same, with the tables of a log that is ordered by xid."""
    with empty_database(server) as url:
        engine = open_engine(url)
        migrate(engine)
        order_by(engine, Ordering.XID)
        engine.dispose()
        yield url


def order_by(engine: Engine, ordering: Ordering) -> None:
    """Choose what orders a log."""
    keeping = LogKeepingInSql(engine, HighWater(Path("no mark")))
    keeping.order_by(ordering, actor="tester", at="2022-12-01T00:00:00+08:00")
