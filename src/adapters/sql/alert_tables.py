"""The tables of alerts at work, for both engines. Times are canonical text."""

_TABLES = (
    "CREATE TABLE alert_place (one {number} PRIMARY KEY, place {number} NOT NULL)",
    "CREATE TABLE alert_look (charge {text} PRIMARY KEY, at {text} NOT NULL)",
    """
    CREATE TABLE alert_message (
        id {text} PRIMARY KEY,
        charge {text} NOT NULL,
        enterprise {text} NOT NULL,
        town {text} NOT NULL,
        episode {number} NOT NULL,
        matter {text} NOT NULL,
        party_kind {text} NOT NULL,
        party_id {text} NOT NULL,
        time {number} NOT NULL,
        text {text} NOT NULL,
        made_at {text} NOT NULL,
        stage {text} NOT NULL,
        tries {number} NOT NULL,
        due {text},
        changed_at {text},
        number {text} NOT NULL,
        way {text} NOT NULL,
        detail {text} NOT NULL,
        day {text} NOT NULL,
        why {text} NOT NULL,
        receipt {text} NOT NULL
    )
    """,
    "CREATE INDEX alert_message_stage ON alert_message (stage, charge)",
    "CREATE INDEX alert_message_number ON alert_message (number, changed_at)",
)

ALERTS_SQLITE = tuple(table.format(text="TEXT", number="INTEGER") for table in _TABLES)
ALERTS_POSTGRESQL = tuple(
    table.format(text='text COLLATE "C"', number="bigint") for table in _TABLES
)
