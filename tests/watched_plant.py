"""An office whose clock is turned by hand, a plant with two beds, and instruments that read it."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

import numpy as np

from adapters.clock import HandTurnedClock
from adapters.wiring import open_office
from application.act import Act, only
from application.commission_adsorber import commission_adsorber
from application.office import Office, request
from application.receive_lot import receive_lot
from application.swap_carbon import change_carbon
from domain.adsorber import CarbonForm, CommissionAdsorber, FillCarbon, RemoveCarbon, SwapCarbon
from domain.charge import CHARGE, Ended, Running
from domain.charge_course import Course
from domain.device import DEVICE, Command, InstallDevice
from domain.enterprise import ENTERPRISE, RegisterEnterprise
from domain.identifiers import AdsorberId, ChargeId, CreditCode, DeviceId, LotId, TownCode
from domain.lot import ReceiveLot, Source
from domain.occurred import SHANGHAI, Occurred
from domain.reading import QUANTITIES, Column, Quantity, Readings
from domain.record import Fact

FIRM = CreditCode("91130200699229617X")
TOWN = TownCode("330411105")
PLANT = AdsorberId("TADF100002")
LOT = LotId("H20260101")
PID = DeviceId("PID-1")
BED_1, BED_2 = ChargeId("TADF100002-1-1"), ChargeId("TADF100002-2-1")
NEXT_1, NEXT_2 = ChargeId("TADF100002-1-2"), ChargeId("TADF100002-2-2")
NEW_YEAR = Occurred("2026-01-01")
FIRST_OF_MARCH = datetime(2026, 3, 1, 9, 0, tzinfo=SHANGHAI)
MORNING = Occurred.at(FIRST_OF_MARCH)


@dataclass
class WatchedPlant:
    """The office and what tests do in it."""

    office: Office
    clock: HandTurnedClock
    number: "count[int]" = field(default_factory=count)

    def perform(self, act: Act) -> None:
        """Carry out an act."""
        self.office.log.perform(act, request("tests", f"t{next(self.number)}"))

    def tell(self, command: Command, device: DeviceId = PID) -> None:
        """Tell an instrument something."""
        self.perform(only(DEVICE, device, command))

    def at(self, moment: str) -> None:
        """Turn the clock: `2026-03-02 09:00`."""
        self.clock.turn_to(datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI))

    def swap(self, moment: str) -> None:
        """Swap the carbon of both beds."""
        command = SwapCarbon(occurred(moment), (), 1_100_000, 1_000_000, LOT)
        self.perform(change_carbon(PLANT, command))

    def empty(self, moment: str) -> None:
        """Take the carbon out."""
        self.perform(change_carbon(PLANT, RemoveCarbon(occurred(moment), (), 1_100_000)))

    def read(
        self,
        since: str,
        *,
        hours: int = 1,
        inlet: float = 100.0,
        flow: float = 8_000.0,
        device: DeviceId = PID,
    ) -> None:
        """Send a reading every ten minutes for some hours, each a little different."""
        first = datetime.fromisoformat(since).replace(tzinfo=SHANGHAI)
        rows = 6 * hours
        values = np.full((rows, len(QUANTITIES)), np.nan)
        wander = np.arange(rows) / 100
        values[:, Column.INLET] = inlet + wander
        values[:, Column.AIRFLOW] = flow + np.where(np.arange(rows) % 2, 1.0, -1.0)
        start_ms = int(first.timestamp() * 1000)
        at_ms = start_ms + np.arange(rows, dtype=np.int64) * 600_000
        told = Readings(device, at_ms, np.full(rows, -1), values, np.zeros(rows, np.int64))
        self.office.intake.take(told)

    def course(self, charge: ChargeId) -> Course:
        """What is on record of a charge."""
        state = self.office.log.read(CHARGE, charge).state
        assert isinstance(state, Running | Ended)
        return state.course

    def days(self, charge: ChargeId) -> list[str]:
        """The days on record of a charge."""
        return sorted(self.course(charge).days)

    def facts(self, stream: str) -> list[Fact]:
        """What stands in a stream."""
        return [each.fact for each in self.office.log.facts(stream)]


def occurred(moment: str) -> Occurred:
    """A moment in China."""
    return Occurred.at(datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI))


def installation(bed: int | None = None, since: Occurred = MORNING) -> InstallDevice:
    """An instrument that reads VOC before the carbon, and the air, every ten minutes."""
    measures = (Quantity.INLET, Quantity.AIRFLOW)
    return InstallDevice(since, FIRM, PLANT, bed, "示例仪器", "S-1", measures, 600, 0.5, 2000.0)


@contextmanager
def watched_plant(database: str, *, installed: bool = True) -> Generator[WatchedPlant]:
    """Open it on the first of March 2026 at nine, both beds filled that morning."""
    clock = HandTurnedClock(FIRST_OF_MARCH - timedelta(hours=1))
    with open_office(database, clock=clock) as office:
        plant = WatchedPlant(office, clock)
        register = RegisterEnterprise(NEW_YEAR, FIRM, TOWN, "", "", None, None)
        plant.perform(only(ENTERPRISE, FIRM, register))
        commission = CommissionAdsorber(
            NEW_YEAR, PLANT, FIRM, "1#", 10_000, CarbonForm.GRANULAR, 2, 1_000_000, (), None, None
        )
        plant.perform(commission_adsorber(commission, low_efficiency=False))
        receipt = ReceiveLot(NEW_YEAR, Source.VIRGIN, "某炭业", 80_000_000)
        plant.perform(receive_lot(LOT, receipt, None))
        filled = FillCarbon(occurred("2026-03-01 08:00"), (), 1_000_000, LOT)
        plant.perform(change_carbon(PLANT, filled))
        plant.at("2026-03-01 09:00")
        if installed:
            plant.tell(installation())
        yield plant
