"""What is recorded of a bed at work, and by what rules it is judged: the rest of the evidence."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from domain import adsorber, charge_course, setting
from domain.bed_measuring import BedMeasured
from domain.health_evidence import WATCHED_DAYS
from domain.occurred import Occurred
from domain.setting_registry import Group
from projections.health_adsorber import COMMITTED, MEASURED, kept_of_adsorber
from projections.health_watching import health_watching
from projections.rows import (
    Assert,
    Change,
    Noted,
    Recall,
    Supersede,
    Table,
    since,
)


class Day(NamedTuple):
    """A recorded day of a charge. `window_from` is how far back one looks from it.

    `flaws` are separated by spaces; air that was not measured is None.
    """

    position: int
    line: int
    slot: str
    charge: str
    window_from: str
    run_h: float
    air_m3: float | None
    inlet_mg_per_m3: float | None
    outlet_mg_per_m3: float | None
    temperature_c: float | None
    humidity_percent: float | None
    bed_max_c: float | None
    flaws: str
    last_reading: str | None
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Estimate(NamedTuple):
    """An assessment of a charge; None where the carbon could not be estimated.

    `breakthrough` lists probabilities and days: `0.05 2026-12-19 0.5 2027-01-08`. `measured` is 1
    where VOC is measured on either side of the carbon.
    """

    position: int
    line: int
    charge: str
    day: str
    low_percent: float | None
    middle_percent: float | None
    high_percent: float | None
    breakthrough: str
    measured: int
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Stopped(NamedTuple):
    """A declared shutdown; `last` is None until the enterprise says so."""

    position: int
    line: int
    slot: str
    charge: str
    first: str
    last: str | None
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Disregarded(NamedTuple):
    """Days of a charge whose readings count no more, both included."""

    position: int
    line: int
    charge: str
    first: str
    last: str
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Adopted(NamedTuple):
    """Rules of the health code that were adopted; `values` has a name and a value on each line."""

    position: int
    line: int
    said: str
    effective: str
    reason: str
    set_values: str
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Verified(NamedTuple):
    """Somebody has looked at the swap that began a charge, and found it as it was recorded then.

    What is corrected afterwards is to be verified again, so what was looked at is kept.
    """

    position: int
    line: int
    slot: str
    charge: str
    lot: str
    fresh_g: int
    removed_g: int
    filled: str
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


DAY = Table("health_day", Day, (("charge", "occurred_from"),), found_by="charge")
ESTIMATE = Table("health_estimate", Estimate, (("charge", "occurred_from"),))
STOPPED = Table("health_stopped", Stopped, (("charge",),), found_by="charge")
DISREGARDED = Table("health_disregarded", Disregarded, (("charge",),))
ADOPTED = Table("health_setting", Adopted)

VERIFIED = Table("health_verified", Verified, (("charge",),), found_by="charge")

COURSE = (DAY, ESTIMATE, STOPPED, DISREGARDED, COMMITTED, MEASURED, ADOPTED, VERIFIED)


def health_course(noted: Noted, recall: Recall) -> Iterable[Change]:
    """Keep what a fact says of a bed at work, of its instruments, or of the rules."""
    when = since(noted.fact.occurred, noted)
    match noted.fact:
        case charge_course.OperationRecorded() as fact:
            return _day(noted, fact)
        case charge_course.SaturationAssessed() as fact:
            return [Assert(ESTIMATE, _estimate(noted, fact))]
        case charge_course.ShutdownDeclared(occurred=first, declared=declared):
            slot = f"{noted.id}/stopped/{first}"
            last = None if declared.until is None else str(declared.until)
            row = Stopped(noted.position, 0, slot, noted.id, str(first), last, *when)
            return [Supersede(STOPPED, slot), Assert(STOPPED, row)]
        case charge_course.ObjectionDecided(disregarded_from=first, disregarded_until=last):
            if first is None or last is None:
                return ()
            gone = Disregarded(noted.position, 0, noted.id, str(first), str(last), *when)
            return [Assert(DISREGARDED, gone)]
        case adsorber.ReplacementCommitted() | BedMeasured() as fact:
            return [kept_of_adsorber(noted, fact)]
        case setting.SettingAdopted() as fact:
            return _adopted(noted, fact)
        case _:
            return health_watching(noted, recall)


def _day(noted: Noted, fact: charge_course.OperationRecorded) -> Iterable[Change]:
    seen, slot = fact.operation, f"{noted.id}/day/{fact.occurred}"
    first = fact.occurred.day - timedelta(days=WATCHED_DAYS)
    row = Day(
        noted.position,
        0,
        slot,
        noted.id,
        str(Occurred.on(first)),
        seen.run_h,
        seen.air_m3 if seen.air_measured else None,
        seen.inlet.mean_mg_per_m3 if seen.inlet else None,
        seen.outlet.mean_mg_per_m3 if seen.outlet else None,
        seen.temperature_c,
        seen.humidity_percent,
        seen.bed_max_c,
        " ".join(flaw.value for flaw in seen.flaws),
        None if seen.last_reading is None else str(seen.last_reading),
        *since(fact.occurred, noted),
    )
    return [Supersede(DAY, slot), Assert(DAY, row)]


def _estimate(noted: Noted, fact: charge_course.SaturationAssessed) -> Estimate:
    physical = fact.physical
    full = physical.saturation if physical else None
    through = physical.breakthrough if physical else ()
    return Estimate(
        noted.position,
        0,
        noted.id,
        str(fact.day),
        full and full.low_percent,
        full and full.middle_percent,
        full and full.high_percent,
        " ".join(f"{each.probability!r} {each.day}" for each in through),
        int(physical is not None and physical.is_measured),
        *since(fact.occurred, noted),
    )


def _adopted(noted: Noted, fact: setting.SettingAdopted) -> Iterable[Change]:
    if fact.group is Group.HEALTH:
        values = "\n".join(f"{each.name} {each.value}" for each in fact.values)
        yield Assert(
            ADOPTED,
            Adopted(
                noted.position,
                0,
                str(fact.occurred),
                str(fact.effective),
                fact.reason,
                values,
                *since(fact.begins, noted),
            ),
        )
