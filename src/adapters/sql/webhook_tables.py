"""The tables of subscriptions at work, for both engines. Times are canonical text."""

_TABLES = (
    """
    CREATE TABLE webhook (
        id {text} PRIMARY KEY,
        url {text} NOT NULL,
        place {number} NOT NULL,
        applied {number} NOT NULL,
        failing_since {text},
        waits_until {text},
        revision {number} NOT NULL
    )
    """,
    """
    CREATE TABLE webhook_owed (
        subscription {text} NOT NULL,
        position {number} NOT NULL,
        stream {text} NOT NULL,
        attempts {number} NOT NULL,
        due {text},
        since {text},
        parked {number} NOT NULL,
        PRIMARY KEY (subscription, position)
    )
    """,
    """
    CREATE TABLE webhook_secret (
        subscription {text} NOT NULL,
        made_by {text} NOT NULL,
        sealed {text} NOT NULL,
        expires {text},
        PRIMARY KEY (subscription, made_by)
    )
    """,
    """
    CREATE TABLE webhook_attempt (
        subscription {text} NOT NULL,
        number {number} NOT NULL,
        position {number} NOT NULL,
        type {text} NOT NULL,
        stream {text} NOT NULL,
        attempt {number} NOT NULL,
        at {text} NOT NULL,
        outcome {text} NOT NULL,
        status {number},
        duration_ms {number} NOT NULL,
        headers {text} NOT NULL,
        body_sha256 {text} NOT NULL,
        body_bytes {number} NOT NULL,
        excerpt {text},
        PRIMARY KEY (subscription, number)
    )
    """,
)

WEBHOOKS_SQLITE = tuple(table.format(text="TEXT", number="INTEGER") for table in _TABLES)
WEBHOOKS_POSTGRESQL = tuple(
    table.format(text='text COLLATE "C"', number="bigint") for table in _TABLES
)
