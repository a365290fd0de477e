"""Each caller has a bucket of tokens that fills up again: one for reading, one for writing.

The dependency `caller` is the metered one, so whoever is known to the handler has been counted.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from time import monotonic
from typing import Any

from litestar.di import NamedDependency, Provide
from litestar.types import Message, Scope

from adapters.web.body_problem import TOO_MANY
from adapters.web.limits import Limits
from adapters.web.refusing import AnyRequest, Unanswerable
from domain.access import Caller

MOST_CALLERS = 10_000
"""Whoever has been quiet longest is forgotten beyond these; his bucket was full again anyway."""

_KEPT_AS = "rate_limit"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a meter shows after a request: `retry_s` is 0 where the request may pass."""

    limit: int
    remaining: int
    reset_s: int
    retry_s: int = 0

    def headers(self) -> dict[str, str]:
        """The headers that tell a client."""
        told = {
            "ratelimit-limit": str(self.limit),
            "ratelimit-remaining": str(self.remaining),
            "ratelimit-reset": str(self.reset_s),
        }
        return told | {"retry-after": str(self.retry_s)} if self.retry_s else told


class Meter:
    """Counts requests by caller; a bucket holds `at_once` and fills with `per_s`."""

    def __init__(
        self, per_s: float, at_once: int, *, clock: Callable[[], float] = monotonic
    ) -> None:
        """Begin with full buckets."""
        self._per_s = per_s
        self._at_once = at_once
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str, many: int = 1) -> Reading:
        """Take tokens out of a caller's bucket, if they are there."""
        now = self._clock()
        tokens, since = self._buckets.pop(name, (float(self._at_once), now))
        tokens = min(float(self._at_once), tokens + (now - since) * self._per_s)
        passes = tokens >= many
        left = tokens - many if passes else tokens
        self._buckets[name] = (left, now)
        if len(self._buckets) > MOST_CALLERS:
            self._buckets.popitem(last=False)
        return self._reading(left, many, passes=passes)

    def __len__(self) -> int:
        """How many callers it remembers."""
        return len(self._buckets)

    def _reading(self, left: float, many: int, *, passes: bool) -> Reading:
        full_s = ceil((self._at_once - left) / self._per_s)
        retry_s = 0 if passes else max(1, ceil((many - left) / self._per_s))
        return Reading(self._at_once, int(left), full_s, retry_s)


@dataclass(frozen=True, slots=True)
class Meters:
    """One meter for reading and one for writing."""

    reads: Meter
    writes: Meter

    @classmethod
    def of(cls, limits: Limits) -> "Meters":
        """Meter as the limits say."""
        return cls(
            Meter(limits.reads_per_s, limits.reads_at_once),
            Meter(limits.writes_per_s, limits.writes_at_once),
        )


def metered(
    request: AnyRequest, identified: NamedDependency[Caller], meters: NamedDependency[Meters]
) -> Caller:
    """Count a request, and let its caller pass; raises 429 where the bucket is empty."""
    meter = meters.reads if request.method == "GET" else meters.writes
    count(request, meter, identified.name)
    return identified


def count(request: AnyRequest, meter: Meter, name: str, many: int = 1) -> None:
    """Count a request at a meter; raises 429 where the bucket has not as much."""
    reading = meter.take(name, many)
    scope: Any = request.scope
    scope[_KEPT_AS] = reading
    if reading.retry_s:
        raise Unanswerable(TOO_MANY, facts={"retry_after_s": reading.retry_s})


async def show_reading(message: Message, scope: Scope) -> None:
    """Tell in the headers of every metered answer what is left."""
    kept: Any = scope
    reading: Reading | None = kept.get(_KEPT_AS)
    if reading is not None and message["type"] == "http.response.start":
        told = [(name.encode(), value.encode()) for name, value in reading.headers().items()]
        message["headers"] = [*message.get("headers", ()), *told]


METERED = {"caller": Provide(metered, sync_to_thread=False)}
