"""The library's default on both engines, driven like the others."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import psycopg
from eventsourcing.persistence import Tracking
from eventsourcing.projection import ProjectionRunner
from eventsourcing.sqlite import SQLiteFactory
from psycopg.conninfo import conninfo_to_dict

from tests.bench.floors.job import Asked, charge_of
from tests.bench.library.balances import (
    BalanceInPostgres,
    BalanceInSqlite,
    BalanceOfAdsorbers,
)
from tests.bench.library.charges import Charges, posting

LONGEST_WAIT_S = 120


class Library(ABC):
    """What is the same on both engines."""

    def __init__(self, environment: dict[str, str]) -> None:
        """Open the application."""
        self._environment = environment
        self._charges = Charges(environment)

    def close(self) -> None:
        """Let go of the database."""
        self._charges.close()

    def perform(self, asked: Asked) -> None:
        """Read, decide, append one command; durable on return."""
        self._charges.perform(asked)

    def perform_all(self, batch: Sequence[Asked]) -> None:
        """Append many commands in one transaction."""
        self._charges.perform_all(batch)

    def load(self, first_life: int, lives: int, corrections: int = 1) -> None:
        """Write lives that have been lived."""
        self._charges.load(first_life, lives, corrections)

    perform_known = perform_all

    def replay(self, life: int) -> None:
        """Read a life and live it again."""
        self._charges.charge(charge_of(life))

    def scan(self, page: int) -> int:
        """Page through the log; give how many events it holds."""
        return self._charges.scan(page)

    @abstractmethod
    def catch_up(self, page: int) -> int:
        """Fold the log into balances, a transaction an event; give how many events."""

    @abstractmethod
    def fall_back(self) -> None:
        """Forget the balances, so that they can be caught up again."""


class LibraryOnSqlite(Library):
    """The default on SQLite, whose recorder ProjectionRunner cannot subscribe to."""

    def __init__(self, file: Path) -> None:
        """Open a new file."""
        place = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(file)}
        super().__init__(place)
        factory = cast("SQLiteFactory", self._charges.factory)
        self._view = cast("BalanceInSqlite", factory.tracking_recorder(BalanceInSqlite))

    def catch_up(self, page: int) -> int:
        """Read a page, and give each event its own transaction."""
        position, seen = 0, 0
        while rows := self._page(position, page):
            for row in rows:
                event: Any = self._charges.mapper.to_domain_event(row)
                self._view.add(posting(event), Tracking("charges", row.id))
            position, seen = rows[-1].id, seen + len(rows)
        return seen

    def _page(self, position: int, page: int) -> Sequence[Any]:
        recorder = self._charges.recorder
        return recorder.select_notifications(position, page, inclusive_of_start=False)

    def fall_back(self) -> None:
        """Empty the view."""
        self._view.fall_back()


class LibraryOnPostgres(Library):
    """The default on PostgreSQL."""

    def __init__(self, address: str) -> None:
        """Use an empty database."""
        parts = conninfo_to_dict(address)
        super().__init__(
            {
                "PERSISTENCE_MODULE": "eventsourcing.postgres",
                "POSTGRES_DBNAME": str(parts["dbname"]),
                "POSTGRES_HOST": str(parts.get("host", "127.0.0.1")),
                "POSTGRES_PORT": str(parts.get("port", "5432")),
                "POSTGRES_USER": str(parts.get("user", "postgres")),
                "POSTGRES_PASSWORD": str(parts.get("password", "")),
            }
        )

        self._address = address

    def catch_up(self, page: int) -> int:  # noqa: ARG002 - ProjectionRunner reads as it will
        """Let ProjectionRunner follow the log to its head."""
        head = self._charges.recorder.max_notification_id()
        with ProjectionRunner(
            application_class=Charges,
            projection_class=BalanceOfAdsorbers,
            view_class=BalanceInPostgres,
            env=self._environment,
        ) as runner:
            runner.wait(head, timeout=LONGEST_WAIT_S)
        return head or 0

    def fall_back(self) -> None:
        """Drop the view; the runner makes it anew."""
        with psycopg.connect(self._address) as connection:
            connection.execute("DROP TABLE IF EXISTS balance, balance_tracking")
