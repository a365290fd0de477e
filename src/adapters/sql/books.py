"""The book of facts for whichever engine it is kept on."""

from sqlalchemy import Engine

from adapters.sql.postgres_recorder import PostgresRecorder
from adapters.sql.recorder import SqlRecorder
from adapters.sql.sqlite_recorder import SqliteRecorder


def open_book(engine: Engine) -> SqlRecorder:
    """Open the book in a database whose schema is up to date."""
    return SqliteRecorder(engine) if engine.dialect.name == "sqlite" else PostgresRecorder(engine)
