"""The regenerator: consignments wait in its yard, kiln runs take them, lots go back."""

from collections import deque
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from random import Random

from application.run_kiln import charge_kiln, discharge_kiln
from domain.identifiers import BatchId, LotId, ManifestNumber
from domain.quantities import share
from tests.bench.district.diary import Agenda, Diary, days, on
from tests.bench.district.store import Store

_RUN_G = 40_000_000
"""What a run takes at least."""
_OFFICE = "再生单位"


@dataclass(slots=True)
class _Consignment:
    number: ManifestNumber
    left_g: int


@dataclass(slots=True)
class Kiln:
    """Runs as soon as the yard holds enough."""

    rng: Random
    diary: Diary
    agenda: Agenda
    store: Store
    latest: BatchId | None = None
    _yard: deque[_Consignment] = field(default_factory=deque[_Consignment])
    _yard_g: int = 0
    _runs: int = 0

    def accept(self, number: ManifestNumber, mass_g: int) -> None:
        """Put a consignment into the yard."""
        self._yard.append(_Consignment(number, mass_g))
        self._yard_g += mass_g

    def close_the_day(self, day: date) -> None:
        """Start as many runs as the yard is good for."""
        while self._yard_g >= _RUN_G:
            self._start(day)

    def _start(self, day: date) -> None:
        taken: list[_Consignment] = []
        while sum(each.left_g for each in taken) < _RUN_G:
            taken.append(self._yard.popleft())
        lefts_g = [each.left_g for each in taken]
        mass_g = sum(lefts_g)
        if self.rng.random() < 0.03:
            mass_g = mass_g * 95 // 100
        self._yard_g -= mass_g
        self._put_back(taken, share(mass_g, lefts_g))
        self._runs += 1
        run = BatchId(f"RK{day:%y%m%d}{self._runs:05d}")
        numbers = tuple(each.number for each in taken)
        act = charge_kiln(run, on(day), numbers, mass_g)
        said = {"联单": " ".join(numbers), "投料量": mass_g}
        self.diary.note(day, f"再生投料:{run}", act, _OFFICE, said)
        self.agenda.plan(day + days(1), partial(self._end, run, mass_g))
        self.latest = run

    def _put_back(self, taken: list[_Consignment], parts_g: tuple[int, ...]) -> None:
        for each, part_g in zip(reversed(taken), reversed(parts_g), strict=True):
            if each.left_g > part_g:
                self._yard.appendleft(_Consignment(each.number, each.left_g - part_g))

    def _end(self, run: BatchId, mass_g: int, day: date) -> None:
        output_g = mass_g * self.rng.randint(790, 850) // 1000
        disposed_g = mass_g * self.rng.randint(20, 60) // 1000
        iodine = self.rng.randint(800, 900)
        lot = LotId(f"ZS{run[2:]}")
        act = discharge_kiln(run, on(day), lot, output_g, iodine, disposed_g)
        said = {"产出": output_g, "转处置": disposed_g, "炭批号": lot}
        self.diary.note(day, f"再生出料:{run}", act, _OFFICE, said)
        self.agenda.plan(day + days(2), partial(self._deliver, lot, output_g))

    def _deliver(self, lot: LotId, output_g: int, day: date) -> None:
        self.store.take_back(day, lot, output_g - self.rng.choice((0, 0, 500, -500, 2_000)))
