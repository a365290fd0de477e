"""What somebody in the district may want on some day: one small readable class each.

A step becomes a use case on the books as they stand. It names things by their place ("the second
last record", "two of the containers that stand there"), so that a list of steps stays a life
when one of them is left out; a step whose thing is not there asks for nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.act import Act
from application.correct_swap import correct_swap
from application.receive_lot import receive_lot
from application.run_kiln import charge_kiln, discharge_kiln
from application.ship_consignment import Shipment, ship_consignment
from application.swap_carbon import change_carbon
from domain.adsorber import (
    ADSORBER,
    Commissioned,
    CorrectSwap,
    FillCarbon,
    RemoveCarbon,
    SwapCarbon,
)
from domain.batch import Open
from domain.container import Filled
from domain.identifiers import (
    AdsorberId,
    BatchId,
    ContainerId,
    CreditCode,
    LotId,
    ManifestNumber,
)
from domain.lot import AtKiln, ReceiveLot, Source
from domain.manifest import InYard
from domain.occurred import SHANGHAI, Occurred
from domain.personal import Personal
from tests.district import REGENERATOR
from tests.known import known, named, next_number, standing
from tests.paper import PaperLog


def at(now: datetime, late_h: int = 0) -> Occurred:
    """When it happened, `late_h` hours before it was written down."""
    return Occurred.at((now - timedelta(hours=late_h)).astimezone(SHANGHAI))


@dataclass(frozen=True)
class Receive:
    """A lot arrives from outside."""

    lot: LotId
    mass_g: int
    supplier: str = "华中炭业"

    def on(self, log: PaperLog, now: datetime) -> Act:
        """Receive the lot."""
        del log
        receipt = ReceiveLot(at(now), Source.VIRGIN, self.supplier, self.mass_g)
        return receive_lot(self.lot, receipt, None)


@dataclass(frozen=True)
class ReceiveBack:
    """The oldest lot that waits at the kiln arrives, on another scale."""

    difference_g: int

    def on(self, log: PaperLog, now: datetime) -> Act | None:
        """Receive the kiln's mass less the difference."""
        for lot, state in standing(log, "lot", AtKiln):
            mass_g = state.mass_g - self.difference_g
            receipt = ReceiveLot(at(now), Source.REGENERATED, REGENERATOR, mass_g)
            return receive_lot(LotId(lot), receipt, None)
        return None


@dataclass(frozen=True)
class Fill:
    """Put carbon into beds, all of them where none is named."""

    adsorber: AdsorberId
    beds: tuple[int, ...]
    filled_g: int
    lot: LotId
    late_h: int = 0

    def on(self, log: PaperLog, now: datetime) -> Act:
        """Fill."""
        del log
        when = at(now, self.late_h)
        return change_carbon(self.adsorber, FillCarbon(when, self.beds, self.filled_g, self.lot))


@dataclass(frozen=True)
class Swap:
    """Exchange the carbon of beds; `names` counts manifests back, as in `named`."""

    adsorber: AdsorberId
    beds: tuple[int, ...]
    removed_g: int
    filled_g: int
    lot: LotId
    late_h: int = 0
    names: int = 0

    def on(self, log: PaperLog, now: datetime) -> Act:
        """Swap."""
        when, manifest = at(now, self.late_h), named(log, self.names)
        command = SwapCarbon(
            when, self.beds, self.removed_g, self.filled_g, self.lot, manifest=manifest
        )
        return change_carbon(self.adsorber, command)


@dataclass(frozen=True)
class Remove:
    """Take the carbon of beds out; `names` counts manifests back, as in `named`."""

    adsorber: AdsorberId
    beds: tuple[int, ...]
    removed_g: int
    late_h: int = 0
    names: int = 0

    def on(self, log: PaperLog, now: datetime) -> Act:
        """Remove."""
        when, manifest = at(now, self.late_h), named(log, self.names)
        command = RemoveCarbon(when, self.beds, self.removed_g, manifest=manifest)
        return change_carbon(self.adsorber, command)


@dataclass(frozen=True)
class Correct:
    """Put right the n-th last record of an adsorber; None leaves a field as it is."""

    adsorber: AdsorberId
    nth_last: int
    removed_g: int | None = None
    filled_g: int | None = None
    lot: LotId | None = None
    moved_h: int | None = None

    def on(self, log: PaperLog, now: datetime) -> Act | None:
        """Correct the record, if there is one."""
        state = log.state(ADSORBER, self.adsorber)
        if not isinstance(state, Commissioned) or len(state.changes) < self.nth_last:
            return None
        change = state.changes[-self.nth_last]
        moved_to = None
        if self.moved_h is not None:
            moved_to = at(change.happened.moment + timedelta(hours=self.moved_h))
        command = CorrectSwap(
            at(now), change.key, "看错", moved_to, self.removed_g, self.filled_g, self.lot
        )
        return correct_swap(self.adsorber, command)


@dataclass(frozen=True)
class Ship:
    """Send the oldest containers of an enterprise away, or carbon that nobody had recorded.

    The scale at the gate shows `lost_g` less than the containers held, the receiver's
    `underway_g` less than that. `refused` is in permille; None is a lorry still on the road.
    `driver` is the subject under which the driver is kept.
    """

    enterprise: CreditCode
    containers: int
    lost_g: int = 0
    underway_g: int = 0
    refused: int | None = 0
    receiver: str = REGENERATOR
    driver: str | None = None

    def on(self, log: PaperLog, now: datetime) -> Act:
        """Ship under the next free number."""
        mine = [
            (ContainerId(box), state.mass_g)
            for box, state in standing(log, "container", Filled)
            if state.enterprise == self.enterprise
        ][: self.containers]
        held_g = sum(mass_g for _, mass_g in mine) or 500_000
        sent_g = held_g - self.lost_g
        arrived_g = None if self.refused is None else sent_g - self.underway_g
        refused_g = (arrived_g or 0) * (self.refused or 0) // 1000
        return ship_consignment(
            Shipment(
                at(now),
                next_number(log),
                self.enterprise,
                self.receiver,
                "900-039-49",
                None,
                Personal(self.driver, "sealed") if self.driver else None,
                tuple(box for box, _ in mine),
                sent_g,
                arrived_g,
                refused_g,
                "含水",
            )
        )


@dataclass(frozen=True)
class ChargeKiln:
    """Feed a new run with so much, in permille, of what the yard holds of some consignments."""

    consignments: int
    permille: int

    def on(self, log: PaperLog, now: datetime) -> Act:
        """Charge the next run."""
        yard = [item for item in standing(log, "manifest", InYard) if item[1].yard_g]
        fed = yard[: self.consignments]
        mass_g = sum(state.yard_g for _, state in fed) * self.permille // 1000
        run = BatchId(f"RUN-{len(known(log, 'batch')) + 1}")
        return charge_kiln(run, at(now), tuple(ManifestNumber(one) for one, _ in fed), mass_g)


@dataclass(frozen=True)
class DischargeKiln:
    """Take lot and residue out of the oldest open run, in permille of what went in."""

    lot: LotId
    output: int
    disposed: int

    def on(self, log: PaperLog, now: datetime) -> Act | None:
        """Discharge, if a run is open."""
        for run, state in standing(log, "batch", Open):
            output_g = state.charged_g * self.output // 1000
            disposed_g = state.charged_g * self.disposed // 1000
            return discharge_kiln(BatchId(run), at(now), self.lot, output_g, None, disposed_g)
        return None


Step = Receive | ReceiveBack | Fill | Swap | Remove | Correct | Ship | ChargeKiln | DischargeKiln
