"""Readings that are too old to be kept as they came become means, and these go as well in time."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Connection, Engine, text

from adapters.sql.engine import writing
from adapters.sql.telemetry_desk import telemetry_desk
from adapters.sql.telemetry_rows import day_of, start_ms
from adapters.sql.telemetry_samples import of_readings
from application.ports.telemetry_store import Retention
from domain.reading import QUANTITIES

_DUE = text("""
SELECT device, day FROM reading_day
WHERE sampled = :sampled AND day < :before AND mark <= rolled ORDER BY day, device LIMIT :limit
""")
_STILL_DUE = text("""
SELECT 1 FROM reading_day
WHERE device = :device AND day = :day AND sampled = 0 AND mark <= rolled
""")
_SAMPLE = text("""
INSERT INTO reading_sample (device, from_ms, quantity, every_ms, readings, below_detection, mean,
    least, most)
VALUES (:device, :from_ms, :quantity, :every_ms, :readings, :below, :mean, :least, :most)
""")
_IS_SAMPLED = text("""
UPDATE reading_day SET sampled = 1 WHERE device = :device AND day = :day
""")
_DROP_READINGS = text("""
DELETE FROM reading WHERE device = :device AND at_ms >= :from_ms AND at_ms < :until_ms
""")
_DROP_SAMPLES = text("""
DELETE FROM reading_sample WHERE device = :device AND from_ms >= :from_ms AND from_ms < :until_ms
""")
_FORGET = text("DELETE FROM reading_day WHERE device = :device AND day = :day AND sampled = 1")
_AT_ONCE = 1000


def shrink(engine: Engine, now_ms: int, retention: Retention) -> int:
    """Sample and drop the days that are over for as long as is said; give how many readings
    went."""
    gone = 0
    raw_ms, sampled_ms, every_ms = map(_ms, (retention.raw, retention.sampled, retention.every))
    while due := _due(engine, 0, now_ms - raw_ms):
        gone += sum(_sample(engine, device, day, every_ms) for device, day in due)
    while due := _due(engine, 1, now_ms - raw_ms - sampled_ms):
        for device, day in due:
            _drop(engine, device, day)
    return gone


def _due(engine: Engine, sampled: int, until_ms: int) -> Sequence[tuple[str, int]]:
    asked = {"sampled": sampled, "before": day_of(until_ms), "limit": _AT_ONCE}
    with engine.connect() as connection:
        return [(device, int(day)) for device, day in connection.execute(_DUE, asked)]


def _sample(engine: Engine, device: str, day: int, every_ms: int) -> int:
    """Make means of a day, unless a reading has come for it meanwhile."""
    asked = {"device": device, "day": day, "from_ms": start_ms(day), "until_ms": start_ms(day + 1)}
    with writing(engine) as connection:
        telemetry_desk(connection).alone_with(device)
        if not connection.execute(_STILL_DUE, asked).scalar():
            return 0
        _keep_samples(connection, device, day, every_ms)
        connection.execute(_IS_SAMPLED, asked)
        return connection.execute(_DROP_READINGS, asked).rowcount


def _keep_samples(connection: Connection, device: str, day: int, every_ms: int) -> None:
    from_ms, until_ms = start_ms(day), start_ms(day + 1)
    rows = [
        {
            "device": device,
            "from_ms": sample.from_ms,
            "quantity": QUANTITIES.index(sample.quantity),
            "every_ms": every_ms,
            "readings": sample.readings,
            "below": sample.below_detection,
            "mean": sample.mean,
            "least": sample.least,
            "most": sample.most,
        }
        for sample in of_readings(connection, device, from_ms, until_ms, every_ms)
    ]
    if rows:
        connection.execute(_SAMPLE, rows)


def _drop(engine: Engine, device: str, day: int) -> None:
    asked = {"device": device, "day": day, "from_ms": start_ms(day), "until_ms": start_ms(day + 1)}
    with writing(engine) as connection:
        telemetry_desk(connection).alone_with(device)
        connection.execute(_DROP_SAMPLES, asked)
        connection.execute(_FORGET, asked)


def _ms(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)
