"""Readings taken in per second, beside the floor's rate, in batches of two sizes.

What is measured of ours ends when the rows are durable: every rule, a look at what is there, marks
of days, months on PostgreSQL. It begins with the body of a request, in JSON. The floor has its
tuples from the start.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

import msgspec

from adapters.clock import HandTurnedClock
from adapters.devices.messages import readings_of_json
from adapters.wiring import open_office
from application.act import only
from application.office import Office, request
from domain.device import DEVICE, InstallDevice
from domain.identifiers import AdsorberId, CreditCode
from domain.occurred import Occurred
from domain.reading import QUANTITIES, Quantity
from tests.bench.stages import Stage
from tests.bench.telemetry.floor import PostgresFloor, Row, SqliteFloor
from tests.readings import MIDNIGHT, Line, ms

NAME = "VOC-0001"
MEASURES = QUANTITIES[:6]
EVERY_MS = 10_000
LASTS = timedelta(days=300)


@dataclass(frozen=True, slots=True)
class Size:
    """Batches of a size, and how many of them make a round."""

    name: str
    rows: int
    batches: int


@dataclass(frozen=True, slots=True)
class Rate:
    """Readings per second on one engine: the middle of the rounds, which take turns."""

    engine: str
    size: str
    floor_per_s: float
    ours_per_s: float

    @property
    def to_floor(self) -> float:
        """Our rate over the floor's."""
        return self.ours_per_s / self.floor_per_s


def race(stage: Stage, size: Size, rounds: int) -> Rate:
    """Let floor and intake take in the same readings in turn, in batches that are always new."""
    floors, ours = list[float](), list[float]()
    with closing(_floor(stage.url())) as floor, _office(stage.url()) as office:
        for number in range(rounds):
            batches = list(_batches(size, number))
            rows = [_rows(batch) for batch in batches]
            taking = [_taking(office, batch) for batch in batches]
            floors.append(_per_s(size, [partial(floor.insert, each) for each in rows]))
            ours.append(_per_s(size, taking))
        kept = office.telemetry.read(NAME, 0, ms(MIDNIGHT + LASTS))
        assert len(kept) == rounds * size.batches * size.rows
    return Rate(stage.name, size.name, median(floors), median(ours))


def _floor(url: str) -> SqliteFloor | PostgresFloor:
    file = url.removeprefix("sqlite:///")
    return PostgresFloor(url) if file == url else SqliteFloor(Path(file))


@contextmanager
def _office(url: str) -> Generator[Office]:
    clock = HandTurnedClock(MIDNIGHT + LASTS)
    with open_office(url, clock=clock) as office:
        command = InstallDevice(
            Occurred.at(MIDNIGHT),
            CreditCode("91330411CN2GER7Y20"),
            AdsorberId("TADF100001"),
            None,
            "P-300",
            "SN1",
            MEASURES,
            EVERY_MS // 1000,
            0.5,
            2000.0,
        )
        office.log.perform(only(DEVICE, NAME, command), request("bench", None))
        yield office


def _batches(size: Size, number: int) -> Iterator[list[Line]]:
    """Batches of one round, one after the other in time."""
    chance = Random(number)  # noqa: S311 - only readings
    for batch in range(size.batches):
        first = (number * size.batches + batch) * size.rows
        yield [_line(first + row, chance) for row in range(size.rows)]


def _line(number: int, chance: Random) -> Line:
    """Concentrations come in bursts; most of them are zero, as in the field."""
    is_zero = chance.random() < 0.8
    told = {quantity: round(chance.uniform(20, 60), 2) for quantity in MEASURES}
    told |= dict.fromkeys((Quantity.INLET, Quantity.OUTLET), 0.0) if is_zero else {}
    return ms(MIDNIGHT) + (number + 1) * EVERY_MS, number, told


def _rows(batch: Iterable[Line]) -> list[Row]:
    return [
        (NAME, at_ms, at_ms, counter, 0, *(told.get(quantity) for quantity in QUANTITIES))
        for at_ms, counter, told in batch
    ]


def _taking(office: Office, batch: list[Line]) -> Callable[[], object]:
    rows = [{"at": at_ms, "counter": counter, **told} for at_ms, counter, told in batch]
    body = msgspec.json.encode({"readings": rows})
    return lambda: office.intake.take(readings_of_json(body, NAME))


def _per_s(size: Size, batches: Iterable[Callable[[], object]]) -> float:
    began = perf_counter()
    for take in batches:
        take()
    return size.rows * size.batches / (perf_counter() - began)
