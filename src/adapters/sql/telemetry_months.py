"""Readings by month on PostgreSQL: a table for each month is made when its first reading comes.

Making one must stop nobody. `CREATE TABLE … PARTITION OF` would keep everybody out of all readings
until its transaction ends, so the table is made apart and attached, which readers and writers do
not notice; whoever else wants to make it meanwhile waits for a lock of ours. A month that has
become empty is dropped, which does need the readings to itself for a moment; where it cannot have
them at once it is left for another time. So a writer may find that a month is gone which it has
seen before, and makes it again.
"""

# ruff: noqa: S608 - statements are put together from this file's own texts and from numbers.

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

import psycopg
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from adapters.sql.telemetry_rows import days_of
from domain.occurred import SHANGHAI
from domain.reading import Integers

T = TypeVar("T")

_LOCK = 0x7C7265
"""Sets whoever makes or drops a month apart from others who do."""

_PATIENCE = "SET LOCAL lock_timeout = '500ms'"
_THERE = """
SELECT relname FROM pg_inherits JOIN pg_class ON oid = inhrelid
WHERE inhparent = 'reading'::regclass
"""
_EPOCH = date(1970, 1, 1).toordinal()

Month = tuple[int, int]


class Months:
    """The months that are known to have a table."""

    def __init__(self, engine: Engine) -> None:
        """Know of none yet."""
        self._engine = engine
        self._known: set[Month] = set()

    def with_tables(self, at_ms: Integers, write: Callable[[], T]) -> T:
        """Write readings of these times into tables that are there."""
        needed = {_month_of(day) for day in days_of(at_ms)}
        self._make(needed - self._known)
        try:
            return write()
        except (DBAPIError, psycopg.Error) as error:
            if not isinstance(getattr(error, "orig", error), psycopg.errors.CheckViolation):
                raise
        # Somebody has dropped a month that was empty.
        self._known -= needed
        self._make(needed)
        return write()

    def drop_empty(self, before_ms: int) -> None:
        """Drop the tables of months that end before a time and have no readings."""
        with self._engine.connect() as connection:
            names = [str(name) for (name,) in connection.exec_driver_sql(_THERE)]
        for name in sorted(names):
            month = (int(name[-7:-3]), int(name[-2:]))
            if _start_ms(_next(month)) <= before_ms:
                self._drop_if_empty(name)
                self._known.discard(month)

    def _make(self, months: set[Month]) -> None:
        if not months:
            return
        with self._engine.begin() as connection:
            _alone(connection)
            there = {str(name) for (name,) in connection.exec_driver_sql(_THERE)}
            for month in sorted(months):
                if _name(month) not in there:
                    _attach(month, connection)
        self._known |= months

    def _drop_if_empty(self, name: str) -> None:
        try:
            with self._engine.begin() as connection:
                _alone(connection)
                connection.exec_driver_sql(_PATIENCE)
                # The whole is locked first, as everybody else locks it.
                connection.exec_driver_sql("LOCK TABLE reading IN ACCESS EXCLUSIVE MODE")
                kept = connection.exec_driver_sql(f"SELECT EXISTS (SELECT 1 FROM {name})").scalar()
                if not kept:
                    connection.exec_driver_sql(f"DROP TABLE {name}")
        except DBAPIError as error:
            if not isinstance(error.orig, psycopg.errors.LockNotAvailable):
                raise


def _alone(connection: Connection) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def _attach(month: Month, connection: Connection) -> None:
    name, first, last = _name(month), _start_ms(month), _start_ms(_next(month))
    for statement in (
        f"CREATE TABLE {name} (LIKE reading INCLUDING ALL)",
        f"ALTER TABLE reading ATTACH PARTITION {name} FOR VALUES FROM ({first}) TO ({last})",
    ):
        connection.exec_driver_sql(statement)


def _name(month: Month) -> str:
    return f"reading_{month[0]:04d}_{month[1]:02d}"


def _next(month: Month) -> Month:
    year, number = month
    return (year + 1, 1) if number == 12 else (year, number + 1)


def _start_ms(month: Month) -> int:
    return int(datetime(*month, 1, tzinfo=SHANGHAI).timestamp()) * 1000


def _month_of(day: int) -> Month:
    found = date.fromordinal(_EPOCH + day)
    return found.year, found.month
