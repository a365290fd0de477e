"""What a charge's facts say of its days: what the estimate of its saturation is computed from.

Of each day the readings count where there are any that count; else what was declared of that day;
else the mean of the days that were measured, where those are enough; else what was declared when
the adsorber went into service. What was not measured stays unknown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from domain.adsorber import Commissioned
from domain.adsorption.evidence import Charge, Daily, Days, Fill, Removal
from domain.charge import Ended, Running
from domain.charge_course import Course
from domain.declared_load import DeclaredLoad
from domain.identifiers import ChargeId
from domain.observation import removed_mass_implausible
from domain.operation import Concentration, Flaw, Operation

_ENOUGH_MEASURED_DAYS = 7
"""So many measured days tell more of a gap than what was declared once for all. Chosen."""
_USUAL_DETECTION_MG_PER_M3 = 1.0
_NOT_BELIEVED = frozenset({Flaw.FROZEN, Flaw.REPLAYED})
"""With these flaws a day's concentrations are not those of that day."""


class DaySource(StrEnum):
    """Where the hours and the air of a day come from."""

    MEASURED = "measured"
    DECLARED = "declared"
    LIKE_MEASURED = "like measured days"
    COMMISSIONED = "as declared at commissioning"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ChargeEvidence:
    """What the estimator is given, and of each day where it comes from."""

    charge: Charge
    sources: tuple[DaySource, ...]
    flawed_days: int
    """Days whose concentrations were left out for their flaws."""
    disregarded_days: int
    """Days left out for an objection that was upheld."""
    stack_tests: int


def evidence_of(
    named: ChargeId,
    state: Running | Ended,
    plant: Commissioned,
    iodine_mg_per_g: int | None,
    until: date,
) -> ChargeEvidence | None:
    """What is known of a charge on the morning of a day, `iodine` that of its lot.

    None where the air or the VOC that comes in was neither measured nor declared.
    """
    last = min(until, state.until.day) if isinstance(state, Ended) else until
    first = state.since.day
    calendar = [first + timedelta(days) for days in range(max((last - first).days, 0))]
    measured = _measured(state.course)
    required_g = [bed.required_g for bed in plant.beds]
    load = DeclaredLoad(state.course, plant.exhaust, required_g[named.bed - 1] / sum(required_g))
    told = _Told(calendar, measured, load)
    fill = _fill(state, plant, iodine_mg_per_g, told, load)
    if fill is None:
        return None
    bed = f"{named.adsorber}-{named.bed}"
    removal = _removal(state) if isinstance(state, Ended) and last == state.until.day else None
    there = set(calendar)
    return ChargeEvidence(
        Charge(bed, named.number, fill, told.days(), removal),
        tuple(told.sources),
        sum(day in there and bool(_NOT_BELIEVED & {*op.flaws}) for day, op in measured.items()),
        sum(day.day in there for day in state.course.days) - len(there & measured.keys()),
        sum(test.occurred.day in there for test in load.tests),
    )


