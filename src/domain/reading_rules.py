"""Which readings are believed, and what is remarkable about them: the one set of rules.

A row is refused, for the first of these reasons that applies, where

1. its time is more than 5 minutes ahead of its receipt: a clock is wrong (`FUTURE`);
2. its time is so long ago that nothing is kept of it any more (`TOO_OLD`);
3. the instrument was not installed yet (`BEFORE_INSTALLATION`);
4. it has a value of a quantity that the instrument does not measure (`NOT_MEASURED`);
5. it has no value at all; NaN and infinity are none (`EMPTY`);
6. another reading of the same time, taken in earlier, says otherwise (`CONTRADICTORY`): the first
   stays, and within one batch the first is the one that stands first;
7. only means are kept of its day (`SAMPLED`).

Late rows and rows out of order are taken in. A row that is there already, alike in every value and
in its counter, is counted as repeated and changes nothing, whenever it comes. So what is kept
depends neither on how rows are cut into batches nor on how often they are sent, nor, where no two
contradict each other, on their order.

A row that is kept is marked where

- a concentration is below detection: under the limit, or exactly zero. Down to the limit below
  zero it is noise about zero and counts as below detection as well (`INLET_BELOW`,
  `OUTLET_BELOW`);
- a value cannot be, see `BOUNDS` (`IMPOSSIBLE`);
- a concentration stands at the end of the instrument's range, or beyond (`CLIPPED`);
- it was received more than 24 hours after it was read (`LATE`);
- its counter is not beyond that of the reading before it in time (`COUNTER_WENT_BACK`). This is
  told when readings are read, not when they are kept, since the one before may come later. A
  reading without a counter, or after one without, is not marked.

Detection limit and range are those of the instrument that was in place at the reading's time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.reading import QUANTITIES, Column, Floats, Integers, Quality, Quantity, Readings
from domain.reading_refused import Why

Flags = NDArray[np.bool_]

AHEAD = timedelta(minutes=5)
"""How far a device's clock may be ahead of ours. Chosen: as for everything that is told us."""
LATE_AFTER = timedelta(hours=24)
"""Chosen: the day before is then assessed already."""


class Bounds(NamedTuple):
    """The least and the greatest value that can be, both included."""

    least: float
    most: float


BOUNDS: Mapping[Quantity, Bounds] = MappingProxyType(
    {
        # Twice the lower explosive limit of toluene (1.1 % by volume, 42 g/m³): nobody would be
        # left to send it.
        Quantity.INLET: Bounds(0.0, 100_000.0),
        Quantity.OUTLET: Bounds(0.0, 100_000.0),
        # Ten times the largest fan of such plants.
        Quantity.AIRFLOW: Bounds(0.0, 1_000_000.0),
        Quantity.TEMPERATURE: Bounds(-40.0, 500.0),
        # A sensor that is right to 5 % may say 105 in saturated air.
        Quantity.HUMIDITY: Bounds(0.0, 105.0),
        # Hoses may be connected the other way round; a fan gives less than 20 kPa.
        Quantity.PRESSURE_DROP: Bounds(-20_000.0, 20_000.0),
        # Carbon that burns is possible, and the very thing to be told of.
        Quantity.BED_TEMPERATURE: Bounds(-40.0, 1_300.0),
    }
)
"""What is physically possible, in each quantity's unit. Chosen, generously."""

_LEAST: Floats = np.array([BOUNDS[quantity].least for quantity in QUANTITIES])
_MOST: Floats = np.array([BOUNDS[quantity].most for quantity in QUANTITIES])
_SIDES = ((Column.INLET, Quality.INLET_BELOW), (Column.OUTLET, Quality.OUTLET_BELOW))


@dataclass(frozen=True, slots=True)
class Instrument:
    """What stands at a place from a time on, until the next one does."""

    since_ms: int
    detection_mg_per_m3: float
    range_mg_per_m3: float


@dataclass(frozen=True, slots=True)
class Service:
    """A device as far as its readings are judged by it; instruments in order of time, one at
    least."""

    installed_ms: int
    measures: tuple[Quantity, ...]
    instruments: tuple[Instrument, ...]


class Judged(NamedTuple):
    """The rows that are fit to be kept, marked, and why the others are not."""

    fit: Readings
    rows: Integers
    """(fit rows,): their places in the batch"""
    refused: Sequence[tuple[int, Why]]
    """In order of the rows."""


class Sifted(NamedTuple):
    """What of a batch is new beside what is known already; all name rows of the batch."""

    new: Integers
    repeated: Integers
    contradictory: Integers


