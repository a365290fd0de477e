"""Views for colleagues who read by SQL, and how they outlive a rebuild of what they stand on.

A rebuilt view takes the place of the old one by its tables' names, but on PostgreSQL a view holds
on to the tables it was made with, and would keep the old ones from being dropped. So whoever
switches makes these views anew between the renaming and the dropping, in the same transaction.
"""

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import OperationalError, ProgrammingError

from adapters.sql.engine import writing
from adapters.sql.settings import KEEP, READ
from adapters.sql.tables.query import Query
from adapters.sql.tables.rows import QUERIES
from application.ports.table_views import TableView
from application.tables.declared import Column, Kind
from application.viewpoint import Viewpoint

WANTED = "table-views"
"""The setting that says that they are wanted: the digest of their definitions, or nothing."""

_NO_SWITCH = "LOCK TABLE view_switch IN ACCESS SHARE MODE"
# Asked for once in a statement, and not for every row.
_NOW = {
    "sqlite": "(SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now', '+8 hours') || '000+08:00')",
    "postgresql": (
        "(SELECT to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"
        " || '+08:00')"
    ),
}
_KILOGRAMS = {
    "sqlite": "({0}) / 1000.0",
    "postgresql": "round(CAST({0} AS numeric) / 1000, 3)",
}


class TableViewsInSql:
    """Makes and drops the views."""

    def __init__(self, engine: Engine) -> None:
        """In this database."""
        self._engine = engine

    def create(self) -> None:
        """Make them all."""
        with writing(self._engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(_NO_SWITCH)
            _want(connection, _digest(connection.dialect.name))
            stand_again(connection)

    def drop(self) -> None:
        """Take them all away."""
        with writing(self._engine) as connection:
            _want(connection, "")
            for query in QUERIES.values():
                connection.exec_driver_sql(f"DROP VIEW IF EXISTS {view_name(query)}")

    def standing(self) -> Sequence[TableView]:
        """Say of each whether it is there."""
        with self._engine.connect() as connection:
            there = set(inspect(connection).get_view_names())
            current = _wanted(connection) == _digest(connection.dialect.name)
        names = map(view_name, QUERIES.values())
        return [TableView(name, name in there, name in there and current) for name in names]


def view_name(query: Query) -> str:
    """What the view of a table is called."""
    return f"tanguanjia_t_{query.table.name}"


def let_go(connection: Connection) -> None:
    """Before tables are renamed: SQLite renames none while a view does not fit.

    On PostgreSQL they stay, with who may read them and what others have built upon them. There a
    reader locks a view and then its tables; whoever locked these first would wait for the reader,
    and the reader for him. So the views come first here as well. To lock a view alone takes a
    change that changes nothing.
    """
    if not _wanted(connection):
        return
    on_sqlite = connection.dialect.name == "sqlite"
    for name in map(view_name, QUERIES.values()):
        connection.exec_driver_sql(
            f"DROP VIEW IF EXISTS {name}"
            if on_sqlite
            else f"ALTER VIEW IF EXISTS {name} RESET (security_barrier)"
        )


def stand_again(connection: Connection) -> None:
    """Make the views that are wanted on the tables that now have their names.

    One that reads what another rebuild has yet to bring is left out until then.
    """
    if not _wanted(connection):
        return
    for query in QUERIES.values():
        if not _made(connection, query, "CREATE OR REPLACE VIEW"):
            connection.exec_driver_sql(
                f"DROP VIEW IF EXISTS {view_name(query)}{_cascade(connection)}"
            )
            _made(connection, query, "CREATE VIEW")


def _made(connection: Connection, query: Query, create: str) -> bool:
    name, dialect = view_name(query), connection.dialect.name
    on_sqlite = dialect == "sqlite"
    try:
        with connection.begin_nested():
            if on_sqlite:
                connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")
            make = "CREATE VIEW" if on_sqlite else create
            connection.exec_driver_sql(f"{make} {name} AS {_definition(query, dialect)}")
            if on_sqlite:
                # It looks at nothing before somebody asks.
                connection.exec_driver_sql(f"SELECT * FROM {name} LIMIT 0")
            else:
                _explain(connection, query)
    except ProgrammingError:
        return False
    except OperationalError:
        if on_sqlite:
            return False
        raise
    return True


def _definition(query: Query, dialect: str) -> str:
    told = ", ".join(
        f"{_value(column, query.expression(column.name, dialect), dialect)} AS {column.name}"
        for column in query.table.columns
    )
    asked = f"SELECT {told} FROM {query.source}"
    known_at = f"'{Viewpoint.latest().known_at}'"
    return asked.replace(":as_of", _NOW[dialect]).replace(":known_at", known_at)


def _value(column: Column, expression: str, dialect: str) -> str:
    return _KILOGRAMS[dialect].format(expression) if column.kind is Kind.MASS else expression


def _explain(connection: Connection, query: Query) -> None:
    """Say in 中文 what the columns are, where the database can keep that."""
    name = view_name(query)
    connection.exec_driver_sql(f"COMMENT ON VIEW {name} IS '{query.table.zh}'")
    for column in query.table.columns:
        connection.exec_driver_sql(f"COMMENT ON COLUMN {name}.{column.name} IS '{column.heading}'")


def _cascade(connection: Connection) -> str:
    """Its columns are others now, so nothing that stood on the old ones can stay."""
    return " CASCADE" if connection.dialect.name == "postgresql" else ""


def _wanted(connection: Connection) -> str:
    found = connection.execute(READ, {"name": WANTED}).scalar()
    return bytes(found).decode() if found is not None else ""


def _want(connection: Connection, digest: str) -> None:
    connection.execute(KEEP, {"name": WANTED, "value": digest.encode()})


def _digest(dialect: str) -> str:
    told = "\n".join(_definition(query, dialect) for query in QUERIES.values())
    return sha256(told.encode()).hexdigest()[:16]
