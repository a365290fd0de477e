"""The schema, step by step. A step that has been published is never changed; the next is added."""

# ruff: noqa: S608 - statements are put together from this file's own texts.

from typing import NamedTuple

from adapters.sql.alert_tables import ALERTS_POSTGRESQL, ALERTS_SQLITE
from adapters.sql.append_functions import LOG_LOCK
from adapters.sql.outlets import SCHEMA as OUTLET
from adapters.sql.public_order import PUBLIC_ORDER_POSTGRESQL, PUBLIC_ORDER_SQLITE
from adapters.sql.telemetry_tables import TELEMETRY_POSTGRESQL, TELEMETRY_SQLITE
from adapters.sql.webhook_tables import WEBHOOKS_POSTGRESQL, WEBHOOKS_SQLITE


class Step(NamedTuple):
    """One numbered change of the schema, for both engines."""

    number: int
    name: str
    sqlite: tuple[str, ...]
    postgresql: tuple[str, ...]


_LOG_SQLITE = (
    # AUTOINCREMENT: a position is never given twice, even if the tail were cut off.
    """
    CREATE TABLE fact (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        stream TEXT NOT NULL,
        version INTEGER NOT NULL,
        name TEXT NOT NULL,
        body BLOB NOT NULL,
        occurred TEXT NOT NULL DEFAULT '',
        command_id TEXT NOT NULL DEFAULT '',
        actor TEXT NOT NULL DEFAULT '',
        provenance TEXT NOT NULL DEFAULT '',
        recorded_at TEXT NOT NULL DEFAULT '',
        correlation_id TEXT NOT NULL DEFAULT '',
        causation_id TEXT,
        UNIQUE (stream, version)
    )
    """,
    """
    CREATE TABLE command (
        command_id TEXT NOT NULL UNIQUE,
        contents BLOB NOT NULL,
        first_position INTEGER NOT NULL,
        last_position INTEGER NOT NULL
    )
    """,
    *(
        f"""
        CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
        """
        for table in ("fact", "command")
        for verb in ("UPDATE", "DELETE")
    ),
    """
    CREATE TABLE tracking (
        application_name TEXT NOT NULL PRIMARY KEY,
        notification_id INTEGER NOT NULL
    )
    """,
)

_LOG_POSTGRESQL = (
    """
    CREATE TABLE fact (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        stream text COLLATE "C" NOT NULL,
        version integer NOT NULL,
        name text COLLATE "C" NOT NULL,
        body bytea NOT NULL,
        occurred text COLLATE "C" NOT NULL DEFAULT '',
        command_id text COLLATE "C" NOT NULL DEFAULT '',
        actor text NOT NULL DEFAULT '',
        provenance text NOT NULL DEFAULT '',
        recorded_at text COLLATE "C" NOT NULL DEFAULT '',
        correlation_id text NOT NULL DEFAULT '',
        causation_id text,
        UNIQUE (stream, version)
    )
    """,
    """
    CREATE TABLE command (
        command_id text COLLATE "C" PRIMARY KEY,
        contents bytea NOT NULL,
        first_position bigint NOT NULL,
        last_position bigint NOT NULL
    )
    """,
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the log is append-only'; END $$
    """,
    *(
        f"""
        CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """
        for table in ("fact", "command")
    ),
    """
    CREATE TABLE tracking (
        application_name text COLLATE "C" PRIMARY KEY,
        notification_id bigint NOT NULL
    )
    """,
    # One round trip: every statement after the lock sees what its former holder committed, and
    # the lock is given up only when this is committed as well. So commits follow positions.
    f"""
    CREATE FUNCTION append_command(
        id text, contents_ bytea, actor_ text, provenance_ text, recorded text,
        correlation text, causation text,
        streams text[], versions integer[], names text[], bodies bytea[], times text[],
        relied_streams text[], relied_versions integer[],
        OUT first bigint, OUT last bigint, OUT already bytea, OUT stale text
    ) LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock({LOG_LOCK});
        SELECT first_position, last_position, contents INTO first, last, already
        FROM command WHERE command_id = id;
        IF FOUND THEN RETURN; END IF;
        IF relied_streams IS NOT NULL THEN
            SELECT relied.s INTO stale FROM unnest(relied_streams, relied_versions) AS relied(s, v)
            WHERE EXISTS (SELECT 1 FROM fact WHERE stream = s AND version = v + 1);
            IF FOUND THEN RETURN; END IF;
        END IF;
        first := 0;
        last := 0;
        FOR i IN 1 .. cardinality(streams) LOOP
            INSERT INTO fact (stream, version, name, body, occurred, command_id, actor,
                provenance, recorded_at, correlation_id, causation_id)
            VALUES (streams[i], versions[i], names[i], bodies[i], times[i], id, actor_,
                provenance_, recorded, correlation, causation)
            RETURNING position INTO last;
            IF i = 1 THEN first := last; END IF;
        END LOOP;
        INSERT INTO command VALUES (id, contents_, first, last);
    END $$
    """,
)

_KEYS_SQLITE = (
    """
    CREATE TABLE subject_key (
        subject TEXT NOT NULL PRIMARY KEY,
        lookup BLOB NOT NULL UNIQUE,
        sealed_key BLOB NOT NULL
    )
    """,
    "CREATE TABLE installation (name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL)",
)

_KEYS_POSTGRESQL = (
    """
    CREATE TABLE subject_key (
        subject text COLLATE "C" PRIMARY KEY,
        lookup bytea NOT NULL UNIQUE,
        sealed_key bytea NOT NULL
    )
    """,
    'CREATE TABLE installation (name text COLLATE "C" PRIMARY KEY, value bytea NOT NULL)',
)

# Readers of the views and whoever puts a rebuilt view in place keep out of each other's way by
# locking it; nothing is ever in it. SQLite needs no such thing.
_VIEW_SWITCH = ("CREATE TABLE view_switch ()",)

STEPS: tuple[Step, ...] = (
    Step(1, "the log", _LOG_SQLITE, _LOG_POSTGRESQL),
    Step(2, "the keys of persons", _KEYS_SQLITE, _KEYS_POSTGRESQL),
    Step(3, "the log in public order", PUBLIC_ORDER_SQLITE, PUBLIC_ORDER_POSTGRESQL),
    Step(4, "views are switched", (), _VIEW_SWITCH),
    Step(
        5,
        "the places of outlets",
        (OUTLET.format(text="TEXT"),),
        (OUTLET.format(text='text COLLATE "C"'),),
    ),
    Step(6, "subscriptions at work", WEBHOOKS_SQLITE, WEBHOOKS_POSTGRESQL),
    Step(7, "readings", TELEMETRY_SQLITE, TELEMETRY_POSTGRESQL),
    Step(8, "alerts at work", ALERTS_SQLITE, ALERTS_POSTGRESQL),
)
