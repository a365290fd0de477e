"""Where a database is, how it is opened, and where the files that belong to it lie."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, make_url

from adapters.sql.engine import open_engine
from adapters.sql.schema import migrate
from adapters.sql.troubles import known


@contextmanager
def opened_database(url: str) -> Generator[Engine]:
    """Open a database, brought up to date, for as long as the context lasts."""
    engine = open_engine(known(url))
    if engine.dialect.name == "sqlite" and engine.url.database:
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    try:
        migrate(engine)
        yield engine
    finally:
        engine.dispose()


def beside(at: URL | str, what: str) -> Path:
    """A file beside an embedded database; in the data folder for one that is elsewhere."""
    url = make_url(at)
    if url.get_backend_name() == "sqlite":
        return Path(f"{url.database}.{what}")
    folder = Path(os.environ.get("TANGUANJIA_DATA") or "data")
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"postgresql-{url.database}.{what}"
