"""How much one caller may ask for, and how long a body may be: generous for an office."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from domain.refusal import Refusal

_PREFIX = "TANGUANJIA_"


class UnusableLimit(Refusal):
    """环境变量中的限值须为正数。

    A limit set in the environment must be a positive number.
    """


@dataclass(frozen=True, slots=True)
class Limits:
    """Requests per second that a caller may keep up, how many at once, and bytes of a body; how
    long a poll is made to wait; how many streams a caller may have open, after how long a silent
    one gives a sign of life, and after how long one ends so that its client opens another. An
    instrument has batches and rows of its own; a batch is so long at most, packed and unpacked, and
    so many wait for the store at once.

    Each can be set by an environment variable of its name: `TANGUANJIA_WRITES_PER_S`.
    """

    writes_per_s: float = 20
    writes_at_once: int = 100
    reads_per_s: float = 200
    reads_at_once: int = 1000
    body_bytes: int = 1_000_000
    wait_s: float = 30
    streams_at_once: int = 10
    heartbeat_s: float = 15
    stream_s: float = 3600
    device_batches_per_s: float = 1
    device_batches_at_once: int = 60
    device_rows_per_s: float = 200
    device_rows_at_once: int = 100_000
    telemetry_bytes: int = 4_000_000
    intake_at_once: int = 16

    @classmethod
    def set_by(cls, environment: Mapping[str, str]) -> Self:
        """Take what the environment says and leave the rest; raises `UnusableLimit`."""
        usual = cls()
        return cls(
            _rate(environment, "writes_per_s", usual.writes_per_s),
            _count(environment, "writes_at_once", usual.writes_at_once),
            _rate(environment, "reads_per_s", usual.reads_per_s),
            _count(environment, "reads_at_once", usual.reads_at_once),
            _count(environment, "body_bytes", usual.body_bytes),
            _rate(environment, "wait_s", usual.wait_s),
            _count(environment, "streams_at_once", usual.streams_at_once),
            _rate(environment, "heartbeat_s", usual.heartbeat_s),
            _rate(environment, "stream_s", usual.stream_s),
            _rate(environment, "device_batches_per_s", usual.device_batches_per_s),
            _count(environment, "device_batches_at_once", usual.device_batches_at_once),
            _rate(environment, "device_rows_per_s", usual.device_rows_per_s),
            _count(environment, "device_rows_at_once", usual.device_rows_at_once),
            _count(environment, "telemetry_bytes", usual.telemetry_bytes),
            _count(environment, "intake_at_once", usual.intake_at_once),
        )


def _count(environment: Mapping[str, str], name: str, usual: int) -> int:
    count = int(_rate(environment, name, usual))
    if count < 1:
        raise UnusableLimit(variable=_PREFIX + name.upper(), value=count)
    return count


def _rate(environment: Mapping[str, str], name: str, usual: float) -> float:
    variable = _PREFIX + name.upper()
    text = environment.get(variable, str(usual))
    try:
        limit = float(text)
    except ValueError as unreadable:
        raise UnusableLimit(variable=variable, value=text) from unreadable
    if not 0 < limit < float("inf"):
        raise UnusableLimit(variable=variable, value=text)
    return limit
