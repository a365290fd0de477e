"""What is asked and written while a batch of readings is kept, at the speed of the driver."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection

from adapters.sql.statements import for_psycopg
from adapters.sql.telemetry_rows import VALUES, Row, day_of
from adapters.sql.telemetry_tables import DEVICE_LOCKS
from domain.reading import Integers

_ALONE = f"SELECT pg_advisory_xact_lock({DEVICE_LOCKS}, hashtext(?))"
_LOOK = "SELECT sampled_days, is_there FROM look_at_readings(?, ?, ?, ?, ?)"
_SAMPLED = "SELECT day FROM reading_day WHERE device = ? AND day BETWEEN ? AND ? AND sampled = 1"
_ANY = "SELECT 1 FROM reading WHERE device = ? AND at_ms BETWEEN ? AND ? LIMIT 1"
_KNOWN = f"""
SELECT at_ms, counter, quality, {", ".join(VALUES)} FROM reading
WHERE device = ? AND at_ms BETWEEN ? AND ? AND at_ms {{times}}
"""  # noqa: S608 - our own columns
_KNOWN_TO_SQLITE = _KNOWN.format(times="IN (SELECT value FROM json_each(?))")
_KNOWN_TO_POSTGRESQL = _KNOWN.format(times="= ANY(?)")
_TOUCH = """
INSERT INTO reading_day (device, day, mark, rolled, last_ms, sampled) {days}
ON CONFLICT (device, day) DO UPDATE SET mark = reading_day.mark + 1, last_ms =
    CASE WHEN excluded.last_ms > reading_day.last_ms THEN excluded.last_ms
    ELSE reading_day.last_ms END
"""
_TOUCH_ONE = _TOUCH.format(days="VALUES (?, ?, 1, 0, ?, 0)")
_TOUCH_ALL = _TOUCH.format(
    days="SELECT ?, day, 1, 0, last, 0 FROM unnest(?::bigint[], ?::bigint[]) AS told (day, last)"
)
_COLUMNS = 5 + len(VALUES)
_INSERT = f"INSERT INTO reading VALUES ({', '.join('?' * _COLUMNS)})"  # noqa: S608 - only marks
_COPY = "COPY reading FROM STDIN (FORMAT BINARY)"
_TYPES = ["text", *["int8"] * 4, *["float8"] * len(VALUES)]


class Found(NamedTuple):
    """What is there before a batch is kept: days of which only means are, and its times' rows."""

    sampled: set[int]
    known: Sequence[Row]


class TelemetryDesk(Protocol):
    """A cursor within the transaction that keeps one batch."""

    def alone_with(self, device: str) -> None:
        """Wait until nobody else keeps readings of a device."""
        ...

    def look(self, device: str, at_ms: Integers) -> Found:
        """Be alone with a device, and see what is there of the days and times of a batch."""
        ...

    def insert(self, rows: Sequence[Row]) -> None:
        """Write rows none of which is there."""
        ...

    def touch(self, device: str, days: Iterable[tuple[int, int]]) -> None:
        """Mark days, each given with its last new reading, as touched."""
        ...


class SqliteTelemetryDesk:
    """A cursor of sqlite3, in the one transaction that writes."""

    def __init__(self, cursor: Any) -> None:
        """Use a cursor whose transaction someone else ends."""
        self._cursor = cursor

    def alone_with(self, device: str) -> None:
        """Whoever writes is alone anyway."""

    def look(self, device: str, at_ms: Integers) -> Found:
        """Mostly nothing is there, and that is found out without naming every time."""
        execute = self._cursor.execute
        stretch, days = _stretches(at_ms)
        sampled = {int(day) for (day,) in execute(_SAMPLED, (device, *days))}
        if not execute(_ANY, (device, *stretch)).fetchall():
            return Found(sampled, [])
        times = json.dumps(at_ms.tolist())
        return Found(sampled, execute(_KNOWN_TO_SQLITE, (device, *stretch, times)).fetchall())

    def insert(self, rows: Sequence[Row]) -> None:
        """Write rows none of which is there."""
        self._cursor.executemany(_INSERT, rows)

    def touch(self, device: str, days: Iterable[tuple[int, int]]) -> None:
        """Mark days as touched."""
        self._cursor.executemany(_TOUCH_ONE, [(device, *day) for day in days])


class PsycopgTelemetryDesk:
    """A cursor of psycopg; as few round trips as can be. Copying is fastest for a few rows too."""

    def __init__(self, connection: Any) -> None:
        """Use a connection whose transaction someone else ends."""
        self._connection = connection
        self._cursor = connection.cursor(binary=True)

    def alone_with(self, device: str) -> None:
        """Hold the device's lock until the transaction ends."""
        self._connection.execute(for_psycopg(_ALONE), (device,))

    def look(self, device: str, at_ms: Integers) -> Found:
        """One round trip, where nothing is there."""
        stretch, days = _stretches(at_ms)
        self._cursor.execute(for_psycopg(_LOOK), (device, *days, *stretch))
        ((sampled, is_there),) = self._cursor.fetchall()
        if not is_there:
            return Found(set(sampled), [])
        known = for_psycopg(_KNOWN_TO_POSTGRESQL)
        self._cursor.execute(known, (device, *stretch, at_ms.tolist()))
        return Found(set(sampled), self._cursor.fetchall())

    def insert(self, rows: Sequence[Row]) -> None:
        """Write rows none of which is there."""
        with self._cursor.copy(_COPY) as copy:
            copy.set_types(_TYPES)
            for row in rows:
                copy.write_row(row)

    def touch(self, device: str, days: Iterable[tuple[int, int]]) -> None:
        """Mark days as touched."""
        each = list(days)
        numbers, lasts = [day for day, _ in each], [last for _, last in each]
        self._cursor.execute(for_psycopg(_TOUCH_ALL), (device, numbers, lasts))


def telemetry_desk(connection: Connection) -> TelemetryDesk:
    """Sit down within the transaction of a connection."""
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        return SqliteTelemetryDesk(driver.cursor())
    return PsycopgTelemetryDesk(driver)


def _stretches(at_ms: Integers) -> tuple[tuple[int, int], tuple[int, int]]:
    """From the first time to the last, and from the first day to the last."""
    least, most = int(at_ms.min()), int(at_ms.max())
    return (least, most), (day_of(least), day_of(most))
