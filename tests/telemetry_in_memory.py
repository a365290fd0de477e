"""A store of readings in memory."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from statistics import fmean

import numpy as np

from application.ports.telemetry_store import Kept, Retention, Sample, Touched
from domain.occurred import SHANGHAI
from domain.reading import QUANTITIES, Column, Quality, Readings
from domain.reading_rules import marked_where_counter_went_back, possible, sift
from tests.readings import ms
from tests.readings import readings as nothing


@dataclass(slots=True)
class _Day:
    mark: int = 0
    rolled: int = 0
    last_ms: int = 0
    is_sampled: bool = False


@dataclass(slots=True)
class TelemetryInMemory:
    """Keeps readings for as long as a test lasts."""

    _kept: dict[str, Readings] = field(default_factory=dict[str, Readings])
    _days: dict[tuple[str, date], _Day] = field(
        default_factory=lambda: defaultdict[tuple[str, date], _Day](_Day)
    )
    _samples: dict[str, list[Sample]] = field(
        default_factory=lambda: defaultdict[str, list[Sample]](list)
    )

    def keep(self, readings: Readings, received_ms: int) -> Kept:
        """Keep a batch."""
        del received_ms
        device = readings.device
        days = [_day(at) for at in readings.at_ms.tolist()]
        closed = [row for row, day in enumerate(days) if self._is_sampled(device, day)]
        rows = np.delete(np.arange(len(readings)), closed)
        known = self._kept.get(device, nothing(device=device))
        new, repeated, contradictory = (rows[found] for found in sift(known, _some(readings, rows)))
        self._kept[device] = _in_order(_joined(known, _some(readings, new)))
        gained: list[int] = new.tolist()
        for day in {days[row] for row in gained}:
            self._days[device, day].mark += 1
        for row in gained:
            noted = self._days[device, days[row]]
            noted.last_ms = max(noted.last_ms, int(readings.at_ms[row]))
        return Kept(
            len(new), tuple(repeated.tolist()), tuple(contradictory.tolist()), tuple(closed)
        )

    def read(self, device: str, from_ms: int, until_ms: int) -> Readings:
        """Readings of a stretch of time."""
        kept = self._kept.get(device, nothing(device=device))
        marked = marked_where_counter_went_back(kept, None)
        within = (marked.at_ms >= from_ms) & (marked.at_ms < until_ms)
        return _some(marked, np.flatnonzero(within))

    def sampled(
        self, device: str, from_ms: int, until_ms: int, every: timedelta
    ) -> Sequence[Sample]:
        """Means of a stretch of time."""
        within = [s for s in self._samples[device] if from_ms <= s.from_ms < until_ms]
        fresh = list(_sampled(self.read(device, from_ms, until_ms), every))
        together: dict[tuple[int, int], list[Sample]] = defaultdict(list)
        for sample in (*within, *fresh):
            begins = min(sample.from_ms, _begins(sample.from_ms, every))
            together[begins, QUANTITIES.index(sample.quantity)].append(sample)
        return [_together(begins, together[begins, q]) for begins, q in sorted(together)]

    def last(self, devices: Sequence[str]) -> Mapping[str, int]:
        """The last reading of each device."""
        found: dict[str, int] = {}
        for (device, _), noted in self._days.items():
            if device in devices and noted.mark:
                found[device] = max(found.get(device, 0), noted.last_ms)
        return found

    def touched(self, limit: int = 1000) -> Sequence[Touched]:
        """Days that wait to be rolled up."""
        found = [
            Touched(device, day, noted.mark)
            for (device, day), noted in self._days.items()
            if noted.mark > noted.rolled
        ]
        return sorted(found, key=lambda each: (each.day, each.device))[:limit]

    def rolled_up(self, days: Sequence[Touched]) -> None:
        """Note that days were rolled up."""
        for day in days:
            noted = self._days[day.device, day.day]
            noted.rolled = max(noted.rolled, day.mark)

    def shrink(self, now_ms: int, retention: Retention) -> int:
        """Sample and drop."""
        gone = 0
        raw, end = (_day(now_ms - _ms(span)) for span in _spans(retention))
        for (device, day), noted in list(self._days.items()):
            if day < raw and noted.mark <= noted.rolled and not noted.is_sampled:
                gone += self._sample(device, day, retention.every)
                noted.is_sampled = True
            if day < end and noted.is_sampled:
                del self._days[device, day]
                kept = [s for s in self._samples[device] if _day(s.from_ms) != day]
                self._samples[device] = kept
        return gone

    def _is_sampled(self, device: str, day: date) -> bool:
        return (device, day) in self._days and self._days[device, day].is_sampled

    def _sample(self, device: str, day: date, every: timedelta) -> int:
        start = ms(datetime.combine(day, datetime.min.time(), SHANGHAI))
        of_day = self.read(device, start, start + 86_400_000)
        self._samples[device] += _sampled(of_day, every)
        kept = self._kept[device]
        stays = (kept.at_ms < start) | (kept.at_ms >= start + 86_400_000)
        self._kept[device] = _some(kept, np.flatnonzero(stays))
        return len(of_day)


def _spans(retention: Retention) -> tuple[timedelta, timedelta]:
    return retention.raw, retention.raw + retention.sampled


def _sampled(kept: Readings, every: timedelta) -> Iterator[Sample]:
    can_be = possible(kept.values, kept.quality)
    begins = [_begins(at, every) for at in kept.at_ms.tolist()]
    for since in sorted(set(begins)):
        for column, quantity in zip(Column, QUANTITIES, strict=True):
            rows = [row for row, each in enumerate(begins) if each == since and can_be[row, column]]
            values: list[float] = kept.values[rows, column].tolist()
            if not values:
                continue
            mark = {0: Quality.INLET_BELOW, 1: Quality.OUTLET_BELOW}.get(column, Quality.GOOD)
            below = int(((kept.quality[rows] & int(mark)) != 0).sum())
            yield Sample(
                since, quantity, len(values), below, fmean(values), min(values), max(values)
            )


def _begins(at_ms: int, every: timedelta) -> int:
    """By the calendar: since midnight in China, or since 1970 where it is longer than a day."""
    moment = datetime.fromtimestamp(at_ms / 1000, SHANGHAI)
    origin = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if every > timedelta(days=1):
        origin = datetime(1970, 1, 1, tzinfo=SHANGHAI)
    return ms(origin + (moment - origin) // every * every)


def _together(begins: int, samples: Sequence[Sample]) -> Sample:
    count = sum(each.readings for each in samples)
    return replace(
        samples[0],
        from_ms=begins,
        readings=count,
        below_detection=sum(each.below_detection for each in samples),
        mean=sum(each.mean * each.readings for each in samples) / count,
        least=min(each.least for each in samples),
        most=max(each.most for each in samples),
    )


def _joined(one: Readings, other: Readings) -> Readings:
    return Readings(
        one.device,
        np.concatenate([one.at_ms, other.at_ms]),
        np.concatenate([one.counter, other.counter]),
        np.concatenate([one.values, other.values]),
        np.concatenate([one.quality, other.quality]),
    )


def _in_order(kept: Readings) -> Readings:
    return _some(kept, np.argsort(kept.at_ms))


def _some(kept: Readings, rows: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> Readings:
    return Readings(
        kept.device,
        kept.at_ms[rows],
        kept.counter[rows],
        kept.values[rows],
        kept.quality[rows],
    )


def _day(at_ms: int) -> date:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(SHANGHAI).date()


def _ms(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)