def judge(readings: Readings, received_ms: int, oldest_ms: int, service: Service) -> Judged:
    """Apply the rules that a row can be judged by alone: refusals 1 to 5, and all marks but one."""
    values = np.where(np.isfinite(readings.values), readings.values, np.nan)
    whys = _whys(readings.at_ms, values, received_ms, oldest_ms, service)
    rows: Integers = np.flatnonzero(whys < 0)
    at_ms, values = readings.at_ms[rows], values[rows]
    quality = _quality(at_ms, values, received_ms, service)
    fit = Readings(readings.device, at_ms, readings.counter[rows], values, quality)
    unfit: Integers = np.flatnonzero(whys >= 0)
    reasons: list[int] = whys[unfit].tolist()
    named = [_ALONE[reason] for reason in reasons]
    return Judged(fit, rows, list(zip(unfit.tolist(), named, strict=True)))


def sift(known: Readings, batch: Readings) -> Sifted:
    """Lay a batch beside what is known of its times: the first reading of a time stays."""
    before = len(known)
    at_ms: Integers = np.concatenate([known.at_ms, batch.at_ms])
    _, firsts, group = np.unique(at_ms, return_index=True, return_inverse=True)
    first: Integers = firsts[group][before:]
    own: Integers = np.arange(before, len(at_ms))
    counter = np.concatenate([known.counter, batch.counter])
    values = np.concatenate([known.values, batch.values])
    theirs, ours = values[first], batch.values
    same: Flags = (theirs == ours) | (np.isnan(theirs) & np.isnan(ours))
    alike: Flags = np.logical_and.reduce(same, axis=1) & (counter[first] == batch.counter)
    is_new: Flags = first == own
    return Sifted(
        np.flatnonzero(is_new),
        np.flatnonzero(~is_new & alike),
        np.flatnonzero(~is_new & ~alike),
    )


def marked_where_counter_went_back(readings: Readings, counter_before: int | None) -> Readings:
    """Mark readings in order of time; `counter_before` is that of the one before the first."""
    first = -1 if counter_before is None else counter_before
    before: Integers = np.concatenate([np.array([first], np.int64), readings.counter])[:-1]
    back: Flags = (before >= 0) & (readings.counter >= 0) & (readings.counter <= before)
    quality = readings.quality | np.where(back, int(Quality.COUNTER_WENT_BACK), 0)
    return Readings(readings.device, readings.at_ms, readings.counter, readings.values, quality)


def possible(values: Floats, quality: Integers) -> Flags:
    """Say of each value whether it can be, (rows, quantities); what was not read is False.

    Noise about zero is told by its mark.
    """
    within: Flags = (values >= _LEAST) & (values <= _MOST)
    for column, below in _SIDES:
        within[:, column] |= ((quality & int(below)) != 0) & ~np.isnan(values[:, column])
    return within


_ALONE = (Why.FUTURE, Why.TOO_OLD, Why.BEFORE_INSTALLATION, Why.NOT_MEASURED, Why.EMPTY)


def _whys(
    at_ms: Integers, values: Floats, received_ms: int, oldest_ms: int, service: Service
) -> Integers:
    """The place in `_ALONE` of the first reason that applies, -1 for none; (rows,)."""
    read: Flags = ~np.isnan(values)
    unmeasured = [quantity not in service.measures for quantity in QUANTITIES]
    apply: list[Flags] = [
        at_ms > received_ms + _ms(AHEAD),
        at_ms < oldest_ms,
        at_ms < service.installed_ms,
        _any(read[:, unmeasured]),
        ~_any(read),
    ]
    return np.select(apply, list(range(len(apply))), -1)


def _quality(at_ms: Integers, values: Floats, received_ms: int, service: Service) -> Integers:
    instruments = service.instruments
    since = np.array([each.since_ms for each in instruments], np.int64)
    which = np.maximum(np.searchsorted(since, at_ms, side="right") - 1, 0)
    detection: Floats = np.array([each.detection_mg_per_m3 for each in instruments])[which]
    range_end: Floats = np.array([each.range_mg_per_m3 for each in instruments])[which]
    quality: Integers = np.where(at_ms < received_ms - _ms(LATE_AFTER), int(Quality.LATE), 0)
    for column, below in _SIDES:
        value = values[:, column]
        is_below: Flags = (value == 0) | ((value < detection) & (value >= -detection))
        quality |= np.where(is_below, int(below), 0)
        quality |= np.where(value >= range_end, int(Quality.CLIPPED), 0)
    impossible = _any(~np.isnan(values) & ~possible(values, quality))
    return quality | np.where(impossible, int(Quality.IMPOSSIBLE), 0)


def _any(flags: Flags) -> Flags:
    """Whether any value of a row is so."""
    return np.logical_or.reduce(flags, axis=1)


def _ms(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)
