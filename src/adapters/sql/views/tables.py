"""The tables of a projection, made from the shape of its rows, and how rows are written."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from types import NoneType
from typing import Any, get_args, get_type_hints

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


def columns(table: Table) -> tuple[str, ...]:
    """The names of a table's columns."""
    return table.row._fields


def shape(projection: Projection) -> str:
    """A digest of version, columns and indexes; where it has changed, the view is folded again."""
    spelled = [
        f"version {projection.version}",
        *(
            f"{table.name} {name} {hint}"
            for table in projection.tables
            for name, hint in get_type_hints(table.row).items()
        ),
        *(
            f"{table.name} by {asked}"
            for table in projection.tables
            for asked in (*table.asked_by, *table.summed_by)
        ),
    ]
    return sha256("\n".join(spelled).encode()).hexdigest()[:16]


def create(connection: Connection, tables: Iterable[Table]) -> None:
    """Create the tables that do not exist yet, with their indexes."""
    metadata = MetaData()
    for table in tables:
        _described(table, metadata)
    metadata.create_all(connection)


def drop(connection: Connection, tables: Iterable[Table]) -> None:
    """Drop the tables that exist."""
    for table in tables:
        connection.execute(text(f"DROP TABLE IF EXISTS {table.name}"))


def exist(connection: Connection, tables: Sequence[Table]) -> bool:
    """Whether all tables are there."""
    found = set(inspect(connection).get_table_names())
    return found.issuperset(table.name for table in tables)


def _described(table: Table, metadata: MetaData) -> SqlTable:
    hints = get_type_hints(table.row)
    described = SqlTable(
        table.name,
        metadata,
        *(_column(name, hint) for name, hint in hints.items()),
        # Rows come in order of their key, so that the table may as well be kept in it.
        sqlite_with_rowid=False,
    )
    if "slot" in hints and table.found_by is None:
        slotted = text("slot IS NOT NULL")
        Index(
            f"{table.name}_slot",
            described.c.slot,
            sqlite_where=slotted,
            postgresql_where=slotted,
        )
    for asked in table.asked_by:
        Index(f"{table.name}_{'_'.join(asked)}", *(described.c[name] for name in asked))
    for by, summed in table.summed_by:
        # PostgreSQL reads the whole table with several workers, and would not look at the index.
        wanted = (described.c[name] for name in (by, *_INTERVALS, summed))
        Index(f"{table.name}_by_{by}", *wanted).ddl_if(dialect="sqlite")
    return described


def _column(name: str, hint: Any) -> Column[Any]:
    kinds = [kind for kind in get_args(hint) or (hint,) if kind is not NoneType]
    nullable = NoneType in get_args(hint)
    key = name in {"position", "line"}
    return Column(name, _TYPES[kinds[0]], nullable=nullable, primary_key=key, autoincrement=False)
