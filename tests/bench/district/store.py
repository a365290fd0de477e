"""The district's store of carbon: lots come in, and fills draw from them."""

from collections import deque
from dataclasses import dataclass
from datetime import date
from random import Random

from application.receive_lot import receive_lot
from domain.identifiers import LotId
from domain.lot import ReceiveLot, Source, TestLotQuality
from tests.bench.district.diary import Diary, on
from tests.bench.district.places import RECEIVER

_SUPPLIERS = ("华中炭业", "宁夏新炭", "山西煤基炭厂")
_VIRGIN_T = (30, 60)
_TOO_LITTLE_G = 300_000
"""What is left of a lot then stays in its corner."""
_OFFICE = "炭库"


@dataclass(slots=True)
class _Lot:
    number: LotId
    since: date
    left_g: int


class Store:
    """Gives out carbon, the oldest lot first, and buys where there is not enough."""

    def __init__(self, rng: Random, diary: Diary) -> None:
        """Begin with an empty store."""
        self._rng = rng
        self._diary = diary
        self._lots: deque[_Lot] = deque()
        self._bought = 0

    def draw(self, day: date, mass_g: int) -> LotId:
        """Take carbon out of one lot; on that day it is there."""
        lot = next((lot for lot in self._lots if lot.left_g >= mass_g), None) or self._buy(day)
        lot.left_g -= mass_g
        if lot.left_g < _TOO_LITTLE_G:
            self._lots.remove(lot)
        return lot.number

    def take_back(self, day: date, number: LotId, mass_g: int) -> None:
        """Receive a lot from the kiln, by the scale of the store."""
        self._receive(day, number, Source.REGENERATED, RECEIVER, mass_g)

    def _buy(self, day: date) -> _Lot:
        self._bought += 1
        number = LotId(f"XT{day:%y%m%d}{self._bought:05d}")
        mass_g = self._rng.randint(*_VIRGIN_T) * 1_000_000
        return self._receive(day, number, Source.VIRGIN, self._rng.choice(_SUPPLIERS), mass_g)

    def _receive(
        self, day: date, number: LotId, source: Source, supplier: str, mass_g: int
    ) -> _Lot:
        iodine = self._rng.choices((self._rng.randint(820, 950), 780), (98, 2))[0]
        certificate = self._rng.choices((f"JC{number[2:]}", None), (98, 2))[0]
        receipt = ReceiveLot(on(day), source, supplier, mass_g)
        quality = TestLotQuality(on(day), iodine, certificate)
        said = {"数量": mass_g, "碘值": iodine, "来源": source, "供应商": supplier}
        self._diary.note(
            day, f"炭批次:{number}", receive_lot(number, receipt, quality), _OFFICE, said
        )
        lot = _Lot(number, day, mass_g)
        self._lots.append(lot)
        return lot
