"""The tables of a projection, made from the shape of its rows, and how rows are written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from types import NoneType
from typing import Any, NamedTuple, get_args, get_type_hints

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Double,
    Index,
    MetaData,
    Text,
    inspect,
    text,
)
from sqlalchemy import Table as SqlTable
from sqlalchemy.types import TypeEngine

from projections.rows import Projection, Table

# Times are compared as texts, so every engine has to compare them byte by byte.
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")
_TYPES: dict[type, TypeEngine[Any]] = {int: BigInteger(), float: Double(), str: _TEXT}

# Of what is no longer believed there is little, so it is passed over first.
_INTERVALS = ("recorded_to", "recorded_from", "occurred_to", "occurred_from")


_FORMER = "_former"


class Edition(StrEnum):
    """A view is there once; while it is rebuilt, its next edition stands beside the live one."""

    LIVE = ""
    NEXT = "_next"

    def of(self, name: str) -> str:
        """The name, in this edition, of a view or of one of its tables."""
        return f"{name}{self}"


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands in the tables: rows of a version of the fold, with its columns and indexes.

    Rows in other columns cannot be read. Where only the indexes are others, the rows are right and
    are read, more slowly, until the view is built again.
    """

    version: str
    indexes: str
    """A digest of what the tables are asked by."""
    columns: Mapping[str, str]
    """A digest of the columns of each table."""

    @classmethod
    def of(cls, projection: Projection) -> "Shape":
        """The shape that this program gives a view."""
        asked = (str(index) for table in projection.tables for index in _indexes(table))
        columns = {table.name: _digest(_spelled(table)) for table in projection.tables}
        return cls(str(projection.version), _digest(asked), columns)

    @classmethod
    def spelled(cls, shape: str) -> "Shape":
        """Read what `str` wrote; what an earlier form of it said counts as other columns."""
        written, *told = shape.split(" ")
        version, _, indexes = written.partition("/")
        return cls(version, indexes, dict(table.split(":") for table in told))

    def __str__(self) -> str:
        """Spell it in one line."""
        told = (f"{name}:{digest}" for name, digest in sorted(self.columns.items()))
        return " ".join([f"{self.version}/{self.indexes}", *told])


class _Indexed(NamedTuple):
    name: str
    columns: tuple[str, ...]
    only_on: str | None = None


def columns(table: Table) -> tuple[str, ...]:
    """The names of a table's columns."""
    return table.row._fields


def create(
    connection: Connection, tables: Iterable[Table], edition: Edition = Edition.LIVE
) -> None:
    """Create the tables that do not exist yet, with their indexes."""
    metadata, inspector = MetaData(), inspect(connection)
    for table in tables:
        described = _described(table, metadata, edition)
        for each in _indexes(table):
            # SQLite cannot rename an index, so the next edition takes the name that is free.
            taken = inspector.has_index(table.name, each.name)
            _index(f"{each.name}_2" if taken else each.name, described, each)
    metadata.create_all(connection)


def drop(connection: Connection, names: Iterable[str]) -> None:
    """Drop the tables that exist."""
    for name in sorted(names):
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))


def take_place(
    connection: Connection,
    tables: Iterable[Table],
    former: Iterable[str],
    stand_again: Callable[[Connection], None],
) -> None:
    """Put the next edition where the live one was, whose tables may have had other names.

    What stands on the tables is made anew while both are there: the old ones could not be dropped
    from below it.
    """
    names = {table.name for table in tables}
    there = names.union(former).intersection(inspect(connection).get_table_names())
    for name in sorted(there):
        connection.execute(text(f"ALTER TABLE {name} RENAME TO {name}{_FORMER}"))
    for name in sorted(names):
        connection.execute(text(f"ALTER TABLE {Edition.NEXT.of(name)} RENAME TO {name}"))
    stand_again(connection)
    drop(connection, (f"{name}{_FORMER}" for name in there))


def _spelled(table: Table) -> Iterator[str]:
    return (f"{name} {hint}" for name, hint in get_type_hints(table.row).items())


def _digest(spelled: Iterable[str]) -> str:
    return sha256("\n".join(spelled).encode()).hexdigest()[:16]


def _described(table: Table, metadata: MetaData, edition: Edition) -> SqlTable:
    return SqlTable(
        edition.of(table.name),
        metadata,
        *(_column(name, hint) for name, hint in get_type_hints(table.row).items()),
        # Rows come in order of their key, so that the table may as well be kept in it.
        sqlite_with_rowid=False,
    )


def _indexes(table: Table) -> Iterator[_Indexed]:
    if "slot" in columns(table) and table.found_by is None:
        yield _Indexed(f"{table.name}_slot", ("slot",))
    for asked in table.asked_by:
        yield _Indexed(f"{table.name}_{'_'.join(asked)}", asked)
    for by, summed in table.summed_by:
        # PostgreSQL reads the whole table with several workers, and would not look at the index.
        yield _Indexed(f"{table.name}_by_{by}", (by, *_INTERVALS, summed), "sqlite")


def _index(name: str, table: SqlTable, indexed: _Indexed) -> None:
    # Most rows are in no slot.
    where = text("slot IS NOT NULL") if indexed.columns == ("slot",) else None
    wanted = (table.c[column] for column in indexed.columns)
    index = Index(name, *wanted, sqlite_where=where, postgresql_where=where)
    if indexed.only_on:
        index.ddl_if(dialect=indexed.only_on)


def _column(name: str, hint: Any) -> Column[Any]:
    kinds = [kind for kind in get_args(hint) or (hint,) if kind is not NoneType]
    nullable = NoneType in get_args(hint)
    key = name in {"position", "line"}
    return Column(name, _TYPES[kinds[0]], nullable=nullable, primary_key=key, autoincrement=False)
