"""A copy of an embedded database: one file of one moment, without what was deleted."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from adapters.sql.backup_manifest import Inside
from adapters.sql.engine import BUSY_TIMEOUT_S
from application.ports.backups import BackupDamaged

_INSIDE = """
SELECT (SELECT max(number) FROM schema_version), (SELECT coalesce(max(position), 0) FROM log),
    (SELECT recorded_at FROM log ORDER BY position DESC LIMIT 1)
"""


def copy(engine: Engine, draft: Path) -> Inside:
    """Copy the database into an empty file; writers go on meanwhile.

    VACUUM INTO reads one snapshot and leaves out free pages, so that a key that was destroyed is
    not in the copy either.
    """
    with closing(sqlite3.connect(str(engine.url.database), timeout=BUSY_TIMEOUT_S)) as books:
        books.execute("VACUUM INTO ?", (str(draft),))
    return look_into(draft)


def look_into(file: Path) -> Inside:
    """Read a back-up through, writing nothing beside it; raises `BackupDamaged`."""
    address = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as copied:
            (said,) = copied.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok":
                raise BackupDamaged(file=file, reason=said)
            return Inside(*copied.execute(_INSIDE).fetchone())
    except sqlite3.DatabaseError as unreadable:
        raise BackupDamaged(file=file, reason=str(unreadable)) from unreadable
