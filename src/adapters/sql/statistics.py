"""What PostgreSQL knows of the tables, by which it decides how to read them.

Its own housekeeping looks through tables that have changed, a minute or more later, unless it is
switched off. Whoever asks before would be answered by reading a whole log, so after many facts we
let it look at once. SQLite decides by the indexes alone, and well.
"""

from collections.abc import Iterable

from psycopg.errors import UndefinedTable
from sqlalchemy import Engine
from sqlalchemy.exc import ProgrammingError

MANY = 20_000
"""So many facts more change what is known of the tables. Chosen."""

LOG = ("fact",)


def look_through(engine: Engine, tables: Iterable[str]) -> None:
    """Let PostgreSQL look through tables; one that is gone meanwhile is passed over."""
    if engine.dialect.name != "postgresql":
        return
    with engine.connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        for table in tables:
            try:
                connection.exec_driver_sql(f"ANALYZE {table}")
            except ProgrammingError as error:
                if not isinstance(error.orig, UndefinedTable):
                    raise
