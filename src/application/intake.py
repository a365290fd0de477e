"""Readings are taken in: the one validation for whatever way they come, file, HTTP or MQTT."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from application.carbon_log import CarbonLog
from application.overheating import HeatWatch
from application.ports.clock import Clock
from application.ports.telemetry_store import Kept, TelemetryStore
from application.settings import DistrictSettings
from domain.device import (
    DEVICE,
    DeviceInstalled,
    DeviceReplaced,
    InService,
    UnknownDevice,
)
from domain.occurred import SHANGHAI, Occurred
from domain.reading import Quality, Readings
from domain.reading_refused import Why
from domain.reading_rules import Instrument, Judged, Service, judge
from domain.refusal import Refusal

__all__ = [
    "MOST_ROWS",
    "Intake",
    "RefusedRow",
    "Taken",
    "TooManyRows",
    "Why",
]

MOST_ROWS = 10_000
"""So many rows make a batch at most. Chosen: a day at one in 10 seconds is 8,640, and on SQLite,
where one writes at a time, the log waits a few hundredths of a second for them."""


class TooManyRows(Refusal):
    """一批读数过多, 每批最多 10000 行; 请分批发送。

    There are too many rows in one batch, 10,000 at most; send several batches.
    """


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of a batch, counted from 0, and why it is not taken in."""

    row: int
    why: Why


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a batch, and when it was received. Of the new rows, `late` came late."""

    received_at: datetime
    new: int
    repeated: int
    late: int
    refused: Sequence[RefusedRow]


class Intake:
    """Takes in batches of readings."""

    def __init__(self, log: CarbonLog, store: TelemetryStore, clock: Clock) -> None:
        """Ask the log for devices and settings, and keep readings in the store."""
        self._log = log
        self._settings = DistrictSettings(log)
        self._store = store
        self._clock = clock
        self._heat = HeatWatch(log)

    def take(self, readings: Readings) -> Taken:
        """Take in a batch; what is counted as new is durable on return.

        Its `quality` is not looked at. Raises `UnknownDevice`, `TooManyRows`, and
        `ReadingsNotKept` where the store is away for the moment: the batch may be sent again.
        """
        if len(readings) > MOST_ROWS:
            raise TooManyRows(rows=len(readings), most=MOST_ROWS)
        state, service = self._service(readings.device)
        now = self._clock.now().astimezone(SHANGHAI)
        received_ms = _ms(now)
        kept_for = self._settings.retention(Occurred.at(now))
        oldest_ms = _ms(now - kept_for.raw - kept_for.sampled)
        judged = judge(readings, received_ms, oldest_ms, service)
        kept = self._store.keep(judged.fit, received_ms)
        self._heat.look(state, judged.fit, now)
        return _taken(now, judged, kept)

    def _service(self, device: str) -> tuple[InService, Service]:
        """A device that is in service, and every instrument that ever stood in its place."""
        facts = [each.fact for each in self._log.facts(DEVICE.stream(device))]
        state = DEVICE.replay(facts)
        if not isinstance(state, InService):
            raise UnknownDevice(device=device)
        in_place = [f for f in facts if isinstance(f, DeviceInstalled | DeviceReplaced)]
        instruments = sorted(map(_instrument, in_place), key=lambda each: each.since_ms)
        since = _ms(state.installed.occurred.moment)
        return state, Service(since, state.installed.measures, tuple(instruments))


def _instrument(fact: DeviceInstalled | DeviceReplaced) -> Instrument:
    since = _ms(fact.occurred.moment)
    return Instrument(since, fact.detection_mg_per_m3, fact.range_mg_per_m3)


def _taken(received_at: datetime, judged: Judged, kept: Kept) -> Taken:
    refused = [RefusedRow(row, why) for row, why in judged.refused]
    for rows, why in ((kept.contradictory, Why.CONTRADICTORY), (kept.sampled, Why.SAMPLED)):
        refused += [RefusedRow(int(judged.rows[row]), why) for row in rows]
    refused.sort(key=lambda each: each.row)
    others = [*kept.repeated, *kept.contradictory, *kept.sampled]
    is_late = (judged.fit.quality & int(Quality.LATE)) != 0
    is_late[others] = False
    return Taken(received_at, kept.new, len(kept.repeated), int(np.sum(is_late)), refused)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
