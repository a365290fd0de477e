"""What the people of one plant write down: who they are, what they install, fill and declare."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from adapters.simulator import people
from adapters.simulator.carbon import CarbonRound
from adapters.simulator.cast import Plant
from adapters.simulator.diary import OFFICE, Entry, at, occurred, on
from adapters.simulator.instrument import (
    DETECTION_MG_PER_M3,
    INTERVAL_S,
    RANGE_MG_PER_M3,
    measures,
)
from adapters.simulator.timeline import Fill, Timeline
from adapters.simulator.truth import Truth
from application.act import only
from application.commission_adsorber import commission_adsorber
from application.ports.vault import Vault
from application.swap_carbon import change_carbon, container_of
from domain.adsorber import ADSORBER, CarbonForm, CommissionAdsorber, FillCarbon, SwapCarbon
from domain.bed_measuring import MeasureBed
from domain.charge import CHARGE
from domain.charge_declaring import Declare, Declared
from domain.device import DEVICE, InstallDevice
from domain.enterprise import ENTERPRISE, AdmitEnterprise, RegisterEnterprise
from domain.identifiers import ChargeId
from domain.operation import DeclaredOperation, Materials, Shutdown
from domain.personal import Contact

_MONDAY = 0
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Firm:
    """The people of a plant; all of what they do on a day follows from seed and opening."""

    plant: Plant
    truth: Truth
    timeline: Timeline
    vault: Vault

    def live(self, day: date, carbon: CarbonRound, rng: Random) -> Iterator[Entry]:
        """Everything that they write down on a day."""
        if day == self.timeline.joins(self.plant):
            yield from self._join(day, rng)
        fill = self.timeline.running(self.plant, day)
        if fill is not None and fill.day == day:
            yield from self._fill(fill, carbon)
        if fill is not None and fill.day < day:
            yield from self._declare(fill, day)

    def _join(self, day: date, rng: Random) -> Iterator[Entry]:
        plant, its = self.plant, self.truth.nature(self.plant)
        code, trade = plant.enterprise, plant.part.trade
        name = people.person(rng)
        contact = Contact(
            self.vault.seal(code, name), self.vault.seal(code, people.phone(rng), name=name)
        )
        register = RegisterEnterprise(
            occurred(day, 540),
            people.firm_name(trade, plant.number),
            people.TOWNS[plant.number % len(people.TOWNS)],
            f"演示路{plant.number}号",
            people.TRADES[trade],
            people.location(rng),
            contact,
        )
        admit = AdmitEnterprise(occurred(day, 541))
        act = only(ENTERPRISE, code, register, admit)
        yield Entry(at(day, 541), f"模拟:企业:{code}", act, OFFICE, {"企业名称": register.name})
        commission = CommissionAdsorber(
            occurred(day, 600),
            plant.adsorber,
            code,
            f"{trade}车间 1#",
            its.airflow_m3_per_h,
            CarbonForm.GRANULAR,
            1,
            self.truth.required_kg(plant) * 1000,
            plant.solvents,
            round(its.level_mg_per_m3, 1),
            float(its.shift_h),
        )
        act = commission_adsorber(commission, low_efficiency=False)
        said = {"要求填充量": commission.required_fill_g}
        yield Entry(at(day, 600), f"模拟:装置:{plant.adsorber}", act, OFFICE, said)
        yield self._measured(day)
        if plant.device is not None:
            install = InstallDevice(
                occurred(day, 660),
                code,
                plant.adsorber,
                None,
                "光离子化在线监测仪(演示)",
                f"SN{plant.number:06d}",
                measures(plant),
                INTERVAL_S,
                DETECTION_MG_PER_M3,
                RANGE_MG_PER_M3,
            )
            act = only(DEVICE, plant.device, install)
            said = {"装置": plant.adsorber}
            yield Entry(at(day, 660), f"模拟:设备:{plant.device}", act, code, said)

    def _measured(self, day: date) -> Entry:
        """How wide the bed is, by the drawing that came with it."""
        plant, airflow = self.plant, self.truth.nature(self.plant).airflow_m3_per_h
        area_m2 = round(airflow / 3600 / plant.part.face_m_per_s, 1)
        measure = MeasureBed(occurred(day, 605), 1, area_m2, "竣工图(演示)")
        act = only(ADSORBER, plant.adsorber, measure)
        entry_id = f"模拟:炭箱:{plant.adsorber}"
        return Entry(at(day, 605), entry_id, act, OFFICE, {"过风面积": area_m2})

    def _fill(self, fill: Fill, carbon: CarbonRound) -> Iterator[Entry]:
        plant, minute = self.plant, 540 + self.plant.number
        lot, when = carbon.take(fill.mass_g), occurred(fill.day, minute)
        command = (
            FillCarbon(when, (), fill.mass_g, lot)
            if fill.removed_g is None
            else SwapCarbon(when, (), fill.removed_g, fill.mass_g, lot)
        )
        act = change_carbon(plant.adsorber, command)
        said = {"填装量": fill.mass_g, "卸出量": fill.removed_g, "炭批号": lot}
        entry_id = f"模拟:换炭:{plant.adsorber}@{fill.day}"
        yield Entry(at(fill.day, minute), entry_id, act, plant.enterprise, said)
        if fill.removed_g is not None:
            container = container_of(plant.adsorber, when)
            minute += 240
            yield carbon.ship(fill.day, minute, plant.enterprise, container, fill.removed_g)

    def _declare(self, fill: Fill, day: date) -> Iterator[Entry]:
        """Who has no instrument declares: weeks of work, months of material, a standstill."""
        part, charge = self.plant.part, ChargeId.of(self.plant.adsorber, 1, fill.number)
        if part.resting_days is not None:
            rests = self.truth.opening - timedelta(days=part.resting_days)
            if day == rests:
                yield self._declared(charge, day, day, Shutdown(None, "设备检修停产"))
        if self.plant.device is not None:
            return
        if day.weekday() == _MONDAY and fill.day <= day - _WEEK:
            yield self._declared(charge, day - _WEEK, day, self._week(day))
        last_month = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
        if day.day == 3 and fill.day <= last_month:
            yield self._declared(charge, last_month, day, self._month(last_month, day))

    def _week(self, day: date) -> DeclaredOperation:
        its = self.truth.nature(self.plant)
        days = [self.truth.day(self.plant, day - timedelta(days=back)) for back in range(1, 8)]
        hours = sum(each.run_h for each in days) / 7
        last = on(day - timedelta(days=1))
        level = round(its.level_mg_per_m3)
        return DeclaredOperation(last, round(hours, 1), float(its.airflow_m3_per_h), float(level))

    def _month(self, first: date, day: date) -> Materials:
        last = day.replace(day=1) - timedelta(days=1)
        length = (last - first).days + 1
        days = [self.truth.day(self.plant, first + timedelta(days=n)) for n in range(length)]
        voc_g = sum(each.air_m3 * each.mean_inlet_mg_per_m3 for each in days) / 1000
        return Materials(on(last), "溶剂型涂料(演示)", max(round(voc_g / 0.55), 1), 55.0)

    def _declared(self, charge: ChargeId, first: date, day: date, declared: Declared) -> Entry:
        kind = type(declared).__name__
        act = only(CHARGE, charge, Declare(on(first), declared))
        entry_id = f"模拟:申报:{charge}:{kind}@{first}"
        return Entry(at(day, 900), entry_id, act, self.plant.enterprise, {"申报": kind})
