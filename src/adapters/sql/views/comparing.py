"""Verifying a view: the log is folded into fresh tables, and the live ones are held against them.

The fresh tables stand in a SQLite file of their own, whatever the live database is: nothing of
the live views takes part in making them.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import islice
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine, text

from adapters.sql.engine import open_engine
from adapters.sql.follower import PAGE, Reader
from adapters.sql.views import tables
from adapters.sql.views.desk import Scribe, desk_of
from adapters.sql.views.reading import one_snapshot
from adapters.sql.views.tables import Shape
from application.ports.codec import Codec
from application.ports.followers import Difference
from projections.rows import Projection, Table

_PAGE = text("""
SELECT position, stream, name, body, provenance, recorded_at FROM log
WHERE position > :after AND position <= :upto ORDER BY position LIMIT :limit
""")
_PLACE = text("SELECT position FROM follower WHERE name = :name AND shape = :shape")


def differences(
    engine: Engine, projection: Projection, codec: Codec, limit: int
) -> list[Difference]:
    """Fold the log up to the view's place and name the rows that are not the same.

    What another version of the program has written cannot be compared.
    """
    if limit <= 0:
        return []
    with one_snapshot(engine) as live, _fresh() as fresh:
        asked = {"name": projection.name, "shape": str(Shape.of(projection))}
        place: int | None = live.execute(_PLACE, asked).scalar()
        if place is None:
            return []
        _fold(live, fresh, projection, codec, place)
        found = (
            difference
            for table in projection.tables
            for difference in _compared(projection.name, table, live, fresh)
        )
        return list(islice(found, limit))


@contextmanager
def _fresh() -> Generator[Connection]:
    """A database of its own, gone afterwards; nothing in it is ever committed."""
    with TemporaryDirectory(prefix="tanguanjia-") as folder:
        engine = open_engine(f"sqlite:///{folder}/fresh.db")
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()


def _fold(
    live: Connection, fresh: Connection, projection: Projection, codec: Codec, upto: int
) -> None:
    tables.create(fresh, projection.tables)
    reader = Reader(projection, codec)
    desk = desk_of(fresh)
    after = 0
    while True:
        values = {"after": after, "upto": upto, "limit": PAGE}
        page: list[Any] = list(live.execute(_PAGE, values).all())
        if not page:
            return
        scribe = Scribe(desk)
        reader.fold(page, scribe)
        scribe.write()
        after = page[-1][0]


def _compared(
    follower: str, table: Table, live: Connection, fresh: Connection
) -> Iterator[Difference]:
    """Walk through both in order of their keys, like merging two sorted lists."""
    ours, theirs = _rows(live, table), _rows(fresh, table)
    is_, should = next(ours, None), next(theirs, None)
    while is_ is not None or should is not None:
        if should is None or (is_ is not None and is_[:2] < should[:2]):
            yield Difference(follower, table.name, _key(is_), None, _told(is_), None)
            is_ = next(ours, None)
        elif is_ is None or should[:2] < is_[:2]:
            yield Difference(follower, table.name, _key(should), None, None, _told(should))
            should = next(theirs, None)
        else:
            yield from _columns(follower, table, is_, should)
            is_, should = next(ours, None), next(theirs, None)


def _columns(
    follower: str, table: Table, is_: tuple[Any, ...], should: tuple[Any, ...]
) -> Iterator[Difference]:
    for column, live, expected in zip(tables.columns(table), is_, should, strict=True):
        if live != expected:
            yield Difference(follower, table.name, _key(is_), column, str(live), str(expected))


def _rows(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    query = text(f"SELECT * FROM {table.name} ORDER BY position, line")
    streamed = connection.execution_options(yield_per=1000)
    for row in streamed.execute(query):
        yield tuple(row)


def _key(row: tuple[Any, ...] | None) -> str:
    return "" if row is None else f"{row[0]}.{row[1]}"


def _told(row: tuple[Any, ...] | None) -> str:
    return str(row)
