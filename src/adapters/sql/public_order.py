"""The public order of the log in SQL: what step 3 of the schema lays down, and how `xid` begins.

`fact.position` is where a fact was laid down. As long as a database orders by `lock` alone, that
is its public position as well, and nothing else is kept. A database that has ever ordered by
`xid` keeps a `seal` per fact instead, and three views say the same words in either case:

- `log`: facts in public order; one that has no public position yet does not stand in it;
- `life`: facts for whoever reads a stream; 0 until a public position was given;
- `answer`: commands with the public positions of their facts; NULL until they were given.
"""

# ruff: noqa: S608 - statements are put together from this file's own texts.

LOG_LOCK = 0x7C414E
"""The advisory lock of appends on PostgreSQL: alone to order them, shared to let them run."""

STREAM_LOCK = 0x7C4153
"""With the hash of a stream or of a command id, the lock of whoever appends to it under `xid`."""

PAGE = 4000
"""How many facts are sealed in one transaction."""

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

# Facts of an older epoch are all there. Of this one, below the oldest running transaction no
# fact can appear any more: horizon and facts are seen in one snapshot, taken after the row lock.
_SEAL_FACTS = """
CREATE FUNCTION seal_facts(most bigint, alone boolean, OUT sealed bigint) LANGUAGE plpgsql AS $$
DECLARE
    reached record;
    places bigint[];
    now_epoch integer;
BEGIN
    sealed := 0;
    SELECT * INTO reached FROM sealer FOR UPDATE;
    IF NOT FOUND THEN RETURN; END IF;
    SELECT coalesce(max(number), 1) INTO now_epoch FROM epoch;
    SELECT array_agg(next.position ORDER BY next.epoch, next.xid, next.position) INTO places
    FROM (
        SELECT position, epoch, xid FROM fact
        WHERE (epoch, xid, position) > (reached.epoch, reached.xid, reached.position)
            AND (alone OR epoch < now_epoch OR xid < pg_snapshot_xmin(pg_current_snapshot()))
        ORDER BY epoch, xid, position LIMIT most
    ) AS next;
    IF places IS NULL THEN RETURN; END IF;
    sealed := cardinality(places);
    INSERT INTO seal SELECT reached.index + n, place
    FROM unnest(places) WITH ORDINALITY AS next(place, n);
    UPDATE sealer SET index = reached.index + sealed, epoch = last.epoch, xid = last.xid,
        position = last.position
    FROM fact AS last WHERE last.position = places[sealed];
END $$
"""

# What a writer that is alone in the log has to know, in one look.
_LEVEL = """
CREATE VIEW level AS SELECT coalesce(max(number), 1)::integer AS epoch,
    greatest((SELECT max(position) FROM fact), max(marked), 0) AS taken,
    EXISTS (SELECT FROM sealer) AS keeps_seals
FROM epoch
"""

# In a database that keeps seals, whoever is alone seals those who came before and then itself;
# its own place is the last that the sealer has reached.
_SEAL_AHEAD = """
CREATE FUNCTION seal_ahead(
    wanted bigint, now_epoch integer, OUT place bigint, OUT public bigint
) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM seal_facts(NULL, true);
    place := setval('fact_place', nextval('fact_place') + wanted - 1) - wanted + 1;
    INSERT INTO seal SELECT sealer.index + n, place + n - 1
    FROM sealer, generate_series(1, wanted) AS n;
    UPDATE sealer SET index = index + wanted, epoch = now_epoch, xid = pg_current_xact_id(),
        position = place + wanted - 1
    RETURNING index - wanted + 1 INTO public;
END $$
"""

_WRITE_FACTS = """
CREATE FUNCTION write_facts(
    streams text[], versions integer[], names text[], bodies bytea[], times text[], ids text[],
    actors text[], provenances text[], recorded text[], correlations text[], causations text[],
    OUT first bigint, OUT place bigint
) LANGUAGE plpgsql AS $$
DECLARE now record;
BEGIN
    SELECT * INTO now FROM level;
    place := now.taken + 1;
    first := place;
    IF now.keeps_seals THEN
        SELECT ahead.place, ahead.public INTO place, first
        FROM seal_ahead(cardinality(streams), now.epoch) AS ahead;
    END IF;
    INSERT INTO fact (stream, version, name, body, occurred, command_id, actor, provenance,
        recorded_at, correlation_id, causation_id, position, epoch)
    SELECT s, v, n, b, t, i, a, p, r, c, k, place + line - 1, now.epoch
    FROM unnest(streams, versions, names, bodies, times, ids, actors, provenances, recorded,
        correlations, causations) WITH ORDINALITY AS lines(s, v, n, b, t, i, a, p, r, c, k, line);
END $$
"""

