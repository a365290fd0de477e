"""The way to the regenerator: vehicles collect containers and are weighed at both ends."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from random import Random

from application.act import only
from application.ship_consignment import Shipment, ship_consignment
from domain.identifiers import ContainerId, CreditCode, ManifestNumber
from domain.manifest import (
    MANIFEST,
    SPENT_CARBON_CODE,
    AcceptConsignment,
    CloseManifest,
    WeighArrival,
)
from domain.personal import Personal
from tests.bench.district.diary import Agenda, Diary, at, days
from tests.bench.district.kiln import Kiln
from tests.bench.district.places import RECEIVER, vehicle

_LOAD_G, _LOAD_CONTAINERS = 12_000_000, 8
_REASON = "混入废抹布"


@dataclass(slots=True)
class Roads:
    """Sends what waits at an enterprise, a vehicle load on each manifest."""

    rng: Random
    diary: Diary
    agenda: Agenda
    kiln: Kiln
    drivers: tuple[Personal, ...]
    _waiting: defaultdict[CreditCode, list[tuple[ContainerId, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _sent: int = 0

    def stand(self, owner: CreditCode, container: ContainerId, mass_g: int, _day: date) -> None:
        """Have a filled container waiting from that day on."""
        self._waiting[owner].append((container, mass_g))

    def collect(self, owner: CreditCode, day: date) -> None:
        """Send all that waits there."""
        waiting = self._waiting.pop(owner, [])
        while waiting:
            load = [waiting.pop(0)]
            while waiting and self._fits(load, waiting[0]):
                load.append(waiting.pop(0))
            self._send(day, owner, load)

    def _fits(self, load: list[tuple[ContainerId, int]], more: tuple[ContainerId, int]) -> bool:
        heavy = sum(mass_g for _, mass_g in load) + more[1] > _LOAD_G
        return len(load) < _LOAD_CONTAINERS and not heavy

    def _send(self, day: date, owner: CreditCode, load: list[tuple[ContainerId, int]]) -> None:
        self._sent += 1
        number = ManifestNumber(f"{day.year}3304{self._sent:06d}")
        sent_g = self._weighed(sum(mass_g for _, mass_g in load), per_mille=3)
        received_g = self._weighed(sent_g, per_mille=40 if self.rng.random() < 0.01 else 5)
        refused_g = self._refused(received_g)
        overnight = self.rng.random() < 0.1
        shipment = Shipment(
            at(day, self.rng.randint(17 * 60, 18 * 60)),
            number,
            owner,
            RECEIVER,
            SPENT_CARBON_CODE,
            vehicle(self.rng),
            self.rng.choice(self.drivers),
            tuple(container for container, _ in load),
            sent_g,
            None if overnight else received_g,
            refused_g,
            _REASON if refused_g else None,
            closed=True,
        )
        said = {"发出量": sent_g, "车牌号": shipment.vehicle, "容器": len(load)}
        self.diary.note(day, f"转移联单:{number}", ship_consignment(shipment), owner, said)
        if overnight:
            arrive = partial(self._arrive, number, received_g, refused_g)
            self.agenda.plan(day + days(1), arrive)
        elif received_g > refused_g:
            self.kiln.accept(number, received_g - refused_g)

    def _arrive(self, number: ManifestNumber, received_g: int, refused_g: int, day: date) -> None:
        when = at(day, 7 * 60)
        reason = _REASON if refused_g else None
        act = only(
            MANIFEST,
            number,
            WeighArrival(when, received_g),
            AcceptConsignment(when, refused_g, reason),
            CloseManifest(when),
        )
        said = {"接收量": received_g, "拒收量": refused_g}
        self.diary.note(day, f"联单接收:{number}", act, RECEIVER, said)
        if received_g > refused_g:
            self.kiln.accept(number, received_g - refused_g)

    def _weighed(self, mass_g: int, per_mille: int) -> int:
        """Another scale, which shows full kilograms, tells a little more or less."""
        told_g = mass_g + mass_g * self.rng.randint(-per_mille, per_mille) // 1000
        return max(told_g // 1000, 1) * 1000

    def _refused(self, received_g: int) -> int:
        chance = self.rng.random()
        if chance < 0.0008:
            return received_g
        return received_g * self.rng.randint(50, 300) // 1000 if chance < 0.012 else 0