class _Told:
    """The days of a charge, one after the other."""

    def __init__(
        self, calendar: Sequence[date], measured: Mapping[date, Operation], load: DeclaredLoad
    ) -> None:
        self._calendar, self._load = calendar, load
        self._measured = [measured.get(day) for day in calendar]
        seen = [operation for operation in self._measured if operation is not None]
        self._seen = seen
        enough = len(seen) >= _ENOUGH_MEASURED_DAYS
        self._like = (_mean([op.run_h for op in seen]), _mean([op.air_m3 for op in seen]))
        self._like_measured = enough
        told = [self._worked(place) for place in range(len(calendar))]
        self.sources = [source for source, *_ in told]
        self._run_h = np.array([run_h for _, run_h, _ in told], dtype=float)
        self._air_m3 = np.array([air_m3 for *_, air_m3 in told], dtype=float)

    def _worked(self, place: int) -> tuple[DaySource, float, float]:
        operation = self._measured[place]
        if operation is not None:
            return DaySource.MEASURED, operation.run_h, operation.air_m3
        declared = self._load.on(self._calendar[place])
        air_m3 = declared.air_m3
        known = declared.run_h is not None and air_m3 is not None
        if known and declared.for_this_day:
            return DaySource.DECLARED, declared.run_h or 0.0, air_m3 or 0.0
        if self._like_measured:
            return DaySource.LIKE_MEASURED, *self._like
        if known:
            return DaySource.COMMISSIONED, declared.run_h or 0.0, air_m3 or 0.0
        return DaySource.UNKNOWN, 0.0, 0.0

    @property
    def any_known(self) -> bool:
        """Whether something is known of some day."""
        return any(source is not DaySource.UNKNOWN for source in self.sources)

    def air_m3_per_day(self, usual: float | None) -> float | None:
        """Air on an average day; what is usual where there is no day yet."""
        return float(self._air_m3.mean()) if self.any_known else usual

    def declared_mg_per_m3(self) -> float | None:
        """What comes in where it is not measured: tested, else declared, by air; else measured."""
        tested = self._load.tested_inlet_mg_per_m3()
        if tested is not None:
            return tested
        levels = _column([self._load.inlet_mg_per_m3(day) for day in self._calendar])
        there = ~np.isnan(levels)
        if there.any():
            weights = self._air_m3[there]
            return float(np.average(levels[there], weights=weights if weights.any() else None))
        read = [op.inlet.mean_mg_per_m3 for op in self._seen if op.inlet is not None]
        return _mean(read) if read else None

    def days(self) -> Days:
        """What was seen, and what was declared of hours and air."""
        inlet, inlet_below = self._concentrations([_inlet(op) for op in self._measured])
        outlet, outlet_below = self._concentrations([_outlet(op) for op in self._measured])
        limit = self._detection_mg_per_m3()
        self._add_tests(outlet, outlet_below, limit)
        return Days(
            self._run_h,
            self._air_m3,
            inlet,
            inlet_below,
            outlet,
            outlet_below,
            _column([None if op is None else op.humidity_percent for op in self._measured]),
            _column([None if op is None else op.temperature_c for op in self._measured]),
            limit,
        )

    def _concentrations(self, read: list[Concentration | None]) -> tuple[Daily, Daily]:
        mean = [None if side is None else side.mean_mg_per_m3 for side in read]
        below = [None if side is None else side.below_detection / side.readings for side in read]
        return _column(mean), _column(below)

    def _add_tests(self, outlet: Daily, below: Daily, limit_mg_per_m3: float) -> None:
        """What a laboratory found at the outlet counts for a day that no instrument saw."""
        for test in self._load.tests:
            place = (test.occurred.day - self._calendar[0]).days if self._calendar else -1
            if 0 <= place < len(outlet) and np.isnan(outlet[place]):
                found = test.declared.outlet_mg_per_m3
                outlet[place] = max(found, limit_mg_per_m3 / 2)
                below[place] = float(found < limit_mg_per_m3)

    def _detection_mg_per_m3(self) -> float:
        limits = [op.detection_mg_per_m3 for op in self._seen if op.inlet or op.outlet]
        return limits[-1] if limits else _USUAL_DETECTION_MG_PER_M3


def _measured(course: Course) -> dict[date, Operation]:
    """The days that were measured and count; where nothing came, nothing was."""
    counted = course.counted().items()
    return {day.day: operation for day, operation in counted if operation.coverage_percent > 0}


def _fill(
    state: Running | Ended,
    plant: Commissioned,
    iodine_mg_per_g: int | None,
    told: _Told,
    load: DeclaredLoad,
) -> Fill | None:
    first = state.since.day
    air_m3 = told.air_m3_per_day(load.on(first).air_m3)
    level = told.declared_mg_per_m3()
    level = load.inlet_mg_per_m3(first) if level is None else level
    if air_m3 is None or level is None:
        return None
    iodine = None if iodine_mg_per_g is None else float(iodine_mg_per_g)
    return Fill(state.fresh_g / 1000, iodine, plant.exhaust.solvents, level, air_m3)


def _removal(state: Ended) -> Removal:
    """What the scale said; an implausible mass says nothing."""
    implausible = removed_mass_implausible(state.removed_g, state.fresh_g)
    return Removal(None if implausible else state.removed_g / 1000, None)


def _inlet(operation: Operation | None) -> Concentration | None:
    return operation.inlet if operation is not None and _believed(operation) else None


def _outlet(operation: Operation | None) -> Concentration | None:
    return operation.outlet if operation is not None and _believed(operation) else None


def _believed(operation: Operation) -> bool:
    return not _NOT_BELIEVED & {*operation.flaws}


def _column(values: Sequence[float | None]) -> Daily:
    return np.array(values, dtype=float)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