# One round trip. Every statement after the lock sees what its former holder committed, and the
# lock is given up only when this is committed as well. Under `lock` commits follow positions.
# Under `xid` only those wait for each other who gain or rely on the same stream, or come with the
# same id; the locks are taken in one order for all, so that nobody waits in a circle.
_APPEND_COMMAND = f"""
CREATE FUNCTION append_command(
    id text, contents_ bytea, actor_ text, provenance_ text, recorded text,
    correlation text, causation text,
    streams text[], versions integer[], names text[], bodies bytea[], times text[],
    relied_streams text[], relied_versions integer[],
    OUT first bigint, OUT last bigint, OUT already bytea, OUT stale text
) LANGUAGE plpgsql AS $$
DECLARE
    by_xid boolean := EXISTS (SELECT FROM installation WHERE name = 'ordering' AND value = 'xid');
    wanted integer := cardinality(streams);
    now_epoch integer;
    keeps boolean;
    begun bigint;
    place bigint;
BEGIN
    IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
        RAISE EXCEPTION 'an append must be the first to write in its transaction';
    END IF;
    IF by_xid THEN
        PERFORM pg_advisory_xact_lock_shared({LOG_LOCK});
        PERFORM pg_advisory_xact_lock({STREAM_LOCK}, key) FROM (
            SELECT DISTINCT hashtext(word) AS key
            FROM unnest(streams || relied_streams || ('command ' || id)) AS word ORDER BY key
        ) AS in_order;
    ELSE
        PERFORM pg_advisory_xact_lock({LOG_LOCK});
    END IF;
    SELECT first_position, last_position, contents INTO first, last, already
    FROM answer WHERE command_id = id;
    IF FOUND THEN RETURN; END IF;
    IF relied_streams IS NOT NULL THEN
        SELECT relied.s INTO stale FROM unnest(relied_streams, relied_versions) AS relied(s, v)
        WHERE EXISTS (SELECT 1 FROM fact WHERE stream = s AND version = v + 1);
        IF FOUND THEN RETURN; END IF;
    END IF;
    first := 0;
    last := 0;
    IF wanted = 0 THEN
        INSERT INTO command VALUES (id, contents_, 0, 0);
        RETURN;
    END IF;
    SELECT epoch, taken, taken + 1, keeps_seals INTO now_epoch, place, first, keeps FROM level;
    IF by_xid THEN
        first := NULL;
    ELSIF keeps THEN
        SELECT ahead.place - 1, ahead.public INTO place, first
        FROM seal_ahead(wanted, now_epoch) AS ahead;
    END IF;
    last := first + wanted - 1;
    FOR i IN 1 .. wanted LOOP
        place := CASE WHEN by_xid THEN nextval('fact_place') ELSE place + 1 END;
        begun := coalesce(begun, place);
        INSERT INTO fact (stream, version, name, body, occurred, command_id, actor,
            provenance, recorded_at, correlation_id, causation_id, position, epoch)
        VALUES (streams[i], versions[i], names[i], bodies[i], times[i], id, actor_,
            provenance_, recorded, correlation, causation, place, now_epoch);
    END LOOP;
    INSERT INTO command VALUES (id, contents_, begun, place);
END $$
"""

_ANSWERED = """
CREATE FUNCTION answered(id text, most bigint, OUT first bigint, OUT last bigint)
LANGUAGE plpgsql AS $$
BEGIN
    SELECT first_position, last_position INTO first, last FROM answer WHERE command_id = id;
    IF last IS NULL THEN
        PERFORM seal_facts(most, false);
        SELECT first_position, last_position INTO first, last FROM answer WHERE command_id = id;
    END IF;
END $$
"""

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
    _SEAL_FACTS,
    _LEVEL,
    _SEAL_AHEAD,
    _WRITE_FACTS,
    "DROP FUNCTION append_command",
    _APPEND_COMMAND,
    _ANSWERED,
)
