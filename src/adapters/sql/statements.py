"""The statements that both engines share, with `?` where a value goes."""

# ruff: noqa: S608 - statements are put together from this file's own texts; values travel beside.

from functools import lru_cache

_FACT = "position, stream, version, name, body"
_WHOLE = f"{_FACT}, command_id, actor, provenance, recorded_at, correlation_id, causation_id"

SPELLED = "SELECT name, body FROM fact WHERE stream = ? ORDER BY version"
SPELLED_UPTO = "SELECT name, body FROM fact WHERE stream = ? AND version <= ? ORDER BY version"
STREAM = f"SELECT {_WHOLE} FROM life WHERE stream = ? ORDER BY version"
PAGE = f"SELECT {_WHOLE} FROM log WHERE position > ? ORDER BY position LIMIT ?"
# In a log of seals the highest position is found by their index, but max() would read them all.
HEAD = "SELECT (SELECT position FROM log ORDER BY position DESC LIMIT 1)"
KNOWN = """
SELECT command_id, first_position, last_position, contents FROM answer WHERE command_id = ?
"""
TRACKED = "SELECT notification_id FROM tracking WHERE application_name = ?"
TRACK = """
INSERT INTO tracking VALUES (?, ?)
ON CONFLICT (application_name) DO UPDATE SET notification_id = excluded.notification_id
WHERE tracking.notification_id < excluded.notification_id
"""


@lru_cache(maxsize=256)
def for_psycopg(statement: str) -> bytes:
    """Write the placeholders as psycopg wants them."""
    return statement.replace("?", "%s").encode()


def selected_events(
    *, gt: int | None, lte: int | None, desc: bool, limit: int | None
) -> tuple[str, list[int]]:
    """Select a part of one stream."""
    bounds = [("version > ?", gt), ("version <= ?", lte)]
    order = "DESC" if desc else "ASC"
    where, values = _bounded("stream = ?", bounds)
    cut, values = _limited(values, limit)
    return f"SELECT {_WHOLE} FROM life WHERE {where} ORDER BY version {order}{cut}", values


def selected_notifications(
    *, start: int | None, stop: int | None, topics: int, limit: int, inclusive: bool
) -> tuple[str, list[int]]:
    """Select a part of the log; as many topics as said follow as the first values."""
    names = f"name IN ({', '.join('?' * topics)})" if topics else "1 = 1"
    bounds = [("position >= ?" if inclusive else "position > ?", start), ("position <= ?", stop)]
    where, values = _bounded(names, bounds)
    cut, values = _limited(values, limit)
    return f"SELECT {_WHOLE} FROM log WHERE {where} ORDER BY position{cut}", values


def _bounded(first: str, bounds: list[tuple[str, int | None]]) -> tuple[str, list[int]]:
    given = [(text, value) for text, value in bounds if value is not None]
    return " AND ".join([first, *(text for text, _ in given)]), [value for _, value in given]


def _limited(values: list[int], limit: int | None) -> tuple[str, list[int]]:
    return ("", values) if limit is None else (" LIMIT ?", [*values, limit])
