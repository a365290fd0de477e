"""健康码看板: the evidence on beds, charges and lots. What code follows is asked of the policy."""

from collections.abc import Iterable
from typing import NamedTuple, get_args

from domain import adsorber, charge, charge_course, device, enterprise, lot, setting
from domain.bed_measuring import BedMeasured
from projections.health_course import COURSE, VERIFIED, Verified, health_course
from projections.health_watching import WATCHING
from projections.rows import (
    Assert,
    Change,
    Noted,
    Projection,
    Recall,
    Supersede,
    Table,
    ended_at,
    since,
)


class Firm(NamedTuple):
    """An enterprise and its town."""

    position: int
    line: int
    slot: str
    enterprise: str
    name: str
    town: str | None
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Plant(NamedTuple):
    """An adsorber in service. `required_g` lists the beds' required fills, separated by spaces."""

    position: int
    line: int
    slot: str
    adsorber: str
    enterprise: str
    name: str
    required_g: str
    carbon_form: str
    airflow_m3_per_h: int | None
    removed_voc_mg_per_m3: float | None
    run_h_per_day: float | None
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Started(NamedTuple):
    """A charge from its start; `former` is the charge that the same bed had before."""

    position: int
    line: int
    slot: str
    charge: str
    adsorber: str
    bed: int
    number: int
    former: str | None
    lot: str
    fresh_g: int
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Ended(NamedTuple):
    """A charge from its end."""

    position: int
    line: int
    slot: str
    charge: str
    removed_g: int
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Tested(NamedTuple):
    """What a laboratory found of a lot, and under which certificate."""

    position: int
    line: int
    lot: str
    iodine_mg_per_g: int
    certificate: str | None
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


FIRM = Table("health_firm", Firm, (("enterprise",),))
PLANT = Table("health_plant", Plant, (("adsorber",), ("enterprise",)))
STARTED = Table("health_started", Started, (("adsorber", "bed", "number"), ("charge",)))
ENDED = Table("health_ended", Ended, (("charge",),))
TESTED = Table("health_tested", Tested, (("lot",), ("certificate",)))


def health_board(noted: Noted, recall: Recall) -> Iterable[Change]:
    """Keep what a fact says of the health of a bed."""
    when = since(noted.fact.occurred, noted)
    match noted.fact:
        case enterprise.EnterpriseRegistered(name=name, town=town):
            where = None if town is None else str(town)
            row = Firm(noted.position, 0, noted.stream, noted.id, name, where, *when)
            return [Assert(FIRM, row)]
        case adsorber.AdsorberCommissioned() as fact:
            return [_plant(noted, fact)]
        case adsorber.AdsorberDecommissioned(occurred=gone):
            return ended_at(PLANT, recall(PLANT, noted.stream), noted, gone)
        case charge.ChargeStarted(occurred=started, lot=from_lot, fresh_g=fresh_g):
            return [_started(noted, started, from_lot, fresh_g)]
        case charge.ChargeEnded(occurred=ended, removed_g=removed_g):
            return [_ended(noted, ended, removed_g)]
        case charge.ChargeCorrected() as fact:
            return _corrected(noted, fact)
        case lot.LotQualityTested(iodine_mg_per_g=iodine, certificate=certificate):
            tested = Tested(noted.position, 0, noted.id, iodine, certificate or None, *when)
            return [Assert(TESTED, tested)]
        case adsorber.SwapVerified() as fact:
            return _verified(noted, fact, recall)
        case _:
            return health_course(noted, recall)


def _plant(noted: Noted, fact: adsorber.AdsorberCommissioned) -> Change:
    row = Plant(
        noted.position,
        0,
        noted.stream,
        noted.id,
        str(fact.enterprise),
        fact.name,
        " ".join(map(str, fact.required_fill_g_per_bed)),
        fact.carbon_form.value,
        fact.design_airflow_m3_per_h,
        fact.removed_voc_mg_per_m3,
        fact.run_h_per_day,
        *since(fact.occurred, noted),
    )
    return Assert(PLANT, row)


def _started(noted: Noted, started: str, from_lot: str, fresh_g: int) -> Change:
    where, bed, number = noted.id.split("-")
    former = f"{where}-{bed}-{int(number) - 1}" if int(number) > 1 else None
    row = Started(
        noted.position,
        0,
        f"{noted.stream}/start",
        noted.id,
        where,
        int(bed),
        int(number),
        former,
        str(from_lot),
        fresh_g,
        *since(started, noted),
    )
    return Assert(STARTED, row)


def _ended(noted: Noted, ended: str, removed_g: int) -> Change:
    slot = f"{noted.stream}/end"
    row = Ended(noted.position, 0, slot, noted.id, removed_g, *since(ended, noted))
    return Assert(ENDED, row)


def _corrected(noted: Noted, fact: charge.ChargeCorrected) -> Iterable[Change]:
    yield Supersede(STARTED, f"{noted.stream}/start")
    yield _started(noted, fact.started, fact.lot, fact.fresh_g)
    if fact.ended is not None and fact.removed_g is not None:
        yield Supersede(ENDED, f"{noted.stream}/end")
        yield _ended(noted, fact.ended, fact.removed_g)


def _verified(noted: Noted, fact: adsorber.SwapVerified, recall: Recall) -> Iterable[Change]:
    for line, part in enumerate(fact.beds):
        if part.started is None:
            continue
        for begun in recall(STARTED, f"charge:{part.started}/start"):
            row = Verified(
                noted.position,
                line,
                f"{part.started}/verified",
                str(part.started),
                begun.lot,
                begun.fresh_g,
                part.removed_g,
                begun.occurred_from,
                *since(fact.occurred, noted),
            )
            yield Assert(VERIFIED, row)


HEALTH_BOARD = Projection(
    "health-board",
    frozenset(
        {
            enterprise.EnterpriseRegistered,
            adsorber.AdsorberCommissioned,
            adsorber.AdsorberDecommissioned,
            adsorber.SwapVerified,
            adsorber.ReplacementCommitted,
            BedMeasured,
            *get_args(charge.LifeFact),
            charge_course.OperationRecorded,
            charge_course.ShutdownDeclared,
            charge_course.SaturationAssessed,
            charge_course.ObjectionDecided,
            device.DeviceInstalled,
            device.DeviceReplaced,
            device.DeviceRemoved,
            device.DeviceFellSilent,
            device.DeviceHeardAgain,
            device.DeviceBedOverheated,
            device.DeviceBedCooled,
            lot.LotQualityTested,
            setting.SettingAdopted,
        }
    ),
    (FIRM, PLANT, STARTED, ENDED, TESTED, *COURSE, WATCHING),
    health_board,
    version=2,
)
