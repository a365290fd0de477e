"""A bed that may catch fire is noted as soon as a reading says so, not at the end of its day."""

from datetime import UTC, datetime

import numpy as np

from application.act import only
from application.carbon_log import CarbonLog
from application.settings import DistrictSettings
from domain.device import DEVICE, InService, NoteCooled, NoteOverheated
from domain.occurred import Occurred
from domain.reading import Column, Floats, Integers, Quality, Readings
from domain.reading_rules import Flags, possible
from domain.record import Provenance, Request

ACTOR = "超温值守"
LEAST_C = 60.0
"""Below this no district is concerned, and nothing needs to be looked up. Chosen."""
COOLED_BY_C = 10.0
"""A bed has cooled down when it is so far below the limit: it does not flicker. Chosen."""


class HeatWatch:
    """Looks at readings as they are taken in."""

    def __init__(self, log: CarbonLog) -> None:
        """Note in this log."""
        self._log = log

    def look(self, state: InService, readings: Readings, received: datetime) -> None:
        """Note that the bed of an instrument is too hot, or is no more; raises what the log raises.

        What was read long ago is no alarm. A batch that is sent again notes nothing anew.
        """
        at_ms, hot_c = _temperatures(readings)
        if not len(at_ms) or (state.hot is None and hot_c.max() < LEAST_C):
            return
        limit = DistrictSettings(self._log).policy(Occurred.at(received)).fire_c
        command = _cooled(at_ms, hot_c, limit) if state.hot else _overheated(at_ms, hot_c, limit)
        if command is not None:
            identity = f"{ACTOR}:{readings.device}:{type(command).__name__}:{command.occurred}"
            request = Request(identity, ACTOR, Provenance.LIVE)
            self._log.perform(only(DEVICE, readings.device, command), request)


def _temperatures(readings: Readings) -> tuple[Integers, Floats]:
    """Temperatures of the bed that can be and are not old, in order of time."""
    values, quality = readings.values, readings.quality
    fresh: Flags = (quality & int(Quality.LATE)) == 0
    read: Flags = possible(values, quality)[:, Column.BED_TEMPERATURE] & fresh
    at_ms, hot_c = readings.at_ms[read], values[read, Column.BED_TEMPERATURE]
    order = np.argsort(at_ms, kind="stable")
    return at_ms[order], hot_c[order]


def _overheated(at_ms: Integers, hot_c: Floats, limit: float) -> NoteOverheated | None:
    """The last hot one, since a former one may have been noted, and have cooled down, before."""
    hot: Integers = np.flatnonzero(hot_c >= limit)
    if not len(hot):
        return None
    last = int(hot[-1])
    return NoteOverheated(_occurred(int(at_ms[last])), round(float(hot_c[last]), 1), limit)


def _cooled(at_ms: Integers, hot_c: Floats, limit: float) -> NoteCooled | None:
    if hot_c[-1] >= limit - COOLED_BY_C:
        return None
    return NoteCooled(_occurred(int(at_ms[-1])), round(float(hot_c[-1]), 1))


def _occurred(since_1970_ms: int) -> Occurred:
    return Occurred.at(datetime.fromtimestamp(since_1970_ms // 1000, UTC))
