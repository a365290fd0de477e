"""Databases of the tests' own in a PostgreSQL that is there."""

from collections.abc import Generator
from contextlib import contextmanager
from secrets import token_hex

import psycopg


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
