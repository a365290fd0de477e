"""A day of a bed from the readings of its instruments: hours, air and concentrations, and flaws.

Air flows while the measured flow is above a twentieth of the design (or above 50 m³/h where no
design is known); where flow is not measured, while the pressure drop is above 30 Pa; where that is
not measured either, in the hours of the clock in which some reading of VOC lies above its
detection limit. What a bed was doing between two readings is what the nearest one says.

Numbers are rounded, so that the same readings give the same bits whatever order they came in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from domain.occurred import SHANGHAI, Occurred
from domain.operation import Concentration, Operation
from domain.reading import Column, Floats, Integers
from domain.reading_flaws import flaws
from domain.watched_bed import (
    Instrument,
    Series,
    Truths,
    Watched,
    merged,
    series,
    stands_for,
    watched,
)

FLOWING_SHARE = 0.05
FLOWING_M3_PER_H = 50.0
FLOWING_PA = 30.0
"""Above these, air flows. Chosen: a meter's zero wanders below them, a running fan is far above."""

HOLDS_MS = 900_000
"""A sign of flowing air is good for this long, or for three intervals where those are longer."""

_HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class WatchedBed:
    """The bed that a day is told of.

    `share` of the adsorber's air goes through it; `design_airflow_m3_per_h` is the adsorber's,
    None where it is not known.
    """

    number: int
    share: float
    design_airflow_m3_per_h: float | None


@dataclass(frozen=True, slots=True)
class _Running:
    """Where it is known whether air was flowing, (readings,)."""

    at_ms: Integers
    flowing: Truths
    stands_ms: Integers
    holds_ms: int

    def when(self, at_ms: Integers) -> Truths:
        """Whether air was known to flow at each time, by the nearest sign that is near enough."""
        after = np.minimum(np.searchsorted(self.at_ms, at_ms), len(self.at_ms) - 1)
        before = np.maximum(after - 1, 0)
        nearer = np.abs(self.at_ms[before] - at_ms) <= np.abs(self.at_ms[after] - at_ms)
        nearest = np.where(nearer, before, after)
        near = np.abs(self.at_ms[nearest] - at_ms) <= self.holds_ms
        return near & self.flowing[nearest]


def bounds_ms(day: date) -> tuple[int, int]:
    """Where a day in China begins and ends, half-open, in milliseconds since 1970."""
    start = datetime.combine(day, time(), SHANGHAI)
    return _ms(start), _ms(start + timedelta(days=1))


def day_of_operation(bed: WatchedBed, instruments: Sequence[Instrument]) -> Operation:
    """Tell the day of a bed; instruments of other beds are left aside.

    Where nothing told whether air was flowing, hours and air are 0 and not measured.
    """
    looking = [watched(one) for one in instruments if one.bed in {None, bed.number}]
    running = _running(bed, looking)
    run_h = _run_h(looking, running)
    flow = series(Column.AIRFLOW, looking, bed.share)
    covered = [_covered(one) for one in looking]
    return Operation(
        run_h=round(run_h, 3),
        air_m3=round(run_h * _flow_m3_per_h(bed, flow, running), 1),
        air_measured=len(flow) > 0,
        inlet=_concentration(series(Column.INLET, looking), running),
        outlet=_concentration(series(Column.OUTLET, looking), running),
        detection_mg_per_m3=_detection_mg_per_m3(looking),
        temperature_c=_mean(_while_flowing(Column.TEMPERATURE, looking, running)),
        temperature_max_c=_most(_while_flowing(Column.TEMPERATURE, looking, running)),
        humidity_percent=_mean(_while_flowing(Column.HUMIDITY, looking, running)),
        bed_max_c=_most(series(Column.BED_TEMPERATURE, looking).values),
        pressure_drop_pa=_mean(_while_flowing(Column.PRESSURE_DROP, looking, running)),
        coverage_percent=_coverage_percent(looking, covered),
        last_reading=_last(looking),
        devices=tuple(sorted({one.instrument.device for one in looking})),
        flaws=flaws(looking, covered),
    )


