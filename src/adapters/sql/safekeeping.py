"""What else can lose or blur the books: the secret's file, times still to come, no back-up."""

import stat
from pathlib import Path

import msgspec
from sqlalchemy import Engine, text

from adapters.sql.settings import keep_setting, setting
from application.premises import Safekeeping

_BACKED_UP = "backup"

# The first and the last are found by the key; those still to come take a walk through the log.
_TIMES = text("""
SELECT
    (SELECT recorded_at FROM log ORDER BY position LIMIT 1),
    (SELECT recorded_at FROM log ORDER BY position DESC LIMIT 1),
    (SELECT count(*) FROM log WHERE recorded_at > :now)
""")


class BackedUp(msgspec.Struct):
    """When this database was last backed up by this program, and how far."""

    at: str
    position: int


def safekeeping(engine: Engine, secret: Path, now: str) -> Safekeeping:
    """Ask the database and the disk."""
    with engine.connect() as connection:
        first, last, ahead = connection.execute(_TIMES, {"now": now}).one()
    kept = setting(engine, _BACKED_UP)
    backed_up = None if kept is None else msgspec.json.decode(kept, type=BackedUp)
    return Safekeeping(
        secret=secret,
        mode=stat.S_IMODE(secret.stat().st_mode),
        first_recorded_at=first,
        last_recorded_at=last,
        ahead=ahead,
        backed_up_at=backed_up.at if backed_up else None,
        backed_up_position=backed_up.position if backed_up else 0,
    )


def note_backup(engine: Engine, backed_up: BackedUp) -> None:
    """Remember a back-up that is whole and on disk."""
    keep_setting(engine, _BACKED_UP, msgspec.json.encode(backed_up).decode())
