"""Does the log still stand where it was published? Asked of every new connection.

So a database that was restored, or that another server took over with less than was told, is
noticed when it is opened, and by a running process when it connects again.
"""

from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Engine, event

from adapters.sql.high_water import NO_FACT, HighWater, Mark
from adapters.sql.views.desk import Desk, PsycopgDesk, SqliteDesk
from application.ports.log_keeping import (
    LogBelowItsMark,
    LogDiverged,
    NotAsPublished,
    TransactionsRestarted,
)

COMMAND = "tanguanjia log continue --reason …"

_REACHED = """
SELECT coalesce((SELECT position FROM log ORDER BY position DESC LIMIT 1), 0),
    (SELECT coalesce(max(number), 1) FROM epoch), (SELECT coalesce(max(marked), 0) FROM epoch)
"""
_FACT = """
SELECT stream, version, name, body, command_id, recorded_at FROM log WHERE position = ?
"""
# Only where `xid` has begun is there an index for it, and a need.
_RESTARTED = """
SELECT CASE WHEN EXISTS (SELECT FROM sealer) THEN EXISTS (
    SELECT FROM fact WHERE epoch = (SELECT coalesce(max(number), 1) FROM epoch)
        AND xid >= pg_snapshot_xmax(pg_current_snapshot())
) ELSE false END
"""


class Reached(NamedTuple):
    """The log's last position, its epoch, and the last position that is not to be given again."""

    position: int
    epoch: int
    marked: int


def reached(desk: Desk) -> Reached:
    """Say how far the log has come."""
    return Reached(*desk.fetch(_REACHED)[0])


def mark_of(desk: Desk) -> Mark:
    """Say what the high-water mark of this log is."""
    position, epoch, marked = reached(desk)
    published = max(position, marked)
    return Mark(epoch, published, _digest(desk, published) or NO_FACT)


def watch(engine: Engine, water: HighWater) -> None:
    """Look at the log now and with every new connection; raises what `wrong_with` finds."""
    on_sqlite = engine.dialect.name == "sqlite"

    def look(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        try:
            wrong = wrong_with(SqliteDesk(cursor) if on_sqlite else PsycopgDesk(cursor), water)
        finally:
            cursor.close()
            connection.rollback()
        if wrong is not None:
            raise wrong

    # What was connected before was not looked at.
    engine.dispose()
    event.listen(engine, "connect", look)
    engine.connect().close()


def wrong_with(desk: Desk, water: HighWater) -> NotAsPublished | None:
    """Hold the log against its mark; None where it holds all that was published."""
    mark = water.read()
    position, epoch, marked = reached(desk)
    if mark is not None:
        told = {"position": position, "mark": mark.position, "command": COMMAND}
        if max(position, marked) < mark.position:
            return LogBelowItsMark(**told)
        found = _digest(desk, mark.position)
        lost = found is None and mark.position <= marked
        if mark.epoch > epoch or not (lost or found == mark.digest):
            return LogDiverged(**told)
    if isinstance(desk, PsycopgDesk) and desk.fetch(_RESTARTED)[0][0]:
        return TransactionsRestarted(position=position, command=COMMAND)
    return None


def _digest(desk: Desk, position: int) -> str | None:
    """Name the fact at a position by its bytes; None where there is none."""
    found = desk.fetch(_FACT, (position,))
    if not found:
        return None
    digest = sha256()
    for part in found[0]:
        spelled = part if isinstance(part, bytes) else str(part).encode()
        digest.update(len(spelled).to_bytes(8) + spelled)
    return digest.hexdigest()
