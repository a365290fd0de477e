"""The tables of readings, for both engines.

`reading` is clustered by device and time where the engine can do that. On PostgreSQL it is divided
by month, as months are in China; see `telemetry_months`. `reading_day` says of each day of each
device how often it gained readings (`mark`), up to which of these times it was rolled up
(`rolled`), when the last reading was, and whether only means are kept of it (`sampled`). Days are
counted from 1970-01-01, in China.
"""

DEVICE_LOCKS = 0x7C72
"""Sets the locks of devices apart from others' in the same database."""

_READING = """
CREATE TABLE reading (
    device {text} NOT NULL,
    at_ms {integer} NOT NULL,
    received_ms {integer} NOT NULL,
    counter {integer} NOT NULL,
    quality {integer} NOT NULL,
    inlet {real},
    outlet {real},
    airflow {real},
    temperature {real},
    humidity {real},
    pressure_drop {real},
    bed_temperature {real},
    PRIMARY KEY (device, at_ms)
) {clustered}{divided}
"""
_OTHERS = (
    """
    CREATE TABLE reading_day (
        device {text} NOT NULL,
        day {integer} NOT NULL,
        mark {integer} NOT NULL,
        rolled {integer} NOT NULL,
        last_ms {integer} NOT NULL,
        sampled {integer} NOT NULL,
        PRIMARY KEY (device, day)
    ) {clustered}
    """,
    # Few days are touched, and all are old one day: each is found without a look at the others.
    "CREATE INDEX reading_day_touched ON reading_day (day, device) WHERE mark > rolled",
    "CREATE INDEX reading_day_by_day ON reading_day (sampled, day)",
    """
    CREATE TABLE reading_sample (
        device {text} NOT NULL,
        from_ms {integer} NOT NULL,
        quantity {integer} NOT NULL,
        every_ms {integer} NOT NULL,
        readings {integer} NOT NULL,
        below_detection {integer} NOT NULL,
        mean {real} NOT NULL,
        least {real} NOT NULL,
        most {real} NOT NULL,
        PRIMARY KEY (device, from_ms, quantity)
    ) {clustered}
    """,
)


def _tables(**words: str) -> tuple[str, ...]:
    return tuple(table.format(**words) for table in (_READING, *_OTHERS))


TELEMETRY_SQLITE = _tables(
    text="TEXT", integer="INTEGER", real="REAL", clustered="WITHOUT ROWID", divided=""
)
# One round trip: what is asked after the lock sees what its former holder has committed.
_LOOK = f"""
CREATE FUNCTION look_at_readings(
    device_ text, first_day bigint, last_day bigint, first_ms bigint, last_ms_ bigint,
    OUT sampled_days bigint[], OUT is_there boolean
) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock({DEVICE_LOCKS}, hashtext(device_));
    sampled_days := ARRAY(SELECT day FROM reading_day
        WHERE device = device_ AND day BETWEEN first_day AND last_day AND sampled = 1);
    is_there := EXISTS (SELECT 1 FROM reading
        WHERE device = device_ AND at_ms BETWEEN first_ms AND last_ms_);
END $$
"""  # noqa: S608 - our own lock
TELEMETRY_POSTGRESQL = (
    *_tables(
        text='text COLLATE "C"',
        integer="bigint",
        real="double precision",
        clustered="",
        divided="PARTITION BY RANGE (at_ms)",
    ),
    _LOOK,
)
