"""Times as instruments write them, in milliseconds since 1970."""

import re
from datetime import datetime

import numpy as np

from domain.occurred import SHANGHAI
from domain.reading import Integers

MINUTE_MS = 60_000
_LOOSE = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?"
)


def milliseconds(text: str) -> int | None:
    """Read a time; one without a zone is China's. None where it is no time."""
    moment = _moment(text.strip())
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    return round(aware.timestamp() * 1000)


def _moment(text: str) -> datetime | None:
    loose = _LOOSE.fullmatch(text)
    try:
        if loose is None:
            return datetime.fromisoformat(text) if len(text) > len("2025-07-10") else None
        year, month, day, hour, minute, second, fraction = loose.groups(default="0")
        whole = f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute}:{second:0>2}"
        return datetime.fromisoformat(f"{whole}.{fraction:0<6}")
    except ValueError:
        return None


def spread(at_ms: Integers) -> Integers:
    """Spread the rows of each minute over it evenly; they are in order of time.

    Six rows stamped 10:00 stand at 10:00:00, :10, … :50.
    """
    minutes, first, counts = np.unique(at_ms, return_index=True, return_counts=True)
    many: Integers = np.repeat(counts, counts)
    place: Integers = np.arange(len(at_ms)) - np.repeat(first, counts)
    return np.repeat(minutes, counts) + place * MINUTE_MS // many


def newest_first(at_ms: Integers, *, usually: bool) -> bool:
    """Whether a file begins with what came last: more of its steps go back than forth.

    Where as many do, it is as in other files of its kind.
    """
    steps: Integers = np.diff(at_ms)
    back, forth = int(np.count_nonzero(steps < 0)), int(np.count_nonzero(steps > 0))
    return usually if back == forth else back > forth
