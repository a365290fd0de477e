"""Databases that are wiped after a test and handed to the next: to lay one out takes half a second,
and to wipe it a hundredth of that.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from secrets import token_hex

import psycopg

from adapters.sql.engine import open_engine
from adapters.sql.schema import migrate
from adapters.sql.views.followers import FollowersInSql
from application.ports.log_keeping import Ordering
from tests.databases import order_by
from tests.logbook import CODEC

Prepare = Callable[[str], None]
"""Does something to the database of a URL before it is handed to anybody."""

_SHAPE = """
SELECT md5(string_agg(item, ' ' ORDER BY item)) FROM (
    SELECT 'relation ' || oid || relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'column ' || attrelid || attname || atttypid || attnotnull FROM pg_attribute
        WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
    UNION ALL SELECT 'constraint ' || oid FROM pg_constraint
    UNION ALL SELECT 'trigger ' || oid || tgenabled::text FROM pg_trigger
    UNION ALL SELECT 'function ' || oid || md5(prosrc) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname !~ '^pg_'
    UNION ALL SELECT 'role ' || rolname FROM pg_roles
    UNION ALL SELECT 'grant ' || relname || relacl::text FROM pg_class WHERE relacl IS NOT NULL
    UNION ALL SELECT 'setting ' || setdatabase || setconfig::text FROM pg_db_role_setting
) AS shape (item)
"""
_TABLES = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
)
_SEQUENCES = "SELECT sequencename, start_value FROM pg_sequences WHERE schemaname = 'public'"
_ADDED_MONTHS = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relispartition
    AND relkind = 'r' AND relname NOT IN (
        SELECT relname FROM pg_class WHERE relnamespace = 'pristine'::regnamespace)
"""
_ALONE = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def lay_out(url: str) -> None:
    """Lay out our tables, and those of the views."""
    engine = open_engine(url)
    migrate(engine)
    FollowersInSql(engine, CODEC)
    engine.dispose()


def lay_out_by_xid(url: str) -> None:
    """The same, with a log that is ordered by xid."""
    lay_out(url)
    engine = open_engine(url)
    order_by(engine, Ordering.XID)
    engine.dispose()


class Slate:
    """A PostgreSQL database with our tables and nothing in them, for one test after the other."""

    def __init__(self, server: str, prepare: Prepare = lay_out) -> None:
        """Use a server; nothing is there before somebody asks."""
        self._server = server
        self._prepare = prepare
        self._name = ""
        self._shape = ""

    @contextmanager
    def clean(self) -> Generator[str]:
        """The URL of the database, under another name each time: files are named after it."""
        name = f"tanguanjia_{token_hex(6)}"
        if self._name:
            self._execute(f"ALTER DATABASE {self._name} RENAME TO {name}")
            self._name = name
        else:
            self._execute(f"CREATE DATABASE {name} TEMPLATE template0")
            self._name = name
            self._prepare(self._url)
            self._keep_what_is_there()
        try:
            yield self._url
        finally:
            self._wipe()

    def drop(self) -> None:
        """Leave nothing behind, whoever is still connected."""
        if self._name:
            self._execute(f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)")
            self._name = ""

    @property
    def _url(self) -> str:
        return f"{self._server.rpartition('/')[0]}/{self._name}"

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(statement.encode())

    def _keep_what_is_there(self) -> None:
        """Note how the database is made, and keep a copy of each row that belongs to it."""
        with psycopg.connect(self._url) as connection:
            connection.execute("CREATE SCHEMA pristine")
            for (table,) in connection.execute(_TABLES.encode()).fetchall():
                copy = f"CREATE TABLE pristine.{table} AS TABLE public.{table}"
                connection.execute(copy.encode())
            self._shape = _shape(connection)

    def _wipe(self) -> None:
        """Make it as it was; what was made otherwise by a test is dropped and laid out anew."""
        try:
            with psycopg.connect(self._url) as connection:
                connection.execute(_ALONE.encode())
                for (month,) in connection.execute(_ADDED_MONTHS.encode()).fetchall():
                    connection.execute(f"DROP TABLE {month}".encode())
                same = _shape(connection) == self._shape
                if same:
                    _wipe(connection)
        except psycopg.Error:
            same = False
        if not same:
            self.drop()


def _shape(connection: psycopg.Connection) -> str:
    row = connection.execute(_SHAPE.encode()).fetchone()
    return str(row)


def _wipe(connection: psycopg.Connection) -> None:
    # What is appended only refuses to go, but for a replica.
    connection.execute("SET LOCAL session_replication_role = replica")
    for (table,) in connection.execute(_TABLES.encode()).fetchall():
        connection.execute(f"DELETE FROM public.{table}".encode())
        connection.execute(f"INSERT INTO public.{table} TABLE pristine.{table}".encode())
    for sequence, start in connection.execute(_SEQUENCES.encode()).fetchall():
        connection.execute(f"SELECT setval('{sequence}', {start}, false)".encode())
