"""Readings in SQL, in the database of the books.

On SQLite everybody who writes takes turns with the log. So rows are made ready before the turn is
taken, a batch has a limit of its own in the intake, and of all batches one at most stands in the
queue: an entry of the log waits for two of them at worst. On PostgreSQL batches of one device take
turns, those of others do not wait for each other, and none waits for the log.
"""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from sqlite3 import OperationalError as SqliteTrouble

import numpy as np
import psycopg
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree

from adapters.sql import telemetry_shrinking
from adapters.sql.engine import writing
from adapters.sql.telemetry_desk import TelemetryDesk, telemetry_desk
from adapters.sql.telemetry_months import Months
from adapters.sql.telemetry_rows import (
    DAY_MS,
    VALUES,
    ZONE_MS,
    Row,
    as_date,
    as_day,
    last_by_day,
    readings_of,
    rows_of,
    some_of,
)
from adapters.sql.telemetry_samples import samples
from adapters.sql.turns import Turns
from application.ports.telemetry_store import (
    Kept,
    ReadingsNotKept,
    Retention,
    Sample,
    Touched,
)
from domain.reading import Integers, Readings
from domain.reading_rules import Flags, marked_where_counter_went_back, sift

_READ = text(f"""
SELECT at_ms, counter, quality, {", ".join(VALUES)} FROM reading
WHERE device = :device AND at_ms >= :from_ms AND at_ms < :until_ms ORDER BY at_ms
""")  # noqa: S608 - our own columns
_BEFORE = text("""
SELECT counter FROM reading WHERE device = :device AND at_ms < :from_ms
ORDER BY at_ms DESC LIMIT 1
""")
_LAST = text("""
SELECT last_ms FROM reading_day WHERE device = :device ORDER BY day DESC LIMIT 1
""")
_TOUCHED = text("""
SELECT device, day, mark FROM reading_day WHERE mark > rolled ORDER BY day, device LIMIT :limit
""")
_ROLLED_UP = text("""
UPDATE reading_day SET rolled = :mark WHERE device = :device AND day = :day AND rolled < :mark
""")


class TelemetryInSql:
    """Keeps readings beside the log."""

    def __init__(self, engine: Engine) -> None:
        """Use a database whose schema is up to date."""
        self._engine = engine
        self._months = Months(engine) if engine.dialect.name == "postgresql" else None
        self._batches = Turns()

    def keep(self, readings: Readings, received_ms: int) -> Kept:
        """Keep a batch, whole or not at all."""
        if not len(readings):
            return Kept(0)
        rows = rows_of(readings, received_ms)

        def write() -> Kept:
            with writing(self._engine) as connection:
                return _kept(readings, rows, telemetry_desk(connection))

        with _or_not_kept():
            if self._months is None:
                with self._batches:
                    return write()
            return self._months.with_tables(readings.at_ms, write)

    def read(self, device: str, from_ms: int, until_ms: int) -> Readings:
        """Readings of a stretch of time, in order."""
        asked = {"device": device, "from_ms": from_ms, "until_ms": until_ms}
        with self._engine.connect() as connection:
            found = readings_of(device, connection.execute(_READ, asked).all())
            before = connection.execute(_BEFORE, {"device": device, "from_ms": from_ms}).scalar()
        return marked_where_counter_went_back(found, before)

    def sampled(
        self, device: str, from_ms: int, until_ms: int, every: timedelta
    ) -> Sequence[Sample]:
        """Means of a stretch of time."""
        with self._engine.connect() as connection:
            if self._months is not None:
                # A day that is sampled meanwhile is seen as it was, or as it is.
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            return samples(connection, device, from_ms, until_ms, every)

    def last(self, devices: Sequence[str]) -> Mapping[str, int]:
        """The last reading of each device."""
        with self._engine.connect() as connection:
            asked = {device: _last(device, connection) for device in devices}
        return {device: at_ms for device, at_ms in asked.items() if at_ms is not None}

    def touched(self, limit: int = 1000) -> Sequence[Touched]:
        """Days that wait to be rolled up."""
        with self._engine.connect() as connection:
            found = connection.execute(_TOUCHED, {"limit": limit}).all()
        return [Touched(device, as_date(day), mark) for device, day, mark in found]

    def rolled_up(self, days: Sequence[Touched]) -> None:
        """Note that days were rolled up as of their marks."""
        said = [{"device": d.device, "day": as_day(d.day), "mark": d.mark} for d in days]
        if said:
            with writing(self._engine) as connection:
                connection.execute(_ROLLED_UP, said)

    def shrink(self, now_ms: int, retention: Retention) -> int:
        """Sample and drop, a day of a device at a time, so that nobody waits for long."""
        gone = telemetry_shrinking.shrink(self._engine, now_ms, retention)
        if self._months is not None:
            self._months.drop_empty(now_ms - retention.raw // timedelta(milliseconds=1))
        return gone


def _kept(readings: Readings, rows: Sequence[Row], desk: TelemetryDesk) -> Kept:
    device, at_ms = readings.device, readings.at_ms
    found = desk.look(device, at_ms)
    is_open: Flags = ~np.isin((at_ms + ZONE_MS) // DAY_MS, list(found.sampled))
    open_rows: Integers = np.flatnonzero(is_open)
    batch = some_of(readings, open_rows) if found.sampled else readings
    sifted = sift(readings_of(device, found.known), batch)
    new: Integers = open_rows[sifted.new]
    if len(new):
        places: list[int] = new.tolist()
        desk.insert(rows if len(new) == len(rows) else [rows[place] for place in places])
        desk.touch(device, last_by_day(at_ms[new]))
    return Kept(
        len(new),
        tuple(open_rows[sifted.repeated].tolist()),
        tuple(open_rows[sifted.contradictory].tolist()),
        tuple(np.flatnonzero(~is_open).tolist()),
    )


@contextmanager
def _or_not_kept() -> Generator[None]:
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise ReadingsNotKept(reason=str(error.orig)) from error
    except (SqliteTrouble, psycopg.OperationalError, psycopg.InterfaceError, NoneFree) as error:
        raise ReadingsNotKept(reason=str(error)) from error


def _last(device: str, connection: Connection) -> int | None:
    return connection.execute(_LAST, {"device": device}).scalar()
