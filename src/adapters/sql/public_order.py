"""The public order of the log in SQL: what step 3 of the schema lays down, and how `xid` begins.

`fact.position` is where a fact was laid down. As long as a database orders by `lock` alone, that
is its public position as well, and nothing else is kept. A database that has ever ordered by
`xid` keeps a `seal` per fact instead, and three views say the same words in either case:

- `log`: facts in public order; one that has no public position yet does not stand in it;
- `life`: facts for whoever reads a stream; 0 until a public position was given;
- `answer`: commands with the public positions of their facts; NULL until they were given.
"""

# ruff: noqa: S608 - statements are put together from this file's own texts.

from adapters.sql.append_functions import FUNCTIONS

_REST = """version, name, body, occurred, command_id, actor, provenance, recorded_at,
    correlation_id, causation_id"""
_IN_FACT = "fact.stream, " + ", ".join(f"fact.{each.strip()}" for each in _REST.split(","))

_EPOCH_COLUMNS = """
    number {whole} NOT NULL PRIMARY KEY,
    began_at {text} NOT NULL,
    reason {text} NOT NULL,
    actor {text} NOT NULL,
    stood_at {whole} NOT NULL,
    marked {whole} NOT NULL
"""
# The log begins in epoch 1, which needs no row. Positions after `stood_at` up to `marked` are lost.
_EPOCH = "CREATE TABLE epoch (" + _EPOCH_COLUMNS + ")"

PLAIN_VIEWS = (
    f"CREATE VIEW log AS SELECT position, {_IN_FACT} FROM fact",
    f"CREATE VIEW life AS SELECT position, {_IN_FACT} FROM fact",
    "CREATE VIEW answer AS SELECT command_id, first_position, last_position, contents FROM command",
)

SEALED_VIEWS = (
    f"""
    CREATE OR REPLACE VIEW log AS SELECT seal.index AS position, {_IN_FACT}
    FROM seal JOIN fact ON fact.position = seal.position
    """,
    f"""
    CREATE OR REPLACE VIEW life AS SELECT coalesce(seal.index, 0) AS position, {_IN_FACT}
    FROM fact LEFT JOIN seal ON seal.position = fact.position
    """,
    """
    CREATE OR REPLACE VIEW answer AS SELECT command_id,
        CASE WHEN first_position = 0 THEN 0 ELSE first.index END AS first_position,
        CASE WHEN last_position = 0 THEN 0 ELSE last.index END AS last_position, contents
    FROM command
    LEFT JOIN seal AS first ON first.position = command.first_position
    LEFT JOIN seal AS last ON last.position = command.last_position
    """,
)

PUBLIC_ORDER_SQLITE = (
    _EPOCH.format(whole="INTEGER", text="TEXT"),
    *(
        f"""
        CREATE TRIGGER epoch_{verb.lower()} BEFORE {verb} ON epoch
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
        """
        for verb in ("UPDATE", "DELETE")
    ),
    *PLAIN_VIEWS,
)

PUBLIC_ORDER_POSTGRESQL = (
    _EPOCH.format(whole="bigint", text="text"),
    # A sequence leaves gaps; a place is given under the lock, or is none of the public's business.
    "ALTER TABLE fact ALTER COLUMN position DROP IDENTITY",
    "CREATE SEQUENCE fact_place",
    """
    ALTER TABLE fact ADD COLUMN epoch integer NOT NULL DEFAULT 1,
        ADD COLUMN xid xid8 NOT NULL DEFAULT '0'
    """,
    "ALTER TABLE fact ALTER COLUMN xid SET DEFAULT pg_current_xact_id()",
    "CREATE TABLE seal (index bigint PRIMARY KEY, position bigint NOT NULL UNIQUE)",
    # One row, from when `xid` begins: what was sealed last, in the order of the sealer.
    """
    CREATE TABLE sealer (
        index bigint NOT NULL, epoch integer NOT NULL, xid xid8 NOT NULL, position bigint NOT NULL
    )
    """,
    *(
        f"""
        CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """
        for table in ("epoch", "seal")
    ),
    *PLAIN_VIEWS,
    *FUNCTIONS,
)
