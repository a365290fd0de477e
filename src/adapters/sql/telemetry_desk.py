"""What is asked and written while a batch of readings is kept, at the speed of the driver."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection

from adapters.sql.statements import for_psycopg
from adapters.sql.telemetry_rows import VALUES, Row
from domain.reading import Integers

_SPACE = 0x7C72
"""Sets the locks of devices apart from others' in the same database."""

_ALONE = for_psycopg(f"SELECT pg_advisory_xact_lock({_SPACE}, hashtext(?))")
_SAMPLED = "SELECT day FROM reading_day WHERE device = ? AND day BETWEEN ? AND ? AND sampled = 1"
_ANY = "SELECT 1 FROM reading WHERE device = ? AND at_ms BETWEEN ? AND ? LIMIT 1"
_KNOWN = f"""
SELECT at_ms, counter, quality, {", ".join(VALUES)} FROM reading
WHERE device = ? AND at_ms BETWEEN ? AND ? AND at_ms
"""  # noqa: S608 - our own columns
_TOUCH = """
INSERT INTO reading_day (device, day, mark, rolled, last_ms, sampled) VALUES (?, ?, 1, 0, ?, 0)
ON CONFLICT (device, day) DO UPDATE SET mark = reading_day.mark + 1, last_ms =
    CASE WHEN excluded.last_ms > reading_day.last_ms THEN excluded.last_ms
    ELSE reading_day.last_ms END
"""
_COLUMNS = 5 + len(VALUES)
_INSERT = f"INSERT INTO reading VALUES ({', '.join('?' * _COLUMNS)})"  # noqa: S608 - only marks
_COPY = "COPY reading FROM STDIN (FORMAT BINARY)"
_TYPES = ["text", *["int8"] * 4, *["float8"] * len(VALUES)]


class TelemetryDesk(Protocol):
    """A cursor within the transaction that keeps one batch."""

    def alone_with(self, device: str) -> None:
        """Wait until nobody else keeps readings of a device."""
        ...

    def sampled_days(self, device: str, first: int, last: int) -> set[int]:
        """Days of which only means are kept."""
        ...

    def known(self, device: str, least: int, most: int, at_ms: Integers) -> Sequence[Row]:
        """What is there already of these times, all of which lie from least to most."""
        ...

    def insert(self, rows: Sequence[Row]) -> None:
        """Write rows none of which is there."""
        ...

    def touch(self, device: str, days: Iterable[tuple[int, int]]) -> None:
        """Mark days, each given with its last new reading, as touched."""
        ...


class _Desk:
    """What both engines do alike."""

    TIMES: str

    def __init__(self, cursor: Any) -> None:
        """Use a cursor whose transaction someone else ends."""
        self._cursor = cursor

    def sampled_days(self, device: str, first: int, last: int) -> set[int]:
        """Days of which only means are kept."""
        return {int(day) for (day,) in self._fetch(_SAMPLED, (device, first, last))}

    def known(self, device: str, least: int, most: int, at_ms: Integers) -> Sequence[Row]:
        """Mostly nothing is there, and that is found out without naming every time."""
        stretch = (device, least, most)
        if not self._fetch(_ANY, stretch):
            return []
        return self._fetch(f"{_KNOWN} {self.TIMES}", (*stretch, self._times(at_ms)))

    def _fetch(self, statement: str, values: Sequence[Any]) -> list[Row]:
        raise NotImplementedError

    def _times(self, at_ms: Integers) -> object:
        raise NotImplementedError


class SqliteTelemetryDesk(_Desk):
    """A cursor of sqlite3, in the one transaction that writes."""

    TIMES = "IN (SELECT value FROM json_each(?))"

    def alone_with(self, device: str) -> None:
        """Whoever writes is alone anyway."""

    def insert(self, rows: Sequence[Row]) -> None:
        """Write rows none of which is there."""
        self._cursor.executemany(_INSERT, rows)

    def touch(self, device: str, days: Iterable[tuple[int, int]]) -> None:
        """Mark days as touched."""
        self._cursor.executemany(_TOUCH, [(device, *day) for day in days])

    def _fetch(self, statement: str, values: Sequence[Any]) -> list[Row]:
        return self._cursor.execute(statement, values).fetchall()

    def _times(self, at_ms: Integers) -> str:
        return json.dumps(at_ms.tolist())


class PsycopgTelemetryDesk(_Desk):
    """A cursor of psycopg."""

    TIMES = "= ANY(?)"

    def alone_with(self, device: str) -> None:
        """Hold the device's lock until the transaction ends."""
        self._cursor.execute(_ALONE, (device,))

    def insert(self, rows: Sequence[Row]) -> None:
        """Write rows none of which is there."""
        with self._cursor.copy(_COPY) as copy:
            copy.set_types(_TYPES)
            for row in rows:
                copy.write_row(row)

    def touch(self, device: str, days: Iterable[tuple[int, int]]) -> None:
        """Mark days as touched."""
        self._cursor.executemany(for_psycopg(_TOUCH), [(device, *day) for day in days])

    def _fetch(self, statement: str, values: Sequence[Any]) -> list[Row]:
        return self._cursor.execute(for_psycopg(statement), values).fetchall()

    def _times(self, at_ms: Integers) -> list[int]:
        return at_ms.tolist()


def telemetry_desk(connection: Connection) -> TelemetryDesk:
    """Sit down within the transaction of a connection."""
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        return SqliteTelemetryDesk(driver.cursor())
    return PsycopgTelemetryDesk(driver.cursor(binary=True))
