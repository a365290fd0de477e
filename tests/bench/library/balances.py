"""Following a log the library's way: each event in its own transaction, with its tracking."""

from typing import Any

from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection
from eventsourcing.sqlite import SQLiteTrackingRecorder
from psycopg.sql import SQL

from tests.bench.floors import postgres_statements, sqlite
from tests.bench.floors.balance import Balance
from tests.bench.library.charges import posting


class BalanceInSqlite(SQLiteTrackingRecorder):
    """The balance in an SQLite file."""

    def construct_create_table_statements(self) -> list[str]:
        """Add the table of balances."""
        table = (
            "CREATE TABLE IF NOT EXISTS balance (adsorber TEXT PRIMARY KEY, filled_g INTEGER,"
            " removed_g INTEGER, corrections INTEGER) WITHOUT ROWID"
        )
        return [*super().construct_create_table_statements(), table]

    def add(self, balance: Balance, tracking: Tracking) -> None:
        """Add in one transaction."""
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute(sqlite.ADD_TO_BALANCE, balance)
            self._insert_tracking(cursor, tracking)

    def fall_back(self) -> None:
        """Empty both tables."""
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute("DELETE FROM balance")
            cursor.execute("DELETE FROM tracking")


class BalanceInPostgres(PostgresTrackingRecorder):
    """The balance in PostgreSQL."""

    def __init__(self, *given: Any, **options: Any) -> None:
        """Add the table of balances."""
        super().__init__(*given, **options)
        table = SQL(
            "CREATE TABLE IF NOT EXISTS balance (adsorber text PRIMARY KEY, filled_g bigint,"
            " removed_g bigint, corrections bigint)"
        )
        self.sql_create_statements.append(table.format())

    def add(self, balance: Balance, tracking: Tracking) -> None:
        """Add in one transaction."""
        with self.datastore.transaction(commit=True) as cursor:
            columns = [[value] for value in balance]
            cursor.execute(postgres_statements.ADD_TO_BALANCE, columns, prepare=True)
            self._insert_tracking(cursor, tracking)


class BalanceOfAdsorbers(Projection[BalanceInPostgres]):
    """What ProjectionRunner runs."""

    name = "balance"

    @singledispatchmethod
    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        """Add each event."""
        self.view.add(posting(domain_event), tracking)
