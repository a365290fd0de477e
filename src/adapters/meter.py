"""A meter in memory: counters that any thread may tell, with a bound on how many there are."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from threading import Lock

from application.ports.meter import Again, Kind, Labels, Meter, Reading, Sample, Spread

MOST_SERIES = 300
"""How many label sets a reading keeps apart; what comes after them is counted as `other`."""

OTHER = "other"

APPEND_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
REQUEST_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class _Tallies:
    """Counters of one meaning; whoever uses them holds the meter's lock."""

    def __init__(self, *names: str) -> None:
        self._names = names
        self._values: dict[tuple[str, ...], float] = {}

    def add(self, *labels: str, by: float = 1) -> None:
        key = _bounded(labels, self._values)
        self._values[key] = self._values.get(key, 0) + by

    def samples(self) -> list[Sample]:
        return [Sample(value, _named(self._names, key)) for key, value in self._values.items()]


class _Spreads:
    """Histograms of one meaning; whoever uses them holds the meter's lock."""

    def __init__(self, bounds: tuple[float, ...], *names: str) -> None:
        self._bounds = bounds
        self._names = names
        self._counts: dict[tuple[str, ...], list[int]] = {}
        self._totals: dict[tuple[str, ...], float] = {}

    def add(self, value: float, *labels: str) -> None:
        key = _bounded(labels, self._counts)
        counts = self._counts.setdefault(key, [0] * (len(self._bounds) + 1))
        counts[bisect_left(self._bounds, value)] += 1
        self._totals[key] = self._totals.get(key, 0.0) + value

    def samples(self) -> list[Spread]:
        return [self._spread(key, counts) for key, counts in self._counts.items()]

    def _spread(self, key: tuple[str, ...], counts: Sequence[int]) -> Spread:
        upto = tuple((bound, sum(counts[: n + 1])) for n, bound in enumerate(self._bounds))
        return Spread(upto, sum(counts), self._totals[key], _named(self._names, key))


class CountingMeter(Meter):
    """Counts from the start of the program, for this process alone."""

    def __init__(self) -> None:
        """Begin at zero."""
        self._lock = Lock()
        self._commands = _Tallies("outcome")
        self._facts = _Tallies()
        self._facts.add(by=0)
        self._appends = _Spreads(APPEND_S)
        self._refused = _Tallies("code")
        self._again = _Tallies("reason")
        self._requests = _Tallies("method", "route", "status")
        self._durations = _Spreads(REQUEST_S, "method", "route")
        self._problems = _Tallies("code")
        self._unrecorded = _Tallies("code")
        self._relayed = _Tallies("outcome")
        self._told = _Tallies("way")
        self._streams = _Tallies()
        self._streams.add(by=0)
        self._deliveries = _Tallies("outcome")

    def performed(self, *, written: int, repeated: int, facts: int, lasted_s: float) -> None:
        """Count commands, their facts and how long they took together."""
        with self._lock:
            self._commands.add("written", by=written)
            self._commands.add("repeated", by=repeated)
            self._facts.add(by=facts)
            self._appends.add(lasted_s)

    def refused(self, code: str) -> None:
        """Count a refusal."""
        with self._lock:
            self._refused.add(code)

    def tried_again(self, why: Again) -> None:
        """Count another try."""
        with self._lock:
            self._again.add(why)

    def answered(
        self, method: str, route: str, status: int, lasted_s: float, code: str | None
    ) -> None:
        """Count a request."""
        with self._lock:
            self._requests.add(method, route, f"{status // 100}xx")
            self._durations.add(lasted_s, method, route)
            if code is not None:
                self._problems.add(code)

    def unrecorded(self, code: str) -> None:
        """Count what is not on record."""
        with self._lock:
            self._unrecorded.add(code)

    def relayed(self, *, sent: int = 0, confirmed: int = 0, refused: int = 0) -> None:
        """Count events on their way out."""
        with self._lock:
            self._relayed.add("sent", by=sent)
            self._relayed.add("confirmed", by=confirmed)
            self._relayed.add("refused", by=refused)

    def told(self, way: str, events: int) -> None:
        """Count events that went out."""
        with self._lock:
            self._told.add(way, by=events)

    def stream_opened(self) -> None:
        """Count a stream."""
        with self._lock:
            self._streams.add()

    def stream_closed(self) -> None:
        """Count one less."""
        with self._lock:
            self._streams.add(by=-1)

    def delivered(self, *, done: int, failed: int) -> None:
        """Count deliveries."""
        with self._lock:
            self._deliveries.add("delivered", by=done)
            self._deliveries.add("failed", by=failed)

    def readings(self) -> Sequence[Reading]:
        """Everything counted so far."""
        kept = (
            self._commands,
            self._facts,
            self._appends,
            self._refused,
            self._again,
            self._requests,
            self._durations,
            self._problems,
            self._unrecorded,
            self._relayed,
            self._told,
            self._streams,
            self._deliveries,
        )
        with self._lock:
            return [
                Reading(name, kind, meaning, counted.samples())
                for (name, kind, meaning), counted in zip(_READINGS, kept, strict=True)
            ]


_READINGS = (
    (
        "tanguanjia_commands_total",
        Kind.COUNTER,
        "已办理的命令 / Commands carried out, or answered again",
    ),
    ("tanguanjia_facts_appended_total", Kind.COUNTER, "已写入的事实 / Facts appended"),
    (
        "tanguanjia_append_duration_seconds",
        Kind.HISTOGRAM,
        "一次写入的用时 / How long an append takes, decision included",
    ),
    (
        "tanguanjia_commands_refused_total",
        Kind.COUNTER,
        "被拒绝的命令, 按代码 / Commands refused, by code",
    ),
    (
        "tanguanjia_append_retries_total",
        Kind.COUNTER,
        "重试: 冲突或数据库不可达 / Tried again: a conflict, or an unreachable database",
    ),
    ("tanguanjia_http_requests_total", Kind.COUNTER, "已回答的请求 / Requests answered"),
    (
        "tanguanjia_http_request_duration_seconds",
        Kind.HISTOGRAM,
        "回答请求的用时 / How long a request takes",
    ),
    (
        "tanguanjia_http_problems_total",
        Kind.COUNTER,
        "未能给出结果的请求, 按代码 / Requests answered with a problem, by code",
    ),
    (
        "tanguanjia_access_unrecorded_total",
        Kind.COUNTER,
        "未能记入访问记录的拒绝, 按代码 / Refused accesses that are not on record, by code",
    ),
    (
        "tanguanjia_relay_events_total",
        Kind.COUNTER,
        "交给消息服务的事件 / Events sent to the message broker, confirmed and refused by it",
    ),
    (
        "tanguanjia_events_told_total",
        Kind.COUNTER,
        "已对外发出的事件, 按方式 / Events told to those who follow, by way",
    ),
    ("tanguanjia_event_streams_open", Kind.GAUGE, "打开着的事件流 / Streams of events open"),
    (
        "tanguanjia_webhook_deliveries_total",
        Kind.COUNTER,
        "推送: 送达、失败 / Deliveries to subscribers: delivered, failed",
    ),
)


def _bounded(labels: tuple[str, ...], known: Mapping[tuple[str, ...], object]) -> tuple[str, ...]:
    if labels in known or len(known) < MOST_SERIES:
        return labels
    return (OTHER,) * len(labels)


def _named(names: tuple[str, ...], values: tuple[str, ...]) -> Labels:
    return tuple(zip(names, values, strict=True))
