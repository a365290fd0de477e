"""The carbon that goes round: lots in store, spent carbon in the yard, kiln runs, lots again."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from adapters.simulator import people
from adapters.simulator.diary import Entry, at, occurred, on
from application.act import only
from application.receive_lot import receive_lot
from application.run_kiln import charge_kiln, discharge_kiln
from application.ship_consignment import Shipment, ship_consignment
from domain.identifiers import BatchId, ContainerId, CreditCode, LotId, ManifestNumber
from domain.lot import ReceiveLot, Source, TestLotQuality
from domain.receiver import RECEIVER, RegisterLicence

_DELIVERY_G = 28_000_000
"""A full lorry."""
_RUN_G = 5_000_000
_LEAST_IN_A_LOT_G = 15_000_000
"""Enough for the two largest beds of the district on one day: a fill comes from one lot."""
_WASTE_CODE = "900-039-49"


@dataclass(slots=True)
class CarbonRound:
    """Remembers what is where; every command that moves carbon comes from here."""

    rng: Random
    _store: "deque[tuple[LotId, int]]" = field(default_factory=deque["tuple[LotId, int]"])
    _yard: "list[tuple[ManifestNumber, int]]" = field(
        default_factory=list["tuple[ManifestNumber, int]"]
    )
    _run: "tuple[BatchId, int] | None" = None
    _consignments: int = 0
    _deliveries: int = 0

    def opening(self, day: date) -> Iterator[Entry]:
        """The permit of the regenerator."""
        licence = RegisterLicence(
            on(day),
            people.credit_code(900_000),
            "浙危废经第演示1号",
            (_WASTE_CODE,),
            20_000_000_000,
            on(date(day.year + 3, 12, 31)),
            people.location(self.rng),
        )
        yield Entry(
            at(day, 480),
            "模拟:许可证",
            only(RECEIVER, people.RECEIVER, licence),
            people.RECEIVER,
            {"有效期": licence.valid_until},
        )

    def take(self, mass_g: int) -> LotId:
        """Draw carbon for a fill from the oldest lot that has enough."""
        for place, (lot, left_g) in enumerate(self._store):
            if left_g >= mass_g:
                self._store[place] = (lot, left_g - mass_g)
                return lot
        raise LookupError("the store is kept full every morning")

    def morning(self, day: date) -> Iterator[Entry]:
        """The kiln ends its run, and the store is filled up."""
        if self._run is not None:
            yield from self._end_run(day, *self._run)
            self._run = None
        if max((left_g for _, left_g in self._store), default=0) < _LEAST_IN_A_LOT_G:
            self._deliveries += 1
            lot = LotId(f"H{day:%y%m%d}{self._deliveries:02d}")
            yield self._receive(day, lot, Source.VIRGIN, "宁夏演示炭厂", _DELIVERY_G, 900)

    def evening(self, day: date) -> Iterator[Entry]:
        """The kiln takes what the yard has, once that is worth a run."""
        mass_g = sum(left_g for _, left_g in self._yard)
        if mass_g < _RUN_G:
            return
        run = BatchId(f"RKYS{day:%y%m%d}")
        numbers = tuple(number for number, _ in self._yard)
        act = charge_kiln(run, occurred(day, 1020), numbers, mass_g)
        said = {"联单": " ".join(numbers), "投料量": mass_g}
        yield Entry(at(day, 1020), f"模拟:投料:{run}", act, people.RECEIVER, said)
        self._yard.clear()
        self._run = (run, mass_g)

    def ship(
        self, day: date, minute: int, producer: CreditCode, container: ContainerId, sent_g: int
    ) -> Entry:
        """Spent carbon goes to the regenerator and is weighed there."""
        self._consignments += 1
        number = ManifestNumber(f"{day.year}3304{self._consignments:06d}")
        received_g = sent_g - self.rng.choice((0, 0, 1_000, 2_000, -1_000))
        shipment = Shipment(
            occurred(day, minute),
            number,
            producer,
            people.RECEIVER,
            _WASTE_CODE,
            people.vehicle(self.rng),
            None,
            (container,),
            sent_g,
            received_g,
            closed=True,
        )
        self._yard.append((number, received_g))
        said = {"发出量": sent_g, "接收量": received_g}
        act = ship_consignment(shipment)
        return Entry(at(day, minute), f"模拟:联单:{number}", act, producer, said)

    def _end_run(self, day: date, run: BatchId, mass_g: int) -> Iterator[Entry]:
        output_g = mass_g * self.rng.randint(790, 850) // 1000
        disposed_g = mass_g * self.rng.randint(20, 60) // 1000
        lot, iodine = LotId(f"ZS{run[4:]}"), self.rng.randint(830, 880)
        act = discharge_kiln(run, occurred(day, 420), lot, output_g, iodine, disposed_g)
        said = {"产出": output_g, "转处置": disposed_g, "炭批号": lot}
        yield Entry(at(day, 420), f"模拟:出料:{run}", act, people.RECEIVER, said)
        yield self._receive(day, lot, Source.REGENERATED, people.RECEIVER, output_g, iodine)

    def _receive(
        self, day: date, lot: LotId, source: Source, supplier: str, mass_g: int, iodine: int
    ) -> Entry:
        receipt = ReceiveLot(occurred(day, 450), source, supplier, mass_g)
        quality = TestLotQuality(occurred(day, 450), iodine, f"JC{lot}")
        self._store.append((lot, mass_g))
        said = {"到货量": mass_g, "碘值": iodine}
        act = receive_lot(lot, receipt, quality)
        return Entry(at(day, 450), f"模拟:到货:{lot}", act, supplier, said)
