"""Appending and sealing as PostgreSQL does it: one round trip each.

`level` says what a writer that is alone in the log has to know; `append_command` and `write_facts`
write, `seal_facts` gives public positions to what has none, and `answered` asks for a command's.
"""

# ruff: noqa: S608 - statements are put together from this file's own texts.

LOG_LOCK = 0x7C414E
"""The advisory lock of appends on PostgreSQL: alone to order them, shared to let them run."""

STREAM_LOCK = 0x7C4153
"""With the hash of a stream or of a command id, the lock of whoever appends to it under `xid`."""

PAGE = 4000
"""How many facts are sealed in one transaction."""

SEALER_LOCK = 0x7C4145
"""The advisory lock of the one who seals. A row lock would be written, and flushed to disk, also
by those who only waited for another to seal for them."""

# Below this no fact can appear any more. `pg_snapshot_xmin` would say so too, but any transaction
# that writes anywhere on the server holds it back, a view that is built again for minutes. Whoever
# writes facts holds LOG_LOCK from before its xid is given until its facts are seen, so among the
# running ones only those count who hold it. The locks are looked at after the snapshot: who has
# left by then has left its facts; who comes then has a higher xid. A holder without an xid may be
# just getting one, so then every running transaction counts.
_HORIZON = f"""
CREATE FUNCTION horizon() RETURNS xid8 LANGUAGE plpgsql AS $$
DECLARE
    seen pg_snapshot;
    below xid8;
BEGIN
    SELECT pg_current_snapshot() INTO seen;
    WITH locks AS MATERIALIZED (SELECT * FROM pg_locks),
    writers AS (
        SELECT own.transactionid FROM locks AS held LEFT JOIN locks AS own
            ON own.virtualtransaction = held.virtualtransaction AND own.locktype = 'transactionid'
            AND own.mode = 'ExclusiveLock'
        WHERE held.locktype = 'advisory' AND held.objid = {LOG_LOCK} AND held.objsubid = 1
            AND held.granted AND held.database =
                (SELECT oid FROM pg_database WHERE datname = current_database())
    )
    SELECT CASE
        WHEN EXISTS (SELECT FROM writers WHERE transactionid IS NULL) THEN pg_snapshot_xmin(seen)
        ELSE (
            SELECT running FROM pg_snapshot_xip(seen) AS running
            WHERE xid(running) IN (SELECT transactionid FROM writers) ORDER BY running LIMIT 1
        )
    END INTO below;
    RETURN coalesce(below, pg_snapshot_xmax(seen));
END $$
"""

# Facts of an older epoch are all there.
_SEAL_FACTS = f"""
CREATE FUNCTION seal_facts(most bigint, alone boolean, OUT sealed bigint) LANGUAGE plpgsql AS $$
DECLARE
    reached record;
    places bigint[];
    now_epoch integer;
    below xid8;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'sealing has to see what was committed after it began';
    END IF;
    sealed := 0;
    PERFORM pg_advisory_xact_lock({SEALER_LOCK});
    SELECT * INTO reached FROM sealer;
    IF NOT FOUND THEN RETURN; END IF;
    SELECT coalesce(max(number), 1) INTO now_epoch FROM epoch;
    below := horizon();
    SELECT array_agg(next.position ORDER BY next.epoch, next.xid, next.position) INTO places
    FROM (
        SELECT position, epoch, xid FROM fact
        WHERE (epoch, xid, position) > (reached.epoch, reached.xid, reached.position)
            AND (alone OR epoch < now_epoch OR xid < below)
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
# same id; the locks are taken in one order for all, so that nobody waits in a circle. The xid is
# given with the first write, thus behind them, so a stream's facts keep their order in public.
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

# Who waits for a position seals for all who wait, unless another has done so meanwhile.
_ANSWERED = f"""
CREATE FUNCTION answered(id text, most bigint, OUT first bigint, OUT last bigint)
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock({SEALER_LOCK});
    SELECT first_position, last_position INTO first, last FROM answer WHERE command_id = id;
    IF last IS NULL THEN
        PERFORM seal_facts(most, false);
        SELECT first_position, last_position INTO first, last FROM answer WHERE command_id = id;
    END IF;
END $$
"""

FUNCTIONS = (
    _HORIZON,
    _SEAL_FACTS,
    _LEVEL,
    _SEAL_AHEAD,
    _WRITE_FACTS,
    "DROP FUNCTION append_command",
    _APPEND_COMMAND,
    _ANSWERED,
)
"""What step 3 of the schema lays down; `append_command` takes the place of step 1's."""
