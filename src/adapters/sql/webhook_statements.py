"""The statements of subscriptions at work."""

from sqlalchemy import text

TAKE_UP = text("""
INSERT INTO webhook VALUES (:id, :url, :place, :applied, :failing_since, :waits_until, 0)
ON CONFLICT (id) DO NOTHING
""")
KEEPING = "SELECT id, url, place, applied, failing_since, waits_until, revision FROM webhook"
EVERY = text(f"{KEEPING} ORDER BY id")
ONE = text(f"{KEEPING} WHERE id = :id")
ADVANCE = text("""
UPDATE webhook SET place = :place, applied = :applied, failing_since = :failing_since,
    waits_until = :waits_until, revision = revision + 1
WHERE id = :id AND revision = :revision
""")
# Whoever keeps an attempt counts it, and lets nobody else count meanwhile.
ALONE = text("UPDATE webhook SET url = url WHERE id = :id")
OWED = text("""
SELECT position, stream, attempts, due, since, parked FROM webhook_owed
WHERE subscription = :id ORDER BY position
""")
COUNT = text("""
SELECT coalesce(sum(1 - parked), 0), coalesce(sum(parked), 0) FROM webhook_owed
WHERE subscription = :id
""")
OWE = text("""
INSERT INTO webhook_owed VALUES (:id, :position, :stream, :attempts, :due, :since, :parked)
ON CONFLICT (subscription, position) DO UPDATE SET attempts = excluded.attempts,
    due = excluded.due, since = excluded.since, parked = excluded.parked
""")
SETTLE = text("DELETE FROM webhook_owed WHERE subscription = :id AND position = :position")
OWE_NOTHING = text("DELETE FROM webhook_owed WHERE subscription = :id")
ADD_SECRET = text("""
INSERT INTO webhook_secret VALUES (:id, :made_by, :sealed, :expires)
ON CONFLICT (subscription, made_by) DO NOTHING
""")
MADE_BY = text("""
SELECT made_by, sealed, expires FROM webhook_secret
WHERE subscription = :id AND made_by = :made_by
""")
RETIRE = text("""
UPDATE webhook_secret SET expires = :at
WHERE subscription = :id AND made_by <> :but AND expires IS NULL
""")
EXPIRE = text("DELETE FROM webhook_secret WHERE expires <= :now")
SECRETS = text("""
SELECT made_by, sealed, expires FROM webhook_secret
WHERE subscription = :id AND (expires IS NULL OR expires > :now)
ORDER BY expires IS NULL, expires, made_by
""")
LAST = text("SELECT coalesce(max(number), 0) FROM webhook_attempt WHERE subscription = :id")
LOG = text("""
INSERT INTO webhook_attempt VALUES (:id, :number, :position, :type, :stream, :attempt, :at,
    :outcome, :status, :duration_ms, :headers, :body_sha256, :body_bytes, :excerpt)
""")
CUT = text("DELETE FROM webhook_attempt WHERE subscription = :id AND number <= :upto")
ATTEMPTS = text("""
SELECT position, type, stream, attempt, at, outcome, status, duration_ms, headers, body_sha256,
    body_bytes, excerpt, number
FROM webhook_attempt WHERE subscription = :id AND number < :before
ORDER BY number DESC LIMIT :limit
""")
FORGET = [
    text(statement)
    for statement in (
        "DELETE FROM webhook_owed WHERE subscription = :id",
        "DELETE FROM webhook_secret WHERE subscription = :id",
        "DELETE FROM webhook_attempt WHERE subscription = :id",
        "DELETE FROM webhook WHERE id = :id",
    )
]
