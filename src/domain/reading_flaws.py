"""What is wrong with a day's readings: rules that need nothing but the readings.

The numbers are chosen; each rule says what it does and what it leaves alone.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from domain.operation import Flaw
from domain.reading import Column, Floats, Integers, Quality, Readings
from domain.watched_bed import Instrument, Truths, Watched, watched

FROZEN_H, FROZEN_READINGS = 3.0, 12
"""As long as this, and as many readings, one value is not what air does."""

WANDERING = (Column.INLET, Column.OUTLET, Column.AIRFLOW, Column.PRESSURE_DROP)
"""What must wander. Temperature and humidity are told in whole degrees and may stand for hours."""

REPLAY_H, REPLAY_READINGS, REPLAY_DIFFERENT = 1.0, 30, 20
"""As long as this, as many readings, and as many different ones, do not come twice by chance."""

FEW = 0.5
"""Below this share of what should have come, an instrument was silent."""


def flaws(looking: Sequence[Watched], covered: Sequence[float]) -> tuple[Flaw, ...]:
    """What is wrong with the readings of the instruments at a bed, in the order of `Flaw`.

    `covered` is for each the share of what should have come. Silent is the day of one instrument
    that has told less than half, whatever the others told.
    """
    found = {
        Flaw.FROZEN: _frozen(looking),
        Flaw.CLIPPED: any(_clipped(one) for one in looking),
        Flaw.IMPOSSIBLE: any(_flagged(one, Quality.IMPOSSIBLE) for one in looking),
        Flaw.SILENT: any(share < FEW for share in covered),
        Flaw.REPLAYED: any(_replayed(one) for one in looking),
    }
    return tuple(flaw for flaw in Flaw if found[flaw])


def _flagged(one: Watched, quality: Quality) -> bool:
    return bool(((one.quality & quality) != 0).any())


def _clipped(one: Watched) -> bool:
    concentrations = one.counted[:, [Column.INLET, Column.OUTLET]]
    at_the_end = bool((concentrations >= one.instrument.range_mg_per_m3).any())
    return at_the_end or _flagged(one, Quality.CLIPPED)


def _frozen(looking: Sequence[Watched]) -> bool:
    """Whether something stood at one value for hours while something else moved, or alone.

    Zero, what lies below the detection limit and what stands at the end of the range have other
    reasons. Where all stands still, the plant does.
    """
    return any(
        _moved_or_alone(looking, (one, column), first_ms, last_ms)
        for one in looking
        for column in WANDERING
        for first_ms, last_ms in _still(one, column)
    )


def _still(one: Watched, column: Column) -> Iterator[tuple[int, int]]:
    values = one.counted[:, column]
    read = ~np.isnan(values)
    at_ms, values = one.at_ms[read], values[read]
    if not len(values):
        return
    wanders = _may_wander(one, column, values)
    ends = [0, *(np.flatnonzero(np.diff(values)) + 1).tolist(), len(values)]
    for start, end in pairwise(ends):
        long = at_ms[end - 1] - at_ms[start] >= FROZEN_H * 3_600_000
        if wanders[start] and long and end - start >= FROZEN_READINGS:
            yield int(at_ms[start]), int(at_ms[end - 1])


def _may_wander(one: Watched, column: Column, values: Floats) -> Truths:
    if column in {Column.INLET, Column.OUTLET}:
        instrument = one.instrument
        low, high = instrument.detection_mg_per_m3, instrument.range_mg_per_m3
        return (values != 0) & (values >= low) & (values < high)
    return values != 0


def _moved_or_alone(
    looking: Sequence[Watched], itself: tuple[Watched, Column], first_ms: int, last_ms: int
) -> bool:
    others = [
        values
        for one in looking
        for column in Column
        if not (one is itself[0] and column is itself[1])
        and len(values := _between(one, column, first_ms, last_ms))
    ]
    return not others or any(bool((values != values[0]).any()) for values in others)


def _between(one: Watched, column: Column, first_ms: int, last_ms: int) -> Floats:
    values = one.counted[(one.at_ms >= first_ms) & (one.at_ms <= last_ms), column]
    return values[~np.isnan(values)]


def _replayed(one: Watched) -> bool:
    """Whether a counter went back, or a stretch repeats an earlier one digit for digit."""
    if _flagged(one, Quality.COUNTER_WENT_BACK):
        return True
    earlier = _before(one.instrument)
    rows = np.concatenate([earlier, one.values])
    hourly = int(REPLAY_H * 3600 / one.instrument.interval_s)
    return _repeats(rows, max(REPLAY_READINGS, hourly), since=len(earlier))


def _before(instrument: Instrument) -> Floats:
    """Values of the days before, in order, each time once."""
    earlier: Readings = instrument.earlier
    if not len(earlier):
        return earlier.values
    first, last = int(earlier.at_ms.min()), instrument.from_ms
    whole = Instrument(
        instrument.device,
        instrument.bed,
        instrument.interval_s,
        instrument.detection_mg_per_m3,
        instrument.range_mg_per_m3,
        first,
        last,
        earlier,
        earlier,
    )
    return watched(whole).values


Letters = NDArray[np.uint64]


def _repeats(rows: Floats, length: int, *, since: int) -> bool:
    """Whether a stretch that ends on the day is a copy of one that was over when it began.

    Karp and Rabin (1987), IBM J. Res. Dev. 31, 249: stretches are compared by a sum that is
    carried along, and row by row where the sums agree. Sums are taken modulo 2^64.
    """
    if len(rows) - length + 1 <= length:
        return False
    told: Floats = np.where(np.isnan(rows), -np.inf, rows + 0.0)
    sums = _rolling(_letters(told), length)
    order = np.argsort(sums, kind="stable")
    for first, second in _alike(sums[order], order):
        apart = second - first >= length and second + length > since
        if apart and _copied(told, first, second, length):
            return True
    return False


def _copied(rows: Floats, first: int, second: int, length: int) -> bool:
    stretch = rows[first : first + length]
    if not bool((stretch == rows[second : second + length]).all()):
        return False
    return len(np.unique(stretch, axis=0)) >= REPLAY_DIFFERENT


def _alike(sums: Letters, order: Integers) -> Iterator[tuple[int, int]]:
    """First and last place of each sum that comes more than once."""
    begins: Truths = np.append(True, sums[1:] != sums[:-1])
    starts: list[int] = np.flatnonzero(begins).tolist()
    for start, end in pairwise([*starts, len(sums)]):
        if end - start > 1:
            yield int(order[start]), int(order[end - 1])


_BASE = 0x9E3779B97F4A7C15
_MIX = 0xBF58476D1CE4E5B9
"""Odd numbers of 64 bits without a pattern, as Steele et al. (2014) take for SplitMix."""


def _letters(rows: Floats) -> Letters:
    """A number for each row, of all its digits; (rows,)."""
    bits = np.ascontiguousarray(rows).view(np.uint64)
    letters: Letters = np.zeros(len(rows), np.uint64)
    for column in range(rows.shape[1]):
        letters = (letters ^ bits[:, column]) * np.uint64(_MIX)
        letters ^= letters >> np.uint64(29)
    return letters


def _rolling(letters: Letters, length: int) -> Letters:
    """Sum of letter × base^place over each stretch of a length, divided by base^(its place)."""
    bases = np.full(len(letters), _BASE, np.uint64)
    bases[0] = 1
    powers = np.multiply.accumulate(bases)
    inverses = np.full(len(letters), pow(_BASE, -1, 1 << 64), np.uint64)
    inverses[0] = 1
    back = np.multiply.accumulate(inverses)
    totals = np.append(np.uint64(0), np.add.accumulate(letters * powers))
    windows = len(letters) - length + 1
    return (totals[length:] - totals[:windows]) * back[:windows]