def _running(bed: WatchedBed, looking: Sequence[Watched]) -> _Running | None:
    longest_s = max((one.instrument.interval_s for one in looking), default=0)
    holds_ms = max(HOLDS_MS, 3000 * longest_s)
    if len(flow := series(Column.AIRFLOW, looking, bed.share)):
        least = FLOWING_M3_PER_H
        if bed.design_airflow_m3_per_h is not None:
            least = FLOWING_SHARE * bed.design_airflow_m3_per_h
        return _Running(flow.at_ms, flow.values > least * bed.share, flow.stands_ms, holds_ms)
    if len(drop := series(Column.PRESSURE_DROP, looking)):
        return _Running(drop.at_ms, drop.values > FLOWING_PA, drop.stands_ms, holds_ms)
    voc = merged([series(Column.INLET, looking), series(Column.OUTLET, looking)])
    if not len(voc):
        return None
    hours = (voc.at_ms // _HOUR_MS).astype(np.int64)
    flowing = np.isin(hours, hours[~voc.below])
    return _Running(voc.at_ms, flowing, voc.stands_ms, holds_ms)


def _run_h(looking: Sequence[Watched], running: _Running | None) -> float:
    """Hours in service, times the share of the told time in which air was flowing."""
    if running is None:
        return 0.0
    told_ms = int(running.stands_ms.sum())
    flowing_ms = int(running.stands_ms[running.flowing].sum())
    return _in_service_ms(looking) / _HOUR_MS * flowing_ms / told_ms if told_ms else 0.0


def _in_service_ms(looking: Sequence[Watched]) -> int:
    """How long at least one instrument was in service."""
    total, reached = 0, 0
    for one in sorted(looking, key=lambda one: one.instrument.from_ms):
        start = max(one.instrument.from_ms, reached)
        total += max(0, one.instrument.until_ms - start)
        reached = max(reached, one.instrument.until_ms)
    return total


def _flow_m3_per_h(bed: WatchedBed, flow: Series, running: _Running | None) -> float:
    """Mean flow through the bed while air flows, as measured or else by the design."""
    if not len(flow) or running is None:
        return (bed.design_airflow_m3_per_h or 0.0) * bed.share
    weights = flow.stands_ms * running.flowing
    told_ms = int(weights.sum())
    return float((flow.values * weights).sum() / told_ms) if told_ms else 0.0


def _concentration(read: Series, running: _Running | None) -> Concentration | None:
    if running is None or not len(read):
        return None
    flowing = running.when(read.at_ms)
    values, below = read.values[flowing], read.below[flowing]
    if not len(values):
        return None
    hours = read.at_ms[flowing] // _HOUR_MS
    _, places = np.unique(hours, return_inverse=True)
    by_hour = np.bincount(places, weights=values) / np.bincount(places)
    mean, peak = float(values.mean()), float(by_hour.max())
    return Concentration(round(mean, 4), round(peak, 4), len(values), int(below.sum()))


def _while_flowing(column: Column, looking: Sequence[Watched], running: _Running | None) -> Floats:
    read = series(column, looking)
    if running is None or not len(read):
        return np.zeros(0)
    return read.values[running.when(read.at_ms)]


def _mean(values: Floats) -> float | None:
    return round(float(values.mean()), 2) if len(values) else None


def _most(values: Floats) -> float | None:
    return round(float(values.max()), 2) if len(values) else None


def _detection_mg_per_m3(looking: Sequence[Watched]) -> float:
    """The coarsest limit of the instruments that read VOC; 0 where none does."""
    voc = [Column.INLET, Column.OUTLET]
    reading = [one for one in looking if not np.isnan(one.counted[:, voc]).all()]
    return max((one.instrument.detection_mg_per_m3 for one in reading), default=0.0)


def _covered(one: Watched) -> float:
    """The share of an instrument's time in service that its readings tell of."""
    instrument = one.instrument
    span_ms = instrument.until_ms - instrument.from_ms
    told = stands_for(one.at_ms, instrument.interval_s, instrument.until_ms)
    return min(1.0, int(told.sum()) / span_ms) if span_ms > 0 else 1.0


def _coverage_percent(looking: Sequence[Watched], covered: Sequence[float]) -> float:
    """All instruments together, each by its time in service."""
    spans_ms = [one.instrument.until_ms - one.instrument.from_ms for one in looking]
    told = sum(share * span_ms for share, span_ms in zip(covered, spans_ms, strict=True))
    return round(100 * told / sum(spans_ms), 2) if sum(spans_ms) else 0.0


def _last(looking: Sequence[Watched]) -> Occurred | None:
    last_ms = max((int(one.at_ms[-1]) for one in looking if len(one.at_ms)), default=None)
    if last_ms is None:
        return None
    return Occurred.at(datetime.fromtimestamp(last_ms // 1000, UTC))


def _ms(moment: datetime) -> int:
    return int(moment.timestamp()) * 1000
