"""How a bed worked on a day as its enterprise declares it, where no instrument says so.

A shutdown comes before a declaration of operation, and that before what was declared when the
adsorber went into service. The meter shares declared hours out among days: a day on which it
turned twice as fast as on average counts twice as many hours. VOC in the materials used is taken to
reach the carbon whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from domain.charge_course import (
    Course,
    DeclaredFact,
    ElectricityRead,
    MaterialsUsed,
    OperationDeclared,
    ShutdownDeclared,
    StackTested,
)
from domain.exhaust import Exhaust

_MG_PER_G, _HOURS_PER_DAY, _NO_END = 1000.0, 24.0, date.max


@dataclass(frozen=True, slots=True)
class DeclaredDay:
    """A day of one bed as declared; None where nothing was.

    `for_this_day` where it was said of that day, and not once for all.
    """

    run_h: float | None
    airflow_m3_per_h: float | None
    for_this_day: bool

    @property
    def air_m3(self) -> float | None:
        """Air that went through."""
        if self.run_h == 0:
            return 0.0
        if self.run_h is None or self.airflow_m3_per_h is None:
            return None
        return self.run_h * self.airflow_m3_per_h


class DeclaredLoad:
    """Asks all declarations of a charge about a day; `share` is the bed's part of the air."""

    def __init__(self, course: Course, exhaust: Exhaust, share: float) -> None:
        """Put the declarations in order."""
        facts = sorted(course.declared.values(), key=lambda fact: fact.occurred)
        self._exhaust, self._share = exhaust, share
        self._shutdowns = [fact for fact in facts if isinstance(fact, ShutdownDeclared)]
        self._operations = [fact for fact in facts if isinstance(fact, OperationDeclared)]
        self._materials = [fact for fact in facts if isinstance(fact, MaterialsUsed)]
        self.tests = [fact for fact in facts if isinstance(fact, StackTested)]
        self._turned = list(_turned(facts))

    def on(self, day: date) -> DeclaredDay:
        """How the bed worked on a day."""
        if any(_covers(fact, fact.declared.until, day) for fact in self._shutdowns):
            return DeclaredDay(0.0, None, for_this_day=True)
        usual = self._exhaust
        run_h, airflow = usual.run_h_per_day, usual.airflow_m3_per_h
        airflow = None if airflow is None else airflow * self._share
        told = self._operation(day)
        if told is not None:
            declared = told.declared
            run_h = declared.run_h_per_day
            if declared.airflow_m3_per_h is not None:
                airflow = declared.airflow_m3_per_h
        turned = self._share_of_meter(day)
        if run_h is not None and turned is not None:
            run_h = min(_HOURS_PER_DAY, run_h * turned)
        return DeclaredDay(run_h, airflow, for_this_day=told is not None or turned is not None)

    def inlet_mg_per_m3(self, day: date) -> float | None:
        """VOC that came in on a day: declared as such, else in the materials, else once for all."""
        told = self._operation(day)
        if told is not None and told.declared.inlet_mg_per_m3 is not None:
            return told.declared.inlet_mg_per_m3
        used = [fact for fact in self._materials if _covers(fact, fact.declared.until, day)]
        spread = [level for fact in used if (level := self._spread(fact)) is not None]
        return sum(spread) if spread else self._exhaust.removed_voc_mg_per_m3

    def tested_inlet_mg_per_m3(self) -> float | None:
        """What laboratories found at the inlet, on average."""
        levels = [fact.declared.inlet_mg_per_m3 for fact in self.tests]
        found = [level for level in levels if level is not None]
        return sum(found) / len(found) if found else None

    def _operation(self, day: date) -> OperationDeclared | None:
        """The last declared of those that are about a day."""
        covering = (f for f in reversed(self._operations) if _covers(f, f.declared.until, day))
        return next(covering, None)

    def _spread(self, fact: MaterialsUsed) -> float | None:
        """The VOC of a material over all air of its period, mg/m³; None where none went through."""
        declared = fact.declared
        air_m3 = sum(
            self.on(day).air_m3 or 0.0 for day in _days(fact.occurred.day, declared.until.day)
        )
        voc_mg = declared.used_g * declared.voc_percent / 100 * _MG_PER_G
        return voc_mg / air_m3 if air_m3 else None

    def _share_of_meter(self, day: date) -> float | None:
        """How fast the meters turned on a day against their average; None where none was read."""
        found = [turned for first, until, turned in self._turned if first <= day < until]
        return sum(found) / len(found) if found else None


def _covers(fact: DeclaredFact, until: str | None, day: date) -> bool:
    last = _NO_END if until is None else date.fromisoformat(until[:10])
    return fact.occurred.day <= day <= last


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days) for days in range((last - first).days + 1))


def _turned(facts: list[DeclaredFact]) -> Iterator[tuple[date, date, float]]:
    """From one reading of a meter to the next, how fast it turned against its average.

    A meter that went back was changed; it says nothing.
    """
    readings = [fact for fact in facts if isinstance(fact, ElectricityRead)]
    for meter in sorted({fact.declared.meter for fact in readings}):
        own = [fact for fact in readings if fact.declared.meter == meter]
        steps = [
            (a.occurred.day, b.occurred.day, b.declared.reading_kwh - a.declared.reading_kwh)
            for a, b in pairwise(own)
        ]
        if len(steps) < 2 or any(kwh < 0 for *_, kwh in steps):
            continue
        average = sum(kwh for *_, kwh in steps) / max((steps[-1][1] - steps[0][0]).days, 1)
        for first, until, kwh in steps:
            if average > 0 and until > first:
                yield first, until, kwh / (until - first).days / average
