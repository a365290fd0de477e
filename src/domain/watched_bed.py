"""What the instruments at a bed read on one day, put in order: each reading once, and what counts.

An instrument may look at one bed or at the air of all beds. Where a bed has readings of its own of
a quantity, those of the whole adsorber are not taken for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.reading import Column, Floats, Integers, Quality, Readings
from domain.reading_rules import possible

Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument in service during a day or a part of it, and what it read.

    `from_ms` to `until_ms`, half-open, is its time in service within the day; `bed` is None where
    it measures the air of all beds. `earlier` are its readings of the days before.
    """

    device: str
    bed: int | None
    interval_s: int
    detection_mg_per_m3: float
    range_mg_per_m3: float
    from_ms: int
    until_ms: int
    readings: Readings
    earlier: Readings


@dataclass(frozen=True, slots=True)
class Watched:
    """The readings of an instrument in its time of service, by time, each time once.

    `counted` are the values with NaN in place of what is impossible. Shapes as in `Readings`.
    """

    instrument: Instrument
    at_ms: Integers
    values: Floats
    counted: Floats
    quality: Integers


@dataclass(frozen=True, slots=True)
class Series:
    """One quantity by time: `below` the detection limit, and how long each reading stands for."""

    at_ms: Integers
    values: Floats
    below: Truths
    stands_ms: Integers

    def __len__(self) -> int:
        """How many readings."""
        return len(self.at_ms)


def watched(instrument: Instrument) -> Watched:
    """Put readings in order.

    Of several for one time the least in all its values is taken, so that their order is nothing.
    """
    read = instrument.readings
    within = (read.at_ms >= instrument.from_ms) & (read.at_ms < instrument.until_ms)
    told = within & ~np.isnan(read.values).all(axis=1)
    at_ms, values, quality = read.at_ms[told], read.values[told], read.quality[told]
    # A store gives them in order and each once, which is told much sooner than it is made.
    if not (np.diff(at_ms) > 0).all():
        keys = (quality, read.counter[told], *np.nan_to_num(values, nan=-np.inf).T[::-1], at_ms)
        order = np.lexsort(keys)
        _, first = np.unique(at_ms[order], return_index=True)
        rows = order[first]
        at_ms, values, quality = at_ms[rows], values[rows], quality[rows]
    return Watched(
        instrument,
        at_ms,
        values,
        np.where(possible(values, quality), values, np.nan),
        quality,
    )


def stands_for(at_ms: Integers, interval_s: int, until_ms: int) -> Integers:
    """How long each reading stands for, (rows,) in ms: to the next one, or one interval.

    A gap of up to one interval and a half is the clock's unsteadiness and counts as told.
    """
    interval_ms = 1000 * interval_s
    gaps = np.diff(np.append(at_ms, until_ms))
    stands: Integers = np.where(2 * gaps <= 3 * interval_ms, gaps, interval_ms).astype(np.int64)
    if len(stands):
        stands[-1] = min(int(gaps[-1]), interval_ms)
    return stands


def series(column: Column, looking: Sequence[Watched], share: float = 1.0) -> Series:
    """Readings of a quantity, those of the bed's own instruments if there are any.

    `share` scales what was measured of the air of all beds.
    """
    parts = [(one, _of(column, one)) for one in looking]
    parts = [(one, part) for one, part in parts if len(part)]
    own = [(one, part) for one, part in parts if one.instrument.bed is not None]
    return merged(
        [
            _scaled(part, 1.0 if one.instrument.bed is not None else share)
            for one, part in (own or parts)
        ]
    )


def merged(parts: Sequence[Series]) -> Series:
    """Several series as one, by time and then by value."""
    if not parts:
        nothing: Integers = np.zeros(0, np.int64)
        return Series(nothing, np.zeros(0), np.zeros(0, np.bool_), nothing)
    at_ms = np.concatenate([part.at_ms for part in parts])
    values = np.concatenate([part.values for part in parts])
    below = np.concatenate([part.below for part in parts])
    stands_ms = np.concatenate([part.stands_ms for part in parts])
    order = np.lexsort((stands_ms, below, values, at_ms))
    return Series(at_ms[order], values[order], below[order], stands_ms[order])


def _scaled(part: Series, factor: float) -> Series:
    return Series(part.at_ms, part.values * factor, part.below, part.stands_ms)


_BELOW = {Column.INLET: Quality.INLET_BELOW, Column.OUTLET: Quality.OUTLET_BELOW}


def _of(column: Column, one: Watched) -> Series:
    instrument, values = one.instrument, one.counted[:, column]
    read = ~np.isnan(values)
    at_ms, values = one.at_ms[read], values[read]
    below: Truths = np.zeros(len(values), np.bool_)
    if column in _BELOW:
        limit = instrument.detection_mg_per_m3
        below = ((one.quality[read] & _BELOW[column]) != 0) | (values < limit)
        values = np.where(below, limit / 2, values)
    stands_ms = stands_for(at_ms, instrument.interval_s, instrument.until_ms)
    return Series(at_ms, values, below, stands_ms)
